/* SPDX-License-Identifier: MIT */
#include "core/count/count_stages.h"

#include <string.h>

static size_t runners(const struct stages *stages)
{
	return stages->poll->options - stages->elections - stages->excluded;
}

static size_t vacancies(const struct stages *stages)
{
	return stages->poll->asked->seats - stages->elections;
}

/* The stage's votes become history, and a round where somebody looks. */
static struct count_round *record(struct stages *stages, enum count_step step, size_t option)
{
	size_t size = stages->poll->options * sizeof *stages->papers.votes;
	uint64_t *votes = arena_copy(stages->arena, stages->papers.votes, size);

	stages->history = arena_grow(stages->arena, stages->history, stages->stages,
	        &stages->capacity, sizeof *stages->history);
	stages->history[stages->stages++] = votes;
	if (!stages->builder)
		return NULL;
	struct count_round *round = count_add_round(stages->builder, stages->poll, step);
	round->option = option;
	round->votes = votes;
	round->exhausted = stages->exhausted;
	return round;
}

/* Of those running, best first, the ones with at least so many votes. */
static size_t reached(const struct stages *stages, uint64_t votes, size_t *option)
{
	size_t found = 0;

	for (size_t i = 0; i < stages->poll->options; i++) {
		size_t now = stages->poll->by_name[i], at = found;
		if (!stages->running[now] || stages->papers.votes[now] < votes)
			continue;
		for (; at > 0 && stages->papers.votes[option[at - 1]] < stages->papers.votes[now];
		        at--)
			option[at] = option[at - 1];
		option[at] = now;
		found++;
	}
	return found;
}

/* Rule 47, and the elections of rule 52. */
static void elect(struct stages *stages, struct count_round *round, uint64_t votes)
{
	size_t *option = &stages->elected[stages->elections];
	size_t found = reached(stages, votes, option);

	for (size_t i = 0; i < found; i++) {
		bool alike = i > 0 &&
		             stages->papers.votes[option[i]] == stages->papers.votes[option[i - 1]];
		stages->running[option[i]] = false;
		stages->level[option[i]] =
		        alike ? stages->level[option[i - 1]] : stages->elections + i;
	}
	stages->elections += found;
	if (!round)
		return;
	round->elected = option;
	round->elected_count = found;
}

/* Rules 49(2) and 51(2): the latest earlier stage that sets them apart. */
static size_t look_back(const struct stages *stages, size_t *tied, size_t ties, bool most)
{
	for (size_t stage = stages->stages - 1; stage-- > 0 && ties > 1;) {
		const uint64_t *votes = stages->history[stage];
		uint64_t best = votes[tied[0]];
		size_t kept = 0;
		for (size_t i = 1; i < ties; i++)
			if (most ? votes[tied[i]] > best : votes[tied[i]] < best)
				best = votes[tied[i]];
		for (size_t i = 0; i < ties; i++)
			if (votes[tied[i]] == best)
				tied[kept++] = tied[i];
		ties = kept;
	}
	return ties;
}

static size_t drawn(const struct stages *stages, const size_t *tied, size_t ties, bool first)
{
	size_t best = 0;

	for (size_t i = 1; i < ties; i++) {
		int order = poll_compare_lots(stages->poll, tied[i], tied[best]);
		if (first ? order < 0 : order > 0)
			best = i;
	}
	return best;
}

enum way { WAY_CLEAR, WAY_LOT, WAY_CHOSEN };

/* Rules 49(3) and 51(3).  `first`: the drawn one gains by it, so the smaller lot. */
static enum way break_tie(
        struct stages *stages, const size_t *tied, size_t ties, bool first, size_t *option)
{
	*option = tied[0];
	if (ties == 1)
		return WAY_CLEAR;
	if (stages->poll->lots) {
		*option = tied[drawn(stages, tied, ties, first)];
		if (stages->builder)
			count_add_tie(stages->builder, stages->poll, tied, ties, 0, 0, true);
		return WAY_LOT;
	}
	if (!stages->still) {
		stages->still = arena_copy(stages->arena, stages->running, stages->poll->options);
		stages->sure = stages->elections;
	}
	*option = tied[choices_take(stages->choices, stages->poll->arena, ties)];
	return WAY_CHOSEN;
}

static void mark_way(struct count_round *round, enum way way)
{
	if (!round)
		return;
	round->by_lot = way == WAY_LOT;
	round->tied = way == WAY_CHOSEN;
}

