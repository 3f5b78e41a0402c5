/* SPDX-License-Identifier: MIT */
#include "formats/negotiation.h"

#include "formats/role.h"
#include "tests/unit/formats/cases.h"

#define FOLDER "negotiations/2026/1124-release-lead-7k3f9q2m8x"

static struct arena arena = ARENA_INIT;

static int release(void **state)
{
	(void)state;
	arena_release(&arena);
	arena = (struct arena)ARENA_INIT;
	return 0;
}

static void a_path_says_what_a_file_is(void **state)
{
	static const struct {
		const char *path;
		enum negotiation_part part;
		const char *option, *inside;
	} sample[] = {
	        {FOLDER "/negotiation.ini", PART_FACTS, NULL, NULL},
	        {FOLDER "/proposal.md", PART_PROPOSAL, NULL, NULL},
	        {FOLDER "/a/roles/release-lead.ini", PART_OPTION, "a", "roles/release-lead.ini"},
	        {FOLDER "/b-ben/option.ini", PART_OPTION, "b-ben", "option.ini"},
	        {FOLDER "/c-3d/x/y/z", PART_OPTION, "c-3d", "x/y/z"},
	        {FOLDER "/voice-bob-1124T101502-q9x2.md", PART_VOICE, NULL, NULL},
	        {FOLDER "/voice-x.md", PART_VOICE, NULL, NULL},
	        {FOLDER "/voice-x.md.sig", PART_SIGNATURE, NULL, NULL},
	        {FOLDER "/decision-ada-p3k8.ini", PART_DECISION, NULL, NULL},
	        {FOLDER "/voice-.md", PART_NONE, NULL, NULL},
	        {FOLDER "/voice.md", PART_NONE, NULL, NULL},
	        {FOLDER "/Proposal.md", PART_NONE, NULL, NULL},
	        {FOLDER "/decision-.ini", PART_NONE, NULL, NULL},
	        {FOLDER "/ab/roles/x.ini", PART_NONE, NULL, NULL},
	        {FOLDER "/b-/roles/x.ini", PART_NONE, NULL, NULL},
	        {FOLDER "/A/roles/x.ini", PART_NONE, NULL, NULL},
	        {FOLDER "/b-Ben/roles/x.ini", PART_NONE, NULL, NULL},
	        {FOLDER "/a/", PART_NONE, NULL, NULL},
	};
	struct negotiation_path path;

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		assert_true(negotiation_path_parse(&path, &arena, sample[i].path));
		assert_string_equal(path.folder, FOLDER);
		assert_string_equal(path.id, "7k3f9q2m8x");
		assert_string_equal(path.slug, "release-lead");
		assert_int_equal(path.part, sample[i].part);
		if (!sample[i].option) {
			assert_null(path.option);
			assert_null(path.inside);
			continue;
		}
		assert_string_equal(path.option, sample[i].option);
		assert_string_equal(path.inside, sample[i].inside);
	}
}

static void other_paths_are_none_of_a_negotiation(void **state)
{
	static const char *const sample[] = {
	        "negotiations",
	        "negotiations/",
	        "negotiations/2026",
	        "negotiations/2026/1124-x-7k3f9q2m8x",
	        "negotiations/2026/1124-x-7k3f9q2m8x/",
	        "negotiations/26/1124-x-7k3f9q2m8x/proposal.md",
	        "negotiations/20266/1124-x-7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1324-x-7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1100-x-7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1132-x-7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1124-7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1124--7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1124-X-7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1124-x-7k3f9q2m8/proposal.md",
	        "negotiations/2026/1124-x-7k3f9q2m8u/proposal.md", /* no u in an id */
	        "negotiations/2026/1124-x7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1124-abx7k3f9q2m8x/proposal.md",
	        "negotiations/2026/1124-a-slug-that-is-longer-than-thirty-7k3f9q2m8x/a/moot.ini",
	        "journals/2026/1124-x-7k3f9q2m8x/proposal.md",
	        "",
	};
	struct negotiation_path path;

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++)
		if (negotiation_path_parse(&path, &arena, sample[i]))
			fail_msg("%s is taken", sample[i]);
}

static void an_option_may_hold_what_is_governed_and_nothing_else(void **state)
{
	static const char *const may[] = {"moot.ini", "option.ini", "people/ada.ini",
	        "roles/release-lead.ini", "agreements/reply-time.md"};
	static const char *const may_not[] = {"", "people/.ini", "people/Ada.ini", "people/ada.md",
	        "roles/a/b.ini", "agreements/a.ini", "journals/ada/x.md", "negotiations/x.ini",
	        ".gitattributes", "Moot.ini", "roles/../people/ada.ini", "moot.ini/x",
	        "people/a-handle-that-is-longer-than-thirty-nine-.ini"};

	(void)state;
	for (size_t i = 0; i < sizeof may / sizeof *may; i++)
		assert_true(option_may_hold(may[i]));
	for (size_t i = 0; i < sizeof may_not / sizeof *may_not; i++)
		if (option_may_hold(may_not[i]))
			fail_msg("%s is let in", may_not[i]);
}

