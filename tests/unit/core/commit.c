/* SPDX-License-Identifier: MIT */
#include "core/git/commit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#define TREE "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define PEOPLE                                                                                     \
	"author Ada Ng <ada@example.org> 1700000000 +0130\n"                                       \
	"committer Bob <bob@example.org> 1700000600 -0500\n"

static struct arena arena = ARENA_INIT;

static struct commit parse(const char *raw, size_t len)
{
	struct commit commit;

	assert_true(commit_parse(&commit, &arena, raw, len));
	return commit;
}

#define PARSE(raw) parse(raw, sizeof(raw) - 1)

static void a_usual_commit_is_taken_apart(void **state)
{
	struct commit commit = PARSE(TREE "parent 0123456789abcdef0123456789abcdef01234567\n"
	                                  "parent fedcba9876543210fedcba9876543210fedcba98\n" PEOPLE
	                                  "\nsubject\n\nbody\n");

	(void)state;
	assert_int_equal(commit.tree.id[0], 0x4b);
	assert_int_equal(commit.parent_count, 2);
	assert_int_equal(commit.parent[0].id[0], 0x01);
	assert_int_equal(commit.parent[1].id[0], 0xfe);
	assert_string_equal(commit.author.name, "Ada Ng");
	assert_string_equal(commit.author.mail, "ada@example.org");
	assert_int_equal(commit.author.time, 1700000000);
	assert_int_equal(commit.author.offset, 90);
	assert_string_equal(commit.committer.name, "Bob");
	assert_int_equal(commit.committer.time, 1700000600);
	assert_int_equal(commit.committer.offset, -300);
	assert_null(commit.encoding);
	assert_string_equal(commit.message, "subject\n\nbody\n");
	assert_int_equal(commit.message_len, 14);
}

static void what_is_no_commit_is_refused(void **state)
{
	static const char *const broken[] = {
	        "",
	        "\n",
	        "tree 4b82\n",
	        "tree zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n",
	        PEOPLE,
	        TREE "parent 0123\n",
	        TREE "parent 0123456789abcdef0123456789abcdef01234567 \n",
	};
	struct commit commit;

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_false(commit_parse(&commit, &arena, broken[i], strlen(broken[i])));
}

static void a_commit_may_lack_people_message_and_end(void **state)
{
	struct commit bare = PARSE(TREE);
	struct commit cut = PARSE("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904");

	(void)state;
	assert_string_equal(bare.author.name, "");
	assert_string_equal(bare.committer.mail, "");
	assert_int_equal(bare.author.time, 0);
	assert_string_equal(bare.message, "");
	assert_int_equal(cut.message_len, 0);
}

static void odd_people_are_read_as_git_reads_them(void **state)
{
	static const struct {
		const char *line, *name, *mail;
		int64_t time;
		int offset;
	} odd[] = {
	        {"A <a@x> 5 +0000", "A", "a@x", 5, 0},
	        {"<a@x> 5 +0000", "", "a@x", 5, 0},
	        {"A <> 5 +0000", "A", "", 5, 0},
	        {"A <a@x> -5 +0000", "A", "a@x", -5, 0},
	        {"A <a@x>", "A", "a@x", 0, 0},
	        {"A <a@x> nonsense", "A", "a@x", 0, 0},
	        {"A", "A", "", 0, 0},
	        {"A <a@x", "A", "a@x", 0, 0},
	        {"A  B\t <a@x> b> 7 +0100", "A  B", "a@x", 7, 60},
	        {"A <a <b@x>> 7 -0100", "A", "a <b@x", 7, -60},
	        {"A <a@x> 99999999999999999999999 +0000", "A", "a@x", INT64_C(1) << 62, 0},
	        {"A <a@x> 7 +9999", "A", "a@x", 7, 0},
	        {"A <a@x> 7 +99999999", "A", "a@x", 7, 0},
	};
	char raw[256];

	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		int len = snprintf(raw, sizeof raw, TREE "author %s\n\n", odd[i].line);
		struct commit commit = parse(raw, (size_t)len);

		assert_string_equal(commit.author.name, odd[i].name);
		assert_string_equal(commit.author.mail, odd[i].mail);
		assert_true(commit.author.time == odd[i].time);
		assert_int_equal(commit.author.offset, odd[i].offset);
	}
}

static void a_nul_cuts_a_name_and_stays_in_the_message(void **state)
{
	struct commit commit = PARSE(TREE "author A\0B <a@x> 5 +0000\n\nx\0y\n");

	(void)state;
	assert_string_equal(commit.author.name, "A");
	assert_string_equal(commit.author.mail, "");
	assert_int_equal(commit.message_len, 4);
	assert_memory_equal(commit.message, "x\0y\n", 5);
}

