/* SPDX-License-Identifier: MIT */
#include "core/rules/burden.h"

#include "core/rules/place.h"
#include "core/rules/seat.h"

#include <stdlib.h>
#include <string.h>

/* What a person holds without a break, as it stands or as the option leaves it. */
struct carried {
	const char *name;
	struct spell spell;
	size_t role; /* into weighing.role */
	int32_t load_tenths;
	bool counts; /* of a role, not of a team or a community */
	bool after;
};

struct weighing {
	const struct moment *moment;
	struct arena *arena;
	const struct option *option;
	const struct charter *charter;
	struct numbering concerned; /* who holds something that the option changes */
	struct numbering role;
	struct carried *carried;
	size_t count, capacity;
	const char *limit; /* the key that is broken */
};

/* --- roles and loads of each person --- */

static bool is_concerned(const struct weighing *weighing, const char *name)
{
	return numbering_find(&weighing->concerned, name) < weighing->concerned.count;
}

static void add_seats(struct weighing *weighing, const struct seats *seats,
        const struct spells *taken, const struct role *role, bool after)
{
	for (size_t i = 0; i < taken->count; i++) {
		const struct seat *seat = &seats->seat[taken->spell[i].seat];
		weighing->carried = arena_grow(weighing->arena, weighing->carried, weighing->count,
		        &weighing->capacity, sizeof *weighing->carried);
		weighing->carried[weighing->count++] = (struct carried){
		        .name = seat->name,
		        .spell = taken->spell[i],
		        .role = numbering_find(&weighing->role, role->name),
		        .load_tenths = seat->load_tenths,
		        .counts = role->kind == ROLE_ROLE,
		        .after = after,
		};
	}
}

/* Only those of whom there is something to weigh: a role may have thousands of holders. */
static struct seats of_concerned(const struct weighing *weighing, struct seats seats)
{
	size_t kept = 0;

	for (size_t i = 0; i < seats.count; i++)
		if (is_concerned(weighing, seats.seat[i].name))
			seats.seat[kept++] = seats.seat[i];
	seats.count = kept;
	return seats;
}

static void carry(struct weighing *weighing, const struct role *stands,
        const struct option_change *change, bool before, bool after)
{
	struct arena *arena = weighing->arena;
	const struct moment *moment = weighing->moment;
	struct role then;

	if (stands && before) {
		struct seats seats = of_concerned(weighing, seats_held(arena, stands, NULL));
		struct spells taken = seats_taken(moment, arena, stands, &seats);
		add_seats(weighing, &seats, &taken, stands, false);
		if (after)
			add_seats(weighing, &seats, &taken, stands, true);
	}
	if (!change)
		return;
	const struct role *role = &change->file->role;
	struct seats seats = of_concerned(weighing, seats_held(arena, stands, change));
	struct spells taken = seats_taken(moment, arena, seats_role(stands, change, &then), &seats);
	add_seats(weighing, &seats, &taken, role, true);
}

/* A change of what somebody holds, or of what kind of role it is. */
static bool changes_holding(const struct option_change *change)
{
	if (change->file->class != PATH_ROLE || !change->file->usable)
		return false;
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(key);
		if (!strcmp(entry->word, "holder") ||
		        (!strcmp(entry->word, "role") &&
		                (!strcmp(entry->key, "kind") || !strcmp(entry->key, "ended"))))
			return true;
	}
	return false;
}

static const struct role *stands_now(const struct weighing *weighing, const struct file *file)
{
	const struct file *now = standing_get(weighing->moment->standing, file->class, file->path);

	return now && now->usable ? &now->role : NULL;
}

/* Everybody who holds a role that changes so, and the names of all roles. */
static void find_concerned(struct weighing *weighing, const struct file_list *roles)
{
	struct seats people = {NULL, 0}, names = {NULL, 0};
	size_t capacity = 0;

	names.seat = arena_array(
	        weighing->arena, roles->count + weighing->option->change_count, sizeof *names.seat);
	for (size_t i = 0; i < roles->count; i++)
		names.seat[names.count++].name = roles->file[i]->role.name;
	for (size_t i = 0; i < weighing->option->change_count; i++) {
		const struct option_change *change = &weighing->option->change[i];
		if (!changes_holding(change))
			continue;
		names.seat[names.count++].name = change->file->role.name;
		struct seats seats =
		        seats_held(weighing->arena, stands_now(weighing, change->file), change);
		for (size_t j = 0; j < seats.count; j++) {
			people.seat = arena_grow(weighing->arena, people.seat, people.count,
			        &capacity, sizeof *people.seat);
			people.seat[people.count++] = seats.seat[j];
		}
	}
	weighing->concerned = seats_names(weighing->arena, &people);
	weighing->role = seats_names(weighing->arena, &names);
}

