/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "formats/buf.h"
#include "formats/trailer.h"

#include <string.h>

/* "key=value" of each, a line one, the line's number before. */
static const char *shown(enum trailer_mode mode, const char *message, size_t len)
{
	static struct buf out = BUF_INIT;
	struct arena arena = ARENA_INIT;
	struct trailers trailers = TRAILERS_INIT;

	buf_clear(&out);
	trailers_parse(&trailers, &arena, mode, message, len);
	for (size_t i = 0; i < trailers.count; i++) {
		const struct trailer *trailer = &trailers.trailer[i];
		buf_print(&out, "%u:%.*s=%.*s\n", trailer->line, (int)trailer->key_len,
		        trailer->key, (int)trailer->value_len, trailer->value);
	}
	arena_release(&arena);
	return out.data;
}

#define GIT(message) shown(TRAILER_GIT, message, sizeof message - 1)
#define ANY(message) shown(TRAILER_ANY_LINE, message, sizeof message - 1)

static void test_block(void **state)
{
	(void)state;
	assert_string_equal(GIT("s\n\nbody\n\nAcked-by: A\nCc: B\n"), "5:Acked-by=A\n6:Cc=B\n");
	/* one stray line, and nothing that git itself writes */
	assert_string_equal(GIT("s\n\nAcked-by: A\nFixes #12\n"), "");
	/* three stray lines for a line that git writes are still a block, four are not */
	assert_string_equal(GIT("s\n\nSigned-off-by: A\na\nb\nc\n"), "3:Signed-off-by=A\n");
	assert_string_equal(GIT("s\n\nSigned-off-by: A\na\nb\nc\nd\n"), "");
	assert_string_equal(
	        GIT("s\n\nAcked-by: A\n(cherry picked from commit 1)\nx y\n"), "3:Acked-by=A\n");
	/* the first paragraph is the title */
	assert_string_equal(GIT("Acked-by: A\n"), "");
	assert_string_equal(GIT("\n \nAcked-by: A\n\nAcked-by: B\n"), "5:Acked-by=B\n");
	assert_string_equal(GIT(""), "");
	assert_string_equal(GIT("\n\n\n"), "");
}

static void test_lines(void **state)
{
	(void)state;
	assert_string_equal(GIT("s\n\nAcked-by:A\nAcked-by : B \t\nX-2-y:\n: no\n"), "");
	assert_string_equal(GIT("s\n\nAcked-by:A\nAcked-by : B \t\nX-2-y:\n"),
	        "3:Acked-by=A\n4:Acked-by=B\n5:X-2-y=\n");
	assert_string_equal(
	        GIT("s\n\nAcked-by: A\n  <a@x>\n\tB\nCc: C\n"), "3:Acked-by=A <a@x> B\n6:Cc=C\n");
	assert_string_equal(GIT("s\r\n\r\nAcked-by: A\r\nCc: B\r\n"), "3:Acked-by=A\n4:Cc=B\n");
	assert_string_equal(GIT("s\n\nAck_by: A\n"), "");
	assert_string_equal(GIT("s\n\nAcked-by: A\nCc: B"), "3:Acked-by=A\n4:Cc=B\n");
}

static void test_rest(void **state)
{
	(void)state;
	assert_string_equal(GIT("s\n\nCc: A\n\n# comment\n\n"), "3:Cc=A\n");
	assert_string_equal(GIT("s\n\nCc: A\n# comment\nCc: B\n"), "3:Cc=A\n5:Cc=B\n");
	assert_string_equal(GIT("s\n\nCc: A\n\nConflicts:\n\tfile\n"), "3:Cc=A\n");
	assert_string_equal(GIT("s\n\nCc: A\n# ------------------------ >8 "
	                        "------------------------\nCc: B\n"),
	        "3:Cc=A\n");
	assert_string_equal(GIT("s\n\nCc: # ------------------------ >8 ------------------------\n"
	                        "Cc: B\n"),
	        "3:Cc=# ------------------------ >8 ------------------------\n4:Cc=B\n");
	/* a divider ends nothing: a commit's message has no patch behind it */
	assert_string_equal(GIT("s\n\nCc: A\n---\nno trailer\n"), "");
	assert_string_equal(GIT("s\n\nCc: A\n---\n\nCc: B\n"), "6:Cc=B\n");
	/* like git, up to the first NUL */
	assert_string_equal(GIT("s\n\nCc: A\n\0\nCc: B\n"), "3:Cc=A\n");
}

static void test_any_line(void **state)
{
	(void)state;
	assert_string_equal(
	        ANY("s\n\nReviewed-by: A\nFixes #12\n\n* part\n\nHelped-by: B\n\nend\n"),
	        "3:Reviewed-by=A\n8:Helped-by=B\n");
	assert_string_equal(
	        ANY("s\n\n> Reviewed-by: A\n    Acked-by: B\n\tAcked-by: C\n   Cc: D\n\n"
	            "last words\n"),
	        "6:Cc=D\n");
	/* other words only by git's rule */
	assert_string_equal(ANY("s\n\nNote: x\nNo: y\nz z\n\nBug: 1\n"), "7:Bug=1\n");
	assert_string_equal(ANY("s\n\nPatched-by: A\n\nCc: B\n C\n"), "3:Patched-by=A\n5:Cc=B C\n");
	assert_string_equal(ANY("Reviewed-by: A\n"), "1:Reviewed-by=A\n");
	assert_string_equal(ANY("s\n\nAgreed-by: ada\nz z\n"), "");
}

