/* SPDX-License-Identifier: MIT */
#include "formats/ini_edit.h"

#include "formats/ini.h"
#include "formats/text.h"
#include "tests/unit/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* ---- single edits, written out ---- */

static const struct ini_place in_s = {"s", NULL, 0};

static void start(struct buf *text, const char *from)
{
	*text = (struct buf)BUF_INIT;
	buf_puts(text, from);
}

static void set(const char *from, const char *key, size_t nth, const char *value, const char *want)
{
	struct error err = ERROR_INIT;
	struct buf text;

	start(&text, from);
	if (ini_edit_set(&text, in_s, key, nth, value, strlen(value), &err))
		fail_msg("%s", err.text);
	assert_string_equal(text.data, want);
	buf_release(&text);
}

static void setting_a_value_changes_only_it(void **state)
{
	(void)state;
	set("[s]\na = 1\nb = 2\n", "a", 0, "new", "[s]\na = new\nb = 2\n");
	set("[s]\na=1", "a", 0, "new", "[s]\na=new");
	set("[s]\n  a\t =\t1  \nb = 2", "a", 0, "new", "[s]\n  a\t =\tnew  \nb = 2");
	set("[s]\na = 1\na = 2\na = 3\n", "a", 1, "x", "[s]\na = 1\na = x\na = 3\n");
	set("[s]\r\na = 1\r\n", "a", 0, "x", "[s]\r\na = x\r\n");
}

static void a_comment_behind_the_value_stays(void **state)
{
	(void)state;
	set("[s]\na = 1 ; why\n", "a", 0, "22", "[s]\na = 22 ; why\n");
	set("[s]\na = ; why\n", "a", 0, "22", "[s]\na = 22 ; why\n");
	set("[s]\na = 1 ; why\n", "a", 0, "", "[s]\na =  ; why\n");
	set("[s]\na = 1 ; why\n", "a", 0, "2\n3", "[s]\na = 2 ; why\n\t3\n");
	set("[s]\na = 1 ; x\n  2 ; y\n; z\n  3\nb = 4\n", "a", 0, "one",
	        "[s]\na = one ; x\n   ; y\n; z\nb = 4\n");
}

static void an_empty_value_leaves_no_blank(void **state)
{
	(void)state;
	set("[s]\na = 1\n", "a", 0, "", "[s]\na =\n");
	set("[s]\na =\n", "a", 0, "1", "[s]\na = 1\n");
	set("[s]\na=\n", "a", 0, "1", "[s]\na=1\n");
	set("[s]\na = 1", "a", 0, "\nx", "[s]\na =\n\tx\n");
}

static void newlines_become_continuations(void **state)
{
	(void)state;
	set("[s]\na = 1\nb = 2\n", "a", 0, "x\ny\nz", "[s]\na = x\n\ty\n\tz\nb = 2\n");
	set("[s]\na = 1", "a", 0, "x\ny", "[s]\na = x\n\ty\n");
	set("[s]\r\na = 1\r\n", "a", 0, "x\ny", "[s]\r\na = x\r\n\ty\r\n");
	set("[s]\na = 1\n    2\n\n; c\n  3\nb = 4\n", "a", 0, "x\ny\nz\nw",
	        "[s]\na = x\n    y\n\n; c\n  z\n    w\nb = 4\n");
	set("[s]\na = 1\n    2\n  3\nb = 4\n", "a", 0, "x\ny", "[s]\na = x\n    y\nb = 4\n");
	set("[s]\na = 1\n  2", "a", 0, "x", "[s]\na = x\n");
}

