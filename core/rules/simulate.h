/* SPDX-License-Identifier: MIT */
/* simulate: what a policy would say of a count, and what is odd about it. */
#ifndef CORE_RULES_SIMULATE_H
#define CORE_RULES_SIMULATE_H

#include "core/rules/ledger.h"

/* A roll of so many, of whom so many said what; the rest is silent. */
struct heads_said {
	uint32_t roll;
	uint32_t consents, concerns, objections, aside, abstained;
};

struct simulation {
	const struct policy *policy;
	bool counts;     /* false: by rankings, which no numbers of heads can tell */
	bool passes;     /* once its days are over */
	const char *why; /* it does not pass, or NULL */
	const char **warning;
	size_t warning_count;
};

/*
 * The option gives nobody anything, its proposer is one of those who consent, and in an election
 * the nominee has accepted.  Warnings: a further no would make it pass (and where such a count
 * exists at all), and rules that change nothing on a roll of that size.
 */
void simulate(struct simulation *out, struct arena *arena, const struct charter *charter,
        const struct policy *policy, const struct heads_said *said);

#endif
