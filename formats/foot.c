/* SPDX-License-Identifier: MIT */
#include "formats/foot.h"
#include "formats/passage.h"
#include "formats/trailer.h"

#include <string.h>

static bool is_word_byte(char c)
{
	c = text_lower(c);
	return (c >= 'a' && c <= 'z') || c == '-';
}

/* The word of a trailer line, or an empty slice. */
static struct slice word_of(const struct passage_line *line)
{
	const char *at = line->start;
	bool hyphen = false;
	struct slice word = {at, 0};

	while (at < line->end && is_word_byte(*at) && at - line->start < 64)
		hyphen |= *at++ == '-';
	if (at == line->start || at == line->end || *at != ':' || line->start[0] == '-')
		return word;
	if (at + 1 < line->end && at[1] != ' ' && at[1] != '\t' && at[1] != '@')
		return word;
	word.len = (size_t)(at - line->start);
	if (!hyphen && !trailer_is_credit(word.data, word.len) &&
	        !slice_same_word(word, slice_of("settled")))
		word.len = 0;
	return word;
}

static bool is_known(struct slice word)
{
	return trailer_is_credit(word.data, word.len) ||
	       slice_same_word(word, slice_of("settled")) ||
	       slice_same_word(word, slice_of("builds-on"));
}

static void add_line(struct foot *out, struct arena *arena, const struct passage_line *line,
        struct slice word, uint32_t number)
{
	const char *value = word.data + word.len + 1;

	out->line = arena_grow(arena, out->line, out->count, &out->capacity, sizeof(*out->line));
	out->line[out->count++] = (struct foot_line){.word = word,
	        .value = slice_trim((struct slice){value, (size_t)(line->end - value)}),
	        .at = line->start,
	        .line = number};
}

/* Whether the line goes on with the trailer above it, which it then joins. */
static bool continues(struct foot *out, const struct passage_line *line)
{
	struct foot_line *last = out->count ? out->line + out->count - 1 : NULL;

	if (!last || (!line->indent && !slice_same_word(last->word, slice_of("settled"))))
		return false;
	if (!last->value.len)
		last->value.data = line->first;
	last->value = slice_trim(
	        (struct slice){last->value.data, (size_t)(line->end - last->value.data)});
	return true;
}

size_t foot_find(
        struct foot *out, struct arena *arena, const char *text, size_t len, uint32_t first_line)
{
	const char *end = text + len;
	bool known = false, text_only = true;

	*out = (struct foot){0};
	for (const char *at = text; at < end; first_line++) {
		struct passage_line line = passage_line(at, end, true);
		struct slice word = word_of(&line);

		if (line.first == line.end) {
			out->count = 0;
			text_only = true;
		} else if (word.len) {
			if (!out->count)
				known = false;
			add_line(out, arena, &line, word, first_line);
			known |= is_known(word);
		} else if (!continues(out, &line)) {
			out->count = 0;
			text_only &= *line.first != '<' && *line.first != '>';
		}
		at = line.next;
	}
	if (!known || !text_only)
		out->count = 0;
	return out->count ? (size_t)(out->line[0].at - text) : len;
}
