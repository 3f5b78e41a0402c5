/* SPDX-License-Identifier: MIT */
#include "repository.h"

#include "core/history/landing.h"

enum { COMMITS = 90, WORLDS = 5 };

static uint32_t seed;

static int draw(int below)
{
	seed = seed * 1664525u + 1013904223u;
	return (int)((seed >> 8) % (uint32_t)below);
}

static void write_world(const char *dir)
{
	struct buf script = BUF_INIT;

	for (int mark = 1; mark <= COMMITS; mark++) {
		int back = mark < 8 ? mark - 1 : 7;
		int parents[4] = {0};
		if (mark > 1)
			parents[0] = mark - 1 - draw(back);
		if (mark > 2 && (draw(2) || mark == COMMITS))
			parents[1] = mark - 1 - draw(back);
		if (parents[1] == parents[0])
			parents[1] = 0;
		script_commit(&script, mark, "a@x", 1700000000 + mark * 86400, parents, NULL, NULL);
	}
	import(dir, &script);
	buf_release(&script);
}

/* The definition, slowly: the first merge of the line that has it, and whose first parent has not.
 */
static uint32_t slow_merge(const struct history *history, const bool *on_line, uint32_t commit)
{
	for (uint32_t at = commit; at < history->count; at++) {
		if (on_line[at] && history_is_ancestor(history, commit, at))
			return on_line[commit] ? HISTORY_NONE : at;
	}
	return HISTORY_NONE;
}

static void test_worlds(void **state)
{
	(void)state;
	for (uint32_t world = 0; world < WORLDS; world++) {
		struct arena arena = ARENA_INIT;
		struct error err = ERROR_INIT;
		struct history history;
		struct oid head;
		char dir[32];
		uint32_t brought = 0;

		seed = world + 1;
		snprintf(dir, sizeof dir, "world-%u", world);
		write_world(dir);
		struct repo *repo = open_at(dir, &head);
		assert_int_equal(history_read(&history, &arena, repo, &head, NULL, &err), 0);
		history_order(&history, 0, NULL);
		const bool *on_line = history_first_parents(&history, &arena);
		const uint32_t *merge_of = landing_merges(&history, &arena);
		for (uint32_t i = 0; i < history.count; i++) {
			assert_int_equal(merge_of[i], slow_merge(&history, on_line, i));
			brought += merge_of[i] != HISTORY_NONE;
		}
		assert_true(brought > 5);
		repo_close(repo);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"a commit reached the line of first parents by the first merge that has it",
	                test_worlds, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("landing", tests, make_place, remove_place);
}
