/* SPDX-License-Identifier: MIT */
/* Any text as a day, a range, a duration, a moment or a zone: what is read reads the same again. */
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool what)
{
	if (!what)
		abort();
}

static void read_day(const char *text, size_t len)
{
	struct error err = ERROR_INIT;
	char again[DAY_SIZE], words[DAY_WORDS_SIZE];
	int32_t day, last;

	if (!day_parse(&day, text, len, &err)) {
		must(day >= DAY_FIRST && day <= DAY_LAST);
		must(strlen(day_print(again, day)) == len && !memcmp(again, text, len));
		must(day_weekday(day) >= 1 && day_weekday(day) <= 7);
		must(*day_words(words, day, 20000));
		must(!day_of_civil(&last, day_civil(day)) && last == day);
	}
	if (!day_range_parse(&day, &last, text, len, &err))
		must(day >= DAY_FIRST && last <= DAY_LAST);
	if (!day_resolve(&day, text, len, 20000, &err))
		must(day >= DAY_FIRST && day <= DAY_LAST);
}

static void read_duration(const char *text, size_t len)
{
	struct error err = ERROR_INIT;
	struct duration duration, most;
	char again[DURATION_SIZE];

	if (!duration_parse(&duration, text, len, &err)) {
		must(duration.days >= 0 && duration.months >= 0);
		duration_print(again, duration);
		must(!duration_parse(&most, again, strlen(again), &err));
		must(most.days == duration.days && most.months == duration.months);
		must(day_after(20000, duration) >= 20000);
		must(day_before(20000, duration) <= 20000);
		day_after(DAY_LAST, duration);
		day_before(DAY_FIRST, duration);
	}
	duration_range_parse(&duration, &most, text, len, &err);
}

static void read_time(const char *text, size_t len)
{
	struct error err = ERROR_INIT;
	int64_t seconds, again;
	int32_t zone;
	char print[TIME_SIZE], zones[ZONE_SIZE];

	if (!time_parse(&seconds, &zone, text, len, &err)) {
		time_print(print, seconds, zone);
		must(!time_parse(&again, NULL, print, strlen(print), &err) && again == seconds);
		day_of_time(seconds, zone);
	}
	if (!time_parse_git(&seconds, &zone, text, len, &err))
		day_of_time(seconds, zone);
	if (!zone_parse(&zone, text, len, &err)) {
		int32_t same;
		zone_print(zones, zone);
		must(!zone_parse(&same, zones, strlen(zones), &err) && same == zone);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	must(text);
	memcpy(text, data, size);
	text[size] = '\0';
	read_day(text, size);
	read_duration(text, size);
	read_time(text, size);
	free(text);
	return 0;
}
