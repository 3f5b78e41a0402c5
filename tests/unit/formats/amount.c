/* SPDX-License-Identifier: MIT */
#include "formats/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void amounts_are_a_number_and_a_unit(void **state)
{
	static const struct {
		const char *text;
		int64_t hundredths;
		const char *front, *behind;
	} good[] = {
	        {"1200 EUR/month", 120000, "", "EUR/month"},
	        {"1,200 EUR/month", 120000, "", "EUR/month"},
	        {"1.200 EUR", 120000, "", "EUR"},
	        {"1'200'300.5 CHF", 120030050, "", "CHF"},
	        {"1 200 EUR", 120000, "", "EUR"},
	        {"12.345,67 EUR", 1234567, "", "EUR"},
	        {"12,50 EUR/h", 1250, "", "EUR/h"},
	        {"12.5", 1250, "", ""},
	        {"EUR 900/month", 90000, "EUR", "/month"},
	        {"900EUR", 90000, "", "EUR"},
	        {"0 EUR", 0, "", "EUR"},
	        {"1200,200 EUR", 100, "1200,200 EUR", ""},
	        {"1200 EUR/4 weeks", 100, "1200 EUR/4 weeks", ""},
	        {"- 5 EUR", 100, "- 5 EUR", ""},
	        {"1,200.300 EUR", 100, "1,200.300 EUR", ""},
	        {"1234567890123456 EUR", 100, "1234567890123456 EUR", ""},
	        {"1,234,567,890,123,456 EUR", 100, "1,234,567,890,123,456 EUR", ""},
	        {"dinner", 100, "dinner", ""},
	        {"", 100, "", ""},
	};
	(void)state;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct amount got = amount_of(good[i].text);
		assert_int_equal(got.hundredths, good[i].hundredths);
		assert_true(slice_is(got.front, good[i].front));
		assert_true(slice_is(got.behind, good[i].behind));
	}
}

static void units_are_the_same_as_they_are_written(void **state)
{
	struct amount month = amount_of("1200 EUR/month"), less = amount_of("900  EUR/month");
	struct amount week = amount_of("1200 EUR/week"), some = amount_of("some"),
	              other = amount_of("more");
	(void)state;

	assert_true(amount_same_unit(&month, &less));
	assert_false(amount_same_unit(&month, &week));
	assert_true(amount_same_unit(&some, &some));
	assert_false(amount_same_unit(&some, &other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(amounts_are_a_number_and_a_unit),
	        cmocka_unit_test(units_are_the_same_as_they_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
