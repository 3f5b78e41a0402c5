/* SPDX-License-Identifier: MIT */
#include "core/origin_private.h"

#include "formats/name.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

static const char folder[] = "journals/";
enum { FOLDER_SIZE = sizeof folder - 1, WORKERS_MAX = 16 };

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

static bool is_file(uint16_t mode)
{
	return mode == MODE_FILE || mode == MODE_EXECUTABLE;
}

/* A decision that the commit at hand adds against some of its parents. */
struct added {
	uint32_t path;
	uint32_t parents;
};

struct collecting {
	struct journals *out;
	const struct history *history;
	struct paths all; /* of changes_read() */
	uint32_t *own;    /* all's numbers to those of out->path; ORIGIN_NONE: no journal */
	size_t known;
	size_t own_capacity;
	uint32_t commit; /* at hand */
	struct added *added;
	size_t added_count, added_capacity;
};

static uint32_t own_path(struct collecting *collecting, uint32_t path)
{
	struct journals *out = collecting->out;

	for (; collecting->known <= path; collecting->known++) {
		const struct paths_entry *entry = &collecting->all.entry[collecting->known];
		collecting->own = arena_grow(out->arena, collecting->own, collecting->known,
		        &collecting->own_capacity, sizeof *collecting->own);
		collecting->own[collecting->known] =
		        origin_is_journal(entry->text, entry->len)
		                ? paths_add(&out->path, entry->text, entry->len)
		                : ORIGIN_NONE;
	}
	return collecting->own[path];
}

static uint32_t add_blob(struct journals *out, const struct change *change)
{
	if (!is_file(change->mode_after) || oid_is_zero(&change->after))
		return ORIGIN_NONE;
	return paths_add(&out->blob, (const char *)change->after.id, OID_SIZE);
}

static void add_journal(struct collecting *collecting, uint32_t commit, const struct change *change)
{
	struct journals *out = collecting->out;
	uint32_t path = own_path(collecting, change->path);

	if (path == ORIGIN_NONE)
		return;
	out->change = arena_grow(
	        out->arena, out->change, out->count, &out->capacity, sizeof *out->change);
	out->change[out->count++] = (struct journal_change){commit, path, add_blob(out, change)};
}

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
	        !is_decision(&collecting->all.entry[change->path]))
		return;
	for (size_t i = 0; i < collecting->added_count && !added; i++) {
		if (collecting->added[i].path == change->path)
			added = &collecting->added[i];
	}
	if (!added) {
		collecting->added = arena_grow(collecting->out->arena, collecting->added,
		        collecting->added_count, &collecting->added_capacity,
		        sizeof *collecting->added);
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

	(void)err;
	if (collecting->commit != commit)
		collecting->added_count = 0;
	collecting->commit = commit;
	for (size_t i = 0; i < count; i++) {
		if (change[i].class == PATH_JOURNAL && parent_number == 0)
			add_journal(collecting, commit, &change[i]);
		else if (change[i].class == PATH_NEGOTIATION)
			add_decision(collecting, commit, &change[i]);
	}
	return 0;
}

/* Marks the blobs of the journals at the tip. */
static int mark_tip(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err)
{
	struct journals *out = context;

	(void)commit, (void)parent_number, (void)err;
	for (size_t i = 0; i < count; i++) {
		const char *id = (const char *)change[i].after.id;
		uint32_t blob = paths_find(&out->blob, id, OID_SIZE);
		if (change[i].class == PATH_JOURNAL && blob != UINT32_MAX)
			out->at_tip[blob] = true;
	}
	return 0;
}

/* The blobs to be read are dealt out one by one to whoever is free. */
struct worker {
	struct journals *journals;
	const struct origin_options *options;
	const uint32_t *blob;
	uint32_t count;
	atomic_uint *next;
	struct repo *repo;
	struct arena *arena; /* where the facts go */
	struct arena own;
	struct facts *facts; /* one a blob */
	struct journal_reader *reader;
	struct error err;
	uint32_t failed; /* which of blob[] gave err, or ORIGIN_NONE */
	pthread_t thread;
};

static int read_facts(struct worker *worker, uint32_t blob)
{
	const struct facts_store *store = worker->options->store;
	struct facts *out = &worker->facts[blob];
	struct object object = OBJECT_INIT;
	struct arena scratch = ARENA_INIT;
	struct journal journal = {0};
	struct oid id;

	memcpy(id.id, worker->journals->blob.entry[blob].text, OID_SIZE);
	if (repo_blob(worker->repo, &id, JOURNAL_MAX, &object, &worker->err) < 0)
		return -1;
	if (object.data)
		journal_read(worker->reader, &journal, &scratch, (const char *)object.data,
		        object.len, worker->options->thanks);
	bool only_keys = !worker->journals->at_tip[blob];
	facts_make(
	        out, only_keys && store ? &scratch : worker->arena, &journal, only_keys && !store);
	if (store)
		store->put(store->context, &id, out->block, out->size);
	/* of what no longer stands only the keys are asked for */
	if (only_keys && store)
		facts_make(out, worker->arena, &journal, true);
	object_release(&object);
	arena_release(&scratch);
	return 0;
}