static void a_key_that_is_not_there_is_added(void **state)
{
	(void)state;
	set("[s]\na = 1\n; c\n\n[t]\nb = 2\n", "n", 0, "x",
	        "[s]\na = 1\nn = x\n; c\n\n[t]\nb = 2\n");
	set("[s]\na = 1\n", "a", 1, "2", "[s]\na = 1\na = 2\n");
	set("[s]\n[t]\n", "n", 0, "x\ny", "[s]\nn = x\n\ty\n[t]\n");
	set("[s] ; c", "n", 0, "", "[s] ; c\nn =\n");
	set("\xEF\xBB\xBF[s]\r\na = 1", "n", 0, "x", "\xEF\xBB\xBF[s]\r\na = 1\r\nn = x\r\n");
}

static void the_section_meant_is_edited(void **state)
{
	const char *from = "[h ada]\nx = 1\n[h]\nx = 2\n[h ada]\nx = 3\n";
	struct error err = ERROR_INIT;
	struct buf text;

	(void)state;
	start(&text, from);
	assert_int_equal(
	        ini_edit_set(&text, (struct ini_place){"h", "ada", 1}, "x", 0, "z", 1, &err), 0);
	assert_string_equal(text.data, "[h ada]\nx = 1\n[h]\nx = 2\n[h ada]\nx = z\n");
	assert_int_equal(
	        ini_edit_add(&text, (struct ini_place){"h", NULL, 0}, "x", "y", 1, &err), 0);
	assert_string_equal(text.data, "[h ada]\nx = 1\n[h]\nx = 2\nx = y\n[h ada]\nx = z\n");
	assert_int_equal(ini_edit_unset(&text, (struct ini_place){"h", "ada", 0}, "x", 0, &err), 0);
	assert_string_equal(text.data, "[h ada]\n[h]\nx = 2\nx = y\n[h ada]\nx = z\n");
	assert_int_equal(
	        ini_edit_set(&text, (struct ini_place){"h", "ada", 2}, "x", 0, "z", 1, &err), -1);
	assert_string_equal(err.text, "no section [h ada]");
	err = (struct error)ERROR_INIT;
	assert_int_equal(ini_edit_unset(&text, (struct ini_place){"h", NULL, 0}, "x", 2, &err), -1);
	assert_int_equal(
	        ini_edit_set(&text, (struct ini_place){"h", NULL, 0}, "x", 3, "z", 1, &err), -1);
	assert_string_equal(text.data, "[h ada]\n[h]\nx = 2\nx = y\n[h ada]\nx = z\n");
	buf_release(&text);
}

static void unset(const char *from, const char *want)
{
	struct error err = ERROR_INIT;
	struct buf text;

	start(&text, from);
	assert_int_equal(ini_edit_unset(&text, in_s, "a", 0, &err), 0);
	assert_string_equal(text.data, want);
	buf_release(&text);
}

static void unsetting_takes_the_lines_of_the_key(void **state)
{
	(void)state;
	unset("[s]\na = 1 ; c\nb = 2\n", "[s]\nb = 2\n");
	unset("[s]\nb = 2\na = 1", "[s]\nb = 2\n");
	unset("[s]\na = 1\n  2\n; free\n\n  3\n; more\nb = 2\n", "[s]\n; free\n\n; more\nb = 2\n");
}

static void add_section(const char *from, const char *want)
{
	const struct ini_pair pair[] = {{"from", "2026-11-01"}, {"note", "x\ny"}};
	struct error err = ERROR_INIT;
	struct buf text;

	start(&text, from);
	assert_int_equal(ini_edit_add_section(&text, "holder", "ada", pair, 2, &err), 0);
	assert_string_equal(text.data, want);
	buf_release(&text);
}

static void a_section_is_added_behind_a_blank_line(void **state)
{
#define LF "[holder ada]\nfrom = 2026-11-01\nnote = x\n\ty\n"
	(void)state;
	add_section("", LF);
	add_section("\xEF\xBB\xBF", "\xEF\xBB\xBF" LF);
	add_section("[s]\na = 1\n", "[s]\na = 1\n\n" LF);
	add_section("[s]\na = 1", "[s]\na = 1\n\n" LF);
	add_section("[s]\na = 1\n\n", "[s]\na = 1\n\n" LF);
	add_section("; c\n", "; c\n\n" LF);
	add_section(
	        "[s]\r\n", "[s]\r\n\r\n[holder ada]\r\nfrom = 2026-11-01\r\nnote = x\r\n\ty\r\n");
#undef LF
}

