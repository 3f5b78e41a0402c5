/* SPDX-License-Identifier: MIT */
#include "core/rules/place.h"

#include <string.h>

const char *place_line(struct arena *arena, const char *path, uint32_t line)
{
	return arena_print(arena, "%s:%u", path, line ? line : 1);
}

const char *place_missing(struct arena *arena, const char *path)
{
	return arena_print(arena, "%s, which is not there", path);
}

static uint32_t line_of(
        const struct ini_file *ini, const char *word, const char *name, const char *key)
{
	const struct ini_section *section = ini_section(ini, word, name, 0);
	const struct ini_key *found = section && key ? ini_find(section, key) : NULL;

	return found ? found->line : section ? section->line : 0;
}

const char *place_of_key(struct arena *arena, const struct ini_file *ini, const char *path,
        const char *word, const char *name, const char *key)
{
	return place_line(arena, path, line_of(ini, word, name, key));
}

const char *place_of_policy(struct arena *arena, const struct policy *policy)
{
	return policy->line ? place_line(arena, "moot.ini", policy->line)
	                    : arena_print(arena, "policy %s, as shipped", policy->name);
}

const char *place_of_use(struct arena *arena, const struct charter *charter, enum change_kind kind)
{
	const struct policy *policy = charter_policy(charter, charter->use[kind]);

	if (charter->use_line[kind])
		return place_line(arena, "moot.ini", charter->use_line[kind]);
	return policy ? place_of_policy(arena, policy)
	              : arena_print(arena, "[use] %s, as shipped", change_kind_name[kind]);
}

const char *place_of_limit(const struct moment *moment, struct arena *arena, const char *key)
{
	const struct charter *charter = standing_charter(moment);
	const struct ini_section *section = ini_section(&charter->ini, "limits", NULL, 0);
	const struct ini_key *found = section ? ini_find(section, key) : NULL;

	return found ? arena_print(arena, "%s, moot.ini:%u", key, found->line)
	             : arena_print(arena, "%s, as shipped", key);
}

const char *place_of_member(const struct moment *moment, struct arena *arena, const char *handle)
{
	const struct person *person = standing_person(moment, handle);
	const char *path = arena_print(arena, "people/%s.ini", handle);

	if (!person)
		return place_missing(arena, path);
	return person->member_count
	               ? place_line(arena, path, person->member[person->member_count - 1].term.line)
	               : place_line(arena, path, 0);
}

const char *place_of_role(
        const struct moment *moment, struct arena *arena, const char *role, const char *key)
{
	const struct role *stands = standing_role(moment, role);
	const char *path = arena_print(arena, "roles/%s.ini", role);

	return stands ? place_of_key(arena, &stands->ini, path, "role", NULL, key)
	              : place_missing(arena, path);
}

const char *place_of_holder(
        const struct moment *moment, struct arena *arena, const char *role, const char *handle)
{
	const struct role *stands = standing_role(moment, role);
	const struct holder *found = NULL;

	for (size_t i = 0; stands && i < stands->holder_count; i++)
		if (!found || !strcmp(stands->holder[i].handle, handle))
			found = &stands->holder[i];
	return found ? place_line(arena, arena_print(arena, "roles/%s.ini", role), found->term.line)
	             : place_of_role(moment, arena, role, NULL);
}

static const char *place_in_facts(struct arena *arena, const struct negotiation *negotiation,
        const char *word, const char *key)
{
	const struct ini_file *ini = &negotiation->facts.ini;

	if (!ini->section_count)
		return negotiation->folder;
	return place_of_key(arena, ini,
	        arena_print(arena, "%s/negotiation.ini", negotiation->folder), word, NULL, key);
}

const char *place_of_fact(
        struct arena *arena, const struct negotiation *negotiation, const char *key)
{
	return place_in_facts(arena, negotiation, "negotiation", key);
}

const char *place_of_roll(struct arena *arena, const struct negotiation *negotiation)
{
	return place_in_facts(arena, negotiation, "roll", NULL);
}

const char *place_of_end(
        const struct moment *moment, struct arena *arena, const struct negotiation *negotiation)
{
	const struct decision *decision = negotiation_ended(moment, negotiation);

	return decision ? place_of_key(arena, &decision->file.ini, decision->path, "decision", NULL,
	                          decision->option == UINT32_MAX ? "result" : "option")
	                : place_of_fact(arena, negotiation, "closes");
}

const char *place_of_word(struct arena *arena, const struct said *said, enum voice_word word)
{
	uint32_t line = 0;

	for (size_t i = 0; i < said->voice.line_count && !line; i++)
		if (said->voice.line[i].word == word)
			line = said->voice.line[i].line;
	return place_line(arena, said->path, line);
}
