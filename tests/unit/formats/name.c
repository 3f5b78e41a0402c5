/* SPDX-License-Identifier: MIT */
#include "formats/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void handles_are_short_lower_case_words(void **state)
{
	static const char *const good[] = {"a", "7", "ada", "ada-ng", "0-", "a--b",
	        "abcdefghijklmnopqrstuvwxyz-0123456789ab"}; /* 39 */
	static const char *const bad[] = {"", "-a", "Ada", "a_b", "a.b", "a/b", "a b", "\xC3\xBC",
	        "abcdefghijklmnopqrstuvwxyz-0123456789abc"}; /* 40 */

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(name_valid(good[i], strlen(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(name_valid(bad[i], strlen(bad[i])));
	assert_false(name_valid("a\0b", 3));
	assert_true(slug_valid("abcdefghijklmnopqrstuvwxyz-012", 30));
	assert_false(slug_valid("abcdefghijklmnopqrstuvwxyz-0123", 31));
}

static void names_of_devices_are_reserved(void **state)
{
	static const char *const reserved[] = {
	        "con", "PRN", "aux", "nul", "com1", "com9", "lpt1", "LPT9"};
	static const char *const free[] = {"com", "com0", "com10", "lpt", "cons", "con1", "nu", ""};

	(void)state;
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		assert_true(name_reserved(reserved[i], strlen(reserved[i])));
	for (size_t i = 0; i < sizeof free / sizeof *free; i++)
		assert_false(name_reserved(free[i], strlen(free[i])));
}

static void a_wrong_name_is_told_why(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(name_check("ada", 3, &err), 0);
	assert_int_equal(name_check("com1", 4, &err), -1);
	assert_non_null(strstr(err.text, "reserved"));
	err = (struct error)ERROR_INIT;
	assert_int_equal(name_check("Ada\x1B", 4, &err), -1);
	assert_non_null(strstr(err.text, "'Ada\\x1b'"));
	err = (struct error)ERROR_INIT;
	assert_int_equal(name_check("abcdefghijklmnopqrstuvwxyz-0123456789abc", 40, &err), -1);
	assert_non_null(strstr(err.text, "40 characters"));
}

static void slugs_come_from_any_title(void **state)
{
	static const struct {
		const char *title, *slug;
	} sample[] = {
	        {"Release lead", "release-lead"},
	        {"  J\xC3\xBCrgen's  \xC3\x89t\xC3\xA9! ", "jurgen-s-ete"},
	        {"Stra\xC3\x9F"
	         "e",
	                "strasse"},
	        {"\xEF\xBC\xA1\xEF\xBC\xA2", "ab"}, /* full width */
	        {"---", ""},
	        {"\xE6\xBC\xA2", ""},
	        {"", ""},
	        {"People can rely on our releases, always", "people-can-rely-on-our"},
	        {"abcdefghijklmnopqrstuvwxyz-0123456789", "abcdefghijklmnopqrstuvwxyz"},
	        {"abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz0123"},
	        {"abcdefghijklmnopqrstuvwxyz-012 x", "abcdefghijklmnopqrstuvwxyz-012"},
	};
	char slug[SLUG_LENGTH + 1];

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		slug_make(slug, sample[i].title, strlen(sample[i].title));
		assert_string_equal(slug, sample[i].slug);
		assert_true(!*slug || slug_valid(slug, strlen(slug)));
	}
	slug_make(slug, "broken \xFF", 8);
	assert_string_equal(slug, "");
}

static void look_alikes_are_seen(void **state)
{
	static const char *const alike[][2] = {{"bill", "b111"}, {"bob", "b0b"}, {"Ada", "ada"},
	        {"carmen", "carrnen"}, {"wim", "vvirn"}, {"lila", "1i1a"}, {"vw", "vvv"},
	        {"wv", "vvv"}};
	static const char *const apart[][2] = {{"ada", "adam"}, {"ben", "bem"}, {"ann", "am"},
	        {"ana", "ano"}, {"a-b", "ab"}, {"v", "w"}, {"s", "5"}};

	(void)state;
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		assert_true(names_alike(alike[i][0], alike[i][1]));
	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
		assert_false(names_alike(apart[i][0], apart[i][1]));
	/* the longest skeleton fits */
	char skeleton[SKELETON_SIZE];
	name_skeleton(skeleton, "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", 47);
	assert_int_equal(strlen(skeleton), 2 * NAME_LENGTH);
}

static void governed_paths_are_known_and_their_twins_too(void **state)
{
	static const char *const real[] = {"moot.ini", "people", "people/ada.ini", "roles/x.ini",
	        "agreements/a.md", "negotiations/2026/x", "journals/ada/x.md", ".mailmap",
	        ".gitattributes"};
	static const struct {
		const char *path, *of;
	} twin[] = {
	        {"Moot.ini", "moot.ini"}, {"ROLES/x.ini", "roles"},
	        {"people\xE2\x80\x8B/ada.ini", "people"}, /* zero width space */
	        {"\xEF\xBB\xBFroles/x.ini", "roles"},     /* byte order mark */
	        {"ro\xC2\xADles", "roles"},               /* soft hyphen */
	        {"\xEF\xBD\x92oles/x", "roles"},          /* full width r */
	        {"role\xC5\xBF", "roles"},                /* long s */
	        {"\xE2\x93\xA1oles", "roles"},            /* circled r */
	        {".Mailmap", ".mailmap"}, {"moot\xE2\x80\xA4ini", "moot.ini"}, /* one dot leader */
	};
	static const char *const other[] = {"README.md", "role", "rolesx/x", "src/roles/x.ini", "",
	        "r\xC3\xB6les", "roles\xFF", "\xFF", "moot.in\xC4\xB1" /* dotless i */};

	(void)state;
	for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
		assert_non_null(governed_name(real[i], strlen(real[i])));
		assert_null(governed_twin(real[i], strlen(real[i])));
	}
	for (size_t i = 0; i < sizeof twin / sizeof *twin; i++) {
		const char *of = governed_twin(twin[i].path, strlen(twin[i].path));
		assert_null(governed_name(twin[i].path, strlen(twin[i].path)));
		if (!of)
			fail_msg("twin %zu was not seen", i);
		assert_string_equal(of, twin[i].of);
	}
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		assert_null(governed_name(other[i], strlen(other[i])));
		assert_null(governed_twin(other[i], strlen(other[i])));
	}
}