static void *work(void *context)
{
	struct worker *worker = context;

	worker->reader = journal_open();
	for (uint32_t i; (i = atomic_fetch_add(worker->next, 1)) < worker->count;) {
		if (read_facts(worker, worker->blob[i]) == 0)
			continue;
		worker->failed = i;
		break;
	}
	journal_close(worker->reader);
	return NULL;
}

static unsigned start_workers(struct worker *worker, unsigned wanted, const struct worker *first)
{
	unsigned running = 0;

	for (unsigned i = 0; i < wanted; i++) {
		struct worker *one = &worker[running];
		*one = *first;
		one->own = (struct arena)ARENA_INIT;
		one->arena = &one->own;
		one->facts =
		        arena_array(&one->own, first->journals->blob.count, sizeof *one->facts);
		if (repo_thread_open(&one->repo, first->repo, &one->err) < 0)
			break;
		if (pthread_create(&one->thread, NULL, work, one) != 0) {
			repo_close(one->repo);
			break;
		}
		running++;
	}
	return running;
}

/* Takes what the store has; the numbers of the others, with *count of them. */
static uint32_t *look_up(struct journals *out, const struct facts_store *store, uint32_t *count)
{
	uint32_t *missing = arena_array(out->arena, out->blob.count, sizeof *missing);

	*count = 0;
	for (uint32_t blob = 0; blob < out->blob.count; blob++) {
		const void *block;
		size_t size;
		struct oid id;
		memcpy(id.id, out->blob.entry[blob].text, OID_SIZE);
		if (!store || !store->get(store->context, &id, &block, &size) ||
		        !facts_open(&out->facts[blob], block, size))
			missing[(*count)++] = blob;
	}
	return missing;
}

static int read_all(struct journals *out, struct repo *repo, const struct origin_options *options,
        struct error *err)
{
	enum { WORTH_A_THREAD = 64 };
	uint32_t count;
	const uint32_t *missing = look_up(out, options->store, &count);
	struct worker extra[WORKERS_MAX];
	atomic_uint next = 0;
	struct worker self = {out, options, missing, count, &next, repo, out->arena, ARENA_INIT,
	        out->facts, NULL, ERROR_INIT, ORIGIN_NONE, 0};
	const struct worker *failed = &self;
	unsigned wanted =
	        options->threads > 1 && count >= WORTH_A_THREAD ? options->threads - 1 : 0;

	unsigned running = start_workers(extra, wanted < WORKERS_MAX ? wanted : WORKERS_MAX, &self);
	work(&self);
	for (unsigned i = 0; i < running; i++) {
		pthread_join(extra[i].thread, NULL);
		repo_close(extra[i].repo);
		if (extra[i].failed < failed->failed)
			failed = &extra[i];
	}
	for (unsigned i = 0; i < running; i++) {
		for (uint32_t blob = 0; blob < out->blob.count; blob++) {
			if (!extra[i].facts[blob].block && !extra[i].facts[blob].key)
				continue;
			out->facts[blob] = extra[i].facts[blob];
		}
		arena_adopt(out->arena, &extra[i].own);
	}
	if (failed->failed == ORIGIN_NONE)
		return 0;
	*err = failed->err;
	return -1;
}

static bool is_twin(const char *name, size_t len)
{
	return governed_twin(name, len) != NULL;
}

int journals_collect(struct journals *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err)
{
	const struct paths none = PATHS_INIT(arena);
	struct collecting collecting = {
	        .out = out, .history = history, .all = none, .commit = HISTORY_NONE};

	memset(out, 0, sizeof *out);
	out->arena = arena;
	out->path = out->blob = none;
	out->decision = arena_array(arena, history->count, sizeof *out->decision);
	const struct changes_options reading = {.root = options->root,
	        .is_twin = is_twin, /* as the replay asks, so that one answer serves both */
	        .store = options->changes,
	        .threads = options->threads,
	        .context = &collecting};
	if (changes_read(repo, history, &reading, &collecting.all, collect, err) < 0)
		return -1;

	out->facts = arena_array(arena, out->blob.count, sizeof *out->facts);
	out->at_tip = arena_array(arena, out->blob.count, sizeof *out->at_tip);
	const struct changes_options at_tip = {.root = options->root, .context = out};
	if (history->count > 0 &&
	        changes_between(repo, NULL, &history->commit[history->count - 1].tree, &at_tip,
	                &collecting.all, mark_tip, err) < 0)
		return -1;
	return read_all(out, repo, options, err);
}
