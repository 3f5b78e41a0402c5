/* SPDX-License-Identifier: MIT */
#include "core/history/origin.h"

#include "core/history/origin_private.h"
#include "core/history/versions.h"

#include <stdlib.h>
#include <string.h>

/* A file as it stands in some commit. */
struct version {
	uint32_t blob;
	uint32_t born;
	uint32_t all;       /* brought every sentence, or ORIGIN_NONE: see origin */
	uint32_t key_count; /* unless all is said */
	uint32_t origin[];  /* one a name of the blob, in their order */
};

/* A file that somebody else than its owner changed or took away. */
struct loss {
	uint32_t commit, path, blob; /* blob: what they left, or ORIGIN_NONE */
	const struct version **before;
	uint32_t parents;
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
	struct loss *loss;
	size_t loss_count, loss_capacity;
	struct arena *arena, *scratch;
};

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

/* The names of a blob: one behind the other, sorted. */
static const unsigned char *names_of(const struct walk *walk, uint32_t blob, uint32_t *count)
{
	struct reader reader = chronicle_names_of(walk->journals.chronicle, blob);

	*count = (uint32_t)((size_t)(reader.end - reader.at) / sizeof(struct facts_name));
	return reader.at;
}

static uint32_t origin_at(const struct version *version, uint32_t name)
{
	return version->all != ORIGIN_NONE ? version->all : version->origin[name];
}

/* Hands on what a parent's version knows.  Names are sorted: the n-th of equal ones is the n-th. */
static void inherit(struct walk *walk, uint32_t path, uint32_t blob, const struct version *before)
{
	uint32_t count, known_count, i = 0, j = 0;
	const unsigned char *name = names_of(walk, blob, &count);
	const unsigned char *known = names_of(walk, before->blob, &known_count);

	while (i < count && j < known_count) {
		int order = before->blob == blob ? 0
		                                 : memcmp(name + i * sizeof(struct facts_name),
		                                           known + j * sizeof(struct facts_name),
		                                           FACTS_KEY_SIZE);
		if (order == 0 && is_better(walk, path, origin_at(before, j), walk->origin[i]))
			walk->origin[i] = origin_at(before, j);
		i += order <= 0;
		j += order >= 0;
	}
}

/* --- equal sentences on several sides of a merge --- */

static const unsigned char *name_at(const unsigned char *names, uint32_t i)
{
	return names + i * sizeof(struct facts_name);
}

