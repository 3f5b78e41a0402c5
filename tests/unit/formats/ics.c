/* SPDX-License-Identifier: MIT */
/* Calendars, octet by octet. */
#include "formats/ics.h"

#include "formats/date.h"
#include "formats/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int32_t day(const char *text)
{
	struct error err = ERROR_INIT;
	int32_t out;

	assert_int_equal(day_parse(&out, text, strlen(text), &err), 0);
	return out;
}

static void an_event_is_these_lines(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	ics_begin(&text, "Tidemark");
	ics_add(&text, &(struct ics_item){.kind = ICS_EVENT,
	                       .uid = "term@moot",
	                       .stamp = day("2026-01-05"),
	                       .day = day("2026-04-30"),
	                       .summary = "ben's term ends"});
	ics_end(&text);
	assert_string_equal(text.data,
	        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//moot//moot//EN\r\n"
	        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
	        "X-WR-CALNAME:Tidemark\r\n"
	        "BEGIN:VEVENT\r\nUID:term@moot\r\nDTSTAMP:20260105T000000Z\r\n"
	        "DTSTART;VALUE=DATE:20260430\r\nSUMMARY:ben's term ends\r\n"
	        "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	buf_release(&text);
}

static void a_task_may_have_no_day(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	ics_add(&text, &(struct ics_item){.kind = ICS_TODO,
	                       .uid = "a",
	                       .stamp = day("2026-01-05"),
	                       .day = DAY_NONE,
	                       .summary = "x",
	                       .description = "moot show 7k3f"});
	assert_null(strstr(text.data, "DUE"));
	assert_non_null(strstr(text.data, "DESCRIPTION:moot show 7k3f\r\nSTATUS:NEEDS-ACTION\r\n"));
	buf_release(&text);
}

static void what_text_may_not_hold_is_escaped(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	ics_begin(&text, "a,b;c\\d\ne\001\xFF"
	                 "f\rEND:VCALENDAR");
	assert_non_null(strstr(text.data, "X-WR-CALNAME:a\\,b\\;c\\\\d\\ne\xEF\xBF\xBD"
	                                  "fEND:VCALENDAR\r\n"));
	buf_release(&text);
}

/* Every line at most 75 octets, and unfolded it is the text again. */
static void long_lines_are_folded_between_characters(void **state)
{
	struct buf text = BUF_INIT, whole = BUF_INIT;
	struct buf name = BUF_INIT;

	(void)state;
	for (int i = 0; i < 100; i++)
		buf_puts(&name, i % 3 ? "\xC3\xB6" : "\xF0\x9F\x8C\x8A");
	ics_begin(&text, name.data);
	for (const char *line = text.data; *line;) {
		const char *end = strstr(line, "\r\n");
		assert_non_null(end);
		assert_true(end - line <= 75);
		/* a continuation begins with a blank and then a whole character */
		if (*line == ' ')
			assert_true(((unsigned char)line[1] & 0xC0) != 0x80);
		line = end + 2;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (!strncmp(text.data + i, "\r\n ", 3))
			i += 2;
		else
			buf_putc(&whole, text.data[i]);
	}
	assert_non_null(strstr(whole.data, name.data));
	buf_release(&text);
	buf_release(&whole);
	buf_release(&name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(an_event_is_these_lines),
	        cmocka_unit_test(a_task_may_have_no_day),
	        cmocka_unit_test(what_text_may_not_hold_is_escaped),
	        cmocka_unit_test(long_lines_are_folded_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
