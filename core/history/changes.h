/* SPDX-License-Identifier: MIT */
/*
 * changes: which governed files each commit changed, against each of its parents.
 *
 * Only trees are compared, by id: what is the same is not entered.  A renamed file is one that went
 * and one that came.
 */
#ifndef CORE_HISTORY_CHANGES_H
#define CORE_HISTORY_CHANGES_H

#include "core/history/history.h"
#include "core/git/oid.h"
#include "core/history/paths.h"
#include "core/git/repo.h"
#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* By the first part of the path below the root; what stands below is the caller's to judge. */
enum path_class {
	PATH_CHARTER,     /* moot.ini */
	PATH_PERSON,      /* people */
	PATH_ROLE,        /* roles */
	PATH_AGREEMENT,   /* agreements */
	PATH_NEGOTIATION, /* negotiations */
	PATH_JOURNAL,     /* journals */
	PATH_MAILMAP,     /* .mailmap */
	PATH_ATTRIBUTES,  /* .gitattributes */
	PATH_TWIN,        /* a name that only looks like one of these */
	PATH_OTHER,       /* not governed: never reported */
};

enum path_class path_class_of(const char *name, size_t len); /* never PATH_TWIN */

struct change {
	uint32_t path;
	enum path_class class;
	struct oid before, after; /* zero = absent */
	uint16_t mode_before, mode_after;
	/* Of a decision: the id its folder had before, without the decisions in it; zero: none. */
	struct oid voices;
};

/*
 * What `commit` changed against its parent number parent_number; called only where count > 0,
 * commits in canonical order, parents in theirs (a root commit has one call, against nothing,
 * number 0). Changes come as git orders them.  -1 with *err set ends it.
 */
typedef int (*changes_fn)(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err);

struct changes_options {
	const char
	        *root; /* "" or "governance": the moot root in the repository, no slash around it */
	bool skip_journals;  /* leave journals/ out */
	bool whole_journals; /* one change of the path "journals" tells that anything below it did
	                      */
	/* Whether an entry of the root is a twin of a governed name; NULL = never. */
	bool (*is_twin)(const char *name, size_t len);
	/* Commits it says false for are left out, when not NULL. */
	bool (*wanted)(void *context, uint32_t commit);
	void *context; /* of both callbacks and fn */
};

/*
 * ERROR_UNSURE where a tree is missing or malformed (entries out of order, twice, or named "", ".",
 * ".." or with a slash), nested too deep, or so large that it can only be an attack: history that
 * git and moot might read differently cannot be judged.
 */
int changes_read(struct repo *repo, const struct history *history,
        const struct changes_options *options, struct paths *paths, changes_fn fn,
        struct error *err);

/* The same for two trees (zero or NULL = nothing), as parent and commit; e.g. tip against a base.
 */
int changes_between(struct repo *repo, const struct oid *before, const struct oid *after,
        const struct changes_options *options, struct paths *paths, changes_fn fn,
        struct error *err);

/* The tree at the root inside a commit's tree; zero when there is none. */
int changes_root(struct repo *repo, const struct oid *tree, const char *root, struct oid *out,
        struct error *err);

/* Entries of trees that may be looked at: a group of a million entries may begin with all of them;
 * nobody changes as much each time. */
enum { CHANGES_ANYWAY = 16 << 20, CHANGES_A_COMPARISON = 4096 };

/* Names the commit in an error that does not know it; -1. */
int changes_blame(const struct oid *commit, struct error *err);

#endif
