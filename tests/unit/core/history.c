/* SPDX-License-Identifier: MIT */
#include "tests/unit/core/repository.h"

#include "core/history/history.h"

enum { DAY = 86400, NOON = DAY / 2 };

static struct arena arena = ARENA_INIT;
static struct repo *repo;

/* The ordered history of HEAD in dir. */
static struct history read_history(const char *dir)
{
	struct history history;
	struct error err = ERROR_INIT;
	struct oid head;

	repo_close(repo);
	repo = open_at(dir, &head);
	if (history_read(&history, &arena, repo, &head, NULL, &err) != 0)
		fail_msg("%s", err.text);
	history_order(&history, 0, NULL);
	return history;
}

static uint32_t at(const struct history *history, const char *dir, int mark)
{
	struct oid id = marked(dir, mark);
	uint32_t index = history_find(history, &id);

	assert_int_not_equal(index, HISTORY_NONE);
	return index;
}

static int32_t day(const struct history *history, const char *dir, int mark)
{
	return history->commit[at(history, dir, mark)].day;
}

/* A commit on that day at noon; parents as marks, 0 at the end. */
static void commit_on(
        struct buf *script, int mark, const char *mail, int day_of_it, int first, int second)
{
	script_commit(script, mark, mail, (int64_t)day_of_it * DAY + NOON,
	        (const int[]){first, second, 0}, NULL, NULL);
}

static void a_chain_is_read_with_people_trees_and_times(void **state)
{
	struct history history;

	(void)state;
	make_group("chain");
	RUN_IN("chain", "commit", "-q", "--allow-empty", "-m", "second");
	history = read_history("chain");
	assert_int_equal(history.count, 2);
	assert_int_equal(history.parent_total, 1);
	assert_int_equal(history.commit[0].parent_count, 0);
	assert_int_equal(history_parents(&history, 1)[0], 0);
	assert_int_equal(history.commit[1].author_time, 1700000000);
	assert_int_equal(history.commit[1].committer_time, 1700000600);
	assert_int_equal(history.ident_count, 2);
	assert_string_equal(history.ident[history.commit[0].author].name, "Ada Ng");
	assert_string_equal(history.ident[history.commit[1].committer].mail, "bob@example.org");
	assert_true(oid_equal(&history.commit[0].tree, &history.commit[1].tree));
	assert_true(history_is_ancestor(&history, 0, 1));
	assert_false(history_is_ancestor(&history, 1, 0));
}

static void a_merge_keeps_three_parents_in_their_order(void **state)
{
	struct buf script = BUF_INIT;
	struct history history;
	const uint32_t *parents;

	(void)state;
	commit_on(&script, 1, "a@x", 10, 0, 0);
	commit_on(&script, 2, "a@x", 11, 1, 0);
	commit_on(&script, 3, "a@x", 12, 1, 0);
	commit_on(&script, 4, "a@x", 13, 1, 0);
	script_commit(&script, 5, "a@x", 14 * DAY, (const int[]){4, 2, 3, 0}, NULL, NULL);
	import("octopus", &script);
	history = read_history("octopus");
	assert_int_equal(history.count, 5);
	assert_int_equal(history.commit[4].parent_count, 3);
	parents = history_parents(&history, 4);
	assert_int_equal(parents[0], at(&history, "octopus", 4));
	assert_int_equal(parents[1], at(&history, "octopus", 2));
	assert_int_equal(parents[2], at(&history, "octopus", 3));
	bool *first = history_first_parents(&history, &arena);
	assert_true(first[0] && first[parents[0]] && first[4]);
	assert_false(first[parents[1]] || first[parents[2]]);
	buf_release(&script);
}

static void two_roots_are_both_read_and_have_nothing_in_common(void **state)
{
	struct buf script = BUF_INIT;
	struct history history;
	uint32_t count;

	(void)state;
	commit_on(&script, 1, "a@x", 10, 0, 0);
	commit_on(&script, 2, "a@x", 9, 0, 0);
	commit_on(&script, 3, "a@x", 11, 1, 2);
	import("roots", &script);
	history = read_history("roots");
	assert_int_equal(at(&history, "roots", 2), 0);
	assert_int_equal(at(&history, "roots", 1), 1);
	assert_int_equal(at(&history, "roots", 3), 2);
	assert_false(history_is_ancestor(&history, 0, 1));
	assert_true(history_is_ancestor(&history, 0, 2));
	assert_true(history_is_ancestor(&history, 1, 2));
	history_merge_bases(&history, &arena, 0, 1, &count);
	assert_int_equal(count, 0);
	buf_release(&script);
}

