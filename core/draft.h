/* SPDX-License-Identifier: MIT */
/*
 * draft: the files of one change, and the one commit they become.
 *
 * git does the writing: `git commit --only -- PATHS`, so that hooks, signing, identity and whatever
 * else the user has staged are respected.  Either the commit is there, or the work tree and the index
 * are as before and *err says why.  Two moots that write at once wait for each other.
 */
#ifndef CORE_DRAFT_H
#define CORE_DRAFT_H

#include "core/group.h"

#include <stdbool.h>

struct draft_file {
	const char *path; /* below the root */
	const char *text;
	size_t len;
	bool is_new;
};

struct draft {
	struct arena *arena;
	struct draft_file *file;
	size_t count, capacity;
	const char *subject;
	const char *body;     /* paragraphs, or "" */
	const char *trailers; /* lines, or "" */
};

#define DRAFT_INIT(arena) {(arena), NULL, 0, 0, NULL, "", ""}

/* The text is copied.  A path added twice keeps the last text. */
void draft_add(struct draft *draft, const char *path, const char *text, size_t len);

/* Subject, blank line, body, blank line, trailers. */
const char *draft_message(const struct draft *draft);

struct draft_options {
	const char *date; /* "SECONDS +HHMM" for author and committer, or NULL: git's clock */
};

/*
 * Writes the files into the work tree and commits them.  A file that is there already must be as the
 * tip has it: what somebody has not committed yet is never overwritten.  *commit is the new commit.
 */
int draft_commit(const struct draft *draft, struct group *group, const struct draft_options *options,
	struct oid *commit, struct error *err);

#endif