static void removing_a_section_keeps_what_is_not_its_own(void **state)
{
	struct error err = ERROR_INIT;
	struct buf text;

	(void)state;
	start(&text, "[a]\nx = 1\n\n[s]\n; free\ny = 2\n  3\n\n[b]\nz = 4\n");
	assert_int_equal(ini_edit_remove_section(&text, in_s, &err), 0);
	assert_string_equal(text.data, "[a]\nx = 1\n; free\n\n[b]\nz = 4\n");
	assert_int_equal(ini_edit_remove_section(&text, (struct ini_place){"a", NULL, 0}, &err), 0);
	assert_string_equal(text.data, "; free\n\n[b]\nz = 4\n");
	assert_int_equal(ini_edit_remove_section(&text, in_s, &err), -1);
	buf_release(&text);
}

static void refused(const char *key, const char *value, size_t len)
{
	const char *from = "[s]\na = 1\n";
	struct error err = ERROR_INIT;
	struct buf text;

	start(&text, from);
	if (!ini_edit_set(&text, in_s, key, 0, value, len, &err))
		fail_msg("'%s' = '%s' was written", key, value);
	assert_int_not_equal(err.kind, ERROR_NONE);
	assert_string_equal(text.data, from);
	buf_release(&text);
}

static void what_would_not_read_back_is_refused(void **state)
{
	static const char *const value[] = {" x", "x ", "\tx", "x\r", "x ; y", "x\t;y", "; x", ";",
	        "x\n\ny", "x\n", "\n", "x\n y", "x\ny ", "x\n; y", "x\n# y", "x\r\ny", "\xFF",
	        "x \n y"};
	static const char *const key[] = {
	        "", "a=b", " a", "a ", ";a", "#a", "[a", "a\nb", "a ;b", "\xC3"};

	(void)state;
	for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
		struct error err = ERROR_INIT;
		assert_false(ini_writable(value[i], strlen(value[i]), &err));
		refused("a", value[i], strlen(value[i]));
	}
	for (size_t i = 0; i < sizeof key / sizeof *key; i++)
		refused(key[i], "x", 1);
	refused("a", "x\0[holder eve]", 14);
}

static void odd_values_that_read_back_are_written(void **state)
{
	static const char *const value[] = {"[holder eve]", "x\n[holder eve]\nfrom = y", "#x",
	        "x;y", "x;", "=", "a = b", "a: b", "x\ry", "J\xC3\xBCrgen", "\nx",
	        "x\n=", "\xC2\xA0", "]"};

	(void)state;
	for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
		struct error err = ERROR_INIT;
		struct arena arena = ARENA_INIT;
		struct findings findings = FINDINGS_INIT(&arena);
		struct ini_file file;
		struct buf text;
		start(&text, "[s]\na = 1\n");
		if (ini_edit_set(&text, in_s, "a", 0, value[i], strlen(value[i]), &err))
			fail_msg("%zu: %s", i, err.text);
		ini_parse(&file, &arena, text.data, text.len, "x", &findings);
		assert_int_equal(file.section_count, 1);
		assert_int_equal(file.section[0].key_count, 1);
		assert_string_equal(file.section[0].key[0].value, value[i]);
		arena_release(&arena);
		buf_release(&text);
	}
}

