/* SPDX-License-Identifier: MIT */
#include "core/group/ends.h"

#include "core/rules/acting.h"
#include "core/rules/after.h"
#include "core/rules/force.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

struct ending {
	struct ends *ends;
	struct arena *arena;
	const struct group *group;
};

static void add(struct ending *ending, int32_t day, const char *key, const char *text)
{
	struct ends *ends = ending->ends;

	if (day == DAY_NONE || day < ending->group->day)
		return;
	ends->item = arena_grow(
	        ending->arena, ends->item, ends->count, &ends->capacity, sizeof *ends->item);
	ends->item[ends->count++] = (struct end){day, key, text};
}

static const char *day_text(struct ending *ending, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(ending->arena, "%s", day_print(text, day));
}

/* Now, or to come. */
static bool counts(enum force force)
{
	return force == FORCE_YES || force == FORCE_NOT_YET || force == FORCE_OFFER ||
	       force == FORCE_NOT_LED;
}

static void add_role(struct ending *ending, const struct role *role)
{
	const struct moment *now = &ending->group->now;
	struct arena *arena = ending->arena;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		if (counts(holder_force(now, role, holder)))
			add(ending, holder->term.until,
			        arena_print(arena, "term %s %s %s", role->name, holder->handle,
			                day_text(ending, holder->term.from)),
			        arena_print(
			                arena, "%s: %s's term ends", role->name, holder->handle));
	}
	for (size_t i = 0; i < role->led_by_count; i++) {
		const struct led_by *led_by = &role->led_by[i];
		if (counts(led_by_force(now, role, led_by)))
			add(ending, led_by->term.until,
			        arena_print(arena, "lead %s %s %s", role->name, led_by->role,
			                day_text(ending, led_by->term.from)),
			        arena_print(arena, "%s: the lead of %s ends", role->name,
			                led_by->role));
	}
	for (size_t i = 0; i < role->pay_count; i++) {
		const struct pay *pay = &role->pay[i];
		if (counts(pay_force(now, role, pay)))
			add(ending, pay->term.until,
			        arena_print(arena, "pay %s %s", role->name,
			                day_text(ending, pay->term.from)),
			        arena_print(arena, "%s: the pay of %s ends", role->name,
			                pay->amount ? pay->amount : "it"));
	}
}

static void add_people(struct ending *ending)
{
	struct file_list people = standing_people(&ending->group->now, ending->arena);

	for (size_t i = 0; i < people.count; i++) {
		const struct person *person = &people.file[i]->person;
		for (size_t j = 0; j < person->delegate_count; j++)
			add(ending, person->delegate[j].term.until,
			        arena_print(ending->arena, "delegate %s %s %s", person->handle,
			                person->delegate[j].handle,
			                day_text(ending, person->delegate[j].term.from)),
			        arena_print(ending->arena, "%s's delegation to %s ends",
			                person->handle, person->delegate[j].handle));
		for (size_t j = 0; j < person->member_count; j++) {
			const struct membership *member = &person->member[j];
			if (counts(membership_force(&ending->group->now, person, member)))
				add(ending, member->term.until,
				        arena_print(ending->arena, "member %s %s", person->handle,
				                day_text(ending, member->term.from)),
				        arena_print(ending->arena, "%s's membership ends",
				                person->handle));
		}
	}
}

static void add_agreements(struct ending *ending)
{
	struct file_list list = standing_agreements(&ending->group->now, ending->arena);

	for (size_t i = 0; i < list.count; i++)
		add(ending, list.file[i]->agreement.until,
		        arena_print(ending->arena, "agreement %s", list.file[i]->stem),
		        arena_print(ending->arena, "the agreement %s ends", list.file[i]->stem));
}

static void add_negotiation(struct ending *ending, const struct negotiation *negotiation)
{
	const struct moment *now = &ending->group->now;
	struct arena *arena = ending->arena;
	const struct decision *adopted = negotiation_adopted(now, negotiation);

	if (negotiation->void_reason)
		return;
	if (!negotiation_ended(now, negotiation)) {
		add(ending, negotiation->closes, arena_print(arena, "close %s", negotiation->id),
		        arena_print(arena, "%s: the negotiation %.4s closes", negotiation->slug,
		                negotiation->id));
		if (is_emergency(negotiation))
			add(ending, emergency_end(negotiation),
			        arena_print(arena, "emergency %s", negotiation->id),
			        arena_print(arena, "%s: the emergency %.4s falls back",
			                negotiation->slug, negotiation->id));
	} else if (adopted) {
		add(ending, decision_review(now, negotiation, adopted),
		        arena_print(arena, "review %s", negotiation->id),
		        arena_print(arena, "%s: the decision %.4s is to be looked at again",
		                negotiation->slug, negotiation->id));
		if (is_trial(negotiation) && !is_emergency(negotiation))
			add(ending, trial_end(negotiation, adopted->stamp.day),
			        arena_print(arena, "trial %s", negotiation->id),
			        arena_print(arena, "%s: the trial %.4s ends", negotiation->slug,
			                negotiation->id));
	}
}

static int by_day(const void *left, const void *right)
{
	const struct end *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return strcmp(a->key, b->key);
}

void ends_read(struct ends *out, struct arena *arena, const struct group *group)
{
	struct ending ending = {out, arena, group};
	struct file_list roles = standing_roles(&group->now, arena);

	*out = (struct ends){NULL, 0, 0};
	for (size_t i = 0; i < roles.count; i++)
		add_role(&ending, &roles.file[i]->role);
	add_people(&ending);
	add_agreements(&ending);
	for (size_t i = 0; i < group->ledger.negotiation_count; i++)
		add_negotiation(&ending, group->ledger.negotiation[i]);
	if (out->count)
		qsort(out->item, out->count, sizeof *out->item, by_day);
}
