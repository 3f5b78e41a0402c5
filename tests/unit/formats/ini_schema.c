/* SPDX-License-Identifier: MIT */
#include "formats/ini_schema.h"

#include "formats/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const struct ini_schema_key role_key[] = {
        {"title", false, true}, {"topics", false, false}, {"was", true, false}};
static const struct ini_schema_key holder_key[] = {{"from", false, true}, {"until", false, true}};
static const struct ini_schema_section schema[] = {
        {"role", INI_NO_NAME, false, true, false, role_key, 3},
        {"how", INI_NO_NAME, false, false, true, NULL, 0},
        {"holder", INI_MUST_NAME, true, false, false, holder_key, 2},
        {"policy", INI_MAY_NAME, false, false, true, NULL, 0},
};

static void check(const char *text, bool passes, const char *want)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct ini_file file;
	struct buf got = BUF_INIT;

	ini_parse(&file, &arena, text, strlen(text), "roles/x.ini", &findings);
	assert_false(file.broken);
	assert_int_equal(ini_check(&file, schema, 4, SEVERITY_WARNING, &findings), passes);
	findings_sort(&findings);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.item[i];
		buf_print(&got, "%u:%u: %s: %s [%s]\n", finding->line, finding->column,
		        finding->severity == SEVERITY_ERROR ? "error" : "warning", finding->message,
		        finding->code);
		if (finding->hint)
			buf_print(&got, "hint: %s\n", finding->hint);
	}
	assert_string_equal(got.data, want);
	buf_release(&got);
	arena_release(&arena);
}

static void a_file_that_fits_has_no_findings(void **state)
{
	(void)state;
	check("[role]\ntitle = x\nwas = a\nwas = b\n[how]\nany = 1\nany = 2\n"
	      "[holder ada]\nfrom = 1\nuntil = 2\n[holder ada]\nfrom = 3\nuntil = 4\n"
	      "[policy a]\n[policy b]\n[policy]\n",
	        true, "");
}

static void unknown_words_get_the_nearest_known_one(void **state)
{
	(void)state;
	check("[role]\ntitle = x\ntopcs = y\n  colour = z\n", true,
	        "3:1: warning: unknown key 'topcs' [E104]\nhint: did you mean 'topics'?\n");
	check("[role]\ntitle = x\ncolour = z\n[holdr ada]\nx = y\n[zzzzzz]\n", true,
	        "3:1: warning: unknown key 'colour' [E104]\n"
	        "4:1: warning: unknown section [holdr] [E103]\nhint: did you mean 'holder'?\n"
	        "6:1: warning: unknown section [zzzzzz] [E103]\n");
}

static void what_stands_twice_names_both_lines(void **state)
{
	(void)state;
	check("[role]\ntitle = x\ntitle = y\n\ntitle = z\n", false,
	        "3:1: error: key 'title' stands twice, in line 2 already [E105]\n"
	        "5:1: error: key 'title' stands twice, in line 2 already [E105]\n");
	check("[policy b]\n[role]\ntitle = x\n[policy a]\n[policy b]\n[role]\ntitle = x\n", false,
	        "5:1: error: section [policy b] stands twice, in line 1 already [E114]\n"
	        "6:1: error: section [role] stands twice, in line 2 already [E114]\n");
}

static void what_is_missing_is_named(void **state)
{
	(void)state;
	check("[how]\n", false, "0:0: error: section [role] is missing [E113]\n");
	check("[role]\n[holder ada]\nfrom = 1\n", false,
	        "1:1: error: section [role] has no key 'title' [E107]\n"
	        "2:1: error: section [holder ada] has no key 'until' [E107]\n");
}

static void names_of_sections_are_checked(void **state)
{
	(void)state;
	check("[role x]\ntitle = x\n[holder]\nfrom = 1\nuntil = 2\n", false,
	        "1:1: error: section [role] has no name behind its word [E110]\n"
	        "3:1: error: section [holder] needs a name behind its word [E110]\n");
}

static void a_broken_file_is_not_checked_again(void **state)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct ini_file file;

	(void)state;
	ini_parse(&file, &arena, "[how\ncolour = x\n", 16, "x", &findings);
	assert_int_equal(findings.count, 1);
	assert_false(ini_check(&file, schema, 4, SEVERITY_WARNING, &findings));
	assert_int_equal(findings.count, 1);
	arena_release(&arena);
}

static void a_hostile_file_gets_a_thousand_findings(void **state)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct buf text = BUF_INIT;
	struct ini_file file;

	(void)state;
	buf_puts(&text, "[role]\ntitle = x\n");
	for (int i = 0; i < 60000; i++)
		buf_print(&text, "[policy p%d]\n", i % 30000);
	ini_parse(&file, &arena, text.data, text.len, "x", &findings);
	assert_false(ini_check(&file, schema, 4, SEVERITY_WARNING, &findings));
	assert_int_equal(findings.count, 1001);
	assert_string_equal(findings.item[1000].message, "29000 more findings in this file");
	buf_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_file_that_fits_has_no_findings),
	        cmocka_unit_test(unknown_words_get_the_nearest_known_one),
	        cmocka_unit_test(what_stands_twice_names_both_lines),
	        cmocka_unit_test(what_is_missing_is_named),
	        cmocka_unit_test(names_of_sections_are_checked),
	        cmocka_unit_test(a_broken_file_is_not_checked_again),
	        cmocka_unit_test(a_hostile_file_gets_a_thousand_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
