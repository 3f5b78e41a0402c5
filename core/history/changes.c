/* SPDX-License-Identifier: MIT */
#include "core/history/changes.h"

#include "core/history/comparison.h"

#include <stdlib.h>

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

int changes_root(struct repo *repo, const struct oid *tree, const char *root, struct oid *out,
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
	void *context; /* of fn */
};

int changes_blame(const struct oid *commit, struct error *err)
{
	struct error said = *err;
	char hex[OID_HEX_SIZE];

	*err = (struct error)ERROR_INIT;
	error_set(err, said.kind, "commit %s: %s", oid_hex(hex, commit), said.text);
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
	comparison->budget += CHANGES_A_COMPARISON;
	if ((parent != HISTORY_NONE &&
	            changes_root(run->repo, &at[parent].tree, root, &before, err) != 0) ||
	        changes_root(run->repo, &at[commit].tree, root, &after, err) != 0 ||
	        comparison_run(comparison, &before, &after, err) != 0)
		return changes_blame(&at[commit].id, err);
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

int changes_read(struct repo *repo, const struct history *history,
        const struct changes_options *options, struct paths *paths, changes_fn fn,
        struct error *err)
{
	struct run run = {
	        .repo = repo,
	        .history = history,
	        .options = options,
	        .fn = fn,
	        .context = options->context,
	};
	bool *left_out = find_left_out(history, options);
	int result = 0;

	comparison_init(&run.comparison, repo, paths, options);
	run.comparison.budget = CHANGES_ANYWAY;
	for (uint32_t i = 0; result == 0 && i < history->count; i++)
		if (!left_out || !left_out[i])
			result = compare_with_parents(&run, i, err);
	comparison_release(&run.comparison);
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
	comparison.budget = CHANGES_ANYWAY;
	if (changes_root(repo, before ? before : &nothing, options->root, &root[0], err) != 0 ||
	        changes_root(repo, after ? after : &nothing, options->root, &root[1], err) != 0)
		result = -1;
	else
		result = comparison_run(&comparison, &root[0], &root[1], err);
	if (result == 0 && comparison.count)
		result = fn(options->context, HISTORY_NONE, 0, comparison.change, comparison.count,
		        err);
	comparison_release(&comparison);
	return result;
}
