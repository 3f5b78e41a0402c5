/* SPDX-License-Identifier: MIT */
#include "tests/unit/core/repository.h"

#include "core/git/refs.h"

/* HEAD of the repository in dir, as git names it. */
static struct oid head_by_git(const char *dir)
{
	struct oid id;

	assert_true(oid_parse(&id, RUN_IN(dir, "rev-parse", "HEAD"), 40));
	return id;
}

/* Opening dir finds this commit, these folders. */
static void check_place(const char *dir, const char *git_dir, const char *common_dir,
        const char *work_tree, const char *prefix)
{
	struct oid head;
	struct oid expected = head_by_git(dir);
	struct repo *repo = open_at(dir, &head);
	char path[256];

	assert_memory_equal(head.id, expected.id, OID_SIZE);
	snprintf(path, sizeof path, "%s/%s", place, git_dir);
	assert_string_equal(repo_git_dir(repo), path);
	snprintf(path, sizeof path, "%s/%s", place, common_dir);
	assert_string_equal(repo_common_dir(repo), path);
	snprintf(path, sizeof path, "%s/%s", place, work_tree ? work_tree : "");
	if (work_tree)
		assert_string_equal(repo_work_tree(repo), path);
	else
		assert_null(repo_work_tree(repo));
	assert_string_equal(repo_prefix(repo), prefix);
	repo_close(repo);
}

/* Reading the whole of dir fails with this kind; the error. */
static struct error failure(const char *dir, enum error_kind kind)
{
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT;
	struct repo *repo = NULL;
	struct oid head;
	struct commit commit;

	assert_int_not_equal(repo_open(&repo, dir, &err) || repo_resolve(repo, NULL, &head, &err) ||
	                             repo_unsure(repo, &err) ||
	                             repo_commit(repo, &head, &commit, &arena, &err),
	        0);
	assert_int_equal(err.kind, kind);
	repo_close(repo);
	arena_release(&arena);
	return err;
}

static void a_work_tree_is_found_from_below(void **state)
{
	(void)state;
	make_group("plain");
	check_place("plain", "plain/.git", "plain/.git", "plain", "");
	check_place("plain/roles", "plain/.git", "plain/.git", "plain", "roles/");
}

static void inside_the_git_folder_there_is_no_work_tree(void **state)
{
	(void)state;
	make_group("inside");
	check_place("inside/.git", "inside/.git", "inside/.git", NULL, "");
	check_place("inside/.git/refs", "inside/.git", "inside/.git", NULL, "");
}

static void a_bare_repository_has_no_work_tree(void **state)
{
	(void)state;
	make_group("full");
	RUN("git", "clone", "-q", "--bare", "full", "bare.git");
	check_place("bare.git", "bare.git", "bare.git", NULL, "");
}

static void a_linked_work_tree_has_its_own_head(void **state)
{
	(void)state;
	make_group("linked");
	RUN_IN("linked", "commit", "-q", "--allow-empty", "-m", "second");
	RUN_IN("linked", "worktree", "add", "-q", "-b", "other", "../tree", "HEAD~1");
	check_place("tree/roles", "linked/.git/worktrees/tree", "linked/.git", "tree", "roles/");
}

static void a_git_folder_may_lie_elsewhere(void **state)
{
	(void)state;
	make_group("apart");
	RUN("mv", "apart/.git", "apart.git");
	write_file("apart/.git", "gitdir: ../apart.git\n");
	check_place("apart", "apart.git", "apart.git", "apart", "");
}

static void another_work_tree_in_the_config_is_honoured(void **state)
{
	(void)state;
	make_group("moved");
	assert_int_equal(mkdir("worked", 0777), 0);
	RUN_IN("moved", "config", "core.worktree", "../../worked");
	check_place("moved/.git", "moved/.git", "moved/.git", NULL, "");
	check_place("moved", "moved/.git", "moved/.git", NULL, "");
}