static int by_name(const void *left, const void *right)
{
	const struct carried *a = left, *b = right;

	return strcmp(a->name, b->name);
}

/* What a person has at once, as it stands and as it will be. */
struct held {
	uint32_t *sections[2]; /* per role: how many of it */
	uint32_t roles[2];
	int32_t load_tenths[2];
};

static void turn_over(struct held *held, const struct carried *one, bool ends)
{
	uint32_t *sections = &held->sections[one->after][one->role];

	held->load_tenths[one->after] += ends ? -one->load_tenths : one->load_tenths;
	if (ends)
		held->roles[one->after] -= --*sections == 0 && one->counts;
	else
		held->roles[one->after] += (*sections)++ == 0 && one->counts;
}

/* What is too much already is no reason against what does not add to it. */
static const char *too_much(struct weighing *weighing, const struct held *held, const char *who)
{
	const struct charter *charter = weighing->charter;
	uint32_t roles = held->roles[true];
	int32_t load = held->load_tenths[true];

	weighing->limit = "max-roles";
	if (charter->max_roles && roles > charter->max_roles && roles > held->roles[false])
		return arena_print(weighing->arena, "%s would hold %u roles, of at most %u", who,
		        roles, charter->max_roles);
	weighing->limit = "max-load";
	if (charter->max_load_tenths && load > charter->max_load_tenths &&
	        load > held->load_tenths[false])
		return arena_print(weighing->arena,
		        "%s would carry %d.%d days a week, of at most %d.%d", who, load / 10,
		        load % 10, charter->max_load_tenths / 10, charter->max_load_tenths % 10);
	return NULL;
}

/* Whatever one person holds, day by day. */
static const char *weigh_person(
        struct weighing *weighing, struct held *held, const struct carried *carried, size_t count)
{
	struct spells spells = {
	        arena_array(weighing->arena, count, sizeof *spells.spell), count, count};
	const char *why = NULL;

	for (size_t i = 0; i < count; i++)
		spells.spell[i] = carried[i].spell;
	const struct turn *turn = spells_turns(weighing->arena, &spells);
	for (size_t i = 0; i < 2 * count; i++) {
		turn_over(held, &carried[turn[i].spell], turn[i].ends);
		bool day_is_over = i + 1 == 2 * count || turn[i + 1].day != turn[i].day;
		if (day_is_over && !why)
			why = too_much(weighing, held, carried[0].name);
		if (why)
			return why;
	}
	return why;
}

static const char *too_much_for_one(struct weighing *weighing)
{
	struct file_list roles = standing_roles(weighing->moment, weighing->arena);
	const char *why = NULL;

	if (!weighing->charter->max_roles && !weighing->charter->max_load_tenths)
		return NULL;
	find_concerned(weighing, &roles);
	if (!weighing->concerned.count)
		return NULL;
	bool *changes = arena_array(weighing->arena, weighing->role.count, sizeof *changes);
	for (size_t i = 0; i < weighing->option->change_count; i++) {
		const struct option_change *change = &weighing->option->change[i];
		if (!changes_holding(change))
			continue;
		changes[numbering_find(&weighing->role, change->file->role.name)] = true;
		carry(weighing, stands_now(weighing, change->file), change, true, false);
	}
	for (size_t i = 0; i < roles.count; i++)
		if (!changes[numbering_find(&weighing->role, roles.file[i]->role.name)])
			carry(weighing, &roles.file[i]->role, NULL, true, true);
	struct held held = {.roles = {0, 0}};
	for (int after = 0; after < 2; after++)
		held.sections[after] = arena_array(
		        weighing->arena, weighing->role.count, sizeof *held.sections[after]);
	if (weighing->count)
		qsort(weighing->carried, weighing->count, sizeof *weighing->carried, by_name);
	for (size_t first = 0, next; first < weighing->count && !why; first = next) {
		for (next = first + 1; next < weighing->count; next++)
			if (by_name(&weighing->carried[first], &weighing->carried[next]) != 0)
				break;
		why = weigh_person(weighing, &held, weighing->carried + first, next - first);
	}
	return why;
}

/* --- affiliations of each role --- */

