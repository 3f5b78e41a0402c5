/* SPDX-License-Identifier: MIT */
#include "formats/text.h"

#include <string.h>
#include <utf8proc.h>

struct slice slice_of(const char *text)
{
	return (struct slice){text, strlen(text)};
}

bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len));
}

bool slice_is(struct slice slice, const char *text)
{
	return slice_equal(slice, slice_of(text));
}

bool text_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

char text_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

struct slice slice_trim(struct slice slice)
{
	while (slice.len && text_blank(slice.data[0])) {
		slice.data++;
		slice.len--;
	}
	while (slice.len && text_blank(slice.data[slice.len - 1]))
		slice.len--;
	return slice;
}

bool slice_same_word(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (text_lower(a.data[i]) != text_lower(b.data[i]))
			return false;
	return true;
}

bool slice_starts(struct slice slice, const char *prefix)
{
	size_t len = strlen(prefix);

	return slice.len >= len && !memcmp(slice.data, prefix, len);
}

size_t text_decode(const char *data, size_t len, int32_t *code)
{
	unsigned char first = (unsigned char)data[0];

	if (first < 0x80) {
		*code = first;
		return 1;
	}
	utf8proc_ssize_t limit = len > 4 ? 4 : (utf8proc_ssize_t)len;
	utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)data, limit, code);
	if (used > 0)
		return (size_t)used;
	*code = -1;
	return 1;
}

/* Eight bytes that are all ASCII and none NUL? */
static bool plain_word(const char *data)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	uint64_t word;

	memcpy(&word, data, sizeof word);
	return !(((word - ones) | word) & high);
}

bool text_valid(const char *data, size_t len, size_t *bad)
{
	size_t at = 0;

	while (at < len) {
		if (len - at >= 8 && plain_word(data + at)) {
			at += 8;
			continue;
		}
		int32_t code;
		size_t used = text_decode(data + at, len - at, &code);
		if (code <= 0) {
			*bad = at;
			return false;
		}
		at += used;
	}
	return true;
}

size_t text_mark(const char *data, size_t len)
{
	return len >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

bool text_line(struct slice *rest, struct slice *line)
{
	if (!rest->len)
		return false;
	const char *newline = memchr(rest->data, '\n', rest->len);
	size_t taken = newline ? (size_t)(newline - rest->data) + 1 : rest->len;
	size_t len = newline ? taken - 1 : taken;
	if (newline && len && rest->data[len - 1] == '\r')
		len--;
	*line = (struct slice){rest->data, len};
	rest->data += taken;
	rest->len -= taken;
	return true;
}

void text_position(const char *data, size_t len, size_t offset, uint32_t *line, uint32_t *column)
{
	size_t start = 0;

	if (offset > len)
		offset = len;
	*line = 1;
	for (;;) {
		const char *newline =
		        start < offset ? memchr(data + start, '\n', offset - start) : NULL;
		if (!newline)
			break;
		start = (size_t)(newline - data) + 1;
		++*line;
	}
	*column = (uint32_t)(offset - start) + 1;
}

static bool turns_direction(int32_t code)
{
	return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
	       code == 0x2028 || code == 0x2029;
}

static void escape_newline(struct buf *out, enum text_newline newline)
{
	switch (newline) {
	case TEXT_NEWLINE_KEEP:
		buf_putc(out, '\n');
		break;
	case TEXT_NEWLINE_SPACE:
		buf_putc(out, ' ');
		break;
	case TEXT_NEWLINE_ESCAPE:
		buf_puts(out, "\\n");
		break;
	}
}

void text_escape(struct buf *out, const char *data, size_t len, enum text_newline newline)
{
	size_t at = 0, plain = 0; /* data[plain..at) is copied as it is */

	while (at < len) {
		int32_t code;
		size_t used = text_decode(data + at, len - at, &code);
		bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
		if (!control && !turns_direction(code)) {
			at += used;
			continue;
		}
		buf_add(out, data + plain, at - plain);
		if (code == '\r' && at + 1 < len && data[at + 1] == '\n')
			used = 1; /* the line feed that follows says it */
		else if (code == '\n')
			escape_newline(out, newline);
		else if (code == '\t')
			buf_putc(out, ' ');
		else if (code < 0x80)
			buf_print(out, "\\x%02x", (unsigned char)data[at]);
		else
			buf_print(out, "\\u%04x", (unsigned)code);
		at += used;
		plain = at;
	}
	buf_add(out, data + plain, len - plain);
}

static size_t columns_of(int32_t code)
{
	int width = code < 0 ? 0 : utf8proc_charwidth(code);

	return code < 0x20 || width < 0 ? 0 : (size_t)width;
}

size_t text_width(const char *data, size_t len)
{
	size_t width = 0;

	for (size_t at = 0; at < len;) {
		int32_t code;
		at += text_decode(data + at, len - at, &code);
		width += columns_of(code);
	}
	return width;
}

size_t text_cut(struct buf *out, const char *data, size_t len, size_t columns)
{
	size_t width = 0;
	size_t fits = 0, fits_width = 0; /* the longest start that leaves a column free */

	for (size_t at = 0; at < len;) {
		int32_t code;
		at += text_decode(data + at, len - at, &code);
		width += columns_of(code);
		if (width < columns) {
			fits = at;
			fits_width = width;
		}
		if (width > columns) {
			if (!columns)
				return 0;
			buf_add(out, data, fits);
			buf_puts(out, "\xE2\x80\xA6");
			return fits_width + 1;
		}
	}
	buf_add(out, data, len);
	return width;
}
