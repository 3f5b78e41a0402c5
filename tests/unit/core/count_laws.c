/* SPDX-License-Identifier: MIT */
/* What must hold of any ballots, tried on random ones. */
#include "core/count/count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { CASES = 3000, OPTIONS_MAX = 5, ROWS_MAX = 12 };

static const char *const names[] = {"ada", "ben", "cyd", "dee", "eve", "fox"};

struct poll_case {
	struct arena arena;
	struct ballots ballots;
	const char *option[OPTIONS_MAX + 1];
	uint32_t mark[ROWS_MAX * (OPTIONS_MAX + 1)];
	uint32_t weight[ROWS_MAX];
	struct count_options options;
	struct count count;
	uint64_t seed;
};

static uint64_t random_next(struct poll_case *random)
{
	/* xorshift64 */
	random->seed ^= random->seed << 13;
	random->seed ^= random->seed >> 7;
	random->seed ^= random->seed << 17;
	return random->seed >> 8;
}

static size_t random_below(struct poll_case *random, size_t limit)
{
	return (size_t)(random_next(random) % limit);
}

static uint32_t random_mark(struct poll_case *random, enum ballot_kind kind, size_t options)
{
	if (random_below(random, 5) == 0)
		return BALLOT_UNRANKED;
	if (kind == BALLOT_APPROVALS)
		return (uint32_t)random_below(random, 2);
	if (kind == BALLOT_SCORES)
		return (uint32_t)random_below(random, 6);
	return (uint32_t)random_below(random, options + 1) + 1;
}

/* A case for the method; the same number gives the same case. */
static void make(struct poll_case *random, enum count_method method, uint64_t number)
{
	*random = (struct poll_case){.arena = ARENA_INIT, .seed = number * 2654435761u + 88172645};
	for (size_t i = 0; i < 8; i++)
		random_next(random);
	size_t options = 2 + random_below(random, OPTIONS_MAX - 1);
	size_t rows = 1 + random_below(random, ROWS_MAX);
	enum ballot_kind kind = count_method_kind(method);
	memcpy(random->option, names, sizeof random->option);
	for (size_t i = 0; i < rows * options; i++)
		random->mark[i] = random_mark(random, kind, options);
	for (size_t row = 0; row < rows; row++)
		random->weight[row] = 1 + (uint32_t)random_below(random, 4);
	random->ballots = (struct ballots){.kind = kind,
	        .option = random->option,
	        .options = options,
	        .mark = random->mark,
	        .weight = random->weight,
	        .rows = rows};
	random->options = (struct count_options){
	        .method = method,
	        .seats = 1 + random_below(random, options),
	        .unranked = random_below(random, 2) ? COUNT_UNRANKED_LAST : COUNT_UNRANKED_IGNORE,
	};
}

/* Every voter ranks every option, no two alike. */
static void make_strict(struct poll_case *random)
{
	size_t options = random->ballots.options;

	for (size_t row = 0; row < random->ballots.rows; row++) {
		uint32_t *mark = &random->mark[row * options];
		for (size_t i = 0; i < options; i++) {
			size_t other = random_below(random, i + 1);
			mark[i] = mark[other];
			mark[other] = (uint32_t)i + 1;
		}
	}
}

static void count_it(struct poll_case *random)
{
	struct error err = ERROR_INIT;

	if (count_ballots(&random->count, &random->arena, &random->ballots, &random->options, &err))
		fail_msg("%s", err.text);
}

static void release(struct poll_case *random)
{
	arena_release(&random->arena);
}

static unsigned set_of(const size_t *option, size_t options)
{
	unsigned set = 0;

	for (size_t i = 0; i < options; i++)
		set |= 1u << option[i];
	return set;
}

static unsigned winners_of(const struct poll_case *random)
{
	return set_of(random->count.winner, random->count.winners);
}

static unsigned maybes_of(const struct poll_case *random)
{
	return set_of(random->count.maybe, random->count.maybes);
}

/* Who could win: the sure ones or, with one seat, those that are tied. */
static unsigned best_of(const struct poll_case *random)
{
	return winners_of(random) | maybes_of(random);
}

