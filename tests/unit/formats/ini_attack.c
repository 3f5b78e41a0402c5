/* SPDX-License-Identifier: MIT */
/*
 * Tries to make the reader see a section or key where no line begins with one.  The measure is an
 * oracle: the dialect of moot-ini(5) written down plainly, for lines of any length, without inih.
 */
#include "formats/ini.h"

#include "formats/buf.h"
#include "formats/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* inih as packaged keeps the length of its lines in a variable; elsewhere it may be fixed. */
extern int ini_max_line __attribute__((weak));

/* ---- the oracle ---- */

struct oracle {
	struct buf out;
	bool broken, has_key, has_section;
};

static struct slice before_comment(struct slice line)
{
	for (size_t i = 1; i < line.len; i++)
		if (line.data[i] == ';' && text_blank(line.data[i - 1]))
			line.len = i;
	return line;
}

static size_t find(struct slice line, char c)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.data[i] == c)
			return i;
	return line.len;
}

static void put(struct buf *out, struct slice text)
{
	buf_add(out, text.data, text.len);
}

static void oracle_header(struct oracle *oracle, struct slice line)
{
	struct slice inside = before_comment(line);
	size_t close = find(inside, ']');
	struct slice behind = {line.data + close + 1, line.len - close - 1};

	oracle->has_key = false;
	oracle->has_section = true;
	if (close == inside.len) {
		oracle->broken = true;
		return;
	}
	behind = slice_trim(behind);
	struct slice title = slice_trim((struct slice){line.data + 1, close - 1});
	if (!title.len || (behind.len && *behind.data != ';' && *behind.data != '#'))
		oracle->broken = true;
	size_t word = 0;
	while (word < title.len && !text_blank(title.data[word]))
		word++;
	buf_puts(&oracle->out, "\n[");
	put(&oracle->out, (struct slice){title.data, word});
	buf_putc(&oracle->out, '|');
	put(&oracle->out, slice_trim((struct slice){title.data + word, title.len - word}));
	buf_putc(&oracle->out, ']');
}

static void oracle_key(struct oracle *oracle, struct slice line)
{
	struct slice whole = before_comment(line);
	size_t equals = find(whole, '=');

	if (equals == whole.len) {
		oracle->broken = true;
		return;
	}
	struct slice name = slice_trim((struct slice){line.data, equals});
	/* a ';' right behind the '=' has no blank before it, so the comment is looked for from
	 * there */
	struct slice value =
	        before_comment((struct slice){line.data + equals + 1, line.len - equals - 1});
	oracle->has_key = name.len;
	if (!name.len || !oracle->has_section) {
		oracle->broken = true;
		return;
	}
	buf_puts(&oracle->out, "\n ");
	put(&oracle->out, name);
	buf_putc(&oracle->out, '=');
	put(&oracle->out, slice_trim(value));
}

static void oracle_read(struct oracle *oracle, const char *text, size_t len)
{
	struct slice rest = {text, len}, line;
	size_t bad;

	if (!text_valid(text, len, &bad) || len > INI_FILE_MAX) {
		oracle->broken = true;
		return;
	}
	rest.data += text_mark(text, len);
	rest.len -= text_mark(text, len);
	while (text_line(&rest, &line)) {
		struct slice content = slice_trim(line);
		bool indented = content.data > line.data;
		if (!content.len || *content.data == ';' || *content.data == '#')
			continue;
		if (indented && oracle->has_key) {
			buf_puts(&oracle->out, "\\n");
			put(&oracle->out, slice_trim(before_comment(content)));
		} else if (indented && *content.data == '[') {
			oracle->broken = true;
		} else if (*content.data == '[') {
			oracle_header(oracle, content);
		} else {
			oracle_key(oracle, content);
		}
	}
}

/* ---- the reader ---- */

