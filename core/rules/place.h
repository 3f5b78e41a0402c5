/* SPDX-License-Identifier: MIT */
/*
 * place: where the files say what a refusal rests on, as "roles/release.ini:13".
 *
 * What nobody wrote down has no line: a shipped policy is "policy standard, as shipped", a file
 * that would have to be there "people/zoe.ini, which is not there".  Never NULL.
 */
#ifndef CORE_RULES_PLACE_H
#define CORE_RULES_PLACE_H

#include "core/rules/ledger.h"

/* A line of a file below the root; 0: its first. */
const char *place_line(struct arena *arena, const char *path, uint32_t line);
const char *place_missing(struct arena *arena, const char *path);

/* The key of the section, else the section, else the first line; name NULL: of any name. */
const char *place_of_key(struct arena *arena, const struct ini_file *ini, const char *path,
        const char *word, const char *name, const char *key);

/* "moot.ini:14", or "policy standard, as shipped". */
const char *place_of_policy(struct arena *arena, const struct policy *policy);
/* Which policy a kind of change has: the line of [use], else that of the policy. */
const char *place_of_use(struct arena *arena, const struct charter *charter, enum change_kind kind);
/* "max-roles, moot.ini:9", or "max-roles, as shipped": where a limit is said. */
const char *place_of_limit(const struct moment *moment, struct arena *arena, const char *key);

/* Whether somebody is a member: the last [member] of their file, or that there is none. */
const char *place_of_member(const struct moment *moment, struct arena *arena, const char *handle);
/* Who holds the role: the last [holder] of that name, else the first, else the role. */
const char *place_of_holder(
        const struct moment *moment, struct arena *arena, const char *role, const char *handle);
const char *place_of_role(
        const struct moment *moment, struct arena *arena, const char *role, const char *key);

/* negotiation.ini: the key, else the first line; of a negotiation without one its folder. */
const char *place_of_fact(
        struct arena *arena, const struct negotiation *negotiation, const char *key);
/* Who is on the roll: its section there. */
const char *place_of_roll(struct arena *arena, const struct negotiation *negotiation);
/* What ended it as seen from the moment: the decision, else when it closes. */
const char *place_of_end(
        const struct moment *moment, struct arena *arena, const struct negotiation *negotiation);
/* The line of a voice that says the word, else its first. */
const char *place_of_word(struct arena *arena, const struct said *said, enum voice_word word);

#endif
