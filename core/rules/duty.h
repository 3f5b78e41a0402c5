/* SPDX-License-Identifier: MIT */
/*
 * duty: what a role asks of its holders while they hold it (rule A8).
 *
 * `duty = journal/14d`: in any two weeks a holder commits an entry of their own on one of the
 * role's topics (on anything, where it has none).  The first window begins with the term.  Who has
 * missed it does nothing alone until an entry has landed.
 */
#ifndef CORE_DUTY_H
#define CORE_DUTY_H

#include "core/rules/ledger.h"

/* Whether this holder in force has missed the role's duty, as seen from the moment. */
bool duty_missed(const struct moment *moment, const struct role *role, const char *handle);

/* "releases or changelog", "anything": what an entry is to be about.  Lives in the arena. */
const char *duty_topics(struct arena *arena, const struct role *role);

#endif
