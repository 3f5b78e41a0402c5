/* SPDX-License-Identifier: MIT */
#include "core/count/count_private.h"
#include "core/count/count_ways.h"

/* One election after another among those who are left. */
struct star {
	struct count_builder *builder;
	const struct poll *poll;
	const uint64_t *score, *pairwise;
	size_t *left; /* by score, best first; equal scores by name */
	size_t lefts;
	bool *wins; /* by option: some choice of finalists makes it win */
	size_t placed;
	size_t *tied, *lost; /* room */
	bool told;           /* runoffs are put on record */
	bool quiet;          /* they are not */
};

enum { FEW = 4, PAIRS_MAX = 50000000 };

static uint64_t prefer(const struct star *star, size_t a, size_t b)
{
	return star->pairwise[a * star->poll->options + b];
}

static void sort_left(struct star *star)
{
	star->lefts = star->poll->options;
	for (size_t i = 0; i < star->lefts; i++) {
		size_t option = star->poll->by_name[i], at = i;
		for (; at > 0 && star->score[star->left[at - 1]] < star->score[option]; at--)
			star->left[at] = star->left[at - 1];
		star->left[at] = option;
	}
}

static size_t losses(const struct star *star, const size_t *option, size_t options, size_t of)
{
	size_t lost = 0;

	for (size_t i = 0; i < options; i++)
		lost += prefer(star, option[i], of) > prefer(star, of, option[i]);
	return lost;
}

/* Who may be in the runoff: the sure one, and of the tied as many as complete two. */
struct finalists {
	size_t sure; /* or SIZE_MAX */
	size_t *tied;
	size_t ties;
};

/*
 * One step for those with one score: the ones who lost most of their pairs go, where that leaves
 * enough; where it leaves one of two, that one is sure.  False where nothing sets them apart.
 */
static bool break_score_tie(const struct star *star, struct finalists *finalists, size_t *lost)
{
	size_t most = 0, fewer = 0, kept = 0, places = finalists->sure == SIZE_MAX ? 2 : 1;
	bool drop;

	if (finalists->ties <= places)
		return false;
	for (size_t i = 0; i < finalists->ties; i++) {
		lost[i] = losses(star, finalists->tied, finalists->ties, finalists->tied[i]);
		most = lost[i] > most ? lost[i] : most;
	}
	for (size_t i = 0; i < finalists->ties; i++)
		fewer += lost[i] < most;
	if (!fewer)
		return false;
	drop = fewer >= places;
	for (size_t i = 0; i < finalists->ties; i++) {
		if ((lost[i] < most) == drop)
			finalists->tied[kept++] = finalists->tied[i];
		else if (!drop)
			finalists->sure = finalists->tied[i];
	}
	finalists->ties = kept;
	return true;
}

/* Marks who wins of two finalists; both where nothing sets them apart. */
static void runoff(struct star *star, size_t a, size_t b)
{
	uint64_t for_a = prefer(star, a, b), for_b = prefer(star, b, a);

	if (for_a == for_b) {
		for_a = star->score[a];
		for_b = star->score[b];
	}
	star->wins[a] |= for_a >= for_b;
	star->wins[b] |= for_b >= for_a;
	if (!star->told)
		return;
	struct count_round *round = count_add_round(star->builder, star->poll, COUNT_RUNOFF);
	uint64_t *votes = arena_array(star->poll->arena, star->poll->options, sizeof *votes);
	votes[a] = prefer(star, a, b);
	votes[b] = prefer(star, b, a);
	round->option = a;
	round->rival = b;
	round->votes = votes;
}

static void try_finalists(struct star *star, const struct finalists *finalists)
{
	const size_t *tied = finalists->tied;
	size_t ties = finalists->ties;

	star->told = !star->quiet && star->placed < star->poll->asked->seats && ties <= FEW;
	for (size_t i = 0; i < ties; i++) {
		if (finalists->sure != SIZE_MAX) {
			runoff(star, finalists->sure, tied[i]);
			continue;
		}
		for (size_t j = i + 1; j < ties; j++)
			runoff(star, tied[i], tied[j]);
	}
}

static size_t same_score(const struct star *star, size_t from)
{
	size_t end = from + 1;

	while (end < star->lefts && star->score[star->left[end]] == star->score[star->left[from]])
		end++;
	return end - from;
}

/* Marks in wins those who may win among the ones left. */
static void elect(struct star *star)
{
	struct finalists finalists = {.sure = SIZE_MAX};
	size_t from = 0;

	for (size_t i = 0; i < star->poll->options; i++)
		star->wins[i] = false;
	if (star->lefts == 1) {
		star->wins[star->left[0]] = true;
		return;
	}
	if (same_score(star, 0) == 1)
		finalists.sure = star->left[from++];
	finalists.tied = star->tied;
	finalists.ties = same_score(star, from);
	for (size_t i = 0; i < finalists.ties; i++)
		finalists.tied[i] = star->left[from + i];
	while (break_score_tie(star, &finalists, star->lost))
		continue;
	try_finalists(star, &finalists);
}

