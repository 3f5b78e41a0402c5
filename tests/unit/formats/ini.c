/* SPDX-License-Identifier: MIT */
#include "formats/ini.h"

#include "formats/buf.h"
#include "formats/text.h"
#include "tests/unit/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define CASES "tests/formats/ini/"

struct parsed {
	struct arena arena;
	struct findings findings;
	struct ini_file file;
};

static struct parsed *parse(const char *text, size_t len)
{
	struct parsed *parsed = calloc(1, sizeof *parsed);

	assert_non_null(parsed);
	parsed->findings = (struct findings)FINDINGS_INIT(&parsed->arena);
	ini_parse(&parsed->file, &parsed->arena, text, len, "roles/x.ini", &parsed->findings);
	return parsed;
}

static void release(struct parsed *parsed)
{
	arena_release(&parsed->arena);
	free(parsed);
}

/* Keeps what the cases want to see: \n and \r are written out. */
static void print_value(struct buf *out, const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (value[i] == '\n')
			buf_puts(out, "\\n");
		else if (value[i] == '\r')
			buf_puts(out, "\\r");
		else
			buf_putc(out, value[i]);
	}
}

static void print_file(struct buf *out, const struct ini_file *file)
{
	for (size_t i = 0; i < file->section_count; i++) {
		const struct ini_section *section = &file->section[i];
		buf_print(out, "%u:%u [%s%s%s]\n", section->line, section->column, section->word,
		        section->name ? " " : "", section->name ? section->name : "");
		for (size_t j = 0; j < section->key_count; j++) {
			const struct ini_key *key = &section->key[j];
			assert_int_equal(strlen(key->value), key->value_len);
			buf_print(out, "%u:%u %s %u:%u ", key->line, key->column, key->name,
			        key->value_line, key->value_column);
			print_value(out, key->value, key->value_len);
			if (key->comment)
				buf_print(out, " ; %s", key->comment);
			buf_putc(out, '\n');
		}
	}
}

static void print_findings(struct buf *out, struct findings *findings)
{
	findings_sort(findings);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->item[i];
		assert_string_equal(finding->path, "roles/x.ini");
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
	if (valid)
		print_file(&got, &parsed->file);
	print_findings(&got, &parsed->findings);
	if (strcmp(got.data, want.data))
		fail_msg("%s:\n%s", path, got.data);
	assert_int_equal(parsed->file.broken, !valid);
	release(parsed);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
}

static void valid_files_read_as_expected(void **state)
{
	(void)state;
	folder_each(CASES "valid", ".ini", 5, run_case, &(bool){true});
}

static void invalid_files_are_told_why(void **state)
{
	(void)state;
	folder_each(CASES "invalid", ".ini", 5, run_case, &(bool){false});
}

/* What inih's own baselines say of its own tests, but that ':' separates nothing here. */
static void the_tests_of_inih_read_as_its_baselines_say(void **state)
{
	static const struct {
		const char *name;
		bool broken;
		size_t sections, keys;
		const char *word, *key, *value; /* one to look at */
	} sample[] = {
	        {"bad_comment.ini", true, 0, 0, NULL, NULL, NULL},
	        {"bad_multi.ini", true, 0, 0, NULL, NULL, NULL},
	        {"bad_section.ini", true, 3, 2, "section1", "name1", "value1"},
	        {"bom.ini", false, 1, 2, "bom_section", "bom_name", "bom_value"},
	        {"duplicate_sections.ini", false, 2, 4, "section1", "single2", "xyz"},
	        {"long_line.ini", false, 5, 5, "2", "_123456789", "12345678name=value"},
	        {"long_section.ini", false, 1, 1,
	                "_123456789_123456789_123456789_123456789_123456789_123456789", "name",
	                "value"},
	        {"multi_line.ini", true, 3, 6, "section3", "foo", "bar\nHi World"},
	        {"name_only_after_error.ini", true, 1, 0, NULL, NULL, NULL},
	        {"no_value.ini", true, 3, 2, "section1", "key1", "val1"},
	        {"normal.ini", true, 5, 13, "comment_test", "test;3", "345"},
	        {"user_error.ini", false, 1, 3, "section", "user", "parse_error"},
	};
	const char *shared = getenv("MOOT_SHARED");
	struct buf path = BUF_INIT, text = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		size_t keys = 0;
		buf_clear(&path);
		buf_clear(&text);
		buf_print(&path, "%s/corpora/nasty/ini/%s", shared ? shared : "../shared",
		        sample[i].name);
		if (!file_read(&text, path.data)) {
			buf_release(&path);
			skip();
		}
		struct parsed *parsed = parse(text.data, text.len);
		for (size_t j = 0; j < parsed->file.section_count; j++)
			keys += parsed->file.section[j].key_count;
		if (parsed->file.broken != sample[i].broken ||
		        parsed->file.section_count != sample[i].sections || keys != sample[i].keys)
			fail_msg("%s: %d %zu %zu", sample[i].name, parsed->file.broken,
			        parsed->file.section_count, keys);
		if (sample[i].word) {
			const struct ini_section *section =
			        ini_section(&parsed->file, sample[i].word, NULL, 0);
			assert_non_null(section);
			assert_string_equal(ini_value(section, sample[i].key), sample[i].value);
		}
		release(parsed);
	}
	buf_release(&path);
	buf_release(&text);
}

static const char renewed[] = "[holder ada]\nfrom = 1\nload = a\nload = b\n"
                              "[holder ben]\nfrom = 2\n[holder ada]\nfrom = 3\n[how]\n";

