/* SPDX-License-Identifier: MIT */
#include "core/rules/limit.h"

#include "core/rules/burden.h"
#include "core/rules/leading.h"
#include "core/rules/lockout.h"
#include "core/rules/place.h"
#include "core/rules/seat.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

struct limiting {
	const struct moment *moment;
	struct arena *arena;
	const struct option *option;
	const char *why; /* the first that was found */
	const char *place;
	struct leading leading; /* read when it is asked for */
	bool has_leading, given_lead, changes_terms;
};

__attribute__((format(printf, 3, 4))) static void broken(
        struct limiting *limiting, const char *place, const char *format, ...)
{
	va_list args;

	if (limiting->why)
		return;
	limiting->place = place;
	va_start(args, format);
	limiting->why = arena_vprint(limiting->arena, format, args);
	va_end(args);
}

static const char *day_text(const struct limiting *limiting, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(limiting->arena, "%s", day_print(text, day));
}

/* --- seats --- */

enum { NAMES_MOST = 12 }; /* more are counted */

/* Those who would hold the role on that day, each once, in the order of the file. */
static const char *names_on(const struct limiting *limiting, const struct seats *seats,
        const struct spells *taken, int32_t day, const struct holder **sits)
{
	struct numbering names = seats_names(limiting->arena, seats);
	bool *known = arena_array(limiting->arena, names.count, sizeof *known);
	struct buf text = BUF_INIT;
	const char *last = NULL;
	size_t count = 0;

	for (size_t i = 0; i < taken->count; i++) {
		const struct seat *seat = &seats->seat[taken->spell[i].seat];
		bool *mine = &known[numbering_find(&names, seat->name)];
		if (day < taken->spell[i].from || day > taken->spell[i].until)
			continue;
		if (seat->holder)
			*sits = seat->holder;
		if (*mine)
			continue;
		*mine = true;
		if (last && count <= NAMES_MOST)
			buf_print(&text, "%s%s", count > 1 ? ", " : "", last);
		last = seat->name;
		count++;
	}
	const char *said = count > NAMES_MOST + 1
	                           ? arena_print(limiting->arena, "%s and %zu more", text.data,
	                                     count - NAMES_MOST)
	                           : arena_print(limiting->arena, "%s and %s", text.data, last);
	buf_release(&text);
	return said;
}

static void crowded(struct limiting *limiting, const struct role *after, const struct seats *seats,
        const struct spells *taken, int32_t day)
{
	const struct holder *sits = NULL;
	const char *names = names_on(limiting, seats, taken, day, &sits);
	const char *path = arena_print(limiting->arena, "roles/%s.ini", after->name);

	broken(limiting,
	        sits ? place_line(limiting->arena, path, sits->term.line)
	             : place_of_key(limiting->arena, &after->ini, path, "role", NULL, "seats"),
	        "%s has %u seat%s, and on %s %s would hold it (rule N12)", after->name,
	        after->seats, after->seats == 1 ? "" : "s", day_text(limiting, day), names);
}

/* On each day on which a term begins, those who hold the role then are counted. */
static void check_seats(struct limiting *limiting, const struct option_change *change,
        const struct role *after, const struct role *stands)
{
	struct arena *arena = limiting->arena;
	struct seats seats = seats_held(arena, stands, change);
	size_t count = 0, at = 0;

	if (!after->seats || seats.count <= after->seats)
		return;
	struct spells taken = seats_taken(limiting->moment, arena, stands, &seats);
	struct days days = seats_begin(limiting->moment, arena, &seats);
	struct numbering names = seats_names(arena, &seats);
	struct turn *turn = spells_turns(arena, &taken);
	uint32_t *sits = arena_array(arena, names.count, sizeof *sits); /* on how many */
	for (size_t i = 0; i < days.count; i++) {
		for (; at < 2 * taken.count && turn[at].day <= days.day[i]; at++) {
			const char *name = seats.seat[taken.spell[turn[at].spell].seat].name;
			uint32_t *mine = &sits[numbering_find(&names, name)];
			if (turn[at].ends)
				count -= --*mine == 0;
			else
				count += (*mine)++ == 0;
		}
		if (count > after->seats) {
			crowded(limiting, after, &seats, &taken, days.day[i]);
			return;
		}
	}
}

/* --- leads --- */

static const struct leading *leading(struct limiting *limiting)
{
	if (!limiting->has_leading)
		leading_read(
		        &limiting->leading, limiting->moment, limiting->arena, limiting->option);
	limiting->has_leading = true;
	return &limiting->leading;
}

