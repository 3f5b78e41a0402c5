/* SPDX-License-Identifier: MIT */
#include "evidence_cases.h"

static const struct evidence_options open_options = {.root = NULL};

static void test_trailers(void **state)
{
	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT,
	        "Core: begin\n\nbody\n\nReviewed-by: bob <BOB@x>\nAcked-by: bob <bob@x> # fine\n"
	        "reviewed-BY: bob <bob@x>\nSigned-off-by: ada <ada@x>\nCc: cyd <cyd@x>\n"
	        "Thanks-to: cyd, dan <dan@x>\nReported-by: https://example.org/1\n");
	commit_of(2, "ada", "ada", 1, PARENTS(1), "no area here: x\n\nSpotted-by: bob <bob@x>\n");
	gather("trailers", &open_options);
	assert_string_equal(shown(),
	        "reviewed-by ada <ada@x>>bob <bob@x> 0 4 core\n"
	        "acked-by ada <ada@x>>bob <bob@x> 0 2 core\n"
	        "reviewed-by ada <ada@x>>bob <bob@x> 0 4 core twice\n"
	        "signed-off-by ada <ada@x>>ada <ada@x> 0 0 core self\n"
	        "cc ada <ada@x>>cyd <cyd@x> 0 0 core unscored\n"
	        "thanks-to ada <ada@x>>cyd, dan <dan@x> 0 4 core\n"
	        "reported-by ada <ada@x>>https://example.org/1 0 4 core nobody\n"
	        "spotted-by ada <ada@x>>bob <bob@x> 1 0 - unscored\n");
	assert_int_equal(evidence.word_count, 1);
	assert_string_equal(evidence.word[0].word, "spotted-by");
	assert_true(evidence.word[0].credit);
	assert_string_equal(evidence.item[0].text, "Reviewed-by: bob <BOB@x>");
}

static void test_bare_names(void **state)
{
	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT,
	        "s\n\nHelped-by: bob\nHelped-by: eve and cyd@x\nHelped-by: Eve <eve@x>, Fay One "
	        "<fay@x>\n");
	commit_of(2, "bob", "bob", 1, PARENTS(1), "s\n\nHelped-by: Eve\nHelped-by: Fay One\n");
	commit_of(3, "cyd", "cyd", 2, PARENTS(2), "s\n\nCo-authored-by: x[bot] <x@x>\n");
	gather("bare", &open_options);
	assert_string_equal(shown(), "helped-by ada <ada@x>>bob <bob@x> 0 4 -\n"
	                             "helped-by ada <ada@x>>cyd <cyd@x> 0 4 -\n"
	                             "helped-by ada <ada@x>>eve 0 4 -\n"
	                             "helped-by ada <ada@x>>Eve <eve@x> 0 4 -\n"
	                             "helped-by ada <ada@x>>Fay One <fay@x> 0 4 -\n"
	                             "helped-by bob <bob@x>>Eve <eve@x> 1 4 -\n"
	                             "helped-by bob <bob@x>>Fay One <fay@x> 1 4 -\n"
	                             "co-authored-by cyd <cyd@x>>x[bot] <x@x> 2 4 - robot\n");
	assert_int_equal(evidence.persons_before, 3);
}

static void test_landed(void **state)
{
	static const char *const robot[] = {"queue@x"};
	struct evidence_options options = {.people = {.robot = robot, .robot_count = 1}};

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "begin\n");
	commit_of(2, "bob", "ada", 1, PARENTS(1), "core: applied\n\nReviewed-by: ada <ada@x>\n");
	commit_of(3, "cyd", "cyd", 1, PARENTS(2), "doc: one\n");
	commit_of(4, "cyd", "queue", 2, PARENTS(3), "doc: two\n");
	commit_of(5, "ada", "ada", 5, PARENTS(2, 4), "merge\n");
	commit_of(6, "cyd", "cyd", 5, PARENTS(5), "doc: three\n");
	commit_of(7, "cyd", "cyd", 6, PARENTS(5, 6), "merge my own\n");
	commit_of(8, "dan", "dan", 6, PARENTS(7), "x: y\n");
	commit_of(9, "queue", "queue", 7, PARENTS(7, 8), "merged by nobody\n");
	commit_of(10, "bob", "bob", 7, PARENTS(9), "z: y\n");
	commit_of(11, "ada", "bob", 8, PARENTS(9, 10), "merge by ada, of bob's making\n");
	gather("landed", &options);
	assert_string_equal(shown(), "landed ada <ada@x>>bob <bob@x> 1 4 core\n"
	                             "reviewed-by bob <bob@x>>ada <ada@x> 1 4 core committer\n"
	                             "landed ada <ada@x>>cyd <cyd@x> 5 4 doc\n"
	                             "landed ada <ada@x>>bob <bob@x> 8 4 z committer\n");
	assert_int_equal(evidence.item[2].commit, history.count - 7);
	assert_int_equal(history.commit[evidence.item[2].landed].author_time,
	        (first_day + 1) * DAY + 3600 + 3);
}

