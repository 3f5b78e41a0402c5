/* SPDX-License-Identifier: MIT */
/*
 * acting: acts that are negotiations: of a role that several hold, and in an emergency (rules A3,
 * V4).
 *
 * `kind = act`: with more than one holder in force what lies within the role's autonomy is decided
 * by them, under policy `light`.
 *
 * `kind = emergency`: a member of the role's team may do what lies above its autonomy by a commit
 * that says `Emergency: WHY` and opens the negotiation about it.  It holds for three days, as a
 * trial does, and falls back unless it is adopted under policy `emergency`.
 */
#ifndef CORE_ACTING_H
#define CORE_ACTING_H

#include "core/rules/ledger.h"

enum { EMERGENCY_DAYS = 3 };

bool is_act(const struct negotiation *negotiation);
bool is_emergency(const struct negotiation *negotiation);
int32_t emergency_end(const struct negotiation *negotiation); /* its last day */

/* How an option of the negotiation is decided. */
enum option_way acting_way(const struct negotiation *negotiation);

/* Why the option is no act of several holders that `who` may open; NULL: it is. */
const char *act_refused(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option);
/* Why `who` may not do it in an emergency; NULL: they may. */
const char *emergency_refused(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option);
/* What their answers rest on: who holds the role, how far it goes, or whose it is (place.h). */
const char *acting_place(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option);
/* The same for one further option of such a negotiation: what it may be about. */
const char *acting_refused(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option);

#endif
