/* SPDX-License-Identifier: MIT */
/*
 * away: days on which a person counts for no quorum and need not have spoken, unless they speak.
 *
 * At most 90 days of a calendar year count, the first ones; and in a negotiation only what stood in
 * the person's file when it was opened.
 */
#ifndef CORE_RULES_AWAY_H
#define CORE_RULES_AWAY_H

#include "core/rules/ledger.h"

enum { AWAY_MOST = 90 };

bool is_away(const struct moment *moment, const char *handle);
/* Away in a negotiation: said before it was opened, and not taken back since. */
bool is_away_from(
        const struct moment *moment, const struct negotiation *negotiation, const char *handle);

/* The first year of which the person is away for more days than count, and of more than before (a
 * file, or NULL); 0: there is none. */
int away_too_long(const struct person *person, const struct person *before);

#endif