static void every_count_gives_out_every_seat_or_says_who_is_tied(void **state)
{
	(void)state;

	for (unsigned method = 0; method < COUNT_METHODS; method++) {
		for (uint64_t number = 1; number <= CASES; number++) {
			struct poll_case random;
			make(&random, (enum count_method)method, number);
			count_it(&random);
			const struct count *count = &random.count;
			assert_int_equal(count->winners + count->open, random.options.seats);
			assert_true(count->open ? count->maybes > count->open : !count->maybes);
			assert_int_equal(winners_of(&random) & maybes_of(&random), 0);
			assert_int_equal(
			        set_of(count->order, count->options), (1u << count->options) - 1);
			for (size_t i = 0; i < count->options; i++)
				assert_true(count->place[i] == i + 1 ||
				            count->place[i] == count->place[i - 1]);
			for (size_t i = 0; i < count->winners; i++)
				assert_true(count->place[i] <= random.options.seats);
			release(&random);
		}
	}
}

/* The same ballots, voters in another order and every weight written out. */
static void who_votes_makes_no_difference(void **state)
{
	(void)state;

	for (unsigned method = 0; method < COUNT_METHODS; method++) {
		for (uint64_t number = 1; number <= CASES; number++) {
			struct poll_case random;
			uint32_t mark[ROWS_MAX * 4 * OPTIONS_MAX];
			size_t rows = 0;
			make(&random, (enum count_method)method, number);
			count_it(&random);
			struct count before = random.count;
			size_t options = random.ballots.options;
			for (size_t row = random.ballots.rows; row-- > 0;)
				for (uint32_t i = 0; i < random.weight[row]; i++)
					memcpy(&mark[rows++ * options], &random.mark[row * options],
					        options * sizeof *mark);
			random.ballots.mark = mark;
			random.ballots.weight = NULL;
			random.ballots.rows = rows;
			count_it(&random);
			assert_memory_equal(
			        random.count.order, before.order, options * sizeof *before.order);
			assert_memory_equal(
			        random.count.place, before.place, options * sizeof *before.place);
			assert_int_equal(random.count.winners, before.winners);
			assert_int_equal(random.count.voters, before.voters);
			release(&random);
		}
	}
}

/* The columns turned round, the names staying where they are: only the options change places. */
static void what_an_option_is_called_makes_no_difference(void **state)
{
	(void)state;

	for (unsigned method = 0; method < COUNT_METHODS; method++) {
		for (uint64_t number = 1; number <= CASES; number++) {
			struct poll_case random;
			make(&random, (enum count_method)method, number);
			count_it(&random);
			unsigned winners = winners_of(&random), maybes = maybes_of(&random);
			size_t n = random.ballots.options;
			for (size_t row = 0; row < random.ballots.rows; row++) {
				uint32_t *mark = &random.mark[row * n];
				for (size_t i = 0; i < n / 2; i++) {
					uint32_t kept = mark[i];
					mark[i] = mark[n - 1 - i];
					mark[n - 1 - i] = kept;
				}
			}
			count_it(&random);
			for (size_t i = 0; i < n; i++) {
				assert_int_equal(
				        winners_of(&random) >> i & 1, winners >> (n - 1 - i) & 1);
				assert_int_equal(
				        maybes_of(&random) >> i & 1, maybes >> (n - 1 - i) & 1);
			}
			release(&random);
		}
	}
}

/* A lot takes nobody whom the ballots leave out, and the same one draws the same. */
static void a_lot_only_chooses_among_the_tied(void **state)
{
	(void)state;

	for (unsigned method = 0; method < COUNT_METHODS; method++) {
		size_t drawn = 0;
		for (uint64_t number = 1; number <= CASES; number++) {
			struct poll_case random;
			struct lot lot;
			make(&random, (enum count_method)method, number);
			count_it(&random);
			unsigned sure = winners_of(&random), could = best_of(&random);
			lot_of_ballots(&lot, &random.arena, &random.ballots, "7k3f9q2m8x");
			random.options.lot = &lot;
			count_it(&random);
			struct count before = random.count;
			assert_int_equal(before.winners, random.options.seats);
			assert_int_equal(before.open, 0);
			assert_int_equal(winners_of(&random) & sure, sure);
			assert_int_equal(winners_of(&random) & ~could, 0);
			for (size_t i = 0; i < before.options; i++)
				assert_int_equal(before.place[i], i + 1);
			drawn += could != sure;
			count_it(&random);
			assert_memory_equal(random.count.order, before.order,
			        before.options * sizeof *before.order);
			release(&random);
		}
		assert_true(drawn > 50);
	}
}

struct path {
	const uint64_t *link;
	size_t options;
};

