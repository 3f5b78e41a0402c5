/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/history/link.h"

/* NULL: it leads nowhere here. */
static void leads(const char *root, const char *from, const char *destination, const char *wanted)
{
	struct buf out = BUF_INIT;
	bool found = link_resolve(&out, root, from, destination);

	assert_int_equal(found, wanted != NULL);
	if (wanted)
		assert_string_equal(out.data, wanted);
	buf_release(&out);
}

static const char entry[] = "journals/ada/2026/01.md";

static void test_relative(void **state)
{
	(void)state;
	leads("", entry, "02.md", "journals/ada/2026/02.md");
	leads("", entry, "./x/../02.md", "journals/ada/2026/02.md");
	leads("", entry, "../../bob/2026/02.md#what-i-saw", "journals/bob/2026/02.md");
	leads("", entry, "../../../README.md?plain=1", "README.md");
	leads("", entry, "..//..///bob/02.md", "journals/bob/02.md");
	leads("governance", entry, "../../bob/02.md", "journals/bob/02.md");
}

static void test_from_top(void **state)
{
	(void)state;
	leads("", entry, "/journals/bob/02.md", "journals/bob/02.md");
	leads("governance", entry, "/governance/journals/bob/02.md", "journals/bob/02.md");
	leads("governance", entry, "/journals/bob/02.md", NULL);
	leads("governance", entry, "/governancejournals/bob/02.md", NULL);
	leads("", "", "journals/bob/02.md", "journals/bob/02.md");
}

static void test_elsewhere(void **state)
{
	(void)state;
	leads("", entry, "https://example.org/02.md", NULL);
	leads("", entry, "mailto:ada@example.org", NULL);
	leads("", entry, "../../../../etc/passwd", NULL);
	leads("governance", entry, "../../../../src/main.c", NULL);
	leads("governance", entry, "../../../../governance/journals/bob/02.md",
	        "journals/bob/02.md");
	leads("", entry, "#here", NULL);
	leads("", entry, "", NULL);
	leads("", entry, "/", NULL);
	leads("", entry, "a/b:c.md", "journals/ada/2026/a/b:c.md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"a destination is relative to the file's folder", test_relative, NULL, NULL, NULL},
	        {"a slash before it begins at the repository's top", test_from_top, NULL, NULL,
	                NULL},
	        {"what leads out of the root names nothing", test_elsewhere, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}
