/* SPDX-License-Identifier: MIT */
#include "core/history/comparison.h"

#include <stdlib.h>

enum {
	DEEPEST = 128,       /* folders in folders */
	LONGEST_PATH = 4096, /* as everywhere on Linux */
	BEFORE = 0,
	AFTER = 1,
};

struct side {
	struct object tree;
	struct oid id;
	size_t at;
	struct tree_entry entry; /* the next one, when `waiting` */
	struct tree_entry last;  /* the one before it, when `has_last`: names must ascend */
	bool waiting;
	bool has_last;
};

struct comparison_level {
	struct side side[2];
	size_t path_len; /* of the path down to here, with its slash */
};

void comparison_init(struct comparison *comparison, struct repo *repo, struct paths *paths,
        const struct changes_options *options)
{
	*comparison = (struct comparison){
	        .repo = repo,
	        .paths = paths,
	        .options = options,
	        .level = memory_alloc(DEEPEST * sizeof *comparison->level),
	        .path = BUF_INIT,
	};
}

void comparison_release(struct comparison *comparison)
{
	free(comparison->level);
	free(comparison->change);
	buf_release(&comparison->path);
}

static int open_side(
        struct comparison *comparison, struct side *side, const struct oid *id, struct error *err)
{
	side->tree = (struct object)OBJECT_INIT;
	side->at = 0;
	side->waiting = false;
	side->has_last = false;
	if (!id)
		return 0;
	side->id = *id;
	return repo_tree(comparison->repo, id, &side->tree, err);
}

/* NULL = nothing on that side. */
static int enter(struct comparison *comparison, const struct oid *before, const struct oid *after,
        struct error *err)
{
	struct comparison_level *level = &comparison->level[comparison->depth];

	if (comparison->depth == DEEPEST)
		return error_set(err, ERROR_UNSURE, "folders are nested too deep at '%.100s...'",
		        comparison->path.data);
	level->path_len = comparison->path.len;
	if (open_side(comparison, &level->side[BEFORE], before, err) != 0)
		return -1;
	if (open_side(comparison, &level->side[AFTER], after, err) != 0) {
		object_release(&level->side[BEFORE].tree);
		return -1;
	}
	comparison->depth++;
	return 0;
}

static void leave(struct comparison *comparison)
{
	struct comparison_level *level = &comparison->level[--comparison->depth];

	object_release(&level->side[BEFORE].tree);
	object_release(&level->side[AFTER].tree);
}

static bool is_honest_name(const struct tree_entry *entry)
{
	if (entry->name[0] == '.' &&
	        (entry->len == 1 || (entry->len == 2 && entry->name[1] == '.')))
		return false;
	return memchr(entry->name, '/', entry->len) == NULL;
}

static int malformed(const struct side *side, const char *path, struct error *err)
{
	char hex[OID_HEX_SIZE];

	error_set(err, ERROR_UNSURE, "tree %s ('%s') is malformed", oid_hex(hex, &side->id), path);
	return error_hint(err, "git fsck tells what is wrong with it");
}

/* Makes the next entry wait, if there is one. */
static int advance(struct comparison *comparison, struct side *side, struct error *err)
{
	int more;

	if (side->waiting || side->at == side->tree.len)
		return 0;
	if (comparison->budget == 0)
		return error_set(err, ERROR_UNSURE,
		        "trees are too large to be compared, last at '%.100s'",
		        comparison->path.data);
	comparison->budget--;
	more = tree_next(side->tree.data, side->tree.len, &side->at, &side->entry);
	if (more < 0 || !is_honest_name(&side->entry) ||
	        (side->has_last && tree_entry_compare(&side->last, &side->entry) >= 0))
		return malformed(side, comparison->path.data, err);
	side->waiting = true;
	return 0;
}

static void take(struct side *side)
{
	side->last = side->entry;
	side->has_last = true;
	side->waiting = false;
}

/* By words of eight bytes, since most of two large trees is the same. */
static size_t common_prefix(const unsigned char *a, const unsigned char *b, size_t len)
{
	size_t same = 0;
	uint64_t words[2];

	for (; len - same >= sizeof words[0]; same += sizeof words[0]) {
		memcpy(&words[0], a + same, sizeof words[0]);
		memcpy(&words[1], b + same, sizeof words[1]);
		if (words[0] != words[1])
			break;
	}
	while (same < len && a[same] == b[same])
		same++;
	return same;
}

