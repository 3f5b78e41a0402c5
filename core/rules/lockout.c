/* SPDX-License-Identifier: MIT */
#include "core/rules/lockout.h"

#include "core/rules/force.h"
#include "core/rules/place.h"

#include <string.h>

/* Why nothing could pass under the policy, or NULL. */
static const char *never_passes(
        struct arena *arena, const struct policy *policy, enum change_kind kind, size_t members)
{
	if (policy->sponsors > members)
		return arena_print(arena, "it asks for %u sponsors, and there are %zu members",
		        policy->sponsors, members);
	if (policy->method == METHOD_ELECTION && kind != CHANGE_HOLDER)
		return "it elects, and only holders are elected";
	return NULL;
}

static const char *where(struct arena *arena, uint32_t line)
{
	return line ? arena_print(arena, "moot.ini:%u: ", line) : "";
}

static const char *locked_kind(struct arena *arena, const struct charter *charter,
        enum change_kind kind, size_t members, const char **place)
{
	const struct policy *policy = charter_policy(charter, charter->use[kind]);
	const char *why = policy ? never_passes(arena, policy, kind, members) : NULL;

	if (!why)
		return NULL;
	*place = place_of_policy(arena, policy);
	return arena_print(arena,
	        "%snobody could agree on a change of kind %s again: policy %s: %s (rule A6)",
	        where(arena, policy->line), change_kind_name[kind], policy->name, why);
}

static bool has_key(const struct person *person)
{
	for (size_t i = 0; i < person->key_count; i++) {
		bool retired = false;
		for (size_t j = 0; j < person->key_retired_count; j++)
			retired |= !strcmp(person->key_retired[j], person->key[i]);
		if (!retired)
			return true;
	}
	return false;
}

static const char *locked(const struct moment *moment, struct arena *arena,
        const struct charter *charter, const char **place)
{
	struct handles members = members_in_force(moment, arena);
	const struct policy *policy = charter_policy(charter, "entrenched");
	size_t keys = 0;

	for (size_t i = 0; i < members.count; i++) {
		const struct person *person = standing_person(moment, members.handle[i]);
		keys += person && has_key(person);
	}
	*place = place_of_key(arena, &charter->ini, "moot.ini", "moot", NULL, "identity");
	if (charter->identity_signed && keys < 2 && keys < members.count)
		return arena_print(arena,
		        "identity = signed, and %s of %zu members %s a key in their file: what the "
		        "others commit would count for nobody (rule A6)",
		        keys ? "one" : "none", members.count, "has");
	for (int kind = 0; kind < CHANGE_KINDS; kind++) {
		const char *why =
		        locked_kind(arena, charter, (enum change_kind)kind, members.count, place);
		if (why)
			return why;
	}
	const char *why =
	        policy ? never_passes(arena, policy, CHANGE_CHARTER, members.count) : NULL;
	if (why)
		*place = place_of_policy(arena, policy);
	return why ? arena_print(arena,
	                     "%snobody could change identity, [use] or a policy again: policy "
	                     "entrenched: %s (rule A6)",
	                     where(arena, policy->line), why)
	           : NULL;
}

const char *lockout(const struct moment *moment, struct arena *arena, const struct charter *charter,
        const char **place)
{
	const char *ignored;
	const char *why = locked(moment, arena, charter, place);
	const char *stands = why ? locked(moment, arena, standing_charter(moment), &ignored) : NULL;

	return stands && !strcmp(stands, why) ? NULL : why;
}
