/* SPDX-License-Identifier: MIT */
/* folder: the tree id of a negotiation's folder as a decision names it (rule N13). */
#ifndef CORE_GIT_FOLDER_H
#define CORE_GIT_FOLDER_H

#include "core/git/repo.h"

/*
 * The id that the folder at `path` of a tree has without the decisions in it.  1, 0 when there is
 * no such folder, -1 with *err.
 */
int folder_voices(struct repo *repo, const struct oid *tree, const char *path, struct oid *out,
        struct error *err);

#endif
