/* SPDX-License-Identifier: MIT */
#include "formats/margin.h"

#include <string.h>

enum { CODE_INDENT = 4, LABEL_MAX = 40 };

void margin_open(struct margin *margin, const char *text, size_t len)
{
	size_t mark = text_mark(text, len);

	*margin = (struct margin){.rest = {text + mark, len - mark}};
}

/* Columns of blanks at the start, tabs of four. */
static size_t columns(struct slice text, uint32_t *bytes)
{
	size_t column = 0, at = 0;

	for (; at < text.len && (text.data[at] == ' ' || text.data[at] == '\t'); at++)
		column += text.data[at] == '\t' ? 4 - column % 4 : 1;
	*bytes = (uint32_t)at;
	return column;
}

static size_t run_of(struct slice text, char c)
{
	size_t len = 0;

	while (len < text.len && text.data[len] == c)
		len++;
	return len;
}

/* Does the line open or close a fence?  Either way it is code. */
static bool fence_line(struct margin *margin, struct slice text)
{
	char c = text.len ? text.data[0] : 0;
	size_t len = c == '`' || c == '~' ? run_of(text, c) : 0;

	if (margin->fence) {
		struct slice behind = slice_trim((struct slice){text.data + len, text.len - len});
		if (c == margin->fence && len >= margin->fence_len && !behind.len)
			margin->fence = 0;
		return true;
	}
	if (len < 3 || (c == '`' && memchr(text.data + len, '`', text.len - len)))
		return false;
	margin->fence = c;
	margin->fence_len = len;
	return true;
}

bool margin_next(struct margin *margin, struct margin_line *out)
{
	if (!text_line(&margin->rest, &out->text))
		return false;
	out->line = ++margin->line;
	size_t column = columns(out->text, &out->indent);
	struct slice inside = {out->text.data + out->indent, out->text.len - out->indent};
	out->code = margin->fence != 0;
	if (column < CODE_INDENT)
		out->code |= fence_line(margin, inside);
	else
		out->code |= inside.len > 0;
	out->quote = !out->code && inside.len && inside.data[0] == '>';
	return true;
}

static bool letter(char c)
{
	c = text_lower(c);
	return c >= 'a' && c <= 'z';
}

bool margin_label(const struct margin_line *line, struct slice *label, struct slice *value)
{
	const char *start = line->text.data + line->indent;
	const char *end = line->text.data + line->text.len;
	const char *at = start;

	if (line->code || line->quote || at == end || !letter(*at))
		return false;
	while (at < end && at - start < LABEL_MAX &&
	        (letter(*at) || *at == '-' || *at == ' ' || *at == '\t'))
		at++;
	if (at == end || *at != ':')
		return false;
	*label = slice_trim((struct slice){start, (size_t)(at - start)});
	*value = slice_trim((struct slice){at + 1, (size_t)(end - at - 1)});
	return true;
}
