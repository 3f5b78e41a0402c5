/* SPDX-License-Identifier: MIT */
#include "formats/ics.h"

#include "formats/date.h"
#include "formats/text.h"
#include "formats/value.h"

#include <stdio.h>
#include <string.h>

enum { LINE_MAX_OCTETS = 75 };

/* One content line, folded: what follows begins with a blank, which counts. */
static void put_line(struct buf *to, const char *text, size_t len)
{
	size_t column = 0;

	for (size_t at = 0; at < len;) {
		int32_t code;
		size_t size = text_decode(text + at, len - at, &code);
		if (column + size > LINE_MAX_OCTETS) {
			buf_puts(to, "\r\n ");
			column = 1;
		}
		buf_add(to, text + at, size);
		column += size;
		at += size;
	}
	buf_puts(to, "\r\n");
}

static void put_plain(struct buf *to, const char *name, const char *value)
{
	struct buf line = BUF_INIT;

	buf_print(&line, "%s:%s", name, value);
	put_line(to, line.data, line.len);
	buf_release(&line);
}

/* Controls have no place in a calendar, and broken UTF-8 neither. */
static void put_text(struct buf *to, const char *name, const char *value)
{
	struct buf line = BUF_INIT;
	size_t len = strlen(value);

	buf_print(&line, "%s:", name);
	for (size_t at = 0; at < len;) {
		int32_t code;
		size_t size = text_decode(value + at, len - at, &code);
		char c = value[at];
		if (code < 0)
			buf_puts(&line, "\xEF\xBF\xBD");
		else if (c == '\n')
			buf_puts(&line, "\\n");
		else if (c == ',' || c == ';' || c == '\\')
			buf_print(&line, "\\%c", c);
		else if (size > 1 || (code >= 0x20 && code != 0x7F))
			buf_add(&line, value + at, size);
		at += size;
	}
	put_line(to, line.data, line.len);
	buf_release(&line);
}

/* "20260430" */
static void put_day(struct buf *to, const char *name, int32_t day, const char *time)
{
	struct civil civil = day_civil(day);
	char text[32];

	buf_puts(to, name);
	snprintf(text, sizeof text, "%04d%02d%02d%s", civil.year, civil.month, civil.day, time);
	buf_print(to, ":%s\r\n", text);
}

void ics_begin(struct buf *to, const char *name)
{
	buf_puts(to, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//moot//moot//EN\r\n"
	             "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
	put_text(to, "X-WR-CALNAME", name);
}

void ics_add(struct buf *to, const struct ics_item *item)
{
	const char *kind = item->kind == ICS_TODO ? "VTODO" : "VEVENT";

	put_plain(to, "BEGIN", kind);
	put_text(to, "UID", item->uid);
	put_day(to, "DTSTAMP", item->stamp, "T000000Z");
	if (item->kind == ICS_EVENT)
		put_day(to, "DTSTART;VALUE=DATE", item->day, "");
	else if (item->day != DAY_NONE)
		put_day(to, "DUE;VALUE=DATE", item->day, "");
	put_text(to, "SUMMARY", item->summary);
	if (item->description)
		put_text(to, "DESCRIPTION", item->description);
	put_plain(to, item->kind == ICS_TODO ? "STATUS" : "TRANSP",
	        item->kind == ICS_TODO ? "NEEDS-ACTION" : "TRANSPARENT");
	put_plain(to, "END", kind);
}

void ics_end(struct buf *to)
{
	buf_puts(to, "END:VCALENDAR\r\n");
}
