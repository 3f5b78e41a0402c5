/* SPDX-License-Identifier: MIT */
/*
 * judge: whether a change of a governed file may stand without a decision (rules A3, A4, V4).
 */
#ifndef CORE_JUDGE_H
#define CORE_JUDGE_H

#include "core/ledger.h"

/* By what right a change stands. */
enum right {
	RIGHT_NONE,
	RIGHT_FREE,	    /* reads back the same: any member */
	RIGHT_ACT,	    /* within a sole holder's autonomy, or one's own term shortened */
	RIGHT_OWN,	    /* one's own [person] section */
	RIGHT_ACQUAINTANCE, /* a person file without [member], added by a member */
	RIGHT_SETTLE,	    /* writes what the date has made true */
	RIGHT_FOUNDING,
	RIGHT_DECISION,
};

/*
 * moment: the first parent and the day of the commit; who: its author's handle, or NULL.  Where the
 * answer is RIGHT_NONE, *why says what would be needed, and whose it is to do.
 */
enum right judge_change(const struct moment *moment, struct arena *arena, const char *who,
	const struct file *before, const struct file *after, const char **why);

#endif
