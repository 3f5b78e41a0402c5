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

/* What stands in the work tree and is not in the last commit, governed paths only. */
struct worktree {
	struct buf records; /* of `git status --porcelain=v2 -z` */
	/*
	 * Names in the root folder that only look like governed ones (rule D4), whether git knows
	 * them or not; in the arena.
	 */
	const char **twin;
	size_t twin_count;
};

#define WORKTREE_INIT                                                                              \
	{                                                                                          \
		BUF_INIT, NULL, 0                                                                  \
	}

/*
 * Asks git, and reads one folder; nothing of the index is refreshed on the disk.  root as
 * group->root; journals: those too.
 */
int worktree_look(struct worktree *out, struct arena *arena, const struct repo *repo,
        const char *root, bool journals, struct error *err);
void worktree_release(struct worktree *worktree);

/* Whether the last commit tells all that there is. */
static inline bool worktree_is_clean(const struct worktree *worktree)
{
	return !worktree->records.len && !worktree->twin_count;
}

/* The paths that it names, below the group's root, by path in bytes, not yet read. */
void worktree_changes(struct worktree_file **out, size_t *count, const struct group *group,
        const struct worktree *worktree);

#endif
