/* SPDX-License-Identifier: MIT */
#include "core/origin.h"

#include "core/origin_private.h"
#include "core/versions.h"

#include <stdlib.h>
#include <string.h>

/* A file as it stands in some commit. */
struct version {
	uint32_t blob;
	uint32_t born;
	uint32_t origin[]; /* one a key of the blob's facts */
};

struct walk {
	const struct history *history;
	const struct origin_options *options;
	struct journals journals;
	struct versions versions;
	struct versions_map *map; /* per commit, while somebody needs it */
	uint32_t *needed;         /* per commit: by how many children yet */
	uint32_t *owner;          /* per path */
	uint32_t *pending;        /* per path: index + 1 into journals.change, in this commit */
	bool *listed;             /* per path: it is in path[] */
	uint32_t *path;           /* that may differ from the first parent's */
	size_t path_count, path_capacity;
	uint32_t *origin; /* scratch */
	size_t origin_capacity;
	struct arena *arena;
};

static const struct facts *facts_of(const struct walk *walk, uint32_t blob)
{
	return &walk->journals.facts[blob];
}

/* The owner's before others', then the earlier. */
static bool is_better(const struct walk *walk, uint32_t path, uint32_t origin, uint32_t than)
{
	const uint32_t *author = walk->options->author_of;

	if (than == ORIGIN_NONE)
		return true;
	bool by_owner = author[origin] == walk->owner[path];
	bool than_by_owner = author[than] == walk->owner[path];
	return by_owner != than_by_owner ? by_owner : origin < than;
}

/* Hands on what a parent's version knows.  Keys are sorted: the n-th of equal ones is the n-th. */
static void inherit(struct walk *walk, uint32_t path, uint32_t blob, const struct version *before)
{
	const struct facts *facts = facts_of(walk, blob), *known = facts_of(walk, before->blob);
	uint32_t i = 0, j = 0;

	while (i < facts->key_count && j < known->key_count) {
		int order = before->blob == blob
		                    ? 0
		                    : memcmp(facts->key[i].id, known->key[j].id, FACTS_KEY_SIZE);
		if (order == 0 && is_better(walk, path, before->origin[j], walk->origin[i]))
			walk->origin[i] = before->origin[j];
		i += order <= 0;
		j += order >= 0;
	}
}

static uint32_t *origins_for(struct walk *walk, uint32_t count)
{
	if (count > walk->origin_capacity || !walk->origin) {
		walk->origin_capacity = count < 64 ? 64 : (size_t)count * 2;
		walk->origin =
		        arena_array(walk->arena, walk->origin_capacity, sizeof *walk->origin);
	}
	for (uint32_t i = 0; i < count; i++)
		walk->origin[i] = ORIGIN_NONE;
	return walk->origin;
}

static bool is_version(
        const struct walk *walk, const struct version *version, uint32_t blob, uint32_t born)
{
	size_t size = facts_of(walk, blob)->key_count * sizeof *walk->origin;

	return version && version->blob == blob && version->born == born &&
	       memcmp(version->origin, walk->origin, size) == 0;
}

/* The version that a commit makes of a file which its parents have in these versions (or NULL). */
static const struct version *derive(struct walk *walk, uint32_t commit, uint32_t path,
        uint32_t blob, const struct version *const *before, uint32_t count)
{
	uint32_t keys = facts_of(walk, blob)->key_count;
	uint32_t *origin = origins_for(walk, keys);
	uint32_t born = commit;

	for (uint32_t i = 0; i < count; i++) {
		if (!before[i])
			continue;
		inherit(walk, path, blob, before[i]);
		born = before[i]->born < born ? before[i]->born : born;
	}
	for (uint32_t i = 0; i < keys; i++)
		origin[i] = origin[i] == ORIGIN_NONE ? commit : origin[i];
	for (uint32_t i = 0; i < count; i++) {
		if (is_version(walk, before[i], blob, born))
			return before[i];
	}
	struct version *version =
	        arena_alloc(walk->arena, sizeof *version + keys * sizeof *version->origin);
	version->blob = blob;
	version->born = born;
	memcpy(version->origin, origin, keys * sizeof *origin);
	return version;
}

static void list_path(struct walk *walk, uint32_t path)
{
	if (walk->listed[path])
		return;
	walk->listed[path] = true;
	walk->path = arena_grow(walk->arena, walk->path, walk->path_count, &walk->path_capacity,
	        sizeof *walk->path);
	walk->path[walk->path_count++] = path;
}

static void list_difference(void *context, uint32_t key, const void *a, const void *b)
{
	(void)a, (void)b;
	list_path(context, key);
}

/* The map of a commit's first parent, to be changed: that parent's own where nobody else needs it.
 */
static struct versions_map take(struct walk *walk, uint32_t parent)
{
	struct versions_map map = walk->map[parent];

	if (walk->needed[parent] > 1)
		return versions_share(map);
	walk->map[parent].root = NULL;
	return map;
}