static void the_environment_decides_before_the_folder(void **state)
{
	char path[128];

	(void)state;
	make_group("named");
	RUN_IN("named", "commit", "-q", "--allow-empty", "-m", "second");
	make_group("here");
	snprintf(path, sizeof path, "%s/named/.git", place);
	setenv("GIT_DIR", path, 1);
	setenv("GIT_WORK_TREE", "here", 1);
	check_place(".", "named/.git", "named/.git", NULL, "");
	unsetenv("GIT_WORK_TREE");
	unsetenv("GIT_DIR");
}

static void head_may_be_detached(void **state)
{
	char name[64];

	(void)state;
	make_group("detached");
	RUN_IN("detached", "commit", "-q", "--allow-empty", "-m", "second");
	RUN_IN("detached", "checkout", "-q", "--detach", "HEAD~1");
	check_place("detached", "detached/.git", "detached/.git", "detached", "");
	assert_true(refs_head_name("detached/.git", name, sizeof name));
	assert_string_equal(name, "");
}

static void packed_references_are_read_and_loose_ones_come_first(void **state)
{
	char name[64];

	(void)state;
	make_group("packed");
	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof name, "main%d", i);
		RUN_IN("packed", "branch", name);
	}
	RUN_IN("packed", "tag", "-a", "-m", "x", "main");
	RUN_IN("packed", "pack-refs", "--all");
	assert_int_not_equal(access("packed/.git/refs/heads/main", F_OK), 0);
	check_place("packed", "packed/.git", "packed/.git", "packed", "");
	RUN_IN("packed", "commit", "-q", "--allow-empty", "-m", "second");
	check_place("packed", "packed/.git", "packed/.git", "packed", "");
	assert_true(refs_head_name("packed/.git", name, sizeof name));
	assert_string_equal(name, "refs/heads/main");
}

static void a_branch_without_commit_is_unborn(void **state)
{
	struct error err = ERROR_INIT;
	struct repo *repo;
	struct oid head;

	(void)state;
	RUN("git", "init", "-q", "-b", "main", "unborn");
	for (int round = 0; round < 2; round++) {
		assert_int_equal(repo_open(&repo, "unborn", &err), 0);
		assert_int_equal(repo_resolve(repo, NULL, &head, &err), 1);
		assert_int_equal(repo_resolve(repo, "HEAD", &head, &err), 1);
		assert_true(oid_is_zero(&head));
		assert_int_equal(err.kind, ERROR_NONE);
		assert_int_equal(repo_resolve(repo, "main", &head, &err), -1);
		repo_close(repo);
		/* And where git has to be asked. */
		RUN_IN("unborn", "config", "remote.extensions.url", "x");
		err = (struct error)ERROR_INIT;
	}
}

static void the_usual_repository_needs_no_process(void **state)
{
	static const char *const dirs[] = {"usual/roles", "beside", "named-by-file"};
	char *path = strdup(getenv("PATH"));
	struct error err = ERROR_INIT;
	struct oid head;
	struct repo *handle;

	(void)state;
	make_group("usual");
	RUN_IN("usual", "worktree", "add", "-q", "-b", "other", "../beside");
	RUN_IN("usual", "pack-refs", "--all");
	make_group("named-by-file");
	RUN("mv", "named-by-file/.git", "its.git");
	write_file("named-by-file/.git", "gitdir: ../its.git\n");
	RUN("git", "init", "-q", "empty");
	setenv("PATH", "/nowhere", 1);
	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		handle = open_at(dirs[i], &head);
		assert_int_equal(repo_unsure(handle, &err), 0);
		repo_close(handle);
	}
	assert_int_equal(repo_open(&handle, "empty", &err), 0);
	assert_int_equal(repo_resolve(handle, NULL, &head, &err), 1);
	repo_close(handle);
	setenv("PATH", path, 1);
	free(path);
	assert_int_equal(refs_resolve("empty/.git", "empty/.git", "HEAD", &head), REFS_UNBORN);
	assert_int_equal(
	        refs_resolve("usual/.git", "usual/.git", "refs/heads/x", &head), REFS_ABSENT);
	assert_int_equal(
	        refs_resolve("usual/.git", "usual/.git", "refs/heads/other", &head), REFS_FOUND);
}