#define SHA1 "5d1c5d1c5d1c5d1c5d1c5d1c5d1c5d1c5d1c5d1c"

static void a_redacted_file_is_one_line(void **state)
{
	static const char *const no[] = {"redacted sha1:5d1c", "redacted " SHA1,
	        "Redacted sha1:" SHA1, "redacted sha1:" SHA1 "\nmore",
	        "redacted sha1:5D1C5d1c5d1c5d1c5d1c5d1c5d1c5d1c5d1c5d1c", "redacted sha256:" SHA1,
	        "redacted", ""};
	const char *blob;

	(void)state;
	assert_true(redaction_parse(&blob, &arena, "redacted sha1:" SHA1 "\r\n", 56));
	assert_string_equal(blob, SHA1);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (redaction_parse(&blob, &arena, no[i], strlen(no[i])))
			fail_msg("%s is taken", no[i]);
}

static void a_trial_is_marked_behind_its_value(void **state)
{
	static const struct {
		const char *line, *id;
		int32_t until;
	} sample[] = {
	        {"tools = telephone first ; trial 2m9x until 2026-03-19", "2m9x", 20531},
	        {"  more ;trial 2m9x4w7d1t  until 1970-01-02\r\n", "2m9x4w7d1t", 1},
	        {"tools = x ; see below ; trial 2m9x until 1970-01-02 ; y", "2m9x", 1},
	        {"; trial 2m9x until 2026-03-19", NULL, 0},
	        {"# tools = x ; trial 2m9x until 2026-03-19", NULL, 0},
	        {"tools = x; trial 2m9x until 2026-03-19", NULL, 0}, /* no blank: no comment */
	        {"tools = x ; trial 2m9x until 2026-02-30", NULL, 0},
	        {"tools = x ; trial 2m9 until 2026-03-19", NULL, 0},
	        {"tools = x ; trial 2m9x until 2026-03-19 or so", NULL, 0},
	        {"tools = x ; a trial 2m9x until 2026-03-19", NULL, 0},
	        {"tools = x", NULL, 0},
	        {"", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		const char *id;
		size_t id_len;
		int32_t until;
		bool found = role_trial_mark(
		        sample[i].line, strlen(sample[i].line), &id, &id_len, &until);
		if (found != (sample[i].id != NULL))
			fail_msg("%s", sample[i].line);
		if (!found)
			continue;
		assert_int_equal(id_len, strlen(sample[i].id));
		assert_memory_equal(id, sample[i].id, id_len);
		assert_int_equal(until, sample[i].until);
	}
}

static void a_load_is_days_of_a_week(void **state)
{
	static const struct {
		const char *text;
		int32_t tenths; /* -1: none */
	} sample[] = {{"2d/week", 20}, {"0.5d/week", 5}, {"7d/week", 70}, {"7.1d/week", -1},
	        {"0d/week", 0}, {"", -1}, {"d/week", -1}, {"2d", -1}, {"2 d/week", -1},
	        {"2.d/week", -1}, {"2.55d/week", -1}, {"99999999999d/week", -1}, {"-1d/week", -1},
	        {"2d/weeks", -1}};

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		int32_t tenths = -1;
		assert_int_equal(load_parse(&tenths, sample[i].text), sample[i].tenths >= 0);
		assert_int_equal(tenths, sample[i].tenths);
	}
}

static void levels_are_in_their_order(void **state)
{
	enum level level;

	(void)state;
	for (unsigned i = 0; i < 6; i++) {
		assert_true(level_parse(&level, level_name[i]));
		assert_int_equal(level, i);
	}
	assert_true(LEVEL_NONE < LEVEL_WHERE && LEVEL_WHERE < LEVEL_HOW && LEVEL_HOW < LEVEL_WHAT &&
	            LEVEL_WHAT < LEVEL_WHO && LEVEL_WHO < LEVEL_WHY);
	assert_false(level_parse(&level, "What"));
	assert_false(level_parse(&level, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, release)
	        TEST(a_path_says_what_a_file_is),
	        TEST(other_paths_are_none_of_a_negotiation),
	        TEST(an_option_may_hold_what_is_governed_and_nothing_else),
	        TEST(a_redacted_file_is_one_line),
	        TEST(a_trial_is_marked_behind_its_value),
	        TEST(a_load_is_days_of_a_week),
	        TEST(levels_are_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
