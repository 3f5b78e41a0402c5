/* SPDX-License-Identifier: MIT */
#include "formats/ballot.h"

#include "formats/buf.h"
#include "tests/unit/files.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define CASES "tests/formats/ballot/"

struct parsed {
	struct arena arena;
	struct findings findings;
	struct ballots ballots;
	bool countable;
};

static struct parsed *parse(const char *text, size_t len, enum ballot_kind kind)
{
	struct parsed *parsed = calloc(1, sizeof *parsed);
	char *exact = malloc(len ? len : 1); /* so that a byte too far is seen */

	assert_non_null(parsed);
	assert_non_null(exact);
	if (len)
		memcpy(exact, text, len);
	parsed->findings = (struct findings)FINDINGS_INIT(&parsed->arena);
	parsed->countable = ballots_parse(
	        &parsed->ballots, &parsed->arena, exact, len, "x.csv", kind, &parsed->findings);
	free(exact);
	return parsed;
}

static struct parsed *parse_text(const char *text)
{
	return parse(text, strlen(text), BALLOT_RANKS);
}

static void release(struct parsed *parsed)
{
	arena_release(&parsed->arena);
	free(parsed);
}

static void print_options(struct buf *out, const struct ballots *ballots)
{
	for (size_t i = 0; i < ballots->options; i++) {
		buf_puts(out, i ? " | " : "");
		for (const char *c = ballots->option[i]; *c; c++)
			buf_print(out, *c == '\n' ? "\\n" : "%c", *c);
	}
	buf_putc(out, '\n');
}

static void print_ballots(struct buf *out, const struct ballots *ballots)
{
	const uint32_t *mark = ballots->mark;

	print_options(out, ballots);
	for (size_t row = 0; row < ballots->rows; row++) {
		buf_print(out, "%" PRIu32 ":", ballots->weight[row]);
		for (size_t i = 0; i < ballots->options; i++, mark++)
			if (*mark == BALLOT_UNRANKED)
				buf_puts(out, " -");
			else
				buf_print(out, " %" PRIu32, *mark);
		buf_putc(out, '\n');
	}
	if (ballots->seats)
		buf_print(out, "seats %zu\n", ballots->seats);
}

static void print_findings(struct buf *out, struct findings *findings)
{
	findings_sort(findings);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->item[i];
		assert_string_equal(finding->path, "x.csv");
		buf_print(out, "%u:%u: %s [%s]\n", finding->line, finding->column, finding->message,
		        finding->code);
	}
}

static enum ballot_kind kind_of(const char *name)
{
	if (!strncmp(name, "scores-", 7))
		return BALLOT_SCORES;
	return strncmp(name, "approvals-", 10) ? BALLOT_RANKS : BALLOT_APPROVALS;
}

static void run_case(const char *path, void *context)
{
	struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	bool valid = *(const bool *)context;

	file_case(&text, &want, path);
	struct parsed *parsed = parse(text.data, text.len, kind_of(strrchr(path, '/') + 1));
	if (valid)
		print_ballots(&got, &parsed->ballots);
	print_findings(&got, &parsed->findings);
	if (strcmp(got.data, want.data))
		fail_msg("%s:\n%s", path, got.data);
	assert_int_equal(findings_has(&parsed->findings, SEVERITY_ERROR), !valid);
	if (valid)
		assert_true(parsed->countable);
	release(parsed);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
}

/* Most are CSV, a few the files that counting programs exchange. */
static void run_folder(const char *folder, bool valid)
{
	folder_each(folder, ".csv", 13, run_case, &valid);
	folder_each(folder, ".blt", 2, run_case, &valid);
}

static void valid_files_read_as_expected(void **state)
{
	(void)state;
	run_folder(CASES "valid", true);
}

static void invalid_files_are_found_out_line_by_line(void **state)
{
	(void)state;
	run_folder(CASES "invalid", false);
}

static void rows_with_errors_are_left_out_and_the_rest_is_read(void **state)
{
	struct parsed *parsed = parse_text("a,b\n1,2\n1\n1,x\n2,1\n");
	(void)state;

	assert_true(parsed->countable);
	assert_int_equal(parsed->ballots.rows, 2);
	assert_int_equal(parsed->ballots.voters, 2);
	assert_int_equal(parsed->ballots.left_out, 2);
	assert_int_equal(parsed->ballots.mark[2], 2);
	release(parsed);
}

static void a_finding_shows_its_line_and_a_hint(void **state)
{
	struct parsed *parsed = parse_text("a,b\n1,2\n1,zwei\n");
	const struct finding *finding = parsed->findings.item;
	(void)state;

	assert_int_equal(parsed->findings.count, 1);
	assert_string_equal(finding->source, "1,zwei");
	assert_int_equal(finding->width, 4);
	assert_string_equal(
	        finding->hint, "1 is the best rank; leave the cell empty for no opinion");
	release(parsed);
}

static void a_megabyte_cell_is_cut_in_the_message(void **state)
{
	struct buf text = BUF_INIT;
	(void)state;

	buf_puts(&text, "a,b\n1,2\n1,");
	for (size_t i = 0; i < 1u << 19; i++)
		buf_puts(&text, "é");
	buf_puts(&text, "\n2,1\n");
	struct parsed *parsed = parse(text.data, text.len, BALLOT_RANKS);
	assert_int_equal(parsed->findings.count, 1);
	assert_int_equal(parsed->findings.item->line, 3);
	assert_int_equal(strlen(parsed->findings.item->message), strlen("'…' is no rank") + 40);
	assert_in_range(strlen(parsed->findings.item->source), 1, 512);
	assert_int_equal(parsed->ballots.rows, 2);
	release(parsed);
	buf_release(&text);
}

