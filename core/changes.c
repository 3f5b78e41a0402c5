/* SPDX-License-Identifier: MIT */
#include "core/changes.h"

#include "core/comparison.h"
#include "core/store.h"

#include <pthread.h>
#include <stdlib.h>

/* A group of a million entries may begin with all of them; nobody changes as much each time. */
enum { ENTRIES_ANYWAY = 16 << 20, ENTRIES_A_COMPARISON = 4096 };

static const struct {
	const char *name;
	enum path_class class;
} governed[] = {
        {"moot.ini", PATH_CHARTER},
        {"people", PATH_PERSON},
        {"roles", PATH_ROLE},
        {"agreements", PATH_AGREEMENT},
        {"negotiations", PATH_NEGOTIATION},
        {"journals", PATH_JOURNAL},
        {".mailmap", PATH_MAILMAP},
        {".gitattributes", PATH_ATTRIBUTES},
};

enum path_class path_class_of(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof governed / sizeof *governed; i++)
		if (strlen(governed[i].name) == len && memcmp(governed[i].name, name, len) == 0)
			return governed[i].class;
	return PATH_OTHER;
}

/* The tree at the root inside a commit's tree; zero when there is none. */
static int find_root(struct repo *repo, const struct oid *tree, const char *root, struct oid *out,
        struct error *err)
{
	uint16_t mode = MODE_TREE;
	int found = 1;

	*out = *tree;
	if (!oid_is_zero(tree) && *root)
		found = repo_find(repo, tree, root, out, &mode, err);
	if (found < 0)
		return -1;
	if (!found || mode != MODE_TREE)
		memset(out, 0, sizeof *out);
	return 0;
}

/* One thread's part of a run over a history. */
struct run {
	struct comparison comparison;
	struct repo *repo;
	const struct history *history;
	const struct changes_options *options;
	changes_fn fn;
	void *context; /* of fn */
};

/* Names the commit in an error that does not know it. */
static int blame(const struct history *history, uint32_t commit, struct error *err)
{
	struct error said = *err;
	char hex[OID_HEX_SIZE];

	*err = (struct error)ERROR_INIT;
	error_set(err, said.kind, "commit %s: %s", oid_hex(hex, &history->commit[commit].id),
	        said.text);
	if (*said.hint)
		error_hint(err, "%s", said.hint);
	return -1;
}

/* parent = HISTORY_NONE: against nothing. */
static int compare(struct run *run, uint32_t commit, uint32_t parent, uint32_t parent_number,
        struct error *err)
{
	struct comparison *comparison = &run->comparison;
	const struct history_commit *at = run->history->commit;
	const char *root = run->options->root;
	struct oid before = {{0}};
	struct oid after;

	if (parent != HISTORY_NONE && oid_equal(&at[parent].tree, &at[commit].tree))
		return 0;
	comparison->budget += ENTRIES_A_COMPARISON;
	if ((parent != HISTORY_NONE &&
	            find_root(run->repo, &at[parent].tree, root, &before, err) != 0) ||
	        find_root(run->repo, &at[commit].tree, root, &after, err) != 0 ||
	        comparison_run(comparison, &before, &after, err) != 0)
		return blame(run->history, commit, err);
	if (!comparison->count)
		return 0;
	return run->fn(
	        run->context, commit, parent_number, comparison->change, comparison->count, err);
}

static int compare_with_parents(struct run *run, uint32_t commit, struct error *err)
{
	const uint32_t *parents = history_parents(run->history, commit);
	uint32_t count = run->history->commit[commit].parent_count;

	if (!count)
		return compare(run, commit, HISTORY_NONE, 0, err);
	for (uint32_t i = 0; i < count; i++)
		if (compare(run, commit, parents[i], i, err) != 0)
			return -1;
	return 0;
}

static int compare_range(
        struct run *run, uint32_t from, uint32_t to, const bool *left_out, struct error *err)
{
	int result = 0;

	for (uint32_t i = from; result == 0 && i < to; i++)
		if (!left_out || !left_out[i])
			result = compare_with_parents(run, i, err);
	return result;
}

static void run_begin(struct run *run, struct repo *repo, struct paths *paths)
{
	run->repo = repo;
	comparison_init(&run->comparison, repo, paths, run->options);
	run->comparison.budget = ENTRIES_ANYWAY;
}