/* What leads one by the other, where that stands already; else the one that is to be led. */
static const char *place_of_lead(
        const struct limiting *limiting, const char *led, const char *leader)
{
	const struct role *stands = standing_role(limiting->moment, led);

	for (size_t i = 0; stands && i < stands->led_by_count; i++)
		if (!strcmp(stands->led_by[i].role, leader))
			return place_line(limiting->arena,
			        arena_print(limiting->arena, "roles/%s.ini", led),
			        stands->led_by[i].term.line);
	return place_of_role(limiting->moment, limiting->arena, led, NULL);
}

static void check_circle(struct limiting *limiting)
{
	struct lead_circle circle = leading_circle(leading(limiting), limiting->arena);
	const struct lead_role *role = limiting->leading.role;
	struct buf chain = BUF_INIT;

	if (!circle.count)
		return;
	const char *first = role[circle.role[0]].name;
	for (size_t i = 1; i <= circle.count; i++)
		buf_print(&chain, "%s%s", i > 1 ? ", which is led by " : "",
		        role[circle.role[i % circle.count]].name);
	broken(limiting, place_of_lead(limiting, role[circle.role[circle.count - 1]].name, first),
	        "on %s %s would be led by %s (rule A2)", day_text(limiting, circle.day), first,
	        chain.data);
	buf_release(&chain);
}

/* As the option leaves it; NULL: there is none. */
static const struct role *role_after(struct limiting *limiting, const char *name)
{
	size_t at = leading_find(leading(limiting), name);
	const struct lead_role *role = at == NO_ROLE ? NULL : &limiting->leading.role[at];

	if (!role)
		return NULL;
	return role->change && role->change->file->usable ? &role->change->file->role
	                                                  : role->stands;
}

static void refuse_community(struct limiting *limiting, const struct role *role)
{
	broken(limiting,
	        place_of_key(limiting->arena, &role->ini,
	                arena_print(limiting->arena, "roles/%s.ini", role->name), "role", NULL,
	                "kind"),
	        "%s is a community, which may not lead or be led (rule A2)", role->name);
}

static void check_leads(struct limiting *limiting, const struct option_change *change,
        const struct role *after, const struct role *stands)
{
	struct seats seats = seats_led(limiting->arena, stands, change);

	for (size_t i = 0; i < seats.count; i++) {
		const struct seat *seat = &seats.seat[i];
		if (seat->agreed || seat->until < limiting->moment->day)
			continue;
		const struct role *leader = role_after(limiting, seat->name);
		if (!leader)
			broken(limiting,
			        place_of_role(limiting->moment, limiting->arena, seat->name, NULL),
			        "there is no role '%s' that could lead %s (rule A2)", seat->name,
			        after->name);
		else if (leader->kind == ROLE_COMMUNITY || after->kind == ROLE_COMMUNITY)
			refuse_community(limiting, leader->kind == ROLE_COMMUNITY ? leader : after);
		limiting->given_lead = true;
	}
}

/* --- the charter's [limits] for roles that lead --- */

/* Sections by person, in the order of their first days. */
static int by_person(const void *left, const void *right)
{
	const struct seat *const *a = left, *const *b = right;
	int order = strcmp((*a)->name, (*b)->name);

	if (order)
		return order;
	if ((*a)->from != (*b)->from)
		return (*a)->from < (*b)->from ? -1 : 1;
	return (*a > *b) - (*a < *b);
}

/*
 * Per seat, the how many-th of its person's terms it is that follow each other without `cooling`
 * between.
 */
static uint32_t *count_terms(
        struct arena *arena, const struct seats *seats, struct duration cooling)
{
	const struct seat **sorted = arena_array(arena, seats->count, sizeof *sorted);
	uint32_t *number = arena_array(arena, seats->count, sizeof *number);
	const struct seat *before = NULL, *first = NULL; /* of the days before; of this day */

	for (size_t i = 0; i < seats->count; i++)
		sorted[i] = &seats->seat[i];
	if (seats->count)
		qsort(sorted, seats->count, sizeof *sorted, by_person);
	for (size_t i = 0; i < seats->count; i++) {
		const struct seat *seat = sorted[i];
		if (!first || strcmp(first->name, seat->name) != 0) {
			before = NULL;
			first = seat;
		} else if (first->from != seat->from) {
			before = first;
			first = seat;
		}
		bool follows = before && seat->from <= day_after(before->until, cooling) + 1;
		number[seat - seats->seat] = follows ? number[before - seats->seat] + 1 : 1;
	}
	return number;
}

