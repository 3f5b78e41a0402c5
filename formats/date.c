/* SPDX-License-Identifier: MIT */
#include "formats/date.h"

#include "formats/buf.h"
#include "formats/text.h"

#include <stdio.h>
#include <string.h>

enum { DAY_SECONDS = 24 * 60 * 60 };

/* "not a date: '...'" with the text as it may be shown. */
static int refuse(struct error *err, const char *what, const char *text, size_t len)
{
	struct buf shown = BUF_INIT;
	struct buf cut = BUF_INIT;

	text_escape(&shown, text, len > 256 ? 256 : len, TEXT_NEWLINE_ESCAPE);
	text_cut(&cut, shown.data, shown.len, 60);
	error_set(err, ERROR_FATAL, "'%s' %s", cut.data, what);
	buf_release(&cut);
	buf_release(&shown);
	return -1;
}

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int month_length(int year, int month)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && leap(year) ? 29 : length[month - 1];
}

static int32_t clamp_day(int64_t day)
{
	if (day < DAY_FIRST)
		return DAY_FIRST;
	return day > DAY_LAST ? DAY_LAST : (int32_t)day;
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms": eras of 400 years from 1 March. */
static int32_t days_from_civil(int year, int month, int day)
{
	int shifted = month <= 2 ? year - 1 : year;
	int era = shifted / 400; /* year >= 1, so shifted >= 0 */
	int year_of_era = shifted - era * 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct civil day_civil(int32_t day)
{
	int shifted = clamp_day(day) + 719468; /* days since 0000-03-01, positive */
	int era = shifted / 146097;
	int day_of_era = shifted - era * 146097;
	int year_of_era =
	        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month = (5 * day_of_year + 2) / 153;
	struct civil civil;

	civil.day = day_of_year - (153 * month + 2) / 5 + 1;
	civil.month = month < 10 ? month + 3 : month - 9;
	civil.year = year_of_era + era * 400 + (civil.month <= 2);
	return civil;
}

int day_of_civil(int32_t *day, struct civil civil)
{
	if (civil.year < 1 || civil.year > 9999 || civil.month < 1 || civil.month > 12 ||
	        civil.day < 1 || civil.day > month_length(civil.year, civil.month))
		return -1;
	*day = days_from_civil(civil.year, civil.month, civil.day);
	return 0;
}

int day_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday */
	return (clamp_day(day) - DAY_FIRST) % 7 + 1; /* 0001-01-01 was a Monday */
}

/* Exactly count digits. */
static bool digits(int *number, const char *text, size_t count)
{
	*number = 0;
	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*number = *number * 10 + (text[i] - '0');
	}
	return true;
}

static const char *const month_name[] = {"January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December"};

static bool civil_form(struct civil *civil, const char *text, size_t len)
{
	return len == 10 && digits(&civil->year, text, 4) && text[4] == '-' &&
	       digits(&civil->month, text + 5, 2) && text[7] == '-' &&
	       digits(&civil->day, text + 8, 2);
}

int day_parse(int32_t *day, const char *text, size_t len, struct error *err)
{
	struct civil civil;

	if (!civil_form(&civil, text, len))
		return refuse(err, "is not a day, YYYY-MM-DD", text, len);
	if (!day_of_civil(day, civil))
		return 0;
	if (civil.year < 1)
		return refuse(err, "is no day: years begin at 0001", text, len);
	if (civil.month < 1 || civil.month > 12)
		return refuse(err, "is no day: months are 01 to 12", text, len);
	return error_set(err, ERROR_FATAL, "'%.*s' is no day: %s %04d has %d days", (int)len, text,
	        month_name[civil.month - 1], civil.year, month_length(civil.year, civil.month));
}

char *day_print(char text[DAY_SIZE], int32_t day)
{
	struct civil civil = day_civil(day);

	snprintf(text, DAY_SIZE, "%04u-%02u-%02u", (unsigned)civil.year % 10000,
	        (unsigned)civil.month % 100, (unsigned)civil.day % 100);
	return text;
}