static void sections_and_keys_are_found(void **state)
{
	struct parsed *parsed = parse(renewed, sizeof renewed - 1);
	const struct ini_file *file = &parsed->file;

	(void)state;
	assert_string_equal(ini_value(ini_section(file, "holder", "ada", 0), "from"), "1");
	assert_string_equal(ini_value(ini_section(file, "holder", "ada", 1), "from"), "3");
	assert_null(ini_section(file, "holder", "ada", 2));
	assert_string_equal(ini_value(ini_section(file, "holder", NULL, 1), "from"), "2");
	assert_null(ini_section(file, "holder", "ad", 0));
	assert_null(ini_section(file, "how", "ada", 0));
	const struct ini_section *how = ini_section(file, "how", NULL, 0);
	assert_int_equal(how->key_count, 0);
	assert_null(ini_find(how, "from"));
	assert_null(ini_value(how, "from"));
	const struct ini_section *first = ini_section(file, "holder", "ada", 0);
	assert_string_equal(ini_find(first, "load")->value, "a");
	assert_string_equal(ini_find_nth(first, "load", 1)->value, "b");
	assert_null(ini_find_nth(first, "load", 2));
	release(parsed);
}

static void places_cut_the_very_bytes_out(void **state)
{
	static const char text[] = "; x\n[a]\nk = v\n\tw ; c\n; free\nl = 2\n\n[b]\nm = 3";
	struct parsed *parsed = parse(text, sizeof text - 1);
	const struct ini_section *a = &parsed->file.section[0], *b = &parsed->file.section[1];

	(void)state;
#define CUTS(from, to, want)                                                                       \
	assert_true(slice_is((struct slice){text + (from), (to) - (from)}, want))
	CUTS(a->begin, a->end, "[a]\nk = v\n\tw ; c\n; free\nl = 2\n");
	CUTS(a->key[0].begin, a->key[0].end, "k = v\n\tw ; c\n");
	CUTS(a->key[0].part[0].begin, a->key[0].part[0].end, "v");
	CUTS(a->key[0].part[1].begin, a->key[0].part[1].end, "w");
	CUTS(a->key[1].begin, a->key[1].end, "l = 2\n");
	CUTS(b->begin, b->end, "[b]\nm = 3");
	CUTS(b->key[0].part[0].begin, b->key[0].part[0].end, "3");
	release(parsed);
}

static void findings_show_their_line(void **state)
{
	static const char text[] = "[role]\r\n  x = bad value ; c\r\ny =\r\n\tz\r\n";
	struct parsed *parsed = parse(text, sizeof text - 1);
	struct findings *findings = &parsed->findings;
	const struct ini_section *role = &parsed->file.section[0];

	(void)state;
	struct finding *finding = ini_finding_value(findings, &parsed->file, &role->key[0],
	        SEVERITY_ERROR, "E106", "'%s' is wrong", "x");
	assert_string_equal(finding->source, "  x = bad value ; c");
	assert_string_equal(finding->message, "'x' is wrong");
	assert_int_equal(finding->line, 2);
	assert_int_equal(finding->column, 7);
	assert_int_equal(finding->width, 9);
	finding = ini_finding_key(
	        findings, &parsed->file, &role->key[0], SEVERITY_WARNING, "E104", "m");
	assert_int_equal(finding->column, 3);
	assert_int_equal(finding->width, 1);
	finding = ini_finding_section(findings, &parsed->file, role, SEVERITY_NOTE, "E103", "m");
	assert_string_equal(finding->source, "[role]");
	assert_int_equal(finding->width, 6);
	finding = ini_finding_value(
	        findings, &parsed->file, &role->key[1], SEVERITY_ERROR, "E106", "m");
	assert_int_equal(finding->line, 4);
	assert_int_equal(finding->column, 2);
	assert_string_equal(finding->source, "\tz");
	release(parsed);
}

static void a_file_above_the_limit_is_not_read(void **state)
{
	size_t len = INI_FILE_MAX;
	char *text = malloc(len + 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', len + 1);
	memcpy(text, "[holder eve]\nnote = ", 20);
	struct parsed *parsed = parse(text, len);
	assert_false(parsed->file.broken);
	assert_int_equal(parsed->file.section[0].key[0].value_len, len - 20);
	release(parsed);
	parsed = parse(text, len + 1);
	assert_true(parsed->file.broken);
	assert_int_equal(parsed->file.section_count, 0);
	assert_int_equal(parsed->findings.count, 1);
	assert_string_equal(parsed->findings.item[0].code, "E109");
	release(parsed);
	free(text);
}

static void a_thousand_findings_are_enough(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_puts(&text, "bad\n");
	struct parsed *parsed = parse(text.data, text.len);
	assert_int_equal(parsed->findings.count, 1001);
	assert_string_equal(parsed->findings.item[1000].message, "4000 more errors in this file");
	release(parsed);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(valid_files_read_as_expected),
	        cmocka_unit_test(invalid_files_are_told_why),
	        cmocka_unit_test(the_tests_of_inih_read_as_its_baselines_say),
	        cmocka_unit_test(sections_and_keys_are_found),
	        cmocka_unit_test(places_cut_the_very_bytes_out),
	        cmocka_unit_test(findings_show_their_line),
	        cmocka_unit_test(a_file_above_the_limit_is_not_read),
	        cmocka_unit_test(a_thousand_findings_are_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
