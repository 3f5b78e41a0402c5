/* SPDX-License-Identifier: MIT */
/* folder: the tree id of a negotiation's folder as a decision names it (rule N13). */
#ifndef CORE_GIT_FOLDER_H
#define CORE_GIT_FOLDER_H

#include "core/git/repo.h"
#include "core/git/tree.h"

bool folder_is_decision(const struct tree_entry *entry);

/* The id that a folder of these bytes has without the decisions in it; false: they are no tree. */
bool folder_voices_of(const unsigned char *data, size_t len, struct oid *out);

/*
 * The id that the folder at `path` of a tree has without the decisions in it.  1, 0 when there is
 * no such folder, -1 with *err.
 */
int folder_voices(struct repo *repo, const struct oid *tree, const char *path, struct oid *out,
        struct error *err);

#endif
