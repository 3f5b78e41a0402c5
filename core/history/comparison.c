/* SPDX-License-Identifier: MIT */
#include "core/history/comparison.h"

#include "core/git/folder.h"
#include "core/history/marks.h"

#include <stdlib.h>

enum {
	DEEPEST = 128,       /* folders in folders */
	LONGEST_PATH = 4096, /* as everywhere on Linux */
	LARGE = 8192,        /* trees of so many bytes are worth marks */
	FAR = 64,            /* entries: as many between marks are too many */
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

/* Of the folders that were compared last at one depth, the marks of both. */
struct marking {
	struct marks of[2];
	int known;   /* which of them was there before; the other one is made meanwhile */
	int side;    /* of what is compared, the one whose marks are known */
	bool sparse; /* too few are left */
};

struct comparison_level {
	struct side side[2];
	size_t path_len;         /* of the path down to here, with its slash */
	struct marking *marking; /* or NULL: the folder is small */
	bool has_voices;         /* they were looked at: change.voices of what is in it */
	struct oid voices;
};

void comparison_init(struct comparison *comparison, struct repo *repo, struct paths *paths,
        const struct changes_options *options)
{
	*comparison = (struct comparison){
	        .repo = repo,
	        .paths = paths,
	        .options = options,
	        .level = memory_alloc(DEEPEST * sizeof *comparison->level),
	        .marking = memory_alloc(DEEPEST * sizeof *comparison->marking),
	        .path = BUF_INIT,
	};
	memset(comparison->marking, 0, DEEPEST * sizeof *comparison->marking);
}

void comparison_release(struct comparison *comparison)
{
	for (size_t i = 0; i < DEEPEST; i++) {
		marks_release(&comparison->marking[i].of[0]);
		marks_release(&comparison->marking[i].of[1]);
	}
	free(comparison->marking);
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

static bool has_marks(struct marking *marking, int known, const struct side *side, int number)
{
	if (!marking->of[known].count || !oid_equal(&marking->of[known].id, &side->id))
		return false;
	marking->known = known;
	marking->side = number;
	return true;
}

/* The marks of one side of what is entered: known already where it was compared last, too. */
static struct marking *begin_marking(
        struct comparison *comparison, const struct comparison_level *level)
{
	struct marking *marking = &comparison->marking[comparison->depth];
	const struct side *before = &level->side[BEFORE], *after = &level->side[AFTER];

	if (before->tree.len < LARGE || after->tree.len < LARGE)
		return NULL;
	if (!has_marks(marking, 0, after, AFTER) && !has_marks(marking, 1, after, AFTER) &&
	        !has_marks(marking, 0, before, BEFORE) && !has_marks(marking, 1, before, BEFORE)) {
		marks_read(&marking->of[0], &after->id, after->tree.data, after->tree.len);
		marking->known = 0;
		marking->side = AFTER;
	}
	struct marks *made = &marking->of[!marking->known];
	made->count = 0;
	made->id = level->side[!marking->side].id;
	marking->sparse = false;
	return marking;
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
	level->has_voices = false;
	if (open_side(comparison, &level->side[BEFORE], before, err) != 0)
		return -1;
	if (open_side(comparison, &level->side[AFTER], after, err) != 0) {
		object_release(&level->side[BEFORE].tree);
		return -1;
	}
	level->marking = begin_marking(comparison, level);
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

/* By large steps, since most of two large trees is the same. */
static size_t common_prefix(const unsigned char *a, const unsigned char *b, size_t len)
{
	enum { STEP = 512 };
	size_t same = 0;
	uint64_t words[2];

	while (len - same >= STEP && !memcmp(a + same, b + same, STEP))
		same += STEP;
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

/*
 * Of the first `same` bytes that follow on both sides, how many are whole entries; *last is where
 * the last of those begins.
 */
static size_t whole_entries(const struct comparison_level *level, size_t same, size_t *last)
{
	const struct side *side = &level->side[level->marking ? level->marking->side : AFTER];
	const unsigned char *data = side->tree.data + side->at;
	size_t passed = 0, steps = 0;

	if (level->marking)
		passed = marks_before(&level->marking->of[level->marking->known], side->at,
		                 side->at + same) -
		         side->at;
	for (;; steps++) {
		const unsigned char *nul = memchr(data + passed, '\0', same - passed);

		if (!nul || (size_t)(nul - data) + 1 + OID_SIZE > same)
			break;
		*last = passed;
		passed = (size_t)(nul - data) + 1 + OID_SIZE;
	}
	if (level->marking && steps > FAR)
		level->marking->sparse = true;
	return steps ? passed : 0;
}

/* What both sides have in common has the same marks. */
static void move_marks(struct comparison_level *level, size_t len)
{
	struct marking *marking = level->marking;

	if (!marking)
		return;
	size_t known = level->side[marking->side].at, other = level->side[!marking->side].at;
	marks_move(&marking->of[!marking->known], other, &marking->of[marking->known], known,
	        known + len);
}

/* Passes by the entries that follow on both sides alike. */
static void skip_equal(struct comparison_level *level)
{
	struct side *before = &level->side[BEFORE];
	struct side *after = &level->side[AFTER];
	size_t rest_before = before->tree.len - before->at;
	size_t rest_after = after->tree.len - after->at;
	size_t same, passed, last = 0;

	if (before->waiting || after->waiting || !rest_before || !rest_after)
		return;
	same = common_prefix(before->tree.data + before->at, after->tree.data + after->at,
	        rest_before < rest_after ? rest_before : rest_after);
	if (same == rest_before && same == rest_after) {
		move_marks(level, same);
		before->at = before->tree.len;
		after->at = after->tree.len;
		return;
	}
	passed = whole_entries(level, same, &last);
	if (!passed)
		return;
	move_marks(level, passed);
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

/* Found once a folder: there may be many decisions in it. */
static struct oid voices_before(struct comparison *comparison)
{
	struct comparison_level *level = &comparison->level[comparison->depth - 1];
	const struct object *tree = &level->side[BEFORE].tree;

	if (!level->has_voices) {
		level->has_voices = true;
		if (!tree->data || !folder_voices_of(tree->data, tree->len, &level->voices))
			memset(&level->voices, 0, sizeof level->voices);
	}
	return level->voices;
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
		if (comparison->class == PATH_NEGOTIATION && folder_is_decision(after))
			change->voices = voices_before(comparison);
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
		if (level->marking && level->marking->sparse)
			level->marking->of[!level->marking->known].count = 0;
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
