/* SPDX-License-Identifier: MIT */
#include "core/writing/undo.h"

#include "core/git/git.h"
#include "core/writing/put.h"
#include "core/history/varint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static const char magic[8] = "mootund1";

struct undo undo_begin(struct arena *arena, struct repo *repo)
{
	return (struct undo){
	        .arena = arena,
	        .repo = repo,
	        .top = repo_work_tree(repo),
	        .note = arena_print(arena, "%s/MOOT_UNDO", repo_git_dir(repo)),
	        .what = "",
	        .process = (long)getpid(),
	};
}

const char **undo_command(const struct undo *undo, const char *const *words, bool only_unknown)
{
	size_t count = 0, fill = 0;

	while (words[count])
		count++;
	const char **argv = arena_array(undo->arena, count + undo->count + 2, sizeof *argv);
	for (; fill < count; fill++)
		argv[fill] = words[fill];
	argv[fill++] = "--";
	for (size_t i = 0; i < undo->count; i++)
		if (!only_unknown || undo->file[i].unknown)
			argv[fill++] = undo->file[i].path;
	argv[fill] = NULL;
	return argv;
}

static bool has_unknown(const struct undo *undo)
{
	for (size_t i = 0; i < undo->count; i++)
		if (undo->file[i].unknown)
			return true;
	return false;
}

/* --- the note: magic, checksum of the rest, the rest in varints and bytes --- */

enum { HAS_BEFORE = 1, IS_UNKNOWN = 2 };

static void add_bytes(struct buf *to, const char *data, size_t len)
{
	varint_add(to, len);
	buf_add(to, data, len);
}

static void add_file(struct buf *to, const struct undo_file *file)
{
	add_bytes(to, file->path, strlen(file->path));
	varint_add(to, (file->before ? HAS_BEFORE : 0) | (file->unknown ? IS_UNKNOWN : 0));
	if (file->before)
		add_bytes(to, file->before, file->before_len);
	add_bytes(to, file->after, file->after_len);
	varint_add(to, file->mode);
	varint_add(to, file->stays);
	buf_add(to, file->blob.id, OID_SIZE);
}

int undo_note(const struct undo *undo, struct error *err)
{
	struct buf text = BUF_INIT;
	uint64_t check = 0;

	buf_add(&text, magic, sizeof magic);
	buf_add(&text, &check, sizeof check);
	varint_add(&text, (uint64_t)undo->process);
	buf_add(&text, undo->head.id, OID_SIZE);
	add_bytes(&text, undo->what, strlen(undo->what));
	varint_add(&text, undo->count);
	for (size_t i = 0; i < undo->count; i++)
		add_file(&text, &undo->file[i]);
	size_t head = sizeof magic + sizeof check;
	check = XXH3_64bits(text.data + head, text.len - head);
	memcpy(text.data + sizeof magic, &check, sizeof check);
	int result = put_own(undo->arena, undo->note, text.data, text.len, err);
	buf_release(&text);
	return result;
}

static const char *read_bytes(const struct undo *undo, struct reader *reader, size_t *len)
{
	*len = varint_next(reader);
	const unsigned char *bytes = reader_bytes(reader, *len);

	return bytes ? arena_string(undo->arena, (const char *)bytes, *len) : NULL;
}

static void read_file(const struct undo *undo, struct reader *reader, struct undo_file *file)
{
	size_t len, top = strlen(undo->top);

	file->path = read_bytes(undo, reader, &len);
	uint64_t flags = varint_next(reader);
	if (flags & HAS_BEFORE)
		file->before = read_bytes(undo, reader, &file->before_len);
	file->unknown = flags & IS_UNKNOWN;
	file->after = read_bytes(undo, reader, &file->after_len);
	file->mode = (mode_t)varint_next(reader);
	file->stays = varint_next(reader);
	file->blob = reader_oid(reader);
	if (reader->bad || !*file->path || file->stays < top)
		reader->bad = true;
	else
		file->full = arena_print(undo->arena, "%s/%s", undo->top, file->path);
}

