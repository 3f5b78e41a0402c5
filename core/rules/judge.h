/* SPDX-License-Identifier: MIT */
/*
 * judge: whether a change of a governed file may stand without a decision (rules A3, A4, V4).
 */
#ifndef CORE_RULES_JUDGE_H
#define CORE_RULES_JUDGE_H

#include "core/rules/ledger.h"

/*
 * moment: the first parent and the day of the commit; who: its author's handle, or NULL.  Where the
 * answer is RIGHT_NONE, *why says what would be needed, and whose it is to do.
 */
enum right judge_change(const struct moment *moment, struct arena *arena, const char *who,
        const struct file *before, const struct file *after, const char **why);
/* The same, and where that stands: "roles/books.ini:4" (place.h). */
enum right judge_change_at(const struct moment *moment, struct arena *arena, const char *who,
        const struct file *before, const struct file *after, const char **why, const char **place);

#endif
