/* SPDX-License-Identifier: MIT */
/* The arithmetic of two words, as used where the compiler has no 128 bits, against one that has. */
#ifndef REPUTATION_NO_INT128
#define REPUTATION_NO_INT128
#endif
#include "core/reputation/reputation_wide.h"
#include "tests/unit/core/reputation_slow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* Words near the edges as often as words from the middle. */
static uint64_t word(void)
{
	switch (below(4)) {
	case 0:
		return below(3);
	case 1:
		return UINT64_MAX - below(3);
	case 2:
		return UINT64_C(1) << below(64);
	default:
		return random_next() >> below(64);
	}
}

static void two_words_compute_as_one_of_128_bits(void **state)
{
	(void)state;
	random_state = 1;
	for (unsigned i = 0; i < 200000; i++) {
		struct wide a = {word(), word()}, b = {word(), word()};
		unsigned by = below(128);
		assert_true(joined(wide_add(a, b)) == joined(a) + joined(b));
		assert_true(joined(wide_subtract(a, b)) == joined(a) - joined(b));
		assert_true(joined(wide_multiply(a, b)) == joined(a) * joined(b));
		assert_true(joined(wide_product(a.low, b.low)) == (big)a.low * b.low);
		assert_true(joined(wide_shift_left(a, by)) == joined(a) << by);
		assert_true(joined(wide_shift_right(a, by)) == joined(a) >> by);
		assert_int_equal(wide_compare(a, b) < 0, joined(a) < joined(b));
		assert_int_equal(wide_compare(a, b) > 0, joined(a) > joined(b));
		assert_int_equal(wide_zero(a), joined(a) == 0);
	}
}

static void bits_are_counted(void **state)
{
	(void)state;
	assert_int_equal(wide_bits((struct wide){0, 0}), 0);
	assert_int_equal(wide_bits((struct wide){0, 1}), 1);
	assert_int_equal(wide_bits((struct wide){0, UINT64_MAX}), 64);
	assert_int_equal(wide_bits((struct wide){1, 0}), 65);
	assert_int_equal(wide_bits((struct wide){UINT64_MAX, 0}), 128);
}

static void numbers_are_written_in_decimal(void **state)
{
	char text[WIDE_TEXT], digits[WIDE_TEXT];

	(void)state;
	assert_string_equal(wide_text((struct wide){0, 0}, text), "0");
	assert_string_equal(wide_text((struct wide){0, 10}, text), "10");
	assert_string_equal(wide_text((struct wide){1, 0}, text), "18446744073709551616");
	assert_string_equal(wide_text((struct wide){UINT64_MAX, UINT64_MAX}, text),
	        "340282366920938463463374607431768211455");
	random_state = 3;
	for (unsigned i = 0; i < 20000; i++) {
		struct wide a = {word(), word()};
		size_t at = sizeof digits - 1;
		big left = joined(a);
		digits[at] = '\0';
		do
			digits[--at] = (char)('0' + (int)(left % 10));
		while (left /= 10);
		assert_string_equal(wide_text(a, text), digits + at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(two_words_compute_as_one_of_128_bits),
	        cmocka_unit_test(bits_are_counted),
	        cmocka_unit_test(numbers_are_written_in_decimal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