/* --- the second thread: it keeps what it finds, with paths of its own, until its turn has come ---
 */

struct kept {
	uint32_t commit, parent_number;
	size_t first, count; /* into change */
};

struct ahead {
	struct run run;
	struct arena arena; /* of paths */
	struct paths paths;
	uint32_t *number; /* of paths to those of the caller; known of them */
	uint32_t known;
	size_t number_capacity;
	struct kept *kept;
	size_t kept_count, kept_capacity;
	struct change *change;
	size_t change_count, change_capacity;
	uint32_t from, to;
	const bool *left_out;
	struct error err;
	int result;
};

static int keep(void *context, uint32_t commit, uint32_t parent_number, const struct change *change,
        size_t count, struct error *err)
{
	struct ahead *ahead = context;

	(void)err;
	if (ahead->kept_count == ahead->kept_capacity) {
		ahead->kept_capacity = ahead->kept_capacity ? 2 * ahead->kept_capacity : 256;
		ahead->kept =
		        memory_resize(ahead->kept, ahead->kept_capacity * sizeof *ahead->kept);
	}
	while (ahead->change_capacity - ahead->change_count < count) {
		ahead->change_capacity = ahead->change_capacity ? 2 * ahead->change_capacity : 1024;
		ahead->change = memory_resize(
		        ahead->change, ahead->change_capacity * sizeof *ahead->change);
	}
	ahead->kept[ahead->kept_count++] =
	        (struct kept){commit, parent_number, ahead->change_count, count};
	memcpy(ahead->change + ahead->change_count, change, count * sizeof *change);
	ahead->change_count += count;
	return 0;
}

static void *read_ahead(void *context)
{
	struct ahead *ahead = context;

	ahead->result =
	        compare_range(&ahead->run, ahead->from, ahead->to, ahead->left_out, &ahead->err);
	return NULL;
}

/* Hands over what was kept, in the numbers that the caller's paths have. */
static int hand_over(struct ahead *ahead, struct run *run, struct paths *paths, struct error *err)
{
	int result = 0;

	for (size_t i = 0; i < ahead->change_count; i++) {
		struct change *change = &ahead->change[i];
		for (; ahead->known <= change->path; ahead->known++) {
			const struct paths_entry *entry = &ahead->paths.entry[ahead->known];
			ahead->number = arena_grow(&ahead->arena, ahead->number, ahead->known,
			        &ahead->number_capacity, sizeof *ahead->number);
			ahead->number[ahead->known] = paths_add(paths, entry->text, entry->len);
		}
		change->path = ahead->number[change->path];
	}
	for (size_t i = 0; result == 0 && i < ahead->kept_count; i++) {
		const struct kept *kept = &ahead->kept[i];
		result = run->fn(run->context, kept->commit, kept->parent_number,
		        ahead->change + kept->first, kept->count, err);
	}
	ahead->kept_count = ahead->change_count = 0;
	if (result == 0 && ahead->result != 0) {
		*err = ahead->err;
		result = -1;
	}
	return result;
}

enum { COMMITS_AHEAD = 1024 };

static int compare_with_two(struct run *run, struct ahead *ahead, struct paths *paths,
        const bool *left_out, struct error *err)
{
	uint32_t count = run->history->count;
	int result = 0;

	for (uint32_t from = 0; result == 0 && from < count; from += 2 * COMMITS_AHEAD) {
		uint32_t middle = count - from > COMMITS_AHEAD ? from + COMMITS_AHEAD : count;
		pthread_t thread;
		bool threaded;
		ahead->from = middle;
		ahead->to = count - middle > COMMITS_AHEAD ? middle + COMMITS_AHEAD : count;
		ahead->left_out = left_out;
		threaded = middle < ahead->to && !pthread_create(&thread, NULL, read_ahead, ahead);
		result = compare_range(run, from, middle, left_out, err);
		if (threaded)
			pthread_join(thread, NULL);
		else
			read_ahead(ahead);
		if (result == 0)
			result = hand_over(ahead, run, paths, err);
	}
	return result;
}

static bool *find_left_out(const struct history *history, const struct changes_options *options)
{
	bool *left_out;

	if (!options->wanted)
		return NULL;
	left_out = memory_alloc(history->count);
	for (uint32_t i = 0; i < history->count; i++)
		left_out[i] = !options->wanted(options->context, i);
	return left_out;
}

enum { WORTH_A_THREAD = 8 * COMMITS_AHEAD };