static void a_named_encoding_becomes_utf8(void **state)
{
	struct commit latin = PARSE(TREE "author J\xf6rg <j@x> 5 +0000\n"
	                                 "encoding ISO-8859-1\n\nf\xfcr dich\n");
	struct commit alias = PARSE(TREE "author J\xf6rg <j@x> 5 +0000\n"
	                                 "encoding latin-1\n\nx\n");

	(void)state;
	assert_string_equal(latin.author.name, "J\xc3\xb6rg");
	assert_string_equal(latin.message, "f\xc3\xbcr dich\n");
	assert_int_equal(latin.message_len, 10);
	assert_string_equal(latin.encoding, "ISO-8859-1");
	assert_string_equal(alias.author.name, "J\xc3\xb6rg");
	assert_non_null(memchr(latin.raw, 0xf6, latin.raw_len));
}

static void an_encoding_with_a_state_is_ended(void **state)
{
	struct commit commit = PARSE(TREE "encoding ISO-2022-JP\n\n\x1b$B$\"\x1b(B\n");

	(void)state;
	/* This letter waits for the next byte, which could change it. */
	struct commit waits = PARSE(TREE "encoding CP1258\n\n\xd0\x61");

	assert_string_equal(commit.message, "\xe3\x81\x82\n");
	assert_string_equal(waits.message, "\xc4\x90\x61");
}

static void an_encoding_that_cannot_be_is_left_alone(void **state)
{
	struct commit unknown = PARSE(TREE "encoding no-such-thing\n\n\xf6\n");
	struct commit path = PARSE(TREE "encoding ../../x//TRANSLIT\n\n\xf6\n");
	struct commit wrong = PARSE(TREE "encoding EUC-JP\n\n\xff\xff\n");
	struct commit plain = PARSE(TREE "encoding UTF-8\n\n\xf6\n");

	(void)state;
	assert_string_equal(unknown.message, "\xf6\n");
	assert_string_equal(path.message, "\xf6\n");
	assert_string_equal(wrong.message, "\xff\xff\n");
	assert_string_equal(plain.message, "\xf6\n");
}

static void a_long_message_is_converted_whole(void **state)
{
	enum { SIZE = 100000 };
	struct buf raw = BUF_INIT;
	struct commit commit;

	(void)state;
	buf_puts(&raw, TREE "encoding ISO-8859-1\n\n");
	for (size_t i = 0; i < SIZE; i++)
		buf_putc(&raw, '\xe9');
	commit = parse(raw.data, raw.len);
	assert_int_equal(commit.message_len, 2 * SIZE);
	assert_memory_equal(commit.message + 2 * SIZE - 2, "\xc3\xa9", 3);
	buf_release(&raw);
}

static void a_signature_comes_off_and_leaves_what_it_signs(void **state)
{
	struct commit commit = PARSE(TREE PEOPLE "gpgsig -----BEGIN SSH SIGNATURE-----\n"
	                                         " AAAA\n"
	                                         " \n"
	                                         " -----END SSH SIGNATURE-----\n"
	                                         "gpgsig-sha256 other\n"
	                                         " more\n"
	                                         "mergetag object 1\n"
	                                         " type commit\n"
	                                         "\n"
	                                         "gpgsig in the message\n\n x\n");
	struct buf signature = BUF_INIT;
	struct buf payload = BUF_INIT;

	(void)state;
	assert_true(commit_signature(&commit, &signature, &payload));
	assert_string_equal(signature.data, "-----BEGIN SSH SIGNATURE-----\nAAAA\n\n"
	                                    "-----END SSH SIGNATURE-----\n");
	assert_string_equal(payload.data, TREE PEOPLE "mergetag object 1\n type commit\n"
	                                              "\ngpgsig in the message\n\n x\n");
	buf_release(&signature);
	buf_release(&payload);
}

static void a_commit_without_signature_has_none(void **state)
{
	struct commit commit = PARSE(TREE PEOPLE "\ngpgsig no\n");
	struct commit cut = PARSE(TREE "gpgsig");
	struct buf signature = BUF_INIT;
	struct buf payload = BUF_INIT;

	(void)state;
	assert_false(commit_signature(&commit, &signature, &payload));
	assert_int_equal(signature.len, 0);
	assert_int_equal(payload.len, 0);
	assert_false(commit_signature(&cut, &signature, &payload));
	buf_release(&signature);
	buf_release(&payload);
}

static int release(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_usual_commit_is_taken_apart),
	        cmocka_unit_test(what_is_no_commit_is_refused),
	        cmocka_unit_test(a_commit_may_lack_people_message_and_end),
	        cmocka_unit_test(odd_people_are_read_as_git_reads_them),
	        cmocka_unit_test(a_nul_cuts_a_name_and_stays_in_the_message),
	        cmocka_unit_test(a_named_encoding_becomes_utf8),
	        cmocka_unit_test(an_encoding_with_a_state_is_ended),
	        cmocka_unit_test(an_encoding_that_cannot_be_is_left_alone),
	        cmocka_unit_test(a_long_message_is_converted_whole),
	        cmocka_unit_test(a_signature_comes_off_and_leaves_what_it_signs),
	        cmocka_unit_test(a_commit_without_signature_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