/* Who spells a name in two ways praises nobody with the one but herself. */
static void test_two_spellings(void **state)
{
	static const char text[] = "<ada@x> <ann@x>\n";
	struct mailmap mailmap = MAILMAP_INIT(&arena);
	struct evidence_options options = {.people = {.mailmap = &mailmap}};

	(void)state;
	mailmap_add(&mailmap, text, strlen(text));
	commit_of(1, "ada", "ada", 0, ROOT,
	        "s\n\nReviewed-by: ann <ann@x>\nHelped-by: Ada Ng <ADA@x>\nHelped-by: Ada "
	        "<ada@y>\nHelped-by: ann\n");
	commit_of(2, "ada", "ann", 1, PARENTS(1), "core: mine\n");
	commit_of(3, "bob", "ann", 1, PARENTS(2), "core: his\n\nReviewed-by: ada <ada@x>\n");
	commit_of(4, "ada", "ada", 2, PARENTS(3), "core: mine\n");
	commit_of(5, "ann", "ann", 3, PARENTS(3, 4), "merge\n");
	commit_of(6, "ada", "ann", 4, PARENTS(5), "core: mine\n");
	commit_of(7, "bob", "bob", 5, PARENTS(5, 6), "merge\n");
	gather("spellings", &options);
	assert_string_equal(shown(), "reviewed-by ada <ada@x>>ann <ada@x> 0 4 - self\n"
	                             "helped-by ada <ada@x>>Ada Ng <ada@x> 0 4 - self\n"
	                             "helped-by ada <ada@x>>Ada <ada@y> 0 4 -\n"
	                             "helped-by ada <ada@x>>ann <ada@x> 0 4 - self\n"
	                             "landed ann <ada@x>>bob <bob@x> 1 4 core\n"
	                             "reviewed-by bob <bob@x>>ada <ada@x> 1 4 core committer\n"
	                             "landed bob <bob@x>>ada <ada@x> 5 4 core\n");
}

/* However somebody cuts the work up, it is landed once; its topic is that of most of it. */
static void test_merged_once(void **state)
{
	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "begin\n");
	commit_of(2, "bob", "bob", 1, PARENTS(1), "a: x\n");
	commit_of(3, "bob", "bob", 1, PARENTS(2), "b: x\n");
	commit_of(4, "cyd", "cyd", 1, PARENTS(3), "c: x\n");
	commit_of(5, "bob", "bob", 1, PARENTS(4), "b: y\n");
	commit_of(6, "bob", "bob", 1, PARENTS(5), "c: x\n");
	commit_of(7, "ada", "ada", 2, PARENTS(1, 6), "merge\n");
	commit_of(8, "bob", "bob", 3, PARENTS(7), "d: x\n");
	commit_of(9, "bob", "bob", 3, PARENTS(8), "c: x\n");
	commit_of(10, "ada", "ada", 4, PARENTS(7, 9), "merge\n");
	gather("once", &open_options);
	assert_string_equal(shown(), "landed ada <ada@x>>bob <bob@x> 2 4 b\n"
	                             "landed ada <ada@x>>cyd <cyd@x> 2 4 c\n"
	                             "landed ada <ada@x>>bob <bob@x> 4 4 c\n");
	assert_int_equal(history.commit[evidence.item[0].landed].author_time,
	        (first_day + 1) * DAY + 3600 + 3);
}

