/* SPDX-License-Identifier: MIT */
#include "formats/trailer.h"

#include <string.h>

/* The line below which git's commit template keeps what is not part of the message. */
static const char scissors[] = "# ------------------------ >8 ------------------------\n";
static const char comment = '#';

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-';
}

static bool starts_with(const char *text, const char *end, const char *prefix)
{
	size_t len = strlen(prefix);

	return (size_t)(end - text) >= len && memcmp(text, prefix, len) == 0;
}

static const char *next_line(const char *text, const char *end)
{
	const char *newline = memchr(text, '\n', (size_t)(end - text));

	return newline ? newline + 1 : end;
}

/* The start of the last line of [start, end); a newline at the end belongs to it. */
static const char *last_line(const char *start, const char *end)
{
	if (end - start < 2)
		return start;
	const char *newline = memrchr(start, '\n', (size_t)(end - start) - 1);
	return newline ? newline + 1 : start;
}

static bool is_blank_line(const char *text, const char *end)
{
	while (text < end && *text != '\n' && is_space(*text))
		text++;
	return text == end || *text == '\n';
}

static void trim(const char **text, size_t *len)
{
	while (*len > 0 && is_space(**text)) {
		++*text;
		--*len;
	}
	while (*len > 0 && is_space((*text)[*len - 1]))
		--*len;
}

/* The colon behind a line's word, or NULL.  A colon may start the line: no word, but found. */
static const char *find_colon(const char *line, const char *end)
{
	bool blank = false;

	for (const char *c = line; c < end; c++) {
		if (*c == ':')
			return c;
		if (is_word(*c) && !blank)
			continue;
		if (c == line || (*c != ' ' && *c != '\t'))
			return NULL;
		blank = true;
	}
	return NULL;
}

static bool has_word(const char *line, const char *end)
{
	const char *colon = find_colon(line, end);

	return colon && colon > line;
}

static const char *skip_blank_lines(const char *text, const char *end)
{
	while (text < end && is_blank_line(text, end))
		text = next_line(text, end);
	return text;
}

/* Without what git's template, or an old merge, leaves at the end: comments, blank lines, the list
 * of conflicts, everything below the scissors. */
static const char *message_end(const char *start, const char *end)
{
	const char *cut = end, *tail = NULL;
	bool conflicts = false;

	if (starts_with(start, end, scissors))
		return start;
	for (const char *at = start;
	        (at = memmem(at, (size_t)(end - at), scissors, sizeof scissors - 1)) != NULL;
	        at++) {
		if (at[-1] == '\n') {
			cut = at;
			break;
		}
	}
	for (const char *line = start; line < cut; line = next_line(line, end)) {
		if (*line == comment || *line == '\n') {
			tail = tail ? tail : line;
		} else if (starts_with(line, end, "Conflicts:\n")) {
			conflicts = true;
			tail = tail ? tail : line;
		} else if (!(conflicts && *line == '\t') && tail) {
			tail = NULL;
			conflicts = false;
		}
	}
	return tail ? tail : cut;
}

/* What git counts while it walks a last paragraph upward. */
struct tally {
	unsigned trailers, others;
	unsigned maybe_folded; /* indented lines that may belong to a trailer above them */
	bool generated;        /* a line that git writes itself */
};

static void count_line(struct tally *tally, const char *line, const char *end)
{
	bool generated = starts_with(line, end, "Signed-off-by: ") ||
	                 starts_with(line, end, "(cherry picked from commit ");

	if (generated || (has_word(line, end) && !is_space(*line))) {
		tally->trailers++;
		tally->maybe_folded = 0;
		tally->generated = tally->generated || generated;
	} else if (is_space(*line)) {
		tally->maybe_folded++;
	} else {
		tally->others += 1 + tally->maybe_folded;
		tally->maybe_folded = 0;
	}
}

