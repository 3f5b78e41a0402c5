/* SPDX-License-Identifier: MIT */
/*
 * group: a repository as a group, read at a commit and asked on a day.
 *
 * The one door to everything that is true: it finds the charter's zone, walks the history once and
 * replays it.  Two calls with the same commit and day give the same answers on any machine.
 */
#ifndef CORE_GROUP_GROUP_H
#define CORE_GROUP_GROUP_H

#include "core/git/git.h"
#include "core/history/history.h"
#include "core/rules/ledger.h"

struct group {
	struct arena *arena; /* borrowed; all below lives in it */
	struct repo *repo;
	const char *root; /* "", "governance", or NULL: history mode, there is no ledger */
	bool unborn;      /* nothing was committed yet: history and ledger are empty */
	struct oid tip;
	int32_t zone; /* seconds east of UTC, of the charter */
	int32_t day;  /* the day asked */
	struct history history;
	struct ledger ledger;
	struct moment now; /* the tip on that day */
};

struct group_options {
	const char *root;   /* as context->root; NULL: history mode */
	const char *commit; /* revision, or NULL: HEAD */
	int32_t at;         /* DAY_NONE: the day of `seconds` in the charter's zone */
	int64_t seconds;
	const char *genesis; /* git config moot.genesis, or NULL */
	struct memo *memo;   /* what was found before, and where to keep it; or NULL */
	bool every_signer;   /* ledger->speaker of all commits, governed or not */
	/* What else will be asked of the same history (account.h), so that it is read at once. */
	bool journals;
	bool trailers_said; /* the mode is this; else the charter's */
	enum trailer_mode trailers;
	unsigned threads;
};

int group_open(struct group *out, struct arena *arena, struct repo *repo,
        const struct group_options *options, struct error *err);

/* The handle of whoever has this mail, as things stand now, or NULL. */
const char *group_handle(const struct group *group, const char *mail);

/* A path below the root as git knows it in the repository. */
const char *group_path(const struct group *group, const char *path);

/* The same as one types it in the current folder, for git and for --from-file. */
const char *group_here(const struct group *group, const char *path);

/* What the tip's tree has at a path, file or not: its mode, 0 where there is nothing. */
int group_tree_mode(const struct group *group, const char *path, uint16_t *mode, struct error *err);

/* The text a path has in the tip's tree, or NULL. */
int group_tree_text(const struct group *group, const char *path, const char **text, size_t *len,
        struct error *err);

#endif