static void test_cherry_picks(void **state)
{
	static const char message[] = "s\n\nHelped-by: bob <bob@x>\n";

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, message);
	commit_of(2, "ada", "ada", 1, PARENTS(1), message);
	buf_print(&script, "commit refs/heads/main\nmark :3\n");
	buf_print(&script, "author ada <ada@x> %lld +0000\n", (long long)first_day * DAY + 3601);
	buf_print(&script, "committer ada <ada@x> %lld +0000\n", (long long)(first_day + 2) * DAY);
	buf_print(&script, "data %zu\n%s\nfrom :2\n", strlen(message), message);
	gather("picks", &open_options);
	assert_string_equal(shown(), "helped-by ada <ada@x>>bob <bob@x> 0 4 -\n"
	                             "helped-by ada <ada@x>>bob <bob@x> 1 4 -\n"
	                             "helped-by ada <ada@x>>bob <bob@x> 2 4 - cherry-pick\n");
}

static bool is_seed(const char *person)
{
	for (size_t i = 0; i < evidence.seed_count; i++) {
		if (strcmp(evidence.person[evidence.seed[i]], person) == 0)
			return true;
	}
	return false;
}

static void test_found_seeds(void **state)
{
	struct evidence_options options = {.find_seeds = true};

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");
	commit_of(2, "bob", "bob", 1, PARENTS(1), "s\n\nHelped-by: eve <eve@x>\n");
	commit_of(3, "cyd", "dan", 731, PARENTS(2), "s\n");
	commit_of(4, "dan[bot]", "cyd", 732, PARENTS(3), "s\n");
	options.at = (int32_t)first_day + 730;
	gather("seeds", &options);
	assert_int_equal(evidence.seed_count, 2);
	options.at = (int32_t)first_day + 731;
	gather("seeds", &options);
	assert_int_equal(evidence.seed_count, 2);
	assert_true(is_seed("bob <bob@x>"));
	assert_true(is_seed("cyd <cyd@x>"));
	options.at = (int32_t)first_day + 5000;
	gather("seeds", &options);
	assert_int_equal(evidence.seed_count, 0);
}

static void test_signals(void **state)
{
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "bob", "bob", 0, ROOT, "s\n");
	file("journals/bob/2024-10-04.md", "Nothing yet.\n");
	commit_of(2, "ada", "ada", 2, PARENTS(1), "core: s\n\nHelped-by: bob <bob@x>\n");
	file("journals/ada/2024-10-05.md",
	        "Thanks @bob for it. @bob, @cyd what next?\n\nAlso @eve and @ada. See [this]"
	        "(../bob/2024-10-04.md#top) and [that](../bob/gone.md).\n");
	file("journals/ada/notes.md", "Thanks @cyd.\n\nHelped-by: Cyd Ek, dan\nBuilds-on: "
	                              "journals/bob/2024-10-04.md\n");
	file("journals/zoe/2024-10-05.md", "Thanks @cyd.\n");
	gather("signals", &options);
	assert_string_equal(shown(),
	        "helped-by ada>bob 2 4 -\n"
	        "thanks ada>bob 1 4 - journals/ada/2024-10-05.md:1\n"
	        "asks ada>bob 1 1 - journals/ada/2024-10-05.md:1\n"
	        "asks ada>cyd 1 1 - journals/ada/2024-10-05.md:1\n"
	        "mention ada>eve 1 0 - journals/ada/2024-10-05.md:3 nobody\n"
	        "mention ada>ada 1 0 - journals/ada/2024-10-05.md:3 self\n"
	        "builds-on ada>bob 1 2 - journals/ada/2024-10-05.md:3\n"
	        "builds-on ada>../bob/gone.md 1 2 - journals/ada/2024-10-05.md:3 nobody\n"
	        "thanks ada>cyd 2 4 - journals/ada/notes.md:1\n"
	        "helped-by ada>cyd 2 4 - journals/ada/notes.md:3\n"
	        "helped-by ada>dan 2 4 - journals/ada/notes.md:3\n"
	        "builds-on ada>bob 2 2 - journals/ada/notes.md:4\n"
	        "thanks zoe>cyd 1 4 - journals/zoe/2024-10-05.md:1 no-giver\n");
	assert_int_equal(evidence.journals.count, 4);
	assert_int_equal(entry_day("journals/ada/2024-10-05.md", 0), first_day + 1);
	assert_int_equal(entry_day("journals/ada/notes.md", 0), first_day + 2);
	assert_string_equal(sentence("signals", 2), "@bob, @cyd what next?");
	assert_string_equal(sentence("signals", 10), "Helped-by: Cyd Ek, dan");
}

