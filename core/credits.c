/* SPDX-License-Identifier: MIT */
#include "core/credits.h"

#include "formats/buf.h"
#include "formats/text.h"

#include <string.h>

enum { AREA_LENGTH = 64, WORD_LENGTH = 64 };

void credits_init(struct credits *credits, struct arena *arena, enum trailer_mode mode)
{
	const struct paths none = PATHS_INIT(arena);

	memset(credits, 0, sizeof *credits);
	credits->arena = arena;
	credits->mode = mode;
	credits->text = credits->word = credits->area = none;
}

static uint32_t add_word(struct paths *words, const char *text, size_t len)
{
	char word[WORD_LENGTH];

	for (size_t i = 0; i < len; i++)
		word[i] = text_lower(text[i]);
	return paths_add(words, word, len);
}

/* A word too long for any use is none. */
static bool is_credit(const char *key, size_t len)
{
	return len <= WORD_LENGTH && trailer_is_credit(key, len);
}

static void read_people(struct credits *credits, struct credit_line *line, const char *value)
{
	trailer_people_parse(&credits->people, credits->arena, value, strlen(value));
	line->first_person = (uint32_t)credits->person_count;
	line->person_count = (uint32_t)credits->people.count;
	for (size_t i = 0; i < credits->people.count; i++) {
		credits->person = arena_grow(credits->arena, credits->person, credits->person_count,
		        &credits->person_capacity, sizeof *credits->person);
		credits->person[credits->person_count++] = credits->people.person[i];
	}
}

/* The number of a line, which is taken apart when it is the first of its kind. */
static uint32_t add_line(struct credits *credits, const struct trailer *trailer, struct buf *text)
{
	uint32_t before = credits->text.count;

	buf_clear(text);
	buf_add(text, trailer->key, trailer->key_len);
	buf_puts(text, ": ");
	buf_add(text, trailer->value, trailer->value_len);
	uint32_t at = paths_add(&credits->text, text->data, text->len);
	if (at < before)
		return at;

	credits->line = arena_grow(
	        credits->arena, credits->line, at, &credits->line_capacity, sizeof *credits->line);
	struct credit_line *line = &credits->line[at];
	*line = (struct credit_line){credits->text.entry[at].text, CREDITS_NO_WORD, 0, 0, 0};
	if (is_credit(trailer->key, trailer->key_len)) {
		line->word = add_word(&credits->word, trailer->key, trailer->key_len);
		read_people(credits, line, line->text + trailer->key_len + 2);
	}
	return at;
}

size_t credits_area(char area[65], const char *message, size_t len)
{
	const char *at = message, *end = message + strnlen(message, len);
	size_t size = 0;

	while (at < end && text_blank(*at))
		at++;
	for (; at < end && size < AREA_LENGTH && *at != ':' && !text_blank(*at); at++)
		area[size++] = text_lower(*at);
	bool found = at < end && *at == ':' && (at + 1 == end || text_blank(at[1]));
	size = found ? size : 0;
	area[size] = '\0';
	return size;
}

int credits_commit(void *context, uint32_t read, const struct commit *commit, struct error *err)
{
	struct credits *credits = context;
	struct buf text = BUF_INIT;
	char area[AREA_LENGTH + 1];

	(void)err;
	credits->commit = arena_grow(credits->arena, credits->commit,
	        read < credits->commit_count ? credits->commit_count : read,
	        &credits->commit_capacity, sizeof *credits->commit);
	struct credit_commit *entry = &credits->commit[read];
	if (read >= credits->commit_count)
		credits->commit_count = read + 1;
	size_t area_len = credits_area(area, commit->message, commit->message_len);
	*entry = (struct credit_commit){(uint32_t)credits->credit_count, 0, CREDITS_NO_WORD};
	if (area_len)
		entry->area = paths_add(&credits->area, area, area_len);

	trailers_parse(&credits->trailers, credits->arena, credits->mode, commit->message,
	        commit->message_len);
	for (size_t i = 0; i < credits->trailers.count; i++) {
		const struct trailer *trailer = &credits->trailers.trailer[i];
		uint32_t line = add_line(credits, trailer, &text);
		credits->line[line].commits++;
		if (credits->line[line].word == CREDITS_NO_WORD)
			continue;
		credits->credit = arena_grow(credits->arena, credits->credit, credits->credit_count,
		        &credits->credit_capacity, sizeof *credits->credit);
		credits->credit[credits->credit_count++] = (struct credit){line, trailer->line};
		entry->count++;
	}
	buf_release(&text);
	return 0;
}
