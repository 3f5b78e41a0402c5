/* SPDX-License-Identifier: MIT */
#include "formats/fraction.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void fractions_are_read_as_written(void **state)
{
	static const struct {
		const char *text;
		struct fraction want;
		const char *printed;
	} good[] = {
	        {"1/2", {1, 2, false}, "1/2"},
	        {">= 2/3", {2, 3, false}, "2/3"},
	        {">=2/3", {2, 3, false}, "2/3"},
	        {"> 1/2", {1, 2, true}, "> 1/2"},
	        {" >\t4 / 6 ", {4, 6, true}, "> 4/6"},
	        {"0", {0, 1, false}, "0/1"},
	        {"> 0", {0, 1, true}, "> 0/1"},
	        {"1", {1, 1, false}, "1/1"},
	        {"4294967294/4294967295", {4294967294u, 4294967295u, false},
	                "4294967294/4294967295"},
	};
	struct arena arena = ARENA_INIT;
	(void)state;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct error err = ERROR_INIT;
		struct fraction got;
		assert_int_equal(fraction_parse(&got, good[i].text, &err), 0);
		assert_int_equal(got.numerator, good[i].want.numerator);
		assert_int_equal(got.denominator, good[i].want.denominator);
		assert_int_equal(got.strict, good[i].want.strict);
		assert_string_equal(fraction_print(&arena, got), good[i].printed);
	}
	arena_release(&arena);
}

static void what_is_no_fraction_is_refused(void **state)
{
	static const char *const bad[] = {"", " ", "half", "1/0", "0/0", "/2", "1/", "-1/2", "1/-2",
	        "1/2x", "1.5/2", "= 1/2", "< 1/2", ">> 1/2", "> = 1/2", "3/2", "2", "> 1", "> 3/3",
	        "4294967296/4294967297", "99999999999999999999999/1", "50%", "1/2/3"};
	(void)state;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct error err = ERROR_INIT;
		struct fraction got;
		if (!fraction_parse(&got, bad[i], &err))
			fail_msg("'%s' was read as a fraction", bad[i]);
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_true(got.denominator > 0);
	}
}

static void the_edge_is_met_by_at_least_and_not_by_more_than(void **state)
{
	struct fraction half = {1, 2, false}, majority = {1, 2, true}, third = {2, 3, false};
	(void)state;

	assert_true(fraction_met(half, 3, 6));
	assert_false(fraction_met(majority, 3, 6));
	assert_true(fraction_met(majority, 4, 6));
	assert_false(fraction_met(half, 2, 5));
	assert_true(fraction_met(third, 2, 3));
	assert_false(fraction_met(third, 6666, 10000));
	assert_true(fraction_met(third, 6667, 10000));
	assert_true(fraction_met((struct fraction){0, 1, false}, 0, 1));
	assert_false(fraction_met((struct fraction){0, 1, true}, 0, 1));
}

static void nothing_is_met_by_nobody(void **state)
{
	(void)state;
	assert_false(fraction_met((struct fraction){1, 2, false}, 0, 0));
	assert_false(fraction_met((struct fraction){0, 1, false}, 0, 0));
	assert_false(fraction_met((struct fraction){0, 1, false}, 5, 0));
}

static void the_largest_numbers_are_compared_exactly(void **state)
{
	struct fraction near = {4294967294u, 4294967295u, false};
	struct fraction half = {2147483647u, 4294967294u, false};
	(void)state;

	assert_true(fraction_met(near, UINT64_MAX, UINT64_MAX));
	/* 2^64 - 1 = 4294967295 * 4294967297, so the edge is a whole number */
	assert_true(fraction_met(near, 4294967294u * 4294967297u, UINT64_MAX));
	assert_false(fraction_met(near, 4294967294u * 4294967297u - 1, UINT64_MAX));
	assert_true(fraction_met(half, UINT64_MAX / 2 + 1, UINT64_MAX));
	assert_false(fraction_met(half, UINT64_MAX / 2, UINT64_MAX));
}

static void the_part_needed_is_the_least_that_meets_it(void **state)
{
	(void)state;

	for (uint32_t denominator = 1; denominator < 9; denominator++) {
		for (uint32_t numerator = 0; numerator <= denominator; numerator++) {
			for (uint64_t whole = 0; whole < 40; whole++) {
				for (int strict = 0; strict < 2; strict++) {
					struct fraction fraction = {numerator, denominator, strict};
					uint64_t least = 0;
					while (least <= whole &&
					        !fraction_met(fraction, least, whole))
						least++;
					assert_int_equal(fraction_needed(fraction, whole), least);
				}
			}
		}
	}
	assert_true(
	        fraction_needed((struct fraction){1, 2, true}, UINT64_MAX) == UINT64_MAX / 2 + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(fractions_are_read_as_written),
	        cmocka_unit_test(what_is_no_fraction_is_refused),
	        cmocka_unit_test(the_edge_is_met_by_at_least_and_not_by_more_than),
	        cmocka_unit_test(nothing_is_met_by_nobody),
	        cmocka_unit_test(the_largest_numbers_are_compared_exactly),
	        cmocka_unit_test(the_part_needed_is_the_least_that_meets_it),
	};

	return cmocka_run_group_tests_name("formats/fraction", tests, NULL, NULL);
}