static void print_file(struct buf *out, const struct ini_file *file)
{
	for (size_t i = 0; i < file->section_count; i++) {
		const struct ini_section *section = &file->section[i];
		buf_print(out, "\n[%s|%s]", section->word, section->name ? section->name : "");
		for (size_t j = 0; j < section->key_count; j++) {
			const struct ini_key *key = &section->key[j];
			buf_print(out, "\n %s=", key->name);
			for (size_t k = 0; k < key->value_len; k++)
				if (key->value[k] == '\n')
					buf_puts(out, "\\n");
				else
					buf_putc(out, key->value[k]);
		}
	}
}

/* A section or key begins where a line does, if need be behind blanks or a byte order mark. */
static void check_places(const struct ini_file *file)
{
	size_t last = 0;

	for (size_t i = 0; i < file->section_count; i++) {
		const struct ini_section *section = &file->section[i];
		assert_true(section->begin >= last && section->end >= section->begin);
		assert_true(!section->begin || section->begin == text_mark(file->text, file->len) ||
		            file->text[section->begin - 1] == '\n');
		assert_int_equal(file->text[section->begin], '[');
		last = section->begin;
		for (size_t j = 0; j < section->key_count; j++) {
			const struct ini_key *key = &section->key[j];
			assert_true(key->begin > last && key->end > key->begin);
			assert_true(key->end <= section->end && section->end <= file->len);
			assert_int_equal(file->text[key->begin - 1], '\n');
			assert_int_equal(strlen(key->value), key->value_len);
			size_t joined = key->part_count - 1;
			for (size_t k = 0; k < key->part_count; k++) {
				assert_true(key->part[k].begin > key->begin);
				assert_true(key->part[k].end <= key->end);
				joined += key->part[k].end - key->part[k].begin;
			}
			assert_int_equal(joined, key->value_len);
			last = key->begin;
		}
	}
}

/* The text in memory of just its size, so that a sanitizer sees each byte too many. */
static void check(const char *text, size_t len)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct oracle oracle = {.out = BUF_INIT};
	struct buf got = BUF_INIT;
	struct ini_file file;
	char *exact = malloc(len ? len : 1);

	assert_non_null(exact);
	if (len)
		memcpy(exact, text, len);
	ini_parse(&file, &arena, exact, len, "x", &findings);
	oracle_read(&oracle, exact, len);
	print_file(&got, &file);
	check_places(&file);
	assert_int_equal(findings_has(&findings, SEVERITY_ERROR), file.broken);
	if (file.broken != oracle.broken || (!file.broken && strcmp(got.data, oracle.out.data)))
		fail_msg("%zu bytes: %.400s\ngot (%d): %.400s\nwant (%d): %.400s", len, text,
		        file.broken, got.data, oracle.broken, oracle.out.data);
	buf_release(&got);
	buf_release(&oracle.out);
	arena_release(&arena);
	free(exact);
}

static void fill(struct buf *text, size_t count, char c)
{
	buf_reserve(text, count);
	memset(text->data + text->len, c, count);
	text->len += count;
	text->data[text->len] = '\0';
}

/* None of these begins a line: before, a filling, and what would do harm if it did. */
static void forge(const char *before, size_t count, char c, const char *after)
{
	struct buf text = BUF_INIT;
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct ini_file file;

	buf_puts(&text, before);
	fill(&text, count, c);
	buf_puts(&text, after);
	check(text.data, text.len);
	ini_parse(&file, &arena, text.data, text.len, "x", &findings);
	for (size_t i = 0; c == 'x' && i < file.section_count; i++) {
		assert_string_not_equal(file.section[i].word, "holder");
		assert_null(ini_find(&file.section[i], "holder"));
	}
	arena_release(&arena);
	buf_release(&text);
}