/* Whoever goes on with a role under another name goes on with its terms: they follow `was`. */
static void add_former(
        const struct limiting *limiting, struct seats *seats, const struct role *role)
{
	enum { FORMER_MOST = 64 };
	const char *name[FORMER_MOST];
	size_t count = 0;

	for (size_t i = 0; i < role->was_count && count < FORMER_MOST; i++)
		name[count++] = role->was[i];
	for (size_t i = 0; i < count; i++) {
		const struct role *former = standing_role(limiting->moment, name[i]);
		bool again = !former || !strcmp(name[i], role->name);
		for (size_t j = 0; j < i; j++)
			again |= !strcmp(name[i], name[j]);
		if (again)
			continue;
		struct seat *more = arena_array(
		        limiting->arena, seats->count + former->holder_count, sizeof *more);
		for (size_t j = 0; j < seats->count; j++)
			more[j] = seats->seat[j];
		seats->seat = more;
		for (size_t j = 0; j < former->holder_count; j++)
			seats->seat[seats->count++] =
			        (struct seat){.name = former->holder[j].handle,
			                .from = former->holder[j].term.from,
			                .until = former->holder[j].term.until,
			                .agreed = true};
		for (size_t j = 0; j < former->was_count && count < FORMER_MOST; j++)
			name[count++] = former->was[j];
	}
}

__attribute__((format(printf, 3, 4))) static void broken_cap(
        struct limiting *limiting, const char *key, const char *format, ...)
{
	const char *place = place_of_limit(limiting->moment, limiting->arena, key);
	va_list args;

	va_start(args, format);
	const char *why = arena_vprint(limiting->arena, format, args);
	va_end(args);
	broken(limiting, place, "%s (rule N12; %s)", why, place);
}

/* The seats of a role that bind it while it leads: new ones, and old ones that come to lead. */
static bool *bound_seats(
        const struct limiting *limiting, const struct lead_role *role, const struct seats *seats)
{
	const struct role *stands = role->stands;
	struct spells taken = seats_taken(limiting->moment, limiting->arena, stands, seats);
	bool *bound = arena_array(limiting->arena, seats->count, sizeof *bound);
	bool *led = arena_array(limiting->arena, seats->count, sizeof *led);

	for (size_t i = 0; i < taken.count; i++) {
		const struct spell *spell = &taken.spell[i];
		bool leads = leading_within(role, spell->from, spell->until, false);
		bool comes_to = leading_within(role, spell->from, spell->until, true);
		led[spell->seat] |= seats->seat[spell->seat].agreed && leads;
		bound[spell->seat] |= comes_to || leads;
	}
	for (size_t i = 0; i < seats->count; i++)
		bound[i] &= !led[i] && seats->seat[i].from != DAY_NONE;
	return bound;
}

static void check_caps(struct limiting *limiting, const struct lead_role *role)
{
	const struct charter *charter = standing_charter(limiting->moment);
	struct seats seats = seats_held(limiting->arena, role->stands, role->change);
	const bool *bound = bound_seats(limiting, role, &seats);
	size_t own = seats.count;

	add_former(limiting, &seats, role->change ? &role->change->file->role : role->stands);
	const uint32_t *terms = count_terms(limiting->arena, &seats, charter->cooling);
	for (size_t i = 0; i < own && !limiting->why; i++) {
		const struct seat *seat = &seats.seat[i];
		if (!bound[i])
			continue;
		if (!span_is_zero(charter->max_term) &&
		        seat->until > day_after(seat->from, charter->max_term) - 1)
			broken_cap(limiting, "max-term",
			        "%s leads others, and %s would hold it for longer than max-term = "
			        "%s",
			        role->name, seat->name,
			        span_print(limiting->arena, charter->max_term));
		if (charter->max_consecutive && terms[i] > charter->max_consecutive)
			broken_cap(limiting, "max-consecutive",
			        "%s leads others, and it would be %s's term number %u in a row, of "
			        "at most %u",
			        role->name, seat->name, terms[i], charter->max_consecutive);
	}
}

/* Of the roles that lead: those whose terms the option changes, and those that it makes lead. */
static void check_leaders(struct limiting *limiting)
{
	for (size_t i = 0; i < leading(limiting)->count && !limiting->why; i++) {
		const struct lead_role *role = &limiting->leading.role[i];
		if (role->change && !role->change->file->usable)
			continue;
		if (leading_within(role, DAY_NONE, INT32_MAX, true) ||
		        (role->change && leading_within(role, DAY_NONE, INT32_MAX, false)))
			check_caps(limiting, role);
	}
}

