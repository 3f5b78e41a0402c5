/* SPDX-License-Identifier: MIT */
#include "formats/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define TEXT(literal) literal, sizeof literal - 1

static void valid_utf8_passes(void **state)
{
	size_t bad = 77;

	(void)state;
	assert_true(text_valid(TEXT(""), &bad));
	assert_true(text_valid(TEXT("plain ASCII that is longer than eight bytes"), &bad));
	assert_true(text_valid(
	        TEXT("J\xC3\xBCrgen \xE2\x82\xAC \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF"), &bad));
	assert_int_equal(bad, 77);
}

static void the_first_wrong_byte_is_named(void **state)
{
	static const struct {
		const char *text;
		size_t len, bad;
	} sample[] = {
	        {TEXT("\xFF"), 0}, {TEXT("abcdefgh\x80"), 8}, {TEXT("abcdefghijkl\xC3"), 12},
	        {TEXT("\xC3\xBC\xC0\xAF"), 2},                          /* overlong '/' */
	        {TEXT("a\xED\xA0\x80"), 1},                             /* a surrogate */
	        {TEXT("a\xF4\x90\x80\x80"), 1},                         /* above U+10FFFF */
	        {TEXT("ab\0cd"), 2},                                    /* NUL */
	        {TEXT("0123456789abcde\0"), 15}, {TEXT("\xE2\x82"), 0}, /* cut short */
	};

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		size_t bad = 77;
		assert_false(text_valid(sample[i].text, sample[i].len, &bad));
		assert_int_equal(bad, sample[i].bad);
	}
}

static void lines_end_at_lf_and_crlf_and_not_at_cr(void **state)
{
	struct slice rest = {TEXT("a\r\nb\rc\n\n\r\nlast\r")};
	static const char *const want[] = {"a", "b\rc", "", "", "last\r"};
	struct slice line;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		assert_true(text_line(&rest, &line));
		assert_true(slice_is(line, want[i]));
	}
	assert_false(text_line(&rest, &line));
}

static void slices_trim_and_compare(void **state)
{
	(void)state;
	assert_true(slice_is(slice_trim(slice_of(" \t\r\n\v\fa b \r")), "a b"));
	assert_int_equal(slice_trim(slice_of(" \t ")).len, 0);
	assert_true(slice_same_word(slice_of("Consent"), slice_of("cONSENT")));
	assert_false(slice_same_word(slice_of("consent"), slice_of("consen")));
	assert_false(slice_same_word(slice_of("@"), slice_of("`"))); /* 32 apart, no letters */
	assert_true(slice_starts(slice_of("roles/x"), "roles/"));
	assert_false(slice_starts(slice_of("role"), "roles/"));
	assert_int_equal(text_mark(TEXT("\xEF\xBB\xBFx")), 3);
	assert_int_equal(text_mark(TEXT("\xEF\xBB")), 0);
}

static void a_position_is_a_line_and_a_column(void **state)
{
	uint32_t line, column;

	(void)state;
	text_position(TEXT("ab\ncd\n"), 4, &line, &column);
	assert_int_equal(line, 2);
	assert_int_equal(column, 2);
	text_position(TEXT("ab\ncd\n"), 2, &line, &column);
	assert_int_equal(line, 1);
	assert_int_equal(column, 3);
	text_position(TEXT("ab\ncd\n"), 6, &line, &column);
	assert_int_equal(line, 3);
	assert_int_equal(column, 1);
}

static void escaped(const char *text, size_t len, enum text_newline newline, const char *want)
{
	struct buf out = BUF_INIT;

	text_escape(&out, text, len, newline);
	assert_string_equal(out.data, want);
	buf_release(&out);
}

