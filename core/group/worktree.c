/* SPDX-License-Identifier: MIT */
#include "core/group/worktree.h"

#include "formats/name.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void be_odd(struct worktree_file *file, struct arena *arena, const char *reason)
{
	file->kind = WORKTREE_ODD;
	file->text = arena_string(arena, reason, strlen(reason));
}

/* What a name is that could not be opened as wanted. */
static void judge(
        struct worktree_file *file, struct arena *arena, int folder, const char *name, int number)
{
	struct stat status;

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW))
		file->kind = WORKTREE_GONE;
	else if (S_ISLNK(status.st_mode))
		be_odd(file, arena, "is a symbolic link, not a plain file");
	else if (number == ENOTDIR)
		file->kind = WORKTREE_GONE;
	else
		be_odd(file, arena, arena_print(arena, "cannot be read: %s", strerror(number)));
}

/* A descriptor of the file at path below the folder `top`, or -1 with file->kind set. */
static int open_below(
        struct worktree_file *file, struct arena *arena, const char *top, const char *path)
{
	enum { FOLDER = O_RDONLY | O_DIRECTORY | O_CLOEXEC };
	char *rest = arena_string(arena, path, strlen(path));
	int folder = open(top, FOLDER);

	file->kind = WORKTREE_GONE;
	while (folder >= 0) {
		char *slash = strchr(rest, '/');
		if (slash)
			*slash = '\0';
		int flags = slash ? FOLDER : O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
		int next = openat(folder, rest, flags | O_NOFOLLOW);
		if (next < 0)
			judge(file, arena, folder, rest, errno);
		close(folder);
		if (!slash)
			return next;
		folder = next;
		rest = slash + 1;
	}
	return -1;
}

static int read_open(
        struct worktree_file *file, struct arena *arena, int fd, size_t limit, struct error *err)
{
	struct stat status;
	struct buf text = BUF_INIT;
	ssize_t got = 0;

	if (fstat(fd, &status) || !S_ISREG(status.st_mode)) {
		be_odd(file, arena, "is not a plain file");
		return 0;
	}
	file->kind = WORKTREE_FILE;
	while (text.len <= limit) {
		buf_reserve(&text, 65536);
		got = read(fd, text.data + text.len, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		text.len += (size_t)got;
	}
	if (got < 0)
		error_set(err, ERROR_FATAL, "cannot read '%s': %s", file->path, strerror(errno));
	else if (text.len > limit)
		file->kind = WORKTREE_LARGE;
	else
		file->text = arena_string(arena, text.data, file->len = text.len);
	buf_release(&text);
	return got < 0 ? -1 : 0;
}

int worktree_read(
        struct worktree_file *file, const struct group *group, size_t limit, struct error *err)
{
	file->text = "";
	file->len = 0;
	int fd = open_below(
	        file, group->arena, repo_work_tree(group->repo), group_path(group, file->path));
	if (fd < 0)
		return 0;
	int status = read_open(file, group->arena, fd, limit, err);
	close(fd);
	return status;
}

/* --- what git says of it --- */

/* The path of a record of `git status --porcelain=v2 -z`, or NULL for one without. */
static const char *path_of(const char *record, bool *unmerged)
{
	int fields = record[0] == '1' ? 8 : record[0] == 'u' ? 10 : record[0] == '?' ? 1 : 0;

	*unmerged = record[0] == 'u';
	if (!fields)
		return NULL;
	for (; fields && *record; record++)
		fields -= *record == ' ';
	return *record ? record : NULL;
}

static int by_path(const void *left, const void *right)
{
	const struct worktree_file *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static const char *below_root(const struct group *group, const char *path)
{
	size_t root = strlen(group->root);

	if (!root)
		return path;
	return !strncmp(path, group->root, root) && path[root] == '/' ? path + root + 1 : NULL;
}

void worktree_changes(struct worktree_file **out, size_t *count, const struct group *group,
        const struct worktree *worktree)
{
	const char *end = worktree->records.data + worktree->records.len;
	size_t capacity = 0;
	bool unmerged;

	*out = NULL;
	*count = 0;
	for (const char *at = worktree->records.data; at < end; at += strlen(at) + 1) {
		const char *path = path_of(at, &unmerged);
		path = path ? below_root(group, path) : NULL;
		if (!path || !*path)
			continue;
		size_t len = strlen(path);
		len -= path[len - 1] == '/'; /* a repository in the repository */
		*out = arena_grow(group->arena, *out, *count, &capacity, sizeof **out);
		(*out)[(*count)++] = (struct worktree_file){
		        .path = arena_string(group->arena, path, len),
		        .text = "",
		        .unmerged = unmerged,
		};
	}
	if (*count)
		qsort(*out, *count, sizeof **out, by_path);
}

static int find_twins(
        struct worktree *out, struct arena *arena, const char *folder, struct error *err)
{
	size_t capacity = 0;
	DIR *stream = opendir(folder);
	struct dirent *entry;

	if (!stream && errno == ENOENT)
		return 0;
	if (!stream)
		return error_set(err, ERROR_FATAL, "cannot read '%s': %s", folder, strerror(errno));
	while ((entry = readdir(stream))) {
		if (!governed_twin(entry->d_name, strlen(entry->d_name)))
			continue;
		out->twin =
		        arena_grow(arena, out->twin, out->twin_count, &capacity, sizeof *out->twin);
		out->twin[out->twin_count++] =
		        arena_string(arena, entry->d_name, strlen(entry->d_name));
	}
	closedir(stream);
	return 0;
}

int worktree_look(struct worktree *out, struct arena *arena, const struct repo *repo,
        const char *root, bool journals, struct error *err)
{
	static const char *const governed[] = {"moot.ini", "people", "roles", "agreements",
	        "negotiations", ".mailmap", ".gitattributes", "journals"};
	enum { WORDS = 9, GOVERNED = sizeof governed / sizeof *governed };
	const char *argv[WORDS + GOVERNED + 1] = {"git", "--no-optional-locks",
	        "--literal-pathspecs", "status", "--porcelain=v2", "-z", "--no-renames",
	        "--untracked-files=all", "--"};
	const char *top = repo_work_tree(repo), *slash = *root ? "/" : "";

	for (int i = 0; i < GOVERNED - !journals; i++)
		argv[WORDS + i] = arena_print(arena, "%s%s%s", root, slash, governed[i]);
	*out = (struct worktree)WORKTREE_INIT;
	int status = git_run(argv, top, &out->records, NULL, 0, NULL, err);
	if (!status)
		status = find_twins(out, arena, arena_print(arena, "%s/%s", top, root), err);
	if (status)
		worktree_release(out);
	return status;
}

void worktree_release(struct worktree *worktree)
{
	buf_release(&worktree->records);
}
