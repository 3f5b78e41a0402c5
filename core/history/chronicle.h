/* SPDX-License-Identifier: MIT */
/*
 * chronicle: what was found out about the commits of a repository, in columns (column.h), some of
 * it in this run and some before.
 *
 * Commits, paths, blobs and words are known by number, which each keeps for good.  A commit stands
 * here with all of its ancestors or not at all, so that what is new is found from a tip downward.
 * Whatever is read of a history is read from here, so that it makes no difference what was known
 * before.
 *
 * Three threads at most: one for commits, one for trees, and one at a time for journals.
 */
#ifndef CORE_HISTORY_CHRONICLE_H
#define CORE_HISTORY_CHRONICLE_H

#include "core/history/column.h"
#include "core/git/commit.h"
#include "core/git/repo.h"
#include "formats/error.h"
#include "formats/trailer.h"

#include <pthread.h>

#define CHRONICLE_NONE UINT32_MAX

struct chronicle {
	struct store *store; /* or NULL */
	bool failed;         /* something could not be read: nothing is kept */

	/* Of commits. */
	struct dictionary ident; /* name, NUL, mail */
	struct dictionary line;  /* "Reviewed-by: Ada Ng <ada@example.org>" */
	struct dictionary area;  /* credits_area() */
	struct column commit;
	uint32_t *slot; /* of commits by id, number + 1 */
	uint32_t slot_count;
	/* While some are read: the ids from this number on, of which not all have an entry yet. */
	struct oid *waiting;
	uint32_t waiting_first, waiting_count;
	size_t waiting_capacity;
	struct sparse credit; /* per commit, in one mode: credits_write() */
	enum trailer_mode mode;

	/* Of trees, below one root: chronicle_trees.h. */
	struct arena *tree_arena;
	const char *root; /* NULL: not opened */
	struct dictionary path, blob;
	struct dictionary text;        /* of governed blobs, by id: chronicle_texts.h */
	struct sparse change, journal; /* per commit */

	/* Of journals, for one list of thanks-words: chronicle_journals.h. */
	struct arena *journal_arena;
	uint64_t words; /* 0: not opened */
	struct dictionary word;
	struct sparse facts, keys; /* per blob */
	pthread_mutex_t journal_mutex;
};

/* The arenas may be one while there is one thread. */
void chronicle_open(struct chronicle *chronicle, struct arena *commits, struct arena *trees,
        struct arena *journals, struct store *store);
/* Keeps what was found. */
void chronicle_save(struct chronicle *chronicle);
/* As store_rest(). */
void chronicle_rest(const struct chronicle *chronicle);
void chronicle_close(struct chronicle *chronicle);

/* What is known of one commit. */
struct chronicle_commit {
	struct oid id, tree;
	uint32_t author, committer; /* into ident */
	int64_t author_time, committer_time;
	uint32_t parent_count;
	struct reader parents; /* for chronicle_parent() */
	uint32_t number;
};

/* False when the entry is broken, which no error but one of moot's own can bring about. */
bool chronicle_commit(
        const struct chronicle *chronicle, uint32_t number, struct chronicle_commit *out);
/* The number of the next parent. */
uint32_t chronicle_parent(const struct chronicle *chronicle, struct chronicle_commit *commit);
/* ERROR_FATAL: what a hand may have put there. */
int chronicle_damaged(struct error *err);

struct chronicle_reading {
	/* As history_options. */
	int (*on_commit)(
	        void *context, uint32_t read, const struct commit *commit, struct error *err);
	bool (*cached)(void *context, const struct oid *id, struct commit *out);
	void *context;
	/* Whenever a commit has become known, in the order of their numbers; or NULL. */
	void (*known)(void *context, uint32_t number);
	void *known_context;
};

/* Makes the tip and all below it known. */
int chronicle_read(struct chronicle *chronicle, struct repo *repo, const struct oid *tip,
        const struct chronicle_reading *reading, uint32_t *number, struct error *err);

/* In which mode credits are asked for; those of another one are no longer there. */
void chronicle_mode(struct chronicle *chronicle, enum trailer_mode mode);
/* Makes sure of the credits of these commits. */
int chronicle_credits(struct chronicle *chronicle, struct repo *repo, const uint32_t *number,
        uint32_t count, struct error *err);

#endif