/* The strongest path by trying every simple one; at most five options deep. */
static uint64_t strongest(const struct path *path, size_t from, size_t to, unsigned seen)
{
	uint64_t best = path->link[from * path->options + to];

	for (size_t via = 0; via < path->options; via++) {
		uint64_t first = path->link[from * path->options + via];
		if ((seen >> via & 1) || via == to || first <= best)
			continue;
		uint64_t rest = strongest(path, via, to, seen | 1u << via);
		uint64_t weakest = first < rest ? first : rest;
		best = weakest > best ? weakest : best;
	}
	return best;
}

static bool prefers(const struct poll_case *random, size_t row, size_t a, size_t b)
{
	uint32_t mark_a = random->mark[row * random->ballots.options + a];
	uint32_t mark_b = random->mark[row * random->ballots.options + b];

	if (mark_a == BALLOT_UNRANKED)
		return false;
	if (mark_b == BALLOT_UNRANKED)
		return random->options.unranked == COUNT_UNRANKED_LAST;
	return mark_a < mark_b;
}

static uint64_t prefer(const struct poll_case *random, size_t a, size_t b)
{
	uint64_t votes = 0;

	for (size_t row = 0; row < random->ballots.rows; row++)
		votes += prefers(random, row, a, b) ? random->weight[row] : 0;
	return votes;
}

static void schulze_is_the_definition_read_a_second_time(void **state)
{
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		uint64_t link[OPTIONS_MAX * OPTIONS_MAX] = {0}, strength[OPTIONS_MAX * OPTIONS_MAX];
		make(&random, COUNT_SCHULZE, number);
		random.options.seats = 1;
		random.options.margins = number % 2;
		count_it(&random);
		size_t n = random.ballots.options;
		struct path path = {link, n};
		for (size_t a = 0; a < n; a++) {
			for (size_t b = 0; b < n; b++) {
				uint64_t won = prefer(&random, a, b), lost = prefer(&random, b, a);
				assert_true(random.count.pairwise[a * n + b] == won);
				if (won > lost)
					link[a * n + b] = random.options.margins ? won - lost : won;
			}
		}
		for (size_t a = 0; a < n; a++)
			for (size_t b = 0; b < n; b++)
				strength[a * n + b] = a == b ? 0 : strongest(&path, a, b, 1u << a);
		assert_memory_equal(random.count.strength, strength, n * n * sizeof *strength);
		unsigned unbeaten = 0;
		for (size_t a = 0; a < n; a++) {
			bool beaten = false;
			for (size_t b = 0; b < n; b++)
				beaten |= strength[b * n + a] > strength[a * n + b];
			unbeaten |= (unsigned)!beaten << a;
		}
		assert_int_equal(best_of(&random), unbeaten);
		release(&random);
	}
}

/* In the order nobody stands behind somebody they beat. */
static void schulze_orders_by_who_beats_whom(void **state)
{
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		make(&random, COUNT_SCHULZE, number);
		count_it(&random);
		size_t n = random.ballots.options;
		const struct count *count = &random.count;
		for (size_t i = 0; i < n; i++) {
			for (size_t j = i + 1; j < n; j++) {
				uint64_t better =
				        count->strength[count->order[i] * n + count->order[j]];
				uint64_t worse =
				        count->strength[count->order[j] * n + count->order[i]];
				assert_true(better >= worse);
				assert_true(better == worse || count->place[i] < count->place[j]);
			}
		}
		release(&random);
	}
}

static void who_beats_everybody_wins(void **state)
{
	size_t found = 0;
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		make(&random, COUNT_SCHULZE, number);
		random.options.seats = 1;
		count_it(&random);
		for (size_t a = 0; a < random.ballots.options; a++) {
			bool all = true;
			for (size_t b = 0; b < random.ballots.options; b++)
				all &= a == b || prefer(&random, a, b) > prefer(&random, b, a);
			if (!all)
				continue;
			found++;
			assert_int_equal(winners_of(&random), 1u << a);
		}
		release(&random);
	}
	assert_true(found > CASES / 3);
}

