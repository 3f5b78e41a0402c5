/* SPDX-License-Identifier: MIT */
#include "core/history/credits.h"

#include "core/history/chronicle.h"
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
static uint32_t add_line(struct credits *credits, const char *text, size_t len)
{
	uint32_t before = credits->text.count, at = paths_add(&credits->text, text, len);
	size_t key_len = strcspn(text, ":");

	if (at < before)
		return at;
	credits->line = arena_grow(
	        credits->arena, credits->line, at, &credits->line_capacity, sizeof *credits->line);
	struct credit_line *line = &credits->line[at];
	*line = (struct credit_line){credits->text.entry[at].text, CREDITS_NO_WORD, 0, 0, 0};
	if (is_credit(text, key_len)) {
		line->word = add_word(&credits->word, text, key_len);
		read_people(credits, line, line->text + key_len + 2);
	}
	return at;
}

static void line_text(struct buf *text, const struct trailer *trailer)
{
	buf_clear(text);
	buf_add(text, trailer->key, trailer->key_len);
	buf_puts(text, ": ");
	buf_add(text, trailer->value, trailer->value_len);
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

static struct credit_commit *begin_commit(struct credits *credits, uint32_t read)
{
	credits->commit = arena_grow(credits->arena, credits->commit,
	        read < credits->commit_count ? credits->commit_count : read,
	        &credits->commit_capacity, sizeof *credits->commit);
	if (read >= credits->commit_count)
		credits->commit_count = read + 1;
	struct credit_commit *entry = &credits->commit[read];
	*entry = (struct credit_commit){(uint32_t)credits->credit_count, 0, CREDITS_NO_WORD};
	return entry;
}

static void add_credit(
        struct credits *credits, struct credit_commit *entry, uint32_t line, uint32_t row)
{
	credits->line[line].commits++;
	if (credits->line[line].word == CREDITS_NO_WORD)
		return;
	credits->credit = arena_grow(credits->arena, credits->credit, credits->credit_count,
	        &credits->credit_capacity, sizeof *credits->credit);
	credits->credit[credits->credit_count++] = (struct credit){line, row};
	entry->count++;
}

int credits_commit(void *context, uint32_t read, const struct commit *commit, struct error *err)
{
	struct credits *credits = context;
	struct credit_commit *entry = begin_commit(credits, read);
	struct buf text = BUF_INIT;
	char area[AREA_LENGTH + 1];

	(void)err;
	size_t area_len = credits_area(area, commit->message, commit->message_len);
	if (area_len)
		entry->area = paths_add(&credits->area, area, area_len);
	trailers_parse(&credits->trailers, credits->arena, credits->mode, commit->message,
	        commit->message_len);
	for (size_t i = 0; i < credits->trailers.count; i++) {
		const struct trailer *trailer = &credits->trailers.trailer[i];
		line_text(&text, trailer);
		add_credit(credits, entry, add_line(credits, text.data, text.len), trailer->line);
	}
	buf_release(&text);
	return 0;
}

/* --- from and to a chronicle --- */

void credits_write(struct credits_writer *writer, struct buf *out, const char *message, size_t len)
{
	enum { AT_ONCE = 1 << 20 };
	char area[AREA_LENGTH + 1];
	size_t area_len = credits_area(area, message, len);

	buf_clear(out);
	varint_add(out, area_len ? dictionary_add(writer->area, area, area_len) + 1 : 0);
	trailers_parse(&writer->trailers, &writer->scratch, writer->mode, message, len);
	for (size_t i = 0; i < writer->trailers.count; i++) {
		const struct trailer *trailer = &writer->trailers.trailer[i];
		line_text(&writer->text, trailer);
		varint_add(out, dictionary_add(writer->line, writer->text.data, writer->text.len));
		varint_add(out, trailer->line);
	}
	if (writer->scratch.total > AT_ONCE)
		credits_writer_release(writer);
}

void credits_writer_release(struct credits_writer *writer)
{
	arena_release(&writer->scratch);
	writer->trailers = (struct trailers)TRAILERS_INIT;
	buf_release(&writer->text);
}

/* Numbers of a chronicle to those of the credits, number + 1. */
struct numbers {
	const struct dictionary *line, *area;
	uint32_t *of_line, *of_area;
};

static int read_commit(struct credits *credits, const struct numbers *numbers,
        struct reader *reader, uint32_t read)
{
	struct credit_commit *entry = begin_commit(credits, read);
	uint32_t area = varint_next_below(reader, numbers->area->column.count + 1);
	const char *text;
	size_t len;

	if (area && !numbers->of_area[area - 1]) {
		text = dictionary_bytes(numbers->area, area - 1, &len);
		numbers->of_area[area - 1] = paths_add(&credits->area, text, len) + 1;
	}
	entry->area = area ? numbers->of_area[area - 1] - 1 : CREDITS_NO_WORD;
	while (reader_more(reader) && !reader->bad) {
		uint32_t line = varint_next_below(reader, numbers->line->column.count);
		uint32_t row = (uint32_t)varint_next(reader);
		if (reader->bad)
			break;
		if (!numbers->of_line[line]) {
			text = dictionary_bytes(numbers->line, line, &len);
			numbers->of_line[line] = add_line(credits, text, len) + 1;
		}
		add_credit(credits, entry, numbers->of_line[line] - 1, row);
	}
	return reader->bad ? -1 : 0;
}

int credits_read(struct credits *credits, struct repo *repo, const struct history *history,
        struct error *err)
{
	struct chronicle *chronicle = history->chronicle;
	struct arena scratch = ARENA_INIT;
	uint32_t *read = arena_array(&scratch, history->count, sizeof *read);
	int result;

	for (uint32_t i = 0; i < history->count; i++)
		read[i] = history->commit[i].read;
	chronicle_mode(chronicle, credits->mode);
	result = chronicle_credits(chronicle, repo, read, history->count, err);
	struct numbers numbers = {&chronicle->line, &chronicle->area,
	        arena_array(&scratch, chronicle->line.column.count, sizeof(uint32_t)),
	        arena_array(&scratch, chronicle->area.column.count, sizeof(uint32_t))};
	credits->commit_count = credits->commit_capacity = chronicle->commit.count;
	credits->commit =
	        arena_array(credits->arena, credits->commit_count, sizeof *credits->commit);
	for (uint32_t i = 0; result == 0 && i < history->count; i++) {
		struct reader reader;
		if (!sparse_find(&chronicle->credit, read[i], &reader) ||
		        read_commit(credits, &numbers, &reader, read[i]) != 0)
			result = chronicle_damaged(err);
	}
	arena_release(&scratch);
	return result;
}