static void a_criss_cross_has_two_merge_bases(void **state)
{
	struct buf script = BUF_INIT;
	struct history history;
	uint32_t count;
	uint32_t *bases;

	(void)state;
	commit_on(&script, 1, "a@x", 10, 0, 0);
	commit_on(&script, 2, "a@x", 11, 1, 0);
	commit_on(&script, 3, "a@x", 12, 1, 0);
	commit_on(&script, 4, "a@x", 13, 2, 3);
	commit_on(&script, 5, "a@x", 14, 3, 2);
	commit_on(&script, 6, "a@x", 15, 4, 5);
	import("cross", &script);
	history = read_history("cross");
	bases = history_merge_bases(
	        &history, &arena, at(&history, "cross", 4), at(&history, "cross", 5), &count);
	assert_int_equal(count, 2);
	assert_int_equal(bases[0], at(&history, "cross", 2));
	assert_int_equal(bases[1], at(&history, "cross", 3));
	bases = history_merge_bases(
	        &history, &arena, at(&history, "cross", 2), at(&history, "cross", 6), &count);
	assert_int_equal(count, 1);
	assert_int_equal(bases[0], at(&history, "cross", 2));
	buf_release(&script);
}

static void one_commit_dated_next_month_moves_nobody(void **state)
{
	struct buf script = BUF_INIT;
	struct history history;

	(void)state;
	commit_on(&script, 1, "a@x", 100, 0, 0);
	commit_on(&script, 2, "b@x", 130, 1, 0);
	commit_on(&script, 3, "a@x", 101, 2, 0);
	commit_on(&script, 4, "c@x", 102, 3, 0);
	/* The same person once more, in another spelling: still one. */
	commit_on(&script, 5, "B@X", 131, 4, 0);
	commit_on(&script, 6, "c@x", 103, 5, 0);
	import("alone", &script);
	history = read_history("alone");
	assert_int_equal(day(&history, "alone", 1), 100);
	assert_int_equal(day(&history, "alone", 2), 130);
	assert_int_equal(day(&history, "alone", 3), 101);
	assert_int_equal(day(&history, "alone", 4), 102);
	assert_int_equal(day(&history, "alone", 5), 131);
	assert_int_equal(day(&history, "alone", 6), 103);
	buf_release(&script);
}

static void two_people_move_everybody_after_them(void **state)
{
	struct buf script = BUF_INIT;
	struct history history;

	(void)state;
	commit_on(&script, 1, "a@x", 100, 0, 0);
	commit_on(&script, 2, "b@x", 130, 1, 0);
	commit_on(&script, 3, "c@x", 120, 1, 0);
	commit_on(&script, 4, "a@x", 101, 2, 3); /* b reached 130, c 120 */
	commit_on(&script, 5, "d@x", 101, 4, 0); /* a has reached 120 by that, no more */
	commit_on(&script, 6, "a@x", 140, 5, 0);
	commit_on(&script, 7, "b@x", 102, 6, 0); /* a 140, b 130 */
	commit_on(&script, 8, "b@x", 150, 7, 0);
	commit_on(&script, 9, "b@x", 103, 8, 0); /* b 150, a 140 */
	import("two", &script);
	history = read_history("two");
	assert_int_equal(day(&history, "two", 4), 120);
	assert_int_equal(day(&history, "two", 5), 120);
	assert_int_equal(day(&history, "two", 6), 140);
	assert_int_equal(day(&history, "two", 7), 130);
	assert_int_equal(day(&history, "two", 9), 140);
	buf_release(&script);
}

