/* SPDX-License-Identifier: MIT */
#include "core/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void draft_add(struct draft *draft, const char *path, const char *text, size_t len)
{
	struct draft_file *file = NULL;

	for (size_t i = 0; i < draft->count; i++)
		if (!strcmp(draft->file[i].path, path))
			file = &draft->file[i];
	if (!file) {
		draft->file = arena_grow(draft->arena, draft->file, draft->count,
			&draft->capacity, sizeof *draft->file);
		file = &draft->file[draft->count++];
	}
	*file = (struct draft_file){
		.path = arena_string(draft->arena, path, strlen(path)),
		.text = arena_string(draft->arena, text, len),
		.len = len,
	};
}

const char *draft_message(const struct draft *draft)
{
	const char *body = *draft->body ? arena_print(draft->arena, "\n%s\n", draft->body) : "";
	const char *trailers =
		*draft->trailers ? arena_print(draft->arena, "\n%s", draft->trailers) : "";

	return arena_print(draft->arena, "%s\n%s%s", draft->subject, body, trailers);
}

/* One draft being carried out: what it needs to go back. */
struct carrying {
	const struct draft *draft;
	struct group *group;
	const char *top; /* of the work tree */
	int lock;
	const char **full;     /* per file: its absolute path */
	const char **before;   /* per file: what was there; NULL: nothing */
	size_t *before_len;
	size_t written;	       /* files in place */
	bool indexed;	       /* new files are known to the index */
	const char **folder;   /* folders made, outermost first */
	size_t folder_count, folder_capacity;
};

static int fail_errno(struct error *err, const char *what, const char *path)
{
	int number = errno;

	error_set(err, ERROR_FATAL, "cannot %s '%s': %s", what, path, strerror(number));
	if (number == ENOSPC || number == EDQUOT)
		error_hint(err, "nothing was written; make room and do it again");
	return -1;
}

static int make_folder(struct carrying *carrying, const char *path, struct error *err)
{
	if (!mkdir(path, 0777)) {
		carrying->folder = arena_grow(carrying->draft->arena, carrying->folder,
			carrying->folder_count, &carrying->folder_capacity,
			sizeof *carrying->folder);
		carrying->folder[carrying->folder_count++] =
			arena_string(carrying->draft->arena, path, strlen(path));
		return 0;
	}
	struct stat status;
	if (errno == EEXIST && !lstat(path, &status) && S_ISDIR(status.st_mode))
		return 0;
	if (errno == EEXIST)
		return error_set(err, ERROR_FATAL, "'%s' is no folder", path);
	return fail_errno(err, "make the folder", path);
}

/* The folders of a path below the top; a symbolic link among them is refused. */
static int make_folders(struct carrying *carrying, const char *full, struct error *err)
{
	char *path = arena_string(carrying->draft->arena, full, strlen(full));

	for (char *slash = strchr(path + strlen(carrying->top) + 1, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (make_folder(carrying, path, err))
			return -1;
		*slash = '/';
	}
	return 0;
}

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t wrote = write(fd, text, len);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		text += wrote;
		len -= (size_t)wrote;
	}
	return 0;
}

/* By a temporary file beside it and a rename, so that no reader ever sees half of it. */
static int put_file(struct carrying *carrying, const char *full, const char *text, size_t len,
	struct error *err)
{
	char *beside = arena_print(carrying->draft->arena, "%s.moot-%ld", full, (long)getpid());
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);

	if (fd < 0)
		return fail_errno(err, "write", full);
	int failed = write_all(fd, text, len);
	if (!failed)
		failed = fsync(fd);
	if (close(fd) || failed || rename(beside, full)) {
		fail_errno(err, "write", full);
		unlink(beside);
		return -1;
	}
	return 0;
}

