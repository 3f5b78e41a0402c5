/* SPDX-License-Identifier: MIT */
/*
 * replay: the one pass over a history that finds what stands (rules A1 to A4, A7, N, V1, V2, V4,
 * V5, V7).  In force is what the rules leave standing, not what the tree says.
 *
 * It is a consumer of changes_read(): give it every change of every commit in order, then ask for
 * the ledger.  Commits of a day later than `day` do not count.
 */
#ifndef CORE_REPLAY_REPLAY_H
#define CORE_REPLAY_REPLAY_H

#include "core/rules/ledger.h"

struct replay;

struct replay_options {
	int32_t day;         /* commits of a later day do not count */
	int64_t now;         /* seconds: what is dated after this is dated ahead */
	const char *genesis; /* git config moot.genesis, or NULL */
	const char *root;    /* "" or "governance" */
	struct store *store; /* what is known of signatures is kept here; or NULL */
	bool every_signer;   /* also of commits that change nothing governed */
};

int replay_begin(struct replay **out, struct ledger *ledger, struct repo *repo,
        const struct history *history, const struct replay_options *options, struct error *err);
/* A changes_fn: context is the replay. */
int replay_changes(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err);
/* Leaves the ledger complete. */
int replay_end(struct replay *replay, struct error *err);

#endif
