/* SPDX-License-Identifier: MIT */
/* What an option makes of a role's pay, day by day (rules N4, N6). */
#include "core/rules/option_private.h"

#include "core/rules/force.h"
#include "formats/amount.h"

#include <stdlib.h>
#include <string.h>

/* From this day on so much more is paid, or less. */
struct turn {
	int32_t day;
	int64_t hundredths;
};

struct comparing {
	const struct moment *moment;
	const struct option_change *change;
	struct turn *turn;
	size_t count;
	struct amount first;
	bool many_units;
	bool any_after; /* something of what is changed is paid with the option */
};

/* A section of either side, from today on. */
static void add_section(
        struct comparing *comparing, const struct keyed *keyed, const char *section, bool after)
{
	int32_t today = comparing->moment->day;
	int32_t from = keyed_day(keyed_find(keyed, section, "from"));
	int32_t until = keyed_day(keyed_find(keyed, section, "until"));
	const char *text = keyed_value(keyed_find(keyed, section, "amount"));

	if (!text || from == DAY_NONE || until < from || until < today)
		return;
	struct amount amount = amount_of(text);
	if (!comparing->count)
		comparing->first = amount;
	comparing->many_units |= !amount_same_unit(&comparing->first, &amount);
	comparing->any_after |= after;
	int64_t more = after ? amount.hundredths : -amount.hundredths;
	comparing->turn[comparing->count++] = (struct turn){from > today ? from : today, more};
	comparing->turn[comparing->count++] = (struct turn){until + 1, -more};
}

/* What rested on no decision was not paid, and is once it names another. */
static bool was_paid(const struct comparing *comparing, const struct keyed_entry *entry)
{
	const struct file *base = comparing->change->base;
	const struct keyed_entry *now =
	        keyed_find(&comparing->change->file->keyed, entry->section, "by");
	int32_t from = keyed_day(keyed_find(&base->keyed, entry->section, "from"));

	if (keyed_values_equal(keyed_find(&base->keyed, entry->section, "by"), now))
		return true;
	for (size_t i = 0; i < base->role.pay_count; i++) {
		const struct pay *pay = &base->role.pay[i];
		struct moment then = term_moment(comparing->moment, &pay->term);
		enum force force =
		        pay->term.from == from ? pay_force(&then, &base->role, pay) : FORCE_OVER;
		if (force == FORCE_YES || force == FORCE_NOT_LED)
			return true;
	}
	return false;
}

static int by_day(const void *left, const void *right)
{
	const struct turn *a = left, *b = right;

	return (a->day > b->day) - (a->day < b->day);
}

void pay_compare(struct pay_change *out, const struct moment *moment, struct arena *arena,
        const struct option_change *change)
{
	const struct keyed_diff *diff = &change->diff;
	struct comparing comparing = {.moment = moment, .change = change};
	const char *section = NULL;
	int64_t sum = 0;

	*out = (struct pay_change){false, false};
	comparing.turn = arena_array(arena, 4 * diff->count, sizeof *comparing.turn);
	for (size_t i = 0; i < diff->count; i++) {
		const struct keyed_entry *entry = keyed_change_entry(&diff->change[i]);
		if (strcmp(entry->word, "pay") != 0 ||
		        (section && !strcmp(section, entry->section)))
			continue;
		section = entry->section;
		if (change->base && change->base->usable && was_paid(&comparing, entry))
			add_section(&comparing, &change->base->keyed, section, false);
		add_section(&comparing, &change->file->keyed, section, true);
	}
	if (comparing.many_units) {
		*out = (struct pay_change){comparing.any_after, !comparing.any_after};
		return;
	}
	if (comparing.count)
		qsort(comparing.turn, comparing.count, sizeof *comparing.turn, by_day);
	for (size_t i = 0; i < comparing.count; i++) {
		sum += comparing.turn[i].hundredths;
		if (i + 1 < comparing.count && comparing.turn[i + 1].day == comparing.turn[i].day)
			continue;
		out->more |= sum > 0;
		out->less |= sum < 0;
	}
}
