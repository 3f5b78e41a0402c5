/* SPDX-License-Identifier: MIT */
/*
 * appeal: what an objection blocked, opened again (rule N11).
 *
 * `answers = VOICE` in negotiation.ini names the voice that objected.  Where the same change was
 * not adopted for it, the new negotiation is decided under the charter's policy `appeal`; of a vote
 * the yes is then counted against the whole roll, not only those who took a side.
 */
#ifndef CORE_RULES_APPEAL_H
#define CORE_RULES_APPEAL_H

#include "core/rules/ledger.h"

/*
 * The policy an appeal is decided under; NULL where it is none, and *why says so.  `answers` is the
 * path of the voice below the root.
 */
const struct policy *appeal_policy(const struct moment *moment, const struct option *option,
        const char *answers, const char **why);

/* Where the voice objects that would be answered, or that there is none (place.h). */
const char *appeal_place(const struct moment *moment, struct arena *arena, const char *answers);

/* The newest objection in a negotiation that was not adopted: what its appeal answers; or NULL. */
const char *appeal_voice(const struct moment *moment, const struct negotiation *negotiation);

#endif