static void revisions_are_those_of_git(void **state)
{
	struct error err = ERROR_INIT;
	struct oid id;
	struct oid first;
	struct repo *repo;

	(void)state;
	make_group("revisions");
	first = head_by_git("revisions");
	RUN_IN("revisions", "tag", "-a", "-m", "x", "one");
	RUN_IN("revisions", "commit", "-q", "--allow-empty", "-m", "second");
	RUN_IN("revisions", "update-ref", "refs/moot/pin", "HEAD~1");
	repo = open_at("revisions", &id);
	assert_false(oid_equal(&id, &first));
	static const char *const names[] = {"HEAD~1", "one", "main^", "refs/moot/pin"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_int_equal(repo_resolve(repo, names[i], &id, &err), 0);
		assert_true(oid_equal(&id, &first));
	}
	assert_int_equal(repo_resolve(repo, "nowhere", &id, &err), -1);
	assert_int_equal(err.kind, ERROR_FATAL);
	assert_string_equal(err.text, "unknown revision 'nowhere'");
	err = (struct error)ERROR_INIT;
	assert_int_equal(repo_resolve(repo, "--help", &id, &err), -1);
	assert_string_equal(err.text, "unknown revision '--help'");
	repo_close(repo);
}

static void outside_of_any_repository_git_has_the_word(void **state)
{
	(void)state;
	assert_int_equal(mkdir("outside", 0777), 0);
	assert_non_null(strstr(failure("outside", ERROR_FATAL).text, "not a git repository"));
	assert_non_null(strstr(failure("absent", ERROR_FATAL).text, "cannot change to 'absent'"));
}

static void the_repository_of_somebody_else_is_refused_as_by_git(void **state)
{
	struct error err;

	(void)state;
	make_group("theirs");
	setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1", 1);
	err = failure("theirs", ERROR_FATAL);
	unsetenv("GIT_TEST_ASSUME_DIFFERENT_OWNER");
	assert_non_null(strstr(err.text, "dubious ownership"));
	assert_non_null(strstr(err.hint, "git config --global --add safe.directory"));
}

static void a_history_that_is_not_whole_is_unsure(void **state)
{
	(void)state;
	make_group("whole");
	RUN_IN("whole", "commit", "-q", "--allow-empty", "-m", "second");
	RUN_IN("whole", "config", "uploadpack.allowFilter", "true");
	RUN("sh", "-c", "git clone -q --depth 1 file://$PWD/whole shallow");
	RUN("sh", "-c", "git clone -q --filter=blob:none file://$PWD/whole partial");
	RUN("git", "clone", "-q", "whole", "replaced");
	RUN_IN("replaced", "replace", "HEAD", "HEAD~1");
	RUN("git", "clone", "-q", "whole", "grafted");
	RUN("sh", "-c", "git -C grafted rev-parse HEAD >grafted/.git/info/grafts");
	assert_string_equal(failure("shallow", ERROR_UNSURE).hint, "git fetch --unshallow");
	assert_non_null(strstr(failure("partial", ERROR_UNSURE).text, "partial clone"));
	assert_non_null(strstr(failure("grafted", ERROR_UNSURE).text, "grafted"));
	assert_non_null(strstr(failure("replaced", ERROR_UNSURE).text, "replaced"));
	RUN_IN("replaced", "pack-refs", "--all");
	assert_non_null(strstr(failure("replaced", ERROR_UNSURE).text, "replaced"));
	RUN("sh", "-c", "cd replaced && git replace -d $(git rev-parse HEAD)");
	check_place("replaced", "replaced/.git", "replaced/.git", "replaced", "");
}

static void what_this_git_or_moot_cannot_read_is_unsure(void **state)
{
	(void)state;
	RUN("git", "init", "-q", "--object-format=sha256", "long");
	RUN_IN("long", "commit", "-q", "--allow-empty", "-m", "x");
	make_group("future");
	RUN_IN("future", "config", "core.repositoryformatversion", "1");
	RUN_IN("future", "config", "extensions.notYetKnown", "true");
	assert_non_null(strstr(failure("long", ERROR_UNSURE).text, "sha256"));
	assert_non_null(strstr(failure("future", ERROR_UNSURE).text, "notyetknown"));
}

