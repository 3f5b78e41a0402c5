/* SPDX-License-Identifier: MIT */
/* What is printed of a reputation: small groups whose figures are worked out by hand, and limits.
 */
#include "formats/date.h"
#include "tests/unit/core/reputation_slow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *const person[] = {"ada", "bob", "cyd", "dee", "eve"};
static const char *const topic[] = {"-", "docs"};

enum { ADA, BOB, CYD, DEE, EVE };

static struct reputation_input input(
        const struct reputation_event *event, size_t count, const uint32_t *seed, size_t seeds)
{
	return (struct reputation_input){.event = event,
	        .event_count = count,
	        .person = person,
	        .person_count = 5,
	        .topic = topic,
	        .topic_count = 2,
	        .seed = seed,
	        .seed_count = seeds,
	        .at = 20000,
	        .params = REPUTATION_PARAMS_INIT};
}

static struct reputation *compute(const struct reputation_input *in)
{
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	if (reputation_compute(&reputation, in, &err))
		fail_msg("%s", err.text);
	return reputation;
}

static uint64_t ppm_of(const struct reputation *reputation, uint32_t who)
{
	return reputation_ppm(reputation, reputation_scores(reputation)[who]);
}

/* One thanks is 1/128 of the only seed's voice; who is thanked next has half of what walks on. */
static void one_thanks_is_a_hundred_and_twenty_eighth(void **state)
{
	static const struct reputation_event event[] = {
	        {ADA, BOB, 20000, 0, 4}, {BOB, CYD, 20000, 0, 4}};
	static const uint32_t seed[] = {ADA};
	char text[WIDE_TEXT];

	(void)state;
	struct reputation_input in = input(event, 2, seed, 1);
	struct reputation *reputation = compute(&in);
	assert_int_equal(reputation_places(reputation), 82);
	assert_int_equal(ppm_of(reputation, BOB), 1000000 / 128);
	assert_int_equal(ppm_of(reputation, CYD), 1000000 / 128 / 128 / 2);
	assert_int_equal(ppm_of(reputation, ADA), 0);
	/* 2^82 / 128 */
	assert_string_equal(
	        wide_text(reputation_scores(reputation)[BOB], text), "37778931862957161709568");
	assert_int_equal(reputation_counted(reputation), 2);
	reputation_free(reputation);
}

static void without_seeds_all_scores_are_nothing(void **state)
{
	static const struct reputation_event event[] = {{ADA, BOB, 20000, 0, 4}};
	struct wide firm[5];

	(void)state;
	struct reputation_input in = input(event, 1, NULL, 0);
	struct reputation *reputation = compute(&in);
	for (uint32_t i = 0; i < 5; i++)
		assert_true(wide_zero(reputation_scores(reputation)[i]));
	assert_false(reputation_firm(reputation, REPUTATION_ALL, firm));
	assert_int_equal(reputation_breadth(reputation, BOB, REPUTATION_ALL).tenths, 0);
	reputation_free(reputation);
}

static void nobody_and_nothing_is_a_reputation_too(void **state)
{
	struct arena arena = ARENA_INIT;
	size_t count;

	(void)state;
	struct reputation_input in = input(NULL, 0, NULL, 0);
	struct reputation *reputation = compute(&in);
	reputation_explain(reputation, &arena, ADA, REPUTATION_ALL, &count);
	assert_int_equal(count, 0);
	reputation_topics(reputation, &arena, ADA, &count);
	assert_int_equal(count, 0);
	reputation_free(reputation);
	in.person_count = 0;
	in.topic_count = 0;
	reputation = compute(&in);
	struct wide firm[1];
	reputation_firm(reputation, REPUTATION_ALL, firm);
	reputation_index(reputation);
	reputation_free(reputation);
	reputation_free(NULL);
	arena_release(&arena);
}

