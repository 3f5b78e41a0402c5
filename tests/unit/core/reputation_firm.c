/* SPDX-License-Identifier: MIT */
/* More seeds than panels: seed i of the handles' order goes to panel i mod 64. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(panels_are_sixty_four_at_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
