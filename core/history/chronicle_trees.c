/* SPDX-License-Identifier: MIT */
#include "core/history/chronicle_trees.h"

#include "core/history/chronicle_texts.h"
#include "core/history/origin.h"
#include "formats/name.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

void chronicle_root(struct chronicle *chronicle, const char *root)
{
	struct arena *arena = chronicle->tree_arena;
	struct store *store = chronicle->store;
	uint64_t extra = XXH3_64bits(root, strlen(root));

	if (chronicle->root && !strcmp(chronicle->root, root))
		return;
	if (!chronicle->root) {
		dictionary_open(&chronicle->path, arena, store, STORE_PATH, 0);
		dictionary_open(&chronicle->blob, arena, store, STORE_BLOB, 0);
		dictionary_open(&chronicle->text, arena, store, STORE_TEXT, OID_SIZE);
	}
	sparse_open(&chronicle->change, arena, store, STORE_CHANGE, extra);
	sparse_open(&chronicle->journal, arena, store, STORE_JOURNAL, extra);
	chronicle->root = arena_string(arena, root, strlen(root));
}

/* --- finding --- */

static bool is_twin(const char *name, size_t len)
{
	return governed_twin(name, len) != NULL;
}

void trees_begin(struct trees *trees, struct chronicle *chronicle, struct repo *repo, bool journals)
{
	*trees = (struct trees){
	        .chronicle = chronicle,
	        .repo = repo,
	        .journals = journals,
	        .options = {.root = chronicle->root, .is_twin = is_twin},
	        .arena = ARENA_INIT,
	        .change = BUF_INIT,
	        .journal = BUF_INIT,
	};
	trees->paths = (struct paths)PATHS_INIT(&trees->arena);
	comparison_init(&trees->comparison, repo, &trees->paths, &trees->options);
	trees->comparison.budget = CHANGES_ANYWAY;
}

void trees_end(struct trees *trees)
{
	comparison_release(&trees->comparison);
	arena_release(&trees->arena);
	buf_release(&trees->change);
	buf_release(&trees->journal);
}

static bool is_file(uint16_t mode)
{
	return mode == MODE_FILE || mode == MODE_EXECUTABLE;
}

static uint32_t add_blob(struct trees *trees, const struct oid *id, uint16_t mode, bool old)
{
	struct dictionary *blobs = &trees->chronicle->blob;
	uint32_t before = blobs->column.count;

	if (!is_file(mode) || oid_is_zero(id))
		return 0;
	uint32_t blob = dictionary_add(blobs, id->id, OID_SIZE);
	if (trees->on_blob && (blob == before || old))
		trees->on_blob(trees->context, blob, old);
	return blob + 1;
}

static void write_journal(
        struct trees *trees, const struct change *change, const struct paths_entry *path)
{
	if (!origin_is_journal(path->text, path->len))
		return;
	bool replaced = is_file(change->mode_before) && is_file(change->mode_after);
	uint32_t number = dictionary_add(&trees->chronicle->path, path->text, path->len);
	varint_add(&trees->journal, number);
	varint_add(&trees->journal, add_blob(trees, &change->after, change->mode_after, replaced));
	if (replaced)
		add_blob(trees, &change->before, change->mode_before, true);
}

enum { HAS_BEFORE = 1, HAS_AFTER = 2, HAS_VOICES = 4, FLAG_BITS = 3 };

static void write_change(
        struct trees *trees, const struct change *change, const struct paths_entry *path)
{
	struct buf *to = &trees->change;
	unsigned flags = (oid_is_zero(&change->before) ? 0 : HAS_BEFORE) |
	                 (oid_is_zero(&change->after) ? 0 : HAS_AFTER) |
	                 (oid_is_zero(&change->voices) ? 0 : HAS_VOICES);

	varint_add(to, (uint64_t)change->class << FLAG_BITS | flags);
	if (flags & HAS_BEFORE) {
		varint_add(to, change->mode_before);
		buf_add(to, change->before.id, OID_SIZE);
	}
	if (flags & HAS_AFTER) {
		varint_add(to, change->mode_after);
		buf_add(to, change->after.id, OID_SIZE);
	}
	if (flags & HAS_VOICES)
		buf_add(to, change->voices.id, OID_SIZE);
	varint_add(to, path->len);
	buf_add(to, path->text, path->len);
	if (is_file(change->mode_after))
		chronicle_text_ahead(trees->chronicle, trees->repo, &change->after);
}

