/* SPDX-License-Identifier: MIT */
#include "cmd/hooks.h"

#include "core/writing/put.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCRIPT_MOST = 1 << 16 };

static const char *const of_a_clone[] = {"pre-commit", "commit-msg", "pre-push", NULL};
static const char *const of_a_server[] = {"pre-receive", NULL};

/* Where this repository's hooks are; core.hooksPath is git's to know. */
static int find_folder(struct context *context, const char **folder, struct error *err)
{
	static const char *const argv[] = {"git", "rev-parse", "--git-path", "hooks", NULL};
	struct buf out = BUF_INIT;
	int status = git_run(argv, NULL, &out, NULL, 0, NULL, err);

	while (out.len && out.data[out.len - 1] == '\n')
		out.data[--out.len] = '\0';
	*folder = arena_string(context->arena, out.data, out.len);
	buf_release(&out);
	return status;
}

/* The program by its name, so that a newer one is found; else where this one is. */
static const char *script(struct context *context, const char *name)
{
	char own[4096];
	ssize_t len = readlink("/proc/self/exe", own, sizeof own - 1);
	struct buf quoted = BUF_INIT;

	for (ssize_t i = 0; i < len; i++) {
		if (own[i] == '\'')
			buf_puts(&quoted, "'\\'");
		buf_putc(&quoted, own[i]);
	}
	const char *text = arena_print(context->arena,
	        "#!/bin/sh\n"
	        "# Written by moot hook install; to be without it, take this file away.\n"
	        "moot=$(command -v moot) || moot='%s'\n"
	        "exec \"$moot\" hook %s \"$@\"\n",
	        len > 0 ? quoted.data : "moot", name);
	buf_release(&quoted);
	return text;
}

/* What stands at a path: "" when it is no plain file or cannot be read; NULL when nothing is. */
static const char *script_at(struct context *context, const char *path)
{
	struct stat status;
	char *text = arena_alloc(context->arena, SCRIPT_MOST);

	if (lstat(path, &status))
		return errno == ENOENT ? NULL : "";
	int fd = S_ISREG(status.st_mode) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
	ssize_t len = fd < 0 ? 0 : read(fd, text, SCRIPT_MOST - 1);
	if (fd >= 0)
		close(fd);
	return len > 0 ? text : "";
}

/* An empty script that a kill had left would let everything pass, as somebody else's. */
static int write_script(
        struct context *context, const char *path, const char *text, struct error *err)
{
	mode_t mask = umask(0);

	umask(mask);
	return put_file(context->arena, path, text, strlen(text), 0777 & ~mask, false, err);
}

/* 0: it is there now; 1: another one is. */
static int install_one(
        struct context *context, const char *folder, const char *name, struct error *err)
{
	const char *path = arena_print(context->arena, "%s/%s", folder, name);
	const char *there = script_at(context, path);

	if (!there) {
		if (write_script(context, path, script(context, name), err))
			return -1;
		talk("%s is installed", path);
		return 0;
	}
	if (strstr(there, arena_print(context->arena, "hook %s", name)) && strstr(there, "moot")) {
		talk("%s was there already", path);
		return 0;
	}
	talk_warning("%s is somebody else's and stays as it is", path);
	talk_hint("add this line to it: moot hook %s \"$@\"%s || exit", name,
	        !strcmp(name, "pre-push") || !strcmp(name, "pre-receive")
	                ? ", with what it reads on standard input,"
	                : "");
	return 1;
}

int hook_install(struct context *context, struct error *err)
{
	bool bare = !repo_work_tree(context->repo);
	const char *const *name = bare ? of_a_server : of_a_clone;
	const char *folder;
	int others = 0;

	if (find_folder(context, &folder, err))
		return -1;
	if (mkdir(folder, 0777) && errno != EEXIST)
		return error_set(err, ERROR_FATAL, "cannot make '%s': %s", folder, strerror(errno));
	for (; *name; name++) {
		int status = install_one(context, folder, *name, err);
		if (status < 0)
			return -1;
		others += status;
	}
	return others ? 1 : 0;
}