static void a_megabyte_name_is_refused(void **state)
{
	struct buf text = BUF_INIT;
	(void)state;

	buf_puts(&text, "a,");
	for (size_t i = 0; i < 1u << 20; i++)
		buf_putc(&text, 'b');
	buf_puts(&text, "\n2,1\n");
	struct parsed *parsed = parse(text.data, text.len, BALLOT_RANKS);
	assert_string_equal(parsed->findings.item->code, "E708");
	assert_int_equal(parsed->findings.item->column, 3);
	release(parsed);
	buf_release(&text);
}

static void a_thousand_options_are_read_and_one_more_is_not(void **state)
{
	(void)state;

	for (size_t options = 1000; options <= 1001; options++) {
		struct buf text = BUF_INIT;
		for (size_t i = 0; i < options; i++)
			buf_print(&text, "%so%zu", i ? "," : "", i);
		buf_putc(&text, '\n');
		for (size_t i = 0; i < options; i++)
			buf_print(&text, "%s%zu", i ? "," : "", i + 1);
		struct parsed *parsed = parse(text.data, text.len, BALLOT_RANKS);
		assert_int_equal(parsed->countable, options == 1000);
		assert_int_equal(parsed->findings.count, options == 1001);
		if (options == 1000)
			assert_int_equal(parsed->ballots.mark[999], 1000);
		release(parsed);
		buf_release(&text);
	}
}

static void many_errors_are_counted_instead_of_told(void **state)
{
	struct buf text = BUF_INIT;
	(void)state;

	buf_puts(&text, "a,b\n1,2\n");
	for (size_t i = 0; i < 1000; i++)
		buf_puts(&text, "-1,2\n");
	struct parsed *parsed = parse(text.data, text.len, BALLOT_RANKS);
	assert_int_equal(parsed->findings.count, 201);
	assert_string_equal(parsed->findings.item[200].message, "and 800 more errors like these");
	assert_int_equal(parsed->ballots.left_out, 1000);
	assert_int_equal(parsed->ballots.rows, 1);
	release(parsed);
	buf_release(&text);
}

static void a_hundred_thousand_ballots_of_sixty_options_are_read(void **state)
{
	enum { ROWS = 100000, OPTIONS = 60 };
	struct buf text = BUF_INIT;
	(void)state;

	for (size_t i = 0; i < OPTIONS; i++)
		buf_print(&text, "%so%zu", i ? "," : "", i);
	for (size_t row = 0; row < ROWS; row++) {
		buf_putc(&text, '\n');
		for (size_t i = 0; i < OPTIONS; i++) {
			size_t rank = (i + row) % OPTIONS + 1;
			if (i)
				buf_putc(&text, ',');
			if (rank > 9)
				buf_putc(&text, (char)('0' + rank / 10));
			buf_putc(&text, (char)('0' + rank % 10));
		}
	}
	struct parsed *parsed = parse(text.data, text.len, BALLOT_RANKS);
	assert_int_equal(parsed->findings.count, 0);
	assert_int_equal(parsed->ballots.rows, ROWS);
	for (size_t row = 0; row < ROWS; row += 9999)
		for (size_t i = 0; i < OPTIONS; i++)
			assert_int_equal(
			        parsed->ballots.mark[row * OPTIONS + i], (i + row) % OPTIONS + 1);
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
	static const char piece[] = "aab,,;\t\"\"\n\r\r\n 0123-=#().\xEF\xBB\xBF\xC3\xA9";
	uint64_t seed = 20261124;
	(void)state;

	for (size_t round = 0; round < 20000; round++) {
		char text[96];
		size_t len = random_next(&seed) % sizeof text;
		for (size_t i = 0; i < len; i++)
			text[i] = piece[random_next(&seed) % (sizeof piece - 1)];
		if (round % 4 == 0 && len > 4)
			memcpy(text, "3 1\n", 4);
		struct parsed *parsed = parse(text, len, (enum ballot_kind)(round % 3));
		const struct ballots *ballots = &parsed->ballots;
		uint64_t voters = 0;
		for (size_t row = 0; row < ballots->rows; row++)
			voters += ballots->weight[row];
		assert_true(voters == ballots->voters);
		if (parsed->countable)
			assert_true(ballots->options > 0 && ballots->rows > 0);
		else
			assert_true(findings_has(&parsed->findings, SEVERITY_ERROR));
		for (size_t i = 0; i < ballots->options; i++)
			assert_non_null(ballots->option[i]);
		release(parsed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(valid_files_read_as_expected),
	        cmocka_unit_test(invalid_files_are_found_out_line_by_line),
	        cmocka_unit_test(rows_with_errors_are_left_out_and_the_rest_is_read),
	        cmocka_unit_test(a_finding_shows_its_line_and_a_hint),
	        cmocka_unit_test(a_megabyte_cell_is_cut_in_the_message),
	        cmocka_unit_test(a_megabyte_name_is_refused),
	        cmocka_unit_test(a_thousand_options_are_read_and_one_more_is_not),
	        cmocka_unit_test(many_errors_are_counted_instead_of_told),
	        cmocka_unit_test(a_hundred_thousand_ballots_of_sixty_options_are_read),
	        cmocka_unit_test(no_bytes_whatever_break_the_reader),
	};

	return cmocka_run_group_tests_name("formats/ballot", tests, NULL, NULL);
}