static void test_kinds(void **state)
{
	(void)state;
	assert_int_equal(trailer_kind_find("REVIEWED-By", 11)->units, 4);
	assert_int_equal(trailer_kind_find("Acked-by", 8)->units, 2);
	assert_int_equal(trailer_kind_find("Signed-off-by", 13)->units, 0);
	assert_int_equal(trailer_kind_find("cc", 2)->units, 0);
	assert_null(trailer_kind_find("Acked-b", 7));
	assert_true(trailer_is_credit("Spotted-By", 10));
	assert_false(trailer_is_credit("-by", 3));
	assert_false(trailer_is_credit("Objected-by", 11));
	assert_false(trailer_is_credit("Fixes", 5));
}

static void test_nearest(void **state)
{
	(void)state;
	assert_string_equal(trailer_nearest("Reviewd-by", 10), "reviewed-by");
	assert_string_equal(trailer_nearest("signed-of-BY", 12), "signed-off-by");
	assert_string_equal(trailer_nearest("Heled-by", 8), "helped-by");
	assert_string_equal(trailer_nearest("Revewied-by", 11), "reviewed-by");
	assert_null(trailer_nearest("Co-mentored-by", 14));
	assert_null(trailer_nearest("Suggestions-by", 14));
	assert_null(trailer_nearest("Tests-by", 8));
	assert_null(trailer_nearest("Reviewed-by", 11));
	assert_null(trailer_nearest("Requested-by", 12));
	assert_null(trailer_nearest("Fixes", 5));
	assert_null(trailer_nearest("", 0));
}

/* Each person as "name<mail>@handle", with a blank between. */
static void expect(const char *value, const char *wanted)
{
	struct buf out = BUF_INIT;
	struct arena arena = ARENA_INIT;
	struct trailer_people people = {NULL, 0, 0};

	trailer_people_parse(&people, &arena, value, strlen(value));
	for (size_t i = 0; i < people.count; i++) {
		const struct trailer_person *person = &people.person[i];
		if (i)
			buf_puts(&out, " | ");
		buf_add(&out, person->name, person->name_len);
		if (person->mail_len)
			buf_print(&out, "<%.*s>", (int)person->mail_len, person->mail);
		if (person->handle_len)
			buf_print(&out, "@%.*s", (int)person->handle_len, person->handle);
	}
	assert_string_equal(out.data, wanted);
	buf_release(&out);
	arena_release(&arena);
}

static void test_one_person(void **state)
{
	(void)state;
	expect("Ada Ng <ada@example.org>", "Ada Ng<ada@example.org>");
	expect("Ada Ng  <ada@example.org>  ", "Ada Ng<ada@example.org>");
	expect("Ada Ng", "Ada Ng");
	expect("\"Ada Ng\" <ada@example.org>", "Ada Ng<ada@example.org>");
	expect("\"Ada Ng <ada@example.org>", "Ada Ng<ada@example.org>");
	expect("<ada@example.org>", "<ada@example.org>");
	expect("ada@example.org", "<ada@example.org>");
	expect("Ada Ng (ada@example.org)", "Ada Ng<ada@example.org>");
	expect("@ada", "@ada");
	expect("@ada <ada@example.org>", "<ada@example.org>@ada");
	expect("Ada Ng (@ada) <ada@example.org>", "Ada Ng<ada@example.org>@ada");
	expect("Ng, Ada <ada@example.org>", "Ng, Ada<ada@example.org>");
	expect("Ada Ng, Jr. <ada@example.org>", "Ada Ng, Jr.<ada@example.org>");
}

static void test_loose_mail(void **state)
{
	(void)state;
	expect("Ada Ng ada.ng@example.org", "Ada Ng<ada.ng@example.org>");
	expect("Ada Ng <ada@example.org", "Ada Ng<ada@example.org>");
	expect("Ada Ng ada@example.org, Bob Oy <b@x.org>",
	        "Ada Ng<ada@example.org> | Bob Oy<b@x.org>");
	expect("Ada Ng <a@x.org, Bob Oy <b@x.org>", "Ada Ng<a@x.org> | Bob Oy<b@x.org>");
	expect("Ada Ng ada@example.org>", "Ada Ng<ada@example.org>");
	expect("Ada Ng ‹ada@example.org›", "Ada Ng<ada@example.org>");
	expect("Ada Ng &lt;ada@example.org&gt;", "Ada Ng<ada@example.org>");
	expect("ada ng &lt;<a href=\"mailto:a@x.org\" target=\"_blank\">a@x.org</a>&gt;<br>",
	        "ada ng<a@x.org>");
	expect("<a href=\"mailto:a@x.org\">Ada Ng</a>", "Ada Ng");
	expect("mailto:ada@example.org", "<ada@example.org>");
	expect("a.ng@example.org on #git", "<a.ng@example.org>");
	expect("@ada ada@example.org", "<ada@example.org>@ada");
	/* What is cut off or written for people to read is no mail; the name still says who. */
	expect("Ada Ng <ada@example.", "Ada Ng");
	expect("Ada Ng <ada", "Ada Ng");
	expect("Ada Ng <ada <at> example.org>", "Ada Ng");
	expect("ada@localhost", "<ada@localhost>");
}