static void one_seed_named_twice_is_one(void **state)
{
	static const struct reputation_event event[] = {{ADA, BOB, 20000, 0, 4}};
	static const uint32_t seed[] = {ADA, ADA, ADA};

	(void)state;
	struct reputation_input in = input(event, 1, seed, 3);
	struct reputation *reputation = compute(&in);
	assert_int_equal(ppm_of(reputation, BOB), 1000000 / 128);
	reputation_free(reputation);
}

/* 2^20 = 3 * 349525 + 1: the one more goes to the first handle, whatever the index. */
static void the_rest_goes_to_the_first_handles(void **state)
{
	static const char *const named[] = {"zoe", "max", "ann", "x"};
	static const uint32_t seed[] = {0, 1, 2};
	struct reputation_event event[] = {{0, 3, 20000, 0, 32}};

	(void)state;
	for (uint32_t giver = 0; giver < 3; giver++) {
		event[0].giver = giver;
		struct reputation_input in = input(event, 1, seed, 3);
		in.person = named;
		in.person_count = 4;
		in.params.units_of = 32;
		in.params.pair_cap = 1 << 20;
		in.params.steps = 1;
		struct reputation *reputation = compute(&in);
		assert_int_equal(
		        reputation_scores(reputation)[3].low >> 20, giver == 2 ? 349526 : 349525);
		reputation_free(reputation);
	}
}

static void equal_givers_are_counted_by_breadth(void **state)
{
	static const struct reputation_event event[] = {{ADA, EVE, 20000, 0, 4},
	        {BOB, EVE, 20000, 0, 4}, {CYD, EVE, 20000, 1, 4}, {CYD, EVE, 20000, 1, 0},
	        {ADA, DEE, 20000, 0, 2}, {ADA, DEE, 20000, 1, 1}, {BOB, DEE, 20000, 0, 2}};
	static const uint32_t seed[] = {ADA, BOB, CYD, DEE};

	(void)state;
	struct reputation_input in = input(event, 7, seed, 4);
	struct reputation *reputation = compute(&in);
	struct reputation_breadth eve = reputation_breadth(reputation, EVE, REPUTATION_ALL);
	assert_true(eve.tenths == 30 && eve.three);
	struct reputation_breadth dee = reputation_breadth(reputation, DEE, REPUTATION_ALL);
	/* 3 : 2 is (3 + 2)^2 / (9 + 4) = 1.92 */
	assert_true(dee.tenths == 19 && !dee.three);
	assert_true(reputation_breadth(reputation, EVE, 0).tenths == 20);
	assert_true(reputation_breadth(reputation, EVE, 1).tenths == 10);
	assert_true(reputation_breadth(reputation, ADA, REPUTATION_ALL).tenths == 0);
	reputation_free(reputation);
}

/*
 * Of `seeds` seeds each has m = floor(2^20 / seeds) and the first one more.  The last two give what
 * the cap allows, m + 2, on the day; the first gave the same a day before, of which m + 1 are left,
 * 2^(-1/36500) being .99998.  With one step their parts are m (m + 2), twice, and (m + 1)^2, which
 * is one more.
 */
static struct reputation_breadth nearly_equal_givers(uint32_t seeds)
{
	enum { MOST = 70 };
	static char name[MOST][8];
	static const char *named[MOST];
	uint32_t seed[MOST];
	const struct reputation_event event[] = {{0, seeds, 19999, 0, 32},
	        {seeds - 2, seeds, 20000, 0, 32}, {seeds - 1, seeds, 20000, 0, 32}};

	for (uint32_t i = 0; i <= seeds; i++) {
		snprintf(name[i], sizeof name[i], "p%02u", i);
		named[i] = name[i];
		seed[i] = i;
	}
	struct reputation_input in = input(event, 3, seed, seeds);
	in.person = named;
	in.person_count = seeds + 1;
	in.params = (struct reputation_params){36500, 32, (1 << 20) / seeds + 2, 1};
	struct reputation *reputation = compute(&in);
	assert_int_equal(reputation_weight(reputation, 0) + 1, reputation_weight(reputation, 1));
	struct reputation_breadth breadth = reputation_breadth(reputation, seeds, REPUTATION_ALL);
	reputation_free(reputation);
	return breadth;
}

