/* SPDX-License-Identifier: MIT */
#include "core/history.h"

#include "core/history_private.h"
#include "core/paths.h"

#include <stdlib.h>

/* One reading. */
struct reading {
	struct history *history;
	struct repo *repo;
	const struct history_options *options;
	struct commit_scratch scratch;
	struct paths texts; /* names and mails */
	uint32_t *ident_slot;
	uint32_t ident_slot_count;
	size_t commit_capacity, parent_capacity, ident_capacity;
};

uint32_t *history_slot(const struct history *history, const struct oid *id)
{
	const struct history_index *index = history->index;
	uint32_t mask = index->slot_count - 1;
	uint32_t at;

	memcpy(&at, id->id, sizeof at);
	for (at &= mask;; at = (at + 1) & mask) {
		uint32_t *slot = &index->slot[at];

		if (!*slot || oid_equal(&history->commit[*slot - 1].id, id))
			return slot;
	}
}

void history_slots_make(struct history *history, uint32_t count)
{
	struct history_index *index = history->index;
	uint32_t wanted = 1024;

	while (wanted / 2 < count && wanted < UINT32_MAX / 2)
		wanted *= 2;
	if (wanted == index->slot_count) {
		memset(index->slot, 0, wanted * sizeof *index->slot);
		return;
	}
	index->slot_count = wanted;
	index->slot = arena_array(index->arena, wanted, sizeof *index->slot);
}

uint32_t history_find(const struct history *history, const struct oid *id)
{
	uint32_t number = *history_slot(history, id);

	return number ? number - 1 : HISTORY_NONE;
}

/* The index of that commit, which is queued for reading when it is new. */
static uint32_t add_commit(struct reading *reading, const struct oid *id)
{
	struct history *history = reading->history;
	uint32_t *slot = history_slot(history, id);

	if (*slot)
		return *slot - 1;
	if (history->count >= history->index->slot_count / 2) {
		history_slots_make(history, 2 * history->count);
		for (uint32_t i = 0; i < history->count; i++)
			*history_slot(history, &history->commit[i].id) = i + 1;
		slot = history_slot(history, id);
	}
	history->commit = arena_grow(history->index->arena, history->commit, history->count,
	        &reading->commit_capacity, sizeof *history->commit);
	memset(&history->commit[history->count], 0, sizeof *history->commit);
	history->commit[history->count].id = *id;
	*slot = ++history->count;
	return *slot - 1;
}

static const char *intern(void *context, const char *text, size_t len)
{
	struct reading *reading = context;
	uint32_t number = paths_add(&reading->texts, text, len);

	return reading->texts.entry[number].text;
}

/* Names and mails are interned, so the pointers tell them apart. */
static uint32_t *ident_slot(struct reading *reading, const char *name, const char *mail)
{
	uint32_t mask = reading->ident_slot_count - 1;
	uint64_t mixed = (uint64_t)(uintptr_t)name * UINT64_C(0x9E3779B97F4A7C15) +
	                 (uint64_t)(uintptr_t)mail;
	uint32_t at = (uint32_t)((mixed * UINT64_C(0x9E3779B97F4A7C15)) >> 32);

	for (at &= mask;; at = (at + 1) & mask) {
		uint32_t *slot = &reading->ident_slot[at];

		if (!*slot)
			return slot;
		const struct history_ident *ident = &reading->history->ident[*slot - 1];
		if (ident->name == name && ident->mail == mail)
			return slot;
	}
}

static void grow_ident_slots(struct reading *reading)
{
	struct history *history = reading->history;

	if (history->ident_count < reading->ident_slot_count / 2)
		return;
	reading->ident_slot_count = reading->ident_slot_count ? 2 * reading->ident_slot_count : 256;
	reading->ident_slot = arena_array(
	        history->index->arena, reading->ident_slot_count, sizeof *reading->ident_slot);
	for (uint32_t i = 0; i < history->ident_count; i++)
		*ident_slot(reading, history->ident[i].name, history->ident[i].mail) = i + 1;
}

static uint32_t add_ident(struct reading *reading, const struct ident *ident)
{
	struct history *history = reading->history;
	uint32_t *slot;

	grow_ident_slots(reading);
	slot = ident_slot(reading, ident->name, ident->mail);
	if (*slot)
		return *slot - 1;
	history->ident = arena_grow(history->index->arena, history->ident, history->ident_count,
	        &reading->ident_capacity, sizeof *history->ident);
	history->ident[history->ident_count] = (struct history_ident){ident->name, ident->mail};
	*slot = ++history->ident_count;
	return *slot - 1;
}