static void test_days(void **state)
{
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "ada", "ada", 10, ROOT, "s\n");
	file("journals/ada/2024-10-06-x.md",
	        "Thanks @bob.\n\n# 2024-10-09 later\n\nThanks @cyd.\n\n"
	        "# 2025-01-01 too late\n\nThanks @dan.\n");
	file("journals/ada/2024-10-061.md", "Thanks @bob.\n");
	file("journals/ada/2024-02-30.md", "Thanks @bob.\n");
	gather("days", &options);
	assert_string_equal(shown(), "thanks ada>bob 10 4 - journals/ada/2024-02-30.md:1\n"
	                             "thanks ada>bob 2 4 - journals/ada/2024-10-06-x.md:1\n"
	                             "thanks ada>cyd 5 4 - journals/ada/2024-10-06-x.md:5\n"
	                             "thanks ada>dan 10 4 - journals/ada/2024-10-06-x.md:9\n"
	                             "thanks ada>bob 10 4 - journals/ada/2024-10-061.md:1\n");
}

static void test_shared_units(void **state)
{
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");
	file("journals/ada/a.md",
	        "Thanks @bob for #b, #a and #c.\n\nThanks @cyd.\n\n@dan on #x?\n");
	file("journals/ada/b.md", "#a #b #c #d #e\n\nThanks @bob.\n");
	gather("shared", &options);
	assert_string_equal(shown(), "thanks ada>bob 0 1 a journals/ada/a.md:1\n"
	                             "thanks ada>bob 0 2 b journals/ada/a.md:1\n"
	                             "thanks ada>bob 0 1 c journals/ada/a.md:1\n"
	                             "thanks ada>cyd 0 1 a journals/ada/a.md:3\n"
	                             "thanks ada>cyd 0 1 b journals/ada/a.md:3\n"
	                             "thanks ada>cyd 0 1 c journals/ada/a.md:3\n"
	                             "thanks ada>cyd 0 1 x journals/ada/a.md:3\n"
	                             "asks ada>dan 0 1 x journals/ada/a.md:5\n"
	                             "thanks ada>bob 0 4 a journals/ada/b.md:3\n"
	                             "thanks ada>bob 0 0 b journals/ada/b.md:3 unscored\n"
	                             "thanks ada>bob 0 0 c journals/ada/b.md:3 unscored\n"
	                             "thanks ada>bob 0 0 d journals/ada/b.md:3 unscored\n"
	                             "thanks ada>bob 0 0 e journals/ada/b.md:3 unscored\n");
}

static void test_who_brought_it(void **state)
{
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");
	file("journals/ada/a.md", "Thanks @bob.\n");
	commit_of(2, "bob", "bob", 1, PARENTS(1), "s\n");
	file("journals/ada/a.md", "Thanks @bob.\n\nThanks @bob.\n\nThanks @cyd.\n");
	/* the owner commits bob's sentence again in other words: his own now */
	commit_of(3, "ada", "dan", 2, PARENTS(2), "s\n");
	file("journals/ada/a.md", "New.\n\nThanks @bob.\n\nThanks @bob.\n\nThanks @cyd!\n\nThanks "
	                          "@dan.\n");
	gather("brought", &options);
	assert_string_equal(shown(), "thanks ada>bob 0 4 - journals/ada/a.md:3\n"
	                             "thanks ada>bob 1 4 - journals/ada/a.md:5 foreign\n"
	                             "landed dan>ada 2 4 -\n"
	                             "thanks ada>cyd 2 4 - journals/ada/a.md:7\n"
	                             "thanks ada>dan 2 4 - journals/ada/a.md:9 committer\n");
}