static void broken_files_and_names_are_refused(void **state)
{
	static const char *const word[] = {"", "a b", "a]", "a\nb", " a"};
	static const char *const name[] = {"", " a", "a ", "a]b", "a\nb", ";a", "a ;b"};
	const struct ini_pair bad = {"k", "x ; y"};
	struct error err = ERROR_INIT;
	struct buf text;

	(void)state;
	start(&text, "[s]\nnothing\n");
	assert_int_equal(ini_edit_set(&text, in_s, "a", 0, "x", 1, &err), -1);
	assert_non_null(strstr(err.text, "line 2"));
	assert_string_equal(text.data, "[s]\nnothing\n");
	buf_release(&text);
	start(&text, "[s]\n");
	for (size_t i = 0; i < sizeof word / sizeof *word; i++)
		assert_int_equal(ini_edit_add_section(&text, word[i], NULL, NULL, 0, &err), -1);
	for (size_t i = 0; i < sizeof name / sizeof *name; i++)
		assert_int_equal(ini_edit_add_section(&text, "h", name[i], NULL, 0, &err), -1);
	assert_int_equal(ini_edit_add_section(&text, "h", "a", &bad, 1, &err), -1);
	assert_string_equal(text.data, "[s]\n");
	buf_release(&text);
}

static void an_edit_keeps_the_limit(void **state)
{
	struct error err = ERROR_INIT;
	struct buf text;
	char *value = malloc(INI_FILE_MAX);

	(void)state;
	assert_non_null(value);
	memset(value, 'x', INI_FILE_MAX);
	start(&text, "[s]\na = 1\n");
	assert_int_equal(ini_edit_set(&text, in_s, "a", 0, value, INI_FILE_MAX, &err), -1);
	assert_string_equal(text.data, "[s]\na = 1\n");
	assert_int_equal(ini_edit_set(&text, in_s, "a", 0, value, INI_FILE_MAX - 8, &err), -1);
	err = (struct error)ERROR_INIT;
	assert_int_equal(ini_edit_set(&text, in_s, "a", 0, value, INI_FILE_MAX - 9, &err), 0);
	assert_int_equal(text.len, INI_FILE_MAX);
	free(value);
	buf_release(&text);
}

/* ---- every edit of every key of a file ---- */

/* All keys but one (skip NULL: all), with their sections. */
static void print_file(struct buf *out, const struct ini_file *file, const struct ini_key *skip)
{
	for (size_t i = 0; i < file->section_count; i++) {
		const struct ini_section *section = &file->section[i];
		buf_print(out, "[%s|%s]\n", section->word, section->name ? section->name : "");
		for (size_t j = 0; j < section->key_count; j++) {
			const struct ini_key *key = &section->key[j];
			if (key != skip)
				buf_print(out, "%s=%s;%s\n", key->name, key->value,
				        key->comment ? key->comment : "");
		}
	}
}

struct subject {
	struct arena arena;
	struct findings findings;
	struct ini_file file;
	struct buf text;
};

static void subject_init(struct subject *subject, const char *text, size_t len)
{
	*subject = (struct subject){.arena = ARENA_INIT, .text = BUF_INIT};
	subject->findings = (struct findings)FINDINGS_INIT(&subject->arena);
	buf_add(&subject->text, text, len);
	ini_parse(&subject->file, &subject->arena, subject->text.data, subject->text.len, "x",
	        &subject->findings);
	assert_false(subject->file.broken);
}

static void subject_release(struct subject *subject)
{
	arena_release(&subject->arena);
	buf_release(&subject->text);
}

static struct ini_place place_of(const struct ini_file *file, size_t section)
{
	const struct ini_section *this = &file->section[section];
	struct ini_place place = {this->word, this->name, 0};

	for (size_t i = 0; i < section; i++) {
		const struct ini_section *other = &file->section[i];
		if (strcmp(other->word, place.word) || !other->name != !place.name)
			continue;
		if (!place.name || !strcmp(other->name, place.name))
			place.nth++;
	}
	return place;
}

static size_t nth_of(const struct ini_section *section, const struct ini_key *key)
{
	size_t nth = 0;

	for (const struct ini_key *other = section->key; other < key; other++)
		nth += !strcmp(other->name, key->name);
	return nth;
}