static void who_is_one_person_is_for_the_caller_to_say(void **state)
{
	struct buf script = BUF_INIT;
	struct history history;
	uint32_t no_robots[3] = {0, 1, 2};
	static const uint32_t one[] = {4, 4, 4};

	(void)state;
	commit_on(&script, 1, "a@x", 130, 0, 0);
	commit_on(&script, 2, "b@x", 130, 1, 0);
	commit_on(&script, 3, "c@x", 100, 2, 0);
	import("person", &script);
	history = read_history("person");
	assert_int_equal(history.ident_count, 3);
	assert_int_equal(day(&history, "person", 3), 130);
	history_order(&history, 0, one);
	assert_int_equal(day(&history, "person", 3), 100);
	no_robots[history.commit[at(&history, "person", 2)].author] = HISTORY_NONE;
	history_order(&history, 0, no_robots);
	assert_int_equal(day(&history, "person", 3), 100);
	history_order(&history, 0, NULL);
	assert_int_equal(day(&history, "person", 3), 130);
	buf_release(&script);
}

static void the_zone_decides_where_a_day_ends(void **state)
{
	struct buf script = BUF_INIT;
	struct history history;

	(void)state;
	script_commit(&script, 1, "a@x", 5 * DAY, (const int[]){0}, NULL, NULL);
	script_commit(&script, 2, "a@x", -1, (const int[]){1, 0}, NULL, NULL);
	import("zone", &script);
	history = read_history("zone");
	assert_int_equal(day(&history, "zone", 1), 5);
	assert_int_equal(day(&history, "zone", 2), -1);
	history_order(&history, -1, NULL);
	assert_int_equal(day(&history, "zone", 1), 4);
	history_order(&history, 5 * 3600, NULL);
	assert_int_equal(day(&history, "zone", 1), 5);
	assert_int_equal(day(&history, "zone", 2), 0);
	buf_release(&script);
}

static void a_day_beyond_the_calendar_is_cut(void **state)
{
	struct oid tree;
	struct oid id;
	struct history history;
	struct error err = ERROR_INIT;
	static const char *const times[] = {"9223372036854775807", "-9223372036854775808"};
	static const int32_t days[] = {2932896, -719162};

	(void)state;
	RUN("git", "init", "-q", "--bare", "late");
	assert_int_equal(chdir("late"), 0);
	tree = store("tree", "", 0);
	for (int i = 0; i < 2; i++) {
		struct buf text = BUF_INIT;
		char hex[OID_HEX_SIZE];

		buf_print(&text, "tree %s\nauthor A <a> 0 +0000\ncommitter A <a> %s +0000\n\nx",
		        oid_hex(hex, &tree), times[i]);
		id = store("commit", text.data, text.len);
		repo_close(repo);
		assert_int_equal(repo_open(&repo, NULL, &err), 0);
		assert_int_equal(history_read(&history, &arena, repo, &id, NULL, &err), 0);
		history_order(&history, 86400, NULL);
		assert_int_equal(history.commit[0].day, days[i]);
		buf_release(&text);
	}
	assert_int_equal(chdir(".."), 0);
}

/* -- against the definitions, on histories nobody thought of -- */

static uint32_t seed = 12345;

static int dice(int sides)
{
	seed = seed * 1664525 + 1013904223;
	return (int)((seed >> 8) % (uint32_t)sides);
}

enum { MOST = 120 };

/* The last commit merges all that nobody did. */
static void make_random(const char *dir, int count)
{
	static const char *const mails[] = {"a@x", "b@x", "c@x", "d@x"};
	struct buf script = BUF_INIT;
	bool has_child[MOST + 1] = {false};

	for (int mark = 1; mark <= count; mark++) {
		int parents[MOST + 1] = {0};
		int wanted = mark == 1 || mark == count || !dice(25) ? 0 : 1 + !dice(3) + !dice(9);
		int used = 0;

		for (int i = 0; i < wanted; i++) {
			int back = dice(4) ? 4 : 30;
			int parent = mark - 1 - dice(mark - 1 < back ? mark - 1 : back);
			bool fresh = true;

			for (int j = 0; j < used; j++)
				fresh = fresh && parents[j] != parent;
			if (fresh)
				parents[used++] = parent;
		}
		for (int i = 1; mark == count && i < mark; i++)
			if (!has_child[i])
				parents[used++] = i;
		for (int i = 0; i < used; i++)
			has_child[parents[i]] = true;
		script_commit(&script, mark, mails[dice(4)], (int64_t)(100 + dice(40)) * DAY + NOON,
		        parents, NULL, NULL);
	}
	import(dir, &script);
	buf_release(&script);
}