/* Whoever changes the heading above somebody's thanks would else say when they were given. */
static void test_headings_of_others(void **state)
{
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "ada", "ada", 100, ROOT, "s\n");
	file("journals/ada/a.md", "# 2024-10-10\n\nThanks @bob.\n\n# 2024-10-11\n\nThanks @cyd.\n");
	file("journals/ada/b.md", "# 2024-10-11\n\nThanks @bob.\n\n# 2024-10-10\n\nThanks @bob.\n");
	commit_of(2, "bob", "bob", 101, PARENTS(1), "s\n");
	file("journals/ada/a.md", "# Notes\n\nThanks @bob.\n\n# 2024-10-11\n\nThanks @cyd.\n");
	/* an entry above those that stand, in the same words */
	commit_of(3, "ada", "ada", 102, PARENTS(2), "s\n");
	file("journals/ada/b.md", "# 2025-01-14\n\nThanks @bob.\n\n# 2024-10-11\n\nThanks "
	                          "@bob.\n\n# 2024-10-10\n\nThanks @bob.\n");
	gather("headings", &options);
	assert_string_equal(shown(), "thanks ada>bob 6 4 - journals/ada/a.md:3 taken by bob\n"
	                             "thanks ada>cyd 7 4 - journals/ada/a.md:7\n"
	                             "thanks ada>bob 7 4 - journals/ada/b.md:7\n"
	                             "thanks ada>bob 6 4 - journals/ada/b.md:11\n"
	                             "thanks ada>bob 101 4 - journals/ada/a.md:3 foreign\n"
	                             "thanks ada>bob 102 4 - journals/ada/b.md:3\n");
}

/* What somebody else put there does not become the owner's with the owner's topic or day. */
static void test_topics_of_owners(void **state)
{
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");
	file("journals/ada/a.md", "Thanks @cyd.\n");
	file("journals/ada/b.md", "Thanks @cyd.\n");
	commit_of(2, "bob", "bob", 1, PARENTS(1), "s\n");
	file("journals/ada/a.md", "Thanks @cyd.\n\nThanks @bob.\n");
	file("journals/ada/b.md", "Thanks @cyd.\n\nThanks @bob.\n");
	commit_of(3, "ada", "ada", 2, PARENTS(2), "s\n");
	file("journals/ada/a.md", "Thanks @cyd.\n\nThanks @bob.\n\nAll on #docs.\n");
	file("journals/ada/b.md", "# 2024-10-04\n\nThanks @cyd.\n\nThanks @bob.\n");
	commit_of(4, "bob", "bob", 3, PARENTS(3), "s\n");
	file("journals/ada/a.md", "Thanks @cyd.\n\nThanks @bob.\n\nAll on #docs #spam.\n");
	gather("owners", &options);
	assert_string_equal(shown(), "thanks ada>bob 1 2 docs journals/ada/a.md:3 foreign\n"
	                             "thanks ada>bob 1 2 spam journals/ada/a.md:3 foreign\n"
	                             "thanks ada>bob 0 4 - journals/ada/b.md:5 foreign\n"
	                             "thanks ada>cyd 2 4 docs journals/ada/a.md:1 taken by bob\n"
	                             "thanks ada>cyd 0 4 - journals/ada/b.md:3\n"
	                             "thanks ada>cyd 3 2 docs journals/ada/a.md:1 foreign\n"
	                             "thanks ada>cyd 3 2 spam journals/ada/a.md:1 foreign\n");
}

/* A sentence that two sides of a merge have is one of each, whoever merges them. */
static void test_equal_sentences(void **state)
{
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");
	file("journals/ada/a.md", "Begun.\n");
	commit_of(2, "ada", "ada", 1, PARENTS(1), "s\n");
	file("journals/ada/a.md", "Begun.\n\nThanks @bob.\n");
	commit_of(3, "bob", "bob", 2, PARENTS(1), "s\n");
	file("journals/ada/a.md", "Thanks @bob.\n\nBegun.\n");
	commit_of(4, "ada", "ada", 2, PARENTS(2, 3), "s\n");
	file("journals/ada/a.md", "Thanks @bob.\n\nBegun.\n\nThanks @bob.\n");
	commit_of(5, "ada", "ada", 3, PARENTS(4), "s\n");
	file("journals/ada/a.md", "Thanks @bob.\n\nBegun.\n\nThanks @bob.\n\nThanks @bob.\n");
	gather("equal", &options);
	assert_string_equal(shown(), "thanks ada>bob 1 4 - journals/ada/a.md:1\n"
	                             "thanks ada>bob 2 4 - journals/ada/a.md:5 foreign\n"
	                             "thanks ada>bob 3 4 - journals/ada/a.md:7\n");
}

