/* SPDX-License-Identifier: MIT */
/*
 * count_stages: one count by the single transferable vote from first preferences to the last seat.
 *
 * Where the rules leave a tie to lot and there is none, the count takes the way that `choices`
 * says, so that a caller can walk them all.
 */
#ifndef CORE_COUNT_COUNT_STAGES_H
#define CORE_COUNT_COUNT_STAGES_H

#include "core/count/count_papers.h"
#include "core/count/count_ways.h"

struct stages {
	const struct poll *poll;
	const struct preferences *preferences;
	struct count_builder *builder; /* gets the rounds and ties; NULL: nobody looks */
	struct arena *arena;           /* of this run */
	struct choices *choices;
	struct papers papers;
	bool *running;
	uint64_t quota, exhausted;
	uint64_t without;         /* ballots without a first preference */
	const uint64_t **history; /* votes after each stage */
	size_t stages, capacity;
	size_t *level;   /* by option; what it ended at, 0 the best */
	size_t *elected; /* in order */
	size_t elections;
	size_t excluded;
	size_t *tied; /* without votes alike, for the seats still open: the count ends there */
	size_t ties;
	size_t sure; /* elections before the first tie that was not drawn by lot */
	bool *still; /* who was running then; NULL: no such tie */
};

/* poll, preferences, builder, arena and choices are set, the rest is zero. */
void stages_run(struct stages *stages);

#endif