static bool above[MOST][MOST]; /* [b][a]: a is b or an ancestor of b */

static void find_ancestors(const struct history *history)
{
	memset(above, 0, sizeof above);
	for (uint32_t i = 0; i < history->count; i++) {
		above[i][i] = true;
		for (uint32_t j = 0; j < history->commit[i].parent_count; j++) {
			uint32_t parent = history_parents(history, i)[j];

			assert_true(parent < i);
			for (uint32_t k = 0; k < history->count; k++)
				above[i][k] |= above[parent][k];
		}
	}
}

/* Rule D1 word by word. */
static int32_t slow_day(const struct history *history, uint32_t commit)
{
	int32_t latest = (int32_t)(history->commit[commit].committer_time / DAY);

	for (uint32_t i = 0; i < commit; i++)
		for (uint32_t j = 0; j < commit; j++) {
			const struct history_commit *a = &history->commit[i];
			const struct history_commit *b = &history->commit[j];
			int32_t both = a->day < b->day ? a->day : b->day;

			if (above[commit][i] && above[commit][j] && a->author != b->author &&
			        both > latest)
				latest = both;
		}
	return latest;
}

/* "Repeatedly, of those whose parents are all taken, the one with the smallest (day, id)." */
static void check_order(const struct history *history)
{
	for (uint32_t i = 0; i < history->count; i++)
		for (uint32_t j = i + 1; j < history->count; j++) {
			const struct history_commit *a = &history->commit[i];
			const struct history_commit *b = &history->commit[j];
			bool could = true;

			for (uint32_t k = 0; k < b->parent_count; k++)
				could = could && history_parents(history, j)[k] < i;
			assert_true(!could || a->day < b->day ||
			            (a->day == b->day && oid_compare(&a->id, &b->id) < 0));
		}
}

static bool is_best(uint32_t count, uint32_t a, uint32_t b, uint32_t base)
{
	for (uint32_t i = 0; i < count; i++)
		if (i != base && above[a][i] && above[b][i] && above[i][base])
			return false;
	return above[a][base] && above[b][base];
}

static void check_pairs(const struct history *history)
{
	for (uint32_t a = 0; a < history->count; a++)
		for (uint32_t b = 0; b < history->count; b++) {
			uint32_t count;
			uint32_t *bases = history_merge_bases(history, &arena, a, b, &count);
			uint32_t next = 0;

			assert_int_equal(history_is_ancestor(history, a, b), above[b][a]);
			for (uint32_t i = 0; i < history->count; i++)
				if (is_best(history->count, a, b, i)) {
					assert_true(next < count);
					assert_int_equal(bases[next++], i);
				}
			assert_int_equal(next, count);
		}
}

static void random_histories_agree_with_the_definitions(void **state)
{
	static const char *const dirs[] = {"r0", "r1", "r2", "r3", "r4", "r5"};

	(void)state;
	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		struct history history;
		bool ancestors[MOST] = {false};

		make_random(dirs[i], MOST);
		history = read_history(dirs[i]);
		assert_int_equal(history.count, MOST);
		find_ancestors(&history);
		for (uint32_t j = 0; j < history.count; j++)
			assert_int_equal(history.commit[j].day, slow_day(&history, j));
		check_order(&history);
		check_pairs(&history);
		history_mark_ancestors(&history, history.count / 2, ancestors);
		assert_memory_equal(ancestors, above[history.count / 2], history.count);
	}
}