static void test_decisions(void **state)
{
	struct evidence_options options = closed_options("gov");
	static const char message[] = "lead: ada\n\nAgreed-by: bob\nThanks-to: bob\n";

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");
	file("gov/moot.ini", "");
	commit_of(2, "ada", "ada", 1, PARENTS(1), message);
	file("gov/negotiations/2024/1005-lead-7k3f9q2m8x/decision-ada-p3k8.ini", "");
	commit_of(3, "ada", "ada", 1, PARENTS(1), "s\n\nThanks-to: bob\n");
	commit_of(4, "cyd", "cyd", 2, PARENTS(3, 2), "merge\n\nThanks-to: bob\n");
	file("gov/negotiations/2024/1005-lead-7k3f9q2m8x/decision-ada-p3k8.ini", "");
	gather("decisions", &options);
	const char *out = shown();
	assert_non_null(strstr(out, "thanks-to ada>bob 1 4 - decision\n"));
	assert_non_null(strstr(out, "thanks-to ada>bob 1 4 -\n"));
	assert_non_null(strstr(out, "thanks-to cyd>bob 2 4 -\n"));
	assert_null(strstr(out, "agreed-by"));
}

static void test_signed(void **state)
{
	static const char *const who[] = {"ada", NULL, "cyd"};
	struct evidence_options options = closed_options("");

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n\nThanks-to: bob\n");
	file("journals/ada/a.md", "Thanks @bob.\n");
	commit_of(2, "ada", "ada", 1, PARENTS(1), "s\n\nThanks-to: cyd\n");
	file("journals/ada/a.md", "Thanks @bob.\n\nThanks @dan.\n");
	commit_of(3, "ada", "bob", 2, PARENTS(2), "s\n\nThanks-to: dan\nThanks-to: cyd\n");
	options.who = who;
	gather("signed", &options);
	assert_string_equal(shown(), "thanks-to ada>bob 0 4 -\n"
	                             "thanks ada>bob 0 4 - journals/ada/a.md:1\n"
	                             "thanks-to >cyd 1 4 - no-giver\n"
	                             "thanks ada>dan 1 4 - journals/ada/a.md:3 foreign\n"
	                             "landed cyd>ada 2 4 -\n"
	                             "thanks-to cyd>dan 2 4 -\n"
	                             "thanks-to cyd>cyd 2 4 - self\n");
}

static void test_units(void **state)
{
	static struct unit_rule unit[] = {
	        {"thanks", 8}, {"spotted-by", 3}, {"mention", 1}, {"landed", 99}};
	struct evidence_options options = closed_options("");

	(void)state;
	options.unit = unit;
	options.unit_count = 4;
	commit_of(1, "ada", "bob", 0, ROOT, "s\n\nSpotted-by: cyd\nReviewed-by: cyd\n");
	file("journals/ada/a.md", "Thanks @cyd.\n\nSo @dan.\n\nAnd @dan?\n");
	gather("units", &options);
	assert_string_equal(shown(), "landed bob>ada 0 32 -\n"
	                             "spotted-by ada>cyd 0 3 -\n"
	                             "reviewed-by ada>cyd 0 0 - unscored\n"
	                             "thanks ada>cyd 0 8 - journals/ada/a.md:1\n"
	                             "mention ada>dan 0 1 - journals/ada/a.md:3\n"
	                             "asks ada>dan 0 0 - journals/ada/a.md:5 unscored\n");
}

static void test_given_seeds(void **state)
{
	static const char *const seed[] = {"cyd", "zoe", "ada", "cyd"};
	struct evidence_options options = closed_options("");

	(void)state;
	options.seed = seed;
	options.seed_count = 4;
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");
	gather("given", &options);
	assert_int_equal(evidence.seed_count, 2);
	assert_int_equal(evidence.seed[0], 0);
	assert_int_equal(evidence.seed[1], 2);
	assert_int_equal(evidence.person_count, 4);
	assert_int_equal(evidence.item_count, 0);
}