/* Equal before `begin` and from `end` on, but for a newline that the last line lacked. */
static void same_around(
        const struct subject *before, const struct buf *after, size_t begin, size_t end)
{
	size_t tail = before->text.len - end;

	assert_true(after->len >= begin + tail);
	assert_memory_equal(before->text.data, after->data, begin);
	assert_memory_equal(before->text.data + end, after->data + after->len - tail, tail);
}

static void set_and_compare(
        const struct subject *before, size_t section, size_t at, const char *value)
{
	const struct ini_section *in = &before->file.section[section];
	const struct ini_key *key = &in->key[at];
	struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	struct error err = ERROR_INIT;
	struct subject after;

	buf_add(&text, before->text.data, before->text.len);
	if (ini_edit_set(&text, place_of(&before->file, section), key->name, nth_of(in, key), value,
	            strlen(value), &err))
		fail_msg("%s", err.text);
	same_around(before, &text, key->begin, key->end);
	subject_init(&after, text.data, text.len);
	const struct ini_key *now = &after.file.section[section].key[at];
	assert_string_equal(now->value, value);
	if (key->part_count == 1 && key->comment)
		assert_string_equal(now->comment, key->comment);
	print_file(&want, &before->file, key);
	print_file(&got, &after.file, now);
	assert_string_equal(got.data, want.data);
	if (!strcmp(value, key->value)) {
		assert_int_equal(text.len, before->text.len);
		assert_memory_equal(text.data, before->text.data, text.len);
	}
	subject_release(&after);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
}

static void unset_and_compare(const struct subject *before, size_t section, size_t at)
{
	const struct ini_section *in = &before->file.section[section];
	const struct ini_key *key = &in->key[at];
	struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	struct error err = ERROR_INIT;
	struct subject after;

	buf_add(&text, before->text.data, before->text.len);
	if (ini_edit_unset(
	            &text, place_of(&before->file, section), key->name, nth_of(in, key), &err))
		fail_msg("%s", err.text);
	same_around(before, &text, key->begin, key->end);
	subject_init(&after, text.data, text.len);
	print_file(&want, &before->file, key);
	print_file(&got, &after.file, NULL);
	assert_string_equal(got.data, want.data);
	subject_release(&after);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
}

static void add_and_compare(const struct subject *before, size_t section)
{
	const struct ini_section *in = &before->file.section[section];
	struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	struct error err = ERROR_INIT;
	struct subject after;

	buf_add(&text, before->text.data, before->text.len);
	if (ini_edit_add(&text, place_of(&before->file, section), "added", "a\nb", 3, &err))
		fail_msg("%s", err.text);
	same_around(before, &text, in->end, in->end);
	subject_init(&after, text.data, text.len);
	const struct ini_section *now = &after.file.section[section];
	assert_string_equal(now->key[now->key_count - 1].value, "a\nb");
	print_file(&want, &before->file, NULL);
	print_file(&got, &after.file, &now->key[now->key_count - 1]);
	assert_string_equal(got.data, want.data);
	subject_release(&after);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
}

static void add_and_remove_section(const struct subject *before)
{
	const struct ini_pair pair = {"from", "2026-11-01"};
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	size_t count = 0;
	bool whole = before->text.len && before->text.data[before->text.len - 1] == '\n';

	for (size_t i = 0; i < before->file.section_count; i++)
		count += !strcmp(before->file.section[i].word, "fresh");
	buf_add(&text, before->text.data, before->text.len);
	assert_int_equal(ini_edit_add_section(&text, "fresh", NULL, &pair, 1, &err), 0);
	assert_memory_equal(text.data, before->text.data, before->text.len);
	assert_int_equal(
	        ini_edit_remove_section(&text, (struct ini_place){"fresh", NULL, count}, &err), 0);
	if (whole)
		assert_string_equal(text.data, before->text.data);
	buf_release(&text);
}