static void missing_and_broken_objects_are_unsure_and_named(void **state)
{
	char hex[OID_HEX_SIZE];
	char path[128];
	struct oid head;
	struct error err;

	(void)state;
	make_group("missing");
	head = head_by_git("missing");
	oid_hex(hex, &head);
	snprintf(path, sizeof path, "missing/.git/objects/%.2s/%s", hex, hex + 2);
	assert_int_equal(chmod(path, 0666), 0);
	write_file(path, "no zlib");
	err = failure("missing", ERROR_UNSURE);
	assert_non_null(strstr(err.text, hex));
	assert_non_null(strstr(err.text, "cannot be read"));
	assert_int_equal(unlink(path), 0);
	err = failure("missing", ERROR_UNSURE);
	assert_non_null(strstr(err.text, hex));
	assert_non_null(strstr(err.text, "is missing"));
	make_group("corrupt");
	RUN_IN("corrupt", "gc", "-q");
	RUN("sh", "-c",
	        "chmod u+w corrupt/.git/objects/pack/*.pack && printf "
	        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | dd bs=1 seek=14 "
	        "conv=notrunc of=$(echo corrupt/.git/objects/pack/*.pack) 2>/dev/null");
	assert_non_null(strstr(failure("corrupt", ERROR_UNSURE).text, "cannot be read"));
}

static void objects_are_read_and_found_by_path(void **state)
{
	static const char text[] = "[role]\ntitle = Lead\n";
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT;
	struct oid id;
	struct oid hashed = repo_hash_blob(text, strlen(text));
	struct object blob;
	struct commit commit;
	uint16_t mode;
	struct repo *repo;

	(void)state;
	make_group("objects");
	repo = open_at("objects", &id);
	assert_int_equal(repo_commit(repo, &id, &commit, &arena, &err), 0);
	assert_string_equal(commit.author.name, "Ada Ng");
	assert_int_equal(commit.author.offset, 60);
	assert_string_equal(commit.committer.mail, "bob@example.org");
	assert_int_equal(commit.committer.time, 1700000600);
	assert_int_equal(commit.committer.offset, -150);
	assert_string_equal(commit.message, "begin\n");
	assert_true(oid_equal(&commit.id, &id));
	assert_int_equal(repo_find(repo, &commit.tree, "roles/lead.ini", &id, &mode, &err), 1);
	assert_int_equal(mode, MODE_FILE);
	assert_true(oid_equal(&id, &hashed));
	assert_int_equal(repo_blob(repo, &id, 0, &blob, &err), 0);
	assert_string_equal((const char *)blob.data, text);
	assert_int_equal(blob.len, strlen(text));
	object_release(&blob);
	assert_int_equal(repo_blob(repo, &id, strlen(text), &blob, &err), 0);
	assert_non_null(blob.data);
	object_release(&blob);
	assert_int_equal(repo_blob(repo, &id, strlen(text) - 1, &blob, &err), 0);
	assert_null(blob.data);
	assert_int_equal(blob.len, strlen(text));
	object_release(&blob);
	assert_int_equal(repo_find(repo, &commit.tree, "", &id, &mode, &err), 1);
	assert_true(oid_equal(&id, &commit.tree));
	assert_int_equal(repo_find(repo, &commit.tree, "roles", &id, &mode, &err), 1);
	assert_int_equal(mode, MODE_TREE);
	assert_int_equal(repo_find(repo, &commit.tree, "roles/other.ini", &id, &mode, &err), 0);
	assert_int_equal(repo_find(repo, &commit.tree, "role", &id, &mode, &err), 0);
	assert_int_equal(repo_find(repo, &commit.tree, "roles/lead.ini/x", &id, &mode, &err), 0);
	repo_close(repo);
	arena_release(&arena);
}

static void an_object_of_another_kind_is_an_error(void **state)
{
	struct error err = ERROR_INIT;
	struct oid head;
	struct object object;
	struct repo *repo;

	(void)state;
	make_group("kinds");
	repo = open_at("kinds", &head);
	assert_int_equal(repo_tree(repo, &head, &object, &err), -1);
	assert_int_equal(err.kind, ERROR_UNSURE);
	assert_non_null(strstr(err.text, "is no tree"));
	repo_close(repo);
}

