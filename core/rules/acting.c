/* SPDX-License-Identifier: MIT */
#include "core/rules/acting.h"

#include "core/rules/after.h"
#include "core/rules/duty.h"
#include "core/rules/force.h"
#include "core/rules/option.h"
#include "core/rules/place.h"

#include <string.h>

static bool is_of_kind(const struct negotiation *negotiation, const char *kind)
{
	return negotiation->facts.kind && !strcmp(negotiation->facts.kind, kind);
}

bool is_act(const struct negotiation *negotiation)
{
	return is_of_kind(negotiation, "act");
}

bool is_emergency(const struct negotiation *negotiation)
{
	return is_of_kind(negotiation, "emergency");
}

int32_t emergency_end(const struct negotiation *negotiation)
{
	return negotiation->opened + EMERGENCY_DAYS;
}

enum option_way acting_way(const struct negotiation *negotiation)
{
	return is_act(negotiation)         ? WAY_ACT
	       : is_emergency(negotiation) ? WAY_EMERGENCY
	                                   : WAY_USUAL;
}

/* The one change of a role that is there, and the level it needs; NULL: it is none. */
static const struct option_change *one_text(const struct option *option, int *level)
{
	const struct option_change *change = NULL;

	for (size_t i = 0; i < option->change_count; i++) {
		if (file_same(option->change[i].base, option->change[i].file))
			continue;
		if (change)
			return NULL;
		change = &option->change[i];
	}
	if (!change || !change->base || change->file->class != PATH_ROLE || !change->base->usable ||
	        !change->file->usable)
		return NULL;
	*level = change_level(change->base, change->file);
	return change;
}

static const char not_text[] =
        "an act changes the text of one role: holders, leads, pay, autonomy and seats are agreed, "
        "not taken (rule A3)";

const char *act_refused(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option)
{
	int level;
	const struct option_change *change = one_text(option, &level);

	if (!change || level < 0)
		return not_text;
	const struct role *role = &change->base->role;
	if (holders_in_force(moment, role) < 2)
		return arena_print(arena, "%s has not several holders (rule A3)", role->name);
	if (!is_holder(moment, role, who))
		return arena_print(
		        arena, "%s does not hold %s on that day (rule A3)", who, role->name);
	if (is_contested_holder(moment, arena, role, who))
		return arena_print(arena, "%s is a caretaker of %s (rule A6)", who, role->name);
	if (level > (int)role->autonomy)
		return arena_print(arena, "%s is above the autonomy of %s (rule A3)",
		        level_name[level], role->name);
	if (duty_missed(moment, role, who))
		return arena_print(arena, "%s has missed the duty %s (rule A8)", who, role->duty);
	return NULL;
}

static const char not_emergency[] =
        "an emergency is never about holders, leads, pay, people, autonomy or the charter: only "
        "about the text of a role (rule V4)";

enum { EMERGENCY_APART = 90 }; /* days */

/* Emergencies one after the other would be a change that nobody agreed to, whatever each says. */
static bool is_followed(const struct moment *moment, const struct negotiation *earlier,
        const struct keyed_change *theirs, const struct keyed_change *change)
{
	const struct keyed_entry *a = keyed_change_entry(theirs);
	const struct keyed_entry *b = keyed_change_entry(change);

	if (strcmp(a->section, b->section) != 0 || strcmp(a->key, b->key) != 0)
		return false;
	return keyed_values_equal(theirs->after, change->after) ||
	       (moment->day <= earlier->opened + EMERGENCY_APART &&
	               !negotiation_adopted(moment, earlier));
}

static bool was_emergency(const struct moment *moment, const struct option_change *change)
{
	const struct ledger *ledger = moment->ledger;

	for (size_t i = 0; i < ledger->trial_count; i++) {
		const struct negotiation *earlier = ledger->trial[i];
		if (!is_emergency(earlier) || !moment_sees(moment, &earlier->opening))
			continue;
		const struct option_change *theirs = &earlier->option[0].change[0];
		if (theirs->file->path != change->file->path)
			continue;
		for (size_t j = 0; j < theirs->diff.count; j++)
			for (size_t k = 0; k < change->diff.count; k++)
				if (is_followed(moment, earlier, &theirs->diff.change[j],
				            &change->diff.change[k]))
					return true;
	}
	return false;
}

const char *emergency_refused(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option)
{
	int level;
	const struct option_change *change = one_text(option, &level);

	if (!change || level < 0)
		return not_emergency;
	const struct role *role = &change->base->role;
	const struct role *team = role->team ? standing_role(moment, role->team) : NULL;
	if (!is_member(moment, who))
		return arena_print(arena, "%s is no member in force (rule A7)", who);
	if (team && !is_holder(moment, team, who) && !is_holder(moment, role, who))
		return arena_print(arena, "an emergency of %s is for its team, %s (rule V4)",
		        role->name, team->name);
	if (was_emergency(moment, change))
		return "the same was done as an emergency before: now it is decided (rule V4)";
	return NULL;
}

const char *acting_refused(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option)
{
	int level;

	switch (option->way) {
	case WAY_ACT:
		return act_refused(moment, arena, who, option);
	case WAY_EMERGENCY:
		return one_text(option, &level) && level >= 0 ? NULL : not_emergency;
	default:
		return NULL;
	}
}

const char *acting_place(const struct moment *moment, struct arena *arena, const char *who,
        const struct option *option)
{
	int level;
	const struct option_change *change = one_text(option, &level);

	if (!is_member(moment, who))
		return place_of_member(moment, arena, who);
	if (!change)
		return option->change_count ? place_line(arena, option->change[0].file->name, 0)
		                            : place_line(arena, "moot.ini", 0);
	const struct role *role = &change->base->role;
	const struct role *team = role->team ? standing_role(moment, role->team) : NULL;
	if (is_holder(moment, role, who) || level < 0)
		return place_of_role(moment, arena, role->name, "autonomy");
	return option->way == WAY_EMERGENCY && team
	               ? place_of_role(moment, arena, role->name, "team")
	               : place_of_holder(moment, arena, role->name, who);
}
