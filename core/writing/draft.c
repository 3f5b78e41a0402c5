/* SPDX-License-Identifier: MIT */
#include "core/writing/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static struct draft_file *file_at(struct draft *draft, const char *path)
{
	for (size_t i = 0; i < draft->count; i++)
		if (!strcmp(draft->file[i].path, path))
			return &draft->file[i];
	draft->file = arena_grow(
	        draft->arena, draft->file, draft->count, &draft->capacity, sizeof *draft->file);
	return &draft->file[draft->count++];
}

void draft_add(struct draft *draft, const char *path, const char *text, size_t len)
{
	*file_at(draft, path) = (struct draft_file){
	        .path = arena_string(draft->arena, path, strlen(path)),
	        .text = arena_string(draft->arena, text, len),
	        .len = len,
	};
}

void draft_make(struct draft *draft, const char *path, draft_fn make, void *context)
{
	*file_at(draft, path) = (struct draft_file){
	        .path = arena_string(draft->arena, path, strlen(path)),
	        .make = make,
	        .context = context,
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
	struct group head; /* the group with the tip as it is now, for its tree */
	struct carried {
		const char *full;   /* absolute path */
		const char *before; /* what was there; NULL: nothing */
		size_t before_len;
		mode_t mode;      /* of what was there */
		const char *text; /* what is to be there */
		size_t len;
		bool unknown; /* git has it neither in its last commit nor in the index */
	} * file;             /* one a file of the draft */
	size_t written;       /* files in place */
	bool announced;       /* unknown ones stand in the index */
	const char **folder;  /* folders made, outermost first */
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
		carrying->folder =
		        arena_grow(carrying->draft->arena, carrying->folder, carrying->folder_count,
		                &carrying->folder_capacity, sizeof *carrying->folder);
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
        mode_t mode, struct error *err)
{
	char *beside = arena_print(carrying->draft->arena, "%s.moot-%ld", full, (long)getpid());
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);

	if (fd < 0)
		return fail_errno(err, "write", full);
	int failed = mode ? fchmod(fd, mode & 0777) : 0;
	if (!failed)
		failed = write_all(fd, text, len);
	if (!failed)
		failed = fsync(fd);
	if (close(fd) || failed || rename(beside, full)) {
		fail_errno(err, "write", full);
		unlink(beside);
		return -1;
	}
	return 0;
}

static int read_whole(int fd, const char *full, struct buf *text, struct error *err)
{
	for (;;) {
		buf_reserve(text, 65536);
		ssize_t got = read(fd, text->data + text->len, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, "read", full);
		if (got == 0)
			return 0;
		text->len += (size_t)got;
	}
}

static int read_before(struct carrying *carrying, struct carried *file, struct error *err)
{
	struct stat status;
	struct buf text = BUF_INIT;

	if (lstat(file->full, &status)) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		return fail_errno(err, "look at", file->full);
	}
	if (!S_ISREG(status.st_mode))
		return error_set(err, ERROR_FATAL, "'%s' is no plain file", file->full);
	int fd = open(file->full, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, "read", file->full);
	int failed = read_whole(fd, file->full, &text, err);
	close(fd);
	if (!failed) {
		file->before = arena_string(carrying->draft->arena, text.data, text.len);
		file->before_len = text.len;
		file->mode = status.st_mode;
	}
	buf_release(&text);
	return failed;
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

static int refuse_uncommitted(const struct group *group, const char *path, struct error *err)
{
	error_set(
	        err, ERROR_FATAL, "%s has changes that are not committed", group_path(group, path));
	return error_hint(
	        err, "commit or put them aside first: git diff -- %s", group_path(group, path));
}

/*
 * Reads what the draft was made from (then), what git has now and what the work tree has.  Where
 * the three are not one, only what is to be there anyway, or a text made from what is there, goes
 * on.
 */
static int prepare_file(struct carrying *carrying, size_t number, struct error *err)
{
	const struct draft_file *draft = &carrying->draft->file[number];
	struct carried *file = &carrying->file[number];
	const char *then, *now;
	size_t then_len, now_len;

	file->full = arena_print(carrying->draft->arena, "%s/%s", carrying->top,
	        group_path(carrying->group, draft->path));
	file->text = draft->text;
	file->len = draft->len;
	if (read_before(carrying, file, err) ||
	        group_tree_text(&carrying->head, draft->path, &now, &now_len, err))
		return -1;
	file->unknown = !now;
	if (!file->before && now)
		return refuse_uncommitted(carrying->group, draft->path, err);
	if (draft->make) {
		file->text = draft->make(draft->context, carrying->draft->arena, file->before,
		        file->before_len, &file->len, err);
		return file->text ? 0 : -1;
	}
	if (file->before && same_text(file->before, file->before_len, file->text, file->len))
		return 0;
	if (file->before && (!now || !same_text(file->before, file->before_len, now, now_len)))
		return refuse_uncommitted(carrying->group, draft->path, err);
	if (group_tree_text(carrying->group, draft->path, &then, &then_len, err))
		return -1;
	if (!then == !now && (!now || same_text(then, then_len, now, now_len)))
		return 0;
	error_set(err, ERROR_FATAL, "another commit has changed %s meanwhile",
	        group_path(carrying->group, draft->path));
	return error_hint(err, "nothing was written; do it again");
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
			error_set(err, ERROR_FATAL,
			        "another moot has been writing here for 20 seconds");
			return error_hint(err, "do it again when it has ended");
		}
		usleep(100 * 1000);
	}
	return 0;
}

