/* SPDX-License-Identifier: MIT */
#include "formats/csv.h"

#include <string.h>

static bool line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Blank inside a line; a tab is none where it separates. */
static bool padding(const struct csv *csv, char c)
{
	return text_blank(c) && !line_end(c) && c != csv->separator;
}

static char find_separator(const struct csv *csv)
{
	static const char candidate[] = {',', ';', '\t'};
	size_t found[sizeof candidate] = {0};
	bool quoted = false, anything = false;

	for (size_t i = csv->at; i < csv->len; i++) {
		char c = csv->text[i];
		if (c == '"')
			quoted = !quoted;
		if (!quoted && line_end(c) && anything)
			break;
		anything = anything || !text_blank(c);
		for (size_t k = 0; k < sizeof candidate; k++)
			found[k] += !quoted && c == candidate[k];
	}
	size_t best = 0;
	for (size_t k = 1; k < sizeof candidate; k++)
		if (found[k] > found[best])
			best = k;
	return candidate[best];
}

/* Steps over one byte, or over CRLF as one line end. */
static void step(struct csv *csv)
{
	char c = csv->text[csv->at++];

	if (c == '\r' && csv->at < csv->len && csv->text[csv->at] == '\n')
		csv->at++;
	if (line_end(c)) {
		csv->line++;
		csv->line_start = csv->at;
	}
}

/* `sep=;` alone in the first line is how spreadsheets name it. */
static void skip_separator_line(struct csv *csv)
{
	const char *line = csv->text + csv->at;

	if (csv->len - csv->at < 6 || memcmp(line, "sep=", 4) != 0 || !line_end(line[5]) ||
	        !memchr(",;\t", line[4], 3))
		return;
	csv->at += 5;
	step(csv);
	csv->separator = line[4];
}

void csv_begin(struct csv *csv, struct arena *arena, const char *text, size_t len)
{
	*csv = (struct csv){.arena = arena, .text = text, .len = len, .line = 1};
	csv->at = text_mark(text, len);
	csv->separator = find_separator(csv);
	skip_separator_line(csv);
}

static bool at_end(const struct csv *csv)
{
	return csv->at >= csv->len || line_end(csv->text[csv->at]);
}

static bool at_field_end(const struct csv *csv)
{
	return at_end(csv) || csv->text[csv->at] == csv->separator;
}

static void note_problem(struct csv *csv, enum csv_problem problem, const struct csv_field *field)
{
	if (csv->problem != CSV_FINE)
		return;
	csv->problem = problem;
	csv->problem_field = *field;
}

static void read_plain(struct csv *csv, struct csv_field *field)
{
	size_t start = csv->at;

	while (!at_field_end(csv))
		csv->at++;
	field->text = slice_trim((struct slice){csv->text + start, csv->at - start});
}

/* "" to ", in a copy. */
static struct slice unescape(struct csv *csv, struct slice raw)
{
	char *copy = arena_string(csv->arena, raw.data, raw.len);
	size_t len = 0;

	for (size_t i = 0; i < raw.len; i++) {
		copy[len++] = raw.data[i];
		if (raw.data[i] == '"')
			i++;
	}
	return (struct slice){copy, len};
}

/* The offset of the closing quote, from behind the opening one; len when there is none. */
static size_t find_close(const struct csv *csv, size_t at, bool *doubled)
{
	while (at < csv->len) {
		const char *quote = memchr(csv->text + at, '"', csv->len - at);
		if (!quote)
			return csv->len;
		at = (size_t)(quote - csv->text);
		if (at + 1 >= csv->len || csv->text[at + 1] != '"')
			return at;
		*doubled = true;
		at += 2;
	}
	return csv->len;
}

static void read_quoted(struct csv *csv, struct csv_field *field)
{
	bool doubled = false;
	size_t start = csv->at + 1;
	size_t close = find_close(csv, start, &doubled);

	if (close >= csv->len) {
		note_problem(csv, CSV_OPEN_QUOTE, field);
		read_plain(csv, field);
		return;
	}
	struct slice raw = {csv->text + start, close - start};
	while (csv->at < close)
		step(csv);
	csv->at = close + 1;
	field->text = slice_trim(doubled ? unescape(csv, raw) : raw);
	while (!at_field_end(csv)) {
		if (!padding(csv, csv->text[csv->at]))
			note_problem(csv, CSV_AFTER_QUOTE, field);
		csv->at++;
	}
}

static void read_field(struct csv *csv)
{
	struct csv_field field = {.text = {"", 0}};

	while (csv->at < csv->len && padding(csv, csv->text[csv->at]))
		csv->at++;
	field.offset = csv->at;
	field.line = csv->line;
	field.column = (uint32_t)(csv->at - csv->line_start + 1);
	if (csv->at < csv->len && csv->text[csv->at] == '"')
		read_quoted(csv, &field);
	else
		read_plain(csv, &field);
	csv->field =
	        arena_grow(csv->arena, csv->field, csv->fields, &csv->capacity, sizeof *csv->field);
	csv->field[csv->fields++] = field;
}

static void skip_empty_lines(struct csv *csv)
{
	for (size_t i = csv->at; i < csv->len; i++) {
		char c = csv->text[i];
		if (line_end(c)) {
			while (csv->at <= i)
				step(csv);
			i = csv->at - 1;
		} else if (!padding(csv, c)) {
			return;
		}
	}
	csv->at = csv->len;
}

bool csv_next(struct csv *csv)
{
	csv->fields = 0;
	csv->problem = CSV_FINE;
	skip_empty_lines(csv);
	if (csv->at >= csv->len)
		return false;
	for (;;) {
		read_field(csv);
		if (at_end(csv))
			break;
		csv->at++;
	}
	if (csv->at < csv->len)
		step(csv);
	return true;
}
