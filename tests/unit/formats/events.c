/* SPDX-License-Identifier: MIT */
#include "formats/events.h"

#include "formats/buf.h"
#include "formats/date.h"
#include "tests/unit/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define CASES "tests/formats/events/"

struct parsed {
	struct arena arena;
	struct findings findings;
	struct events events;
};

static struct parsed *parse(const char *text, size_t len)
{
	struct parsed *parsed = calloc(1, sizeof *parsed);
	char *exact = malloc(len ? len : 1); /* so that a byte too far is seen */

	assert_non_null(parsed);
	assert_non_null(exact);
	if (len)
		memcpy(exact, text, len);
	parsed->findings = (struct findings)FINDINGS_INIT(&parsed->arena);
	events_parse(&parsed->events, &parsed->arena, exact, len, "x.tsv", &parsed->findings);
	free(exact); /* nothing may point into it any more */
	return parsed;
}

static void release(struct parsed *parsed)
{
	arena_release(&parsed->arena);
	free(parsed);
}

static void print(struct buf *out, struct parsed *parsed, bool rows)
{
	const struct events *events = &parsed->events;
	char day[DAY_SIZE];

	for (size_t i = 0; rows && i < events->row_count; i++) {
		const struct events_row *row = &events->row[i];
		buf_print(out, "%u: %s > %s %s %u %s\n", row->line, events->person[row->giver],
		        events->person[row->receiver], day_print(day, row->day), row->units,
		        events->topic[row->topic]);
	}
	if (rows) {
		buf_puts(out, "people");
		for (size_t i = 0; i < events->person_count; i++)
			buf_print(out, " %s", events->person[i]);
		buf_puts(out, "\ntopics");
		for (size_t i = 0; i < events->topic_count; i++)
			buf_print(out, " %s", events->topic[i]);
		buf_putc(out, '\n');
	}
	findings_sort(&parsed->findings);
	for (size_t i = 0; i < parsed->findings.count; i++) {
		const struct finding *finding = &parsed->findings.item[i];
		buf_print(out, "%u:%u: %s [%s]\n", finding->line, finding->column, finding->message,
		        finding->code);
	}
}

static void run_case(const char *path, void *context)
{
	struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	bool valid = *(const bool *)context;

	file_case(&text, &want, path);
	struct parsed *parsed = parse(text.data, text.len);
	print(&got, parsed, valid);
	if (strcmp(got.data, want.data))
		fail_msg("%s:\n%s", path, got.data);
	assert_int_equal(findings_has(&parsed->findings, SEVERITY_ERROR), !valid);
	release(parsed);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
}

static void valid_tables_read_as_expected(void **state)
{
	(void)state;
	folder_each(CASES "valid", ".tsv", 7, run_case, &(bool){true});
}

static void invalid_lines_are_found_out(void **state)
{
	(void)state;
	folder_each(CASES "invalid", ".tsv", 7, run_case, &(bool){false});
}

static void lines_with_errors_are_left_out_and_the_rest_is_read(void **state)
{
	static const char text[] = "ada\tbob\t2026-11-24\t4\tdocs\n"
	                           "mallory\tbob\t2026-11-24\t400\tdocs\n"
	                           "bob\tada\t2026-11-24\t1\tdocs\n";
	struct parsed *parsed = parse(text, sizeof text - 1);
	(void)state;

	assert_int_equal(parsed->events.row_count, 2);
	assert_int_equal(parsed->events.person_count, 2); /* mallory gets no number */
	assert_int_equal(parsed->events.row[1].line, 3);
	assert_int_equal(parsed->findings.count, 1);
	assert_string_equal(parsed->findings.item->source, "mallory\tbob\t2026-11-24\t400\tdocs");
	assert_int_equal(parsed->findings.item->width, 3);
	release(parsed);
}

