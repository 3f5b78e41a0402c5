/* SPDX-License-Identifier: MIT */
#include "core/history/origin.h"

#include "core/history/origin_private.h"
#include "core/history/versions.h"

#include <stdlib.h>
#include <string.h>

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
	bool *retracted; /* per path: some version has lost what the owner brought in */
	struct held_pool held;
	uint32_t *origin; /* scratch */
	size_t origin_capacity;
	struct repo *repo;
	struct error *err;
	bool failed; /* with *err */
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

const unsigned char *origin_names(const struct chronicle *chronicle, uint32_t blob, uint32_t *count)
{
	struct reader reader = {NULL, NULL, false};

	if (blob != ORIGIN_NONE)
		reader = chronicle_names_of(chronicle, blob);
	*count = reader.at
	                 ? (uint32_t)((size_t)(reader.end - reader.at) / sizeof(struct facts_name))
	                 : 0;
	return reader.at;
}

static const unsigned char *names_of(const struct walk *walk, uint32_t blob, uint32_t *count)
{
	return origin_names(walk->journals.chronicle, blob, count);
}

static bool is_own(const struct walk *walk, uint32_t path, uint32_t commit)
{
	return walk->options->author_of[commit] == walk->owner[path];
}

/*
 * Hands on what a parent's version knows; whether all of it stands in the blob.  Names are sorted:
 * the n-th of equal ones is the n-th.
 */
static bool inherit(struct walk *walk, uint32_t path, uint32_t blob, const struct version *before)
{
	uint32_t count, known_count, i = 0, j = 0, missing = 0;
	const unsigned char *name = names_of(walk, blob, &count);
	const unsigned char *known = names_of(walk, before->blob, &known_count);

	while (i < count && j < known_count) {
		int order = before->blob == blob ? 0
		                                 : memcmp(name + i * sizeof(struct facts_name),
		                                           known + j * sizeof(struct facts_name),
		                                           FACTS_KEY_SIZE);
		if (order == 0) {
			uint32_t origin = origin_at(before, j);
			/* of two that brought in the same, one is lost */
			walk->retracted[path] |=
			        walk->origin[i] != ORIGIN_NONE && walk->origin[i] != origin;
			if (is_better(walk, path, origin, walk->origin[i]))
				walk->origin[i] = origin;
		}
		missing += order > 0;
		i += order <= 0;
		j += order >= 0;
	}
	return missing == 0 && j == known_count;
}

