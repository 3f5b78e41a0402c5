/* SPDX-License-Identifier: MIT */
/*
 * check: what is wrong in the governed files, at the commit and in the work tree.
 *
 * A file that is changed in the work tree is read from there instead of from the commit, so that
 * whoever writes by hand sees what is wrong, and what would be needed, before committing.
 */
#ifndef CORE_CHECK_CHECK_H
#define CORE_CHECK_CHECK_H

#include "core/group/account.h"
#include "core/group/group.h"
#include "core/group/worktree.h"

struct check_options {
	/* What stands beside the commit asked, where that is the one checked out; or NULL. */
	const struct worktree *worktree;
	bool strict;     /* notes too: what is answered */
	const char *who; /* whoever would commit, a handle or NULL */
	const char *mail;
	const struct account *account; /* with strict: for the journals; or NULL */
};

/* All findings, sorted, in the group's arena. */
int check_read(struct findings *out, struct group *group, const struct check_options *options,
        struct error *err);

#endif
