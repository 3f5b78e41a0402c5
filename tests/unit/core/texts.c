/* SPDX-License-Identifier: MIT */
/* What governed files say is read from git once, and what a decision was made from is told with it.
 */
#include "tests/unit/core/repository.h"

#include "core/history/chronicle_texts.h"
#include "core/history/chronicle_trees.h"
#include "core/history/memo.h"

static struct arena arena = ARENA_INIT;

static const char folder[] = "negotiations/2026/0105-x-0123456789";

/* A bare repository: people/ada.ini, then a voice, then two decisions at once, and one more. */
static struct repo *make(const char *dir, struct oid *head)
{
	struct buf script = BUF_INIT;
	char path[128];

	script_commit(&script, 1, "ada@x", 1700000000, (const int[]){0}, "people/ada.ini",
	        "[person]\nname = Ada\n");
	snprintf(path, sizeof path, "%s/voice-ada.md", folder);
	script_commit(&script, 2, "ada@x", 1700000001, (const int[]){1, 0}, path, "Consent: a\n");
	snprintf(path, sizeof path, "%s/decision-ada.ini", folder);
	script_commit(&script, 3, "ada@x", 1700000002, (const int[]){2, 0}, path, "[decision]\n");
	buf_print(&script, "M 100644 inline %s/decision-ben.ini\ndata 0\n\n", folder);
	snprintf(path, sizeof path, "%s/decision-cyd.ini", folder);
	script_commit(&script, 4, "ada@x", 1700000003, (const int[]){3, 0}, path, "[decision]\n");
	import(dir, &script);
	buf_release(&script);
	return open_at(dir, head);
}

/* What is told of decisions: how many, and whether all are from the folder with the voice alone. */
struct telling {
	struct oid voices;
	struct paths paths;
	size_t decisions;
};

static int tell(void *context, uint32_t commit, uint32_t parent_number, const struct change *change,
        size_t count, struct error *err)
{
	struct telling *telling = context;

	(void)commit, (void)parent_number, (void)err;
	for (size_t i = 0; i < count; i++) {
		bool decision = strstr(telling->paths.entry[change[i].path].text, "/decision-");
		telling->decisions += decision;
		assert_true(decision ? oid_equal(&change[i].voices, &telling->voices)
		                     : oid_is_zero(&change[i].voices));
	}
	return 0;
}

/* `dir` is where git finds the same repository. */
static void read_all(const char *dir, struct repo *repo, struct memo *memo, const struct oid *head)
{
	struct error err = ERROR_INIT;
	struct history history;
	struct telling telling = {.paths = PATHS_INIT(&arena)};
	char path[128];

	snprintf(path, sizeof path, "HEAD~2:%s", folder);
	assert_true(oid_parse(&telling.voices, RUN_IN(dir, "rev-parse", path), 40));

	chronicle_root(&memo->chronicle, "");
	if (history_read(&history, &arena, repo, head,
	            &(struct history_options){.chronicle = &memo->chronicle}, &err) != 0)
		fail_msg("%s", err.text);
	history_order(&history, 0, NULL);
	if (history_changes(&history, repo, false, &telling.paths, tell, &telling, &err) != 0)
		fail_msg("%s", err.text);
	assert_int_equal(telling.decisions, 3);
}

static void decisions_are_told_with_the_folder_before_them(void **state)
{
	struct memo memo;
	struct oid head;
	struct repo *repo = make("told", &head);

	(void)state;
	for (int kept = 0; kept < 2; kept++) { /* as found, and as kept */
		memo_open(&memo, repo);
		read_all("told", repo, &memo, &head);
		memo_close(&memo);
	}
	repo_close(repo);
}

static const char *text_of(struct memo *memo, struct repo *repo, const struct oid *id, size_t limit)
{
	struct error err = ERROR_INIT;
	const char *text;
	size_t len;

	if (chronicle_text(&memo->chronicle, repo, id, limit, &text, &len, &err) != 0)
		return err.text[0] ? "it fails" : "it fails, and says nothing";
	if (text) {
		assert_int_equal(text[len], '\0');
		assert_int_equal(strlen(text), len);
	}
	return text;
}

static void texts_outlive_their_objects(void **state)
{
	struct memo memo;
	struct oid head, lost, large;
	struct repo *repo = make("kept", &head);
	char *long_text = arena_alloc(&arena, TEXT_KEPT_MOST + 2);

	(void)state;
	memset(long_text, 'x', TEXT_KEPT_MOST + 1);
	if (chdir("kept") != 0)
		fail();
	large = store("blob", long_text, TEXT_KEPT_MOST + 1);
	lost = repo_hash_blob("never stored", 12);
	assert_int_equal(chdir(".."), 0);
	memo_open(&memo, repo);
	read_all("kept", repo, &memo, &head);
	assert_string_equal(text_of(&memo, repo, &large, 1 << 20), long_text);
	assert_string_equal(text_of(&memo, repo, &lost, 1 << 20), "it fails");
	memo_close(&memo);
	repo_close(repo);

	RUN("find", "kept/objects", "-type", "f", "-delete");
	repo = NULL;
	struct error err = ERROR_INIT;
	assert_int_equal(repo_open(&repo, "kept", &err), 0);
	memo_open(&memo, repo);
	chronicle_root(&memo.chronicle, "");
	struct oid voice = repo_hash_blob("Consent: a\n", 11), empty = repo_hash_blob("", 0);
	assert_string_equal(text_of(&memo, repo, &voice, 1 << 20), "Consent: a\n");
	assert_string_equal(text_of(&memo, repo, &empty, 1 << 20), "");
	assert_null(text_of(&memo, repo, &voice, 10));
	assert_string_equal(text_of(&memo, repo, &lost, 1 << 20), "it fails");
	assert_string_equal(text_of(&memo, repo, &large, 1 << 20), "it fails"); /* not kept */
	memo_close(&memo);
	repo_close(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(decisions_are_told_with_the_folder_before_them),
	        cmocka_unit_test(texts_outlive_their_objects),
	};
	int failed = cmocka_run_group_tests(tests, make_place, remove_place);

	arena_release(&arena);
	return failed;
}