static int read_before(struct carrying *carrying, size_t number, struct error *err)
{
	const char *full = carrying->full[number];
	struct stat status;
	struct buf text = BUF_INIT;

	if (lstat(full, &status)) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		return fail_errno(err, "look at", full);
	}
	if (!S_ISREG(status.st_mode))
		return error_set(err, ERROR_FATAL, "'%s' is no plain file", full);
	int fd = open(full, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, "read", full);
	for (;;) {
		buf_reserve(&text, 65536);
		ssize_t got = read(fd, text.data + text.len, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			if (got < 0)
				fail_errno(err, "read", full);
			break;
		}
		text.len += (size_t)got;
	}
	close(fd);
	if (err->kind == ERROR_NONE) {
		carrying->before[number] = arena_string(carrying->draft->arena, text.data, text.len);
		carrying->before_len[number] = text.len;
	}
	buf_release(&text);
	return err->kind == ERROR_NONE ? 0 : -1;
}

/* Equal but for the ends of lines: git may check a file out with CRLF. */
static bool same_text(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a_len && a[i] == '\r' && i + 1 < a_len && a[i + 1] == '\n')
			i++;
		while (j < b_len && b[j] == '\r' && j + 1 < b_len && b[j + 1] == '\n')
			j++;
		if (i == a_len || j == b_len)
			return i == a_len && j == b_len;
		if (a[i++] != b[j++])
			return false;
	}
}

/* What stands in the work tree must be what was committed, or what is to be written already. */
static int check_clean(struct carrying *carrying, size_t number, struct error *err)
{
	const struct draft_file *file = &carrying->draft->file[number];
	const char *committed;
	size_t len;

	if (group_tree_text(carrying->group, file->path, &committed, &len, err))
		return -1;
	const char *before = carrying->before[number];
	if (!before && !committed)
		return 0;
	if (before && committed && same_text(before, carrying->before_len[number], committed, len))
		return 0;
	if (before && same_text(before, carrying->before_len[number], file->text, file->len))
		return 0;
	error_set(err, ERROR_FATAL, "%s has changes that are not committed",
		group_path(carrying->group, file->path));
	return error_hint(err, "commit or put them aside first: git diff -- %s",
		group_path(carrying->group, file->path));
}

static int take_lock(struct carrying *carrying, struct error *err)
{
	struct arena *arena = carrying->draft->arena;
	const char *folder = arena_print(arena, "%s/moot", repo_common_dir(carrying->group->repo));
	const char *path = arena_print(arena, "%s/write.lock", folder);

	if (mkdir(folder, 0777) && errno != EEXIST)
		return fail_errno(err, "make the folder", folder);
	carrying->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (carrying->lock < 0)
		return fail_errno(err, "open", path);
	for (int tries = 0; flock(carrying->lock, LOCK_EX | LOCK_NB); tries++) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return fail_errno(err, "lock", path);
		if (tries == 200) {
			error_set(err, ERROR_FATAL, "another moot has been writing here for 20 seconds");
			return error_hint(err, "do it again when it has ended");
		}
		usleep(100 * 1000);
	}
	return 0;
}

static const char **command(struct carrying *carrying, const char *const *words, bool only_new)
{
	size_t count = 0, fill = 0;

	while (words[count])
		count++;
	const char **argv = arena_array(carrying->draft->arena, count + carrying->draft->count + 2,
		sizeof *argv);
	for (; fill < count; fill++)
		argv[fill] = words[fill];
	argv[fill++] = "--";
	for (size_t i = 0; i < carrying->draft->count; i++)
		if (!only_new || !carrying->before[i])
			argv[fill++] = group_path(carrying->group, carrying->draft->file[i].path);
	argv[fill] = NULL;
	return argv;
}

static bool has_new(const struct carrying *carrying)
{
	for (size_t i = 0; i < carrying->draft->count; i++)
		if (!carrying->before[i])
			return true;
	return false;
}

/* git commit --only wants to know the paths: new ones are announced, without their content. */
static int announce(struct carrying *carrying, struct error *err)
{
	static const char *const words[] = {"git", "--literal-pathspecs", "add", "-f",
		"--intent-to-add", NULL};

	if (!has_new(carrying))
		return 0;
	carrying->indexed = true;
	return git_run(command(carrying, words, true), carrying->top, NULL, NULL, 0, NULL, err);
}