char *day_words(char text[DAY_WORDS_SIZE], int32_t day, int32_t today)
{
	struct civil civil = day_civil(day);
	const char *month = month_name[civil.month - 1];

	if (civil.year == day_civil(today).year)
		snprintf(text, DAY_WORDS_SIZE, "%d %s", civil.day, month);
	else
		snprintf(text, DAY_WORDS_SIZE, "%d %s %d", civil.day, month, civil.year);
	return text;
}

/* The two ends of "A..B". */
static bool split(struct slice *first, struct slice *last, const char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		if (text[i] != '.' || text[i + 1] != '.')
			continue;
		*first = slice_trim((struct slice){text, i});
		*last = slice_trim((struct slice){text + i + 2, len - i - 2});
		return true;
	}
	return false;
}

int day_range_parse(int32_t *first, int32_t *last, const char *text, size_t len, struct error *err)
{
	struct slice from, until;
	int32_t first_day = 0;

	if (!split(&from, &until, text, len))
		return refuse(err, "is not a range of days, YYYY-MM-DD..YYYY-MM-DD", text, len);
	if (day_parse(&first_day, from.data, from.len, err) ||
	        day_parse(last, until.data, until.len, err))
		return -1;
	*first = first_day;
	return 0;
}

int day_resolve(int32_t *day, const char *text, size_t len, int32_t today, struct error *err)
{
	struct slice word = {text, len};
	struct duration duration;

	if (slice_same_word(word, slice_of("today")))
		*day = day_add(today, 0);
	else if (slice_same_word(word, slice_of("tomorrow")))
		*day = day_add(today, 1);
	else if (slice_same_word(word, slice_of("yesterday")))
		*day = day_add(today, -1);
	else if (len && (text[0] == '+' || text[0] == '-')) {
		if (duration_parse(&duration, text + 1, len - 1, err))
			return -1;
		*day = text[0] == '+' ? day_after(today, duration) : day_before(today, duration);
	} else if (day_parse(day, text, len, err)) {
		return error_hint(err, "a day is YYYY-MM-DD, today, tomorrow, yesterday, or +30d, "
		                       "-2w, +6m from today");
	}
	return 0;
}

/* The most that a duration can hold: what lies between the first and the last day. */
enum { DAYS_MAX = DAY_LAST - DAY_FIRST, MONTHS_MAX = 9998 * 12 + 11 };

/* A number and a unit; moves *at behind them.  Returns the unit's rank, y 0 to d 3, or -1. */
static int one_duration(struct duration *sum, const char *text, size_t len, size_t *at)
{
	static const char unit[] = "ymwd";
	int64_t number = 0;
	size_t start = *at;

	while (*at < len && text[*at] >= '0' && text[*at] <= '9') {
		number = number * 10 + (text[*at] - '0');
		if (number > DAYS_MAX)
			return -1;
		++*at;
	}
	if (*at == start || *at == len)
		return -1;
	const char *found = memchr(unit, text[*at], 4);
	if (!found)
		return -1;
	++*at;
	int rank = (int)(found - unit);
	int64_t days = sum->days + number * (rank == 2 ? 7 : rank == 3 ? 1 : 0);
	int64_t months = sum->months + number * (rank == 0 ? 12 : rank == 1 ? 1 : 0);
	if (days > DAYS_MAX || months > MONTHS_MAX)
		return -1;
	sum->days = (int32_t)days;
	sum->months = (int32_t)months;
	return rank;
}

int duration_parse(struct duration *duration, const char *text, size_t len, struct error *err)
{
	struct duration sum = {0, 0};
	int before = -1;
	size_t at = 0;

	do {
		int rank = one_duration(&sum, text, len, &at);
		if (rank <= before)
			return refuse(err, "is not a duration such as 30d, 2w, 3m, 1y or 1y6m",
			        text, len);
		before = rank;
		while (at + 1 < len && text[at] == ' ')
			at++;
	} while (at < len);
	*duration = sum;
	return 0;
}

int duration_range_parse(struct duration *least, struct duration *most, const char *text,
        size_t len, struct error *err)
{
	struct slice from, until;
	struct duration first;

	if (!split(&from, &until, text, len))
		return refuse(err, "is not a range of durations such as 3d..14d", text, len);
	if (duration_parse(&first, from.data, from.len, err) ||
	        duration_parse(most, until.data, until.len, err))
		return -1;
	*least = first;
	return 0;
}

