/* SPDX-License-Identifier: MIT */
/* What others take out of a journal, change, or move about in it. */
#include "evidence_cases.h"

#define JOURNAL "journals/ada/a.md"

/* The next commit of a line of them: what it makes of the journal, NULL: takes it away. */
static void then(const char *who, const char *text)
{
	static int last;
	int before = last = script.len ? last : 0;

	last++;
	commit_of(last, who, who, last, PARENTS(before), "s\n");
	if (text)
		file(JOURNAL, text);
	else
		buf_puts(&script, "D " JOURNAL "\n");
}

/* Whether these commits come to that: days since the first, lines of the journal. */
static void comes_to(const char *dir, const char *wanted)
{
	struct evidence_options options = closed_options("");
	struct buf out = BUF_INIT;
	int32_t first;

	gather(dir, &options);
	first = history.commit[0].day;
	for (size_t i = 0; i < evidence.item_count; i++) {
		const struct evidence_item *item = &evidence.item[i];
		if (!*item->path)
			continue;
		buf_print(&out, "%s %s %d %u %s :%u%s%s%s%s\n", item->kind, item->receiver_text,
		        item->day - first, item->units, evidence.topic[item->topic], item->line,
		        item->taken ? " taken by " : "",
		        item->taken ? evidence_taker(&evidence, item) : "", item->reason ? " " : "",
		        evidence_void_name((enum evidence_void)item->reason));
	}
	buf_putc(&out, 0);
	assert_string_equal(out.data, wanted);
	buf_release(&out);
}

#define ONE "Thanks @cyd for one.\n"
#define TWO "Thanks @dan for two.\n"

static void test_taken_out(void **state)
{
	static const char both[] = ONE "\n" TWO;
	static const char as_they_were[] = "thanks cyd 0 4 - :1\nthanks dan 0 4 - :3\n";
	static const char one_is_held[] = "thanks cyd 0 4 - :1 taken by bob\nthanks dan 0 4 - :1\n";

	(void)state;
	then("ada", both);
	then("bob", TWO);
	comes_to("taken", one_is_held);
	assert_string_equal(sentence("taken", 0), "Thanks @cyd for one.");
	assert_string_equal(sentence("taken", 1), "Thanks @dan for two.");

	then("ada", both);
	then("bob", TWO);
	then("ada", TWO "\nMore.\n");
	then("cyd", "Less.\n\n" TWO);
	comes_to("taken-since", "thanks cyd 0 4 - :1 taken by bob\nthanks dan 0 4 - :3\n");

	then("ada", both);
	then("bob", TWO);
	then("bob", ONE "\n" TWO);
	comes_to("taken-back", as_they_were);

	then("ada", both);
	then("bob", TWO);
	then("ada", TWO "\n" ONE);
	comes_to("taken-again", "thanks cyd 0 4 - :3\nthanks dan 0 4 - :1\n");

	then("ada", both);
	then("bob", TWO);
	then("ada", both);
	then("ada", TWO);
	comes_to("taken-by-herself", "thanks dan 0 4 - :1\n");

	/* in other words it is somebody else's, and hers stay */
	then("ada", both);
	then("bob", "Thanks @bob for one.\n\n" TWO);
	then("ada", "Thanks @bob for one.\n\n" TWO "\nMore.\n");
	comes_to("taken-for-others", "thanks cyd 0 4 - :1 taken by bob\nthanks dan 0 4 - :3\n"
	                             "thanks bob 1 4 - :1 foreign\n");
}

static void test_taken_files(void **state)
{
	static const char wanted[] = "thanks cyd 0 4 - :1 taken by bob\n";

	(void)state;
	then("ada", ONE);
	then("bob", NULL);
	comes_to("gone", wanted);
	assert_null(origin_find(&evidence.journals, JOURNAL));
	assert_string_equal(sentence("gone", 0), "Thanks @cyd for one.");

	then("ada", ONE);
	then("bob", NULL);
	then("ada", TWO);
	then("bob", NULL);
	comes_to("gone-again",
	        "thanks cyd 0 4 - :1 taken by bob\nthanks dan 2 4 - :1 taken by bob\n");

	then("ada", ONE);
	then("bob", NULL);
	then("cyd", ONE);
	comes_to("gone-and-back", "thanks cyd 0 4 - :1\n");

	then("ada", ONE);
	then("ada", NULL);
	then("bob", ONE);
	comes_to("gone-by-herself", "thanks cyd 2 4 - :1 foreign\n");

	then("ada", ONE);
	then("bob", NULL);
	file("journals/ada/b.md", ONE);
	comes_to("renamed", "thanks cyd 0 4 - :1 taken by bob\nthanks cyd 1 4 - :1 foreign\n");

	then("ada", ONE);
	then("bob", "```\n" ONE);
	comes_to("fenced", wanted);

	then("ada", ONE);
	then("bob", ONE);
	buf_puts(&script, "M 120000 inline " JOURNAL "\ndata 4\nb.md\n");
	comes_to("linked", wanted);

	then("ada", ONE);
	then("bob", ONE);
	buf_puts(&script, "M 160000 0123456789012345678901234567890123456789 " JOURNAL "\n");
	comes_to("submodule", wanted);

	then("ada", ONE);
	then("bob", "redacted sha1:0123456789012345678901234567890123456789\n");
	comes_to("redacted", wanted);
}

