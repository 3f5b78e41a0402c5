/* SPDX-License-Identifier: MIT */
#include "cmd/out.h"
#include "cmd/report_finding.h"
#include "cmd/table.h"

#include "formats/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *written;
static size_t written_len;
static struct out out;
static struct arena arena = ARENA_INIT;

static void begin(enum form form)
{
	out = (struct out)OUT_INIT;
	out.form = form;
	out.file = open_memstream(&written, &written_len);
	assert_non_null(out.file);
}

static void wrote(const char *wanted, size_t len)
{
	struct error err = ERROR_INIT;

	assert_int_equal(out_close(&out, &err), 0);
	if (written_len == len)
		assert_memory_equal(written, wanted, len);
	else
		assert_string_equal(written, wanted);
	assert_int_equal(written_len, len);
	free(written);
	buf_release(&out.line);
	arena_release(&arena);
}

static void wrote_text(const char *wanted)
{
	wrote(wanted, strlen(wanted));
}

static void role(const char *title)
{
	record_open(&out);
	record_text(&out, "role", "release");
	record_text(&out, "title", title);
	record_text(&out, "kind", NULL);
	record_number(&out, "seats", 2);
	record_list_open(&out, "holders");
	record_group_open(&out, NULL);
	record_text(&out, "person", "a:b,c");
	record_day(&out, "from", 0);
	record_day(&out, "until", DAY_NONE);
	record_flag(&out, "in_force", true);
	record_list_open(&out, "why");
	record_text(&out, NULL, "x+y");
	record_text(&out, NULL, "z");
	record_list_close(&out);
	record_group_close(&out);
	record_group_open(&out, NULL);
	record_text(&out, "person", "d");
	record_group_close(&out);
	record_list_close(&out);
	record_list_open(&out, "topics");
	record_list_close(&out);
	record_close(&out);
}

static void one_printer_makes_json(void **state)
{
	(void)state;
	begin(FORM_JSON);
	role("Release\tlead \"R\"\n");
	wrote_text("{\"v\":1,\"role\":\"release\",\"title\":\"Release\\tlead \\\"R\\\"\\n\","
	           "\"kind\":null,\"seats\":2,\"holders\":[{\"person\":\"a:b,c\","
	           "\"from\":\"1970-01-01\",\"until\":null,\"in_force\":true,"
	           "\"why\":[\"x+y\",\"z\"]},{\"person\":\"d\"}],\"topics\":[]}\n");
}

static void the_same_printer_makes_porcelain(void **state)
{
	(void)state;
	begin(FORM_PORCELAIN);
	role("a: b, c\\d");
	wrote_text("release\ta: b, c\\\\d\t\t2\t"
	           "a\\:b\\,c:1970-01-01::yes:x\\+y+z,d\t\n");
}

static void nothing_is_recorded_in_the_human_form(void **state)
{
	(void)state;
	begin(FORM_HUMAN);
	role("title");
	wrote_text("");
}

static void porcelain_keeps_records_on_a_line(void **state)
{
	(void)state;
	begin(FORM_PORCELAIN);
	record_open(&out);
	record_text(&out, "a", "tab\there");
	record_text(&out, "b", "two\nlines\r");
	record_text(&out, "c", "\033[31mred \xC3\xA4 \xFF");
	record_close(&out);
	wrote_text("tab\\there\ttwo\\nlines\\x0d\t\\x1b[31mred \xC3\xA4 \\xff\n");
}

static void z_ends_with_a_nul_and_keeps_newlines(void **state)
{
	(void)state;
	begin(FORM_PORCELAIN);
	out.nul = true;
	record_open(&out);
	record_text(&out, "a", "tab\there\\");
	record_bytes(&out, "b", "two\nlines\0\xFF", 11);
	record_close(&out);
	wrote("tab\\there\\\\\ttwo\nlines\\x00\xFF", 27);
}

static void json_mends_what_is_no_text(void **state)
{
	(void)state;
	begin(FORM_JSON);
	record_open(&out);
	record_bytes(&out, "a", "x\xFF\xC3\xA4\0y", 6);
	record_number(&out, "n", INT64_MIN);
	record_close(&out);
	wrote_text(
	        "{\"v\":1,\"a\":\"x\xEF\xBF\xBD\xC3\xA4\\u0000y\",\"n\":-9223372036854775808}\n");
}