static void add_parent(struct reading *reading, const struct oid *id)
{
	struct history *history = reading->history;
	uint32_t parent = add_commit(reading, id);

	history->parent = arena_grow(history->index->arena, history->parent, history->parent_total,
	        &reading->parent_capacity, sizeof *history->parent);
	history->parent[history->parent_total++] = parent;
}

static int take_commit(
        struct reading *reading, uint32_t at, const struct commit *commit, struct error *err)
{
	struct history *history = reading->history;
	const struct history_options *options = reading->options;
	uint32_t first_parent = history->parent_total;

	if (commit->parent_count > UINT32_MAX - first_parent || history->count > UINT32_MAX / 4)
		return error_set(err, ERROR_UNSURE, "the history is too large");
	for (uint32_t i = 0; i < commit->parent_count; i++)
		add_parent(reading, &commit->parent[i]);
	history->commit[at] = (struct history_commit){
	        .id = commit->id,
	        .tree = commit->tree,
	        .first_parent = first_parent,
	        .parent_count = commit->parent_count,
	        .author_time = commit->author.time,
	        .committer_time = commit->committer.time,
	        .author = add_ident(reading, &commit->author),
	        .committer = add_ident(reading, &commit->committer),
	        .read = at,
	};
	if (options && options->on_commit)
		return options->on_commit(options->context, at, commit, err);
	return 0;
}

static int read_stored(
        struct reading *reading, uint32_t at, const struct oid *id, struct error *err)
{
	struct commit commit;
	struct object object;
	char hex[OID_HEX_SIZE];
	int result;

	if (repo_commit_raw(reading->repo, id, &object, err) != 0)
		return -1;
	commit.id = *id;
	if (commit_scan(&commit, (const char *)object.data, object.len, &reading->scratch, intern,
	            reading))
		result = take_commit(reading, at, &commit, err);
	else
		result = error_set(err, ERROR_UNSURE, "commit %s is malformed", oid_hex(hex, id));
	object_release(&object);
	return result;
}

static int read_one(struct reading *reading, uint32_t at, struct error *err)
{
	const struct history_options *options = reading->options;
	struct oid id = reading->history->commit[at].id;
	struct commit commit = {0};

	if (!options || !options->cached || !options->cached(options->context, &id, &commit))
		return read_stored(reading, at, &id, err);
	commit.author.name = intern(reading, commit.author.name, strlen(commit.author.name));
	commit.author.mail = intern(reading, commit.author.mail, strlen(commit.author.mail));
	commit.committer.name =
	        intern(reading, commit.committer.name, strlen(commit.committer.name));
	commit.committer.mail =
	        intern(reading, commit.committer.mail, strlen(commit.committer.mail));
	commit.id = id;
	return take_commit(reading, at, &commit, err);
}

/* Ids that do not fit their objects could make a circle; then nothing below has an order. */
static int check_circles(const struct history *history, struct error *err)
{
	uint32_t *children = memory_alloc((size_t)history->count * sizeof *children);
	uint32_t *queue = memory_alloc((size_t)history->count * sizeof *queue);
	uint32_t queued = 1;

	memset(children, 0, history->count * sizeof *children);
	for (uint32_t i = 0; i < history->parent_total; i++)
		children[history->parent[i]]++;
	queue[0] = 0;
	if (children[0])
		queued = 0;
	for (uint32_t at = 0; at < queued; at++) {
		const struct history_commit *commit = &history->commit[queue[at]];

		for (uint32_t i = 0; i < commit->parent_count; i++) {
			uint32_t parent = history->parent[commit->first_parent + i];

			if (--children[parent] == 0)
				queue[queued++] = parent;
		}
	}
	free(children);
	free(queue);
	if (queued < history->count) {
		error_set(err, ERROR_UNSURE, "a commit is its own ancestor");
		return error_hint(err, "git fsck tells which objects are not what their ids say");
	}
	return 0;
}

int history_read(struct history *out, struct arena *arena, struct repo *repo, const struct oid *tip,
        const struct history_options *options, struct error *err)
{
	struct reading reading = {
	        .history = out,
	        .repo = repo,
	        .options = options,
	        .scratch = COMMIT_SCRATCH_INIT,
	        .texts = PATHS_INIT(arena),
	};
	int result;

	*out = (struct history){.index = arena_alloc(arena, sizeof *out->index)};
	out->index->arena = arena;
	history_slots_make(out, 0);
	result = repo_unsure(repo, err);
	if (result == 0)
		add_commit(&reading, tip);
	for (uint32_t at = 0; result == 0 && at < out->count; at++)
		result = read_one(&reading, at, err);
	commit_scratch_release(&reading.scratch);
	if (result == 0)
		result = check_circles(out, err);
	return result;
}
