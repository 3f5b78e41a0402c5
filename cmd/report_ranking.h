/* SPDX-License-Identifier: MIT */
/* report_ranking: people by their scores, as a table. */
#ifndef CMD_REPORT_RANKING_H
#define CMD_REPORT_RANKING_H

#include "cmd/report_score.h"

struct ranking {
	struct context *context;
	struct account *account;
	struct reputation *shown; /* the account's, or the strict one */
	uint32_t topic;
	struct wide *score, *firm;
	bool has_firm;
	const struct account_signs *signs;
	uint32_t *order;
	size_t count; /* of order that is shown */
};

/* The names of the topics that somebody is known for, the most first, at most so many. */
const char **ranking_topics(
        const struct ranking *ranking, uint32_t person, size_t most, size_t *count);

/*
 * A line a person, with a bar on a terminal.  Where that is too wide, the signs that nobody has
 * are left out; where that does not help, topics stand below their person.
 */
void ranking_print(const struct ranking *ranking);

#endif