static void nothing_commands_the_terminal(void **state)
{
	(void)state;
	begin(FORM_HUMAN);
	out_print(&out, "%s\n", "\033]0;owned\007\xE2\x80\xAE");
	out_field(&out, "a\nb\tc\033", 0);
	out_print(&out, "\n");
	out_field(&out, "abcdef", 4);
	wrote_text("\\x1b]0;owned\\x07\\u202e\na\\nb c\\x1b\nabc\xE2\x80\xA6");
}

static void styles_are_ours_alone(void **state)
{
	(void)state;
	begin(FORM_HUMAN);
	out.color = true;
	out_style(&out, STYLE_BAD, "%s", "x\033[m");
	out_style(&out, STYLE_PLAIN, "y");
	wrote_text("\033[31mx\\x1b[m\033[my");
}

static void text_is_folded_at_blanks(void **state)
{
	(void)state;
	begin(FORM_HUMAN);
	out.width = 16;
	out_fold(&out, 2, "one two three four\n\nfive-is-a-long-word-that-stays six");
	wrote_text("  one two three\n  four\n\n  five-is-a-long-word-that-stays\n  six\n");
}

static void small_table(struct table *table, const char *last)
{
	table_row(table, &arena);
	table_cell(table, STYLE_PLAIN, "a");
	table_cell(table, STYLE_PLAIN, "%d", 5);
	table_cell(table, STYLE_PLAIN, "%s", last);
	table_row(table, &arena);
	table_cell(table, STYLE_PLAIN, "long");
	table_cell(table, STYLE_PLAIN, "%d", 100);
	table_cell(table, STYLE_PLAIN, "x");
	table_row(table, &arena);
	table_cell(table, STYLE_PLAIN, "alone");
}

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
	struct table table = TABLE_INIT;

	(void)state;
	begin(FORM_HUMAN);
	table.right = 1U << 1;
	table.indent = 2;
	small_table(&table, "x");
	table_print(&table, &out);
	wrote_text("  a        5  x\n  long   100  x\n  alone\n");
}

static void the_last_column_is_folded_below_itself(void **state)
{
	struct table table = TABLE_INIT;

	(void)state;
	begin(FORM_HUMAN);
	out.width = 34;
	small_table(&table, "some words that do not fit on the line");
	table_print(&table, &out);
	wrote_text("a      5    some words that do not\n"
	           "            fit on the line\n"
	           "long   100  x\n"
	           "alone\n");
}

static void a_terminal_cuts_the_widest_of_the_others(void **state)
{
	struct table table = TABLE_INIT;

	(void)state;
	begin(FORM_HUMAN);
	out.width = 32;
	out.terminal = true;
	table_row(&table, &arena);
	table_cell(&table, STYLE_PLAIN, "ab");
	table_cell(&table, STYLE_PLAIN, "negotiations/2026/0824");
	table_cell(&table, STYLE_PLAIN, "twenty columns go in");
	table_print(&table, &out);
	wrote_text("ab  negot\xE2\x80\xA6  twenty columns go in\n");
}

static void wide_characters_count_as_two_columns(void **state)
{
	struct table table = TABLE_INIT;

	(void)state;
	begin(FORM_HUMAN);
	table_row(&table, &arena);
	table_cell(&table, STYLE_PLAIN, "\xE6\x97\xA5");
	table_cell(&table, STYLE_PLAIN, "x");
	table_row(&table, &arena);
	table_cell(&table, STYLE_PLAIN, "abc");
	table_cell(&table, STYLE_PLAIN, "y");
	table_print(&table, &out);
	wrote_text("\xE6\x97\xA5   x\nabc  y\n");
}

static struct finding sample(void)
{
	return (struct finding){
	        .severity = SEVERITY_ERROR,
	        .code = "E104",
	        .path = "roles/x.ini",
	        .line = 4,
	        .column = 1,
	        .width = 6,
	        .message = "unknown key 'colour'",
	        .hint = "did you mean 'color'?",
	        .source = "colour = red",
	};
}