/* Three times 15650 * 15652 has 30 bits: the one is seen, and they are not quite three.  Three
 * times 22310 * 22312, even too, has 31: the last bit is cut off, and they are. */
static void thirty_bits_of_a_score_tell_givers_apart(void **state)
{
	(void)state;
	struct reputation_breadth seen = nearly_equal_givers(67), cut = nearly_equal_givers(47);
	assert_true(seen.tenths == 29 && !seen.three);
	assert_true(cut.tenths == 30 && cut.three);
}

static void people_are_ordered_by_score_then_total_then_handle(void **state)
{
	static const struct wide first[] = {{0, 5}, {1, 0}, {0, 5}, {0, 5}, {0, 0}};
	static const struct wide total[] = {{0, 7}, {0, 1}, {0, 7}, {0, 9}, {9, 9}};
	uint32_t order[] = {EVE, CYD, DEE, ADA, BOB};
	static const uint32_t expected[] = {BOB, DEE, ADA, CYD, EVE};

	(void)state;
	struct reputation_input in = input(NULL, 0, NULL, 0);
	struct reputation *reputation = compute(&in);
	reputation_order(reputation, first, total, order, 5);
	assert_memory_equal(order, expected, sizeof order);
	reputation_free(reputation);
}

static void an_explanation_shows_what_the_giver_is_without_you(void **state)
{
	/* bob's standing comes from ada alone; cyd thanking bob back adds nothing to cyd */
	static const struct reputation_event event[] = {{ADA, BOB, 20000, 0, 4},
	        {BOB, CYD, 19820, 1, 4}, {CYD, BOB, 20000, 0, 4}, {BOB, CYD, 20001, 0, 4}};
	static const uint32_t seed[] = {ADA, CYD};
	struct arena arena = ARENA_INIT;
	size_t count;

	(void)state;
	struct reputation_input in = input(event, 4, seed, 2);
	struct reputation *reputation = compute(&in);
	const struct reputation_part *part =
	        reputation_explain(reputation, &arena, CYD, REPUTATION_ALL, &count);
	assert_int_equal(count, 1); /* the other one is tomorrow's */
	assert_int_equal(part->event, 1);
	assert_int_equal(part->giver, BOB);
	assert_int_equal(part->share, 8192);
	assert_int_equal(part->weight, 4096);
	/* ada is half the seeds, a thanks 1/128, the second step counts half */
	assert_int_equal(reputation_standing_ppm(reputation, part->standing), 1000000 / 512);
	assert_int_equal(reputation_ppm(reputation, part->part), 1000000 / 512 / 256);
	assert_int_equal(wide_compare(part->part, reputation_scores(reputation)[CYD]), 0);
	struct reputation_debt debt = reputation_owed(reputation, ADA, CYD);
	assert_true(wide_zero(debt.direct));
	assert_int_equal(wide_compare(debt.all, reputation_scores(reputation)[CYD]), 0);
	debt = reputation_owed(reputation, BOB, CYD);
	assert_int_equal(wide_compare(debt.direct, part->part), 0);
	debt = reputation_owed(reputation, CYD, CYD);
	assert_true(wide_zero(debt.direct) && wide_zero(debt.all));
	arena_release(&arena);
	reputation_free(reputation);
}

static void everything_is_a_million_ppm(void **state)
{
	static const struct reputation_event event[] = {{ADA, BOB, 20000, 0, 32}};
	static const uint32_t seed[] = {ADA};

	(void)state;
	for (unsigned steps = 1; steps <= 5; steps++) {
		struct reputation_input in = input(event, 1, seed, 1);
		struct arena arena = ARENA_INIT;
		size_t count;
		in.params.units_of = 32;
		in.params.pair_cap = 1 << 20;
		in.params.steps = steps;
		struct reputation *reputation = compute(&in);
		assert_int_equal(ppm_of(reputation, BOB), 1000000);
		assert_int_equal(reputation_places(reputation), 20 * (steps + 1) + steps - 1);
		const struct reputation_part *part =
		        reputation_explain(reputation, &arena, BOB, REPUTATION_ALL, &count);
		assert_int_equal(count, 1);
		assert_int_equal(reputation_standing_ppm(reputation, part->standing), 1000000);
		arena_release(&arena);
		reputation_free(reputation);
	}
}

