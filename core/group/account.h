/* SPDX-License-Identifier: MIT */
/*
 * account: a group's acknowledgements and what they come to (moot-reputation(7)).
 *
 * Gathers the evidence at the group's tip and computes the scores on its day, with the charter's
 * parameters and seeds.
 */
#ifndef CORE_GROUP_ACCOUNT_H
#define CORE_GROUP_ACCOUNT_H

#include "core/reputation/evidence.h"
#include "core/group/group.h"
#include "core/reputation/reputation.h"
#include "formats/events.h"

struct account {
	struct group group;       /* empty with account_table() */
	struct evidence evidence; /* likewise */
	struct reputation_input input;
	struct reputation *reputation;
	const struct events *table; /* of account_table(), whose rows are the events; else NULL */
	bool unproven; /* history mode: the seeds are whoever wrote, and nobody agreed to that */
};

struct account_options {
	struct group_options group;
	const struct git_config *config; /* for mailmaps */
	bool trailers_said;              /* the mode below was asked for; else the charter's */
	enum trailer_mode trailers;      /* TRAILER_GIT unless said */
	unsigned threads;
};

/* Free with account_release(); the rest lives in the arena. */
int account_open(struct account *out, struct arena *arena, struct repo *repo,
        const struct account_options *options, struct error *err);
/* Of a table of acknowledgements kept elsewhere, which is borrowed; seeds by name, NULL: everybody.
 */
int account_table(struct account *out, struct arena *arena, const struct events *events,
        const char *const *seed, size_t seed_count, int32_t at, struct error *err);
void account_release(struct account *account);

/* The person's number, or UINT32_MAX: by handle, or in history mode by mail, name or "Name <mail>"
 * while that is one person's. */
uint32_t account_person(const struct account *account, const char *word);
uint32_t account_topic(const struct account *account, const char *topic);

/* Why an acknowledgement does not count on the day: evidence_void_name(), or "later" for one that
 * is not there yet; NULL for one that counts. */
const char *account_void(const struct account *account, const struct evidence_item *item);

/* How often, and by how many others, somebody was acknowledged: the signs beside the score. */
struct account_signs {
	uint32_t thanked, cited, asked, mentioned;
};
/* One a person, of what counts or is shown up to the day. */
struct account_signs *account_signs(const struct account *account, struct arena *arena);

#endif
