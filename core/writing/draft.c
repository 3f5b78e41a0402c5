/* SPDX-License-Identifier: MIT */
#include "core/writing/draft.h"

#include "core/git/git.h"
#include "core/writing/put.h"
#include "core/writing/undo.h"

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

/* One draft being carried out. */
struct carrying {
	const struct draft *draft;
	struct group *group;
	struct undo undo; /* its files, one a file of the draft, and what it needs to go back */
	int lock;
	struct group head; /* the group with the tip as it is now, for its tree */
};

static int make_folder(const char *path, struct error *err)
{
	struct stat status;

	if (!mkdir(path, 0777))
		return 0;
	if (errno == EEXIST && !lstat(path, &status) && S_ISDIR(status.st_mode))
		return 0;
	if (errno == EEXIST)
		return error_set(err, ERROR_FATAL, "'%s' is no folder", path);
	return put_failed(err, "make the folder", path);
}

/* The folders of a path below the top; a symbolic link among them is refused. */
static int make_folders(const struct carrying *carrying, const char *full, struct error *err)
{
	char *path = arena_string(carrying->draft->arena, full, strlen(full));

	for (char *slash = strchr(path + strlen(carrying->undo.top) + 1, '/'); slash;
	        slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (make_folder(path, err))
			return -1;
		*slash = '/';
	}
	return 0;
}

/* How much of the path is there: the bytes of its innermost folder. */
static size_t folder_there(const struct carrying *carrying, const char *full)
{
	char *path = arena_string(carrying->draft->arena, full, strlen(full));
	size_t top = strlen(carrying->undo.top);
	struct stat status;

	for (char *slash = strrchr(path, '/'); slash && (size_t)(slash - path) > top;
	        slash = strrchr(path, '/')) {
		*slash = '\0';
		if (!lstat(path, &status))
			return strlen(path);
	}
	return top;
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
	        err, "commit or put them aside first: git diff -- %s", group_here(group, path));
}

/*
 * Reads what the draft was made from (then), what git has now and what the work tree has.  Where
 * the three are not one, only what is to be there anyway, or a text made from what is there, goes
 * on.
 */
static int prepare_file(struct carrying *carrying, size_t number, struct error *err)
{
	const struct draft_file *draft = &carrying->draft->file[number];
	struct undo_file *file = &carrying->undo.file[number];
	struct arena *arena = carrying->draft->arena;
	const char *then, *now;
	size_t then_len, now_len;

	file->path = group_path(carrying->group, draft->path);
	file->full = arena_print(arena, "%s/%s", carrying->undo.top, file->path);
	file->stays = folder_there(carrying, file->full);
	file->after = draft->text;
	file->after_len = draft->len;
	if (put_read(arena, file->full, &file->before, &file->before_len, &file->mode, err) ||
	        group_tree_text(&carrying->head, draft->path, &now, &now_len, err))
		return -1;
	file->unknown = !now;
	if (now)
		file->blob = repo_hash_blob(now, now_len);
	if (!file->before && now)
		return refuse_uncommitted(carrying->group, draft->path, err);
	if (draft->make) {
		file->after = draft->make(draft->context, arena, file->before, file->before_len,
		        &file->after_len, err);
		return file->after ? 0 : -1;
	}
	if (file->before && same_text(file->before, file->before_len, file->after, file->after_len))
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
	const char *path =
	        arena_print(arena, "%s/MOOT_LOCK", repo_common_dir(carrying->group->repo));

	carrying->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (carrying->lock < 0)
		return put_failed(err, "open", path);
	for (int tries = 0; flock(carrying->lock, LOCK_EX | LOCK_NB); tries++) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return put_failed(err, "lock", path);
		if (tries == 200) {
			error_set(err, ERROR_FATAL,
			        "another moot has been writing here for 20 seconds");
			return error_hint(err, "do it again when it has ended");
		}
		usleep(100 * 1000);
	}
	return 0;
}

static bool has_unknown(const struct carrying *carrying)
{
	for (size_t i = 0; i < carrying->undo.count; i++)
		if (carrying->undo.file[i].unknown)
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
	int status = git_run(undo_command(&carrying->undo, words, true), carrying->undo.top, &known,
	        NULL, 0, NULL, err);
	for (const char *at = known.data; !status && at < known.data + known.len;
	        at += strlen(at) + 1)
		for (size_t i = 0; i < carrying->undo.count; i++)
			if (!strcmp(at, carrying->undo.file[i].path))
				carrying->undo.file[i].unknown = false;
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
	carrying->undo.announced = true;
	return git_run(undo_command(&carrying->undo, words, true), carrying->undo.top, NULL, NULL,
	        0, NULL, err);
}

