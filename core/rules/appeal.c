/* SPDX-License-Identifier: MIT */
#include "core/rules/appeal.h"

#include "core/rules/place.h"

#include <string.h>

static bool objects(const struct negotiation *negotiation, const struct said *said, uint32_t option)
{
	struct arena scratch = ARENA_INIT;
	bool found = false;

	for (size_t i = 0; i < said->voice.line_count && *said->voice.prose; i++) {
		struct voice_choice *choice;
		if (said->voice.line[i].word != VOICE_OBJECT)
			continue;
		size_t count = voice_choices(&choice, &scratch, said->voice.line[i].value);
		found |= option == UINT32_MAX || !count;
		for (size_t j = 0; j < count; j++)
			found |= negotiation_option(negotiation, choice[j].option) == option;
	}
	arena_release(&scratch);
	return found;
}

/* Days and ids of a term are new each time it is proposed. */
static bool is_of_the_time(const struct keyed_change *change)
{
	const char *key = keyed_change_entry(change)->key;

	return !strcmp(key, "by") || !strcmp(key, "from");
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool has_change(const struct keyed_diff *diff, const struct keyed_change *wanted)
{
	const struct keyed_entry *entry = keyed_change_entry(wanted);

	for (size_t i = 0; i < diff->count; i++) {
		const struct keyed_entry *other = keyed_change_entry(&diff->change[i]);
		if (!strcmp(other->word, entry->word) && same_text(other->name, entry->name) &&
		        !strcmp(other->key, entry->key) &&
		        keyed_values_equal(diff->change[i].after, wanted->after))
			return true;
	}
	return false;
}

static bool within(const struct keyed_diff *diff, const struct keyed_diff *other)
{
	for (size_t i = 0; i < diff->count; i++)
		if (!is_of_the_time(&diff->change[i]) && !has_change(other, &diff->change[i]))
			return false;
	return true;
}

static bool same_change(const struct option_change *a, const struct option_change *b)
{
	if (a->file->path != b->file->path)
		return false;
	if (!file_is_keyed(a->file))
		return file_same(a->file, b->file);
	return within(&a->diff, &b->diff) && within(&b->diff, &a->diff);
}

static bool same_option(const struct option *a, const struct option *b)
{
	if (a->change_count != b->change_count)
		return false;
	for (size_t i = 0; i < a->change_count; i++) {
		bool found = false;
		for (size_t j = 0; j < b->change_count; j++)
			found |= same_change(&a->change[i], &b->change[j]);
		if (!found)
			return false;
	}
	return true;
}

static bool is_over(const struct moment *moment, const struct negotiation *negotiation)
{
	if (negotiation->void_reason || negotiation_adopted(moment, negotiation))
		return false;
	return negotiation_ended(moment, negotiation) ||
	       (negotiation->closes != DAY_NONE && moment->day > negotiation->closes);
}

const char *appeal_voice(const struct moment *moment, const struct negotiation *negotiation)
{
	const char *path = NULL;

	if (!is_over(moment, negotiation))
		return NULL;
	for (size_t i = 0; i < negotiation->said_count; i++)
		if (negotiation->said[i].stamp.who &&
		        moment_sees(moment, &negotiation->said[i].stamp) &&
		        objects(negotiation, &negotiation->said[i], UINT32_MAX))
			path = negotiation->said[i].path;
	return path;
}

static const struct said *find_voice(
        const struct moment *moment, const char *path, const struct negotiation **negotiation)
{
	const struct ledger *ledger = moment->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		*negotiation = ledger->negotiation[i];
		for (size_t j = 0; j < (*negotiation)->said_count; j++) {
			const struct said *said = &(*negotiation)->said[j];
			if (!strcmp(said->path, path) && moment_sees(moment, &said->stamp))
				return said;
		}
	}
	return NULL;
}

const struct policy *appeal_policy(const struct moment *moment, const struct option *option,
        const char *answers, const char **why)
{
	const struct policy *policy = charter_policy(standing_charter(moment), "appeal");
	const struct negotiation *blocked;
	const struct said *said = find_voice(moment, answers, &blocked);

	*why = NULL;
	if (!policy)
		*why = "the charter has no policy 'appeal' (rule N11)";
	else if (!said)
		*why = "there is no such voice (rule V3)";
	else if (!is_over(moment, blocked))
		*why = "what it objects to is not over, or was adopted (rule N11)";
	for (uint32_t i = 0; !*why && i < blocked->option_count; i++)
		if (!blocked->option[i].void_reason && objects(blocked, said, i) &&
		        same_option(option, &blocked->option[i]))
			return policy;
	if (!*why)
		*why = "it objects to nothing that is the same change (rule N11)";
	return NULL;
}

const char *appeal_place(const struct moment *moment, struct arena *arena, const char *answers)
{
	const struct negotiation *negotiation;
	const struct said *said = find_voice(moment, answers, &negotiation);

	return said ? place_of_word(arena, said, VOICE_OBJECT) : place_missing(arena, answers);
}
