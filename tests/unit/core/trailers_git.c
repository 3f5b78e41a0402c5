/* SPDX-License-Identifier: MIT */
/* Trailers and mailmaps are git's own, byte for byte, over whole histories. */
#include "repository.h"

#include "core/history/history.h"
#include "core/history/paths.h"
#include "formats/mailmap.h"
#include "formats/trailer.h"

#include <limits.h>

enum { MESSAGES = 20000, HEX = 40 };

static char shared[PATH_MAX]; /* "" when there is none */

/* What git says about each commit, and what is left to hear about. */
struct comparison {
	struct arena arena;
	struct paths commit; /* in hex */
	const char **wanted;
	size_t capacity;
	struct trailers trailers;
	struct buf found;
	uint32_t seen;
};

static void expect(struct comparison *comparison, const char *id, const char *text, size_t len)
{
	uint32_t at = paths_add(&comparison->commit, id, HEX);

	comparison->wanted = arena_grow(&comparison->arena, comparison->wanted, at,
	        &comparison->capacity, sizeof *comparison->wanted);
	comparison->wanted[at] = arena_string(&comparison->arena, text, len);
}

/* A record is "id, NUL, trailers, NUL"; git puts a newline behind each. */
static void ask_git(struct comparison *comparison, const char *dir)
{
	const char *const argv[] = {"git", "-C", dir, "log",
	        "--format=%H%x00%(trailers:only,unfold)%x00", "HEAD", NULL};
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(git_run(argv, NULL, &out, NULL, 0, NULL, &err), 0);
	for (const char *at = out.data; at < out.data + out.len;) {
		const char *text = at + HEX + 1;
		expect(comparison, at, text, strlen(text));
		at = text + strlen(text) + 2;
	}
	buf_release(&out);
}

static int compare(void *context, uint32_t read, const struct commit *commit, struct error *err)
{
	struct comparison *comparison = context;
	char hex[OID_HEX_SIZE];
	uint32_t at = paths_find(&comparison->commit, oid_hex(hex, &commit->id), HEX);

	(void)read, (void)err;
	assert_int_not_equal(at, UINT32_MAX);
	trailers_parse(&comparison->trailers, &comparison->arena, TRAILER_GIT, commit->message,
	        commit->message_len);
	buf_clear(&comparison->found);
	for (size_t i = 0; i < comparison->trailers.count; i++) {
		const struct trailer *trailer = &comparison->trailers.trailer[i];
		buf_add(&comparison->found, trailer->key, trailer->key_len);
		buf_puts(&comparison->found, ": ");
		buf_add(&comparison->found, trailer->value, trailer->value_len);
		buf_putc(&comparison->found, '\n');
	}
	if (strcmp(comparison->found.data, comparison->wanted[at]) != 0)
		print_error("commit %s\n", hex);
	assert_string_equal(comparison->found.data, comparison->wanted[at]);
	comparison->seen++;
	return 0;
}

/* How many commits were compared. */
static uint32_t compare_all(const char *dir)
{
	struct comparison comparison = {.arena = ARENA_INIT, .found = BUF_INIT};
	struct history_options options = {.on_commit = compare, .context = &comparison};
	struct error err = ERROR_INIT;
	struct history history;
	struct oid head;
	struct repo *repo = open_at(dir, &head);

	comparison.commit = (struct paths)PATHS_INIT(&comparison.arena);
	ask_git(&comparison, dir);
	if (history_read(&history, &comparison.arena, repo, &head, &options, &err) != 0)
		fail_msg("%s", err.text);
	assert_int_equal(comparison.seen, comparison.commit.count);
	repo_close(repo);
	buf_release(&comparison.found);
	arena_release(&comparison.arena);
	return comparison.seen;
}

static void test_random(void **state)
{
	static const char *const part[] = {"Signed-off-by: A <a@x>", "Reviewed-by: B", "foo",
	        "a b c", " cont", "\tcont", "#c", "# x: y", "", "", " ", "\t",
	        "Conflicts:", "\tpath", "(cherry picked from commit abc)", "Key : v", "Key:", ": v",
	        "k-2:v", "k_x: v", "---", "\r", "A: b\r", "X:  y \v", "\f", "Cc: \xff",
	        " Signed-off-by: I <i>", "Bug #4: x", "Key: v: w", "-:x",
	        "# ------------------------ >8 ------------------------"};
	enum { PARTS = sizeof part / sizeof *part };
	struct buf script = BUF_INIT, message = BUF_INIT;
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < MESSAGES; i++) {
		buf_clear(&message);
		seed = seed * 1664525u + 1013904223u;
		if (seed >> 30)
			buf_puts(&message, "subject\n\n");
		for (uint32_t lines = (seed >> 20) % 14; lines; lines--) {
			seed = seed * 1664525u + 1013904223u;
			/* the scissors hide much, so they are rare */
			uint32_t at = (seed >> 8) % (seed >> 28 ? PARTS - 1 : PARTS);
			buf_puts(&message, part[at]);
			buf_puts(&message, lines > 1 || seed >> 30 ? "\n" : "");
		}
		buf_print(&script, "commit refs/heads/main\ncommitter A <a@x> %d +0000\n", i);
		buf_print(&script, "data %zu\n%s\n", message.len, message.data);
	}
	import("random", &script);
	assert_int_equal(compare_all("random"), MESSAGES);
	buf_release(&script);
	buf_release(&message);
}