static void the_order_of_parents_has_no_effect(void **state)
{
	struct history history;
	struct oid before[MOST];

	(void)state;
	make_random("swapped", MOST);
	history = read_history("swapped");
	for (uint32_t i = 0; i < history.count; i++)
		before[i] = history.commit[i].id;
	for (uint32_t i = 0; i < history.count; i++) {
		uint32_t *parents = history.parent + history.commit[i].first_parent;
		uint32_t last = history.commit[i].parent_count - 1;

		if (history.commit[i].parent_count > 1) {
			uint32_t first = parents[0];

			parents[0] = parents[last];
			parents[last] = first;
		}
	}
	history_order(&history, 0, NULL);
	for (uint32_t i = 0; i < history.count; i++)
		assert_true(oid_equal(&before[i], &history.commit[i].id));
}

/* -- reading -- */

struct seen {
	struct oid id[MOST];
	uint32_t count;
	uint32_t stop_at;
	bool answer;
};

static int see(void *context, uint32_t read, const struct commit *commit, struct error *err)
{
	struct seen *seen = context;

	assert_int_equal(read, seen->count);
	assert_int_equal(commit->message_len, 2);
	assert_int_equal(commit->message[1], '\n');
	if (seen->count == seen->stop_at)
		return error_set(err, ERROR_NO, "that is enough");
	seen->id[seen->count++] = commit->id;
	return 0;
}

static void every_commit_is_told_of_once_and_found_again(void **state)
{
	struct history history;
	struct error err = ERROR_INIT;
	struct oid head;
	struct seen seen = {.stop_at = MOST};
	struct history_options options = {.on_commit = see, .context = &seen};

	(void)state;
	make_random("told", MOST);
	repo_close(repo);
	repo = open_at("told", &head);
	assert_int_equal(history_read(&history, &arena, repo, &head, &options, &err), 0);
	history_order(&history, 0, NULL);
	assert_int_equal(seen.count, history.count);
	for (uint32_t i = 0; i < history.count; i++)
		assert_true(oid_equal(&history.commit[i].id, &seen.id[history.commit[i].read]));
	seen = (struct seen){.stop_at = 3};
	assert_int_equal(history_read(&history, &arena, repo, &head, &options, &err), -1);
	assert_string_equal(err.text, "that is enough");
	assert_int_equal(seen.count, 3);
}

/* Invents a history: each of the first nine commits of a count in the id has the next as parent. */
static bool invent(void *context, const struct oid *id, struct commit *out)
{
	static struct oid parent;

	parent = *id;
	parent.id[0]++;
	++*(int *)context;
	*out = (struct commit){.parent = &parent, .parent_count = id->id[0] < 9};
	out->author = (struct ident){"A", "a@x", 5 * DAY, 0};
	out->committer = (struct ident){"B", "b@x", id->id[0] * (int64_t)DAY, 0};
	return true;
}

static bool invent_a_circle(void *context, const struct oid *id, struct commit *out)
{
	static struct oid parent;

	(void)context;
	parent = *id;
	parent.id[0] = (unsigned char)((id->id[0] + 1) % 4);
	*out = (struct commit){.parent = &parent, .parent_count = 1};
	out->author = (struct ident){"A", "a@x", 0, 0};
	out->committer = out->author;
	return true;
}

static void a_cache_may_answer_for_the_repository(void **state)
{
	struct history history;
	struct error err = ERROR_INIT;
	struct oid tip = {{1}};
	int asked = 0;
	struct history_options options = {.cached = invent, .context = &asked};

	(void)state;
	make_group("cached");
	repo_close(repo);
	assert_int_equal(repo_open(&repo, "cached", &err), 0);
	assert_int_equal(history_read(&history, &arena, repo, &tip, &options, &err), 0);
	history_order(&history, 0, NULL);
	assert_int_equal(history.count, 9);
	assert_int_equal(asked, 9);
	assert_int_equal(history.commit[0].day, 9);
	assert_int_equal(history.commit[8].id.id[0], 1);
	assert_string_equal(history.ident[history.commit[3].committer].name, "B");
}

static void a_circle_is_no_history(void **state)
{
	struct history history;
	struct error err = ERROR_INIT;
	struct oid tip = {{1}};
	struct history_options options = {.cached = invent_a_circle};

	(void)state;
	assert_int_equal(history_read(&history, &arena, repo, &tip, &options, &err), -1);
	assert_int_equal(err.kind, ERROR_UNSURE);
	assert_string_equal(err.text, "a commit is its own ancestor");
}

