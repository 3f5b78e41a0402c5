/* SPDX-License-Identifier: MIT */
/* Larger worlds: more seeds than panels, where seed i of the handles' order goes to panel i mod 64;
 * and hubs, whose givers are searched instead of read. */
#define PEOPLE_MAX 150
#include "tests/unit/core/reputation_slow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { CASES = 12 };

static struct world world;
static struct slow slow;

static void panels_are_sixty_four_at_most(void **state)
{
	struct wide firm[PEOPLE_MAX];
	unsigned trimmed = 0;

	(void)state;
	random_state = 1;
	for (unsigned i = 0; i < CASES; i++) {
		struct error err = ERROR_INIT;
		struct reputation *reputation;
		world_random(&world, 140 + below(10), 3);
		world.params.half_life = 180;
		for (unsigned x = world.seeds = 0; x < world.people; x++)
			if (x % 7)
				world.seed[world.seeds++] = x;
		assert_true(world.seeds > 2 * 50);
		struct reputation_input in = world_input(&world);
		assert_int_equal(reputation_compute(&reputation, &in, &err), 0);
		assert_true(reputation_firm(reputation, REPUTATION_ALL, firm));
		slow_init(&slow, &world);
		assert_int_equal(slow.panels, 64);
		for (unsigned x = 0; x < 6; x++) {
			assert_true(joined(firm[x]) == slow_firm(&slow, slow.c, x));
			trimmed += !wide_zero(firm[x]) &&
			           wide_compare(firm[x], reputation_scores(reputation)[x]) < 0;
		}
		reputation_free(reputation);
	}
	assert_true(trimmed > CASES);
}

/* Few give to three others at most; three hubs receive from nearly everybody, and give to some. */
static void make_hubs(void)
{
	enum { HUBS = 3 };

	world_random(&world, 140 + below(10), SLOW_STEPS);
	world.events = 0;
	for (uint32_t giver = 0; giver < world.people; giver++)
		for (unsigned more = giver < HUBS ? 40 : 1 + below(3); more > 0; more--) {
			struct reputation_event event = random_event(&world, world.people);
			event.giver = giver;
			if (giver >= HUBS && below(8))
				event.receiver = below(HUBS);
			event.units = 32;
			world.event[world.events++] = event;
		}
	world.at = 20000 + (int32_t)world.days;
}

static void hubs_are_the_definition_too(void **state)
{
	struct arena arena = ARENA_INIT;
	unsigned returning = 0;

	(void)state;
	random_state = 2;
	for (unsigned i = 0; i < CASES; i++) {
		struct error err = ERROR_INIT;
		struct reputation *reputation;
		make_hubs();
		struct reputation_input in = world_input(&world);
		assert_int_equal(reputation_compute(&reputation, &in, &err), 0);
		slow_init(&slow, &world);
		for (uint32_t x = 0; x < world.people; x++) {
			big score = slow_score(&slow, slow.c, slow.c, ALL, x), sum = 0;
			size_t count;
			const struct reputation_part *part =
			        reputation_explain(reputation, &arena, x, REPUTATION_ALL, &count);
			for (size_t e = 0; e < count; e++)
				sum += joined(part[e].part);
			assert_true(joined(reputation_scores(reputation)[x]) == score);
			assert_true(sum == score);
			returning += score != plain_score(&slow, x);
		}
		reputation_free(reputation);
	}
	assert_true(returning > CASES * 10);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(panels_are_sixty_four_at_most),
	        cmocka_unit_test(hubs_are_the_definition_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
