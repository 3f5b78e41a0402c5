/* SPDX-License-Identifier: MIT */
#include "core/history/origin_private.h"

#include "core/history/chronicle_trees.h"
#include "formats/name.h"

#include <stdlib.h>
#include <string.h>

static const char folder[] = "journals/";
enum { FOLDER_SIZE = sizeof folder - 1 };

size_t origin_is_journal(const char *path, size_t len)
{
	if (len < FOLDER_SIZE + 5 || memcmp(path, folder, FOLDER_SIZE) != 0 ||
	        memcmp(path + len - 3, ".md", 3) != 0)
		return 0;
	const char *handle = path + FOLDER_SIZE;
	const char *slash = memchr(handle, '/', len - FOLDER_SIZE);
	size_t size = slash ? (size_t)(slash - handle) : 0;
	return size && name_valid(handle, size) ? size : 0;
}

/* A decision that the commit at hand adds against some of its parents. */
struct added {
	uint32_t path;
	uint32_t parents;
};

struct collecting {
	struct journals *out;
	const struct history *history;
	struct arena arena; /* gone afterwards */
	struct paths paths; /* of what is governed */
	uint32_t commit;    /* at hand */
	struct added *added;
	size_t added_count, added_capacity;
	uint32_t *local; /* by path of the chronicle: into out->path, plus one */
	size_t path_capacity, change_capacity;
};

static bool is_decision(const struct paths_entry *path)
{
	const char *slash = memrchr(path->text, '/', path->len);

	return slash && strncmp(slash + 1, "decision-", 9) == 0 &&
	       memcmp(path->text + path->len - 4, ".ini", 4) == 0;
}

/* A commit adds a decision when it stands in none of its parents. */
static void add_decision(
        struct collecting *collecting, uint32_t commit, const struct change *change)
{
	const struct history_commit *entry = &collecting->history->commit[commit];
	uint32_t parents = entry->parent_count ? entry->parent_count : 1;
	struct added *added = NULL;

	if (!oid_is_zero(&change->before) || oid_is_zero(&change->after) ||
	        !is_decision(&collecting->paths.entry[change->path]))
		return;
	for (size_t i = 0; i < collecting->added_count && !added; i++) {
		if (collecting->added[i].path == change->path)
			added = &collecting->added[i];
	}
	if (!added) {
		collecting->added =
		        arena_grow(&collecting->arena, collecting->added, collecting->added_count,
		                &collecting->added_capacity, sizeof *collecting->added);
		added = &collecting->added[collecting->added_count++];
		*added = (struct added){change->path, 0};
	}
	if (++added->parents == parents)
		collecting->out->decision[commit] = true;
}

static int collect(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err)
{
	struct collecting *collecting = context;

	(void)err, (void)parent_number;
	if (collecting->commit != commit)
		collecting->added_count = 0;
	collecting->commit = commit;
	for (size_t i = 0; i < count; i++)
		if (change[i].class == PATH_NEGOTIATION)
			add_decision(collecting, commit, &change[i]);
	return 0;
}

static uint32_t local_path(
        struct collecting *collecting, struct arena *arena, uint32_t path, uint32_t blob)
{
	struct journals *out = collecting->out;

	if (!collecting->local[path]) {
		out->path = arena_grow(arena, out->path, out->path_count,
		        &collecting->path_capacity, sizeof *out->path);
		out->path[out->path_count++] = (struct journal_path){path, blob, false};
		collecting->local[path] = out->path_count;
	}
	struct journal_path *local = &out->path[collecting->local[path] - 1];
	if (local->blob == ORIGIN_NONE)
		local->blob = blob;
	else if (blob != local->blob)
		local->mixed = true;
	return collecting->local[path] - 1;
}

static void add_journals(struct collecting *collecting, struct arena *arena, uint32_t commit)
{
	struct journals *out = collecting->out;
	uint32_t number = collecting->history->commit[commit].read;
	struct reader reader = chronicle_journals_of(out->chronicle, number);
	uint32_t path, blob;

	while (chronicle_journal_next(out->chronicle, &reader, &path, &blob)) {
		out->change = arena_grow(arena, out->change, out->count,
		        &collecting->change_capacity, sizeof *out->change);
		out->change[out->count++] = (struct journal_change){
		        commit, local_path(collecting, arena, path, blob), blob};
	}
}

/* Of the paths that had several blobs, the names of what is in each. */
static int read_names(struct journals *out, struct repo *repo, const struct origin_options *options,
        struct error *err)
{
	uint32_t *blob = memory_alloc(out->count * sizeof *blob), count = 0;

	for (size_t i = 0; i < out->count; i++)
		if (out->path[out->change[i].path].mixed && out->change[i].blob != ORIGIN_NONE)
			blob[count++] = out->change[i].blob;
	int result = chronicle_facts(
	        out->chronicle, repo, options->thanks, blob, count, true, options->threads, err);
	free(blob);
	return result;
}

int journals_collect(struct journals *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err)
{
	struct collecting collecting = {
	        .out = out, .history = history, .arena = ARENA_INIT, .commit = HISTORY_NONE};
	struct chronicle *chronicle = history->chronicle;

	*out = (struct journals){.chronicle = chronicle};
	out->decision = arena_array(arena, history->count, sizeof *out->decision);
	collecting.paths = (struct paths)PATHS_INIT(&collecting.arena);
	chronicle_root(chronicle, options->root);
	chronicle_words(chronicle, options->thanks);
	int result =
	        history_changes(history, repo, true, &collecting.paths, collect, &collecting, err);
	collecting.local = arena_array(
	        &collecting.arena, chronicle->path.column.count, sizeof *collecting.local);
	for (uint32_t i = 0; result == 0 && i < history->count; i++)
		add_journals(&collecting, arena, i);
	arena_release(&collecting.arena);
	return result == 0 ? read_names(out, repo, options, err) : -1;
}
