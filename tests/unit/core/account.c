/* SPDX-License-Identifier: MIT */
/* An account is the same however it was come by: read at once or by and by, in one thread or two.
 */
#include "repository.h"

#include "core/group/account.h"
#include "core/history/memo.h"
#include "formats/date.h"

enum { COMMITS = 1500, EARLIER = 1400, DAY = 86400, FIRST_DAY = 20000, PEOPLE = 6 };

static const char *const handle[PEOPLE] = {"ada", "ben", "cleo", "dina", "emil", "finn"};
static uint32_t seed = 4711;

static unsigned dice(unsigned sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

static void add_file(struct buf *script, const char *path, const struct buf *text)
{
	buf_print(script, "M 100644 inline %s\ndata %zu\n%s\n", path, text->len, text->data);
}

static void add_people(struct buf *script)
{
	struct buf text = BUF_INIT;

	for (int i = 0; i < PEOPLE; i++) {
		char path[32];
		snprintf(path, sizeof path, "people/%s.ini", handle[i]);
		buf_clear(&text);
		buf_print(&text,
		        "[person]\nname = %s\nemail = %s@x\n[member]\nfrom = 2024-10-04\nuntil = "
		        "2099-12-31\nby = founding\n",
		        handle[i], handle[i]);
		add_file(script, path, &text);
	}
	buf_clear(&text);
	buf_puts(&text, "[moot]\nrules = 1\nname = X\nidentity = named\n");
	add_file(script, "moot.ini", &text);
	buf_release(&text);
}

/* A file of somebody's: a new one, or the one of the month rewritten with more or fewer lines. */
static void add_journal(struct buf *script, unsigned who, int mark)
{
	struct buf text = BUF_INIT;
	char path[64];

	if (dice(2))
		snprintf(path, sizeof path, "journals/%s/2024/n%d.md", handle[who], mark);
	else
		snprintf(path, sizeof path, "journals/%s/m%d.md", handle[who], mark / 200);
	for (unsigned lines = 1 + dice(6); lines; lines--)
		buf_print(&text,
		        "Thanks @%s for part %u, #t%u. @%s, what of [it](../%s/m%u.md)?\n\n",
		        handle[dice(PEOPLE)], dice(20), dice(9), handle[dice(PEOPLE)],
		        handle[dice(PEOPLE)], dice(8));
	add_file(script, path, &text);
	buf_release(&text);
}

static void make_history(const char *dir)
{
	struct buf script = BUF_INIT;

	for (int mark = 1; mark <= COMMITS; mark++) {
		unsigned who = mark == 1 ? 0 : dice(PEOPLE);
		long long time = (long long)FIRST_DAY * DAY + 3600LL * mark;
		char message[80];

		snprintf(message, sizeof message, "work: %d\n\nHelped-by: %s <%s@x>\n", mark,
		        handle[dice(PEOPLE)], handle[dice(PEOPLE)]);
		if (mark == 1)
			buf_puts(&script, "reset refs/heads/main\n\n");
		buf_print(&script, "commit refs/heads/main\nmark :%d\n", mark);
		buf_print(&script, "author %s <%s@x> %lld +0000\n", handle[who], handle[who], time);
		buf_print(&script, "committer %s <%s@x> %lld +0000\n", handle[who], handle[who],
		        time);
		buf_print(&script, "data %zu\n%s\n", strlen(message), message);
		if (mark > 1)
			buf_print(&script, "from :%d\n", mark - 1);
		if (mark > 10 && !dice(8))
			buf_print(&script, "merge :%d\n", mark - 2 - (int)dice(8));
		if (mark == 1)
			add_people(&script);
		else
			add_journal(&script, who, mark);
	}
	import(dir, &script);
	buf_release(&script);
}

/* What an account comes to: its digest, and each event with its place. */
static void tell(struct buf *out, const char *commit, int32_t at, unsigned threads, bool kept)
{
	static const struct git_config nothing;
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct account account;
	struct memo memo;
	struct oid head;
	char digest[REPUTATION_DIGEST];
	struct repo *repo = open_at(NULL, &head);
	struct account_options options = {
	        .group = {.root = "", .commit = commit, .at = at, .memo = kept ? &memo : NULL},
	        .config = &nothing,
	        .threads = threads,
	};

	if (kept)
		memo_open(&memo, repo);
	if (account_open(&account, &arena, repo, &options, &err) != 0 ||
	        reputation_digest(account.reputation, digest, &err) != 0)
		fail_msg("%s", err.text);
	buf_clear(out);
	buf_print(out, "%s\n", digest);
	for (size_t i = 0; i < account.evidence.item_count; i++) {
		const struct evidence_item *item = &account.evidence.item[i];
		buf_print(out, "%s %u>%s %s %s:%u %d %u\n", item->kind, item->giver,
		        item->receiver_text, account.evidence.topic[item->topic], item->path,
		        item->line, item->day, item->reason);
	}
	assert_true(account.evidence.event_count > COMMITS / 2);
	account_release(&account);
	if (kept)
		memo_close(&memo);
	repo_close(repo);
	arena_release(&arena);
}

static void forget(void)
{
	RUN("rm", "-rf", "moot");
}

static void equal(const struct buf *a, const struct buf *b)
{
	assert_int_equal(a->len, b->len);
	assert_memory_equal(a->data, b->data, a->len);
}

static void two_threads_find_what_one_does(void **state)
{
	struct buf one = BUF_INIT, two = BUF_INIT;

	(void)state;
	for (int round = 0; round < 5; round++) {
		forget();
		tell(&one, "HEAD", 20100, 1, round % 2);
		forget();
		tell(&two, "HEAD", 20100, 2, true);
		equal(&one, &two);
	}
	buf_release(&one);
	buf_release(&two);
}

static void a_later_day_is_as_if_nothing_were_kept(void **state)
{
	struct buf fresh = BUF_INIT, kept = BUF_INIT;

	(void)state;
	forget();
	for (int32_t day = 20030; day < 20100; day += 23) {
		tell(&fresh, "HEAD", day, 1, false);
		tell(&kept, "HEAD", day, 2, true);
		equal(&fresh, &kept);
	}
	buf_release(&fresh);
	buf_release(&kept);
}

/* Also two tips by turns, the one of which does not have the other's commits. */
static void further_commits_are_as_if_nothing_were_kept(void **state)
{
	struct oid earlier = marked(".", EARLIER), middle = marked(".", EARLIER + 99);
	const struct oid *const tip[] = {&earlier, &middle, &earlier, NULL};
	struct buf fresh = BUF_INIT, kept = BUF_INIT;

	(void)state;
	forget();
	for (size_t i = 0; i < sizeof tip / sizeof *tip; i++) {
		char hex[OID_HEX_SIZE] = "HEAD";
		if (tip[i])
			oid_hex(hex, tip[i]);
		tell(&fresh, hex, 20100, 1, false);
		tell(&kept, hex, 20100, 2, true);
		equal(&fresh, &kept);
	}
	buf_release(&fresh);
	buf_release(&kept);
}

static int begin(void **state)
{
	if (make_place(state) != 0)
		return -1;
	make_history("group.git");
	return chdir("group.git");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(two_threads_find_what_one_does),
	        cmocka_unit_test(a_later_day_is_as_if_nothing_were_kept),
	        cmocka_unit_test(further_commits_are_as_if_nothing_were_kept),
	};

	return cmocka_run_group_tests(tests, begin, remove_place);
}
