/* SPDX-License-Identifier: MIT */
#include "core/rules/limit.h"

#include "core/rules/burden.h"
#include "core/rules/force.h"
#include "core/rules/lockout.h"
#include "core/rules/place.h"
#include "formats/date.h"

#include <string.h>

struct limiting {
	const struct moment *moment;
	struct arena *arena;
	const struct option *option;
	const char *why; /* the first that was found */
	const char *place;
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

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

/* A term as it will be: of the option where it has a word on it, else as it stands. */
struct seat {
	const char *name; /* who holds, or which role leads */
	int32_t from, until;
	bool agreed; /* stands already, as far as it is not lengthened */
	const struct holder *holder;
	const struct led_by *led_by;
};

struct seats {
	struct seat *seat;
	size_t count;
};

static bool covers(const struct seat *seat, int32_t day)
{
	return seat->from <= day && day <= seat->until;
}

static int32_t day_of(const struct keyed_entry *entry)
{
	struct error ignored = ERROR_INIT;
	int32_t day;

	if (!entry || !entry->value_count ||
	        day_parse(&day, entry->value[0], strlen(entry->value[0]), &ignored))
		return DAY_NONE;
	return day;
}

static int32_t from_of(const struct keyed_entry *entry)
{
	struct error ignored = ERROR_INIT;
	int32_t day;

	if (!entry->from || day_parse(&day, entry->from, strlen(entry->from), &ignored))
		return DAY_NONE;
	return day;
}

/* What the option says about the end of the section that begins on that day. */
static const struct keyed_change *end_of(
        const struct option_change *change, const char *word, const char *name, int32_t from)
{
	for (size_t i = 0; change && i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = key->after ? key->after : key->before;
		if (!strcmp(entry->word, word) && entry->name && !strcmp(entry->name, name) &&
		        !strcmp(entry->key, "until") && from_of(entry) == from)
			return key;
	}
	return NULL;
}

static void add_standing(struct seats *seats, const struct option_change *change, const char *word,
        const struct seat *stands)
{
	const struct keyed_change *key = end_of(change, word, stands->name, stands->from);
	struct seat seat = *stands;

	if (key && !key->after)
		return;
	if (key) {
		int32_t until = day_of(key->after);
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
		        .from = from_of(key->after),
		        .until = day_of(key->after),
		};
	}
}

static struct seats holders_after(const struct limiting *limiting, const struct role *stands,
        const struct option_change *change)
{
	size_t most = (stands ? stands->holder_count : 0) + (change ? change->diff.count : 0);
	struct seats seats = {arena_array(limiting->arena, most, sizeof *seats.seat), 0};

	for (size_t i = 0; stands && i < stands->holder_count; i++) {
		const struct holder *holder = &stands->holder[i];
		add_standing(&seats, change, "holder",
		        &(struct seat){.name = holder->handle,
		                .from = holder->term.from,
		                .until = holder->term.until,
		                .agreed = true,
		                .holder = holder});
	}
	add_new(&seats, change, "holder");
	return seats;
}

static struct seats leads_after(const struct limiting *limiting, const struct role *stands,
        const struct option_change *change)
{
	size_t most = (stands ? stands->led_by_count : 0) + (change ? change->diff.count : 0);
	struct seats seats = {arena_array(limiting->arena, most, sizeof *seats.seat), 0};

	for (size_t i = 0; stands && i < stands->led_by_count; i++) {
		const struct led_by *led_by = &stands->led_by[i];
		add_standing(&seats, change, "led-by",
		        &(struct seat){.name = led_by->role,
		                .from = led_by->term.from,
		                .until = led_by->term.until,
		                .agreed = true,
		                .led_by = led_by});
	}
	add_new(&seats, change, "led-by");
	return seats;
}

/* --- seats --- */

/* Whether the seat is taken on that day: in force, or offered and not declined. */
static bool is_taken(const struct limiting *limiting, const struct role *stands,
        const struct seat *seat, int32_t day)
{
	struct moment then = *limiting->moment;

	if (!covers(seat, day))
		return false;
	if (!seat->agreed || !stands)
		return true;
	then.day = day;
	enum force force = holder_force(&then, stands, seat->holder);
	return force == FORCE_YES ||
	       (force == FORCE_OFFER && !holder_declined(&then, stands, seat->holder));
}

static void count_day(struct limiting *limiting, const struct role *after,
        const struct role *stands, const struct seats *seats, int32_t day)
{
	const char **name = arena_array(limiting->arena, seats->count, sizeof *name);
	const struct holder *sits = NULL;
	size_t count = 0;

	for (size_t i = 0; i < seats->count; i++) {
		bool again = !is_taken(limiting, stands, &seats->seat[i], day);
		if (!again && seats->seat[i].holder)
			sits = seats->seat[i].holder;
		for (size_t j = 0; j < count; j++)
			again |= !strcmp(name[j], seats->seat[i].name);
		if (!again)
			name[count++] = seats->seat[i].name;
	}
	if (count <= after->seats)
		return;
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < count; i++)
		buf_print(&text, "%s%s", !i ? "" : i + 1 == count ? " and " : ", ", name[i]);
	const char *path = arena_print(limiting->arena, "roles/%s.ini", after->name);
	broken(limiting,
	        sits ? place_line(limiting->arena, path, sits->term.line)
	             : place_of_key(limiting->arena, &after->ini, path, "role", NULL, "seats"),
	        "%s has %u seat%s, and on %s %s would hold it (rule N12)", after->name,
	        after->seats, after->seats == 1 ? "" : "s", day_text(limiting, day), text.data);
	buf_release(&text);
}