static void ids_are_fifty_bits(void **state)
{
	char id[ID_LENGTH + 1];

	(void)state;
	id_make(id, 0);
	assert_string_equal(id, "0000000000");
	id_make(id, UINT64_MAX);
	assert_string_equal(id, "zzzzzzzzzz");
	id_make(id, UINT64_C(1) << 45);
	assert_string_equal(id, "1000000000");
	id_make(id, UINT64_C(0xFFFC000000000000) | 31); /* above 50 bits: not looked at */
	assert_string_equal(id, "000000000z");
	assert_true(id_valid("7k3f9q2m8x", 10));
	assert_false(id_valid("7k3f9q2m8", 9));
	assert_false(id_valid("7K3f9q2m8x", 10));
	assert_false(id_valid("7k3f9q2m8u", 10));
	assert_false(id_valid("7k3f9q2m8\0", 10));
	assert_false(id_valid("il0o123456", 10));
}

static void ids_are_read_as_typed(void **state)
{
	char id[ID_LENGTH + 1];

	(void)state;
	assert_true(id_typed(id, "7K3F", 4));
	assert_string_equal(id, "7k3f");
	assert_true(id_typed(id, "OoIiLl9X", 8));
	assert_string_equal(id, "0011119x");
	assert_true(id_typed(id, "7k3f9q2m8x", 10));
	assert_false(id_typed(id, "7k3", 3));
	assert_false(id_typed(id, "7k3f9q2m8x0", 11));
	assert_false(id_typed(id, "uuuu", 4));
	assert_false(id_typed(id, "7k-f", 4));
	assert_false(id_typed(id, "7k3\0", 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(handles_are_short_lower_case_words),
	        cmocka_unit_test(names_of_devices_are_reserved),
	        cmocka_unit_test(a_wrong_name_is_told_why),
	        cmocka_unit_test(slugs_come_from_any_title),
	        cmocka_unit_test(look_alikes_are_seen),
	        cmocka_unit_test(governed_paths_are_known_and_their_twins_too),
	        cmocka_unit_test(ids_are_fifty_bits),
	        cmocka_unit_test(ids_are_read_as_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
