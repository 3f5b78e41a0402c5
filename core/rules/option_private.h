/* SPDX-License-Identifier: MIT */
/* What the files of the option share; nobody else includes it. */
#ifndef CORE_RULES_OPTION_PRIVATE_H
#define CORE_RULES_OPTION_PRIVATE_H

#include "core/rules/option.h"

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
