/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "formats/mailmap.h"

#include <stdio.h>
#include <string.h>

/* What name and mail are mapped to, as "name <mail>". */
static const char *mapped(const char *text, size_t len, const char *name, const char *mail)
{
	static char out[256];
	struct arena arena = ARENA_INIT;
	struct mailmap mailmap = MAILMAP_INIT(&arena);

	mailmap_add(&mailmap, text, len);
	mailmap_apply(&mailmap, &name, &mail);
	snprintf(out, sizeof out, "%s <%s>", name, mail);
	arena_release(&arena);
	return out;
}

#define MAP(text, name, mail) mapped(text, sizeof text - 1, name, mail)

static void test_forms(void **state)
{
	(void)state;
	assert_string_equal(MAP("Ada Ng <a@x>\n", "ada", "A@X"), "Ada Ng <A@X>");
	assert_string_equal(MAP("<new@x> <old@x>\n", "ada", "old@x"), "ada <new@x>");
	assert_string_equal(MAP("Ada Ng <New@x> <old@x>\n", "ada", "OLD@x"), "Ada Ng <New@x>");
	assert_string_equal(MAP("Ada Ng <new@x> ada <old@x>\n", "ADA", "old@x"), "Ada Ng <new@x>");
	assert_string_equal(MAP("Ada Ng <new@x> ada <old@x>\n", "bob", "old@x"), "bob <old@x>");
	assert_string_equal(MAP("Ada Ng <n@x> <>\n", "ada", ""), "Ada Ng <n@x>");
}

static void test_precedence(void **state)
{
	static const char both[] = "Ada Ng <a@x> <m@x>\nBob Oy <b@x> bob <m@x>\n";

	(void)state;
	assert_string_equal(MAP(both, "bob", "m@x"), "Bob Oy <b@x>");
	assert_string_equal(MAP(both, "cyd", "m@x"), "Ada Ng <a@x>");
	assert_string_equal(MAP("First <a@x>\nLast <a@x>\n", "", "a@x"), "Last <a@x>");
	/* a later line changes only what it says */
	assert_string_equal(MAP("Ada Ng <a@x>\n<b@x> <a@x>\n", "", "a@x"), "Ada Ng <b@x>");
	assert_string_equal(MAP("A <1@x> n <m@x>\n<2@x> n <m@x>\n", "n", "m@x"), "n <2@x>");
}

static void test_noise(void **state)
{
	(void)state;
	assert_string_equal(MAP("# Ada <a@x>\n", "ada", "a@x"), "ada <a@x>");
	assert_string_equal(MAP("Ada <> <a@x>\n", "ada", "a@x"), "ada <a@x>");
	assert_string_equal(MAP("Ada Ng <a@x\nno\n\n<", "ada", "a@x"), "ada <a@x>");
	assert_string_equal(MAP(" \tAda Ng\t <a@x> # why\r\n", "ada", "a@x"), "Ada Ng <a@x>");
	assert_string_equal(MAP("A <a@x>\0\nB <a@x>\n", "ada", "a@x"), "A <a@x>");
	assert_string_equal(MAP("", "ada", "a@x"), "ada <a@x>");
	assert_string_equal(MAP("<a@x>\n", "ada", "a@x"), "ada <a@x>");
}

static void test_many(void **state)
{
	struct arena arena = ARENA_INIT;
	struct mailmap mailmap = MAILMAP_INIT(&arena);
	char line[64];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		int len = snprintf(line, sizeof line, "N%d <p%d@x> <c%d@x>\n", i, i, i);
		mailmap_add(&mailmap, line, (size_t)len);
	}
	for (int i = 0; i < 5000; i++) {
		const char *name = "", *mail = line;
		char wanted[64];
		snprintf(line, sizeof line, "C%d@x", i);
		snprintf(wanted, sizeof wanted, "p%d@x", i);
		assert_true(mailmap_apply(&mailmap, &name, &mail));
		assert_string_equal(mail, wanted);
	}
	assert_true(mailmap_has(&mailmap, "C4999@X"));
	assert_false(mailmap_has(&mailmap, "p4999@x"));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"each of the four forms maps what it names", test_forms, NULL, NULL, NULL},
	        {"a name with a mail goes before a mail, a later line before an earlier",
	                test_precedence, NULL, NULL, NULL},
	        {"what is no mapping is passed over", test_noise, NULL, NULL, NULL},
	        {"thousands of mappings are found again", test_many, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("mailmap", tests, NULL, NULL);
}
