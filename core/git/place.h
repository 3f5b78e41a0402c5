/* SPDX-License-Identifier: MIT */
/* place: where a repository lies on the disk, and whether its files have the plain form. */
#ifndef CORE_GIT_PLACE_H
#define CORE_GIT_PLACE_H

#include "core/git/oid.h"
#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>

struct place {
	const char *start; /* as given: where git is run, so that it finds what was found here */
	/* Absolute paths without a slash at the end. */
	const char *git_dir;
	const char *common_dir;
	const char *objects;
	const char *work_tree; /* NULL: bare, or outside of it */
	const char *prefix;    /* of the start in the work tree: "" or "roles/" */
	/* No extension, other work tree or promised object in its config: references are files. */
	bool plain;
};

/*
 * Finds the repository upward from dir (NULL = the current folder).  The plain case (a .git in a
 * folder above, everything owned by this user, no GIT_DIR or the like) is decided here; in any
 * other git is asked, so that its rules (safe.directory, ceilings, bare repositories) and its words
 * are those that count.
 */
int place_find(struct place *out, struct arena *arena, const char *dir, struct error *err);

/* As repo_resolve() and repo_unsure(). */
int place_resolve(const struct place *place, const char *rev, struct oid *out, struct error *err);
int place_unsure(const struct place *place, struct error *err);

#endif
