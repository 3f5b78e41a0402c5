/* SPDX-License-Identifier: MIT */
/*
 * history: the commits below a tip in memory, their days and their order.
 *
 * Commits are known by index.  After history_order() the index is the canonical one (reputation.md
 * section 2, "Order"): repeatedly, of those whose parents are all taken, the one with the smallest
 * (day, id).  So a parent has a smaller index than its child, and the tip is the last.
 */
#ifndef CORE_HISTORY_HISTORY_H
#define CORE_HISTORY_HISTORY_H

#include "core/history/chronicle.h"
#include "core/git/commit.h"
#include "core/git/oid.h"
#include "core/git/repo.h"
#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HISTORY_NONE UINT32_MAX

struct history_ident {
	const char *name;
	const char *mail;
};

struct history_commit {
	struct oid id, tree;
	uint32_t first_parent; /* its parents are history->parent[first_parent ...] */
	uint32_t parent_count; /* in the order of the commit; a parent named twice stands twice */
	int64_t author_time, committer_time;
	uint32_t author, committer; /* into history->ident */
	int32_t day;                /* days since 1970-01-01 by rule D1, once ordered */
	uint32_t read;              /* its number in the chronicle; which on_commit call was this
	                             * one's, from 0, where all were read anew */
};

struct history {
	struct history_commit *commit;
	uint32_t count;
	uint32_t *parent; /* indexes */
	uint32_t parent_total;
	struct history_ident
	        *ident; /* each (name, mail) once, as written, in the order of the commits */
	uint32_t ident_count;
	struct chronicle *chronicle; /* where it was read from */
	struct history_index *index; /* private */
};

struct ahead_options;

struct history_options {
	/*
	 * Called for each commit that the chronicle does not know yet, in no order a caller may
	 * rely on; `read` stays findable as history_commit.read.  commit is good during the call,
	 * its names and mails as long as the history.  -1 with *err set ends the reading.
	 */
	int (*on_commit)(
	        void *context, uint32_t read, const struct commit *commit, struct error *err);
	/*
	 * Answers a commit instead of the object database: true with *out set (id, tree, parents,
	 * idents; what on_commit looks at).  Its pointers are good until the next call.
	 */
	bool (*cached)(void *context, const struct oid *id, struct commit *out);
	void *context;
	struct chronicle *chronicle;       /* NULL: one of its own, which knows nothing */
	const struct ahead_options *ahead; /* what else will be asked for; or NULL */
};

/*
 * Reads all commits from tip down; options may be NULL.  Lives in the arena.  A repository that
 * cannot be read whole is ERROR_UNSURE, and so is a missing commit.  The order is none yet: call
 * history_order() before anything below.
 */
int history_read(struct history *out, struct arena *arena, struct repo *repo, const struct oid *tip,
        const struct history_options *options, struct error *err);

/*
 * Days by rule D1, then the canonical order.  The day of a commit is its committer's, in the zone,
 * or, if later, the latest day that commits of two different people among its ancestors have
 * reached.  People are those of the author idents: person_of_ident[ident], or NULL for the mail in
 * lower case.  May be called again, with another zone or other people.
 * zone_seconds: east of UTC.  Days beyond the years 1 to 9999 are cut there.
 */
void history_order(struct history *history, int zone_seconds, const uint32_t *person_of_ident);

/* The index of a commit, or HISTORY_NONE. */
uint32_t history_find(const struct history *history, const struct oid *id);

static inline const uint32_t *history_parents(const struct history *history, uint32_t commit)
{
	return history->parent + history->commit[commit].first_parent;
}

/*
 * Whether a is b or an ancestor of b.  At once where first parents lead from b to a, a short search
 * else.  One thread at a time, since it keeps marks in the history.
 */
bool history_is_ancestor(const struct history *history, uint32_t a, uint32_t b);

/*
 * All best common ancestors of a and b (those that are no ancestor of another one), ascending.
 * The array lives in the arena; *count is 0 for unrelated commits.
 */
uint32_t *history_merge_bases(const struct history *history, struct arena *arena, uint32_t a,
        uint32_t b, uint32_t *count);

/* What is an ancestor of one of two commits and not of the other, descending. */
struct history_side {
	uint32_t commit;
	uint32_t side; /* 0: only a has it, 1: only b */
};
/* The array lives in the arena. Costs about as much as there is in it. */
struct history_side *history_sides(
        const struct history *history, struct arena *arena, uint32_t a, uint32_t b, size_t *count);

/* Marks ancestors[i] = true for a and each of its ancestors; ancestors has history->count. */
void history_mark_ancestors(const struct history *history, uint32_t a, bool *ancestors);

/* Per commit, whether first parents lead to it from the tip. Lives in the arena. */
bool *history_first_parents(const struct history *history, struct arena *arena);

#endif