/* The first name that is not before the id. */
static uint32_t find_name(const unsigned char *names, uint32_t count, const unsigned char *id)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (memcmp(name_at(names, middle), id, FACTS_KEY_SIZE) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int compare_numbers(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Commits that brought equal sentences in, each as often as it did. */
struct bringers {
	uint32_t *commit;
	size_t count;
};

/* Those of one version of the file, as the sentences stand there. */
static struct bringers bringers_of(
        const struct walk *walk, const struct version *version, const unsigned char *id)
{
	uint32_t count;
	const unsigned char *names = names_of(walk, version->blob, &count);
	uint32_t first = find_name(names, count, id), end = first;

	while (end < count && !memcmp(name_at(names, end), id, FACTS_KEY_SIZE))
		end++;
	struct bringers out = {memory_alloc((end - first + 1) * sizeof *out.commit), end - first};
	for (uint32_t i = first; i < end; i++)
		out.commit[i - first] = origin_at(version, i);
	return out;
}

static void sort_bringers(struct bringers *bringers)
{
	if (bringers->count)
		qsort(bringers->commit, bringers->count, sizeof *bringers->commit, compare_numbers);
}

/* Those of either, as often as in the one that has more of them; all ascending. */
static void join_bringers(struct bringers *all, const struct bringers *more)
{
	struct bringers out = {
	        memory_alloc((all->count + more->count + 1) * sizeof *out.commit), 0};
	size_t i = 0, j = 0;

	while (i < all->count || j < more->count) {
		bool left =
		        j == more->count || (i < all->count && all->commit[i] <= more->commit[j]);
		bool right =
		        i == all->count || (j < more->count && more->commit[j] <= all->commit[i]);
		out.commit[out.count++] = left ? all->commit[i] : more->commit[j];
		i += left;
		j += right;
	}
	free(all->commit);
	*all = out;
}

/* Of the versions that have such sentences, whether all say the same of them. */
static bool all_agree(const struct walk *walk, const unsigned char *id,
        const struct version *const *before, uint32_t count)
{
	struct bringers first = {NULL, 0};
	bool agree = true;

	for (uint32_t i = 0; i < count && agree; i++) {
		if (!before[i])
			continue;
		struct bringers one = bringers_of(walk, before[i], id);
		agree = !first.count || !one.count ||
		        (first.count == one.count &&
		                !memcmp(first.commit, one.commit, one.count * sizeof *one.commit));
		if (!first.count) {
			free(first.commit);
			first = one;
		} else {
			free(one.commit);
		}
	}
	free(first.commit);
	return agree;
}

/*
 * What one side brought in twice and each of two sides once looks alike by its number.  Whoever
 * merges brings in no more than what is left when all who brought one in are accounted for: else
 * somebody might repeat another's sentence in their journal, and their next pull made it theirs.
 */
static void account_for_equal(struct walk *walk, uint32_t path, const unsigned char *id,
        uint32_t *origin, uint32_t equal, const struct version *const *before, uint32_t count)
{
	const uint32_t *author = walk->options->author_of;
	struct bringers all = {NULL, 0};
	uint32_t told = 0;

	if (all_agree(walk, id, before, count))
		return;
	for (uint32_t i = 0; i < count; i++) {
		if (!before[i])
			continue;
		struct bringers more = bringers_of(walk, before[i], id);
		sort_bringers(&more);
		join_bringers(&all, &more);
		free(more.commit);
	}
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < all.count && told < equal; i++)
			if ((author[all.commit[i]] == walk->owner[path]) == own)
				origin[told++] = all.commit[i];
	while (told < equal)
		origin[told++] = ORIGIN_NONE;
	free(all.commit);
}

static void account_for_all_equal(struct walk *walk, uint32_t path, uint32_t blob,
        const struct version *const *before, uint32_t count)
{
	uint32_t names, end;
	const unsigned char *name = names_of(walk, blob, &names);

	for (uint32_t first = 0; first < names; first = end) {
		const unsigned char *id = name_at(name, first);
		for (end = first + 1;
		        end < names && !memcmp(name_at(name, end), id, FACTS_KEY_SIZE);)
			end++;
		if (end > first + 1)
			account_for_equal(
			        walk, path, id, walk->origin + first, end - first, before, count);
	}
}

/* --- versions --- */

static const char *path_text(const struct walk *walk, uint32_t path)
{
	return dictionary_text(&walk->journals.chronicle->path, walk->journals.path[path].number);
}

static uint32_t *origins_for(struct walk *walk, uint32_t count)
{
	if (count > walk->origin_capacity || !walk->origin) {
		walk->origin_capacity = count < 64 ? 64 : (size_t)count * 2;
		walk->origin =
		        arena_array(walk->scratch, walk->origin_capacity, sizeof *walk->origin);
	}
	for (uint32_t i = 0; i < count; i++)
		walk->origin[i] = ORIGIN_NONE;
	return walk->origin;
}

/* What a version says of itself, to be compared with the one that it may be. */
static bool same_version(
        const struct version *version, const struct version *head, const uint32_t *origin)
{
	return version && version->blob == head->blob && version->born == head->born &&
	       version->all == head->all && version->key_count == head->key_count &&
	       (head->key_count == 0 ||
	               !memcmp(version->origin, origin, head->key_count * sizeof *origin));
}

/* The version that a commit makes of a file which its parents have in these versions (or NULL). */
static const struct version *derive(struct walk *walk, uint32_t commit, uint32_t path,
        uint32_t blob, const struct version *const *before, uint32_t count)
{
	struct version head = {.blob = blob, .born = commit, .all = ORIGIN_NONE};
	uint32_t *origin = NULL;
	bool alike = true, several = false;

	for (uint32_t i = 0; i < count; i++) {
		if (!before[i])
			continue;
		several = several || (i > 0 && before[i] != before[0]);
		head.born = before[i]->born < head.born ? before[i]->born : head.born;
		alike = alike && before[i]->blob == blob && before[i]->all != ORIGIN_NONE;
		if (alike && is_better(walk, path, before[i]->all, head.all))
			head.all = before[i]->all;
	}
	if (alike && head.all == ORIGIN_NONE)
		head.all = commit;
	if (!alike) {
		head.all = ORIGIN_NONE;
		names_of(walk, blob, &head.key_count);
		origin = origins_for(walk, head.key_count);
		for (uint32_t i = 0; i < count; i++)
			if (before[i])
				inherit(walk, path, blob, before[i]);
		if (several)
			account_for_all_equal(walk, path, blob, before, count);
		for (uint32_t i = 0; i < head.key_count; i++)
			origin[i] = origin[i] == ORIGIN_NONE ? commit : origin[i];
	}
	for (uint32_t i = 0; i < count; i++)
		if (same_version(before[i], &head, origin))
			return before[i];
	struct version *version = arena_alloc(
	        walk->scratch, sizeof *version + head.key_count * sizeof *version->origin);
	*version = head;
	if (head.key_count)
		memcpy(version->origin, origin, head.key_count * sizeof *origin);
	return version;
}

static void list_path(struct walk *walk, uint32_t path)
{
	if (walk->listed[path])
		return;
	walk->listed[path] = true;
	walk->path = arena_grow(walk->scratch, walk->path, walk->path_count, &walk->path_capacity,
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

/* What is missing against one parent may be what another side took out: all must have had it. */
static void note_loss(struct walk *walk, uint32_t commit, uint32_t path, uint32_t blob,
        const struct version **before, uint32_t parents)
{
	uint32_t owner = walk->owner[path];
	bool changed = parents > 0;

	for (uint32_t i = 0; i < parents; i++)
		changed = changed && before[i] && before[i]->blob != blob;
	if (!changed || owner == ORIGIN_NONE || walk->options->author_of[commit] == owner)
		return;
	walk->loss = arena_grow(walk->scratch, walk->loss, walk->loss_count, &walk->loss_capacity,
	        sizeof *walk->loss);
	walk->loss[walk->loss_count++] = (struct loss){commit, path, blob,
	        arena_copy(walk->scratch, before, parents * sizeof *before), parents};
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

	if (count > USUAL)
		before = arena_array(walk->scratch, count, sizeof *before);
	for (uint32_t i = 0; i < count; i++)
		before[i] = i == 0 || parents[i] == parents[0]
		                    ? first
		                    : versions_get(&walk->versions, walk->map[parents[i]], path);
	note_loss(walk, commit, path, blob, before, count);
	versions_set(&walk->versions, map, path,
	        blob == ORIGIN_NONE ? NULL : derive(walk, commit, path, blob, before, count));
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

static void prepare(struct walk *walk)
{
	const struct origin_options *options = walk->options;
	uint32_t paths = walk->journals.path_count, commits = walk->history->count;
	struct arena *arena = walk->scratch;

	versions_init(&walk->versions, arena, paths);
	walk->map = arena_array(arena, commits, sizeof *walk->map);
	walk->needed = arena_array(arena, commits, sizeof *walk->needed);
	for (uint32_t i = 0; i < walk->history->parent_total; i++)
		walk->needed[walk->history->parent[i]]++;
	walk->owner = arena_array(arena, paths, sizeof *walk->owner);
	walk->pending = arena_array(arena, paths, sizeof *walk->pending);
	walk->listed = arena_array(arena, paths, sizeof *walk->listed);
	for (uint32_t i = 0; i < paths; i++)
		walk->owner[i] = options->owner(options->context, path_text(walk, i));
}

/* --- what others took out --- */

/* Whether a version of the file has such a sentence, at least so many times. */
static bool has_name(const struct walk *walk, uint32_t blob, const unsigned char *id, uint32_t nth)
{
	uint32_t count;
	const unsigned char *names = names_of(walk, blob, &count);
	uint32_t at = find_name(names, count, id) + nth;

	return at < count && !memcmp(name_at(names, at), id, FACTS_KEY_SIZE);
}

/* Whether the loss took the sentence of that name, the nth of equal ones, and it is not back. */
static bool is_taken(const struct walk *walk, const struct loss *loss, const struct version *now,
        const unsigned char *id, uint32_t nth)
{
	if (loss->blob != ORIGIN_NONE && has_name(walk, loss->blob, id, nth))
		return false;
	for (uint32_t i = 1; i < loss->parents; i++)
		if (!has_name(walk, loss->before[i]->blob, id, nth))
			return false;
	return !now || !has_name(walk, now->blob, id, nth);
}

/* By names that are words alone: to lose a topic is to be changed, not to be taken out. */
static void list_taken(struct walk *walk, struct origins *out, const struct loss *loss,
        const struct version *now, struct facts *facts)
{
	const struct version *version = loss->before[0];
	uint32_t count, nth = 0, *signal;
	const unsigned char *names = names_of(walk, version->blob, &count);
	struct origin_taken *taken = &out->taken[out->taken_count];

	if (!chronicle_facts_of(walk->journals.chronicle, version->blob, facts))
		return;
	*taken = (struct origin_taken){.path = path_text(walk, loss->path),
	        .commit = loss->commit,
	        .owner = walk->owner[loss->path],
	        .blob = version->blob};
	taken->signal = signal = arena_array(walk->arena, facts->signal_count, sizeof *signal);
	for (uint32_t i = 0; i < count; i++) {
		const unsigned char *id = name_at(names, i);
		struct facts_name name;
		memcpy(&name, id, sizeof name);
		bool again = i && !memcmp(id, name_at(names, i - 1), FACTS_KEY_SIZE);
		nth = again ? nth + 1 : 0;
		if (name.key >= facts->key_count &&
		        walk->options->author_of[origin_at(version, i)] == taken->owner &&
		        is_taken(walk, loss, now, id, nth))
			signal[taken->count++] = name.key - facts->key_count;
	}
	qsort(signal, taken->count, sizeof *signal, compare_numbers);
	out->taken_count += taken->count > 0;
}

static int find_taken(struct walk *walk, struct origins *out, struct repo *repo, struct error *err)
{
	struct versions_map tip = walk->map[walk->history->count - 1];
	uint32_t *blob = arena_array(walk->scratch, walk->loss_count, sizeof *blob);
	struct facts facts = FACTS_INIT;

	for (size_t i = 0; i < walk->loss_count; i++)
		blob[i] = walk->loss[i].before[0]->blob;
	if (chronicle_facts(walk->journals.chronicle, repo, walk->options->thanks, blob,
	            (uint32_t)walk->loss_count, true, walk->options->threads, err))
		return -1;
	out->taken = arena_array(walk->arena, walk->loss_count, sizeof *out->taken);
	for (size_t i = 0; i < walk->loss_count; i++)
		list_taken(walk, out, &walk->loss[i],
		        versions_get(&walk->versions, tip, walk->loss[i].path), &facts);
	facts_release(&facts);
	return 0;
}

/* --- the files at the tip --- */

struct gathering {
	struct walk *walk;
	struct origins *out;
};

/* From the order of names to that of keys. */
static const uint32_t *origins_by_key(const struct walk *walk, const struct version *version)
{
	uint32_t count, keys = 0;
	const unsigned char *name = names_of(walk, version->blob, &count);
	struct facts_name one;

	for (uint32_t i = 0; i < count; i++) {
		memcpy(&one, name_at(name, i), sizeof one);
		keys = one.key >= keys ? one.key + 1 : keys;
	}
	uint32_t *origin = arena_array(walk->arena, keys, sizeof *origin);
	for (uint32_t i = 0; i < count; i++) {
		memcpy(&one, name_at(name, i), sizeof one);
		origin[one.key] = version->origin[i];
	}
	return origin;
}

static void gather(void *context, uint32_t path, const void *none, const void *value)
{
	struct gathering *gathering = context;
	struct walk *walk = gathering->walk;
	struct origins *out = gathering->out;
	const struct version *version = value;
	bool alike = version->all != ORIGIN_NONE;

	(void)none;
	out->file[out->count++] = (struct origin_file){
	        .path = path_text(walk, path),
	        .blob = version->blob,
	        .born = version->born,
	        .owner = walk->owner[path],
	        .origin = alike ? NULL : origins_by_key(walk, version),
	        .all = version->all,
	};
	out->slot[walk->journals.path[path].number] = (uint32_t)out->count;
}

static int read_facts(struct walk *walk, struct origins *out, struct repo *repo, struct error *err)
{
	uint32_t *blob = arena_array(walk->scratch, out->count, sizeof *blob);

	for (size_t i = 0; i < out->count; i++)
		blob[i] = out->file[i].blob;
	return chronicle_facts(walk->journals.chronicle, repo, walk->options->thanks, blob,
	        (uint32_t)out->count, false, walk->options->threads, err);
}

static int trace(struct walk *walk, struct origins *out, struct repo *repo, struct error *err)
{
	const struct history *history = walk->history;
	struct gathering gathering = {walk, out};
	size_t at = 0;

	if (journals_collect(&walk->journals, walk->scratch, repo, history, walk->options, err) < 0)
		return -1;
	prepare(walk);
	for (uint32_t commit = 0; commit < history->count; commit++) {
		size_t first = at;
		while (at < walk->journals.count && walk->journals.change[at].commit == commit)
			at++;
		visit(walk, commit, first, at);
	}
	out->decision =
	        arena_copy(walk->arena, walk->journals.decision, history->count * sizeof(bool));
	out->slot_count = walk->journals.chronicle->path.column.count;
	out->slot = arena_array(walk->arena, out->slot_count, sizeof *out->slot);
	out->file = arena_array(walk->arena, walk->journals.path_count, sizeof *out->file);
	if (history->count == 0)
		return 0;
	versions_compare(&walk->versions, (struct versions_map){NULL},
	        walk->map[history->count - 1], gather, &gathering);
	return read_facts(walk, out, repo, err) || find_taken(walk, out, repo, err) ? -1 : 0;
}

int origin_trace(struct origins *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err)
{
	struct arena scratch = ARENA_INIT;
	struct walk walk = {
	        .history = history, .options = options, .arena = arena, .scratch = &scratch};

	*out = (struct origins){.chronicle = history->chronicle};
	int result = trace(&walk, out, repo, err);
	arena_release(&scratch);
	return result;
}

const struct origin_file *origin_find(const struct origins *origins, const char *path)
{
	uint32_t number = dictionary_find(&origins->chronicle->path, path, strlen(path));

	if (number >= origins->slot_count || !origins->slot[number])
		return NULL;
	return &origins->file[origins->slot[number] - 1];
}

uint32_t origin_of(const struct origin_file *file, const struct facts *facts, uint32_t key,
        const uint32_t *author_of)
{
	uint32_t words = origin_of_key(file, facts->key_count + facts->key[key].signal);

	return author_of[words] == file->owner ? origin_of_key(file, key) : words;
}
