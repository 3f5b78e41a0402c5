/* SPDX-License-Identifier: MIT */
/*
 * worktree: what stands in the work tree and is not committed.  Only read, and carefully: no
 * symbolic link is followed, nothing outside the root is opened, and sizes have a limit.
 */
#ifndef CORE_GROUP_WORKTREE_H
#define CORE_GROUP_WORKTREE_H

#include "core/group/group.h"

enum worktree_kind {
	WORKTREE_FILE,  /* a plain file */
	WORKTREE_GONE,  /* nothing is there */
	WORKTREE_LARGE, /* above the limit: not read */
	WORKTREE_ODD,   /* a symbolic link, a folder, a device, or behind a symbolic link */
};

struct worktree_file {
	const char *path; /* below the root */
	enum worktree_kind kind;
	const char *text; /* of a plain file, with a NUL behind it; "" else */
	size_t len;
	bool unmerged; /* a merge has left it to be resolved */
};

/* Fills kind, text and len of file->path, up to limit bytes. */
int worktree_read(
        struct worktree_file *file, const struct group *group, size_t limit, struct error *err);

/*
 * The paths below the root, governed ones only, that differ from the last commit, by path in bytes,
 * not yet read.  Asks git; nothing of the index is refreshed on the disk.
 */
int worktree_changes(struct worktree_file **out, size_t *count, const struct group *group,
        bool journals, struct error *err);

/*
 * Names in the root folder that only look like governed ones (rule D4), whether git knows them or
 * not.
 */
int worktree_twins(const char ***out, size_t *count, const struct group *group, struct error *err);

#endif
