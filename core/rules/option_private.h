/* SPDX-License-Identifier: MIT */
/* What the files of the option share; nobody else includes it. */
#ifndef CORE_RULES_OPTION_PRIVATE_H
#define CORE_RULES_OPTION_PRIVATE_H

#include "core/rules/option.h"

/* The entry that tells section and key of a change. */
const struct keyed_entry *change_entry(const struct keyed_change *change);
/* The one value of a key, or the first, which is the one that holds (rule D5); or NULL. */
const char *entry_value(const struct keyed_entry *entry);

/* The day that is its value; DAY_NONE: none, or no day. */
int32_t entry_day(const struct keyed_entry *entry);

/* --- option_whom.c --- */

/* On a term's first day, or on the moment's own where that is later. */
struct moment term_moment(const struct moment *moment, const struct term *term);

/*
 * Whether somebody's term in a role ends before its day with the option, or is no longer in force
 * by whatever else it changes.
 */
bool change_ends_term(const struct moment *moment, const struct option *option,
        const struct option_change *change);
/* Fills given and taken, once the changes are read. */
void option_whom(const struct moment *moment, struct arena *arena, struct option *option);

/* --- option_pay.c --- */

/*
 * Whether on any day from the moment's on more is paid with the option, or less.  What cannot be
 * compared is more: amounts in several units, or that no number can be read from.
 */
struct pay_change {
	bool more, less;
};
void pay_compare(struct pay_change *out, const struct moment *moment, struct arena *arena,
        const struct option_change *change);

#endif
