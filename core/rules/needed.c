/* SPDX-License-Identifier: MIT */
#include "core/rules/needed.h"

#include "core/rules/election.h"
#include "core/rules/option.h"
#include "core/rules/roll.h"
#include "formats/date.h"

#include <string.h>

static void add(struct needed *out, const struct policy *policy)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->policy[i] == policy)
			return;
	if (policy && out->count < NEEDED_MAX)
		out->policy[out->count++] = policy;
}

/* What [use] of a charter gives for the kinds, as the policies of these names are in another. */
static void add_mapped(struct needed *out, const struct charter *charter,
        const struct charter *defines, unsigned kinds)
{
	for (unsigned kind = 0; kind < CHANGE_KINDS; kind++)
		if (kinds >> kind & 1)
			add(out, charter_policy(defines, charter->use[kind]));
	if (kinds & KIND_CONSTITUTION)
		add(out, charter_policy(defines, "entrenched"));
}

/*
 * What [use] gives for holders asks no less where they are elected: its quorum and its sponsors, of
 * nominations.
 */
static void by_election(struct needed *out, size_t first, const struct moment *moment,
        const struct negotiation *negotiation)
{
	size_t kept = first;

	for (size_t i = first; i < out->count; i++) {
		struct policy asks = *out->policy[i];
		asks.method = METHOD_ELECTION;
		if (out->policy[i]->method == METHOD_ELECTION)
			out->policy[kept++] = out->policy[i];
		else if (!negotiation->policy || !policy_covers(negotiation->policy, &asks))
			out->policy[kept++] = arena_copy(moment->ledger->arena, &asks, sizeof asks);
	}
	out->count = kept;
}

/* Somebody on the roll needs more than silence: a Hold asks for the policy that [use] maps. */
static bool is_asked_for(const struct moment *moment, const struct negotiation *negotiation)
{
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		if (!said->stamp.who || said->relayer || !moment_sees(moment, &said->stamp) ||
		        said->stamp.day > negotiation->closes ||
		        !roll_find(negotiation->roll, negotiation->roll_count, said->stamp.who))
			continue;
		for (size_t j = 0; j < said->voice.line_count; j++)
			if (said->voice.line[j].word == VOICE_HOLD)
				return true;
	}
	return false;
}

/* Texts, until somebody asks for more. */
static bool is_lazy(const struct moment *moment, const struct negotiation *negotiation,
        const struct option *option)
{
	return negotiation->policy && negotiation->policy->method == METHOD_LAZY &&
	       kinds_are_texts(option->kinds) && !is_asked_for(moment, negotiation);
}

/* The kinds whose policies it must pass under, beside the one it was opened under. */
static unsigned kinds_needed(const struct moment *moment, const struct negotiation *negotiation,
        const struct option *option)
{
	if (!negotiation->base || option->way != WAY_USUAL || is_lazy(moment, negotiation, option))
		return 0;
	/* an objection is answered under `appeal`; what is entrenched stays so (rule A5) */
	return negotiation->appeal ? option->kinds & KIND_CONSTITUTION : option->kinds;
}

/* By [use] as it stood at the base. */
static void add_then(struct needed *out, const struct moment *moment,
        const struct negotiation *negotiation, unsigned kinds)
{
	struct moment base = *moment;

	base.standing = negotiation->base;
	const struct charter *charter = standing_charter(&base);
	add_mapped(out, charter, charter, kinds);
}

/* The same as those policies stand now, and of the constitution as it would read. */
static void add_since(struct needed *out, const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option, unsigned kinds)
{
	struct moment base = *moment;

	base.standing = negotiation->base;
	add_mapped(out, standing_charter(&base), standing_charter(moment), kinds);
	for (size_t i = 0; i < option->change_count && kinds & KIND_CONSTITUTION; i++) {
		const struct file *file = option->change[i].file;
		if (file->class == PATH_CHARTER && file->usable)
			add_mapped(out, &file->charter, &file->charter, kinds);
	}
}

void needed_policies(struct needed *out, const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option)
{
	unsigned kinds = kinds_needed(moment, negotiation, option);
	size_t had = out->count;

	if (!kinds)
		return;
	add_then(out, moment, negotiation, kinds);
	add_since(out, moment, negotiation, option, kinds);
	if (is_election(negotiation))
		by_election(out, had, moment, negotiation);
}

/* A lazy one passes at its close (rule N15). */
static int32_t first_day(const struct policy *policy, int32_t day, int32_t closes)
{
	if (policy->method != METHOD_LAZY)
		return span_after(day, policy->open_min);
	int32_t last = span_after(day, policy->open_max);
	return last < closes ? last : closes;
}

static void take_days(struct needed_days *out, const struct needed *needed,
        const struct negotiation *negotiation, int32_t day, int32_t last)
{
	for (size_t i = 0; i < needed->count; i++) {
		int32_t first = first_day(needed->policy[i], day, negotiation->closes);
		if (first > last)
			first = last;
		if (first > out->spoken && !needed->policy[i]->early)
			out->spoken = first;
		if (first <= out->first)
			continue;
		out->first = first;
		out->policy = needed->policy[i];
	}
}

void needed_days(struct needed_days *out, const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option)
{
	unsigned kinds = kinds_needed(moment, negotiation, option);
	struct needed then = {.count = 0}, since = {.count = 0};
	int32_t day = option->stamp.day;

	*out = (struct needed_days){.first = day, .spoken = day};
	if (negotiation->policy)
		add(&then, negotiation->policy);
	if (negotiation->policy)
		add(&since, charter_policy(standing_charter(moment), negotiation->policy->name));
	if (kinds) {
		add_then(&then, moment, negotiation, kinds);
		add_since(&since, moment, negotiation, option, kinds);
	}
	take_days(out, &then, negotiation, day, DAY_LAST);
	take_days(out, &since, negotiation, day, negotiation->closes);
}
