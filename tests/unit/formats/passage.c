/* SPDX-License-Identifier: MIT */
#include "formats/passage.h"
#include "formats/arena.h"
#include "formats/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

struct notes {
	struct buf out;
	const char *text;
	size_t len;
	unsigned lost; /* names without a place */
};

/* Where a line and column is in a text, found in the plainest way. */
static const char *find_place(const struct notes *notes, uint32_t line, uint32_t column)
{
	const char *at = notes->text, *end = notes->text + notes->len;

	while (line > 1) {
		while (*at != '\n' && *at != '\r')
			at++;
		at += at + 1 < end && at[0] == '\r' && at[1] == '\n' ? 2 : 1;
		line--;
	}
	return at + column - 1;
}

static bool is_muted(const struct markdown_run *run, size_t offset)
{
	bool muted = false;

	for (size_t i = 0; i < run->piece_count && run->piece[i].start <= offset; i++)
		muted = run->piece[i].muted;
	return muted;
}

static void note_names(struct notes *notes, const struct markdown_run *run)
{
	for (size_t i = 0; i + 4 <= run->len; i++) {
		uint32_t line, column;

		if (memcmp(run->text + i, "@bob", 4) != 0 || is_muted(run, i))
			continue;
		if (!markdown_place(run, i, 4, &line, &column)) {
			notes->lost++;
			continue;
		}
		if (memcmp(find_place(notes, line, column), "@bob", 4) != 0)
			fail_msg("no name at %u:%u of:\n%s", line, column, notes->text);
		buf_print(&notes->out, "  %u:%u name\n", line, column);
	}
}

static void note_run(void *context, const struct markdown_run *run)
{
	struct notes *notes = context;
	struct buf *out = &notes->out;

	buf_print(out, "%u:%u kind %d level %d depth %d item %d task %d ", run->line, run->column,
	        run->kind, run->level, run->depth, run->item, run->task);
	buf_add(out, run->text, run->len);
	buf_putc(out, '\n');
	for (size_t i = 0; i < run->link_count; i++)
		buf_print(out, "  %u:%u link %s\n", run->link[i].line, run->link[i].column,
		        run->link[i].url);
	note_names(notes, run);
}

/* All runs of the text, read at once by cmark alone. */
static void read_whole(struct notes *notes)
{
	struct markdown *markdown = markdown_open();

	markdown_set_exact(markdown, true);
	markdown_read(markdown, notes->text, notes->len, 1, 1, note_run, notes);
	markdown_close(markdown);
}

static void read_parts(struct notes *notes, bool exact)
{
	struct markdown *markdown = markdown_open();
	struct passages passages;
	struct passage passage;

	markdown_set_exact(markdown, exact);
	passages_open(&passages, notes->text, notes->len, 1);
	while (passages_next(&passages, &passage))
		markdown_read(markdown, passage.text, passage.len, passage.line, passage.column,
		        note_run, notes);
	markdown_close(markdown);
}

/* Returns how many names have no place. */
static unsigned same_runs(const char *text, size_t len)
{
	struct notes whole = {BUF_INIT, text, len, 0}, parts = whole, short_ways = whole;

	read_whole(&whole);
	read_parts(&parts, true);
	read_parts(&short_ways, false);
	if (strcmp(whole.out.data, parts.out.data) != 0 ||
	        strcmp(whole.out.data, short_ways.out.data) != 0)
		fail_msg("text:\n%s\nwhole:\n%s\nparts:\n%s\nshort ways:\n%s", text, whole.out.data,
		        parts.out.data, short_ways.out.data);
	buf_release(&whole.out);
	buf_release(&parts.out);
	buf_release(&short_ways.out);
	return whole.lost;
}

static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static const char *const beginnings[] = {"", "", "", "", "", " ", "  ", "   ", "    ", "      ",
        "\t", "- ", "* ", "+ ", "  - ", "    - ", "1. ", "2. ", "10) ", "   1. ", "> ", "> - ",
        "-   ", "-      ", "- [ ] ", "- [x] ", "# ", "## ", "####### ", "```", "~~~", "````",
        "  ```", "   ~~~", "- ```", "> ```", "<!-- ", "  <!-- ", "<div>", "</div>", "<b>",
        "<script>", "<pre>", "</pre>", "<?php ", "<![CDATA[", "<!D ", "  <div>", "- <!-- ",
        "===", "---", "- - -", "* * *", "***", "| ", "|---|", "-", "1.", "    ", "+\t"};
