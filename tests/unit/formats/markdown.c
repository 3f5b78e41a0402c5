/* SPDX-License-Identifier: MIT */
#include "formats/markdown.h"
#include "formats/arena.h"
#include "formats/reference.h"
#include "formats/tame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void note(void *context, const struct markdown_run *run)
{
	static const char *const kinds[] = {"heading", "paragraph", "row"};

	buf_print(context, "%u:%u %s", run->line, run->column, kinds[run->kind]);
	if (run->level)
		buf_print(context, " level %d", run->level);
	if (run->depth)
		buf_print(context, " depth %d%s", run->depth, run->item ? " first" : "");
	buf_puts(context, " '");
	for (size_t i = 0; i < run->len; i++)
		buf_putc(context, run->text[i] == '\n' ? '/' : run->text[i]);
	buf_puts(context, "'\n");
}

static void reads(const char *text, const char *want)
{
	struct markdown *markdown = markdown_open();
	struct buf got = BUF_INIT;

	for (int exact = 0; exact < 2; exact++) {
		buf_clear(&got);
		markdown_set_exact(markdown, exact);
		markdown_read(markdown, text, strlen(text), 1, 1, note, &got);
		assert_string_equal(got.data, want);
	}
	markdown_close(markdown);
	buf_release(&got);
}

static void breaks_are_a_blank_or_a_line_end(void **state)
{
	(void)state;
	reads("a\nb  \nc", "1:1 paragraph 'a b/c'\n");
	reads("a\\\nb", "1:1 paragraph 'a/b'\n");
	reads("  a \n   b\t\n", "1:3 paragraph 'a b'\n");
}

static void a_row_of_a_table_is_a_run(void **state)
{
	(void)state;
	reads("| a | b |\n|--|:-:|\n| c | d |\n",
	        "1:1 row '| a | b |'\n2:1 row '|--|:-:|'\n3:1 row '| c | d |'\n");
	reads("a | b\nc | d\n", "1:1 paragraph 'a | b c | d'\n");
}

static void lists_say_how_deep_and_which_run_is_the_first(void **state)
{
	(void)state;
	reads("- a\n  - b\n\n    c\n- d\n",
	        "1:3 paragraph depth 1 first 'a'\n2:5 paragraph depth 2 first 'b'\n"
	        "4:5 paragraph depth 2 'c'\n5:3 paragraph depth 1 first 'd'\n");
	reads("- > q\n\n  a\n", "3:3 paragraph depth 1 'a'\n");
}

static void quotes_code_and_html_are_not_handed_out(void **state)
{
	(void)state;
	reads("> a\n\n    b\n\n<div>\nc\n</div>\n\n```\nd\n```\n\n***\n", "");
	reads("#\n\n##  \n", "");
}

static void slug(const char *heading, const char *want)
{
	struct buf out = BUF_INIT;

	markdown_slug(&out, heading, strlen(heading));
	assert_string_equal(out.data, want);
	buf_release(&out);
}

static void slugs_are_as_forges_make_them(void **state)
{
	(void)state;
	slug("Hello, World!", "hello-world");
	slug("a_b  c-d", "a_b--c-d");
	slug("2026-11-24: Größe", "2026-11-24-größe");
	slug("\xFF\x01 x", "-x");
}

static void front(const char *text, size_t want, uint32_t want_lines)
{
	uint32_t lines;

	assert_int_equal(markdown_front_matter(text, strlen(text), &lines), want);
	assert_int_equal(lines, want_lines);
}

static void front_matter_ends_at_its_second_line_of_dashes(void **state)
{
	(void)state;
	front("---\na: b\n---\ntext", 13, 3);
	front("\xEF\xBB\xBF---\r\na: b\r\n...\r\n", 19, 3);
	front("---\na: b\ntext", 0, 0);
	front("---\n\na: b\n---\n", 0, 0);
	front("----\na: b\n---\n", 0, 0);
	front("\xEF\xBB\xBFtext", 3, 0);
	front("---", 0, 0);
}

static void html_leaves_out_what_could_run(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	markdown_html(&out, "*a* <b>x</b> [l](javascript:x) [m](b.md)\n", 41);
	assert_string_equal(out.data,
	        "<p><em>a</em> <!-- raw HTML omitted -->x<!-- raw HTML omitted --> "
	        "<a href=\"\">l</a> <a href=\"b.md\">m</a></p>\n");
	buf_release(&out);
}

/* With so much text behind it that limits count. */
static bool tames(struct buf *copy, const char *text, size_t len)
{
	struct buf longer = BUF_INIT;
	bool changed;

	buf_add(&longer, text, len);
	buf_puts(&longer, "\n\n");
	for (int i = 0; i < TAME_FREE; i++)
		buf_putc(&longer, 'x');
	changed = tame(copy, longer.data, longer.len);
	if (changed) {
		assert_int_equal(copy->len, longer.len);
		copy->len = len;
		copy->data[len] = '\0';
	}
	buf_release(&longer);
	return changed;
}

static size_t count_of(const struct buf *text, char c)
{
	size_t count = 0;

	for (size_t i = 0; i < text->len; i++)
		count += text->data[i] == c;
	return count;
}

static void repeat(struct buf *text, const char *what, size_t times)
{
	buf_clear(text);
	while (times--)
		buf_puts(text, what);
}

static void marks_beyond_their_limit_become_text_of_the_same_length(void **state)
{
	struct buf text = BUF_INIT, copy = BUF_INIT;

	(void)state;
	repeat(&text, "![[]()", 10000);
	assert_true(tame(&copy, text.data, text.len));
	assert_int_equal(copy.len, text.len);
	assert_int_equal(count_of(&copy, '['), TAME_BRACKETS);
	repeat(&text, "*a _b ", 10000);
	assert_true(tame(&copy, text.data, text.len));
	assert_int_equal(count_of(&copy, '*') + count_of(&copy, '_'), TAME_EMPHASIS);
	repeat(&text, "<!<?", 10000);
	assert_true(tame(&copy, text.data, text.len));
	assert_int_equal(count_of(&copy, '<'), TAME_TAGS);
	buf_release(&text);
	buf_release(&copy);
}