/* What the comparison found against one parent. */
static void write_parent(struct trees *trees, uint32_t parent_number)
{
	const struct comparison *comparison = &trees->comparison;
	uint32_t others = 0;
	bool journals = false;

	for (size_t i = 0; i < comparison->count; i++) {
		bool journal = comparison->change[i].class == PATH_JOURNAL;
		journals |= journal;
		others += !journal;
	}
	varint_add(&trees->change, (uint64_t)parent_number << 1 | journals);
	varint_add(&trees->change, others);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct change *change = &comparison->change[i];
		const struct paths_entry *path = &trees->paths.entry[change->path];
		if (change->class != PATH_JOURNAL)
			write_change(trees, change, path);
		else if (trees->journals && parent_number == 0)
			write_journal(trees, change, path);
	}
}

static int compare(struct trees *trees, const struct oid *before, const struct oid *after,
        uint32_t parent_number, struct error *err)
{
	struct oid root[2];

	trees->comparison.count = 0;
	if (oid_equal(before, after))
		return 0;
	trees->options.whole_journals = !trees->journals || parent_number > 0;
	trees->comparison.budget += CHANGES_A_COMPARISON;
	/* paths that were told of are not needed again: they stand in the dictionary */
	if (trees->paths.count > 4096) {
		arena_release(&trees->arena);
		trees->paths = (struct paths)PATHS_INIT(&trees->arena);
	}
	if (changes_root(trees->repo, before, trees->options.root, &root[0], err) != 0 ||
	        changes_root(trees->repo, after, trees->options.root, &root[1], err) != 0 ||
	        comparison_run(&trees->comparison, &root[0], &root[1], err) != 0)
		return -1;
	if (trees->comparison.count)
		write_parent(trees, parent_number);
	return 0;
}

/* Whether journals are among what differs from the first parent. */
static bool touches_journals(struct reader reader)
{
	return reader_more(&reader) && varint_next(&reader) == 1;
}

int trees_compare(struct trees *trees, const struct tree_task *task, struct error *err)
{
	static const struct oid nothing;
	struct chronicle *chronicle = trees->chronicle;
	const struct oid *tree = &task->oid[1];
	uint32_t parents = task->parent_count;
	int result = 0;

	buf_clear(&trees->change);
	buf_clear(&trees->journal);
	for (uint32_t i = 0; result == 0 && i < (parents ? parents : 1); i++)
		result = compare(trees, parents ? &tree[1 + i] : &nothing, tree, i, err);
	if (result != 0)
		return changes_blame(&task->oid[0], err);
	if (!sparse_has(&chronicle->change, task->number))
		sparse_add(&chronicle->change, task->number, trees->change.data, trees->change.len);
	struct reader found = {(const unsigned char *)trees->change.data,
	        (const unsigned char *)trees->change.data + trees->change.len, false};
	if (trees->journals && touches_journals(found))
		sparse_add(
		        &chronicle->journal, task->number, trees->journal.data, trees->journal.len);
	return 0;
}

bool trees_known(const struct chronicle *chronicle, uint32_t number, bool journals)
{
	struct reader reader;

	if (!sparse_find(&chronicle->change, number, &reader))
		return false;
	return !journals || sparse_has(&chronicle->journal, number) || !touches_journals(reader);
}

bool trees_task(const struct chronicle *chronicle, uint32_t number, struct tree_task *task,
        size_t *capacity)
{
	struct chronicle_commit commit, parent;

	if (!chronicle_commit(chronicle, number, &commit))
		return false;
	task->number = number;
	task->parent_count = commit.parent_count;
	if (commit.parent_count + (size_t)2 > *capacity) {
		*capacity = commit.parent_count + (size_t)2;
		task->oid = memory_resize(task->oid, *capacity * sizeof *task->oid);
	}
	task->oid[0] = commit.id;
	task->oid[1] = commit.tree;
	for (uint32_t i = 0; i < commit.parent_count; i++) {
		uint32_t at = chronicle_parent(chronicle, &commit);
		if (commit.parents.bad || !chronicle_commit(chronicle, at, &parent))
			return false;
		task->oid[2 + i] = parent.tree;
	}
	return true;
}

