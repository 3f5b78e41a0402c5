/* SPDX-License-Identifier: MIT */
#include "core/git/place.h"

#include "core/git/git.h"
#include "core/git/refs.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONFIG_LONGEST = 65536 };

/* Whether any of these is set, git decides. */
static const char *const deciding[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_CONFIG", "SUDO_UID",
        "GIT_TEST_ASSUME_DIFFERENT_OWNER"};

/* The bytes of a file, NUL-ended; false when it cannot be read or is longer than any honest one. */
static bool read_file(const char *path, char *out, size_t size)
{
	size_t got = 0;
	ssize_t more = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	while (got < size && (more = read(fd, out + got, size - got)) > 0)
		got += (size_t)more;
	close(fd);
	if (more < 0 || got == size)
		return false;
	out[got] = '\0';
	return true;
}

/* `word` stands in the text only as "word = value", blanks or none around the sign. */
static bool only_as(const char *text, const char *word, const char *value)
{
	for (const char *at = text; (at = strstr(at, word)) != NULL;) {
		at += strlen(word);
		at += strspn(at, " \t");
		if (*at++ != '=')
			return false;
		at += strspn(at, " \t");
		if (strncmp(at, value, strlen(value)) != 0)
			return false;
	}
	return true;
}

/* Any doubt makes it not plain, which only costs a process. */
static bool config_is_plain(const char *common_dir)
{
	static const char *const unusual[] = {"extensions", "worktree", "promisor"};
	char path[PATH_MAX];
	char *text = memory_alloc(CONFIG_LONGEST);
	bool plain = (size_t)snprintf(path, sizeof path, "%s/config", common_dir) < sizeof path &&
	             read_file(path, text, CONFIG_LONGEST);

	for (char *at = text; plain && *at; at++)
		*at = (char)tolower((unsigned char)*at);
	for (size_t i = 0; plain && i < sizeof unusual / sizeof *unusual; i++)
		plain = !strstr(text, unusual[i]);
	plain = plain && only_as(text, "bare", "false") && only_as(text, "formatversion", "0");
	free(text);
	return plain;
}

static bool is_kind(const char *dir, const char *name, mode_t kind)
{
	char path[PATH_MAX];
	struct stat info;

	return (size_t)snprintf(path, sizeof path, "%s/%s", dir, name) < sizeof path &&
	       stat(path, &info) == 0 && (info.st_mode & S_IFMT) == kind;
}

static bool is_git_dir(const char *git_dir, const char *common_dir)
{
	return is_kind(git_dir, "HEAD", S_IFREG) && is_kind(common_dir, "objects", S_IFDIR) &&
	       is_kind(common_dir, "refs", S_IFDIR);
}

static bool is_own(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0 && info.st_uid == geteuid();
}

/* Follows "gitdir: PATH" in the file .git, or the PATH in commondir; from = where it is relative
 * to.  NULL when it is not of that form. */
static const char *follow(struct arena *arena, const char *file, const char *word, const char *from)
{
	char text[PATH_MAX];
	char real[PATH_MAX];
	const char *path = text + strlen(word);

	if (!read_file(file, text, sizeof text) || strncmp(text, word, strlen(word)) != 0)
		return NULL;
	text[strcspn(text, "\r\n")] = '\0';
	if (*path != '/')
		path = arena_print(arena, "%s/%s", from, path);
	return realpath(path, real) ? arena_string(arena, real, strlen(real)) : NULL;
}

/* top/.git, a folder or a file that names one.  False: ask git. */
static bool look_at(struct place *out, struct arena *arena, const char *top, mode_t kind)
{
	const char *dot_git = arena_print(arena, "%s/.git", strcmp(top, "/") ? top : "");
	const char *common_file;

	out->git_dir = kind == S_IFDIR ? dot_git : follow(arena, dot_git, "gitdir: ", top);
	if (!out->git_dir)
		return false;
	out->common_dir = out->git_dir;
	common_file = arena_print(arena, "%s/commondir", out->git_dir);
	if (access(common_file, F_OK) == 0)
		out->common_dir = follow(arena, common_file, "", out->git_dir);
	if (!out->common_dir || !is_git_dir(out->git_dir, out->common_dir))
		return false;
	out->work_tree = top;
	out->objects = arena_print(arena, "%s/objects", out->common_dir);
	out->plain = config_is_plain(out->common_dir);
	return out->plain && is_own(top) && is_own(dot_git) && is_own(out->git_dir);
}