static void a_finding_shows_line_caret_and_hint(void **state)
{
	struct finding finding = sample();

	(void)state;
	begin(FORM_HUMAN);
	report_finding(&out, &finding);
	wrote_text("roles/x.ini:4:1: error: unknown key 'colour' [E104]\n"
	           "    colour = red\n"
	           "    ^~~~~~\n"
	           "hint: did you mean 'color'?\n");
}

static void a_caret_stands_below_its_column_whatever_is_before(void **state)
{
	struct finding finding = sample();

	(void)state;
	begin(FORM_HUMAN);
	/* a control (four columns when shown), a wide character (two), an a-umlaut (one) */
	finding.source = "\033\xE6\x97\xA5\xC3\xA4 = x";
	finding.column = 10;
	finding.width = 100;
	report_finding(&out, &finding);
	wrote_text("roles/x.ini:4:10: error: unknown key 'colour' [E104]\n"
	           "    \\x1b\xE6\x97\xA5\xC3\xA4 = x\n"
	           "              ^\n"
	           "hint: did you mean 'color'?\n");
}

static void a_finding_far_right_is_brought_into_view(void **state)
{
	struct finding finding = sample();

	(void)state;
	begin(FORM_HUMAN);
	out.width = 40;
	finding.source = "a line that goes on and on and on until at last WRONG comes";
	finding.column = 49;
	finding.width = 5;
	finding.hint = NULL;
	report_finding(&out, &finding);
	wrote_text("roles/x.ini:4:49: error: unknown key 'colour' [E104]\n"
	           "    ... WRONG comes\n"
	           "        ^~~~~\n");
}

static void a_path_cannot_forge_a_finding(void **state)
{
	struct finding finding = sample();

	(void)state;
	begin(FORM_HUMAN);
	finding.path = "a\nroles/y.ini:1:1: error: \033[m";
	finding.line = 0;
	finding.hint = NULL;
	report_finding(&out, &finding);
	wrote_text("a roles/y.ini:1:1: error: \\x1b[m: error: unknown key 'colour' [E104]\n");
}

static void a_finding_is_a_record_too(void **state)
{
	struct finding finding = sample();

	(void)state;
	begin(FORM_PORCELAIN);
	report_finding(&out, &finding);
	finding.line = finding.column = 0;
	finding.hint = NULL;
	report_finding(&out, &finding);
	wrote_text("E104\terror\troles/x.ini\t4\t1\tunknown key 'colour'\t"
	           "did you mean 'color'?\t\n"
	           "E104\terror\troles/x.ini\t\t\tunknown key 'colour'\t\t\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(one_printer_makes_json),
	        cmocka_unit_test(the_same_printer_makes_porcelain),
	        cmocka_unit_test(nothing_is_recorded_in_the_human_form),
	        cmocka_unit_test(porcelain_keeps_records_on_a_line),
	        cmocka_unit_test(z_ends_with_a_nul_and_keeps_newlines),
	        cmocka_unit_test(json_mends_what_is_no_text),
	        cmocka_unit_test(nothing_commands_the_terminal),
	        cmocka_unit_test(styles_are_ours_alone),
	        cmocka_unit_test(text_is_folded_at_blanks),
	        cmocka_unit_test(columns_are_as_wide_as_their_widest_cell),
	        cmocka_unit_test(the_last_column_is_folded_below_itself),
	        cmocka_unit_test(a_terminal_cuts_the_widest_of_the_others),
	        cmocka_unit_test(wide_characters_count_as_two_columns),
	        cmocka_unit_test(a_finding_shows_line_caret_and_hint),
	        cmocka_unit_test(a_caret_stands_below_its_column_whatever_is_before),
	        cmocka_unit_test(a_finding_far_right_is_brought_into_view),
	        cmocka_unit_test(a_path_cannot_forge_a_finding),
	        cmocka_unit_test(a_finding_is_a_record_too),
	};

	return cmocka_run_group_tests_name("out", tests, NULL, NULL);
}
