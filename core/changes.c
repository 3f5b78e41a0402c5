/* SPDX-License-Identifier: MIT */
#include "core/changes.h"

#include "core/comparison.h"

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

/* One run over a history. */
struct run {
	struct comparison comparison;
	struct repo *repo;
	const struct history *history;
	const struct changes_options *options;
	changes_fn fn;
	struct oid *root; /* by commit, once asked for */
	bool *root_known;
};

static int root_of(struct run *run, uint32_t commit, struct oid *out, struct error *err)
{
	if (!run->root_known[commit]) {
		if (find_root(run->repo, &run->history->commit[commit].tree, run->options->root,
		            &run->root[commit], err) != 0)
			return -1;
		run->root_known[commit] = true;
	}
	*out = run->root[commit];
	return 0;
}

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
	struct oid before = {{0}};
	struct oid after;

	if (parent != HISTORY_NONE &&
	        oid_equal(&run->history->commit[parent].tree, &run->history->commit[commit].tree))
		return 0;
	comparison->budget += ENTRIES_A_COMPARISON;
	if ((parent != HISTORY_NONE && root_of(run, parent, &before, err) != 0) ||
	        root_of(run, commit, &after, err) != 0 ||
	        comparison_run(comparison, &before, &after, err) != 0)
		return blame(run->history, commit, err);
	if (!comparison->count)
		return 0;
	return run->fn(run->options->context, commit, parent_number, comparison->change,
	        comparison->count, err);
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

int changes_read(struct repo *repo, const struct history *history,
        const struct changes_options *options, struct paths *paths, changes_fn fn,
        struct error *err)
{
	struct run run = {
	        .repo = repo,
	        .history = history,
	        .options = options,
	        .fn = fn,
	        .root = memory_alloc((size_t)history->count * sizeof *run.root),
	        .root_known = memory_alloc(history->count),
	};
	int result = 0;

	memset(run.root_known, 0, history->count);
	comparison_init(&run.comparison, repo, paths, options);
	run.comparison.budget = ENTRIES_ANYWAY;
	for (uint32_t i = 0; result == 0 && i < history->count; i++)
		if (!options->wanted || options->wanted(options->context, i))
			result = compare_with_parents(&run, i, err);
	comparison_release(&run.comparison);
	free(run.root);
	free(run.root_known);
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