static bool read_note(struct undo *undo, const char *text, size_t size)
{
	struct reader reader = {
	        (const unsigned char *)text, (const unsigned char *)text + size, false};
	const unsigned char *kind = reader_bytes(&reader, sizeof magic);
	const unsigned char *check = reader_bytes(&reader, sizeof(uint64_t));
	uint64_t wanted;
	size_t len;

	if (!check || memcmp(kind, magic, sizeof magic) != 0)
		return false;
	memcpy(&wanted, check, sizeof wanted);
	if (wanted != XXH3_64bits(reader.at, (size_t)(reader.end - reader.at)))
		return false;
	undo->process = (long)varint_next(&reader);
	undo->head = reader_oid(&reader);
	undo->what = read_bytes(undo, &reader, &len);
	undo->count = varint_next_below(&reader, (uint32_t)(reader.end - reader.at) + 1);
	undo->file = arena_array(undo->arena, undo->count, sizeof *undo->file);
	for (size_t i = 0; i < undo->count && !reader.bad; i++)
		read_file(undo, &reader, &undo->file[i]);
	return !reader.bad;
}

/* --- going back --- */

static int remove_one(const char *path)
{
	return unlink(path) && errno != ENOENT && errno != ENOTDIR ? -1 : 0;
}

static int remove_beside(const struct undo *undo, const struct undo_file *file)
{
	int failed = remove_one(put_new(undo->arena, file->full, undo->process));

	return remove_one(put_old(undo->arena, file->full, undo->process)) || failed ? -1 : 0;
}

/* The folders that were made for it, while they are empty. */
static void remove_folders(const struct undo *undo, const struct undo_file *file)
{
	char *path = arena_string(undo->arena, file->full, strlen(file->full));

	for (;;) {
		char *slash = strrchr(path, '/');
		if (!slash || (size_t)(slash - path) <= file->stays)
			return;
		*slash = '\0';
		if (rmdir(path) && errno != ENOENT)
			return;
	}
}

static bool is_as_written(const struct undo *undo, const struct undo_file *file)
{
	struct error ignored = ERROR_INIT;
	const char *text;
	size_t len;
	mode_t mode;

	return !put_read(undo->arena, file->full, &text, &len, &mode, &ignored) && text &&
	       len == file->after_len && !memcmp(text, file->after, len);
}

/* What somebody has changed since is his. */
static int restore(const struct undo *undo, const struct undo_file *file, struct error *err)
{
	int failed = 0;

	if (is_as_written(undo, file)) {
		if (!file->before)
			failed = unlink(file->full) ? put_failed(err, "remove", file->full) : 0;
		else if (rename(put_old(undo->arena, file->full, undo->process), file->full))
			failed = put_file(undo->arena, file->full, file->before, file->before_len,
			        file->mode, false, err);
	}
	if (remove_beside(undo, file) && !failed)
		failed = put_failed(err, "remove what is beside", file->full);
	remove_folders(undo, file);
	return failed;
}

static int forget_announced(const struct undo *undo, struct error *err)
{
	static const char *const words[] = {"git", "--literal-pathspecs", "rm", "-q", "--cached",
	        "--force", "--ignore-unmatch", NULL};

	if (!has_unknown(undo))
		return 0;
	return git_run(undo_command(undo, words, true), undo->top, NULL, NULL, 0, NULL, err);
}

void undo_end(const struct undo *undo)
{
	bool failed = false;

	for (size_t i = 0; i < undo->written; i++)
		failed = remove_beside(undo, &undo->file[i]) || failed;
	if (!failed)
		unlink(undo->note);
}

void undo_back(const struct undo *undo, struct error *err)
{
	struct error why = ERROR_INIT;
	bool failed = false;

	for (size_t i = 0; i < undo->written; i++)
		failed = restore(undo, &undo->file[i], &why) || failed;
	for (size_t i = undo->written; i < undo->count; i++)
		remove_folders(undo, &undo->file[i]);
	if (undo->announced)
		failed = forget_announced(undo, &why) || failed;
	if (!failed && (!unlink(undo->note) || errno == ENOENT))
		return;
	err->hint[0] = '\0';
	error_hint(err, "what is left of it goes away with the next moot that can write here (%s)",
	        why.kind ? why.text : "the note of it could not be removed");
}

/* --- after a kill --- */

static int find_blob(const struct undo *undo, const struct oid *head, const char *path,
        struct oid *blob, struct error *err)
{
	struct commit commit;
	uint16_t mode;

	*blob = (struct oid){{0}};
	if (oid_is_zero(head))
		return 0;
	if (repo_commit(undo->repo, head, &commit, undo->arena, err))
		return -1;
	int found = repo_find(undo->repo, &commit.tree, path, blob, &mode, err);
	if (found == 0)
		*blob = (struct oid){{0}};
	return found < 0 ? -1 : 0;
}