int chronicle_trees(struct chronicle *chronicle, struct repo *repo, const uint32_t *number,
        uint32_t count, bool journals, struct error *err)
{
	struct tree_task task = {.oid = NULL};
	struct trees trees;
	size_t capacity = 0;
	int result = 0;

	trees_begin(&trees, chronicle, repo, journals);
	for (uint32_t i = 0; result == 0 && i < count; i++) {
		if (trees_known(chronicle, number[i], journals))
			continue;
		if (!trees_task(chronicle, number[i], &task, &capacity))
			result = chronicle_damaged(err);
		else
			result = trees_compare(&trees, &task, err);
	}
	trees_end(&trees);
	free(task.oid);
	return result;
}

/* --- telling --- */

static void read_change(struct changes_teller *teller, struct reader *reader, struct change *out)
{
	uint64_t head = varint_next(reader);

	memset(out, 0, sizeof *out);
	out->class = (enum path_class)(head >> FLAG_BITS & 15);
	if (head & HAS_BEFORE) {
		out->mode_before = (uint16_t)varint_next(reader);
		out->before = reader_oid(reader);
	}
	if (head & HAS_AFTER) {
		out->mode_after = (uint16_t)varint_next(reader);
		out->after = reader_oid(reader);
	}
	if (head & HAS_VOICES)
		out->voices = reader_oid(reader);
	size_t len = varint_next(reader);
	const unsigned char *text = reader_bytes(reader, len);
	if (text)
		out->path = paths_add(teller->paths, (const char *)text, len);
}

static int tell_parent(
        struct changes_teller *teller, struct reader *reader, uint32_t commit, struct error *err)
{
	uint64_t head = varint_next(reader), others = varint_next(reader);

	if (others > (size_t)(reader->end - reader->at))
		return chronicle_damaged(err);
	size_t count = others + (head & 1);
	if (count > teller->capacity) {
		teller->capacity = count * 2;
		teller->change =
		        arena_array(teller->paths->arena, teller->capacity, sizeof *teller->change);
	}
	for (size_t i = 0; i < others; i++)
		read_change(teller, reader, &teller->change[i]);
	if (reader->bad)
		return chronicle_damaged(err);
	if (head & 1)
		teller->change[others] = (struct change){
		        .path = paths_add(teller->paths, "journals", strlen("journals")),
		        .class = PATH_JOURNAL,
		};
	return teller->fn(
	        teller->context, commit, (uint32_t)(head >> 1), teller->change, count, err);
}

int chronicle_changes(
        struct changes_teller *teller, uint32_t number, uint32_t commit, struct error *err)
{
	struct reader reader;

	if (!sparse_find(&teller->chronicle->change, number, &reader))
		return chronicle_damaged(err);
	while (reader_more(&reader))
		if (tell_parent(teller, &reader, commit, err) != 0)
			return -1;
	return 0;
}

int history_changes(const struct history *history, struct repo *repo, bool journals,
        struct paths *paths, changes_fn fn, void *context, struct error *err)
{
	struct changes_teller teller = {
	        .chronicle = history->chronicle, .paths = paths, .fn = fn, .context = context};
	uint32_t *number = memory_alloc(history->count * sizeof *number);
	int result;

	/* the newest first, as packs keep them */
	for (uint32_t i = 0; i < history->count; i++)
		number[i] = history->commit[history->count - 1 - i].read;
	result = chronicle_trees(history->chronicle, repo, number, history->count, journals, err);
	for (uint32_t i = 0; result == 0 && i < history->count; i++)
		result = chronicle_changes(&teller, history->commit[i].read, i, err);
	free(number);
	return result;
}

struct reader chronicle_journals_of(const struct chronicle *chronicle, uint32_t number)
{
	struct reader reader;

	if (!sparse_find(&chronicle->journal, number, &reader))
		return (struct reader){NULL, NULL, false};
	return reader;
}

bool chronicle_journal_next(
        const struct chronicle *chronicle, struct reader *reader, uint32_t *path, uint32_t *blob)
{
	if (!reader_more(reader))
		return false;
	*path = varint_next_below(reader, chronicle->path.column.count);
	uint32_t after = varint_next_below(reader, chronicle->blob.column.count + 1);
	*blob = after ? after - 1 : CHRONICLE_NONE;
	return !reader->bad;
}
