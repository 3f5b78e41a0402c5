/* SPDX-License-Identifier: MIT */
/* root: the folder of a repository that holds moot.ini; all governed paths are relative to it. */
#ifndef CORE_GIT_ROOT_H
#define CORE_GIT_ROOT_H

#include "core/git/oid.h"
#include "core/git/repo.h"
#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>

/*
 * Looks upward from the current folder to the top of the repository.  A folder is the root when the
 * tree of the commit has its moot.ini, or, with at_hand, the work tree has.  commit may be NULL:
 * nothing was committed yet.  What lies in a governed folder of another root is none.
 *
 * *out: "" or "governance", no slash around it, in the arena; NULL when there is none.
 */
int root_find(const char **out, struct arena *arena, struct repo *repo, const struct oid *commit,
        bool at_hand, struct error *err);

/* The folder that `git config moot.dir` names, for when there is none above: it must be a root. */
int root_named(const char **out, struct arena *arena, struct repo *repo, const char *named,
        const struct oid *commit, bool at_hand, struct error *err);

/* A folder right below the top that holds moot.ini, or NULL: where somebody may have meant to be.
 */
int root_below(const char **out, struct arena *arena, struct repo *repo, const struct oid *commit,
        struct error *err);

/*
 * Whether a tree that knew no group at `root` had one elsewhere, at its top or right below it, that
 * is in a later tree no more: *out is that folder, or NULL.
 */
int root_moved(const char **out, struct arena *arena, struct repo *repo, const struct oid *tree,
        const struct oid *later, const char *root, struct error *err);

#endif
