/* SPDX-License-Identifier: MIT */
/* What the files of the option share; nobody else includes it. */
#ifndef CORE_RULES_OPTION_PRIVATE_H
#define CORE_RULES_OPTION_PRIVATE_H

#include "core/rules/option.h"

/* The entry that tells section and key of a change. */
const struct keyed_entry *change_entry(const struct keyed_change *change);
/* The one value of a key, or the first, which is the one that holds (rule D5); or NULL. */
const char *entry_value(const struct keyed_entry *entry);

/* --- option_whom.c --- */

/*
 * Whether somebody's term in a role ends before its day with the option, or is no longer in force
 * by whatever else it changes.
 */
bool change_ends_term(const struct moment *moment, const struct option *option,
        const struct option_change *change);
/* Fills given and taken, once the changes are read. */
void option_whom(const struct moment *moment, struct arena *arena, struct option *option);

#endif