static const char *const middles[] = {"", "word", "@bob", "thanks @bob for it", "#topic", "a *b* c",
        "`code @bob`", "[text](../bob/x.md)", "[@bob](https://example.org)", "<b>bold</b>", "&amp;",
        "\\@bob", "**strong**", "two  blanks", "end -->", "end ?>", "]]>", "</script>", "a | b",
        "Ünï 日本", "<a@example.org>", "![alt](x.png)", "x_y_z", "1. not a list", "- x", "# x",
        "> x", "``` info", "x ```", "\"quoted\"", "(in brackets)", "a\tb", "@bob@cyd"};
static const char *const endings[] = {"\n", "\n", "\n", "\n", "\n\n", "\n\n", "\n\n", "  \n",
        "\\\n", "\r\n", "\r", " \n\t\n", "\n \n", "\n\n\n"};

#define PICK(list, state) (list)[next_random(state) % (sizeof(list) / sizeof(*(list)))]

static void cutting_a_text_changes_no_run_and_names_have_true_places(void **state)
{
	uint64_t seed = 20261124;
	struct buf text = BUF_INIT;

	(void)state;
	for (int round = 0; round < 60000; round++) {
		unsigned lines = 1 + next_random(&seed) % 9;

		buf_clear(&text);
		while (lines--) {
			buf_puts(&text, PICK(beginnings, &seed));
			buf_puts(&text, PICK(middles, &seed));
			buf_puts(&text, PICK(endings, &seed));
		}
		if (same_runs(text.data, text.len) && !strstr(text.data, "\\@bob"))
			fail_msg("a name has no place in:\n%s", text.data);
	}
	buf_release(&text);
}

static void is_cut_into(const char *text, const char *const *want)
{
	struct passages passages;
	struct passage passage;
	size_t i = 0;

	passages_open(&passages, text, strlen(text), 1);
	for (; passages_next(&passages, &passage); i++) {
		assert_non_null(want[i]);
		if (strlen(want[i]) != passage.len ||
		        memcmp(want[i], passage.text, passage.len) != 0)
			fail_msg("'%.*s' is not '%s'", (int)passage.len, passage.text, want[i]);
	}
	assert_null(want[i]);
}

static void a_text_is_cut_at_headings_items_and_behind_blank_lines(void **state)
{
	(void)state;
	is_cut_into("# a\nb\nc\n\nd\n- e\n  f\n- g\n\n  h\n",
	        (const char *const[]){"# a", "b\nc", "d", "- e\n  f", "- g\n\n  h", NULL});
}

static void code_and_comments_at_the_margin_are_passed_over(void **state)
{
	(void)state;
	is_cut_into("a\n```\n@b\n\n@c\n```\nd\n<!-- @e\n\n@f -->\ng\n",
	        (const char *const[]){"a", "d", "g", NULL});
	is_cut_into("~~~\n@b\n```\n", (const char *const[]){NULL});
}

static void nothing_is_cut_inside_an_item_or_where_html_may_be_open(void **state)
{
	(void)state;
	is_cut_into("- a\n\n  ```\n  b\n\n  c\n  ```\nd\n",
	        (const char *const[]){"- a\n\n  ```\n  b\n\n  c\n  ```\nd", NULL});
	is_cut_into("<div>\n# a\n- b\n\nc\n", (const char *const[]){"<div>\n# a\n- b", "c", NULL});
}

static unsigned marks(const char *text)
{
	struct passages passages;
	struct passage passage;

	passages_open(&passages, text, strlen(text), 1);
	assert_true(passages_next(&passages, &passage));
	return passage.marks;
}