/* Upward from start, an absolute path.  False: ask git. */
static bool find_plain(struct place *out, struct arena *arena, const char *start)
{
	struct stat info;
	char *top = arena_string(arena, start, strlen(start));
	dev_t device;

	for (size_t i = 0; i < sizeof deciding / sizeof *deciding; i++)
		if (getenv(deciding[i]))
			return false;
	if (stat(top, &info) != 0)
		return false;
	device = info.st_dev;
	for (;;) {
		const char *dot_git = arena_print(arena, "%s/.git", top);

		if (stat(top, &info) != 0 || info.st_dev != device || is_kind(top, "HEAD", S_IFREG))
			return false;
		if (lstat(dot_git, &info) == 0) {
			mode_t kind = info.st_mode & S_IFMT;

			if ((kind != S_IFDIR && kind != S_IFREG) || !look_at(out, arena, top, kind))
				return false;
			const char *below = start + strlen(top);
			out->prefix = *below ? arena_print(arena, "%s/", below + 1) : "";
			return true;
		}
		*strrchr(top, '/') = '\0';
		/* What lies at / itself is rare enough to ask. */
		if (!*top)
			return false;
	}
}

/* Takes the next line off *text. */
static const char *take_line(struct arena *arena, const char **text)
{
	size_t len = strcspn(*text, "\n");
	const char *line = arena_string(arena, *text, len);

	*text += len + ((*text)[len] == '\n');
	return line;
}

static size_t count_lines(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

/* What git said in several lines, in one. */
static void join_lines(struct buf *out, const char *text)
{
	for (; *text; text++) {
		bool blank = *text == '\n' || *text == '\t' || *text == ' ';

		if (!blank)
			buf_putc(out, *text);
		else if (out->len && out->data[out->len - 1] != ' ' && text[1])
			buf_putc(out, ' ');
	}
}

/* The git program may be older than the repository: then nobody here can tell. */
static int refused(const struct buf *errors, struct error *err)
{
	struct buf joined = BUF_INIT;

	if (!strstr(errors->data, "repository extension") &&
	        !strstr(errors->data, "git repo version"))
		return git_said(err, ERROR_FATAL, "git rev-parse", errors);
	join_lines(&joined, errors->data);
	error_set(err, ERROR_UNSURE, "this git cannot read the repository: %s",
	        joined.data + (strncmp(joined.data, "fatal: ", 7) == 0 ? 7 : 0));
	buf_release(&joined);
	return error_hint(err, "a newer git may");
}

static int ask(
        const char *const argv[], const char *dir, size_t lines, struct buf *out, struct error *err)
{
	struct buf errors = BUF_INIT;
	struct git_call call = {
	        .argv = argv, .dir = dir, .out = out, .errors = &errors, .flags = GIT_PARSED};
	int result;

	buf_clear(out);
	result = git_call(&call, err);
	if (result == 0 && call.status != 0)
		result = refused(&errors, err);
	else if (result == 0 && count_lines(out->data) != lines)
		result = error_set(err, ERROR_FATAL,
		        "the path of the repository holds a line end, which git cannot show");
	buf_release(&errors);
	return result;
}

static int find_by_git(struct place *out, struct arena *arena, const char *dir, struct error *err)
{
	static const char *const where[] = {"git", "rev-parse", "--path-format=absolute",
	        "--git-dir", "--git-common-dir", "--git-path", "objects", "--is-inside-work-tree",
	        NULL};
	static const char *const inside[] = {
	        "git", "rev-parse", "--show-toplevel", "--show-prefix", NULL};
	struct buf said = BUF_INIT;
	int result = ask(where, dir, 4, &said, err);
	const char *rest = said.data;

	if (result == 0) {
		out->git_dir = take_line(arena, &rest);
		out->common_dir = take_line(arena, &rest);
		out->objects = take_line(arena, &rest);
		out->work_tree = NULL;
		out->prefix = "";
		out->plain = config_is_plain(out->common_dir);
	}
	if (result == 0 && strcmp(take_line(arena, &rest), "true") == 0) {
		result = ask(inside, dir, 2, &said, err);
		rest = said.data;
		if (result == 0) {
			out->work_tree = take_line(arena, &rest);
			out->prefix = take_line(arena, &rest);
		}
	}
	buf_release(&said);
	return result;
}

int place_find(struct place *out, struct arena *arena, const char *dir, struct error *err)
{
	char start[PATH_MAX];

	out->start = dir ? arena_string(arena, dir, strlen(dir)) : NULL;
	if (!realpath(dir ? dir : ".", start))
		return error_set(err, ERROR_FATAL, "cannot change to '%s': %s", dir ? dir : ".",
		        strerror(errno));
	if (strcmp(start, "/") != 0 && find_plain(out, arena, start))
		return 0;
	return find_by_git(out, arena, dir, err);
}
