/* SPDX-License-Identifier: MIT */
#include "core/rules/seat.h"

#include "core/rules/force.h"

#include <stdlib.h>
#include <string.h>

/* What an option says of one key of the sections of one word, by name and first day. */
struct said_of {
	const char *name;
	int32_t from;
	size_t number; /* in the option's order */
	const struct keyed_change *key;
};

struct saying {
	struct said_of *of;
	size_t count;
};

static int by_section(const void *left, const void *right)
{
	const struct said_of *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	if (order)
		return order;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static struct saying say(
        struct arena *arena, const struct option_change *change, const char *word, const char *key)
{
	size_t most = change ? change->diff.count : 0;
	struct saying saying = {arena_array(arena, most, sizeof *saying.of), 0};

	for (size_t i = 0; i < most; i++) {
		const struct keyed_change *one = &change->diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(one);
		if (!strcmp(entry->word, word) && entry->name && !strcmp(entry->key, key))
			saying.of[saying.count++] =
			        (struct said_of){entry->name, keyed_from(entry), i, one};
	}
	if (saying.count)
		qsort(saying.of, saying.count, sizeof *saying.of, by_section);
	return saying;
}

/* The first that is about that section, or NULL. */
static const struct keyed_change *said_about(
        const struct saying *saying, const char *name, int32_t from)
{
	const struct said_of wanted = {name, from, 0, NULL};
	size_t low = 0, high = saying->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (by_section(&saying->of[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool is_there = low < saying->count && !strcmp(saying->of[low].name, name) &&
	                saying->of[low].from == from;
	return is_there ? saying->of[low].key : NULL;
}

static int32_t load_of(const struct keyed_change *key, int32_t otherwise)
{
	int32_t tenths = 0;

	if (!key)
		return otherwise;
	if (keyed_value(key->after))
		load_parse(&tenths, keyed_value(key->after));
	return tenths;
}

static void add_standing(struct seats *seats, const struct saying *ends, const struct seat *stands)
{
	const struct keyed_change *key = said_about(ends, stands->name, stands->from);
	struct seat seat = *stands;

	if (key && !key->after)
		return;
	if (key) {
		int32_t until = keyed_day(key->after);
		seat.agreed = until <= seat.until;
		seat.until = until;
	}
	seats->seat[seats->count++] = seat;
}

static void add_new(struct seats *seats, const struct option_change *change, const char *word)
{
	for (size_t i = 0; change && i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		if (key->before || strcmp(key->after->word, word) != 0 || !key->after->name ||
		        strcmp(key->after->key, "until") != 0)
			continue;
		seats->seat[seats->count++] = (struct seat){
		        .name = key->after->name,
		        .from = keyed_from(key->after),
		        .until = keyed_day(key->after),
		};
	}
}

struct seats seats_held(
        struct arena *arena, const struct role *stands, const struct option_change *change)
{
	size_t most = (stands ? stands->holder_count : 0) + (change ? change->diff.count : 0);
	struct seats seats = {arena_array(arena, most, sizeof *seats.seat), 0};
	struct saying ends = say(arena, change, "holder", "until");
	struct saying loads = say(arena, change, "holder", "load");

	for (size_t i = 0; stands && i < stands->holder_count; i++) {
		const struct holder *holder = &stands->holder[i];
		add_standing(&seats, &ends,
		        &(struct seat){.name = holder->handle,
		                .from = holder->term.from,
		                .until = holder->term.until,
		                .load_tenths = holder->load_tenths,
		                .agreed = true,
		                .holder = holder});
	}
	add_new(&seats, change, "holder");
	for (size_t i = 0; i < seats.count; i++) {
		struct seat *seat = &seats.seat[i];
		seat->load_tenths =
		        load_of(said_about(&loads, seat->name, seat->from), seat->load_tenths);
	}
	return seats;
}

struct seats seats_led(
        struct arena *arena, const struct role *stands, const struct option_change *change)
{
	size_t most = (stands ? stands->led_by_count : 0) + (change ? change->diff.count : 0);
	struct seats seats = {arena_array(arena, most, sizeof *seats.seat), 0};
	struct saying ends = say(arena, change, "led-by", "until");

	for (size_t i = 0; stands && i < stands->led_by_count; i++) {
		const struct led_by *led_by = &stands->led_by[i];
		add_standing(&seats, &ends,
		        &(struct seat){.name = led_by->role,
		                .from = led_by->term.from,
		                .until = led_by->term.until,
		                .agreed = true,
		                .led_by = led_by});
	}
	add_new(&seats, change, "led-by");
	return seats;
}

const struct role *seats_role(
        const struct role *stands, const struct option_change *change, struct role *then)
{
	if (!stands || !change || !change->file->usable ||
	        change->file->role.ended == stands->ended)
		return stands;
	*then = *stands;
	then->ended = change->file->role.ended;
	return then;
}

/* --- days --- */

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static int by_number(const void *left, const void *right)
{
	const int32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

void days_sort(struct days *days)
{
	size_t kept = 0;

	if (days->count)
		qsort(days->day, days->count, sizeof *days->day, by_number);
	for (size_t i = 0; i < days->count; i++)
		if (!kept || days->day[kept - 1] != days->day[i])
			days->day[kept++] = days->day[i];
	days->count = kept;
}

struct days seats_begin(const struct moment *moment, struct arena *arena, const struct seats *seats)
{
	struct days days = {arena_array(arena, seats->count, sizeof *days.day), 0};

	for (size_t i = 0; i < seats->count; i++)
		if (seats->seat[i].until >= moment->day)
			days.day[days.count++] = later(seats->seat[i].from, moment->day);
	days_sort(&days);
	return days;
}

static void add_spell(struct spells *spells, struct arena *arena, struct spell spell)
{
	struct spell *last = spells->count ? &spells->spell[spells->count - 1] : NULL;

	if (spell.until < spell.from)
		return;
	if (last && last->seat == spell.seat && last->until + 1 == spell.from) {
		last->until = spell.until;
		return;
	}
	spells->spell = arena_grow(
	        arena, spells->spell, spells->count, &spells->capacity, sizeof *spells->spell);
	spells->spell[spells->count++] = spell;
}

static bool is_taken(const struct moment *moment, const struct role *stands,
        const struct seat *seat, int32_t day)
{
	struct moment then = *moment;

	then.day = day;
	enum force force = holder_force(&then, stands, seat->holder);
	return force == FORCE_YES ||
	       (force == FORCE_OFFER && !holder_declined(&then, stands, seat->holder));
}

/* Days on which it may begin or end to be in force: its own, those of memberships, of the role. */
static struct days turning_days(const struct moment *moment, struct arena *arena,
        const struct role *stands, const struct seat *seat)
{
	const struct person *person = standing_person(moment, seat->name);
	size_t most = 2 + (person ? 2 * person->member_count : 0);
	struct days days = {arena_array(arena, most, sizeof *days.day), 0};
	int32_t first = later(seat->from, moment->day);

	days.day[days.count++] = first;
	if (stands->ended != DAY_NONE)
		days.day[days.count++] = stands->ended + 1;
	for (size_t i = 0; person && i < person->member_count; i++) {
		const struct term *term = &person->member[i].term;
		if (term->from == DAY_NONE || term->until == DAY_NONE)
			continue;
		days.day[days.count++] = term->from;
		days.day[days.count++] = term->until + 1;
	}
	size_t kept = 0;
	for (size_t i = 0; i < days.count; i++)
		if (days.day[i] >= first && days.day[i] <= seat->until)
			days.day[kept++] = days.day[i];
	days.count = kept;
	days_sort(&days);
	return days;
}

struct spells seats_taken(const struct moment *moment, struct arena *arena,
        const struct role *stands, const struct seats *seats)
{
	struct spells spells = {NULL, 0, 0};
	struct arena scratch = ARENA_INIT;

	for (size_t i = 0; i < seats->count; i++) {
		const struct seat *seat = &seats->seat[i];
		if (seat->until < moment->day)
			continue;
		if (!seat->agreed || !stands) {
			add_spell(&spells, arena,
			        (struct spell){later(seat->from, moment->day), seat->until, i});
			continue;
		}
		struct days days = turning_days(moment, &scratch, stands, seat);
		for (size_t j = 0; j < days.count; j++)
			if (is_taken(moment, stands, seat, days.day[j]))
				add_spell(&spells, arena,
				        (struct spell){days.day[j],
				                j + 1 < days.count ? days.day[j + 1] - 1
				                                   : seat->until,
				                i});
	}
	arena_release(&scratch);
	return spells;
}

static int by_day(const void *left, const void *right)
{
	const struct turn *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->spell > b->spell) - (a->spell < b->spell);
}

struct turn *spells_turns(struct arena *arena, const struct spells *spells)
{
	struct turn *turn = arena_array(arena, 2 * spells->count, sizeof *turn);

	for (size_t i = 0; i < spells->count; i++) {
		turn[2 * i] = (struct turn){spells->spell[i].from, false, i};
		turn[2 * i + 1] = (struct turn){spells->spell[i].until + 1, true, i};
	}
	if (spells->count)
		qsort(turn, 2 * spells->count, sizeof *turn, by_day);
	return turn;
}

/* --- names --- */

static int by_text(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

struct numbering seats_names(struct arena *arena, const struct seats *seats)
{
	struct numbering names = {arena_array(arena, seats->count, sizeof *names.name), 0};

	for (size_t i = 0; i < seats->count; i++)
		names.name[i] = seats->seat[i].name;
	if (seats->count)
		qsort(names.name, seats->count, sizeof *names.name, by_text);
	for (size_t i = 0; i < seats->count; i++)
		if (!names.count || strcmp(names.name[names.count - 1], names.name[i]) != 0)
			names.name[names.count++] = names.name[i];
	return names;
}

size_t numbering_find(const struct numbering *names, const char *name)
{
	const char *const *found =
	        bsearch(&name, names->name, names->count, sizeof *names->name, by_text);

	return found ? (size_t)(found - names->name) : names->count;
}

const struct person *seat_person(
        const struct moment *moment, const struct option *option, const char *handle)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct file *file = option->change[i].file;
		if (file->class == PATH_PERSON && file->usable && !strcmp(file->stem, handle))
			return &file->person;
	}
	return standing_person(moment, handle);
}