static const char *block_start(const char *start, const char *end)
{
	const char *title_end = start;
	struct tally tally = {0, 0, 0, false};
	bool blank_so_far = true;

	while (title_end < end && (*title_end == comment || !is_blank_line(title_end, end)))
		title_end = next_line(title_end, end);
	for (const char *below = end, *line; below > start; below = line) {
		line = last_line(start, below);
		if (line < title_end)
			break;
		if (*line == comment) {
			tally.others += tally.maybe_folded;
			tally.maybe_folded = 0;
			continue;
		}
		if (!is_blank_line(line, end)) {
			blank_so_far = false;
			count_line(&tally, line, end);
			continue;
		}
		if (blank_so_far)
			continue;
		tally.others += tally.maybe_folded;
		bool mixed = tally.generated && tally.trailers * 3u >= tally.others;
		bool pure = tally.trailers > 0 && tally.others == 0;
		return mixed || pure ? next_line(line, end) : end;
	}
	return end;
}

/* Joins continuation lines with one blank, as git shows them. */
static void unfold(struct trailer *trailer, struct arena *arena)
{
	const char *from = trailer->value, *end = from + trailer->value_len;
	char *to;

	if (!trailer->value_len || !memchr(from, '\n', trailer->value_len))
		return;
	char *text = arena_alloc(arena, trailer->value_len);
	for (to = text; from < end;) {
		char c = *from++;
		if (c == '\n') {
			while (from < end && is_space(*from))
				from++;
			c = ' ';
		}
		*to++ = c;
	}
	size_t len = (size_t)(to - text);
	trailer->value = text;
	trim(&trailer->value, &len);
	trailer->value_len = (uint32_t)len;
}

static void add(struct trailers *out, struct arena *arena, const char *line, const char *end,
        uint32_t number)
{
	const char *colon = find_colon(line, end);
	const char *value = colon + 1;
	size_t key_len = (size_t)(colon - line), value_len = (size_t)(end - value);

	trim(&line, &key_len);
	trim(&value, &value_len);
	out->trailer =
	        arena_grow(arena, out->trailer, out->count, &out->capacity, sizeof *out->trailer);
	struct trailer *trailer = &out->trailer[out->count++];
	*trailer = (struct trailer){line, value, (uint32_t)key_len, (uint32_t)value_len, number};
	unfold(trailer, arena);
}

static uint32_t count_lines(const char *start, const char *end)
{
	uint32_t lines = 0;

	for (; (start = memchr(start, '\n', (size_t)(end - start))) != NULL; start++)
		lines++;
	return lines;
}

static void add_block(struct trailers *out, struct arena *arena, const char *line, const char *end,
        uint32_t number)
{
	while (line < end) {
		const char *first = line;
		uint32_t first_number = number;
		bool trailer = has_word(line, end);
		do {
			line = next_line(line, end);
			number++;
		} while (trailer && line < end && is_space(*line));
		if (trailer)
			add(out, arena, first, line, first_number);
	}
}

/* Lines of credit words only, so that "Note: ..." in prose is none. */
static void add_any_lines(struct trailers *out, struct arena *arena, const char *line,
        const char *end, uint32_t number)
{
	enum { CODE_INDENT = 4 };

	for (const char *next; line < end; line = next, number++) {
		const char *word = line;
		next = next_line(line, end);
		while (word < next && *word == ' ')
			word++;
		const char *colon = find_colon(word, next);
		if (!colon || word - line >= CODE_INDENT)
			continue;
		const char *key = word;
		size_t key_len = (size_t)(colon - word);
		trim(&key, &key_len);
		if (trailer_is_credit(key, key_len))
			add(out, arena, word, next, number);
	}
}

void trailers_parse(struct trailers *out, struct arena *arena, enum trailer_mode mode,
        const char *message, size_t len)
{
	const char *end = message + strnlen(message, len);
	const char *start = skip_blank_lines(message, end);
	const char *block_end = message_end(start, end);
	const char *block = block_start(start, block_end);

	out->count = 0;
	if (len > UINT32_MAX || (mode == TRAILER_GIT && block == block_end))
		return;
	uint32_t number = 1 + count_lines(message, block);
	if (mode == TRAILER_ANY_LINE)
		add_any_lines(out, arena, start, block, 1 + count_lines(message, start));
	add_block(out, arena, block, block_end, number);
	if (mode == TRAILER_ANY_LINE)
		add_any_lines(out, arena, block_end, end, 1 + count_lines(message, block_end));
}