static void refused(struct reputation_input *in, const char *why)
{
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	assert_int_equal(reputation_compute(&reputation, in, &err), -1);
	assert_null(reputation);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

static void limits_are_named(void **state)
{
	static const struct reputation_params params = REPUTATION_PARAMS_INIT;
	struct reputation_event event[] = {{ADA, BOB, 20000, 0, 4}};
	uint32_t seed[] = {ADA};
	struct reputation_input in = input(event, 1, seed, 1);

	(void)state;
	in.params.half_life = 0;
	refused(&in, "half-life is 0, and must be 1 to 36500");
	in.params.half_life = 36501;
	refused(&in, "half-life is 36501");
	in.params = params;
	in.params.pair_cap = 0;
	refused(&in, "pair-cap is 0, and must be 1 to 1048576");
	in.params.pair_cap = (1 << 20) + 1;
	refused(&in, "pair-cap is 1048577");
	in.params = params;
	in.params.steps = 0;
	refused(&in, "steps is 0, and must be 1 to 5");
	in.params.steps = 6;
	refused(&in, "steps is 6");
	in.params = params;
	in.params.units_of = 31;
	refused(&in, "units-of is 31, and must be 32 to 1048576");
	in.params = params;
	event[0].units = 33;
	refused(&in, "event 1 has 33 units, at most 32");
	event[0].units = 4;
	event[0].day = DAY_LAST + 1;
	refused(&in, "event 1 has no day");
	event[0].day = DAY_FIRST - 1;
	refused(&in, "event 1 has no day");
	event[0].day = 20000;
	in.at = INT32_MAX;
	refused(&in, "the date of a score is no day");
	in.at = 20000;
	event[0].receiver = 5;
	refused(&in, "event 1 names no person");
	event[0].receiver = BOB;
	event[0].topic = 2;
	refused(&in, "event 1 names no topic");
	event[0].topic = 0;
	seed[0] = 5;
	refused(&in, "seed 1 names no person");
	seed[0] = ADA;
	in.person_count = UINT32_MAX;
	refused(&in, "4294967295 people are more than the 4294967294 of a score");
	in.person_count = 5;
	in.event_count = UINT32_MAX;
	refused(&in, "4294967295 events are more than");
}

static void strict_wants_a_topic_of_the_table(void **state)
{
	struct error err = ERROR_INIT;
	struct reputation *strict;

	(void)state;
	struct reputation_input in = input(NULL, 0, NULL, 0);
	struct reputation *reputation = compute(&in);
	assert_int_equal(reputation_strict(&strict, reputation, 2, &err), -1);
	assert_null(strict);
	reputation_free(reputation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(one_thanks_is_a_hundred_and_twenty_eighth),
	        cmocka_unit_test(without_seeds_all_scores_are_nothing),
	        cmocka_unit_test(nobody_and_nothing_is_a_reputation_too),
	        cmocka_unit_test(one_seed_named_twice_is_one),
	        cmocka_unit_test(the_rest_goes_to_the_first_handles),
	        cmocka_unit_test(equal_givers_are_counted_by_breadth),
	        cmocka_unit_test(thirty_bits_of_a_score_tell_givers_apart),
	        cmocka_unit_test(people_are_ordered_by_score_then_total_then_handle),
	        cmocka_unit_test(an_explanation_shows_what_the_giver_is_without_you),
	        cmocka_unit_test(everything_is_a_million_ppm),
	        cmocka_unit_test(limits_are_named),
	        cmocka_unit_test(strict_wants_a_topic_of_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