/* Whoever takes a linked entry away takes nothing from whom the link acknowledges. */
static void test_taken_links(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		commit_of(1, "cyd", "cyd", 0, ROOT, "s\n");
		file("journals/cyd/a.md", "Begun.\n");
		commit_of(2, "ada", "ada", 1, PARENTS(1), "s\n");
		file(JOURNAL, "See [this](../cyd/a.md) and [that](../cyd/b.md).\n");
		if (i) {
			commit_of(3, "bob", "bob", 2, PARENTS(2), "s\n");
			buf_puts(&script, "D journals/cyd/a.md\n");
		}
		comes_to(i ? "unlinked" : "linked-to", "builds-on cyd 1 2 - :1\n"
		                                       "builds-on ../cyd/b.md 1 2 - :1 nobody\n");
	}
}

/* A topic or a day that others give a sentence is not its own, and takes none of its units. */
static void test_taken_topics(void **state)
{
	(void)state;
	then("ada", "On #docs.\n\n" ONE);
	then("bob", "On #docs and #it.\n\n" ONE);
	comes_to("shared-out", "thanks cyd 0 4 docs :3 taken by bob\n"
	                       "thanks cyd 1 2 docs :3 foreign\nthanks cyd 1 2 it :3 foreign\n");
	assert_int_equal(evidence.journals.taken_count, 0);

	then("ada", "On #docs.\n\n" ONE);
	then("bob", "On #it.\n\n" ONE);
	then("ada", "On #law.\n\n" ONE);
	comes_to("her-own-topic", "thanks cyd 2 4 law :3\n");

	then("ada", "On #docs.\n\n" ONE);
	then("bob", "On #it.\n\n" ONE);
	then("ada", "On #it.\n");
	comes_to("her-words", "");

	then("ada", "On #docs.\n\n" ONE "\n" TWO);
	then("bob", "On #it.\n\n" ONE "\n" TWO);
	then("ada", "On #docs.\n\n" ONE "\n" TWO);
	comes_to("her-topic-again", "thanks cyd 0 4 docs :3\nthanks dan 0 4 docs :5\n");

	/* the same words above hers do not make hers somebody else's */
	then("ada", "# 2024-01-02\n\n" ONE);
	then("bob", "# 2024-01-01\n\n" ONE "\n# 2024-01-02\n\n" ONE);
	then("ada", "# 2024-01-01\n\n" ONE "\n# 2024-01-02\n\n" ONE "\nMore.\n");
	comes_to("planted", "thanks cyd -277 4 - :7\nthanks cyd -278 4 - :3 foreign\n");
	then("bob", "# 2024-01-01\n\n" ONE);
	then("ada", "# 2024-01-01\n\n" ONE "\n# 2024-01-02\n\n" ONE);
	then("bob", "# 2024-01-02\n\n" ONE);
	comes_to("unplanted", "thanks cyd -277 4 - :3\n");
}

/* Who merges takes out what no side did; what the owner did on a side stays done. */
static void test_taken_merges(void **state)
{
	static const char held[] = "thanks cyd 1 4 - :1 taken by bob\n";

	(void)state;
#define SIDES(base, one, a, two, b)                                                                \
	commit_of(1, "ada", "ada", 0, ROOT, "s\n");                                                \
	file(JOURNAL, base);                                                                       \
	commit_of(2, one, one, 1, PARENTS(1), "s\n");                                              \
	file(JOURNAL, a);                                                                          \
	commit_of(3, two, two, 2, PARENTS(1), "s\n");                                              \
	file(JOURNAL, b)
	for (int i = 0; i < 2; i++) { /* either way round */
		const int *parents = i ? PARENTS(3, 2) : PARENTS(2, 3);
		char dir[24];
#define MERGE(name, who, text)                                                                     \
	commit_of(4, who, who, 3, parents, "s\n");                                                 \
	file(JOURNAL, text);                                                                       \
	snprintf(dir, sizeof dir, name "-%d", i)

		/* her sentence is left out by the merge alone */
		SIDES("Begun.\n", "ada", ONE, "cyd", "Begun.\n\nSo.\n");
		MERGE("ours", "bob", "Begun.\n\nSo.\n");
		comes_to(dir, held);
		SIDES("Begun.\n", "ada", ONE, "cyd", "Begun.\n\nSo.\n");
		MERGE("hers", "ada", "Begun.\n\nSo.\n");
		comes_to(dir, "");
		/* she took it out on one side */
		SIDES(ONE, "ada", "Begun.\n", "cyd", ONE "\nSo.\n");
		MERGE("out", "bob", "Begun.\n\nSo.\n");
		comes_to(dir, "");
		assert_int_equal(evidence.journals.taken_count, 0);
		/* and nobody else brings it back */
		SIDES(ONE, "ada", "Begun.\n", "cyd", ONE "\nSo.\n");
		MERGE("back", "bob", ONE "\nSo.\n");
		comes_to(dir, "thanks cyd 3 4 - :1 foreign\n");
		/* somebody took it out on one side */
		SIDES(ONE, "bob", "Begun.\n", "ada", ONE "\nSo.\n");
		MERGE("bobs", "cyd", "Begun.\n\nSo.\n");
		comes_to(dir, "thanks cyd 0 4 - :1 taken by bob\n");
		SIDES(ONE, "bob", "Begun.\n", "ada", ONE "\nSo.\n");
		MERGE("bobs-ada", "ada", "Begun.\n\nSo.\n");
		comes_to(dir, "thanks cyd 0 4 - :1 taken by bob\n");
		SIDES(ONE, "bob", "Begun.\n", "ada", ONE "\nSo.\n");
		MERGE("bobs-not", "cyd", ONE "\nSo.\n");
		comes_to(dir, "thanks cyd 0 4 - :1\n");
		/* she took it out where it stood, somebody else where it was held */
		SIDES(ONE, "bob", "Begun.\n", "ada", "So.\n");
		MERGE("two", "cyd", "So.\n");
		comes_to(dir, "");
	}
}