static size_t edit_everything(const char *text, size_t len)
{
	static const char *const value[] = {
	        "", "x", "[holder eve]", "\nx", "one\ntwo", "J\xC3\xBCrgen\n[x]\na = b\nlast"};
	struct subject subject;
	size_t edits = 0;

	subject_init(&subject, text, len);
	for (size_t i = 0; i < subject.file.section_count; i++) {
		for (size_t j = 0; j < subject.file.section[i].key_count; j++) {
			const char *now = subject.file.section[i].key[j].value;
			struct error err = ERROR_INIT;
			/* "k =; x" holds what is not written anew */
			if (ini_writable(now, strlen(now), &err))
				set_and_compare(&subject, i, j, now);
			for (size_t k = 0; k < sizeof value / sizeof *value; k++)
				set_and_compare(&subject, i, j, value[k]);
			unset_and_compare(&subject, i, j);
			edits++;
		}
		add_and_compare(&subject, i);
	}
	add_and_remove_section(&subject);
	subject_release(&subject);
	return edits;
}

static void edit_file(const char *path, void *edits)
{
	struct buf text = BUF_INIT;

	assert_true(file_read(&text, path));
	*(size_t *)edits += edit_everything(text.data, text.len);
	buf_release(&text);
}

static size_t edit_folder(const char *folder)
{
	size_t edits = 0;

	folder_each(folder, ".ini", 1, edit_file, &edits);
	return edits;
}

static void every_edit_of_every_case_reads_back_and_touches_nothing_else(void **state)
{
	(void)state;
	assert_in_range(edit_folder("tests/formats/ini/valid"), 20, 10000);
}

/* Role files of a real project, made by the corpus' own program. */
static void every_edit_of_real_roles_reads_back_and_touches_nothing_else(void **state)
{
	const char *shared = getenv("MOOT_SHARED");
	char folder[] = "/tmp/moot-ini-XXXXXX";
	struct buf command = BUF_INIT, roles = BUF_INIT;

	(void)state;
	if (!shared)
		shared = "../shared";
	buf_print(&roles, "%s/corpora/rust-team/role-events.tsv", shared);
	if (access(roles.data, R_OK)) {
		buf_release(&roles);
		skip();
	}
	assert_non_null(mkdtemp(folder));
	buf_print(&command,
	        "python3 '%s/corpora/to_moot.py' roles '%s' %s/r.git >%s/log && "
	        "git --git-dir=%s/r.git archive HEAD roles | tar -xf - -C %s",
	        shared, roles.data, folder, folder, folder, folder);
	assert_int_equal(system(command.data), 0);
	buf_clear(&roles);
	buf_print(&roles, "%s/roles", folder);
	assert_in_range(edit_folder(roles.data), 1000, 1000000);
	buf_clear(&command);
	buf_print(&command, "rm -rf %s", folder);
	assert_int_equal(system(command.data), 0);
	buf_release(&command);
	buf_release(&roles);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(setting_a_value_changes_only_it),
	        cmocka_unit_test(a_comment_behind_the_value_stays),
	        cmocka_unit_test(an_empty_value_leaves_no_blank),
	        cmocka_unit_test(newlines_become_continuations),
	        cmocka_unit_test(a_key_that_is_not_there_is_added),
	        cmocka_unit_test(the_section_meant_is_edited),
	        cmocka_unit_test(unsetting_takes_the_lines_of_the_key),
	        cmocka_unit_test(a_section_is_added_behind_a_blank_line),
	        cmocka_unit_test(removing_a_section_keeps_what_is_not_its_own),
	        cmocka_unit_test(what_would_not_read_back_is_refused),
	        cmocka_unit_test(odd_values_that_read_back_are_written),
	        cmocka_unit_test(broken_files_and_names_are_refused),
	        cmocka_unit_test(an_edit_keeps_the_limit),
	        cmocka_unit_test(every_edit_of_every_case_reads_back_and_touches_nothing_else),
	        cmocka_unit_test(every_edit_of_real_roles_reads_back_and_touches_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