static void the_hash_of_nothing_is_the_known_one(void **state)
{
	struct oid id = repo_hash_blob("", 0);
	char hex[OID_HEX_SIZE];

	(void)state;
	assert_string_equal(oid_hex(hex, &id), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
}

static void an_id_is_forty_hex_digits_and_nothing_else(void **state)
{
	static const char hex[] = "0123456789abcdefABCDEF6789abcdef01234567";
	struct oid id;
	char out[OID_HEX_SIZE];

	(void)state;
	assert_true(oid_parse(&id, hex, 40));
	assert_string_equal(oid_hex(out, &id), "0123456789abcdefabcdef6789abcdef01234567");
	assert_false(oid_parse(&id, hex, 39));
	assert_false(oid_parse(&id, "g123456789abcdefABCDEF6789abcdef01234567", 40));
	assert_false(oid_parse(&id, "0123456789abcdefABCDEF6789abcdef0123456g", 40));
}

static void a_second_handle_outlives_the_first(void **state)
{
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT;
	struct oid head;
	struct repo *first;
	struct repo *second;
	struct commit commit;

	(void)state;
	make_group("threads");
	RUN_IN("threads", "gc", "-q");
	for (int apart = 0; apart < 2; apart++) {
		first = open_at("threads", &head);
		assert_int_equal(repo_thread_open(&second, first, apart, &err), 0);
		assert_int_equal(repo_commit(first, &head, &commit, &arena, &err), 0);
		repo_close(first);
		assert_int_equal(repo_commit(second, &head, &commit, &arena, &err), 0);
		assert_string_equal(commit.message, "begin\n");
		assert_non_null(strstr(repo_work_tree(second), "/threads"));
		repo_close(second);
	}
	arena_release(&arena);
}

static void alternates_of_the_environment_are_read(void **state)
{
	char path[128];
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct oid head = {{0}};
	struct commit commit;
	struct repo *repo;

	(void)state;
	make_group("lender");
	head = head_by_git("lender");
	RUN("git", "init", "-q", "--bare", "borrower");
	snprintf(path, sizeof path, "/nowhere:%s/lender/.git/objects", place);
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", path, 1);
	assert_int_equal(repo_open(&repo, "borrower", &err), 0);
	assert_int_equal(repo_commit(repo, &head, &commit, &arena, &err), 0);
	repo_close(repo);
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_work_tree_is_found_from_below),
	        cmocka_unit_test(inside_the_git_folder_there_is_no_work_tree),
	        cmocka_unit_test(a_bare_repository_has_no_work_tree),
	        cmocka_unit_test(a_linked_work_tree_has_its_own_head),
	        cmocka_unit_test(a_git_folder_may_lie_elsewhere),
	        cmocka_unit_test(another_work_tree_in_the_config_is_honoured),
	        cmocka_unit_test(the_environment_decides_before_the_folder),
	        cmocka_unit_test(head_may_be_detached),
	        cmocka_unit_test(packed_references_are_read_and_loose_ones_come_first),
	        cmocka_unit_test(a_branch_without_commit_is_unborn),
	        cmocka_unit_test(the_usual_repository_needs_no_process),
	        cmocka_unit_test(revisions_are_those_of_git),
	        cmocka_unit_test(outside_of_any_repository_git_has_the_word),
	        cmocka_unit_test(the_repository_of_somebody_else_is_refused_as_by_git),
	        cmocka_unit_test(a_history_that_is_not_whole_is_unsure),
	        cmocka_unit_test(what_this_git_or_moot_cannot_read_is_unsure),
	        cmocka_unit_test(missing_and_broken_objects_are_unsure_and_named),
	        cmocka_unit_test(objects_are_read_and_found_by_path),
	        cmocka_unit_test(an_object_of_another_kind_is_an_error),
	        cmocka_unit_test(the_hash_of_nothing_is_the_known_one),
	        cmocka_unit_test(an_id_is_forty_hex_digits_and_nothing_else),
	        cmocka_unit_test(a_second_handle_outlives_the_first),
	        cmocka_unit_test(alternates_of_the_environment_are_read),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
