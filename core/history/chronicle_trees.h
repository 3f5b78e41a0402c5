/* SPDX-License-Identifier: MIT */
/*
 * chronicle_trees: what each commit changed, found by comparing trees and kept in a chronicle.
 *
 * Two columns: against each parent the governed files that differ, with "journals" as one of them
 * when anything below it does; and against the first parent each journal.
 */
#ifndef CORE_HISTORY_CHRONICLE_TREES_H
#define CORE_HISTORY_CHRONICLE_TREES_H

#include "core/history/changes.h"
#include "core/history/comparison.h"

/* Below which root ("" or "governance"); another one than before begins anew. */
void chronicle_root(struct chronicle *chronicle, const char *root);

/* What is to be compared for one commit: oid[0] is its id, [1] its tree, then its parents' trees.
 */
struct tree_task {
	uint32_t number, parent_count;
	struct oid *oid;
};

struct trees {
	struct chronicle *chronicle;
	struct repo *repo;
	bool journals; /* each of them is asked for */
	struct changes_options options;
	struct paths paths; /* of one comparison */
	struct arena arena;
	struct comparison comparison;
	struct buf change, journal;
	/* Told of each blob that is first met here; old: one that another one took the place of. */
	void (*on_blob)(void *context, uint32_t blob, bool old);
	void *context;
};

/* Fills a task, whose oid is malloc'ed; false as chronicle_commit(). */
bool trees_task(const struct chronicle *chronicle, uint32_t number, struct tree_task *task,
        size_t *capacity);

void trees_begin(
        struct trees *trees, struct chronicle *chronicle, struct repo *repo, bool journals);
void trees_end(struct trees *trees);
/* Compares and keeps. */
int trees_compare(struct trees *trees, const struct tree_task *task, struct error *err);
/* Whether that was done for a commit. */
bool trees_known(const struct chronicle *chronicle, uint32_t number, bool journals);

/* Makes sure of all of these. */
int chronicle_trees(struct chronicle *chronicle, struct repo *repo, const uint32_t *number,
        uint32_t count, bool journals, struct error *err);

/*
 * Both for a whole history, in canonical order: makes sure of its commits (and of each journal they
 * changed), then tells what they changed.
 */
int history_changes(const struct history *history, struct repo *repo, bool journals,
        struct paths *paths, changes_fn fn, void *context, struct error *err);

/*
 * What a commit changed, told as by changes_read() with whole_journals, but that nothing is said of
 * the ids of "journals".
 */
struct changes_teller {
	struct chronicle *chronicle;
	struct paths *paths; /* what changes name */
	changes_fn fn;
	void *context;
	struct change *change; /* scratch, in the arena of paths */
	size_t capacity;
};
int chronicle_changes(
        struct changes_teller *teller, uint32_t number, uint32_t commit, struct error *err);

/* The journals a commit changed: false at the end.  *blob is CHRONICLE_NONE where the file is gone,
 * or no plain one. */
struct reader chronicle_journals_of(const struct chronicle *chronicle, uint32_t number);
bool chronicle_journal_next(
        const struct chronicle *chronicle, struct reader *reader, uint32_t *path, uint32_t *blob);

#endif