/* Passes by the entries that follow on both sides alike. */
static void skip_equal(struct comparison_level *level)
{
	struct side *before = &level->side[BEFORE];
	struct side *after = &level->side[AFTER];
	size_t rest_before = before->tree.len - before->at;
	size_t rest_after = after->tree.len - after->at;
	size_t same, passed = 0, last = 0;
	const unsigned char *data;

	if (before->waiting || after->waiting || !rest_before || !rest_after)
		return;
	data = after->tree.data + after->at;
	same = common_prefix(before->tree.data + before->at, data,
	        rest_before < rest_after ? rest_before : rest_after);
	if (same == rest_before && same == rest_after) {
		before->at = before->tree.len;
		after->at = after->tree.len;
		return;
	}
	for (;;) {
		const unsigned char *nul = memchr(data + passed, '\0', same - passed);

		if (!nul || (size_t)(nul - data) + 1 + OID_SIZE > same)
			break;
		last = passed;
		passed = (size_t)(nul - data) + 1 + OID_SIZE;
	}
	if (!passed)
		return;
	before->at += last;
	after->at += last;
	before->has_last =
	        tree_next(before->tree.data, before->tree.len, &before->at, &before->last) > 0;
	after->has_last =
	        tree_next(after->tree.data, after->tree.len, &after->at, &after->last) > 0;
}

static enum path_class class_at_root(
        const struct changes_options *options, const struct tree_entry *entry)
{
	enum path_class class = path_class_of(entry->name, entry->len);

	if (class == PATH_OTHER && options->is_twin && options->is_twin(entry->name, entry->len))
		class = PATH_TWIN;
	if (class == PATH_JOURNAL && options->skip_journals)
		class = PATH_OTHER;
	return class;
}

static void add_change(struct comparison *comparison, const struct tree_entry *before,
        const struct tree_entry *after)
{
	struct change *change;

	if (comparison->count == comparison->capacity) {
		comparison->capacity = comparison->capacity ? 2 * comparison->capacity : 64;
		comparison->change = memory_resize(
		        comparison->change, comparison->capacity * sizeof *comparison->change);
	}
	change = &comparison->change[comparison->count++];
	*change = (struct change){
	        .path = paths_add(comparison->paths, comparison->path.data, comparison->path.len),
	        .class = comparison->class,
	};
	if (before) {
		change->before = *before->id;
		change->mode_before = before->mode;
	}
	if (after) {
		change->after = *after->id;
		change->mode_after = after->mode;
	}
}

/* An entry that is on one side only (the other is NULL), or on both and not the same. */
static int differ(struct comparison *comparison, const struct tree_entry *before,
        const struct tree_entry *after, struct error *err)
{
	const struct tree_entry *either = after ? after : before;
	struct buf *path = &comparison->path;

	if (comparison->depth == 1) {
		comparison->class = class_at_root(comparison->options, either);
		if (comparison->class == PATH_OTHER)
			return 0;
	}
	path->len = comparison->level[comparison->depth - 1].path_len;
	buf_add(path, either->name, either->len);
	if (path->len > LONGEST_PATH)
		return error_set(err, ERROR_UNSURE, "a path is too long: '%.100s...'", path->data);
	bool whole = comparison->depth == 1 && comparison->class == PATH_JOURNAL &&
	             comparison->options->whole_journals;
	if (whole || either->mode != MODE_TREE) {
		add_change(comparison, before, after);
		return 0;
	}
	buf_putc(path, '/');
	return enter(comparison, before ? before->id : NULL, after ? after->id : NULL, err);
}

/* One entry of the topmost level, or the end of it. */
static int step(struct comparison *comparison, struct error *err)
{
	struct comparison_level *level = &comparison->level[comparison->depth - 1];
	struct side *before = &level->side[BEFORE];
	struct side *after = &level->side[AFTER];
	int order;

	skip_equal(level);
	if (advance(comparison, before, err) != 0 || advance(comparison, after, err) != 0)
		return -1;
	if (!before->waiting && !after->waiting) {
		leave(comparison);
		return 0;
	}
	order = !before->waiting  ? 1
	        : !after->waiting ? -1
	                          : tree_entry_compare(&before->entry, &after->entry);
	if (order <= 0)
		take(before);
	if (order >= 0)
		take(after);
	if (order == 0 && before->last.mode == after->last.mode &&
	        oid_equal(before->last.id, after->last.id))
		return 0;
	return differ(comparison, order <= 0 ? &before->last : NULL,
	        order >= 0 ? &after->last : NULL, err);
}

int comparison_run(struct comparison *comparison, const struct oid *before, const struct oid *after,
        struct error *err)
{
	int result;

	comparison->count = 0;
	if (oid_equal(before, after))
		return 0;
	buf_clear(&comparison->path);
	result = enter(comparison, oid_is_zero(before) ? NULL : before,
	        oid_is_zero(after) ? NULL : after, err);
	while (result == 0 && comparison->depth)
		result = step(comparison, err);
	while (comparison->depth)
		leave(comparison);
	return result;
}