static void check_seats(struct limiting *limiting, const struct option_change *change,
        const struct role *after, const struct role *stands)
{
	struct seats seats = holders_after(limiting, stands, change);
	int32_t today = limiting->moment->day;

	if (!after->seats)
		return;
	for (size_t i = 0; i < seats.count; i++)
		if (seats.seat[i].until >= today)
			count_day(
			        limiting, after, stands, &seats, later(seats.seat[i].from, today));
}

/* --- leads --- */

static const struct option_change *change_of(const struct limiting *limiting, const char *role)
{
	for (size_t i = 0; i < limiting->option->change_count; i++) {
		const struct option_change *change = &limiting->option->change[i];
		if (change->file->class == PATH_ROLE && !strcmp(change->file->stem, role))
			return change;
	}
	return NULL;
}

/* Who would lead the role on that day; whether the leading role is held is not asked. */
static const char *leader_on(const struct limiting *limiting, const char *name, int32_t day)
{
	const struct role *stands = standing_role(limiting->moment, name);
	struct seats seats = leads_after(limiting, stands, change_of(limiting, name));
	struct moment then = *limiting->moment;

	then.day = day;
	for (size_t i = seats.count; i-- > 0;) {
		const struct seat *seat = &seats.seat[i];
		if (!covers(seat, day))
			continue;
		enum force force =
		        seat->agreed ? led_by_force(&then, stands, seat->led_by) : FORCE_YES;
		if (force == FORCE_YES || force == FORCE_NOT_LED)
			return seat->name;
	}
	return NULL;
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

static void walk_up(struct limiting *limiting, const char *name, int32_t day)
{
	size_t most = standing_roles(limiting->moment, limiting->arena).count +
	              limiting->option->change_count;
	struct buf chain = BUF_INIT;
	const char *at = name;

	for (size_t steps = 0; steps <= most; steps++) {
		const char *before = at;
		at = leader_on(limiting, at, day);
		if (!at)
			break;
		buf_print(&chain, "%s%s", steps ? ", which is led by " : "", at);
		if (strcmp(at, name) != 0)
			continue;
		broken(limiting, place_of_lead(limiting, before, at),
		        "on %s %s would be led by %s (rule A2)", day_text(limiting, day), name,
		        chain.data);
		break;
	}
	buf_release(&chain);
}

/* The days on which an edge above may begin while this one lasts. */
static void check_cycle(struct limiting *limiting, const char *name, const struct seat *edge)
{
	struct file_list roles = standing_roles(limiting->moment, limiting->arena);
	int32_t first = later(edge->from, limiting->moment->day);

	walk_up(limiting, name, first);
	for (size_t i = 0; i < roles.count && !limiting->why; i++)
		for (size_t j = 0; j < roles.file[i]->role.led_by_count; j++) {
			int32_t from = roles.file[i]->role.led_by[j].term.from;
			if (from > first && from <= edge->until)
				walk_up(limiting, name, from);
		}
	for (size_t i = 0; i < limiting->option->change_count && !limiting->why; i++) {
		const struct option_change *change = &limiting->option->change[i];
		for (size_t j = 0; j < change->diff.count; j++) {
			const struct keyed_entry *after = change->diff.change[j].after;
			if (!after || strcmp(after->word, "led-by") != 0)
				continue;
			int32_t from = from_of(after);
			if (from > first && from <= edge->until)
				walk_up(limiting, name, from);
		}
	}
}

static const struct role *role_after(const struct limiting *limiting, const char *name)
{
	const struct option_change *change = change_of(limiting, name);

	return change && change->file->usable ? &change->file->role
	                                      : standing_role(limiting->moment, name);
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
	struct seats seats = leads_after(limiting, stands, change);

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
		else
			check_cycle(limiting, after->name, seat);
	}
}

/* --- the charter's [limits] for roles that lead --- */

static bool leads_others(const struct limiting *limiting, const char *name, const struct seat *seat)
{
	struct file_list roles = standing_roles(limiting->moment, limiting->arena);
	int32_t day = later(seat->from, limiting->moment->day);

	for (size_t i = 0; i < roles.count; i++) {
		const char *leader = leader_on(limiting, roles.file[i]->stem, day);
		if (leader && !strcmp(leader, name))
			return true;
	}
	for (size_t i = 0; i < limiting->option->change_count; i++) {
		const struct file *file = limiting->option->change[i].file;
		const char *leader =
		        file->class == PATH_ROLE ? leader_on(limiting, file->stem, day) : NULL;
		if (leader && !strcmp(leader, name))
			return true;
	}
	return false;
}