static void what_people_write_is_not_changed(void **state)
{
	struct buf text = BUF_INIT, copy = BUF_INIT;

	(void)state;
	repeat(&text, "[a](b.md) *c* <!-- d --> [x]: y\n\n- - -\n\n- [ ] e\n\n", 1000);
	assert_false(tames(&copy, text.data, text.len));
	repeat(&text, "-", 500);
	assert_false(tames(&copy, text.data, text.len));
	buf_release(&text);
	buf_release(&copy);
}

static void a_short_text_only_loses_its_nuls(void **state)
{
	struct buf text = BUF_INIT, copy = BUF_INIT;

	(void)state;
	repeat(&text, "- ", TAME_FREE / 2);
	assert_false(tame(&copy, text.data, text.len));
	assert_true(tame(&copy, "a\0b", 3));
	assert_memory_equal(copy.data,
	        "a\x1A"
	        "b",
	        3);
	buf_release(&text);
	buf_release(&copy);
}

static void limits_count_anew_behind_a_blank_line(void **state)
{
	struct buf text = BUF_INIT, copy = BUF_INIT;

	(void)state;
	repeat(&text, "[a](b)\n\n", 3 * TAME_BRACKETS);
	assert_false(tames(&copy, text.data, text.len));
	repeat(&text, "[a](b)\n", 3 * TAME_BRACKETS);
	assert_true(tames(&copy, text.data, text.len));
	buf_release(&text);
	buf_release(&copy);
}

static void lines_too_deep_are_blanked(void **state)
{
	struct buf text = BUF_INIT, copy = BUF_INIT;

	(void)state;
	repeat(&text, "> ", TAME_DEPTH);
	assert_false(tames(&copy, text.data, text.len));
	repeat(&text, "> ", TAME_DEPTH + 1);
	buf_puts(&text, "a\nb");
	assert_true(tames(&copy, text.data, text.len));
	assert_int_equal(count_of(&copy, '>'), 0);
	assert_string_equal(copy.data + copy.len - 2, "\nb");
	repeat(&text, "\t", TAME_INDENT / 4 + 1);
	buf_puts(&text, "- a");
	assert_true(tames(&copy, text.data, text.len));
	assert_int_equal(count_of(&copy, '-'), 0);
	buf_release(&text);
	buf_release(&copy);
}

static void definitions_that_could_be_long_are_none(void **state)
{
	static const char *const longs[] = {"[a]: x \"t\nu\"", "[a]: x\n\"t\nu\"", "[a]:\nx",
	        "[a]: x 't\"\nu'", "[a]: x (t\nu)"};
	static const char *const shorts[] = {
	        "[a]: x", "[a]: x \"t\"\n[b]: y", "[a]: x (t)\ntext", "[a]: <x>\n\n\"t\""};
	struct buf text = BUF_INIT, copy = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(longs) / sizeof(*longs); i++)
		assert_true(tames(&copy, longs[i], strlen(longs[i])));
	for (size_t i = 0; i < sizeof(shorts) / sizeof(*shorts); i++)
		assert_false(tames(&copy, shorts[i], strlen(shorts[i])));
	repeat(&text, "x", TAME_REFERENCE);
	buf_splice(&text, 0, 0, "[a]: ", 5);
	assert_true(tames(&copy, text.data, text.len));
	buf_release(&text);
	buf_release(&copy);
}

static void a_passage_takes_along_the_definitions_it_uses(void **state)
{
	static const char text[] = "[one] and [Two\n Words]\n\n[one]: 1.md\n[two words]: 2.md\n"
	                           "[one]: other.md\n[three]: 3.md\n";
	struct arena arena = ARENA_INIT;
	struct passages passages;
	struct passage passage;
	struct references references;
	struct buf joined = BUF_INIT;

	(void)state;
	passages_open(&passages, text, strlen(text), 1);
	references_find(&references, &arena, &passages);
	assert_int_equal(references.count, 4);
	assert_true(passages_next(&passages, &passage));
	assert_true(references_join(&joined, &references, passage.text, passage.len));
	assert_string_equal(
	        joined.data, "[one] and [Two\n Words]\n\n[one]: 1.md\n[two words]: 2.md\n");
	references.room = 5;
	assert_false(references_join(&joined, &references, passage.text, passage.len));
	buf_release(&joined);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(breaks_are_a_blank_or_a_line_end),
	        cmocka_unit_test(a_row_of_a_table_is_a_run),
	        cmocka_unit_test(lists_say_how_deep_and_which_run_is_the_first),
	        cmocka_unit_test(quotes_code_and_html_are_not_handed_out),
	        cmocka_unit_test(slugs_are_as_forges_make_them),
	        cmocka_unit_test(front_matter_ends_at_its_second_line_of_dashes),
	        cmocka_unit_test(html_leaves_out_what_could_run),
	        cmocka_unit_test(marks_beyond_their_limit_become_text_of_the_same_length),
	        cmocka_unit_test(what_people_write_is_not_changed),
	        cmocka_unit_test(a_short_text_only_loses_its_nuls),
	        cmocka_unit_test(limits_count_anew_behind_a_blank_line),
	        cmocka_unit_test(lines_too_deep_are_blanked),
	        cmocka_unit_test(definitions_that_could_be_long_are_none),
	        cmocka_unit_test(a_passage_takes_along_the_definitions_it_uses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