static void test_tails(void **state)
{
	(void)state;
	expect("Ada Ng <ada@example.org> # on arm64", "Ada Ng<ada@example.org>");
	expect("Ada Ng <ada@example.org> on RHEL 3, Perl 5.8", "Ada Ng<ada@example.org>");
	expect("Ada Ng <ada@example.org> (tests), Bob Oy <bob@x.org>",
	        "Ada Ng<ada@example.org> | Bob Oy<bob@x.org>");
	expect("Ada Ng # on arm64, too", "Ada Ng");
	expect("Ada Ng (reporter) [tests]", "Ada Ng");
	expect("Ada Ng on #git", "Ada Ng on #git");
	expect("(reporter)", "(reporter)");
	expect("oss-fuzz (issues 42, 43,", "oss-fuzz");
	expect("oss-fuzz (issue 60572), caused at the time by the prefix proposal", "oss-fuzz");
	expect("Ada Ng, bob van der oy", "Ada Ng | bob van der oy");
}

static void test_several_people(void **state)
{
	(void)state;
	expect("Ada Ng <a@x.org>, Bob Oy <b@x.org>", "Ada Ng<a@x.org> | Bob Oy<b@x.org>");
	expect("Ada Ng <a@x.org> and Bob Oy <b@x.org>", "Ada Ng<a@x.org> | Bob Oy<b@x.org>");
	expect("Ada Ng, Bob Oy <b@x.org>", "Ada Ng | Bob Oy<b@x.org>");
	expect("Ada Ng and Bob Oy", "Ada Ng | Bob Oy");
	expect("ada, bob; cyd & dan and eve", "ada | bob | cyd | dan | eve");
	expect("a and and and b", "a | b");
	expect("@ada, @bob", "@ada | @bob");
	expect("Ada Ng (docs, tests), Bob Oy", "Ada Ng | Bob Oy");
	expect("Ada Ng (docs), Bob Oy, Cyd Ek", "Ada Ng | Bob Oy | Cyd Ek");
	expect("\"Ng, Ada\", \"Bob Oy\"", "Ng, Ada | Bob Oy");
	/* ISO-2022-JP escapes hold a comma */
	expect("Uwe K\x1b,Av\x1b(Bnig <k@x.org>", "Uwe K\x1b,Av\x1b(Bnig<k@x.org>");
	expect(", ,;", "");
	expect("Andy Sand and Brandy <b@x.org>", "Andy Sand | Brandy<b@x.org>");
}

static void test_nobody(void **state)
{
	(void)state;
	expect("", "");
	expect("   ", "");
	expect("#1234", "");
	expect("https://example.org/a, b", "b");
	expect("<>", "");
	expect("# all of it", "");
	expect("A <", "A");
	expect("<<<", "");
	expect("www.example.org", "");
	expect("Ada Ng, Example Research, www.example.org", "Ada Ng");
	expect("Ada Ng, Bob Oy, https://example.org/issues/1", "Ada Ng | Bob Oy");
	expect("Ada Ng, www.example.org", "Ada Ng");
	expect("<tbd>", "");
	expect("_tbd_", "");
	expect("TBD", "");
	expect("none", "");
	expect("(n/a)", "");
	expect("N/A", "");
	expect("nobody <>", "");
	expect("-", "");
	expect("?", "");
	expect("None Such <none@example.org>", "None Such<none@example.org>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"the last paragraph is a block by git's rule", test_block, NULL, NULL, NULL},
	        {"a trailer is a word, a colon and what continues it", test_lines, NULL, NULL,
	                NULL},
	        {"comments, conflicts and scissors are no part of it", test_rest, NULL, NULL, NULL},
	        {"any line of a credit word counts when asked for", test_any_line, NULL, NULL,
	                NULL},
	        {"words have units whatever their case", test_kinds, NULL, NULL, NULL},
	        {"a misspelt word has a nearest one", test_nearest, NULL, NULL, NULL},
	        {"a value names a person in many ways", test_one_person, NULL, NULL, NULL},
	        {"a mail need not stand in brackets", test_loose_mail, NULL, NULL, NULL},
	        {"a tail is no part of the person", test_tails, NULL, NULL, NULL},
	        {"a value may name several people", test_several_people, NULL, NULL, NULL},
	        {"numbers, links, fillers and nothing are nobody", test_nobody, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("trailer", tests, NULL, NULL);
}
