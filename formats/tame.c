/* SPDX-License-Identifier: MIT */
#include "formats/tame.h"
#include "formats/passage.h"

#include <string.h>

/* Stands for a NUL, which cmark would replace by three bytes. */
#define SUBSTITUTE 0x1A

struct block {
	unsigned brackets;
	unsigned tags;
	unsigned emphasis;
};

/* How many list and quote marks the line begins with. */
static unsigned marks_before(const struct passage_line *line)
{
	unsigned marks = 0;

	for (const char *at = line->first; at < line->end; at++) {
		const char *digit = at;

		while (digit < line->end && digit - at < 10 && *digit >= '0' && *digit <= '9')
			digit++;
		if (digit > at && digit < line->end && (*digit == '.' || *digit == ')')) {
			marks++;
			at = digit;
		} else if (*at == '>' || *at == '-' || *at == '*' || *at == '+') {
			marks++;
		} else if (*at != ' ' && *at != '\t') {
			break;
		}
	}
	return marks;
}

/* A rule of dashes is no nest of lists. */
static bool is_rule(const struct passage_line *line)
{
	for (const char *at = line->first; at < line->end; at++)
		if (*at != *line->first && *at != ' ')
			return false;
	return *line->first != '>' && (line->end - line->first < 2 || line->first[1] != ' ');
}

static bool too_deep(const struct passage_line *line)
{
	if (line->first == line->end)
		return false;
	return line->indent > TAME_INDENT || (marks_before(line) > TAME_DEPTH && !is_rule(line));
}

static const char *first_quote(const char *at, const char *end)
{
	while (at < end && *at != '"' && *at != '\'' && *at != '(')
		at++;
	return at;
}

/* Whether the definition whose "]:" this is stays short: its title closed, its destination here. */
static bool is_short_definition(const struct passage_line *line, const char *colon, const char *end)
{
	const char *stop = line->end, *quote = first_quote(colon, line->end), *next = line->next;

	while (stop > colon && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r'))
		stop--;
	while (next < end && (*next == ' ' || *next == '\t' || *next == '>'))
		next++;
	if (line->end - line->start > TAME_REFERENCE || stop == colon + 1 ||
	        (next < end && first_quote(next, next + 1) == next))
		return false;
	return quote >= stop || (quote < stop - 1 && stop[-1] == (*quote == '(' ? ')' : *quote));
}

/* What the byte has to become, or itself. */
static char tamed(
        struct block *block, const char *at, const struct passage_line *line, const char *text_end)
{
	const char *end = line->end;

	switch (*at) {
	case '\0':
		return SUBSTITUTE;
	case '[':
		return ++block->brackets > TAME_BRACKETS ? '(' : '[';
	case ']':
		return block->brackets > TAME_BRACKETS ? ')' : ']';
	case ':':
		if (at > line->start && at[-1] == ']' && !is_short_definition(line, at, text_end))
			return ';';
		return ':';
	case '*':
	case '_':
		return ++block->emphasis > TAME_EMPHASIS ? '.' : *at;
	case '<':
		if (at + 1 < end && (at[1] == '!' || at[1] == '?') && ++block->tags > TAME_TAGS)
			return '(';
		return '<';
	default:
		return *at;
	}
}

bool tame(struct buf *copy, const char *text, size_t len)
{
	struct block block = {0, 0, 0};
	const char *end = text + len;
	bool changed = false;

	buf_clear(copy);
	if (len <= TAME_FREE && !memchr(text, '\0', len))
		return false;
	for (const char *at = text; at < end;) {
		struct passage_line line = passage_line(at, end, true);
		bool deep = too_deep(&line);

		if (line.first == line.end)
			block = (struct block){0, 0, 0};
		for (const char *byte = at; byte < line.end; byte++) {
			char to = deep ? ' ' : tamed(&block, byte, &line, end);

			if (to == *byte)
				continue;
			if (!changed)
				buf_add(copy, text, len);
			changed = true;
			copy->data[byte - text] = to;
		}
		at = line.next;
	}
	return changed;
}
