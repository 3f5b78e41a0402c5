/* SPDX-License-Identifier: MIT */
/*
 * needed: the policies an option must pass under, whatever its negotiation was opened under
 * (rules N3 and A5).
 *
 * They are what [use] gives for each kind the option touches, as it stood at the base and, where a
 * policy of the name still exists, as it stands now; `entrenched` too for the constitution.  An
 * option that changes the constitution must also pass under what its own text would make of them.
 * In an election they ask for no less, of nominations.  Lazy texts (until a Hold asks for more),
 * and acts of several or in an emergency (acting.h) are decided by the one policy they were opened
 * under; appeals by theirs, and by `entrenched` where it is about the constitution.
 */
#ifndef CORE_RULES_NEEDED_H
#define CORE_RULES_NEEDED_H

#include "core/rules/ledger.h"

enum { NEEDED_MAX = 64 }; /* 4 charters by 14 kinds and `entrenched`, each policy once */

struct needed {
	const struct policy *policy[NEEDED_MAX];
	size_t count;
};

/* Adds to out, which may hold policies already; none stands twice. */
void needed_policies(struct needed *out, const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option);

/* When it may be decided: no earlier than every one of them and that of the opening allow. */
struct needed_days {
	int32_t first;               /* the day */
	int32_t spoken;              /* the same once everybody has spoken, where some say early */
	const struct policy *policy; /* the one that takes longest; NULL: none takes a day */
};

/*
 * What a policy takes longer since the opening, or would by the option's own text, is waited for
 * until the close at most; what it took at the opening is waited for past it.
 */
void needed_days(struct needed_days *out, const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option);

#endif