static int commit(struct carrying *carrying, const struct draft_options *options, struct error *err)
{
	struct arena *arena = carrying->draft->arena;
	const char *message =
	        arena_print(arena, "%s/MOOT_MSG", repo_git_dir(carrying->group->repo));
	const char *words[] = {"git", "--literal-pathspecs", "commit", "-q", "--cleanup=whitespace",
	        "-F", message, "--only", NULL};
	const char *dates[] = {NULL, NULL, NULL};
	const char *text = draft_message(carrying->draft);
	struct buf errors = BUF_INIT;
	struct git_call call = {
	        .dir = carrying->undo.top, .flags = GIT_TERMINAL, .errors = &errors};

	if (options->date) {
		dates[0] = arena_print(arena, "GIT_AUTHOR_DATE=%s", options->date);
		dates[1] = arena_print(arena, "GIT_COMMITTER_DATE=%s", options->date);
		call.env = dates;
	}
	if (put_own(arena, message, text, strlen(text), err))
		return -1;
	call.argv = undo_command(&carrying->undo, words, false);
	int status = git_call(&call, err);
	unlink(message);
	if (!status && call.status)
		status = git_said(err, ERROR_FATAL, "git commit", &errors);
	else if (errors.len)
		(void)!write(STDERR_FILENO, errors.data, errors.len);
	buf_release(&errors);
	return status;
}

static int put_files(struct carrying *carrying, struct error *err)
{
	struct undo *undo = &carrying->undo;

	while (undo->written < undo->count) {
		const struct undo_file *file = &undo->file[undo->written++];
		if (make_folders(carrying, file->full, err) ||
		        put_file(undo->arena, file->full, file->after, file->after_len, file->mode,
		                file->before, err))
			return -1;
	}
	return 0;
}

static int carry_out(
        struct carrying *carrying, const struct draft_options *options, struct error *err)
{
	struct undo *undo = &carrying->undo;

	int born = repo_resolve(carrying->group->repo, "HEAD", &carrying->head.tip, err);
	if (born < 0)
		return -1;
	carrying->head.unborn = born > 0;
	if (!born)
		undo->head = carrying->head.tip;
	for (size_t i = 0; i < undo->count; i++)
		if (prepare_file(carrying, i, err))
			return -1;
	if (look_into_index(carrying, err) || undo_note(undo, err))
		return -1;
	bool tried = !put_files(carrying, err) && !announce(carrying, err);
	if (!tried || commit(carrying, options, err)) {
		if (!tried || !undo_is_committed(undo, err))
			undo_back(undo, err);
		return -1;
	}
	undo_end(undo);
	return 0;
}

int draft_commit(struct draft *draft, struct group *group, const struct draft_options *options,
        struct oid *id, struct error *err)
{
	struct carrying carrying = {.draft = draft, .group = group, .head = *group, .lock = -1};
	int status;

	if (!repo_work_tree(group->repo)) {
		error_set(err, ERROR_FATAL,
		        "this is a bare repository: there is no work tree to write in");
		return error_hint(err, "clone it, and write in the clone");
	}
	carrying.undo = undo_begin(draft->arena, group->repo);
	carrying.undo.what = draft->subject;
	carrying.undo.count = draft->count;
	carrying.undo.file = arena_array(draft->arena, draft->count, sizeof *carrying.undo.file);
	status = take_lock(&carrying, err);
	if (!status)
		status = undo_earlier(draft->arena, group->repo, &draft->undone, err);
	if (!status)
		status = carry_out(&carrying, options, err);
	if (!status)
		status = repo_resolve(group->repo, "HEAD", id, err) ? -1 : 0;
	if (carrying.lock >= 0)
		close(carrying.lock);
	return status;
}

int draft_recover(struct arena *arena, struct group *group, const char **kept, struct error *err)
{
	struct draft draft = DRAFT_INIT(arena);
	struct carrying carrying = {.draft = &draft, .group = group, .head = *group, .lock = -1};
	int status = take_lock(&carrying, err);

	*kept = NULL;
	if (!status)
		status = undo_earlier(arena, group->repo, kept, err);
	if (carrying.lock >= 0)
		close(carrying.lock);
	return status;
}