static int commit(struct carrying *carrying, const struct draft_options *options, struct error *err)
{
	struct arena *arena = carrying->draft->arena;
	const char *message = arena_print(arena, "%s/moot/message-%ld",
		repo_common_dir(carrying->group->repo), (long)getpid());
	const char *words[] = {"git", "--literal-pathspecs", "commit", "-q", "--cleanup=whitespace",
		"-F", message, "--only", NULL};
	const char *dates[] = {NULL, NULL, NULL};
	const char *text = draft_message(carrying->draft);
	struct buf errors = BUF_INIT;
	struct git_call call = {.dir = carrying->top, .flags = GIT_TERMINAL, .errors = &errors};

	if (options->date) {
		dates[0] = arena_print(arena, "GIT_AUTHOR_DATE=%s", options->date);
		dates[1] = arena_print(arena, "GIT_COMMITTER_DATE=%s", options->date);
		call.env = dates;
	}
	if (put_file(carrying, message, text, strlen(text), err))
		return -1;
	call.argv = command(carrying, words, false);
	int status = git_call(&call, err);
	unlink(message);
	if (!status && call.status)
		status = git_said(err, ERROR_FATAL, "git commit", &errors);
	else if (errors.len)
		(void)!write(STDERR_FILENO, errors.data, errors.len);
	buf_release(&errors);
	return status;
}

/* Back to how it was: files, folders, index. */
static void undo(struct carrying *carrying)
{
	static const char *const forget[] = {"git", "--literal-pathspecs", "rm", "-q", "--cached",
		"--force", "--ignore-unmatch", NULL};
	struct error ignored = ERROR_INIT;

	if (carrying->indexed)
		git_run(command(carrying, forget, true), carrying->top, NULL, NULL, 0, NULL, &ignored);
	for (size_t i = 0; i < carrying->written; i++) {
		if (carrying->before[i])
			put_file(carrying, carrying->full[i], carrying->before[i],
				carrying->before_len[i], &ignored);
		else
			unlink(carrying->full[i]);
	}
	for (size_t i = carrying->folder_count; i-- > 0;)
		rmdir(carrying->folder[i]);
}

static int carry_out(struct carrying *carrying, const struct draft_options *options,
	struct error *err)
{
	const struct draft *draft = carrying->draft;

	for (size_t i = 0; i < draft->count; i++) {
		carrying->full[i] = arena_print(draft->arena, "%s/%s", carrying->top,
			group_path(carrying->group, draft->file[i].path));
		if (read_before(carrying, i, err) || check_clean(carrying, i, err))
			return -1;
	}
	for (; carrying->written < draft->count; carrying->written++) {
		const struct draft_file *file = &draft->file[carrying->written];
		if (make_folders(carrying, carrying->full[carrying->written], err) ||
			put_file(carrying, carrying->full[carrying->written], file->text, file->len, err))
			return -1;
	}
	return announce(carrying, err) || commit(carrying, options, err) ? -1 : 0;
}

int draft_commit(const struct draft *draft, struct group *group, const struct draft_options *options,
	struct oid *id, struct error *err)
{
	struct carrying carrying = {
		.draft = draft,
		.group = group,
		.top = repo_work_tree(group->repo),
		.lock = -1,
		.full = arena_array(draft->arena, draft->count, sizeof(char *)),
		.before = arena_array(draft->arena, draft->count, sizeof(char *)),
		.before_len = arena_array(draft->arena, draft->count, sizeof(size_t)),
	};
	int status;

	if (!carrying.top) {
		error_set(err, ERROR_FATAL, "this is a bare repository: there is no work tree to write in");
		return error_hint(err, "clone it, and write in the clone");
	}
	status = take_lock(&carrying, err);
	if (!status) {
		status = carry_out(&carrying, options, err);
		if (status)
			undo(&carrying);
		else
			status = repo_resolve(group->repo, "HEAD", id, err) ? -1 : 0;
	}
	if (carrying.lock >= 0)
		close(carrying.lock);
	return status;
}