/* Whether some stand there more than once. */
static bool has_equal(const struct walk *walk, uint32_t blob)
{
	uint32_t count;
	const unsigned char *name = names_of(walk, blob, &count);

	for (uint32_t i = 1; i < count; i++)
		if (!memcmp(origin_name(name, i), origin_name(name, i - 1), FACTS_KEY_SIZE))
			return true;
	return false;
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

/* A version that is one of the parents' or a new one. */
static const struct version *keep_version(struct walk *walk, const struct version *head,
        const uint32_t *origin, const uint32_t *held, uint32_t holds,
        const struct version *const *before, uint32_t count)
{
	size_t names = head->key_count * sizeof *origin, rest = holds * sizeof *held;

	for (uint32_t i = 0; i < count; i++) {
		const struct version *one = before[i];
		if (one && one->blob == head->blob && one->born == head->born &&
		        one->all == head->all && one->key_count == head->key_count &&
		        held_count(one) == holds &&
		        (!names || !memcmp(one->origin, origin, names)) &&
		        (!rest || !memcmp(held_numbers(one), held, rest)))
			return one;
	}
	struct version *version = arena_alloc(
	        walk->scratch, sizeof *version + names + (head->holds ? sizeof *held + rest : 0));
	*version = *head;
	if (names)
		memcpy(version->origin, origin, names);
	if (head->holds) {
		version->origin[head->key_count] = holds;
		memcpy(version->origin + head->key_count + 1, held, rest);
	}
	return version;
}

/* What is to be told apart though it stood in one version alone. */
static void need_names(struct walk *walk, uint32_t blob)
{
	if (blob == ORIGIN_NONE || walk->failed)
		return;
	walk->failed = chronicle_facts(walk->journals.chronicle, walk->repo, walk->options->thanks,
	                       &blob, 1, true, 0, walk->err) < 0;
}

static const struct version *settle(struct walk *walk, uint32_t commit, uint32_t path,
        struct version *head, const struct version *const *before, uint32_t count)
{
	struct settling settling = {
	        .history = walk->history,
	        .chronicle = walk->journals.chronicle,
	        .author_of = walk->options->author_of,
	        .pool = &walk->held,
	        .owner = walk->owner[path],
	        .commit = commit,
	        .blob = head->blob,
	        .parents = count,
	        .before = before,
	        .retracted = walk->retracted[path],
	};
	struct arena arena = ARENA_INIT;
	const struct version *version = NULL;

	need_names(walk, head->blob);
	for (uint32_t i = 0; i < count; i++)
		if (before[i])
			need_names(walk, before[i]->blob);
	origin_settle(&settling, &arena);
	walk->retracted[path] |= settling.retracted;
	uint32_t names;
	names_of(walk, head->blob, &names);
	head->all = ORIGIN_NONE;
	head->key_count = names & VERSION_KEYS;
	head->mixed = settling.mixed;
	head->holds = settling.held_count > 0;
	if (head->blob == ORIGIN_NONE)
		head->born = ORIGIN_NONE;
	if (head->blob != ORIGIN_NONE || head->holds)
		version = keep_version(walk, head, settling.origin, settling.held,
		        settling.held_count, before, count);
	arena_release(&arena);
	return version;
}

/* What the parents' versions have in common. */
struct parentage {
	bool touched; /* somebody else than the owner had a hand in one */
	bool alike;   /* each that has the file has this very blob, of one commit */
	bool several; /* they differ */
	bool any;     /* one has the file */
};

static struct parentage parentage_of(struct walk *walk, uint32_t path, struct version *head,
        const struct version *const *before, uint32_t count)
{
	struct parentage out = {false, true, false, false};

	for (uint32_t i = 0; i < count; i++) {
		if (!before[i])
			continue;
		out.touched |= before[i]->holds || before[i]->mixed;
		if (before[i]->blob == ORIGIN_NONE)
			continue;
		out.any = true;
		out.several |= i > 0 && before[i] != before[0];
		head->born = before[i]->born < head->born ? before[i]->born : head->born;
		out.alike =
		        out.alike && before[i]->blob == head->blob && before[i]->all != ORIGIN_NONE;
		if (out.alike && is_better(walk, path, before[i]->all, head->all)) {
			walk->retracted[path] |= head->all != ORIGIN_NONE;
			head->all = before[i]->all;
		}
	}
	return out;
}

/* What the parents hand on sentence by sentence, where nothing else is to be told: or false. */
static bool hand_on(struct walk *walk, uint32_t commit, uint32_t path, struct version *head,
        const struct version *const *before, uint32_t count, const struct parentage *parentage)
{
	bool known = walk->owner[path] != ORIGIN_NONE, own = is_own(walk, path, commit);
	bool lost = false, fresh = false;
	uint32_t names, *origin;

	head->all = ORIGIN_NONE;
	names_of(walk, head->blob, &names);
	head->key_count = names & VERSION_KEYS;
	if (known && parentage->several && has_equal(walk, head->blob))
		return false;
	origin = origins_for(walk, names);
	for (uint32_t i = 0; i < count; i++)
		if (before[i])
			lost |= !inherit(walk, path, head->blob, before[i]);
	if (known && lost && (!own || count > 1))
		return false;
	walk->retracted[path] |= lost;
	for (uint32_t i = 0; i < names; i++) {
		fresh |= origin[i] == ORIGIN_NONE;
		origin[i] = origin[i] == ORIGIN_NONE ? commit : origin[i];
	}
	return !known || own || !fresh;
}

/* The version that a commit makes of a file which its parents have in these versions (or NULL). */
static const struct version *derive(struct walk *walk, uint32_t commit, uint32_t path,
        uint32_t blob, const struct version *const *before, uint32_t count)
{
	struct version head = {.blob = blob, .born = commit, .all = ORIGIN_NONE};
	struct parentage parentage = parentage_of(walk, path, &head, before, count);
	bool known = walk->owner[path] != ORIGIN_NONE, own = is_own(walk, path, commit);
	/* a side may miss what it knew */
	bool suspect = parentage.touched || (count > 1 && walk->retracted[path]);

	if (blob == ORIGIN_NONE) {
		bool plain = !known || (!suspect && own && count == 1) ||
		             (!parentage.any && !parentage.touched);
		walk->retracted[path] = true;
		return plain ? NULL : settle(walk, commit, path, &head, before, count);
	}
	if (known && suspect)
		return settle(walk, commit, path, &head, before, count);
	if (parentage.alike) {
		head.all = head.all == ORIGIN_NONE ? commit : head.all;
		head.mixed = known && !is_own(walk, path, head.all);
	} else if (!hand_on(walk, commit, path, &head, before, count, &parentage)) {
		return settle(walk, commit, path, &head, before, count);
	}
	return keep_version(walk, &head, walk->origin, NULL, 0, before, count);
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
	walk->retracted = arena_array(arena, paths, sizeof *walk->retracted);
	walk->held.arena = arena;
	for (uint32_t i = 0; i < paths; i++)
		walk->owner[i] = options->owner(options->context, path_text(walk, i));
}

/* --- what others took out --- */

/* A sentence that is held, by its first key. */
struct gone {
	const struct held *held;
	uint32_t path; /* below walk->journals.path */
};

struct gathering {
	struct walk *walk;
	struct origins *out;
	struct places places;
	size_t held_capacity;
	struct gone *gone;
	size_t gone_count, gone_capacity;
};

static int compare_ids(const void *left, const void *right)
{
	return memcmp(*(const unsigned char *const *)left, *(const unsigned char *const *)right,
	        FACTS_KEY_SIZE);
}

/* The words of the owner that stand under what somebody else made their topic or day; sorted. */
static const unsigned char **changed_words(
        struct walk *walk, uint32_t path, const struct version *version, size_t *count)
{
	struct facts facts = FACTS_INIT;
	uint32_t names, *at;
	const unsigned char *name = names_of(walk, version->blob, &names), **out;

	*count = 0;
	out = arena_array(walk->scratch, names, sizeof *out);
	if (!names || !chronicle_facts_of(walk->journals.chronicle, version->blob, &facts))
		return out;
	uint32_t numbers = facts.key_count + facts.signal_count;
	at = arena_array(walk->scratch, numbers, sizeof *at);
	for (uint32_t i = 0; i < names; i++) {
		struct facts_name one;
		memcpy(&one, origin_name(name, i), sizeof one);
		at[one.key < numbers ? one.key : 0] = i;
	}
	for (uint32_t key = 0; key < facts.key_count; key++) {
		uint32_t words = at[facts.key_count + facts.key[key].signal];
		if (facts.key[key].first || facts.key[key].topic == FACTS_NONE)
			if (is_own(walk, path, origin_at(version, words)) &&
			        !is_own(walk, path, origin_at(version, at[key])))
				out[(*count)++] = origin_name(name, words);
	}
	facts_release(&facts);
	if (*count)
		qsort(out, *count, sizeof *out, compare_ids);
	return out;
}

static int compare_words(const void *left, const void *right)
{
	const struct gone *a = left, *b = right;

	return memcmp(a->held->words, b->held->words, FACTS_KEY_SIZE);
}

/* To lose a topic or a day is to be changed, not to be taken out. */
static void gather_gone(struct gathering *gathering, uint32_t path, const struct version *version)
{
	struct walk *walk = gathering->walk;
	size_t changed, next = 0, first = gathering->gone_count, left = first;
	const unsigned char **words = changed_words(walk, path, version, &changed);

	for (uint32_t i = 0; i < held_count(version); i++) {
		const struct held *held = &walk->held.held[held_numbers(version)[i]];
		if (!held->first)
			continue;
		gathering->gone = arena_grow(walk->scratch, gathering->gone, gathering->gone_count,
		        &gathering->gone_capacity, sizeof *gathering->gone);
		gathering->gone[gathering->gone_count++] = (struct gone){held, path};
	}
	if (gathering->gone_count > first)
		qsort(gathering->gone + first, gathering->gone_count - first,
		        sizeof *gathering->gone, compare_words);
	for (size_t i = first; i < gathering->gone_count; i++) {
		int order = -1;
		while (next < changed &&
		        (order = memcmp(
		                 words[next], gathering->gone[i].held->words, FACTS_KEY_SIZE)) < 0)
			next++;
		if (next < changed && order == 0)
			next++;
		else
			gathering->gone[left++] = gathering->gone[i];
	}
	gathering->gone_count = left;
}

static int compare_gone(const void *left, const void *right)
{
	const struct gone *a = left, *b = right;

	if (a->held->taker != b->held->taker)
		return a->held->taker < b->held->taker ? -1 : 1;
	if (a->path != b->path)
		return a->path < b->path ? -1 : 1;
	if (a->held->blob != b->held->blob)
		return a->held->blob < b->held->blob ? -1 : 1;
	return (a->held->signal > b->held->signal) - (a->held->signal < b->held->signal);
}

static void list_taken(const struct gathering *gathering)
{
	struct walk *walk = gathering->walk;
	struct origins *out = gathering->out;
	struct gone *gone = gathering->gone;
	size_t count = gathering->gone_count;
	uint32_t *signal = arena_array(walk->arena, count, sizeof *signal);

	if (count)
		qsort(gone, count, sizeof *gone, compare_gone);
	out->taken = arena_array(walk->arena, count, sizeof *out->taken);
	for (size_t i = 0; i < count; i++) {
		struct origin_taken *taken = out->taken + out->taken_count - 1;
		if (!i || gone[i].held->taker != taken->commit ||
		        gone[i].held->blob != taken->blob || gone[i].path != gone[i - 1].path) {
			taken = &out->taken[out->taken_count++];
			*taken = (struct origin_taken){.path = path_text(walk, gone[i].path),
			        .commit = gone[i].held->taker,
			        .owner = walk->owner[gone[i].path],
			        .blob = gone[i].held->blob,
			        .signal = signal + i};
		}
		signal[i] = gone[i].held->signal;
		taken->count++;
	}
}

/* --- the files at the tip --- */

/* From the order of names to that of keys. */
static const uint32_t *origins_by_key(const struct walk *walk, const struct version *version)
{
	uint32_t count, keys = 0;
	const unsigned char *name = names_of(walk, version->blob, &count);
	struct facts_name one;

	for (uint32_t i = 0; i < count; i++) {
		memcpy(&one, origin_name(name, i), sizeof one);
		keys = one.key >= keys ? one.key + 1 : keys;
	}
	uint32_t *origin = arena_array(walk->arena, keys, sizeof *origin);
	for (uint32_t i = 0; i < count; i++) {
		memcpy(&one, origin_name(name, i), sizeof one);
		origin[one.key] = version->origin[i];
	}
	return origin;
}

static void gather_held(struct gathering *gathering, uint32_t path, const struct version *version,
        const uint32_t *place)
{
	struct walk *walk = gathering->walk;
	struct origins *out = gathering->out;

	for (uint32_t i = 0; i < held_count(version); i++) {
		const struct held *held = &walk->held.held[held_numbers(version)[i]];
		out->held = arena_grow(walk->arena, out->held, out->held_count,
		        &gathering->held_capacity, sizeof *out->held);
		out->held[out->held_count++] = (struct origin_held){
		        .path = path_text(walk, path),
		        .owner = walk->owner[path],
		        .blob = held->blob,
		        .key = held->key,
		        .origin = held->origin,
		        .said = held->said,
		        .taker = held->taker,
		        .place = place ? place[i] : 0,
		};
	}
}

static void gather(void *context, uint32_t path, const void *none, const void *value)
{
	struct gathering *gathering = context;
	struct walk *walk = gathering->walk;
	struct origins *out = gathering->out;
	const struct version *version = value;
	bool alike = version->all != ORIGIN_NONE;
	uint32_t *place = NULL, *held = NULL;

	(void)none;
	if (!alike && walk->owner[path] != ORIGIN_NONE)
		origin_places(&gathering->places, walk->arena, path, version, &place, &held);
	if (version->holds) {
		gather_held(gathering, path, version, held);
		gather_gone(gathering, path, version);
	}
	if (version->blob == ORIGIN_NONE)
		return;
	out->file[out->count++] = (struct origin_file){
	        .path = path_text(walk, path),
	        .blob = version->blob,
	        .born = version->born,
	        .owner = walk->owner[path],
	        .origin = alike ? NULL : origins_by_key(walk, version),
	        .all = version->all,
	        .place = place,
	};
	out->slot[walk->journals.path[path].number] = (uint32_t)out->count;
}

/* Paths that some commit had a file at, and the tip has not. */
static void list_gone(struct walk *walk, struct origins *out)
{
	uint32_t count = 0;

	out->gone =
	        arena_array(walk->arena, walk->journals.path_count - out->count, sizeof *out->gone);
	for (uint32_t i = 0; i < walk->journals.path_count; i++) {
		const struct journal_path *path = &walk->journals.path[i];
		if (path->blob == ORIGIN_NONE || out->slot[path->number])
			continue;
		out->gone[count++] = walk->owner[i];
		out->slot[path->number] = (uint32_t)out->count + count;
	}
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
	struct gathering gathering = {
	        .walk = walk, .out = out, .places = {.history = history, .pool = &walk->held}};
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
	if (walk->failed)
		return -1;
	out->decision =
	        arena_copy(walk->arena, walk->journals.decision, history->count * sizeof(bool));
	out->slot_count = walk->journals.chronicle->path.column.count;
	out->slot = arena_array(walk->arena, out->slot_count, sizeof *out->slot);
	out->file = arena_array(walk->arena, walk->journals.path_count, sizeof *out->file);
	if (history->count == 0)
		return 0;
	origin_places_open(&gathering.places, walk->scratch, &walk->journals);
	versions_compare(&walk->versions, (struct versions_map){NULL},
	        walk->map[history->count - 1], gather, &gathering);
	if (read_facts(walk, out, repo, err) < 0)
		return -1;
	list_taken(&gathering);
	list_gone(walk, out);
	return 0;
}

int origin_trace(struct origins *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err)
{
	struct arena scratch = ARENA_INIT;
	struct walk walk = {
	        .history = history,
	        .options = options,
	        .repo = repo,
	        .err = err,
	        .arena = arena,
	        .scratch = &scratch,
	};

	*out = (struct origins){.chronicle = history->chronicle};
	int result = trace(&walk, out, repo, err);
	arena_release(&scratch);
	return result;
}

bool origin_stood(const struct origins *origins, const char *path, uint32_t *owner)
{
	uint32_t number = dictionary_find(&origins->chronicle->path, path, strlen(path));

	if (number >= origins->slot_count || !origins->slot[number])
		return false;
	size_t at = origins->slot[number] - 1;
	*owner = at < origins->count ? origins->file[at].owner : origins->gone[at - origins->count];
	return true;
}

const struct origin_file *origin_find(const struct origins *origins, const char *path)
{
	uint32_t number = dictionary_find(&origins->chronicle->path, path, strlen(path));

	if (number >= origins->slot_count || !origins->slot[number] ||
	        origins->slot[number] > origins->count)
		return NULL;
	return &origins->file[origins->slot[number] - 1];
}