static void forge_with_length(size_t count)
{
	static const char *const before[] = {"[role]\nnote = ", "[role]\n", "[role]\nnote = a\n\t",
	        "[role", "[role]\n;", "[role]\n  #", "[role] ;", "[role]\nnote = a ;",
	        "\xEF\xBB\xBF[role]\r\nnote = ", "[role]\n=", "", "[role]\nnote = a\nx ;"};
	static const char *const after[] = {"[holder eve]\n", "holder = eve\n",
	        "\rholder = eve\r\n", "\r[holder eve]\r\nx = 2030-01-01 ; x", " ;[holder eve]",
	        "]\n", "; holder = eve", "\n\t[holder eve]\n\tuntil = 2030-01-01\n",
	        "= v\n \n\tuntil = x", "\0"};

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		for (size_t j = 0; j < sizeof after / sizeof *after; j++) {
			forge(before[i], count, 'x', after[j]);
			forge(before[i], count, ' ', after[j]);
		}
	}
}

static void no_length_forges_a_holder(void **state)
{
	(void)state;
	for (size_t count = 150; count <= 520; count++)
		forge_with_length(count);
	forge_with_length(4096);
	forge_with_length(65536);
	forge_with_length(INI_FILE_MAX - 64);
}

static void a_nul_forges_nothing(void **state)
{
	(void)state;
	for (size_t count = 150; count < 420; count++) {
		struct buf text = BUF_INIT;
		buf_puts(&text, "[role]\nnote = ");
		fill(&text, count, 'x');
		buf_add(&text, "\0[holder eve]\nuntil = 1\n", 24);
		check(text.data, text.len);
		buf_release(&text);
	}
}

static uint64_t next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static void random_text(struct buf *text, uint64_t *seed)
{
	static const char *const piece[] = {"[", "]", "=", ";", " ;", " ", "\t", "\n", "\n", "\n",
	        "\r\n", "\r", "#", ":", "a", "b", "x", "\xC3\xBC", "\xEF\xBB\xBF", "[holder eve]",
	        "k = v", "\n[s]\n", "\n[holder ada]\n", "\nkey = value", "\n\t", "\v", " = ",
	        "\xC2\xA0", "\xC2\x85"};
	size_t count = next(seed) % 40;

	buf_clear(text);
	if (next(seed) % 2)
		buf_puts(text, "[role]\n");
	for (size_t i = 0; i < count; i++) {
		uint64_t pick = next(seed);
		if (pick % 12 == 0)
			fill(text, 150 + pick / 16 % 100, "x ;=]["[pick / 4096 % 6]);
		else if (pick % 12 == 1)
			fill(text, pick / 16 % 30, "x ;=]["[pick / 4096 % 6]);
		else
			buf_puts(text, piece[pick / 16 % (sizeof piece / sizeof *piece)]);
	}
	if (next(seed) % 50 == 0 && text->len)
		text->data[next(seed) % text->len] = (char)next(seed);
}

static void whatever_stands_in_a_file_reads_as_the_dialect_says(void **state)
{
	struct buf text = BUF_INIT;
	uint64_t seed = 20261124;

	(void)state;
	for (int i = 0; i < 30000; i++) {
		random_text(&text, &seed);
		check(text.data, text.len);
	}
	buf_release(&text);
}

/* With lines of 32 to 60 bytes nearly everything is long. */
static void any_length_of_line_gives_the_same(void **state)
{
	struct buf text = BUF_INIT;
	uint64_t seed = 1126;

	(void)state;
	if (!&ini_max_line)
		skip();
	int packaged = ini_max_line;
	for (int i = 0; i < 30000; i++) {
		ini_max_line = 32 + i % 29;
		random_text(&text, &seed);
		check(text.data, text.len);
	}
	ini_max_line = 31;
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct ini_file file;
	ini_parse(&file, &arena, "[a]\n", 4, "x", &findings);
	assert_true(file.broken);
	assert_int_equal(findings.count, 1);
	arena_release(&arena);
	ini_max_line = packaged;
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(no_length_forges_a_holder),
	        cmocka_unit_test(a_nul_forges_nothing),
	        cmocka_unit_test(whatever_stands_in_a_file_reads_as_the_dialect_says),
	        cmocka_unit_test(any_length_of_line_gives_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