/* The file is in one parent alone, or in none any more. */
static void test_taken_merged_files(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		const int *parents = i ? PARENTS(3, 2) : PARENTS(2, 3);
		char dir[24];
		for (int way = 0; way < 4; way++) {
			static const char *const wanted[] = {"thanks cyd 1 4 - :1 taken by bob\n",
			        "", "thanks cyd 4 4 - :1 foreign\n", "thanks cyd 4 4 - :1\n"};
			commit_of(1, "cyd", "cyd", 0, ROOT, "s\n");
			file("journals/cyd/a.md", "Begun.\n");
			commit_of(2, "ada", "ada", 1, PARENTS(1), "s\n");
			file(JOURNAL, ONE);
			commit_of(3, "cyd", "cyd", 2, PARENTS(1), "s\n");
			if (way > 1) { /* she took it out, and her other clone has it yet */
				commit_of(3, "ada", "ada", 3, PARENTS(2), "s\n");
				buf_puts(&script, "D " JOURNAL "\n");
			}
			commit_of(4, way % 2 ? "ada" : "bob", way % 2 ? "ada" : "bob", 4, parents,
			        "s\n");
			if (way > 1)
				file(JOURNAL, ONE);
			else
				buf_puts(&script, "D " JOURNAL "\n");
			snprintf(dir, sizeof dir, "one-%d-%d", i, way);
			comes_to(dir, wanted[way]);
		}
	}
}

/* Whoever moves another's sentences about does not say which were given first. */
static void test_order_of_others(void **state)
{
	(void)state;
	then("ada", "So.\n");
	then("ada", "So.\n\n" ONE "\n" TWO "\nThanks @bob.\n");
	then("ada", "So.\n\n" ONE "\n" TWO "\nThanks @bob.\n\nThanks @cyd.\n");
	then("bob", "Thanks @bob.\n\nThanks @cyd.\n\n" TWO "\n" ONE "\nSo.\n");
	comes_to("moved", "thanks cyd 1 4 - :7\nthanks dan 1 4 - :5\nthanks bob 1 4 - :1\n"
	                  "thanks cyd 2 4 - :3\n");
	then("ada", "So.\n");
	then("ada", "So.\n\n" ONE "\n" TWO "\nThanks @bob.\n");
	then("bob", "Thanks @bob.\n\n" ONE "\nSo.\n");
	comes_to("moved-and-taken", "thanks cyd 1 4 - :3\nthanks dan 1 4 - :5 taken by bob\n"
	                            "thanks bob 1 4 - :1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"what somebody else takes out of a journal goes on counting", test_taken_out, NULL,
	                NULL, NULL},
	        {"so does what stood in a file that somebody else takes away or makes unreadable",
	                test_taken_files, NULL, NULL, NULL},
	        {"a link counts though what it leads to is gone", test_taken_links, NULL, NULL,
	                NULL},
	        {"what somebody else makes a sentence's topic or day changes nothing of it",
	                test_taken_topics, NULL, NULL, NULL},
	        {"a merge takes out of a journal what its author may", test_taken_merges, NULL,
	                NULL, NULL},
	        {"a merge of somebody else's takes no file away", test_taken_merged_files, NULL,
	                NULL, NULL},
	        {"the order within a commit is that of the commit", test_order_of_others, NULL,
	                NULL, NULL},
	};

	return cmocka_run_group_tests_name("what others take out", tests, make_place, leave);
}
