/* SPDX-License-Identifier: MIT */
#include "core/git/root.h"

#include "core/git/git.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena arena = ARENA_INIT;
static char folder[] = P_tmpdir "/moot-root-XXXXXX";

static void shell(const char *script)
{
	const char *const argv[] = {"sh", "-ec", script, NULL};
	struct error err = ERROR_INIT;

	if (git_run(argv, folder, NULL, NULL, 0, NULL, &err))
		fail_msg("%s: %s", script, err.text);
}

/*
 * root/ has its charter committed, loose/ only in the work tree, gone/ only in the commit.
 */
static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	shell("git init -q . && mkdir -p root/roles/deep loose gone src/deep");
	shell("for d in root gone; do echo '[moot]' >$d/moot.ini; done; echo x >root/roles/deep/x;"
	      "git add . && git -c user.name=a -c user.email=a@b.example commit -q -m one;"
	      "echo '[moot]' >loose/moot.ini; rm gone/moot.ini; mkdir -p gone");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	shell("rm -rf ./.git ./*");
	arena_release(&arena);
	return rmdir(folder);
}

/* The root seen from a folder below; "-" is none. */
static const char *seen_from(const char *below, bool committed, bool at_hand)
{
	struct error err = ERROR_INIT;
	struct repo *repo = NULL;
	struct oid commit;
	const char *root = NULL;

	if (repo_open(&repo, arena_print(&arena, "%s/%s", folder, below), &err) ||
	        repo_resolve(repo, NULL, &commit, &err) ||
	        root_find(&root, &arena, repo, committed ? &commit : NULL, at_hand, &err))
		fail_msg("%s: %s", below, err.text);
	repo_close(repo);
	return root ? root : "-";
}

static void a_root_is_found_upward(void **state)
{
	(void)state;
	assert_string_equal(seen_from("root/roles/deep", true, true), "root");
	assert_string_equal(seen_from("root/roles", true, false), "root");
	assert_string_equal(seen_from("root", true, true), "root");
}

static void elsewhere_there_is_none(void **state)
{
	(void)state;
	assert_string_equal(seen_from("src/deep", true, true), "-");
	assert_string_equal(seen_from("", true, true), "-");
}

static void a_charter_at_hand_is_enough_unless_a_commit_is_asked(void **state)
{
	(void)state;
	assert_string_equal(seen_from("loose", true, true), "loose");
	assert_string_equal(seen_from("loose", true, false), "-");
	assert_string_equal(seen_from("loose", false, true), "loose");
}

static void a_committed_charter_counts_when_the_file_is_gone(void **state)
{
	(void)state;
	assert_string_equal(seen_from("gone", true, true), "gone");
	assert_string_equal(seen_from("gone", false, true), "-");
}

static void the_top_is_written_as_nothing(void **state)
{
	(void)state;
	shell("echo '[moot]' >moot.ini");
	assert_string_equal(seen_from("src/deep", true, true), "");
	assert_string_equal(seen_from("", true, true), "");
	assert_string_equal(seen_from("root/roles", true, true), "root");
	shell("rm moot.ini");
}

static int named(const char **root, const char *name, struct error *err)
{
	struct error opening = ERROR_INIT;
	struct repo *repo = NULL;
	struct oid commit;

	assert_int_equal(repo_open(&repo, folder, &opening), 0);
	assert_int_equal(repo_resolve(repo, NULL, &commit, &opening), 0);
	int status = root_named(root, &arena, repo, name, &commit, true, err);
	repo_close(repo);
	return status;
}

static void a_named_root_must_hold_a_charter(void **state)
{
	struct error err = ERROR_INIT;
	const char *root;

	(void)state;
	assert_int_equal(named(&root, "root/", &err), 0);
	assert_string_equal(root, "root");
	assert_int_equal(named(&root, "./root", &err), 0);
	assert_string_equal(root, "root");
	assert_int_equal(named(&root, "src", &err), -1);
	assert_int_equal(err.kind, ERROR_FATAL);
	assert_null(root);
	assert_non_null(strstr(err.text, "'src'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_root_is_found_upward),
	        cmocka_unit_test(elsewhere_there_is_none),
	        cmocka_unit_test(a_charter_at_hand_is_enough_unless_a_commit_is_asked),
	        cmocka_unit_test(a_committed_charter_counts_when_the_file_is_gone),
	        cmocka_unit_test(the_top_is_written_as_nothing),
	        cmocka_unit_test(a_named_root_must_hold_a_charter),
	};

	return cmocka_run_group_tests_name("root", tests, set_up, tear_down);
}
