/* SPDX-License-Identifier: MIT */
#include "formats/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static int32_t day(const char *text)
{
	struct error err = ERROR_INIT;
	int32_t day = 0;

	if (day_parse(&day, text, strlen(text), &err))
		fail_msg("%s", err.text);
	return day;
}

static void is_day(int32_t got, const char *want)
{
	char text[DAY_SIZE];

	assert_string_equal(day_print(text, got), want);
}

static void no_day(const char *text, const char *why)
{
	struct error err = ERROR_INIT;
	int32_t day = 42;

	assert_int_equal(day_parse(&day, text, strlen(text), &err), -1);
	assert_int_equal(day, 42);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

static void known_days_have_their_numbers(void **state)
{
	(void)state;
	assert_int_equal(day("1970-01-01"), 0);
	assert_int_equal(day("1969-12-31"), -1);
	assert_int_equal(day("2000-03-01"), 11017);
	assert_int_equal(day("2026-11-24"), 20781);
	assert_int_equal(day("0001-01-01"), DAY_FIRST);
	assert_int_equal(day("9999-12-31"), DAY_LAST);
}

/* Counts every day from the first to the last with the rule of leap years alone. */
static void every_day_is_one_after_the_last(void **state)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t number = DAY_FIRST;
	int weekday = 1; /* 0001-01-01 was a Monday */

	(void)state;
	for (int year = 1; year <= 9999; year++) {
		int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		for (int month = 1; month <= 12; month++) {
			int days = length[month - 1] + (month == 2 && leap);
			for (int of_month = 1; of_month <= days; of_month++, number++) {
				struct civil civil = day_civil(number);
				int32_t back;
				if (civil.year != year || civil.month != month ||
				        civil.day != of_month || day_of_civil(&back, civil) ||
				        back != number || day_weekday(number) != weekday)
					fail_msg("%04d-%02d-%02d", year, month, of_month);
				weekday = weekday % 7 + 1;
			}
		}
	}
	assert_int_equal(number, DAY_LAST + 1);
	assert_int_equal(day_weekday(day("2026-11-24")), 2); /* a Tuesday */
}

static void days_that_do_not_exist_are_refused(void **state)
{
	(void)state;
	no_day("2026-02-30", "February 2026 has 28 days");
	no_day("2026-02-29", "28 days");
	no_day("1900-02-29", "28 days");
	no_day("2024-02-30", "29 days");
	no_day("2026-04-31", "April 2026 has 30 days");
	no_day("2026-13-01", "01 to 12");
	no_day("2026-00-01", "01 to 12");
	no_day("2026-01-00", "31 days");
	no_day("0000-01-01", "0001");
	no_day("2026-1-1", "YYYY-MM-DD");
	no_day("2026-01-01 ", "YYYY-MM-DD");
	no_day("+026-01-01", "YYYY-MM-DD");
	no_day("2026/01/01", "YYYY-MM-DD");
	no_day("", "YYYY-MM-DD");
	no_day("\x1B[2J", "\\x1b[2J");
	assert_int_equal(day("2000-02-29"), 11016);
}

static struct duration duration(const char *text)
{
	struct error err = ERROR_INIT;
	struct duration duration = {-1, -1};

	if (duration_parse(&duration, text, strlen(text), &err))
		fail_msg("%s", err.text);
	return duration;
}

static void is_duration(const char *text, int32_t months, int32_t days, const char *printed)
{
	struct duration got = duration(text);
	char again[DURATION_SIZE];

	assert_int_equal(got.months, months);
	assert_int_equal(got.days, days);
	assert_string_equal(duration_print(again, got), printed);
}

static void durations_read_and_print(void **state)
{
	static const char *const wrong[] = {"", "d", "3", "3h", "-3d", "3 d", "3d ", " 3d", "1d1y",
	        "1m1m", "3D", "99999999999999999999d", "4000000d", "3d..4d", "1y,1m"};

	(void)state;
	is_duration("30d", 0, 30, "30d");
	is_duration("2w", 0, 14, "14d");
	is_duration("3m", 3, 0, "3m");
	is_duration("12m", 12, 0, "1y");
	is_duration("18m", 18, 0, "18m");
	is_duration("1y6m", 18, 0, "18m");
	is_duration("1m 2w 1d", 1, 15, "1m15d");
	is_duration("0d", 0, 0, "0d");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct error err = ERROR_INIT;
		struct duration untouched = {7, 7};
		if (!duration_parse(&untouched, wrong[i], strlen(wrong[i]), &err))
			fail_msg("'%s' was read", wrong[i]);
		assert_int_equal(untouched.days + untouched.months, 14);
	}
}

