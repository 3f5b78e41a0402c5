/* SPDX-License-Identifier: MIT */
/* What the files of the replay share; nobody else includes it. */
#ifndef CORE_REPLAY_PRIVATE_H
#define CORE_REPLAY_PRIVATE_H

#include "core/replay.h"

/* The governed changes of one commit against one parent; journals are only counted. */
struct replay_change_set {
	uint32_t commit, parent_number;
	const struct change *change;
	size_t count;
};

/* A decision's or an act's file, and the commit that brought it. */
struct disputed {
	const char *path;
	uint32_t commit;
	const char *why;
};

struct mail_index; /* e-mail in lower case -> handle, of one map of people */

struct replay {
	struct ledger *ledger;
	struct repo *repo;
	const struct history *history;
	struct replay_options options;
	struct arena *arena; /* of the ledger */
	struct replay_change_set *set;
	size_t set_count, set_capacity;
	bool *touches;              /* per commit: changes something governed, journals too */
	const struct standing **at; /* per commit: what stands there */
	const char **mail;          /* per ident: in lower case */
	struct mail_index *people;  /* the newest few, by map */
	uint32_t *founding_bound;   /* commits that every founding commit must be an ancestor of */
	size_t founding_bound_count;
	const char **founder_mail; /* lower case */
	size_t founder_mail_count;
	uint32_t *path_first; /* per path: the commit that first had it */
	size_t path_first_count;
	struct disputed *disputed; /* decisions and acts that a merge brought into doubt */
	size_t disputed_count, disputed_capacity;
};

/* --- replay_who.c --- */
/* The handle whose person file stands in the commit's first parent with its author's mail, or NULL.
 */
const char *replay_who(struct replay *replay, uint32_t commit);
const char *replay_who_in(struct replay *replay, struct pathmap people, const char *mail);
struct stamp replay_stamp(struct replay *replay, uint32_t commit, const char *who);
const char *replay_mail_of(struct replay *replay, uint32_t commit);
const char *lower_mail(struct arena *arena, const char *mail);

/* --- replay_founding.c --- */
int replay_find_genesis(struct replay *replay, struct error *err);
void replay_find_founders(struct replay *replay, uint32_t commit); /* once the genesis is read */
void replay_bound_founding(struct replay *replay);
bool replay_is_founding(struct replay *replay, uint32_t commit);

/* --- replay_negotiation.c --- */
/*
 * Takes in what a commit adds under negotiations/.  Where it decides, what it laid over the files
 * is taken out of the set: laid[i] is set for the changes that the decision accounts for.
 */
int replay_negotiations(struct replay *replay, uint32_t commit, const char *who,
        struct standing *standing, const struct replay_change_set *set, bool *laid,
        struct error *err);

/* --- replay_election.c --- */
/* Roll and policy, or why it is void: known at the opening, since there is no option tree. */
void replay_open_election(struct replay *replay, struct negotiation *negotiation);
/* What the voice does in an election, if it is one: its nominees become options. */
void replay_nominate(struct replay *replay, struct negotiation *negotiation, uint32_t said);

/* --- replay_decision.c --- */
int replay_decision(struct replay *replay, uint32_t commit, const char *who,
        struct standing *standing, const struct replay_change_set *set, bool *laid,
        struct negotiation *negotiation, const char *path, const struct change *change,
        struct error *err);

/* --- replay_merge.c --- */
int replay_merge(struct replay *replay, uint32_t commit, const struct replay_change_set *sets,
        size_t set_count, struct error *err);

/* --- replay_race.c --- */
/* What the sides of a merge did that the other side's doing brings into doubt (rules V6, N12). */
void replay_races(struct replay *replay, uint32_t merge);
void replay_dispute(struct replay *replay, const char *path, uint32_t commit, const char *why);
/* Why what a commit did to a path is disputed, or NULL. */
const char *replay_disputed(const struct replay *replay, const char *path, uint32_t commit);

/* What a blob of a change is as a file; NULL for a zero id. */
int replay_file(struct replay *replay, uint32_t path, const struct oid *blob, uint16_t mode,
        const struct file **out, struct error *err);
void replay_verdict(struct replay *replay, uint32_t commit, const char *who, uint32_t path,
        const struct file *before, const struct file *after, enum right right,
        const struct negotiation *negotiation, const char *why);
struct finding *replay_finding(struct replay *replay, uint32_t commit, const char *code,
        const char *path, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
