/* SPDX-License-Identifier: MIT */
/*
 * election: a negotiation of kind election, whose options are the nominees (rule N1).
 *
 * Nobody writes an option tree: what adopting a nominee changes is made here, a [holder H] section
 * with the election's term over the role as it stood at the base.  An option's name is the handle.
 *
 * Where the policy says `seal = yes` a nomination is made twice.  First `Seal: HASH`, the SHA-256
 * in hex over
 *
 *     id LF handle LF nominee SPACE secret
 *
 * then, when everybody on the roll has sealed or it may be decided, `Reveal: NOMINEE SECRET`; an
 * earlier one does not count, so that nobody shuts the others out.  A seal that has anybody's
 * reveal among its ancestors is too late, and what is not revealed is not said.  Who has revealed
 * may nominate openly (the round of changes); a `Nominate:` before that does not count.
 */
#ifndef CORE_RULES_ELECTION_H
#define CORE_RULES_ELECTION_H

#include "core/rules/ledger.h"

bool is_election(const struct negotiation *negotiation);
/* Seats to be filled: 1 when the facts say none. */
uint32_t election_seats(const struct negotiation *negotiation);

/* What is elected: enough to make the option of a nominee. */
struct election {
	const char *role;
	int32_t from, until;
	const char *id; /* of the negotiation */
};
struct election election_of(const struct negotiation *negotiation);

/*
 * Fills out with what giving all of them the term changes; its name is the handles, joined by ", ".
 * void_reason is set where it cannot be: no such role, nobody known under a handle.  The stamp is
 * the caller's.
 */
void election_option(struct option *out, struct file_store *files, const struct moment *base,
        struct arena *arena, const struct election *election, const char *const *handle,
        size_t count);

/* The policy of elections: the one asked for, where it is one and no weaker than `election`. */
const struct policy *election_policy(const struct charter *charter, const char *asked);

/* A nominee's option by handle, or UINT32_MAX. */
uint32_t election_nominee(const struct negotiation *negotiation, const char *handle);

/*
 * Whom a voice that is about to be added nominates, as it counts (sealed or not), or NULL.
 * before(context, earlier) says whether a voice that is in the negotiation already is among its
 * ancestors.
 */
const char *election_nominates(const struct negotiation *negotiation, struct arena *arena,
        const struct said *said, bool (*before)(void *context, const struct said *earlier),
        void *context);
/* The voice lays down a seal, and nobody had revealed before it. */
bool election_seals(const struct negotiation *negotiation, const struct said *said,
        bool (*before)(void *context, const struct said *earlier), void *context);
/* The voice makes its own author a nominee: `Willing:`. */
bool election_willing(const struct said *said);

/*
 * Why a seal (or else a reveal) that somebody is about to make on a day, having seen everything,
 * would not count; NULL: it would.
 */
const char *election_untimely(const struct negotiation *negotiation, struct arena *arena,
        const char *who, int32_t day, bool seals);
/* Who has sealed a nomination and not revealed one, in the order of the roll; returns the count. */
size_t election_unrevealed(
        const struct negotiation *negotiation, struct arena *arena, const char ***handle);

enum { SEAL_HEX = 64 };
void election_seal(char hex[SEAL_HEX + 1], const char *id, const char *who, const char *nominee,
        const char *secret);

#endif