/* Terms of one person that follow each other without `cooling` between, up to this one. */
static uint32_t consecutive(
        const struct seats *seats, const struct seat *seat, struct duration cooling)
{
	const struct seat *first = seat;
	uint32_t count = 1;

	for (size_t steps = 0; steps < seats->count; steps++) {
		const struct seat *before = NULL;
		for (size_t i = 0; i < seats->count; i++) {
			const struct seat *one = &seats->seat[i];
			if (strcmp(one->name, seat->name) == 0 && one->from < first->from &&
			        (!before || one->from > before->from))
				before = one;
		}
		if (!before || first->from > day_after(before->until, cooling) + 1)
			break;
		first = before;
		count++;
	}
	return count;
}

/* Whoever goes on with a role under another name goes on with its terms: they follow `was`. */
static void add_former(
        const struct limiting *limiting, struct seats *seats, const struct role *role)
{
	enum { NAMES_MOST = 64 };
	const char *name[NAMES_MOST];
	size_t count = 0;

	for (size_t i = 0; i < role->was_count && count < NAMES_MOST; i++)
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
			add_standing(seats, NULL, "holder",
			        &(struct seat){.name = former->holder[j].handle,
			                .from = former->holder[j].term.from,
			                .until = former->holder[j].term.until,
			                .agreed = true,
			                .holder = &former->holder[j]});
		for (size_t j = 0; j < former->was_count && count < NAMES_MOST; j++)
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

static void check_caps(struct limiting *limiting, const struct option_change *change,
        const struct role *after, const struct role *stands)
{
	const struct charter *charter = standing_charter(limiting->moment);
	struct seats seats = holders_after(limiting, stands, change);

	add_former(limiting, &seats, after);
	for (size_t i = 0; i < seats.count; i++) {
		const struct seat *seat = &seats.seat[i];
		if (seat->agreed || seat->from == DAY_NONE ||
		        !leads_others(limiting, after->name, seat))
			continue;
		if (!span_is_zero(charter->max_term) &&
		        seat->until > day_after(seat->from, charter->max_term) - 1)
			broken_cap(limiting, "max-term",
			        "%s leads others, and %s would hold it for longer than max-term = "
			        "%s",
			        after->name, seat->name,
			        span_print(limiting->arena, charter->max_term));
		uint32_t terms = consecutive(&seats, seat, charter->cooling);
		if (charter->max_consecutive && terms > charter->max_consecutive)
			broken_cap(limiting, "max-consecutive",
			        "%s leads others, and it would be %s's term number %u in a row, of "
			        "at most %u",
			        after->name, seat->name, terms, charter->max_consecutive);
	}
}

/* --- people --- */

/* Their file as it will be, or NULL. */
static const struct person *person_after(const struct limiting *limiting, const char *handle)
{
	for (size_t i = 0; i < limiting->option->change_count; i++) {
		const struct file *file = limiting->option->change[i].file;
		if (file->class == PATH_PERSON && file->usable && !strcmp(file->stem, handle))
			return &file->person;
	}
	return standing_person(limiting->moment, handle);
}

static void check_people(struct limiting *limiting, const struct option_change *change)
{
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_entry *after = change->diff.change[i].after;
		if (!after || strcmp(after->word, "holder") != 0 || !after->name)
			continue;
		const struct person *person = person_after(limiting, after->name);
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

const char *limit_broken_at(const struct moment *moment, struct arena *arena,
        const struct option *option, const char **place)
{
	struct limiting limiting = {moment, arena, option, NULL, NULL};

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
		check_people(&limiting, change);
		check_seats(&limiting, change, &change->file->role, stands);
		check_leads(&limiting, change, &change->file->role, stands);
		check_caps(&limiting, change, &change->file->role, stands);
	}
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

const char *limit_terms_said(
        const struct moment *moment, struct arena *arena, const struct option *option)
{
	struct limiting limiting = {moment, arena, option, NULL, NULL};
	const struct charter *charter = standing_charter(moment);
	const char *said = NULL;

	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		if (change->file->class != PATH_ROLE || !change->file->usable)
			continue;
		const struct role *after = &change->file->role;
		struct seats seats =
		        holders_after(&limiting, standing_role(moment, after->name), change);
		add_former(&limiting, &seats, after);
		for (size_t j = 0; j < seats.count; j++) {
			const struct seat *seat = &seats.seat[j];
			uint32_t number = consecutive(&seats, seat, charter->cooling);
			if (seat->agreed || seat->from == DAY_NONE || number < 2)
				continue;
			bool capped = charter->max_consecutive &&
			              leads_others(&limiting, after->name, seat);
			said = arena_print(arena, "%s%s%s's %s term in a row", said ? said : "",
			        said ? "; " : "", seat->name, ordinal(arena, number));
			if (capped)
				said = arena_print(
				        arena, "%s, of at most %u", said, charter->max_consecutive);
		}
	}
	return said;
}