/* The words, "--" and the paths of the draft: all, or those unknown to git. */
static const char **command(struct carrying *carrying, const char *const *words, bool only_unknown)
{
	size_t count = 0, fill = 0;

	while (words[count])
		count++;
	const char **argv = arena_array(
	        carrying->draft->arena, count + carrying->draft->count + 2, sizeof *argv);
	for (; fill < count; fill++)
		argv[fill] = words[fill];
	argv[fill++] = "--";
	for (size_t i = 0; i < carrying->draft->count; i++)
		if (!only_unknown || carrying->file[i].unknown)
			argv[fill++] = group_path(carrying->group, carrying->draft->file[i].path);
	argv[fill] = NULL;
	return argv;
}

static bool has_unknown(const struct carrying *carrying)
{
	for (size_t i = 0; i < carrying->draft->count; i++)
		if (carrying->file[i].unknown)
			return true;
	return false;
}

/* What git has in its index though not in its last commit, somebody has added: it stays there. */
static int look_into_index(struct carrying *carrying, struct error *err)
{
	static const char *const words[] = {
	        "git", "--literal-pathspecs", "ls-files", "-z", "--full-name", NULL};
	struct buf known = BUF_INIT;

	if (!has_unknown(carrying))
		return 0;
	int status =
	        git_run(command(carrying, words, true), carrying->top, &known, NULL, 0, NULL, err);
	for (const char *at = known.data; !status && at < known.data + known.len;
	        at += strlen(at) + 1)
		for (size_t i = 0; i < carrying->draft->count; i++)
			if (!strcmp(at, group_path(carrying->group, carrying->draft->file[i].path)))
				carrying->file[i].unknown = false;
	buf_release(&known);
	return status;
}

/* git commit --only wants to know the paths: new ones are announced, without their content. */
static int announce(struct carrying *carrying, struct error *err)
{
	static const char *const words[] = {
	        "git", "--literal-pathspecs", "add", "-f", "--intent-to-add", NULL};

	if (!has_unknown(carrying))
		return 0;
	carrying->announced = true;
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
	if (put_file(carrying, message, text, strlen(text), 0, err))
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

	if (carrying->announced)
		git_run(command(carrying, forget, true), carrying->top, NULL, NULL, 0, NULL,
		        &ignored);
	for (size_t i = 0; i < carrying->written; i++) {
		const struct carried *file = &carrying->file[i];
		if (file->before)
			put_file(carrying, file->full, file->before, file->before_len, file->mode,
			        &ignored);
		else
			unlink(file->full);
	}
	for (size_t i = carrying->folder_count; i-- > 0;)
		rmdir(carrying->folder[i]);
}

static int carry_out(
        struct carrying *carrying, const struct draft_options *options, struct error *err)
{
	const struct draft *draft = carrying->draft;

	int born = repo_resolve(carrying->group->repo, "HEAD", &carrying->head.tip, err);
	if (born < 0)
		return -1;
	carrying->head.unborn = born > 0;
	for (size_t i = 0; i < draft->count; i++)
		if (prepare_file(carrying, i, err))
			return -1;
	if (look_into_index(carrying, err))
		return -1;
	for (; carrying->written < draft->count; carrying->written++) {
		const struct carried *file = &carrying->file[carrying->written];
		if (make_folders(carrying, file->full, err) ||
		        put_file(carrying, file->full, file->text, file->len, file->mode, err))
			return -1;
	}
	return announce(carrying, err) || commit(carrying, options, err) ? -1 : 0;
}

int draft_commit(const struct draft *draft, struct group *group,
        const struct draft_options *options, struct oid *id, struct error *err)
{
	struct carrying carrying = {
	        .draft = draft,
	        .group = group,
	        .head = *group,
	        .top = repo_work_tree(group->repo),
	        .lock = -1,
	        .file = arena_array(draft->arena, draft->count, sizeof(struct carried)),
	};
	int status;

	if (!carrying.top) {
		error_set(err, ERROR_FATAL,
		        "this is a bare repository: there is no work tree to write in");
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