/* --- people --- */

static void check_people(struct limiting *limiting, const struct option_change *change)
{
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_entry *after = change->diff.change[i].after;
		if (!after || strcmp(after->word, "holder") != 0 || !after->name)
			continue;
		const struct person *person =
		        seat_person(limiting->moment, limiting->option, after->name);
		if (!person)
			broken(limiting,
			        place_of_member(limiting->moment, limiting->arena, after->name),
			        "there is no '%s' under people/ (rule A1)", after->name);
		else if (!person->member_count)
			broken(limiting,
			        place_of_member(limiting->moment, limiting->arena, after->name),
			        "%s is no member, but an acquaintance (rule A1)", after->name);
	}
}

static bool changes_terms(const struct keyed_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		const struct keyed_change *key = &diff->change[i];
		const char *word = keyed_change_entry(key)->word;
		if (!strcmp(word, "holder") || !strcmp(word, "led-by"))
			return true;
	}
	return false;
}

const char *limit_broken_at(const struct moment *moment, struct arena *arena,
        const struct option *option, const char **place)
{
	struct limiting limiting = {.moment = moment, .arena = arena, .option = option};

	for (size_t i = 0; i < option->change_count && !limiting.why; i++) {
		const struct option_change *change = &option->change[i];
		if (change->file->class == PATH_CHARTER && change->file->usable &&
		        !file_same(change->base, change->file))
			limiting.why =
			        lockout(moment, arena, &change->file->charter, &limiting.place);
		if (change->file->class != PATH_ROLE || !change->file->usable)
			continue;
		const struct file *file =
		        standing_get(moment->standing, change->file->class, change->file->path);
		const struct role *stands = file && file->usable ? &file->role : NULL;
		struct role then;
		stands = seats_role(stands, change, &then);
		check_people(&limiting, change);
		check_seats(&limiting, change, &change->file->role, stands);
		check_leads(&limiting, change, &change->file->role, stands);
		limiting.changes_terms |= changes_terms(&change->diff);
	}
	if (!limiting.why && limiting.given_lead)
		check_circle(&limiting);
	if (!limiting.why && limiting.changes_terms)
		check_leaders(&limiting);
	*place = limiting.place;
	return limiting.why ? limiting.why : burden_broken(moment, arena, option, place);
}

const char *limit_broken(
        const struct moment *moment, struct arena *arena, const struct option *option)
{
	const char *ignored;

	return limit_broken_at(moment, arena, option, &ignored);
}

static const char *ordinal(struct arena *arena, uint32_t number)
{
	static const char *const word[] = {"", "first", "second", "third", "fourth", "fifth"};

	return number < sizeof word / sizeof *word ? word[number]
	                                           : arena_print(arena, "%uth", number);
}

static bool leads_in(struct limiting *limiting, const char *name, const struct seat *seat)
{
	size_t at = leading_find(leading(limiting), name);
	const struct lead_role *role = at == NO_ROLE ? NULL : &limiting->leading.role[at];

	return role && (leading_within(role, seat->from, seat->until, true) ||
	                       leading_within(role, seat->from, seat->until, false));
}

const char *limit_terms_said(
        const struct moment *moment, struct arena *arena, const struct option *option)
{
	struct limiting limiting = {.moment = moment, .arena = arena, .option = option};
	const struct charter *charter = standing_charter(moment);
	const char *said = NULL;

	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		if (change->file->class != PATH_ROLE || !change->file->usable)
			continue;
		const struct role *after = &change->file->role;
		struct seats seats = seats_held(arena, standing_role(moment, after->name), change);
		add_former(&limiting, &seats, after);
		const uint32_t *terms = count_terms(arena, &seats, charter->cooling);
		for (size_t j = 0; j < seats.count; j++) {
			const struct seat *seat = &seats.seat[j];
			uint32_t number = terms[j];
			if (seat->agreed || seat->from == DAY_NONE || number < 2)
				continue;
			bool capped =
			        charter->max_consecutive && leads_in(&limiting, after->name, seat);
			said = arena_print(arena, "%s%s%s's %s term in a row", said ? said : "",
			        said ? "; " : "", seat->name, ordinal(arena, number));
			if (capped)
				said = arena_print(
				        arena, "%s, of at most %u", said, charter->max_consecutive);
		}
	}
	return said;
}
