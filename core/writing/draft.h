/* SPDX-License-Identifier: MIT */
/*
 * draft: the files of one change, and the one commit they become.
 *
 * git does the writing: `git commit --only -- PATHS`, so that hooks, signing, identity and whatever
 * else the user has staged are respected.  Either the commit is there, or the work tree and the
 * index are as before and *err says why; after a kill the next moot that writes sees to it
 * (undo.h). Two moots that write at once wait for each other.
 */
#ifndef CORE_WRITING_DRAFT_H
#define CORE_WRITING_DRAFT_H

#include "core/group/group.h"

#include <stdbool.h>

/*
 * The text that a path is to have, made from what stands there when it is written: before is NULL
 * where there is nothing.  Lives in the arena; NULL with *err set refuses.
 */
typedef const char *(*draft_fn)(void *context, struct arena *arena, const char *before, size_t len,
        size_t *new_len, struct error *err);

struct draft_file {
	const char *path; /* below the root */
	const char *text;
	size_t len;
	draft_fn make; /* instead of the text */
	void *context;
};

struct draft {
	struct arena *arena;
	struct draft_file *file;
	size_t count, capacity;
	const char *subject;
	const char *body;     /* paragraphs, or "" */
	const char *trailers; /* lines, or "" */
	const char *undone;   /* set by draft_commit(): see undo_earlier() */
};

#define DRAFT_INIT(arena)                                                                          \
	{                                                                                          \
		(arena), NULL, 0, 0, NULL, "", "", NULL                                            \
	}

/* The text is copied.  A path added twice keeps the last text. */
void draft_add(struct draft *draft, const char *path, const char *text, size_t len);

/*
 * The text is made while no other moot writes, so that two additions to one file are both kept.
 * What its writer has there and not committed yet goes into the commit with it.
 */
void draft_make(struct draft *draft, const char *path, draft_fn make, void *context);

/* Subject, blank line, body, blank line, trailers. */
const char *draft_message(const struct draft *draft);

struct draft_options {
	const char *date; /* "SECONDS +HHMM" for author and committer, or NULL: git's clock */
};

/*
 * Goes back from what a moot that was killed has left, for who reads the work tree before they
 * write; *kept as undo_earlier() has it.
 */
int draft_recover(struct arena *arena, struct group *group, const char **kept, struct error *err);

/*
 * Writes the files into the work tree and commits them.  A file that is there already must be as
 * the tip has it, or as it is to be: what somebody has not committed yet is never overwritten.
 * *commit is the new commit.
 */
int draft_commit(struct draft *draft, struct group *group, const struct draft_options *options,
        struct oid *commit, struct error *err);

#endif
