/* SPDX-License-Identifier: MIT */
#include "core/reputation/reputation_age.h"
#include "tests/unit/core/reputation_slow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void constants_are_square_roots(void **state)
{
	(void)state;
	for (unsigned i = 1; i <= AGE_BITS; i++)
		assert_true(age_root[i - 1] == slow_root(i));
}

static void tables_are_the_definition(void **state)
{
	static const uint32_t half_life[] = {1, 2, 3, 7, 30, 90, 180, 181, 365, 1000, 36500};
	struct age age;

	(void)state;
	for (size_t i = 0; i < sizeof half_life / sizeof *half_life; i++) {
		age_init(&age, half_life[i]);
		for (uint32_t days = 0; days < 34 * half_life[i]; days += 1 + days / 977) {
			assert_true(
			        age_lower_at(&age, days) == slow_age(days, half_life[i], false));
			assert_true(age_upper_at(&age, days) == slow_age(days, half_life[i], true));
		}
		age_release(&age);
	}
}

static void known_ages_are_met(void **state)
{
	struct age age;

	(void)state;
	age_init(&age, 180);
	assert_true(age_lower_at(&age, 0) == UINT64_C(1) << 32);
	assert_true(age_upper_at(&age, 0) == UINT64_C(1) << 32);
	for (uint32_t q = 1; q < 32; q++) {
		assert_true(age_lower_at(&age, 180 * q) == UINT64_C(1) << (32 - q));
		assert_true(age_upper_at(&age, 180 * q) == UINT64_C(1) << (32 - q));
	}
	/* half a half-life: 2^-0.5 * 2^32 = 3037000499.97... */
	assert_int_equal(age_lower_at(&age, 90), 3037000499);
	assert_int_equal(age_upper_at(&age, 90), 3037000500);
	assert_int_equal(age_lower_at(&age, 32 * 180), 0);
	assert_int_equal(age_upper_at(&age, 32 * 180), 1);
	assert_int_equal(age_lower_at(&age, UINT32_MAX), 0);
	assert_int_equal(age_upper_at(&age, UINT32_MAX), 1);
	age_release(&age);
}

static void ages_never_rise_and_bracket_the_truth(void **state)
{
	static const uint32_t half_life[] = {1, 5, 180, 3650, 36500};
	struct age age;

	(void)state;
	for (size_t i = 0; i < sizeof half_life / sizeof *half_life; i++) {
		age_init(&age, half_life[i]);
		for (uint32_t days = 1; days < 33 * half_life[i]; days++) {
			uint64_t lower = age_lower_at(&age, days), upper = age_upper_at(&age, days);
			assert_true(lower <= age_lower_at(&age, days - 1));
			assert_true(upper <= age_upper_at(&age, days - 1));
			assert_true(lower <= upper);
			/* what ages d and then e is never less than what ages d + e: the product
			 * of the lower bounds stays below the upper bound of the sum */
			uint32_t rest = (days * 7919) % (33 * half_life[i]);
			assert_true(age_upper_at(&age, days + rest) >=
			            (lower * age_lower_at(&age, rest)) >> 32);
			assert_true((upper * age_upper_at(&age, rest) + UINT32_MAX) >> 32 >=
			            age_lower_at(&age, days + rest));
		}
		age_release(&age);
	}
}

static void shares_age_down_and_up(void **state)
{
	struct age age;

	(void)state;
	age_init(&age, 180);
	assert_int_equal(age_down(&age, 8192, 180), 4096);
	assert_int_equal(age_up(&age, 8192, 180), 4096);
	assert_int_equal(age_down(&age, 8193, 180), 4096);
	assert_int_equal(age_up(&age, 8193, 180), 4097);
	assert_int_equal(age_down(&age, 1, 1), 0);
	assert_int_equal(age_up(&age, 1, 100000), 1);
	assert_int_equal(age_up(&age, 0, 100000), 0);
	assert_int_equal(age_down(&age, 1 << 20, 0), 1 << 20);
	assert_int_equal(age_up(&age, 1 << 20, 0), 1 << 20);
	age_release(&age);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(constants_are_square_roots),
	        cmocka_unit_test(tables_are_the_definition),
	        cmocka_unit_test(known_ages_are_met),
	        cmocka_unit_test(ages_never_rise_and_bracket_the_truth),
	        cmocka_unit_test(shares_age_down_and_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
