/* SPDX-License-Identifier: MIT */
/*
 * recall: a negotiation of kind recall, which ends somebody's term in a role.
 *
 * It opens with a second within seven days: the `Second:` of another member who is not the one
 * recalled, or their consent to any option.  The days of the policy run from the call all the same.
 * The recalled is heard, and decides nothing (rule N4); the roll was frozen at the call.
 */
#ifndef CORE_RULES_RECALL_H
#define CORE_RULES_RECALL_H

#include "core/rules/ledger.h"

enum { SECOND_DAYS = 7 };

bool is_recall(const struct negotiation *negotiation);
/* Whether whom the recall is about holds the role, which they do unless and until it passes. */
bool recall_holder(const struct moment *moment, const struct negotiation *negotiation);
/* Who seconded it first, as seen from the moment, or NULL. */
const char *recall_second(const struct moment *moment, const struct negotiation *negotiation);
/* The last day for a second. */
int32_t recall_second_until(const struct negotiation *negotiation);
/* Whether this person may second it: not who called it, and not whom it is about. */
bool recall_may_second(const struct negotiation *negotiation, const char *handle);

/*
 * The recall that the option would take somebody out of who decides it: opened before the option's
 * negotiation, not over as seen from the moment, and of a term that is in force there; *chooser is
 * who.  NULL: none.
 */
const struct negotiation *recall_choosers_taken(const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option, const char **chooser);

#endif