static void no_byte_commands_a_terminal(void **state)
{
	(void)state;
	escaped(TEXT("\x1B[31mred\x07\x7F"), TEXT_NEWLINE_KEEP, "\\x1b[31mred\\x07\\x7f");
	escaped(TEXT("a\tb\0c"), TEXT_NEWLINE_KEEP, "a b\\x00c");
	escaped(TEXT("\xC2\x9B"
	             "31m"),
	        TEXT_NEWLINE_KEEP, "\\u009b31m");
	escaped(TEXT("\x9B"
	             "31m"),
	        TEXT_NEWLINE_KEEP, "\\x9b31m");
	escaped(TEXT("J\xC3\xBCrgen \xF0\x9F\x98\x80\xC3"), TEXT_NEWLINE_KEEP,
	        "J\xC3\xBCrgen \xF0\x9F\x98\x80\\xc3");
	escaped(TEXT("x\xE2\x80\xAEy\xE2\x81\xA6z\xE2\x80\xA8"), TEXT_NEWLINE_KEEP,
	        "x\\u202ey\\u2066z\\u2028");
	escaped(TEXT("\xE2\x80\xAA\xE2\x81\xA9\xE2\x81\xAA"), TEXT_NEWLINE_KEEP,
	        "\\u202a\\u2069\xE2\x81\xAA");
}

static void every_single_byte_is_harmless_when_escaped(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		struct buf out = BUF_INIT;
		char c = (char)byte;
		text_escape(&out, &c, 1, TEXT_NEWLINE_SPACE);
		for (size_t i = 0; i < out.len; i++)
			assert_in_range((unsigned char)out.data[i], 0x20, 0x7E);
		assert_int_not_equal(out.len, 0);
		buf_release(&out);
	}
}

static void newlines_follow_the_policy(void **state)
{
	(void)state;
	escaped(TEXT("a\r\nb\n"), TEXT_NEWLINE_KEEP, "a\nb\n");
	escaped(TEXT("a\r\nb\n"), TEXT_NEWLINE_SPACE, "a b ");
	escaped(TEXT("a\r\nb\rc"), TEXT_NEWLINE_ESCAPE, "a\\nb\\x0dc");
}

static void cut(const char *text, size_t columns, const char *want, size_t width)
{
	struct buf out = BUF_INIT;

	assert_int_equal(text_cut(&out, text, strlen(text), columns), width);
	assert_string_equal(out.data, want);
	assert_int_equal(text_width(out.data, out.len), width);
	buf_release(&out);
}

static void width_counts_columns_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(text_width(TEXT("abc")), 3);
	assert_int_equal(text_width(TEXT("J\xC3\xBCrgen")), 6);
	assert_int_equal(text_width(TEXT("u\xCC\x88")), 1);                /* combining */
	assert_int_equal(text_width(TEXT("\xE6\xBC\xA2\xE5\xAD\x97")), 4); /* wide */
	assert_int_equal(text_width(TEXT("a\xFF"
	                                 "b")),
	        2);
}

static void a_cut_fits_and_says_that_it_is_one(void **state)
{
	(void)state;
	cut("abc", 3, "abc", 3);
	cut("abcd", 3, "ab\xE2\x80\xA6", 3);
	cut("abcd", 1, "\xE2\x80\xA6", 1);
	cut("abcd", 0, "", 0);
	cut("", 0, "", 0);
	/* a wide character does not fit into the one column left */
	cut("a\xE6\xBC\xA2\xE5\xAD\x97", 4, "a\xE6\xBC\xA2\xE2\x80\xA6", 4);
	cut("a\xE6\xBC\xA2\xE5\xAD\x97", 3, "a\xE2\x80\xA6", 2);
	/* a mark stays on its letter */
	cut("xu\xCC\x88zz", 3, "xu\xCC\x88\xE2\x80\xA6", 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(valid_utf8_passes),
	        cmocka_unit_test(the_first_wrong_byte_is_named),
	        cmocka_unit_test(lines_end_at_lf_and_crlf_and_not_at_cr),
	        cmocka_unit_test(slices_trim_and_compare),
	        cmocka_unit_test(a_position_is_a_line_and_a_column),
	        cmocka_unit_test(no_byte_commands_a_terminal),
	        cmocka_unit_test(every_single_byte_is_harmless_when_escaped),
	        cmocka_unit_test(newlines_follow_the_policy),
	        cmocka_unit_test(width_counts_columns_not_bytes),
	        cmocka_unit_test(a_cut_fits_and_says_that_it_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
