/* SPDX-License-Identifier: MIT */
#include "cmd/known.h"

#include "formats/finding.h"
#include "formats/name.h"

#include <string.h>

enum { PREFIX_LEAST = 3 };

struct words {
	const char **word;
	size_t count, capacity;
};

static void add(struct words *words, struct arena *arena, const char *word)
{
	words->word =
	        arena_grow(arena, words->word, words->count, &words->capacity, sizeof *words->word);
	words->word[words->count++] = word;
}

static void add_files(struct words *words, struct arena *arena, const struct file_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		add(words, arena, list->file[i]->stem);
}

const char *known_word(const char *word, const char *const *known, size_t count)
{
	const char *near = nearest_word(word, known, count), *begun = NULL;
	size_t len = strlen(word);

	if (near || len < PREFIX_LEAST)
		return near;
	for (size_t i = 0; i < count; i++) {
		if (strncmp(known[i], word, len) != 0)
			continue;
		if (begun && strcmp(begun, known[i]) != 0)
			return NULL;
		begun = known[i];
	}
	return begun;
}

const char *known_nearest(
        struct context *context, const struct group *group, unsigned kinds, const char *word)
{
	struct arena *arena = context->arena;
	struct words words = {NULL, 0, 0};
	struct file_list people = standing_people(&group->now, arena);
	struct file_list roles = standing_roles(&group->now, arena);

	if (kinds & KNOWN_PEOPLE)
		add_files(&words, arena, &people);
	if (kinds & KNOWN_ROLES)
		add_files(&words, arena, &roles);
	for (size_t i = 0; kinds & KNOWN_NEGOTIATIONS && i < group->ledger.negotiation_count; i++)
		add(&words, arena, group->ledger.negotiation[i]->slug);
	return known_word(word, words.word, words.count);
}

int known_hint(struct context *context, const struct group *group, unsigned kinds, const char *word,
        const char *otherwise, struct error *err)
{
	const char *near = known_nearest(context, group, kinds, word);

	if (near)
		return error_hint(err, "did you mean '%s'?", near);
	return otherwise ? error_hint(err, "%s", otherwise) : -1;
}

/* As many letters of an id as tell it from every other, at least four. */
static int letters(const struct group *group, const struct negotiation *negotiation)
{
	int most = 4;

	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const char *other = group->ledger.negotiation[i]->id;
		int same = 0;
		while (other[same] && other[same] == negotiation->id[same])
			same++;
		if (other[same] && same + 1 > most)
			most = same + 1;
	}
	return most;
}

const char *known_ids(struct context *context, const struct group *group, const char *word)
{
	struct words words = {NULL, 0, 0};
	char prefix[ID_LENGTH + 1];
	bool is_prefix = id_typed(prefix, word, strlen(word));

	for (size_t i = group->ledger.negotiation_count; i-- > 0;) {
		const struct negotiation *one = group->ledger.negotiation[i];
		bool begins = is_prefix && !strncmp(one->id, prefix, strlen(prefix));
		if (one->void_reason || (!begins && strcmp(one->slug, word) != 0))
			continue;
		add(&words, context->arena,
		        arena_print(context->arena, "%.*s (%s, %s)", letters(group, one), one->id,
		                one->opening.who ? one->opening.who : one->opener_name,
		                day_iso(context->arena, one->opening.day)));
	}
	return words.count > 1 ? join_names(context->arena, words.word, words.count) : NULL;
}