/* A corpus as a bare repository of that name in the current folder; false when there is none. */
static bool import_corpus(const char *name, const char *stream)
{
	struct buf command = BUF_INIT;

	if (!*shared)
		return false;
	buf_print(&command, "git init -q --bare -b main %s && xz -dcf '%s/corpora/%s' |", name,
	        shared, stream);
	buf_print(&command, " git -C %s fast-import --quiet --date-format=raw-permissive", name);
	RUN("sh", "-c", command.data);
	buf_release(&command);
	return true;
}

static void test_small(void **state)
{
	(void)state;
	if (!import_corpus("tig", "tig/history.fi.xz") ||
	        !import_corpus("nasty", "nasty/commits.fi") ||
	        !import_corpus("curl", "curl-7_80_0-8_10_1/history.fi.xz"))
		skip();
	assert_int_equal(compare_all("tig"), 2915);
	assert_int_equal(compare_all("nasty"), 87);
	assert_int_equal(compare_all("curl"), 5393);
}

static void test_large(void **state)
{
	(void)state;
	if (!import_corpus("git", "git-git/history.fi.xz"))
		skip();
	assert_int_equal(compare_all("git"), 81966);
}

/* All that wrote or committed, as git maps them and as moot does. */
static void compare_mailmap(const char *dir, const char *file)
{
	struct arena arena = ARENA_INIT;
	struct mailmap mailmap = MAILMAP_INIT(&arena);
	struct error err = ERROR_INIT;
	struct history history;
	struct oid head;
	struct buf asked = BUF_INIT, wanted = BUF_INIT, found = BUF_INIT;
	struct repo *repo = open_at(dir, &head);

	const char *path = arena_print(&arena, "%s/corpora/%s", shared, file);
	const char *setting = arena_print(&arena, "mailmap.file=%s", path);
	const char *text = RUN("cat", path);
	mailmap_add(&mailmap, text, strlen(text));
	assert_int_equal(history_read(&history, &arena, repo, &head, NULL, &err), 0);
	for (uint32_t i = 0; i < history.ident_count; i++) {
		const char *name = history.ident[i].name, *mail = history.ident[i].mail;
		if (!*mail) /* git check-mailmap refuses it */
			continue;
		buf_print(&asked, "%s <%s>\n", name, mail);
		mailmap_apply(&mailmap, &name, &mail);
		buf_print(&found, *name ? "%s <%s>\n" : "%s<%s>\n", name, mail);
	}
	const char *const argv[] = {
	        "git", "-C", dir, "-c", setting, "check-mailmap", "--stdin", NULL};
	assert_int_equal(git_run(argv, NULL, &wanted, asked.data, asked.len, NULL, &err), 0);
	assert_string_equal(found.data, wanted.data);
	assert_string_not_equal(found.data, asked.data);
	buf_release(&asked);
	buf_release(&wanted);
	buf_release(&found);
	repo_close(repo);
	arena_release(&arena);
}

static void test_mailmaps(void **state)
{
	(void)state;
	if (!*shared)
		skip();
	compare_mailmap("git", "git-git/.mailmap");
	compare_mailmap("curl", "curl-7_80_0-8_10_1/.mailmap");
}

/* The corpora are found before the folder is left. */
static int begin(void **state)
{
	const char *named = getenv("MOOT_SHARED");

	if (!realpath(named && *named ? named : "../shared", shared) || access(shared, R_OK) != 0)
		*shared = '\0';
	return make_place(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"random messages have the trailers git finds", test_random, NULL, NULL, NULL},
	        {"small histories have the trailers git finds", test_small, NULL, NULL, NULL},
	        {"a large history has the trailers git finds", test_large, NULL, NULL, NULL},
	        {"whoever wrote is mapped as git maps them", test_mailmaps, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("trailers_git", tests, begin, remove_place);
}