static void set_path(struct walk *walk, struct versions_map *map, uint32_t commit, uint32_t path)
{
	enum { USUAL = 8 };
	const struct version *usual[USUAL], **before = usual;
	const uint32_t *parents = history_parents(walk->history, commit);
	uint32_t count = walk->history->commit[commit].parent_count;
	const struct version *first = versions_get(&walk->versions, *map, path);
	uint32_t blob = walk->pending[path] ? walk->journals.change[walk->pending[path] - 1].blob
	                : first             ? first->blob
	                                    : ORIGIN_NONE;

	if (blob == ORIGIN_NONE) {
		versions_set(&walk->versions, map, path, NULL);
		return;
	}
	if (count > USUAL)
		before = arena_array(walk->arena, count, sizeof *before);
	for (uint32_t i = 0; i < count; i++)
		before[i] = i == 0 || parents[i] == parents[0]
		                    ? first
		                    : versions_get(&walk->versions, walk->map[parents[i]], path);
	versions_set(&walk->versions, map, path, derive(walk, commit, path, blob, before, count));
}

static void visit(struct walk *walk, uint32_t commit, size_t first, size_t end)
{
	const uint32_t *parents = history_parents(walk->history, commit);
	uint32_t count = walk->history->commit[commit].parent_count;
	struct versions_map map = {NULL};

	walk->path_count = 0;
	for (size_t i = first; i < end; i++) {
		walk->pending[walk->journals.change[i].path] = (uint32_t)i + 1;
		list_path(walk, walk->journals.change[i].path);
	}
	for (uint32_t i = 1; i < count; i++)
		versions_compare(&walk->versions, walk->map[parents[0]], walk->map[parents[i]],
		        list_difference, walk);
	if (count > 0)
		map = take(walk, parents[0]);
	for (size_t i = 0; i < walk->path_count; i++)
		set_path(walk, &map, commit, walk->path[i]);
	for (size_t i = 0; i < walk->path_count; i++) {
		walk->listed[walk->path[i]] = false;
		walk->pending[walk->path[i]] = 0;
	}
	walk->map[commit] = map;
	for (uint32_t i = 0; i < count; i++) {
		if (--walk->needed[parents[i]] == 0)
			versions_drop(&walk->versions, &walk->map[parents[i]]);
	}
}

static void prepare(struct walk *walk, uint32_t (*owner)(void *, const char *), void *context)
{
	uint32_t paths = walk->journals.path.count, commits = walk->history->count;

	versions_init(&walk->versions, walk->arena, paths);
	walk->map = arena_array(walk->arena, commits, sizeof *walk->map);
	walk->needed = arena_array(walk->arena, commits, sizeof *walk->needed);
	for (uint32_t i = 0; i < walk->history->parent_total; i++)
		walk->needed[walk->history->parent[i]]++;
	walk->owner = arena_array(walk->arena, paths, sizeof *walk->owner);
	walk->pending = arena_array(walk->arena, paths, sizeof *walk->pending);
	walk->listed = arena_array(walk->arena, paths, sizeof *walk->listed);
	for (uint32_t i = 0; i < paths; i++)
		walk->owner[i] = owner(context, walk->journals.path.entry[i].text);
}

struct gathering {
	struct walk *walk;
	struct origins *out;
	size_t capacity;
};

static void gather(void *context, uint32_t path, const void *none, const void *value)
{
	struct gathering *gathering = context;
	struct walk *walk = gathering->walk;
	struct origins *out = gathering->out;
	const struct version *version = value;
	struct oid blob;

	(void)none;
	memcpy(blob.id, walk->journals.blob.entry[version->blob].text, OID_SIZE);
	out->file = arena_grow(
	        walk->arena, out->file, out->count, &gathering->capacity, sizeof *out->file);
	out->file[out->count++] = (struct origin_file){walk->journals.path.entry[path].text, blob,
	        facts_of(walk, version->blob), version->origin, version->born, walk->owner[path]};
}

static int compare_files(const void *left, const void *right)
{
	const struct origin_file *a = left, *b = right;

	return strcmp(a->path, b->path);
}

int origin_trace(struct origins *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err)
{
	struct walk walk = {.history = history, .options = options, .arena = arena};
	struct gathering gathering = {&walk, out, 0};
	size_t at = 0;

	memset(out, 0, sizeof *out);
	if (journals_collect(&walk.journals, arena, repo, history, options, err) < 0)
		return -1;
	prepare(&walk, options->owner, options->context);
	for (uint32_t commit = 0; commit < history->count; commit++) {
		size_t first = at;
		while (at < walk.journals.count && walk.journals.change[at].commit == commit)
			at++;
		visit(&walk, commit, first, at);
	}
	out->decision = walk.journals.decision;
	if (history->count == 0)
		return 0;
	versions_compare(&walk.versions, (struct versions_map){NULL}, walk.map[history->count - 1],
	        gather, &gathering);
	if (out->count)
		qsort(out->file, out->count, sizeof *out->file, compare_files);
	return 0;
}