/* By comparing trees, but for the commits that are left out. */
static int read_trees(struct repo *repo, const struct history *history,
        const struct changes_options *options, struct paths *paths, const bool *left_out,
        changes_fn fn, void *context, struct error *err)
{
	struct run run = {.history = history, .options = options, .fn = fn, .context = context};
	struct repo *second = NULL;
	int result;

	run_begin(&run, repo, paths);
	if (options->threads > 1 && history->count >= WORTH_A_THREAD &&
	        repo_thread_open(&second, repo, err) != 0) {
		result = -1;
	} else if (second) {
		struct ahead ahead = {.run = run, .arena = ARENA_INIT, .err = ERROR_INIT};
		ahead.paths = (struct paths)PATHS_INIT(&ahead.arena);
		ahead.run.fn = keep;
		ahead.run.context = &ahead;
		run_begin(&ahead.run, second, &ahead.paths);
		result = compare_with_two(&run, &ahead, paths, left_out, err);
		comparison_release(&ahead.run.comparison);
		free(ahead.kept);
		free(ahead.change);
		arena_release(&ahead.arena);
		repo_close(second);
	} else {
		result = compare_range(&run, 0, history->count, left_out, err);
	}
	comparison_release(&run.comparison);
	return result;
}

/* --- what was found before --- */

/* In the store, one a commit: parents that differ, each with its changes; then the paths' bytes. */
struct kept_parent {
	uint32_t parent_number, count;
};

struct kept_change {
	struct oid before, after;
	uint16_t mode_before, mode_after;
	uint32_t class, path_len;
};

/* What one run over a history with a store needs. */
struct remembering {
	const struct history *history;
	const struct changes_options *options;
	struct paths *paths;
	changes_fn fn;
	uint64_t extra;
	uint32_t commit;  /* whose changes stand in block, HISTORY_NONE: nobody's */
	struct buf block; /* of the commit at hand */
	struct change *change;
	size_t capacity;
	uint32_t given; /* commits below were handed over */
	bool *known;    /* per commit: in the store */
	struct kept_block {
		const void *data;
		size_t size;
	} * stored; /* per commit: what the store has, checked already */
};

static int give(struct remembering *remembering, uint32_t commit, const unsigned char *data,
        size_t size, struct error *err)
{
	const unsigned char *end = data + size;

	while ((size_t)(end - data) >= sizeof(struct kept_parent)) {
		struct kept_parent parent;
		memcpy(&parent, data, sizeof parent);
		data += sizeof parent;
		if (parent.count > (size_t)(end - data) / sizeof(struct kept_change))
			return error_set(err, ERROR_FATAL, "the cache in .git/moot is damaged");
		if (parent.count > remembering->capacity) {
			remembering->capacity = parent.count;
			remembering->change = memory_resize(remembering->change,
			        remembering->capacity * sizeof *remembering->change);
		}
		const unsigned char *text = data + parent.count * sizeof(struct kept_change);
		for (uint32_t i = 0; i < parent.count; i++) {
			struct kept_change kept;
			memcpy(&kept, data + i * sizeof kept, sizeof kept);
			if (kept.path_len > (size_t)(end - text))
				return error_set(
				        err, ERROR_FATAL, "the cache in .git/moot is damaged");
			remembering->change[i] = (struct change){
			        .path = paths_add(
			                remembering->paths, (const char *)text, kept.path_len),
			        .class = (enum path_class)kept.class,
			        .before = kept.before,
			        .after = kept.after,
			        .mode_before = kept.mode_before,
			        .mode_after = kept.mode_after,
			};
			text += kept.path_len;
		}
		data = text;
		if (remembering->fn(remembering->options->context, commit, parent.parent_number,
		            remembering->change, parent.count, err) != 0)
			return -1;
	}
	return 0;
}

/* The commits below `to` that the store knows, in their order. */
static int give_known(struct remembering *remembering, uint32_t to, struct error *err)
{
	for (; remembering->given < to; remembering->given++) {
		const struct kept_block *block = &remembering->stored[remembering->given];
		if (remembering->known[remembering->given] &&
		        give(remembering, remembering->given, block->data, block->size, err) != 0)
			return -1;
	}
	return 0;
}