/* Raising a possible winner by one place on one ballot never takes the chance away. */
static void raising_a_winner_does_not_make_it_lose(void **state)
{
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		make(&random, COUNT_SCHULZE, number);
		make_strict(&random);
		random.options.seats = 1;
		count_it(&random);
		size_t winner = random.count.order[0], n = random.ballots.options;
		uint32_t *mark = &random.mark[random_below(&random, random.ballots.rows) * n];
		uint32_t rank = mark[winner];
		for (size_t i = 0; i < n; i++)
			if (mark[i] == rank - 1)
				mark[i]++;
		mark[winner] = rank > 1 ? rank - 1 : 1;
		count_it(&random);
		assert_int_equal(best_of(&random) >> winner & 1, 1);
		release(&random);
	}
}

/* Option 0 is put up twice, next to itself on every ballot, in either order or tied. */
static void a_clone_neither_helps_nor_harms(void **state)
{
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		uint32_t cloned[ROWS_MAX * (OPTIONS_MAX + 1)];
		make(&random, COUNT_SCHULZE, number);
		make_strict(&random);
		random.options.seats = 1;
		count_it(&random);
		unsigned before = best_of(&random);
		size_t n = random.ballots.options;
		for (size_t row = 0; row < random.ballots.rows; row++) {
			uint32_t *to = &cloned[row * (n + 1)];
			for (size_t i = 0; i < n; i++)
				to[i] = random.mark[row * n + i] * 3;
			to[n] = to[0] - 1 + (uint32_t)random_below(&random, 3);
		}
		random.ballots.mark = cloned;
		random.ballots.options = n + 1;
		count_it(&random);
		unsigned after = best_of(&random);
		unsigned clones = 1u | 1u << n;
		assert_int_equal((after & clones) != 0, before & 1);
		assert_int_equal(after & ~clones, before & ~1u);
		release(&random);
	}
}

static void approval_and_scores_add_up(void **state)
{
	static const enum count_method method[] = {COUNT_APPROVAL, COUNT_STAR};
	(void)state;

	for (uint64_t number = 1; number <= 2 * CASES; number++) {
		struct poll_case random;
		make(&random, method[number % 2], number);
		count_it(&random);
		for (size_t i = 0; i < random.ballots.options; i++) {
			uint64_t sum = 0;
			for (size_t row = 0; row < random.ballots.rows; row++) {
				uint32_t mark = random.mark[row * random.ballots.options + i];
				sum += mark == BALLOT_UNRANKED
				               ? 0
				               : (uint64_t)mark * random.weight[row];
			}
			assert_true(random.count.score[i] == sum);
		}
		if (random.options.method == COUNT_APPROVAL)
			for (size_t i = 1; i < random.ballots.options; i++)
				assert_true(random.count.score[random.count.order[i - 1]] >=
				            random.count.score[random.count.order[i]]);
		release(&random);
	}
}

/* A sure winner of STAR is one of those with the two highest sums, and wins against the other. */
static void the_star_winner_comes_from_the_two_best_sums(void **state)
{
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		make(&random, COUNT_STAR, number);
		random.options.seats = 1;
		count_it(&random);
		for (size_t i = 0; i < random.ballots.options; i++) {
			size_t more = 0;
			for (size_t j = 0; j < random.ballots.options; j++)
				more += random.count.score[j] > random.count.score[i];
			if (best_of(&random) >> i & 1)
				assert_true(more < 2);
		}
		release(&random);
	}
}

static uint64_t sum_of(const uint64_t *votes, size_t count)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += votes[i];
	return sum;
}

/* At every stage the votes and what was lost add up to the valid ballots, to the last unit. */
static void stv_loses_no_vote(void **state)
{
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		make(&random, COUNT_STV, number);
		count_it(&random);
		const struct count *count = &random.count;
		uint64_t valid = (count->voters - count->blank) * count->scale;
		uint64_t exhausted = 0;
		assert_true(count->rounds > 0);
		for (size_t i = 0; i < count->rounds; i++) {
			const struct count_round *round = &count->round[i];
			assert_true(
			        sum_of(round->votes, count->options) + round->exhausted == valid);
			assert_true(round->exhausted >= exhausted);
			exhausted = round->exhausted;
		}
		release(&random);
	}
}

static void check_step(const struct count *count, size_t index)
{
	const struct count_round *round = &count->round[index];

	for (size_t i = 0; i < round->elected_count; i++)
		assert_true(round->step == COUNT_FILL ||
		            round->votes[round->elected[i]] >= count->quota);
	if (round->step == COUNT_SURPLUS) {
		assert_true(round[-1].votes[round->option] > count->quota);
		assert_true(round->votes[round->option] == count->quota);
	}
	if (round->step == COUNT_EXCLUDE) {
		assert_true(round->votes[round->option] == 0);
		assert_true(round[-1].votes[round->option] < count->quota);
	}
}