/* Whether the messages are read with the history or again makes no difference. */
static void test_credits(void **state)
{
	struct evidence_options options = {.trailers = TRAILER_ANY_LINE};
	struct credits credits;
	struct history_options reading = {.on_commit = credits_commit, .context = &credits};
	struct error err = ERROR_INIT;
	struct oid head;
	struct buf again = BUF_INIT;

	(void)state;
	commit_of(1, "ada", "ada", 0, ROOT, "A: s\n\nHelped-by: bob <bob@x>\nno block\n");
	commit_of(2, "cyd", "ada", 1, PARENTS(1), "B: s\n\nCc: dan <dan@x>\n");
	gather("credits", &options);
	buf_puts(&again, shown());
	assert_int_equal(evidence.item_count, 3);

	struct repo *repo = open_at("credits", &head);
	credits_init(&credits, &arena, TRAILER_ANY_LINE);
	assert_int_equal(history_read(&history, &arena, repo, &head, &reading, &err), 0);
	history_order(&history, 0, NULL);
	options.credits = &credits;
	assert_int_equal(evidence_gather(&evidence, &arena, repo, &history, &options, &err), 0);
	assert_string_equal(shown(), again.data);

	const char *sentence;
	assert_int_equal(evidence_sentence(&sentence, &arena, repo, &history, &evidence,
	                         &evidence.item[1], &err),
	        0);
	assert_string_equal(evidence.item[1].kind, "landed");
	assert_string_equal(sentence, "B: s");
	repo_close(repo);
	buf_release(&again);
}

static void test_areas(void **state)
{
	char area[65];

	(void)state;
#define AREA(message) (credits_area(area, message, strlen(message)) ? area : "")
	assert_string_equal(AREA("refs/Files: fix"), "refs/files");
	assert_string_equal(AREA("\n \nfeat(ui): x"), "feat(ui)");
	assert_string_equal(AREA("doc:\n"), "doc");
	assert_string_equal(AREA("doc:fix"), "");
	assert_string_equal(AREA("Merge branch: x"), "");
	assert_string_equal(AREA(": x"), "");
	assert_string_equal(AREA("fix it"), "");
	assert_string_equal(AREA("fix\nit: x"), "");
	assert_string_equal(
	        AREA("12345678901234567890123456789012345678901234567890123456789012345: "
	             "x"),
	        "");
#undef AREA
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"trailers are acknowledgements by the commit's author", test_trailers, NULL, NULL,
	                NULL},
	        {"a bare name finds the one who bears it", test_bare_names, NULL, NULL, NULL},
	        {"who applies or merges somebody's work acknowledges it", test_landed, NULL, NULL,
	                NULL},
	        {"a merge lands an author's work once", test_merged_once, NULL, NULL, NULL},
	        {"two names with one mail are nobody's acknowledgement", test_two_spellings, NULL,
	                NULL, NULL},
	        {"a cherry-pick counts once", test_cherry_picks, NULL, NULL, NULL},
	        {"in history mode the authors of two years are seeds", test_found_seeds, NULL, NULL,
	                NULL},
	        {"the signals of journals are acknowledgements", test_signals, NULL, NULL, NULL},
	        {"a day is claimed by heading or file name, and held to the commit's", test_days,
	                NULL, NULL, NULL},
	        {"topics share the units, the first has the remainder", test_shared_units, NULL,
	                NULL, NULL},
	        {"a sentence counts when its owner brought it in and its receiver did not commit "
	         "it",
	                test_who_brought_it, NULL, NULL, NULL},
	        {"a heading changed by somebody else dates nobody's thanks",
	                test_headings_of_others, NULL, NULL, NULL},
	        {"nobody's words become the owner's by a topic or a day", test_topics_of_owners,
	                NULL, NULL, NULL},
	        {"equal sentences on two sides of a merge are one of each", test_equal_sentences,
	                NULL, NULL, NULL},
	        {"a decision's claims about others do not count", test_decisions, NULL, NULL, NULL},
	        {"where identity is signed the signer speaks", test_signed, NULL, NULL, NULL},
	        {"the charter says what a word is worth", test_units, NULL, NULL, NULL},
	        {"seeds are the known handles, each once", test_given_seeds, NULL, NULL, NULL},
	        {"messages read with the history or again say the same", test_credits, NULL, NULL,
	                NULL},
	        {"an area is one word before the first colon", test_areas, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("evidence", tests, make_place, leave);
}
