/* SPDX-License-Identifier: MIT */
/* option: what an option changes, of which kinds, and for whom (rules A3, N3, N4, N6, N10). */
#ifndef CORE_RULES_OPTION_H
#define CORE_RULES_OPTION_H

#include "core/rules/ledger.h"

/* A bit of option.kinds beside those of enum change_kind: identity, [use] or [policy] of the
 * charter, which rule A5 puts under `entrenched`. */
#define KIND_CONSTITUTION (1u << CHANGE_KINDS)
/* Another: a role that was not there, which is more than the texts in it. */
#define KIND_NEW_ROLE (1u << (CHANGE_KINDS + 1))

/*
 * Fills diff, kinds, given and taken from change[].base and file, as things stand at the moment;
 * sets void_reason where an option changes nothing or holds what cannot be used.
 */
void option_read(const struct moment *moment, struct arena *arena, struct option *option);

/* The autonomy that a change of a role file takes by an act; -1 when it must be negotiated (A3). */
int change_level(const struct file *before, const struct file *after);

/* Rule A1: a term that begins before the opening is refused. The reason, or NULL. */
const char *option_begins_early(struct arena *arena, const struct option *option, int32_t day);

/* The first key the option changes whose value stands otherwise than in its base, and where; or
 * NULL (N10). */
const char *option_stale(struct arena *arena, const struct moment *moment,
        const struct option *option, const char **place);

/* The text of a file with the option's changed keys laid over it as it stands; NULL and *err. */
const struct file *option_lay(const struct moment *moment, struct file_store *files,
        const struct option_change *change, struct error *err);

/* Of all policies that [use] maps the kinds to, the strongest; entrenched where rule A5 says so;
 * of an act among holders `light`, of an emergency `emergency`. */
const struct policy *option_policy(const struct charter *charter, const struct option *option);
/* Above 0: a stands before b: longer shortest time, then larger quorum, then method. */
int policy_compare(const struct policy *a, const struct policy *b);
/*
 * Whether a asks for no less than b in any respect: whatever passes under a passes under b.  A vote
 * does not cover consent, since an objection is a no among others there.
 */
bool policy_covers(const struct policy *a, const struct policy *b);

/* Nothing but texts: level sections, titles, topics, agreements. */
bool kinds_are_texts(unsigned kinds);

/* "release-lead: ana until 2027-01-31": what an option changes, in a few words. */
const char *option_sentence(struct arena *arena, const struct option *option, int32_t today);

#endif