static void a_handle_of_a_megabyte_is_refused(void **state)
{
	struct buf text = BUF_INIT;
	(void)state;

	buf_puts(&text, "ada\t");
	for (size_t i = 0; i < 1u << 20; i++)
		buf_putc(&text, 'b');
	buf_puts(&text, "\t2026-11-24\t4\tdocs\nada\tbob\t");
	for (size_t i = 0; i < 1u << 20; i++)
		buf_puts(&text, "9");
	buf_puts(&text, "\t4\tdocs\nada\tbob\t2026-11-24\t4\tdocs\n");
	struct parsed *parsed = parse(text.data, text.len);
	assert_int_equal(parsed->findings.count, 2);
	assert_string_equal(
	        parsed->findings.item[0].message, "the receiver has 1048576 bytes, at most 255");
	assert_in_range(strlen(parsed->findings.item[0].source), 1, 512);
	assert_in_range(strlen(parsed->findings.item[1].message), 1, 80);
	assert_int_equal(parsed->events.row_count, 1);
	release(parsed);
	buf_release(&text);
}

static void many_errors_are_counted_instead_of_told(void **state)
{
	struct buf text = BUF_INIT;
	(void)state;

	for (size_t i = 0; i < 1000; i++)
		buf_puts(&text, "ada\n");
	struct parsed *parsed = parse(text.data, text.len);
	assert_int_equal(parsed->findings.count, 201);
	assert_string_equal(parsed->findings.item[200].message, "and 800 more errors like these");
	release(parsed);
	buf_release(&text);
}

static void a_hundred_thousand_people_get_numbers_of_their_own(void **state)
{
	enum { PEOPLE = 100000 };
	struct buf text = BUF_INIT;
	char name[16];
	(void)state;

	for (unsigned i = 0; i < PEOPLE; i++)
		buf_print(&text, "p%u\tp%u\t2026-11-24\t4\tt%u\n", i, (i + 1) % PEOPLE, i % 1000);
	struct parsed *parsed = parse(text.data, text.len);
	assert_int_equal(parsed->findings.count, 0);
	assert_int_equal(parsed->events.person_count, PEOPLE);
	assert_int_equal(parsed->events.topic_count, 1000);
	for (unsigned i = 0; i < PEOPLE; i++) {
		const struct events_row *row = &parsed->events.row[i];
		snprintf(name, sizeof name, "p%u", i);
		assert_string_equal(parsed->events.person[row->giver], name);
		assert_int_equal(row->receiver, (row->giver + 1) % PEOPLE);
		assert_int_equal(row->topic, i % 1000);
	}
	release(parsed);
	buf_release(&text);
}

static uint64_t random_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void no_bytes_whatever_break_the_reader(void **state)
{
	static const char good[] = "ada\tbob\t2026-11-24\t4\tdocs\n";
	static const char piece[] = "\t\t\n\r -019a\0\xEF\xBB\xBF\xC3\xA9";
	uint64_t seed = 20261124;
	size_t rows = 0, errors = 0;
	(void)state;

	for (size_t round = 0; round < 20000; round++) {
		char text[3 * sizeof good];
		size_t len = 0;
		while (len + sizeof good < sizeof text) {
			memcpy(text + len, good, sizeof good - 1);
			len += sizeof good - 1;
		}
		for (uint64_t changes = random_next(&seed) % 6; changes > 0; changes--)
			text[random_next(&seed) % len] =
			        piece[random_next(&seed) % (sizeof piece - 1)];
		struct parsed *parsed = parse(text, len - random_next(&seed) % 4);
		for (size_t i = 0; i < parsed->events.row_count; i++) {
			const struct events_row *row = &parsed->events.row[i];
			assert_true(row->giver < parsed->events.person_count);
			assert_true(row->receiver < parsed->events.person_count);
			assert_true(row->topic < parsed->events.topic_count);
			assert_true(row->units <= EVENTS_UNITS_MAX);
		}
		rows += parsed->events.row_count;
		errors += parsed->findings.count;
		release(parsed);
	}
	assert_true(rows > 5000 && errors > 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(valid_tables_read_as_expected),
	        cmocka_unit_test(invalid_lines_are_found_out),
	        cmocka_unit_test(lines_with_errors_are_left_out_and_the_rest_is_read),
	        cmocka_unit_test(a_handle_of_a_megabyte_is_refused),
	        cmocka_unit_test(many_errors_are_counted_instead_of_told),
	        cmocka_unit_test(a_hundred_thousand_people_get_numbers_of_their_own),
	        cmocka_unit_test(no_bytes_whatever_break_the_reader),
	};

	return cmocka_run_group_tests_name("formats/events", tests, NULL, NULL);
}
