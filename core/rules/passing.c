/* SPDX-License-Identifier: MIT */
/* Whether an option passes under its policies: rules N3, N6, N15. */
#include "core/rules/tally_private.h"

#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/needed.h"
#include "core/rules/place.h"
#include "core/rules/roll.h"

#include <limits.h>
#include <string.h>

/* A membership that a decision has ended since the opening takes a person out of the frozen roll.
 */
static bool membership_cut(const struct counting *counting, const char *handle)
{
	const struct moment *moment = counting->moment;
	struct moment base = *moment;
	const struct person *now = standing_person(moment, handle);

	if (!counting->negotiation->base)
		return false;
	base.standing = counting->negotiation->base;
	const struct person *then = standing_person(&base, handle);
	for (size_t i = 0; then && now && i < then->member_count; i++)
		for (size_t j = 0; j < now->member_count; j++)
			if (then->member[i].term.from == now->member[j].term.from &&
			        now->member[j].term.until < then->member[i].term.until &&
			        now->member[j].term.until < moment->day)
				return true;
	return false;
}

bool list_has(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* Whose term, lead, membership or pay an option ends is heard, and decides nothing about it. */
bool in_base(const struct counting *counting, const struct option *option,
        const struct stance_entry *entry)
{
	if (!entry->roll || list_has(option->taken, option->taken_count, entry->handle))
		return false;
	if (entry->away && entry->stance == STANCE_NONE && !entry->spoken_since)
		return false;
	return !membership_cut(counting, entry->handle);
}

#define EVERY_ROLL UINT_MAX

struct heads {
	size_t base, consents, concerns, objections, aside, abstained, silent;
	size_t spoke; /* about any option */
};

static void count_entry(struct heads *count, const struct stance_entry *entry)
{
	count->base++;
	count->spoke += entry->spoke;
	switch (entry->stance) {
	case STANCE_CONSENT:
		count->consents++;
		break;
	case STANCE_CONCERN:
		count->concerns++;
		break;
	case STANCE_OBJECT:
		count->objections++;
		break;
	case STANCE_STAND_ASIDE:
		count->aside++;
		break;
	case STANCE_ABSTAIN:
		count->abstained++;
		break;
	default:
		count->silent++;
	}
}

/* By the option; on one of several rolls by what is decided there. */
static bool gains(const struct counting *counting, const struct option *option, unsigned group,
        const char *handle)
{
	if (group == EVERY_ROLL || counting->negotiation->group_count < 2 || !option->gain)
		return list_has(option->given, option->given_count, handle);
	return roll_gains(option, group, handle);
}

/* Rule N6: two people's consent, one of whom gains nothing; one's where the roll is one. */
static const char *two_consents(const struct counting *counting, const struct option_tally *tally,
        const struct heads *count, const bool *base, unsigned group)
{
	size_t gains_nothing = 0, could_say_so = 0, themselves = 0;

	for (size_t i = 0; i < tally->entry_count; i++) {
		if (!base[i])
			continue;
		bool gains_by_it = gains(counting, tally->option, group, tally->entry[i].handle);
		could_say_so += !gains_by_it;
		/* one voice is not two people's, whoever gave them theirs */
		bool consents = tally->entry[i].stance == STANCE_CONSENT && !tally->entry[i].via;
		themselves += consents;
		gains_nothing += consents && !gains_by_it;
	}
	size_t needed = count->base < 2 ? 1 : 2;
	if (themselves < needed)
		return needed == 2 ? "it needs the consent of two people (rule N6)"
		                   : "it needs a consent (rule N6)";
	/* a team that gives itself its terms: where everybody gains, everybody must agree */
	if (!could_say_so && count->consents < count->base)
		return "everybody gains by it: it needs the consent of all (rule N6)";
	if (could_say_so && !gains_nothing && count->base > 1)
		return "it needs the consent of somebody who gains nothing by it (rule N6)";
	return NULL;
}

static bool is_opener(const struct counting *counting, const char *handle)
{
	const char *opener = counting->negotiation->opening.who;

	return opener && !strcmp(opener, handle);
}

/* The last objection that counts, by handle; NULL: none. */
static const struct stance_entry *objection(
        const struct counting *counting, const struct option_tally *tally)
{
	const struct stance_entry *found = NULL;

	for (size_t i = 0; i < tally->entry_count; i++)
		if (tally->entry[i].stance == STANCE_OBJECT &&
		        in_base(counting, tally->option, &tally->entry[i]))
			found = &tally->entry[i];
	return found;
}

static const char *objects(const struct counting *counting, const struct option_tally *tally)
{
	const struct stance_entry *entry = objection(counting, tally);

	return entry && entry->said ? arena_print(counting->arena, "%s objects", entry->handle)
	                            : "an objection stands";
}

/* Where a voice objects: "negotiations/.../voice-ben-1124T101502-q9x2.md:3". */
static const char *place_of_objection(
        const struct counting *counting, const struct option_tally *tally)
{
	const struct stance_entry *entry = objection(counting, tally);
	const struct said *said = entry ? entry->said : NULL;

	return said ? place_of_word(counting->arena, said, VOICE_OBJECT) : NULL;
}

/* Objections first, the nominee's own among them, then the acceptance. */
static const char *not_electable(const struct counting *counting, const struct option_tally *tally,
        const struct heads *count)
{
	const struct negotiation *negotiation = counting->negotiation;
	const struct option *option = tally->option;
	uint32_t number = (uint32_t)(option - negotiation->option);

	if (!is_election(negotiation))
		return "a holder is elected here: moot renew opens an election";
	if (count->objections)
		return objects(counting, tally);
	if (!has_accepted(counting->moment, negotiation, number, option->name))
		return arena_print(counting->arena, "%s has not accepted (rule N9)", option->name);
	return NULL;
}

/* Of those who took a side; in an appeal of the whole roll (rule N11). */
static const char *outvoted(
        const struct counting *counting, const struct policy *policy, const struct heads *count)
{
	bool whole = counting->negotiation->appeal;
	size_t of = whole ? count->base : count->consents + count->objections;

	if (fraction_met(policy->yes, count->consents, of))
		return NULL;
	return arena_print(counting->arena,
	        "%zu of %zu%s are for it, and policy %s asks for %s%u/%u", count->consents, of,
	        whole ? "" : " who took a side", policy->name,
	        policy->yes.strict ? "more than " : "", policy->yes.numerator,
	        policy->yes.denominator);
}

/* Its author or who opened it gains a term, pay or autonomy by it. */
static bool serves_itself(const struct counting *counting, const struct option *option)
{
	const char *author = option->stamp.who;

	for (size_t i = 0; i < option->given_count; i++)
		if (is_opener(counting, option->given[i]) ||
		        (author && !strcmp(option->given[i], author)))
			return true;
	return false;
}

/* Why the option does not pass under the policy on one roll, or NULL. */
static const char *fails(const struct counting *counting, const struct policy *policy,
        const struct option_tally *tally, const struct heads *count, const bool *in_group)
{
	struct arena *arena = counting->arena;
	/* who nominates or ranks others is present for all of them */
	bool by_choice = policy->method == METHOD_ELECTION || policy->method == METHOD_RANKED;
	size_t present = by_choice ? count->spoke : count->base - count->silent;

	if (policy->quorum.denominator && policy->quorum.numerator &&
	        !fraction_met(policy->quorum, present, count->base))
		return arena_print(arena, "%zu of %zu have spoken, and policy %s asks for %s%u/%u",
		        present, count->base, policy->name,
		        policy->quorum.strict ? "more than " : "", policy->quorum.numerator,
		        policy->quorum.denominator);
	if (count->consents < policy->sponsors && count->consents < count->base)
		return arena_print(arena, "%zu consent, and policy %s wants %u sponsors",
		        count->consents, policy->name, policy->sponsors);
	switch (policy->method) {
	case METHOD_CONSENT:
		return count->objections ? objects(counting, tally) : NULL;
	case METHOD_VOTE:
		return outvoted(counting, policy, count);
	case METHOD_LAZY:
		if (count->objections)
			return objects(counting, tally);
		for (size_t i = 0; i < tally->entry_count; i++)
			if (in_group[i] && !tally->entry[i].via &&
			        tally->entry[i].stance == STANCE_CONSENT &&
			        !is_opener(counting, tally->entry[i].handle))
				return NULL;
		if (count->base < 2)
			return NULL; /* nobody is there besides the proposer */
		return "it needs one consent besides the proposer's (rule N15)";
	case METHOD_ADVICE:
		return serves_itself(counting, tally->option)
		               ? "advice does not serve for one's own term (rule N15)"
		               : NULL;
	case METHOD_ELECTION:
		return not_electable(counting, tally, count);
	case METHOD_RANKED:
		return tally->outranked;
	}
	return NULL;
}

/* An objection stops it, and is not a no among others. */
static bool is_blocking(const struct policy *policy)
{
	return policy->method == METHOD_CONSENT || policy->method == METHOD_LAZY ||
	       policy->method == METHOD_ELECTION;
}

static void judge_under(const struct counting *counting, struct option_tally *tally,
        const struct policy *policy, const struct heads *count, const bool *in_group)
{
	const char *why = count->base ? fails(counting, policy, tally, count, in_group)
	                              : "nobody is left on the roll (rule N4)";
	bool blocks = count->objections && is_blocking(policy);

	if (!why)
		return;
	/* a block is told before what may still come */
	if (tally->blocked && !blocks)
		return;
	tally->blocked = blocks;
	tally->why = blocks ? objects(counting, tally) : why;
	tally->place = blocks ? place_of_objection(counting, tally)
	                      : place_of_policy(counting->arena, policy);
}

/* On every roll it must pass on, under every policy. */
void judge_option(const struct counting *counting, struct option_tally *tally)
{
	size_t count = tally->entry_count;
	bool *base = arena_array(counting->arena, count, sizeof *base);
	bool *in_group = arena_array(counting->arena, count, sizeof *in_group);
	struct heads whole = {0};
	struct needed under = {{NULL}, 0};

	for (size_t i = 0; i < counting->policy_count; i++)
		under.policy[under.count++] = counting->policy[i];
	needed_policies(&under, counting->moment, counting->negotiation, tally->option);
	for (size_t i = 0; i < count; i++) {
		base[i] = in_base(counting, tally->option, &tally->entry[i]);
		if (base[i])
			count_entry(&whole, &tally->entry[i]);
	}
	tally->base = whole.base;
	tally->consents = whole.consents;
	tally->concerns = whole.concerns;
	tally->objections = whole.objections;
	tally->aside = whole.aside;
	tally->abstained = whole.abstained;
	tally->silent = whole.silent;
	tally->why = two_consents(counting, tally, &whole, base, EVERY_ROLL);
	tally->place = place_of_roll(counting->arena, counting->negotiation);
	for (unsigned group = 0; group < counting->negotiation->group_count; group++) {
		struct heads one = {0};
		for (size_t i = 0; i < count; i++) {
			in_group[i] = base[i] && roll_has(tally->entry[i].roll, group);
			if (in_group[i])
				count_entry(&one, &tally->entry[i]);
		}
		if (!tally->why)
			tally->why = two_consents(counting, tally, &one, in_group, group);
		for (size_t i = 0; i < under.count; i++)
			judge_under(counting, tally, under.policy[i], &one, in_group);
	}
	tally->passes = !tally->why;
}