static void stv_keeps_to_its_quota(void **state)
{
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		make(&random, COUNT_STV, number);
		count_it(&random);
		const struct count *count = &random.count;
		uint64_t valid = count->voters - count->blank;
		assert_true(
		        count->quota == (valid / (random.options.seats + 1) + 1) * count->scale);
		assert_true(count->quota * (random.options.seats + 1) > valid * count->scale);
		for (size_t i = 0; i < count->rounds; i++)
			check_step(count, i);
		release(&random);
	}
}

/* Whether the ballot puts all of the set before all others. */
static bool solid(const struct poll_case *random, size_t row, unsigned set)
{
	const uint32_t *mark = &random->mark[row * random->ballots.options];

	for (size_t a = 0; a < random->ballots.options; a++)
		for (size_t b = 0; b < random->ballots.options; b++)
			if ((set >> a & 1) && !(set >> b & 1) && mark[a] >= mark[b])
				return false;
	return true;
}

static size_t bits(unsigned set)
{
	size_t count = 0;

	for (; set; set &= set - 1)
		count++;
	return count;
}

/* Droop's proportionality: k quotas of voters who put a set first get k of it. */
static void stv_gives_every_solid_group_its_seats(void **state)
{
	size_t checked = 0;
	(void)state;

	for (uint64_t number = 1; number <= CASES; number++) {
		struct poll_case random;
		make(&random, COUNT_STV, number);
		make_strict(&random);
		count_it(&random);
		for (unsigned set = 1; set < 1u << random.ballots.options; set++) {
			uint64_t voters = 0;
			for (size_t row = 0; row < random.ballots.rows; row++)
				voters += solid(&random, row, set) ? random.weight[row] : 0;
			size_t due = (size_t)(voters * random.count.scale / random.count.quota);
			due = due < bits(set) ? due : bits(set);
			checked += due > 0;
			/* of the tied ones the unlucky may be drawn */
			size_t outside = bits(maybes_of(&random) & ~set);
			size_t sure = bits(winners_of(&random) & set);
			sure += random.count.open > outside ? random.count.open - outside : 0;
			assert_true(sure >= due);
		}
		release(&random);
	}
	assert_true(checked > CASES);
}

static void the_warning_is_what_the_other_reading_says(void **state)
{
	static const enum count_method method[] = {COUNT_SCHULZE, COUNT_STAR};
	size_t warned = 0;
	(void)state;

	for (uint64_t number = 1; number <= 2 * CASES; number++) {
		struct poll_case random;
		make(&random, method[number % 2], number);
		random.options.unranked = COUNT_UNRANKED_IGNORE;
		count_it(&random);
		struct count ignore = random.count;
		unsigned winners = winners_of(&random), maybes = maybes_of(&random);
		random.options.unranked = COUNT_UNRANKED_LAST;
		count_it(&random);
		bool differ = winners != winners_of(&random) || maybes != maybes_of(&random);
		assert_int_equal(ignore.warning != NULL, differ);
		assert_int_equal(random.count.warning != NULL, differ);
		warned += differ;
		release(&random);
	}
	assert_true(warned > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_count_gives_out_every_seat_or_says_who_is_tied),
	        cmocka_unit_test(who_votes_makes_no_difference),
	        cmocka_unit_test(what_an_option_is_called_makes_no_difference),
	        cmocka_unit_test(a_lot_only_chooses_among_the_tied),
	        cmocka_unit_test(schulze_is_the_definition_read_a_second_time),
	        cmocka_unit_test(schulze_orders_by_who_beats_whom),
	        cmocka_unit_test(who_beats_everybody_wins),
	        cmocka_unit_test(raising_a_winner_does_not_make_it_lose),
	        cmocka_unit_test(a_clone_neither_helps_nor_harms),
	        cmocka_unit_test(approval_and_scores_add_up),
	        cmocka_unit_test(the_star_winner_comes_from_the_two_best_sums),
	        cmocka_unit_test(stv_loses_no_vote),
	        cmocka_unit_test(stv_keeps_to_its_quota),
	        cmocka_unit_test(stv_gives_every_solid_group_its_seats),
	        cmocka_unit_test(the_warning_is_what_the_other_reading_says),
	};

	return cmocka_run_group_tests_name("core/count_laws", tests, NULL, NULL);
}