static void a_month_from_the_31st_is_the_last_day_of_a_shorter_one(void **state)
{
	(void)state;
	is_day(day_after(day("2026-01-31"), duration("1m")), "2026-02-28");
	is_day(day_after(day("2024-01-31"), duration("1m")), "2024-02-29");
	is_day(day_after(day("2024-02-29"), duration("1y")), "2025-02-28");
	is_day(day_after(day("2026-08-31"), duration("18m")), "2028-02-29");
	is_day(day_after(day("2026-01-31"), duration("1m1d")), "2026-03-01");
	is_day(day_before(day("2026-03-31"), duration("1m")), "2026-02-28");
	is_day(day_before(day("2026-01-15"), duration("1m")), "2025-12-15");
	is_day(day_before(day("2026-01-15"), duration("2w")), "2026-01-01");
}

static void arithmetic_stops_at_the_ends(void **state)
{
	struct duration most = {INT32_MAX, INT32_MAX};

	(void)state;
	assert_int_equal(day_after(DAY_LAST, most), DAY_LAST);
	assert_int_equal(day_after(INT32_MAX, most), DAY_LAST);
	assert_int_equal(day_before(INT32_MIN, most), DAY_FIRST);
	assert_int_equal(day_add(0, INT64_MAX), DAY_LAST);
	assert_int_equal(day_add(0, INT64_MIN), DAY_FIRST);
	assert_int_equal(day_add(INT32_MIN, 1), DAY_FIRST + 1);
	assert_int_equal(day_after(DAY_FIRST, (struct duration){0, 9998 * 12}), day("9999-01-01"));
	assert_int_equal(day_after(DAY_FIRST, (struct duration){0, 9999 * 12}), DAY_LAST);
	is_day(INT32_MAX, "9999-12-31");
	is_day(INT32_MIN, "0001-01-01");
}

static void ranges_have_two_ends(void **state)
{
	struct error err = ERROR_INIT;
	struct duration least, most;
	int32_t first, last;

	(void)state;
	assert_int_equal(day_range_parse(&first, &last, "2026-07-01..2026-07-21", 22, &err), 0);
	is_day(first, "2026-07-01");
	is_day(last, "2026-07-21");
	assert_int_equal(day_range_parse(&first, &last, "2026-07-21 .. 2026-07-01", 24, &err), 0);
	assert_true(last < first);
	assert_int_equal(day_range_parse(&first, &last, "2026-07-01", 10, &err), -1);
	assert_int_equal(duration_range_parse(&least, &most, "3d..14d", 7, &err), 0);
	assert_int_equal(least.days, 3);
	assert_int_equal(most.days, 14);
	assert_int_equal(duration_range_parse(&least, &most, "3d..", 4, &err), -1);
	assert_int_equal(duration_range_parse(&least, &most, "..", 2, &err), -1);
}

static void words_name_the_year_only_when_it_is_another(void **state)
{
	char text[DAY_WORDS_SIZE];

	(void)state;
	assert_string_equal(day_words(text, day("2026-01-24"), day("2026-11-24")), "24 January");
	assert_string_equal(
	        day_words(text, day("2027-01-24"), day("2026-11-24")), "24 January 2027");
	assert_string_equal(day_words(text, day("9999-09-30"), 0), "30 September 9999");
}

static void options_take_days_from_today(void **state)
{
	static const struct {
		const char *text, *day;
	} sample[] = {{"today", "2026-11-24"}, {"Tomorrow", "2026-11-25"},
	        {"yesterday", "2026-11-23"}, {"+30d", "2026-12-24"}, {"+6m", "2027-05-24"},
	        {"-2w", "2026-11-10"}, {"2027-01-31", "2027-01-31"}};
	struct error err = ERROR_INIT;
	int32_t got;

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		assert_int_equal(day_resolve(&got, sample[i].text, strlen(sample[i].text),
		                         day("2026-11-24"), &err),
		        0);
		is_day(got, sample[i].day);
	}
	assert_int_equal(day_resolve(&got, "soon", 4, 0, &err), -1);
	assert_string_not_equal(err.hint, "");
	err = (struct error)ERROR_INIT;
	assert_int_equal(day_resolve(&got, "+", 1, 0, &err), -1);
}