/* What the commits from `to` downward turned out to change, or that they change nothing. */
static void put_found(struct remembering *remembering, uint32_t from, uint32_t to)
{
	if (remembering->options->whole_journals || remembering->options->skip_journals)
		return;
	for (uint32_t i = from; i < to; i++)
		if (!remembering->known[i])
			store_put(remembering->options->store, STORE_CHANGES,
			        &remembering->history->commit[i].id, remembering->extra,
			        i == remembering->commit ? remembering->block.data : "",
			        i == remembering->commit ? remembering->block.len : 0);
}

static int remember(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err)
{
	struct remembering *remembering = context;
	const struct kept_parent parent = {parent_number, (uint32_t)count};

	if (commit != remembering->commit) {
		uint32_t from = remembering->commit == HISTORY_NONE ? 0 : remembering->commit;
		put_found(remembering, from, commit);
		buf_clear(&remembering->block);
		remembering->commit = commit;
	}
	if (give_known(remembering, commit, err) != 0)
		return -1;
	buf_add(&remembering->block, &parent, sizeof parent);
	for (size_t i = 0; i < count; i++) {
		struct kept_change kept;
		memset(&kept, 0, sizeof kept);
		kept.before = change[i].before;
		kept.after = change[i].after;
		kept.mode_before = change[i].mode_before;
		kept.mode_after = change[i].mode_after;
		kept.class = change[i].class;
		kept.path_len = remembering->paths->entry[change[i].path].len;
		buf_add(&remembering->block, &kept, sizeof kept);
	}
	for (size_t i = 0; i < count; i++) {
		const struct paths_entry *entry = &remembering->paths->entry[change[i].path];
		buf_add(&remembering->block, entry->text, entry->len);
	}
	return remembering->fn(
	        remembering->options->context, commit, parent_number, change, count, err);
}

static int read_remembering(struct repo *repo, const struct history *history,
        const struct changes_options *options, struct paths *paths, changes_fn fn,
        struct error *err)
{
	struct remembering remembering = {
	        .history = history,
	        .options = options,
	        .paths = paths,
	        .fn = fn,
	        .commit = HISTORY_NONE,
	        .block = BUF_INIT,
	        .known = memory_alloc(history->count),
	        .stored = memory_alloc(history->count * sizeof *remembering.stored),
	};

	for (const char *c = options->root; *c; c++)
		remembering.extra = remembering.extra * 31 + (unsigned char)*c;
	remembering.extra = remembering.extra * 2 + (options->is_twin != NULL);
	for (uint32_t i = 0; i < history->count; i++)
		remembering.known[i] = store_get(options->store, STORE_CHANGES,
		        &history->commit[i].id, remembering.extra, &remembering.stored[i].data,
		        &remembering.stored[i].size);
	int result = read_trees(
	        repo, history, options, paths, remembering.known, remember, &remembering, err);
	if (result == 0)
		put_found(&remembering, remembering.commit == HISTORY_NONE ? 0 : remembering.commit,
		        history->count);
	if (result == 0)
		result = give_known(&remembering, history->count, err);
	store_rest(options->store);
	free(remembering.known);
	free(remembering.stored);
	free(remembering.change);
	buf_release(&remembering.block);
	return result;
}

int changes_read(struct repo *repo, const struct history *history,
        const struct changes_options *options, struct paths *paths, changes_fn fn,
        struct error *err)
{
	if (options->store && !options->wanted)
		return read_remembering(repo, history, options, paths, fn, err);
	bool *left_out = find_left_out(history, options);
	int result = read_trees(repo, history, options, paths, left_out, fn, options->context, err);
	free(left_out);
	return result;
}

int changes_between(struct repo *repo, const struct oid *before, const struct oid *after,
        const struct changes_options *options, struct paths *paths, changes_fn fn,
        struct error *err)
{
	static const struct oid nothing;
	struct comparison comparison;
	struct oid root[2];
	int result;

	comparison_init(&comparison, repo, paths, options);
	comparison.budget = ENTRIES_ANYWAY;
	if (find_root(repo, before ? before : &nothing, options->root, &root[0], err) != 0 ||
	        find_root(repo, after ? after : &nothing, options->root, &root[1], err) != 0)
		result = -1;
	else
		result = comparison_run(&comparison, &root[0], &root[1], err);
	if (result == 0 && comparison.count)
		result = fn(options->context, HISTORY_NONE, 0, comparison.change, comparison.count,
		        err);
	comparison_release(&comparison);
	return result;
}