struct affiliated {
	const char **of;      /* per name: theirs, or NULL */
	struct numbering all; /* affiliations */
	uint32_t *people;     /* per affiliation: of the day */
	uint32_t *given;      /* per affiliation: sections that are given, of the day */
	uint32_t *sections;   /* per name: of the day */
	size_t count;         /* people of the day */
};

static void affiliate(
        struct affiliated *out, const struct weighing *weighing, const struct numbering *names)
{
	struct arena *arena = weighing->arena;
	struct seats known = {arena_array(arena, names->count, sizeof *known.seat), 0};

	*out = (struct affiliated){.of = arena_array(arena, names->count, sizeof *out->of),
	        .sections = arena_array(arena, names->count, sizeof *out->sections)};
	for (size_t i = 0; i < names->count; i++) {
		const struct person *person =
		        seat_person(weighing->moment, weighing->option, names->name[i]);
		out->of[i] = person ? person->affiliation : NULL;
		if (out->of[i])
			known.seat[known.count++].name = out->of[i];
	}
	out->all = seats_names(arena, &known);
	out->people = arena_array(arena, out->all.count, sizeof *out->people);
	out->given = arena_array(arena, out->all.count, sizeof *out->given);
}

static void move(struct affiliated *affiliated, size_t name, bool given, bool ends)
{
	const char *of = affiliated->of[name];
	size_t number = of ? numbering_find(&affiliated->all, of) : 0;
	bool first = !ends && affiliated->sections[name]++ == 0;
	bool last = ends && --affiliated->sections[name] == 0;

	affiliated->count += first;
	affiliated->count -= last;
	if (!of)
		return;
	affiliated->people[number] += first;
	affiliated->people[number] -= last;
	if (given && ends)
		affiliated->given[number]--;
	else if (given)
		affiliated->given[number]++;
}

static const char *too_many_of_one(
        struct weighing *weighing, const struct affiliated *affiliated, const struct role *role)
{
	struct fraction most = weighing->charter->affiliation;

	weighing->limit = "affiliation";
	for (size_t i = 0; i < affiliated->all.count && affiliated->count > 1; i++)
		if (affiliated->given[i] && (uint64_t)affiliated->people[i] * most.denominator >
		                                    (uint64_t)most.numerator * affiliated->count)
			return arena_print(weighing->arena,
			        "%u of %zu who hold %s would be of %s, of at most %u/%u",
			        affiliated->people[i], affiliated->count, role->name,
			        affiliated->all.name[i], most.numerator, most.denominator);
	return NULL;
}

/*
 * On each day on which a term of the role begins, those of whom somebody is given one: terms that
 * end one after the other leave few, and are no reason against the last.
 */
static const char *weigh_role(struct weighing *weighing, const struct option_change *change)
{
	struct arena *arena = weighing->arena;
	const struct role *stands = stands_now(weighing, change->file);
	struct seats seats = seats_held(arena, stands, change);
	struct role then;
	struct spells taken =
	        seats_taken(weighing->moment, arena, seats_role(stands, change, &then), &seats);
	struct days days = seats_begin(weighing->moment, arena, &seats);
	struct numbering names = seats_names(arena, &seats);
	const struct turn *turn = spells_turns(arena, &taken);
	struct affiliated affiliated;
	const char *why = NULL;
	size_t at = 0;

	affiliate(&affiliated, weighing, &names);
	for (size_t i = 0; i < days.count && !why; i++) {
		for (; at < 2 * taken.count && turn[at].day <= days.day[i]; at++) {
			const struct seat *seat = &seats.seat[taken.spell[turn[at].spell].seat];
			move(&affiliated, numbering_find(&names, seat->name), !seat->agreed,
			        turn[at].ends);
		}
		why = too_many_of_one(weighing, &affiliated, &change->file->role);
	}
	return why;
}

const char *burden_broken(const struct moment *moment, struct arena *arena,
        const struct option *option, const char **place)
{
	struct weighing weighing = {.moment = moment,
	        .arena = arena,
	        .option = option,
	        .charter = standing_charter(moment)};
	const char *why = too_much_for_one(&weighing);

	for (size_t i = 0; i < option->change_count && !why; i++)
		if (weighing.charter->affiliation.denominator &&
		        changes_holding(&option->change[i]))
			why = weigh_role(&weighing, &option->change[i]);
	if (!why)
		return NULL;
	*place = place_of_limit(moment, arena, weighing.limit);
	return arena_print(arena, "%s (rule N12; %s)", why, *place);
}
