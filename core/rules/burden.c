/* SPDX-License-Identifier: MIT */
#include "core/rules/burden.h"

#include "core/rules/force.h"
#include "core/rules/place.h"

#include <string.h>

struct weighing {
	const struct moment *moment;
	struct arena *arena;
	const struct role *role;     /* as it will be */
	const struct holder *holder; /* whose term is new or longer */
	int32_t day;                 /* on which it begins, or today */
	const char *limit;           /* the key that is broken */
};

static bool is_on(const struct term *term, int32_t day)
{
	return term->from != DAY_NONE && term->from <= day && day <= term->until;
}

/* In force on the day, or offered: what is offered may be accepted any time. */
static const struct holder *holds(const struct weighing *weighing, const struct role *role)
{
	struct moment then = *weighing->moment;

	then.day = weighing->day;
	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		if (strcmp(holder->handle, weighing->holder->handle) != 0 ||
		        !is_on(&holder->term, weighing->day))
			continue;
		enum force force = holder_force(&then, role, holder);
		if (force == FORCE_YES ||
		        (force == FORCE_OFFER && !holder_declined(&then, role, holder)))
			return holder;
	}
	return NULL;
}

static const char *too_much(struct weighing *weighing)
{
	const struct charter *charter = standing_charter(weighing->moment);
	struct file_list roles = standing_roles(weighing->moment, weighing->arena);
	const char *who = weighing->holder->handle;
	uint32_t count = weighing->role->kind == ROLE_ROLE;
	int32_t load = weighing->holder->load_tenths;

	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		const struct holder *holder =
		        strcmp(role->name, weighing->role->name) ? holds(weighing, role) : NULL;
		count += holder && role->kind == ROLE_ROLE;
		load += holder ? holder->load_tenths : 0;
	}
	weighing->limit = "max-roles";
	if (charter->max_roles && weighing->role->kind == ROLE_ROLE && count > charter->max_roles)
		return arena_print(weighing->arena, "%s would hold %u roles, of at most %u", who,
		        count, charter->max_roles);
	weighing->limit = "max-load";
	if (charter->max_load_tenths && weighing->holder->load_tenths &&
	        load > charter->max_load_tenths)
		return arena_print(weighing->arena,
		        "%s would carry %d.%d days a week, of at most %d.%d", who, load / 10,
		        load % 10, charter->max_load_tenths / 10, charter->max_load_tenths % 10);
	return NULL;
}

static const char *affiliation_of(const struct weighing *weighing, const char *handle)
{
	const struct person *person = standing_person(weighing->moment, handle);

	return person ? person->affiliation : NULL;
}

static const char *too_many_of_one(struct weighing *weighing)
{
	struct fraction most = standing_charter(weighing->moment)->affiliation;
	const char *mine = affiliation_of(weighing, weighing->holder->handle);
	size_t all = 0, same = 0;

	if (!most.denominator || !mine)
		return NULL;
	for (size_t i = 0; i < weighing->role->holder_count; i++) {
		const struct holder *holder = &weighing->role->holder[i];
		bool again = !is_on(&holder->term, weighing->day);
		for (size_t j = 0; j < i; j++)
			again |= is_on(&weighing->role->holder[j].term, weighing->day) &&
			         !strcmp(weighing->role->holder[j].handle, holder->handle);
		const char *theirs = again ? NULL : affiliation_of(weighing, holder->handle);
		all += !again;
		same += theirs && !strcmp(theirs, mine);
	}
	if (all < 2 || (uint64_t)same * most.denominator <= (uint64_t)most.numerator * all)
		return NULL;
	weighing->limit = "affiliation";
	return arena_print(weighing->arena,
	        "%zu of %zu who hold %s would be of %s, of at most %u/%u", same, all,
	        weighing->role->name, mine, most.numerator, most.denominator);
}

/* A term that the option makes or lengthens. */
static bool is_given(const struct option_change *change, const struct holder *holder)
{
	const struct role *before =
	        change->base && change->base->usable ? &change->base->role : NULL;

	for (size_t i = 0; before && i < before->holder_count; i++)
		if (!strcmp(before->holder[i].handle, holder->handle) &&
		        before->holder[i].term.from == holder->term.from &&
		        before->holder[i].term.until >= holder->term.until)
			return false;
	return true;
}

const char *burden_broken(const struct moment *moment, struct arena *arena,
        const struct option *option, const char **place)
{
	const char *why = NULL;

	for (size_t i = 0; i < option->change_count && !why; i++) {
		const struct option_change *change = &option->change[i];
		if (change->file->class != PATH_ROLE || !change->file->usable)
			continue;
		const struct role *role = &change->file->role;
		for (size_t j = 0; j < role->holder_count && !why; j++) {
			const struct holder *holder = &role->holder[j];
			int32_t day =
			        holder->term.from > moment->day ? holder->term.from : moment->day;
			struct weighing weighing = {moment, arena, role, holder, day, NULL};
			if (holder->term.until < moment->day || !is_given(change, holder))
				continue;
			why = too_much(&weighing);
			if (!why)
				why = too_many_of_one(&weighing);
			if (!why)
				continue;
			*place = place_of_limit(moment, arena, weighing.limit);
			why = arena_print(arena, "%s (rule N12; %s)", why, *place);
		}
	}
	return why;
}