static void moments_read_with_their_offset(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
		int32_t zone;
		const char *printed;
	} sample[] = {
	        {"1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"},
	        {"2026-11-24T10:15:02Z", INT64_C(1795515302), 0, "2026-11-24T10:15:02Z"},
	        {"2026-11-24t11:15:02.75+01:00", INT64_C(1795515302), 3600,
	                "2026-11-24T11:15:02+01:00"},
	        {"2026-11-24 04:45:02-0530", INT64_C(1795515302), -19800,
	                "2026-11-24T04:45:02-05:30"},
	        {"2026-11-24", INT64_C(1795478400), 0, "2026-11-24T00:00:00Z"},
	        {"2016-12-31T23:59:60Z", INT64_C(1483228800), 0, "2017-01-01T00:00:00Z"},
	};
	static const char *const wrong[] = {"2026-11-24T10:15:02", "2026-11-24T10:15Z",
	        "2026-11-24T24:00:00Z", "2026-11-24T10:60:00Z", "2026-11-24T10:15:61Z",
	        "2026-11-24T10:15:02.Z", "2026-11-24T10:15:02+24:00", "2026-02-30T10:15:02Z",
	        "2026-11-24T10:15:02Z ", "2026-11-24X10:15:02Z", "now", ""};
	char text[TIME_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		struct error err = ERROR_INIT;
		int64_t seconds;
		int32_t zone;
		assert_int_equal(
		        time_parse(&seconds, &zone, sample[i].text, strlen(sample[i].text), &err),
		        0);
		assert_true(seconds == sample[i].seconds);
		assert_int_equal(zone, sample[i].zone);
		assert_string_equal(time_print(text, seconds, zone), sample[i].printed);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct error err = ERROR_INIT;
		int64_t seconds;
		if (!time_parse(&seconds, NULL, wrong[i], strlen(wrong[i]), &err))
			fail_msg("'%s' was read", wrong[i]);
	}
}

static void git_times_read(void **state)
{
	static const char *const wrong[] = {"", "1700000000", "1700000000 ", " 5 +0100", "x +0100",
	        "99999999999999999999 +0000", "- +0000"};
	struct error err = ERROR_INIT;
	int64_t seconds;
	int32_t zone;

	(void)state;
	assert_int_equal(time_parse_git(&seconds, &zone, "1700000000 +0130", 16, &err), 0);
	assert_true(seconds == 1700000000);
	assert_int_equal(zone, 5400);
	assert_int_equal(time_parse_git(&seconds, &zone, "-86400 -0800", 12, &err), 0);
	assert_true(seconds == -86400);
	assert_int_equal(zone, -28800);
	assert_int_equal(time_parse_git(&seconds, &zone, "5 +9999", 7, &err), 0);
	assert_int_equal(zone, 0);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (!time_parse_git(&seconds, &zone, wrong[i], strlen(wrong[i]), &err))
			fail_msg("'%s' was read", wrong[i]);
}

static void zones_read(void **state)
{
	static const struct {
		const char *text;
		int32_t zone;
		const char *printed;
	} sample[] = {{"UTC", 0, "UTC"}, {"utc", 0, "UTC"}, {"Z", 0, "UTC"},
	        {"+02:00", 7200, "UTC+2"}, {"-0330", -12600, "UTC-3:30"},
	        {"UTC-5", -18000, "UTC-5"}, {"UTC+5:30", 19800, "UTC+5:30"},
	        {"UTC+05:30", 19800, "UTC+5:30"}, {"UTC+13", 46800, "UTC+13"},
	        {"AoE", -43200, "UTC-12"}};
	static const char *const wrong[] = {"", "CET", "UTC+", "UTC+24", "UTC+5:3", "UTC5", "+2",
	        "2:00", "+02:60", "UTC+005", "Europe/Berlin", "UTC +2"};
	char text[ZONE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		struct error err = ERROR_INIT;
		int32_t zone = 1;
		if (zone_parse(&zone, sample[i].text, strlen(sample[i].text), &err))
			fail_msg("%s", err.text);
		assert_int_equal(zone, sample[i].zone);
		assert_string_equal(zone_print(text, zone), sample[i].printed);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct error err = ERROR_INIT;
		int32_t zone;
		if (!zone_parse(&zone, wrong[i], strlen(wrong[i]), &err))
			fail_msg("'%s' was read", wrong[i]);
	}
}

static void the_day_of_a_moment_is_its_zones(void **state)
{
	(void)state;
	assert_int_equal(day_of_time(-1, 0), -1);
	assert_int_equal(day_of_time(0, 0), 0);
	assert_int_equal(day_of_time(86399, 0), 0);
	assert_int_equal(day_of_time(86399, 1), 1);
	assert_int_equal(day_of_time(0, -43200), -1);
	assert_int_equal(day_of_time(INT64_MAX, INT32_MAX), DAY_LAST);
	assert_int_equal(day_of_time(INT64_MIN, INT32_MIN), DAY_FIRST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(known_days_have_their_numbers),
	        cmocka_unit_test(every_day_is_one_after_the_last),
	        cmocka_unit_test(days_that_do_not_exist_are_refused),
	        cmocka_unit_test(durations_read_and_print),
	        cmocka_unit_test(a_month_from_the_31st_is_the_last_day_of_a_shorter_one),
	        cmocka_unit_test(arithmetic_stops_at_the_ends),
	        cmocka_unit_test(ranges_have_two_ends),
	        cmocka_unit_test(words_name_the_year_only_when_it_is_another),
	        cmocka_unit_test(options_take_days_from_today),
	        cmocka_unit_test(moments_read_with_their_offset),
	        cmocka_unit_test(git_times_read),
	        cmocka_unit_test(zones_read),
	        cmocka_unit_test(the_day_of_a_moment_is_its_zones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