static void marks_are_seen_and_what_only_looks_like_one_is_not(void **state)
{
	(void)state;
	assert_int_equal(marks("thanks @bob"), PASSAGE_AT);
	assert_int_equal(marks("mail bob@example.org"), 0);
	assert_int_equal(marks("the #releases"), PASSAGE_TOPIC);
	assert_int_equal(marks("bug #123, C#x, x.md/#y"), 0);
	assert_int_equal(marks("as in [x](../bob/x.md)"), PASSAGE_LINK);
	assert_int_equal(marks("as in [x](https://example.org)"), 0);
	assert_int_equal(marks("as in [x]\n\n[x]: y.md"), PASSAGE_LINK);
	assert_int_equal(marks("- [ ] do"), PASSAGE_TASK);
	assert_int_equal(marks("Thanks\n---"), PASSAGE_SETEXT);
	assert_int_equal(marks("Nothing. At all!"), 0);
}

static void a_line_of_megabytes_is_cut_at_blanks_and_its_columns_stay_true(void **state)
{
	struct buf text = BUF_INIT;
	struct passages passages;
	struct passage passage;
	size_t total = 0, count = 0;

	(void)state;
	for (int i = 0; i < 40000; i++)
		buf_print(&text, "word%d ", i);
	passages_open(&passages, text.data, text.len, 7);
	for (; passages_next(&passages, &passage); count++) {
		assert_true(passage.len <= PASSAGE_LINE);
		assert_int_equal(passage.line, 7);
		assert_int_equal(passage.column, passage.text - text.data + 1);
		assert_true(passage.text == text.data || passage.text[-1] == ' ');
		total += passage.len;
	}
	assert_int_equal(total, text.len);
	assert_true(count > 1);
	buf_release(&text);
}

static void a_plain_paragraph_too_long_is_cut_between_lines(void **state)
{
	struct buf text = BUF_INIT;
	struct passages passages;
	struct passage passage;
	uint32_t line = 1;

	(void)state;
	for (int i = 0; i < 30000; i++)
		buf_puts(&text, "five@x\n");
	passages_open(&passages, text.data, text.len, 1);
	while (passages_next(&passages, &passage)) {
		assert_true(passage.len <= PASSAGE_LINE);
		assert_int_equal(passage.line, line);
		line += (uint32_t)(passage.len + 1) / 7;
	}
	assert_int_equal(line, 30001);
	buf_release(&text);
}

static void a_passage_is_never_longer_than_its_limit(void **state)
{
	struct buf text = BUF_INIT;
	struct passages passages;
	struct passage passage;
	size_t count = 0;

	(void)state;
	buf_puts(&text, "- a\n");
	while (text.len < 3 * PASSAGE_MAX)
		buf_puts(&text, "\n  - @bob\n");
	buf_puts(&text, "\nlast\n");
	passages_open(&passages, text.data, text.len, 1);
	for (; passages_next(&passages, &passage); count++)
		assert_true(passage.len <= PASSAGE_MAX);
	assert_int_equal(count, 2);
	assert_memory_equal(passage.text, "last", 4);
	buf_release(&text);
}

static void what_carries_no_mark_is_walked_over_once(void **state)
{
	static const char *const texts[] = {
	        "a\n", "a \n", "word\n\n", "- a\n", "- a\nb\n", "a\n\n\n", "- a\n\n", "b\n- a\n"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf text = BUF_INIT;
		struct passages passages;
		struct passage passage;
		while (text.len < 1 << 20)
			buf_puts(&text, texts[i]);
		passages_open(&passages, text.data, text.len, 1);
		passages.joined = true;
		while (passages_next(&passages, &passage))
			;
		assert_in_range(passages.looked, 1, 2 * text.len);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_carries_no_mark_is_walked_over_once),
	        cmocka_unit_test(a_text_is_cut_at_headings_items_and_behind_blank_lines),
	        cmocka_unit_test(code_and_comments_at_the_margin_are_passed_over),
	        cmocka_unit_test(nothing_is_cut_inside_an_item_or_where_html_may_be_open),
	        cmocka_unit_test(cutting_a_text_changes_no_run_and_names_have_true_places),
	        cmocka_unit_test(marks_are_seen_and_what_only_looks_like_one_is_not),
	        cmocka_unit_test(a_line_of_megabytes_is_cut_at_blanks_and_its_columns_stay_true),
	        cmocka_unit_test(a_plain_paragraph_too_long_is_cut_between_lines),
	        cmocka_unit_test(a_passage_is_never_longer_than_its_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