char *duration_print(char text[DURATION_SIZE], struct duration duration)
{
	int used = 0;

	if (duration.months && duration.months % 12 == 0)
		used = snprintf(text, DURATION_SIZE, "%dy", duration.months / 12);
	else if (duration.months)
		used = snprintf(text, DURATION_SIZE, "%dm", duration.months);
	if (duration.days || !duration.months)
		snprintf(text + used, DURATION_SIZE - (size_t)used, "%dd", duration.days);
	return text;
}

int32_t day_add(int32_t day, int64_t count)
{
	int32_t from = clamp_day(day);

	if (count > DAYS_MAX)
		return DAY_LAST;
	if (count < -(int64_t)DAYS_MAX)
		return DAY_FIRST;
	return clamp_day(from + count);
}

static int32_t add_months(int32_t day, int64_t count)
{
	struct civil civil = day_civil(day);
	int64_t month = ((int64_t)civil.year - 1) * 12 + civil.month - 1 + count;

	if (month < 0)
		return DAY_FIRST;
	if (month > (int64_t)9998 * 12 + 11)
		return DAY_LAST;
	civil.year = (int)(month / 12) + 1;
	civil.month = (int)(month % 12) + 1;
	int longest = month_length(civil.year, civil.month);
	return days_from_civil(civil.year, civil.month, civil.day < longest ? civil.day : longest);
}

int32_t day_after(int32_t day, struct duration duration)
{
	return day_add(add_months(day, duration.months), duration.days);
}

int32_t day_before(int32_t day, struct duration duration)
{
	return day_add(add_months(day, -(int64_t)duration.months), -(int64_t)duration.days);
}

/* "Z", "+02:00", "-0330": seconds east.  Up to 23:59, as RFC 3339 has it. */
static bool offset_form(int32_t *zone, const char *text, size_t len)
{
	int hours, minutes;
	size_t colon = len == 6 && text[3] == ':';

	if (len == 1 && (text[0] == 'Z' || text[0] == 'z')) {
		*zone = 0;
		return true;
	}
	if (len != 5 + colon || (text[0] != '+' && text[0] != '-') ||
	        !digits(&hours, text + 1, 2) || !digits(&minutes, text + 3 + colon, 2) ||
	        hours > 23 || minutes > 59)
		return false;
	*zone = (hours * 60 + minutes) * 60 * (text[0] == '-' ? -1 : 1);
	return true;
}

/* "10:15:02", and how many bytes it and a fraction take; 0 when it is no time. */
static size_t clock_form(int32_t *seconds, const char *text, size_t len)
{
	int hour, minute, second;
	size_t used = 8;

	if (len < 8 || !digits(&hour, text, 2) || text[2] != ':' || !digits(&minute, text + 3, 2) ||
	        text[5] != ':' || !digits(&second, text + 6, 2) || hour > 23 || minute > 59 ||
	        second > 60)
		return 0;
	*seconds = (hour * 60 + minute) * 60 + second;
	if (used < len && text[used] == '.') {
		size_t fraction = ++used;
		while (used < len && text[used] >= '0' && text[used] <= '9')
			used++;
		if (used == fraction)
			return 0;
	}
	return used;
}

int time_parse(int64_t *seconds, int32_t *zone, const char *text, size_t len, struct error *err)
{
	int32_t day = 0, of_day = 0, east = 0;

	if (day_parse(&day, text, len < 10 ? len : 10, err))
		return -1;
	if (len > 10) {
		size_t used = 0;
		if (text[10] == 'T' || text[10] == 't' || text[10] == ' ')
			used = clock_form(&of_day, text + 11, len - 11);
		if (!used || !offset_form(&east, text + 11 + used, len - 11 - used))
			return refuse(err, "is not a time such as 2026-11-24T10:15:02Z", text, len);
	}
	*seconds = (int64_t)day * DAY_SECONDS + of_day - east;
	if (zone)
		*zone = east;
	return 0;
}

