/* SPDX-License-Identifier: MIT */
/*
 * date: days, durations, moments and zones.
 *
 * A day is an int32_t: days since 1970-01-01 in the proleptic Gregorian calendar, DAY_FIRST to
 * DAY_LAST.  A moment is an int64_t: seconds since 1970-01-01T00:00:00Z.  A zone is an int32_t:
 * seconds east of UTC.  Arithmetic never overflows: it stops at the first or last day.  Nothing
 * here asks a clock; strptime() is not used, since it takes 30 February.
 *
 * The parsers take text of a length, all of which must fit the form; they return 0, or -1 with *err
 * saying why (kind ERROR_FATAL: a caller that reports a finding uses the text only).
 */
#ifndef FORMATS_DATE_H
#define FORMATS_DATE_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_FIRST (-719162) /* 0001-01-01 */
#define DAY_LAST 2932896    /* 9999-12-31 */

enum {
	DAY_SIZE = 11,       /* room for day_print() */
	DAY_WORDS_SIZE = 24, /* for day_words() */
	TIME_SIZE = 32,      /* for time_print() */
	DURATION_SIZE = 32,  /* for duration_print() */
	ZONE_SIZE = 16,      /* for zone_print() */
};

struct civil {
	int year;  /* 1 to 9999 */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* Months are kept apart since they differ in length; either may be zero, neither is negative. */
struct duration {
	int32_t days;
	int32_t months;
};

/* "2026-11-24", nothing shorter or longer. */
int day_parse(int32_t *day, const char *text, size_t len, struct error *err);
/* Writes YYYY-MM-DD and returns text.  A day out of range is written as the nearest in range. */
char *day_print(char text[DAY_SIZE], int32_t day);
/* "24 January", or "24 January 2027" when its year is not that of `today`. */
char *day_words(char text[DAY_WORDS_SIZE], int32_t day, int32_t today);

struct civil day_civil(int32_t day);
/* -1 when there is no such day; needs no error, *day is untouched. */
int day_of_civil(int32_t *day, struct civil civil);
int day_weekday(int32_t day); /* 1 Monday to 7 Sunday */
int month_length(int year, int month);

/* "A..B", both days written out; B before A is left to the caller. */
int day_range_parse(int32_t *first, int32_t *last, const char *text, size_t len, struct error *err);

/* What an option takes: a day, today, tomorrow, yesterday, or +30d, -2w, +6m from today. */
int day_resolve(int32_t *day, const char *text, size_t len, int32_t today, struct error *err);

/* "30d", "2w", "3m" (months), "1y", and several in falling order: "1y6m", "1m 15d". */
int duration_parse(struct duration *duration, const char *text, size_t len, struct error *err);
/* "3d..14d" */
int duration_range_parse(struct duration *least, struct duration *most, const char *text,
        size_t len, struct error *err);
/* "1y", "18m", "2m15d", "0d" */
char *duration_print(char text[DURATION_SIZE], struct duration duration);

/*
 * The day that is a duration later: the months first, where a day that the month does not have is
 * its last (31 January and 1m is 28 or 29 February), then the days.  Whether the end belongs to it
 * is the caller's: a term of 1m from 1 November that includes its last day is until
 * day_after(...) - 1.
 */
int32_t day_after(int32_t day, struct duration duration);
int32_t day_before(int32_t day, struct duration duration);
/* day + count, for any count. */
int32_t day_add(int32_t day, int64_t count);

/* RFC 3339, "2026-11-24T10:15:02Z" or with +02:00 and a fraction (dropped); or a day: its midnight
 * in UTC.  *zone is the offset as written; it may be NULL. */
int time_parse(int64_t *seconds, int32_t *zone, const char *text, size_t len, struct error *err);
/* "2026-11-24T10:15:02Z", or with the offset of the zone. */
char *time_print(char text[TIME_SIZE], int64_t seconds, int32_t zone);
/* git's raw form: "1700000000 +0100".  Offsets git lets through but nobody has count as UTC. */
int time_parse_git(
        int64_t *seconds, int32_t *zone, const char *text, size_t len, struct error *err);

/* "UTC", "Z", "+02:00", "-0330", "UTC-5", "UTC+5:30", "AoE" (anywhere on earth: UTC-12). */
int zone_parse(int32_t *zone, const char *text, size_t len, struct error *err);
/* "UTC", "UTC-5", "UTC+5:30" */
char *zone_print(char text[ZONE_SIZE], int32_t zone);

/* The day of a moment in a zone. */
int32_t day_of_time(int64_t seconds, int32_t zone);

#endif
