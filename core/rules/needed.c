/* SPDX-License-Identifier: MIT */
#include "core/rules/needed.h"

#include "core/rules/election.h"
#include "core/rules/option.h"
#include "core/rules/roll.h"

#include <string.h>

static void add(struct needed *out, const struct policy *policy)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->policy[i] == policy)
			return;
	if (policy && out->count < NEEDED_MAX)
		out->policy[out->count++] = policy;
}

/* What a charter maps the kinds to, and the policies of these names as they stand now. */
static void add_mapped(struct needed *out, const struct charter *charter, const struct charter *now,
        unsigned kinds)
{
	for (unsigned kind = 0; kind < CHANGE_KINDS; kind++) {
		if (!(kinds >> kind & 1))
			continue;
		add(out, charter_policy(charter, charter->use[kind]));
		add(out, charter_policy(now, charter->use[kind]));
	}
	if (kinds & KIND_CONSTITUTION) {
		add(out, charter_policy(charter, "entrenched"));
		add(out, charter_policy(now, "entrenched"));
	}
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

static bool by_one_policy(const struct moment *moment, const struct negotiation *negotiation,
        const struct option *option)
{
	return !negotiation->base || negotiation->appeal || is_election(negotiation) ||
	       option->way != WAY_USUAL ||
	       (negotiation->policy && negotiation->policy->method == METHOD_LAZY &&
	               kinds_are_texts(option->kinds) && !is_asked_for(moment, negotiation));
}

void needed_policies(struct needed *out, const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option)
{
	struct moment base = *moment;

	if (by_one_policy(moment, negotiation, option))
		return;
	const struct charter *now = standing_charter(moment);
	base.standing = negotiation->base;
	add_mapped(out, standing_charter(&base), now, option->kinds);
	for (size_t i = 0; i < option->change_count && option->kinds & KIND_CONSTITUTION; i++) {
		const struct file *file = option->change[i].file;
		if (file->class == PATH_CHARTER && file->usable)
			add_mapped(out, &file->charter, &file->charter, option->kinds);
	}
}
