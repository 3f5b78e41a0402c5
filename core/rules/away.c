/* SPDX-License-Identifier: MIT */
#include "core/rules/away.h"

#include "formats/date.h"

static int32_t first_of(int year)
{
	int32_t day = DAY_FIRST;

	day_of_civil(&day, (struct civil){year, 1, 1});
	return day;
}

static bool covers(const struct person *person, int32_t day)
{
	for (size_t i = 0; i < person->away_count; i++)
		if (person->away[i].from <= day && day <= person->away[i].until)
			return true;
	return false;
}

/* Days of the year up to this one, itself too, on which the person is away. */
static int days_away(const struct person *person, int32_t day)
{
	int days = 0;

	for (int32_t one = first_of(day_civil(day).year); one <= day; one++)
		days += covers(person, one);
	return days;
}

static bool person_away(const struct person *person, int32_t day)
{
	return person && covers(person, day) && days_away(person, day) <= AWAY_MOST;
}

bool is_away(const struct moment *moment, const char *handle)
{
	return person_away(standing_person(moment, handle), moment->day);
}

bool is_away_from(
        const struct moment *moment, const struct negotiation *negotiation, const char *handle)
{
	struct moment then = *moment;

	if (negotiation->base)
		then.standing = negotiation->base;
	return is_away(moment, handle) && person_away(standing_person(&then, handle), moment->day);
}

int away_too_long(const struct person *person, const struct person *before)
{
	for (size_t i = 0; i < person->away_count; i++) {
		const struct day_range *range = &person->away[i];
		int first = day_civil(range->from).year, last = day_civil(range->until).year;
		/* what lasts for more than a year fills one of the first two */
		for (int year = first; year <= last && year <= first + 1 && year < 9999; year++) {
			int32_t end = first_of(year + 1) - 1;
			int days = days_away(person, end);
			if (days > AWAY_MOST && (!before || days > days_away(before, end)))
				return year;
		}
	}
	return 0;
}
