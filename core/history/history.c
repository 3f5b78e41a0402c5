/* SPDX-License-Identifier: MIT */
#include "core/history/history.h"

#include "core/history/ahead.h"
#include "core/history/history_private.h"

#include <stdlib.h>

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

/* One history out of a chronicle. */
struct reading {
	struct history *history;
	const struct chronicle *chronicle;
	uint32_t *index; /* by number in the chronicle, plus one */
	uint32_t *ident; /* likewise */
	size_t commit_capacity, parent_capacity;
};

/* The index of that commit, whose turn comes when it is new. */
static uint32_t add_commit(struct reading *reading, uint32_t number)
{
	struct history *history = reading->history;

	if (reading->index[number])
		return reading->index[number] - 1;
	history->commit = arena_grow(history->index->arena, history->commit, history->count,
	        &reading->commit_capacity, sizeof *history->commit);
	history->commit[history->count].read = number;
	reading->index[number] = ++history->count;
	return history->count - 1;
}

static void add_parent(struct reading *reading, uint32_t number)
{
	struct history *history = reading->history;
	uint32_t parent = add_commit(reading, number);

	history->parent = arena_grow(history->index->arena, history->parent, history->parent_total,
	        &reading->parent_capacity, sizeof *history->parent);
	history->parent[history->parent_total++] = parent;
}

static bool take_commit(struct reading *reading, uint32_t at)
{
	struct history *history = reading->history;
	struct chronicle_commit known;

	if (!chronicle_commit(reading->chronicle, history->commit[at].read, &known))
		return false;
	history->commit[at] = (struct history_commit){
	        .id = known.id,
	        .tree = known.tree,
	        .first_parent = history->parent_total,
	        .parent_count = known.parent_count,
	        .author_time = known.author_time,
	        .committer_time = known.committer_time,
	        .author = known.author,
	        .committer = known.committer,
	        .read = known.number,
	};
	for (uint32_t i = 0; i < known.parent_count; i++)
		add_parent(reading, chronicle_parent(reading->chronicle, &known));
	return !known.parents.bad;
}

/* Idents are numbered anew: those of this history alone, as its commits stand now. */
static void number_idents(struct reading *reading)
{
	struct history *history = reading->history;
	const struct dictionary *known = &reading->chronicle->ident;
	size_t capacity = 0;

	for (uint32_t i = 0; i < history->count; i++) {
		uint32_t *ident[] = {&history->commit[i].author, &history->commit[i].committer};
		for (size_t j = 0; j < 2; j++) {
			uint32_t *number = &reading->ident[*ident[j]];
			if (!*number) {
				const char *name = dictionary_text(known, *ident[j]);
				history->ident = arena_grow(history->index->arena, history->ident,
				        history->ident_count, &capacity, sizeof *history->ident);
				history->ident[history->ident_count] =
				        (struct history_ident){name, name + strlen(name) + 1};
				*number = ++history->ident_count;
			}
			*ident[j] = *number - 1;
		}
	}
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

static int build(struct history *history, uint32_t tip, struct error *err)
{
	struct arena scratch = ARENA_INIT;
	const struct chronicle *chronicle = history->chronicle;
	struct reading reading = {
	        .history = history,
	        .chronicle = chronicle,
	        .index = arena_array(&scratch, chronicle->commit.count, sizeof *reading.index),
	        .ident =
	                arena_array(&scratch, chronicle->ident.column.count, sizeof *reading.ident),
	};
	int result = 0;

	/* as many as there may be: growing would leave as much behind again */
	reading.commit_capacity = (size_t)chronicle->commit.count + 1;
	history->commit = arena_array(
	        history->index->arena, reading.commit_capacity, sizeof *history->commit);
	reading.parent_capacity = reading.commit_capacity;
	history->parent = arena_array(
	        history->index->arena, reading.parent_capacity, sizeof *history->parent);
	add_commit(&reading, tip);
	for (uint32_t at = 0; result == 0 && at < history->count; at++)
		if (!take_commit(&reading, at))
			result = chronicle_damaged(err);
	if (result == 0)
		number_idents(&reading);
	arena_release(&scratch);
	return result;
}

int history_read(struct history *out, struct arena *arena, struct repo *repo, const struct oid *tip,
        const struct history_options *options, struct error *err)
{
	static const struct ahead_options nothing;
	const struct ahead_options *ahead = options && options->ahead ? options->ahead : &nothing;
	struct chronicle_reading reading = {.on_commit = NULL};
	uint32_t number;

	*out = (struct history){.index = arena_alloc(arena, sizeof *out->index)};
	out->index->arena = arena;
	history_slots_make(out, 0);
	if (options) {
		reading.on_commit = options->on_commit;
		reading.cached = options->cached;
		reading.context = options->context;
		out->chronicle = options->chronicle;
	}
	if (!out->chronicle) {
		out->chronicle = arena_alloc(arena, sizeof *out->chronicle);
		chronicle_open(out->chronicle, arena, arena, arena, NULL);
	}
	if (repo_unsure(repo, err) != 0 ||
	        ahead_read(out->chronicle, repo, tip, &reading, ahead, &number, err) != 0 ||
	        build(out, number, err) != 0)
		return -1;
	return check_circles(out, err);
}
