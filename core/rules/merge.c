/* SPDX-License-Identifier: MIT */
#include "core/rules/merge.h"

#include "core/git/git.h"
#include "formats/keyed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The conflict keys as keyed_merge() names them. */
static const char *name_of(struct arena *arena, const struct keyed_change *change)
{
	const struct keyed_entry *entry = keyed_change_entry(change);

	return *entry->key ? arena_print(arena, "%s %s", entry->section, entry->key)
	                   : entry->section;
}

static bool is_among(const char *name, const char *const *conflict, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(conflict[i], name))
			return true;
	return false;
}

/* The merged text with the values that another version gives to the keys in conflict. */
static int with_values_of(struct buf *out, struct arena *arena, const char *path,
        const struct buf *merged, const struct ini_file *side, const char *const *conflict,
        size_t count, struct error *err)
{
	struct findings ignored = FINDINGS_INIT(arena);
	struct ini_file file;
	struct keyed before, after;
	struct keyed_diff diff;
	size_t kept = 0;

	ini_parse(&file, arena, merged->data, merged->len, path, &ignored);
	keyed_read(&before, arena, &file);
	keyed_read(&after, arena, side);
	keyed_compare(&diff, arena, &before, &after);
	for (size_t i = 0; i < diff.count; i++)
		if (is_among(name_of(arena, &diff.change[i]), conflict, count))
			diff.change[kept++] = diff.change[i];
	diff.count = kept;
	buf_clear(out);
	buf_add(out, merged->data, merged->len);
	return keyed_apply(out, path, &diff, err);
}

/* --- by lines --- */

static int write_beside(char *name, size_t size, const char *text, size_t len, struct error *err)
{
	const char *folder = getenv("TMPDIR");

	snprintf(name, size, "%s/moot-merge-XXXXXX", folder && *folder ? folder : "/tmp");
	int fd = mkstemp(name);
	if (fd < 0) {
		error_set(err, ERROR_FATAL, "cannot write '%s': %s", name, strerror(errno));
		*name = '\0';
		return -1;
	}
	while (len) {
		ssize_t wrote = write(fd, text, len);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			break;
		text += wrote;
		len -= (size_t)wrote;
	}
	if (close(fd) || len)
		return error_set(err, ERROR_FATAL, "cannot write '%s': %s", name, strerror(errno));
	return 0;
}

/* As git would: git merge-file -p. */
static int by_lines(struct buf *out, struct arena *arena, const struct merge_sides *sides,
        bool *clean, struct error *err)
{
	char name[3][4096] = {"", "", ""};
	const struct slice *text[3] = {&sides->ours, &sides->base, &sides->theirs};
	const char *argv[] = {"git", "merge-file", "-p", "-q",
	        arena_print(arena, "--marker-size=%u", sides->marker_size), "-L", "ours", "-L",
	        "base", "-L", "theirs", name[0], name[1], name[2], NULL};
	int status = 0, failed = 0;

	for (int i = 0; i < 3 && !failed; i++)
		failed = write_beside(name[i], sizeof name[i], text[i]->data, text[i]->len, err);
	buf_clear(out);
	failed = failed || git_run(argv, NULL, out, NULL, 0, &status, err);
	for (int i = 0; i < 3; i++)
		if (*name[i])
			unlink(name[i]);
	if (!failed && status > 127)
		failed = error_set(err, ERROR_FATAL, "git cannot merge '%s'", sides->path);
	*clean = !status;
	return failed ? -1 : 0;
}

/* --- by key --- */

static void read_side(
        struct ini_file *out, struct arena *arena, const struct slice *text, const char *path)
{
	struct findings ignored = FINDINGS_INIT(arena);

	ini_parse(out, arena, text->data, text->len, path, &ignored);
}

/* Three texts that differ in the keys in conflict alone, so that the lines of these are marked. */
static int mark(struct buf *out, struct arena *arena, const struct merge_sides *sides,
        const struct ini_file *base, const struct ini_file *theirs, const char *const *conflict,
        size_t count, struct error *err)
{
	struct buf before = BUF_INIT, other = BUF_INIT, marked = BUF_INIT;
	struct merge_sides lines = {.path = sides->path, .marker_size = sides->marker_size};
	bool clean = true;

	int failed = with_values_of(&before, arena, sides->path, out, base, conflict, count, err) ||
	             with_values_of(&other, arena, sides->path, out, theirs, conflict, count, err);
	if (!failed) {
		lines.base = (struct slice){before.data, before.len};
		lines.ours = (struct slice){out->data, out->len};
		lines.theirs = (struct slice){other.data, other.len};
		failed = by_lines(&marked, arena, &lines, &clean, err);
	}
	if (!failed && clean) /* no line to mark: the whole is for a person */
		failed = -1;
	if (!failed) {
		buf_clear(out);
		buf_add(out, marked.data, marked.len);
	}
	buf_release(&marked);
	buf_release(&other);
	buf_release(&before);
	return failed ? -1 : 0;
}

int merge_by_key(struct buf *out, struct arena *arena, const struct merge_sides *sides, bool *clean,
        const char ***conflict, size_t *conflict_count, struct error *err)
{
	struct ini_file base, ours, theirs;
	struct error refused = ERROR_INIT;

	*conflict = NULL;
	*conflict_count = 0;
	read_side(&base, arena, &sides->base, sides->path);
	read_side(&ours, arena, &sides->ours, sides->path);
	read_side(&theirs, arena, &sides->theirs, sides->path);
	if (!keyed_merge(out, arena, sides->path, &base, &ours, &theirs, clean, conflict,
	            conflict_count, &refused) &&
	        (*clean || !mark(out, arena, sides, &base, &theirs, (const char *const *)*conflict,
	                           *conflict_count, &refused)))
		return 0;
	return by_lines(out, arena, sides, clean, err);
}