/* Which files the last commit has as they were when the note was written. */
static int find_unmoved(const struct undo *undo, bool *unmoved, bool *committed, struct error *err)
{
	struct oid head = {{0}}, blob;
	int born = repo_resolve(undo->repo, "HEAD", &head, err);

	if (born < 0)
		return -1;
	*committed = false;
	for (size_t i = 0; i < undo->count; i++) {
		if (find_blob(undo, born ? &(struct oid){{0}} : &head, undo->file[i].path, &blob,
		            err))
			return -1;
		unmoved[i] = oid_equal(&blob, &undo->file[i].blob);
		*committed = *committed || !unmoved[i];
	}
	return 0;
}

/* What was written and is no commit: added to the file where such things are kept. */
static int keep_texts(const struct undo *undo, const char *path, struct error *err)
{
	struct buf text = BUF_INIT;

	buf_print(&text, "%s\n\n", undo->what);
	for (size_t i = 0; i < undo->count; i++) {
		buf_print(&text, "--- %s\n", undo->file[i].path);
		buf_add(&text, undo->file[i].after, undo->file[i].after_len);
		buf_putc(&text, '\n');
	}
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
	bool kept = fd >= 0 && write(fd, text.data, text.len) == (ssize_t)text.len && !fsync(fd);
	if (!kept)
		put_failed(err, "write", path);
	if (fd >= 0)
		close(fd);
	buf_release(&text);
	return kept ? 0 : -1;
}

/* git, which outlives a moot that was killed, may be at it still. */
static int look_for_git(const struct undo *undo, struct error *err)
{
	const char *lock = arena_print(undo->arena, "%s/index.lock", repo_git_dir(undo->repo));

	if (access(lock, F_OK))
		return 0;
	error_set(err, ERROR_FATAL, "git is at work here, or was killed: '%s' is there", lock);
	return error_hint(err, "do it again when no git is at work; if it stays, delete that file");
}

/* The index follows the commit that was made. */
static int follow_commit(const struct undo *undo, struct error *err)
{
	static const char *const words[] = {
	        "git", "--literal-pathspecs", "reset", "-q", "HEAD", NULL};

	for (size_t i = 0; i < undo->count; i++)
		if (remove_beside(undo, &undo->file[i]))
			return put_failed(err, "remove what is beside", undo->file[i].full);
	/* git reset takes an empty file that was only announced for one that is there */
	if (forget_announced(undo, err))
		return -1;
	return git_run(undo_command(undo, words, false), undo->top, NULL, NULL, 0, NULL, err);
}

static int go_back(const struct undo *undo, const bool *unmoved, struct error *err)
{
	for (size_t i = 0; i < undo->count; i++)
		if (unmoved[i] && restore(undo, &undo->file[i], err))
			return -1;
	return forget_announced(undo, err);
}

bool undo_is_committed(const struct undo *undo, struct error *err)
{
	bool *unmoved = arena_array(undo->arena, undo->count, sizeof *unmoved);
	struct error why = ERROR_INIT;
	bool committed;

	if (find_unmoved(undo, unmoved, &committed, &why) || !committed)
		return false;
	err->hint[0] = '\0';
	if (follow_commit(undo, &why)) {
		error_hint(err,
		        "the commit is made; git's index follows with the next moot that can "
		        "write here");
	} else {
		unlink(undo->note);
		error_hint(err, "the commit is made all the same: see git log");
	}
	return true;
}

int undo_earlier(struct arena *arena, struct repo *repo, const char **kept, struct error *err)
{
	struct undo undo = undo_begin(arena, repo);
	const char *text;
	size_t size;
	mode_t mode;
	bool committed;

	*kept = NULL;
	if (put_read(arena, undo.note, &text, &size, &mode, err))
		return -1;
	if (!text)
		return 0;
	if (!read_note(&undo, text, size)) {
		error_set(err, ERROR_FATAL, "'%s' is not what moot has written there", undo.note);
		return error_hint(
		        err, "look at git status, put right what it shows, and delete it");
	}
	bool *unmoved = arena_array(arena, undo.count, sizeof *unmoved);
	const char *path = arena_print(arena, "%s/MOOT_UNDONE", repo_git_dir(repo));
	if (look_for_git(&undo, err) || find_unmoved(&undo, unmoved, &committed, err))
		return -1;
	if (committed ? follow_commit(&undo, err)
	              : keep_texts(&undo, path, err) || go_back(&undo, unmoved, err))
		return -1;
	*kept = committed ? NULL : path;
	unlink(undo.note);
	return 0;
}