static void a_missing_parent_and_a_shallow_clone_are_unsure(void **state)
{
	struct history history;
	struct error err = ERROR_INIT;
	struct error other = ERROR_INIT;
	struct oid tree;
	struct oid absent = {{7}};
	struct oid head;

	(void)state;
	RUN("git", "init", "-q", "--bare", "cut");
	assert_int_equal(chdir("cut"), 0);
	tree = store("tree", "", 0);
	head = store_commit(&tree, &absent);
	repo_close(repo);
	assert_int_equal(repo_open(&repo, NULL, &err), 0);
	assert_int_equal(history_read(&history, &arena, repo, &head, NULL, &err), -1);
	assert_int_equal(err.kind, ERROR_UNSURE);
	assert_string_equal(err.text, "commit 0700000000000000000000000000000000000000 is missing");
	assert_int_equal(chdir(".."), 0);
	make_group("deep");
	RUN_IN("deep", "commit", "-q", "--allow-empty", "-m", "second");
	RUN("sh", "-c", "git clone -q --depth 1 file://$PWD/deep flat");
	repo_close(repo);
	repo = open_at("flat", &head);
	assert_int_equal(history_read(&history, &arena, repo, &head, NULL, &other), -1);
	assert_int_equal(other.kind, ERROR_UNSURE);
	assert_string_equal(other.hint, "git fetch --unshallow");
}

static void a_parent_named_twice_is_one(void **state)
{
	struct history history;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	char tree_hex[OID_HEX_SIZE];
	char parent_hex[OID_HEX_SIZE];
	struct oid tree;
	struct oid parent;
	struct oid tip;
	uint32_t count;

	(void)state;
	RUN("git", "init", "-q", "--bare", "twice");
	assert_int_equal(chdir("twice"), 0);
	tree = store("tree", "", 0);
	parent = store_commit(&tree, NULL);
	oid_hex(parent_hex, &parent);
	buf_print(&text,
	        "tree %s\nparent %s\nparent %s\nauthor A <a> 0 +0000\n"
	        "committer A <a> 0 +0000\n\nx",
	        oid_hex(tree_hex, &tree), parent_hex, parent_hex);
	tip = store("commit", text.data, text.len);
	repo_close(repo);
	assert_int_equal(repo_open(&repo, NULL, &err), 0);
	assert_int_equal(history_read(&history, &arena, repo, &tip, NULL, &err), 0);
	history_order(&history, 0, NULL);
	assert_int_equal(history.count, 2);
	assert_int_equal(history.commit[1].parent_count, 2);
	assert_true(history_is_ancestor(&history, 0, 1));
	history_merge_bases(&history, &arena, 0, 1, &count);
	assert_int_equal(count, 1);
	assert_int_equal(chdir(".."), 0);
	buf_release(&text);
}

static int end(void **state)
{
	repo_close(repo);
	arena_release(&arena);
	return remove_place(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_chain_is_read_with_people_trees_and_times),
	        cmocka_unit_test(a_merge_keeps_three_parents_in_their_order),
	        cmocka_unit_test(two_roots_are_both_read_and_have_nothing_in_common),
	        cmocka_unit_test(a_criss_cross_has_two_merge_bases),
	        cmocka_unit_test(one_commit_dated_next_month_moves_nobody),
	        cmocka_unit_test(two_people_move_everybody_after_them),
	        cmocka_unit_test(who_is_one_person_is_for_the_caller_to_say),
	        cmocka_unit_test(the_zone_decides_where_a_day_ends),
	        cmocka_unit_test(a_day_beyond_the_calendar_is_cut),
	        cmocka_unit_test(random_histories_agree_with_the_definitions),
	        cmocka_unit_test(the_order_of_parents_has_no_effect),
	        cmocka_unit_test(every_commit_is_told_of_once_and_found_again),
	        cmocka_unit_test(a_cache_may_answer_for_the_repository),
	        cmocka_unit_test(a_circle_is_no_history),
	        cmocka_unit_test(a_missing_parent_and_a_shallow_clone_are_unsure),
	        cmocka_unit_test(a_parent_named_twice_is_one),
	};

	return cmocka_run_group_tests(tests, make_place, end);
}
