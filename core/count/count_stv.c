/* SPDX-License-Identifier: MIT */
#include "core/count/count_private.h"
#include "core/count/count_stages.h"

#include <inttypes.h>

/* How many papers are moved, over all ways, before giving up. */
enum { PAPERS_MAX = 50000000 };

static void add_way(struct outcome *outcome, const struct stages *stages)
{
	outcome_add(outcome, stages->elected, stages->elections);
	for (size_t i = 0; i < stages->ties; i++)
		outcome->possible[stages->tied[i]] = true;
}

/* The first way is the one on record; the others only say whether its ties matter. */
static void walk_others(struct outcome *outcome, const struct stages *first)
{
	const struct preferences *preferences = first->preferences;
	size_t papers = preferences->start[preferences->rows] + preferences->rows + 1;
	size_t most = PAPERS_MAX / papers < WAYS_MAX ? PAPERS_MAX / papers : WAYS_MAX;

	while (choices_advance(first->choices)) {
		struct arena arena = ARENA_INIT;
		struct stages stages = {
		        .poll = first->poll,
		        .preferences = preferences,
		        .arena = &arena,
		        .choices = first->choices,
		};
		if (outcome->ways >= most) {
			outcome->gave_up = true;
			return;
		}
		stages_run(&stages);
		add_way(outcome, &stages);
		arena_release(&arena);
	}
}

/* What was sure before the first tie is sure, everybody else who ran then is possible. */
static void give_up(struct outcome *outcome, const struct stages *first)
{
	for (size_t i = 0; i < first->poll->options; i++) {
		outcome->elected[i] = 0;
		outcome->possible[i] = first->still[i];
	}
	for (size_t i = 0; i < first->sure; i++)
		outcome->elected[first->elected[i]] = outcome->ways;
}

static const char *note(const struct poll *poll, const struct stages *first, bool gave_up)
{
	if (gave_up)
		return "there are too many ties to try each way: everybody who could be elected is "
		       "listed";
	if (first->papers.ended)
		return arena_print(poll->arena,
		        "%" PRIu64 " %s where options that are still in the running are ranked "
		        "alike",
		        first->papers.ended,
		        first->papers.ended == 1 ? "ballot ends" : "ballots end");
	return NULL;
}

void count_stv(struct count_builder *builder, const struct poll *poll)
{
	struct preferences preferences;
	struct choices choices = {.depth = 0};
	struct outcome outcome = outcome_begin(poll->arena, poll->options);
	struct stages first = {
	        .poll = poll,
	        .preferences = &preferences,
	        .builder = builder,
	        .arena = poll->arena,
	        .choices = &choices,
	};

	preferences_read(&preferences, poll);
	stages_run(&first);
	add_way(&outcome, &first);
	walk_others(&outcome, &first);
	if (outcome.gave_up)
		give_up(&outcome, &first);
	outcome_level(&outcome, first.level);
	builder->count->scale = PAPER_UNIT;
	builder->count->quota = first.quota;
	builder->count->blank = first.without;
	builder->count->note = note(poll, &first, outcome.gave_up);
	count_settle(builder, poll, first.level);
}