/* Rules 48 and 49: the largest surplus moves on; false when there is none. */
static bool move_surplus(struct stages *stages)
{
	uint64_t *votes = stages->papers.votes, most = stages->quota;
	size_t ties = 0, option, *tied = stages->tied;

	for (size_t i = 0; i < stages->elections; i++) {
		size_t now = stages->elected[i];
		if (votes[now] > most)
			ties = 0;
		if (votes[now] > most || (votes[now] == most && ties))
			tied[ties++] = now;
		most = votes[now] > most ? votes[now] : most;
	}
	if (!ties)
		return false;
	enum way way = break_tie(stages, tied, look_back(stages, tied, ties, true), true, &option);
	stages->exhausted +=
	        papers_move(&stages->papers, option, most - stages->quota, votes[option]);
	struct count_round *round = record(stages, COUNT_SURPLUS, option);
	mark_way(round, way);
	elect(stages, round, stages->quota);
	return true;
}

static size_t fewest(const struct stages *stages, size_t *tied)
{
	const uint64_t *votes = stages->papers.votes;
	size_t ties = 0;

	for (size_t i = 0; i < stages->poll->options; i++) {
		size_t now = stages->poll->by_name[i];
		if (!stages->running[now] || (ties && votes[now] > votes[tied[0]]))
			continue;
		if (ties && votes[now] < votes[tied[0]])
			ties = 0;
		tied[ties++] = now;
	}
	return ties;
}

static void drop(struct stages *stages, size_t option, enum way way)
{
	uint64_t votes = stages->papers.votes[option];
	size_t last = stages->poll->options - 1;

	stages->running[option] = false;
	/* those who never had a vote are alike, unless a lot was drawn */
	stages->level[option] = votes || stages->poll->lots ? last - stages->excluded : last;
	stages->excluded++;
	stages->exhausted += papers_move(&stages->papers, option, votes, votes);
	struct count_round *round = record(stages, COUNT_EXCLUDE, option);
	mark_way(round, way);
	elect(stages, round, stages->quota);
}

/* Rules 50 and 51; false when the seats left are between options without a vote. */
static bool exclude_one(struct stages *stages)
{
	size_t *tied = stages->tied, option;
	size_t ties = fewest(stages, tied);

	if (stages->papers.votes[tied[0]] == 0 && ties > 1 && !stages->poll->lots) {
		/* excluding one moves nothing: either all of them go, or they share the seats */
		if (runners(stages) - ties < vacancies(stages)) {
			stages->ties = ties;
			return false;
		}
		drop(stages, tied[0], WAY_CHOSEN);
		return true;
	}
	enum way way =
	        break_tie(stages, tied, look_back(stages, tied, ties, false), false, &option);
	drop(stages, option, way);
	return true;
}

static void begin(struct stages *stages)
{
	const struct poll *poll = stages->poll;
	uint64_t papers = 0;

	stages->running = arena_alloc(stages->arena, poll->options);
	memset(stages->running, true, poll->options);
	stages->level = arena_array(stages->arena, poll->options, sizeof *stages->level);
	stages->elected = arena_array(stages->arena, poll->options, sizeof *stages->elected);
	stages->tied = arena_array(stages->arena, poll->options, sizeof *stages->tied);
	stages->choices->met = 0;
	papers_begin(&stages->papers, stages->arena, stages->preferences, poll->options,
	        stages->running);
	stages->without = papers_deal(&stages->papers);
	for (size_t row = 0; row < stages->preferences->rows; row++)
		papers += stages->preferences->weight[row];
	papers -= stages->without;
	stages->quota = (papers / (poll->asked->seats + 1) + 1) * PAPER_UNIT;
}

/* Who is still running at the end comes behind the elected, by votes. */
static void level_runners(struct stages *stages)
{
	const uint64_t *votes = stages->papers.votes;

	for (size_t i = 0; i < stages->poll->options; i++) {
		if (!stages->running[i])
			continue;
		size_t before = stages->elections;
		for (size_t j = 0; j < stages->poll->options; j++)
			before += stages->running[j] && votes[j] > votes[i];
		stages->level[i] = before;
	}
}

void stages_run(struct stages *stages)
{
	begin(stages);
	elect(stages, record(stages, COUNT_FIRST, SIZE_MAX), stages->quota);
	while (vacancies(stages)) {
		if (runners(stages) == vacancies(stages)) {
			elect(stages, record(stages, COUNT_FILL, SIZE_MAX), 0);
		} else if (!move_surplus(stages) && !exclude_one(stages)) {
			for (size_t i = 0; i < stages->ties; i++)
				stages->running[stages->tied[i]] = false;
			if (runners(stages) > stages->ties)
				elect(stages, record(stages, COUNT_FILL, SIZE_MAX), 0);
			for (size_t i = 0; i < stages->ties; i++)
				stages->running[stages->tied[i]] = true;
			break;
		}
	}
	level_runners(stages);
}
