/* SPDX-License-Identifier: MIT */
#include "formats/finding.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCE_MAX = 512, WORD_MAX = 64 };

struct finding *findings_add(struct findings *findings, enum severity severity, const char *code,
        const char *path, uint32_t line, uint32_t column, const char *format, ...)
{
	va_list args;

	findings->item = arena_grow(findings->arena, findings->item, findings->count,
	        &findings->capacity, sizeof *findings->item);
	struct finding *finding = &findings->item[findings->count++];
	va_start(args, format);
	*finding = (struct finding){
	        .severity = severity,
	        .code = code,
	        .path = arena_string(findings->arena, path, strlen(path)),
	        .line = line,
	        .column = column,
	        .width = 1,
	        .message = arena_vprint(findings->arena, format, args),
	};
	va_end(args);
	return finding;
}

void finding_show(struct findings *findings, struct finding *finding, const char *text, size_t len,
        uint32_t width)
{
	const char *at = text;
	const char *end = text + len;

	for (uint32_t line = 1; line < finding->line && at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		at = newline ? newline + 1 : end;
	}
	const char *stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
	size_t length = (size_t)((stop ? stop : end) - at);
	if (length && at[length - 1] == '\r')
		length--;
	if (length > SOURCE_MAX)
		length = SOURCE_MAX;
	finding->source = arena_string(findings->arena, at, length);
	finding->width = width ? width : 1;
}

void finding_suggest(struct findings *findings, struct finding *finding, const char *word,
        const char *const *known, size_t known_count)
{
	const char *near = nearest_word(word, known, known_count);

	if (near)
		finding->hint = arena_print(findings->arena, "did you mean '%s'?", near);
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	if (!order)
		order = (a->line > b->line) - (a->line < b->line);
	if (!order)
		order = (a->column > b->column) - (a->column < b->column);
	if (!order)
		order = strcmp(a->code, b->code);
	return order ? order : strcmp(a->message, b->message);
}

void findings_sort(struct findings *findings)
{
	size_t kept = 0;

	if (!findings->count)
		return;
	qsort(findings->item, findings->count, sizeof *findings->item, compare);
	for (size_t i = 1; i < findings->count; i++)
		if (compare(&findings->item[kept], &findings->item[i]))
			findings->item[++kept] = findings->item[i];
	findings->count = kept + 1;
}

bool findings_has(const struct findings *findings, enum severity at_least)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->item[i].severity >= at_least)
			return true;
	return false;
}

const char *finding_meaning(const char *code)
{
#define CODE(name, meaning)                                                                        \
	if (!strcmp(code, #name))                                                                  \
		return meaning;
#include "formats/codes.def"
#undef CODE
	return NULL;
}

/* Damerau-Levenshtein with adjacent swaps, three rows. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t row[3][WORD_MAX + 1];

	for (size_t j = 0; j <= b_len; j++)
		row[1][j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *before = row[(i + 2) % 3], *last = row[i % 3], *now = row[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t cost = a[i - 1] != b[j - 1];
			size_t best = last[j - 1] + cost;
			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			        before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[(a_len + 1) % 3][b_len];
}

const char *nearest_word(const char *word, const char *const *known, size_t known_count)
{
	size_t most = strlen(word) / 3;

	return nearest_word_within(word, known, known_count, most ? most : 1);
}

const char *nearest_word_within(
        const char *word, const char *const *known, size_t known_count, size_t most)
{
	size_t len = strlen(word), best = most;
	const char *near = NULL;

	if (!len || len > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < known_count; i++) {
		size_t known_len = strlen(known[i]);
		if (known_len > WORD_MAX)
			continue;
		size_t d = distance(word, len, known[i], known_len);
		if (d <= best && d < known_len && (!near || d < best)) {
			best = d;
			near = known[i];
		}
	}
	return near;
}