static size_t list_winners(const struct star *star, size_t *winner)
{
	size_t winners = 0;

	for (size_t i = 0; i < star->lefts; i++)
		if (star->wins[star->left[i]])
			winner[winners++] = star->left[i];
	return winners;
}

static void take_away(struct star *star, size_t option)
{
	size_t kept = 0;

	for (size_t i = 0; i < star->lefts; i++)
		if (star->left[i] != option)
			star->left[kept++] = star->left[i];
	star->lefts = kept;
	star->placed++;
}

/* With lots one of the winners takes the place, without all of them share it. */
static void place_winners(struct star *star, size_t *level)
{
	const struct poll *poll = star->poll;
	size_t *winner = star->tied, now = star->placed;
	size_t winners = list_winners(star, winner);

	if (winners > 1 && poll->lots) {
		count_add_tie(star->builder, poll, winner, winners, now + 1,
		        now < poll->asked->seats, true);
		for (size_t i = 1; i < winners; i++)
			if (poll_compare_lots(poll, winner[i], winner[0]) < 0)
				winner[0] = winner[i];
		winners = 1;
	}
	for (size_t i = 0; i < winners; i++) {
		level[winner[i]] = now;
		take_away(star, winner[i]);
	}
}

/* The seats by one way through the ties; returns how many stood before the first tie. */
static size_t walk(struct star *star, struct choices *choices, size_t *elected)
{
	size_t seats = star->poll->asked->seats, sure = seats;

	star->placed = 0;
	choices->met = 0;
	sort_left(star);
	while (star->placed < seats) {
		elect(star);
		size_t winners = list_winners(star, star->tied), taken = 0;
		if (winners > 1) {
			sure = star->placed < sure ? star->placed : sure;
			taken = choices_take(choices, star->poll->arena, winners);
		}
		elected[star->placed] = star->tied[taken];
		take_away(star, star->tied[taken]);
	}
	return sure;
}

static void walk_all(struct star *star, struct outcome *outcome)
{
	struct choices choices = {.depth = 0};
	size_t n = star->poll->options, seats = star->poll->asked->seats, sure;
	size_t *elected = arena_array(star->poll->arena, seats, sizeof *elected);
	size_t most = PAIRS_MAX / (n * n * seats) + 1;
	bool more;

	star->quiet = true;
	do {
		sure = walk(star, &choices, elected);
		outcome_add(outcome, elected, seats);
		more = choices_advance(&choices);
	} while (more && outcome->ways < most && outcome->ways < WAYS_MAX);
	if (!more)
		return;
	outcome->gave_up = true;
	for (size_t i = 0; i < n; i++) {
		outcome->possible[i] = true;
		outcome->elected[i] = 0;
	}
	for (size_t i = 0; i < sure; i++)
		outcome->elected[elected[i]] = outcome->ways;
}

/* Whether the levels already say who is elected in all ways, and who in some. */
static bool agrees(const struct outcome *outcome, const size_t *level, size_t seats)
{
	for (size_t i = 0; i < outcome->options; i++) {
		size_t alike = 0;
		for (size_t j = 0; j < outcome->options; j++)
			alike += level[j] == level[i];
		if ((level[i] + alike <= seats) != (outcome->elected[i] == outcome->ways) ||
		        (level[i] < seats) != (outcome->elected[i] || outcome->possible[i]))
			return false;
	}
	return true;
}

/*
 * A tie for the first of several seats may lead to different second ones.  So where there was a
 * tie, all ways are walked.
 */
static void settle_seats(struct star *star, size_t *level)
{
	size_t seats = star->poll->asked->seats;
	struct outcome outcome = outcome_begin(star->poll->arena, star->poll->options);

	walk_all(star, &outcome);
	if (!agrees(&outcome, level, seats))
		outcome_level(&outcome, level);
}

static bool any_tie(const size_t *level, size_t options, size_t seats)
{
	for (size_t i = 0; i < options; i++)
		for (size_t j = 0; j < i; j++)
			if (level[i] == level[j] && level[i] < seats)
				return true;
	return false;
}

void count_star(
        struct count_builder *builder, const struct poll *poll, enum count_unranked unranked)
{
	struct star star = {.builder = builder, .poll = poll};
	size_t *level = arena_array(poll->arena, poll->options, sizeof *level);

	star.score = poll_sums(poll);
	star.pairwise = poll_pairwise(poll, unranked);
	star.left = arena_array(poll->arena, poll->options, sizeof *star.left);
	star.wins = arena_array(poll->arena, poll->options, sizeof *star.wins);
	star.tied = arena_array(poll->arena, poll->options, sizeof *star.tied);
	star.lost = arena_array(poll->arena, poll->options, sizeof *star.lost);
	builder->count->score = star.score;
	builder->count->pairwise = star.pairwise;
	count_add_round(builder, poll, COUNT_FIRST)->votes = star.score;
	sort_left(&star);
	while (star.lefts) {
		elect(&star);
		place_winners(&star, level);
	}
	if (poll->asked->seats > 1 && any_tie(level, poll->options, poll->asked->seats))
		settle_seats(&star, level);
	count_settle(builder, poll, level);
}
