/* SPDX-License-Identifier: MIT */
/* repository: real ones, made by git in a folder that goes away, for the tests that read them. */
#ifndef TESTS_REPOSITORY_H
#define TESTS_REPOSITORY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/git/git.h"
#include "core/git/repo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNUSED __attribute__((unused))
#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL}, NULL, 0)
#define RUN_IN(dir, ...) run((const char *const[]){"git", "-C", dir, __VA_ARGS__, NULL}, NULL, 0)

static char place[] = "/tmp/moot-unit-XXXXXX";

/* Runs a program in the current folder; it has to succeed.  Its output, which the next call
 * replaces. */
UNUSED static const char *run(const char *const argv[], const char *input, size_t len)
{
	static struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	buf_clear(&out);
	if (git_run(argv, NULL, &out, input, len, NULL, &err) != 0)
		fail_msg("%s: %s (%s)", argv[0], err.text, err.hint);
	return out.data;
}

/* A group's setup: a new current folder, and a git that nothing outside of it changes. */
UNUSED static int make_place(void **state)
{
	static const char *const unset[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
	        "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR",
	        "GIT_PREFIX", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "XDG_CONFIG_HOME",
	        "GIT_CEILING_DIRECTORIES", "EMAIL", "SUDO_UID"};

	(void)state;
	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
		unsetenv(unset[i]);
	if (!mkdtemp(place) || chdir(place) != 0)
		return -1;
	setenv("HOME", place, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_AUTHOR_NAME", "Ada Ng", 1);
	setenv("GIT_AUTHOR_EMAIL", "ada@example.org", 1);
	setenv("GIT_AUTHOR_DATE", "1700000000 +0100", 1);
	setenv("GIT_COMMITTER_NAME", "Bob Oy", 1);
	setenv("GIT_COMMITTER_EMAIL", "bob@example.org", 1);
	setenv("GIT_COMMITTER_DATE", "1700000600 -0230", 1);
	return 0;
}

UNUSED static int remove_place(void **state)
{
	(void)state;
	if (chdir("/") != 0)
		return -1;
	RUN("rm", "-rf", place);
	return 0;
}

UNUSED static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* A work tree with one commit in it, which has people/ada.ini and roles/lead.ini. */
UNUSED static void make_group(const char *dir)
{
	char path[64];

	RUN("git", "init", "-q", "-b", "main", dir);
	snprintf(path, sizeof path, "%s/people", dir);
	assert_int_equal(mkdir(path, 0777), 0);
	snprintf(path, sizeof path, "%s/roles", dir);
	assert_int_equal(mkdir(path, 0777), 0);
	snprintf(path, sizeof path, "%s/people/ada.ini", dir);
	write_file(path, "[person]\nname = Ada Ng\n");
	snprintf(path, sizeof path, "%s/roles/lead.ini", dir);
	write_file(path, "[role]\ntitle = Lead\n");
	RUN_IN(dir, "add", ".");
	RUN_IN(dir, "commit", "-q", "-m", "begin");
}

/* Stores an object, however broken, in the repository that is the current folder. */
UNUSED static struct oid store(const char *type, const void *data, size_t len)
{
	const char *const argv[] = {
	        "git", "hash-object", "-w", "--literally", "-t", type, "--stdin", NULL};
	struct oid id;

	assert_true(oid_parse(&id, run(argv, data, len), 40));
	return id;
}

/* A commit of that tree with at most one parent. */
UNUSED static struct oid store_commit(const struct oid *tree, const struct oid *parent)
{
	struct buf text = BUF_INIT;
	char hex[OID_HEX_SIZE];
	struct oid id;

	buf_print(&text, "tree %s\n", oid_hex(hex, tree));
	if (parent)
		buf_print(&text, "parent %s\n", oid_hex(hex, parent));
	buf_puts(&text, "author A <a@x> 1700000000 +0000\n"
	                "committer A <a@x> 1700000000 +0000\n\nx\n");
	id = store("commit", text.data, text.len);
	buf_release(&text);
	return id;
}

/* For a fast-import: a commit `mark` of mail at time; parents end in 0; path NULL = no file.  The
 * caller may add further files behind it. */
UNUSED static void script_commit(struct buf *script, int mark, const char *mail, int64_t time,
        const int *parents, const char *path, const char *text)
{
	if (!parents[0])
		buf_puts(script, "reset refs/heads/main\n\n");
	buf_print(script, "commit refs/heads/main\nmark :%d\n", mark);
	buf_print(script, "author A <%s> %lld +0000\n", mail, (long long)time);
	buf_print(script, "committer A <%s> %lld +0000\ndata 2\n%c\n", mail, (long long)time,
	        'a' + mark % 26);
	for (int i = 0; parents[i]; i++)
		buf_print(script, "%s :%d\n", i ? "merge" : "from", parents[i]);
	if (path)
		buf_print(script, "M 100644 inline %s\ndata %zu\n%s\n", path, strlen(text), text);
}

/* Makes the bare repository dir of a script and empties the script. */
UNUSED static void import(const char *dir, struct buf *script)
{
	const char *const argv[] = {"git", "-C", dir, "fast-import", "--quiet", "--force",
	        "--date-format=raw-permissive", "--export-marks=marks", NULL};

	RUN("git", "init", "-q", "--bare", "-b", "main", dir);
	run(argv, script->data, script->len);
	buf_clear(script);
}

/* The id of a mark of the repository in dir. */
UNUSED static struct oid marked(const char *dir, int mark)
{
	char path[128];
	char line[80];
	struct oid id = {{0}};
	FILE *file;
	int number;

	snprintf(path, sizeof path, "%s/marks", dir);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file))
		if (sscanf(line, ":%d ", &number) == 1 && number == mark)
			assert_true(oid_parse(&id, strchr(line, ' ') + 1, 40));
	fclose(file);
	assert_false(oid_is_zero(&id));
	return id;
}

/* Opens and resolves HEAD, both without fail. */
UNUSED static struct repo *open_at(const char *dir, struct oid *head)
{
	struct error err = ERROR_INIT;
	struct repo *repo;

	if (repo_open(&repo, dir, &err) != 0 || repo_resolve(repo, "HEAD", head, &err) != 0)
		fail_msg("%s: %s", dir ? dir : ".", err.text);
	return repo;
}

#endif