/* What day and second of the day a moment has in a zone, stopping at the first and last day. */
static int32_t local_day(int64_t seconds, int32_t zone, int32_t *of_day)
{
	const int64_t first = (int64_t)DAY_FIRST * DAY_SECONDS;
	const int64_t last = ((int64_t)DAY_LAST + 1) * DAY_SECONDS - 1;

	/* clamped before the zone is added, so that the sum cannot overflow */
	if (seconds < first)
		seconds = first;
	if (seconds > last)
		seconds = last;
	int64_t local = seconds + zone;
	if (local < first)
		local = first;
	if (local > last)
		local = last;
	*of_day = (int32_t)((local - first) % DAY_SECONDS);
	return (int32_t)((local - first) / DAY_SECONDS) + DAY_FIRST;
}

int32_t day_of_time(int64_t seconds, int32_t zone)
{
	int32_t of_day;

	return local_day(seconds, zone, &of_day);
}

char *time_print(char text[TIME_SIZE], int64_t seconds, int32_t zone)
{
	int32_t of_day;
	int minutes = (int)(zone / 60) % (24 * 60);
	char day[DAY_SIZE];

	day_print(day, local_day(seconds, minutes * 60, &of_day));
	unsigned second = (unsigned)of_day;
	unsigned east = (unsigned)(minutes < 0 ? -minutes : minutes);
	int used = snprintf(text, TIME_SIZE, "%sT%02u:%02u:%02u", day, second / 3600,
	        second / 60 % 60, second % 60);
	if (minutes)
		snprintf(text + used, TIME_SIZE - (size_t)used, "%c%02u:%02u",
		        minutes < 0 ? '-' : '+', east / 60, east % 60);
	else
		snprintf(text + used, TIME_SIZE - (size_t)used, "Z");
	return text;
}

int time_parse_git(int64_t *seconds, int32_t *zone, const char *text, size_t len, struct error *err)
{
	bool negative = len && text[0] == '-';
	size_t at = negative;
	int64_t number = 0;

	for (; at < len && text[at] >= '0' && text[at] <= '9'; at++) {
		if (number > (INT64_MAX - 9) / 10)
			return refuse(err, "is not a time of git: too large", text, len);
		number = number * 10 + (text[at] - '0');
	}
	if (at == negative || at + 2 > len || text[at] != ' ')
		return refuse(err, "is not a time of git, SECONDS +HHMM", text, len);
	*seconds = negative ? -number : number;
	if (!offset_form(zone, text + at + 1, len - at - 1))
		*zone = 0;
	return 0;
}

/* "5", "05", "5:30", "05:30" behind UTC and a sign. */
static bool hours_form(int32_t *zone, const char *text, size_t len)
{
	int hours, minutes = 0;
	const char *colon = memchr(text, ':', len);
	size_t count = colon ? (size_t)(colon - text) : len;

	if (count < 1 || count > 2 || !digits(&hours, text, count))
		return false;
	if (colon && (len - count != 3 || !digits(&minutes, colon + 1, 2)))
		return false;
	*zone = (hours * 60 + minutes) * 60;
	return hours <= 23 && minutes <= 59;
}

int zone_parse(int32_t *zone, const char *text, size_t len, struct error *err)
{
	struct slice word = {text, len};
	struct slice utc = {text, len < 3 ? len : 3};
	int32_t east = 0;

	if (slice_same_word(word, slice_of("AoE"))) {
		*zone = -12 * 60 * 60;
		return 0;
	}
	bool named = slice_same_word(utc, slice_of("UTC"));
	if (named && len == 3) {
		*zone = 0;
		return 0;
	}
	if (named && (text[3] == '+' || text[3] == '-') && hours_form(&east, text + 4, len - 4)) {
		*zone = text[3] == '-' ? -east : east;
		return 0;
	}
	if (!named && offset_form(zone, text, len))
		return 0;
	return refuse(err, "is not a zone such as UTC, UTC-5, +02:00 or AoE", text, len);
}

char *zone_print(char text[ZONE_SIZE], int32_t zone)
{
	int minutes = (int)(zone / 60) % (24 * 60);
	unsigned east = (unsigned)(minutes < 0 ? -minutes : minutes);

	if (!minutes)
		snprintf(text, ZONE_SIZE, "UTC");
	else if (east % 60)
		snprintf(text, ZONE_SIZE, "UTC%c%u:%02u", minutes < 0 ? '-' : '+', east / 60,
		        east % 60);
	else
		snprintf(text, ZONE_SIZE, "UTC%c%u", minutes < 0 ? '-' : '+', east / 60);
	return text;
}
