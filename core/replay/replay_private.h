/* SPDX-License-Identifier: MIT */
/* What the files of the replay share; nobody else includes it. */
#ifndef CORE_REPLAY_REPLAY_PRIVATE_H
#define CORE_REPLAY_REPLAY_PRIVATE_H

#include "core/replay/replay.h"
#include "core/identity/signer.h"
#include "formats/key.h"

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

/* A decision by its commit. */
struct decided {
	uint32_t commit;
	struct negotiation *negotiation;
	uint32_t number; /* into decision */
};

/* A text that was signed by itself, in a commit of somebody else or of the same person. */
struct own_word {
	uint32_t commit;
	const char *fingerprint, *handle;
};

/* What two people's files have that did not know of each other, and whose it is; NULL: nobody's. */
struct owned {
	const char *text, *owner;
};

struct who_index; /* addresses and keys -> handle, of one map of people */

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
	struct who_index *people;   /* the newest few, by map */
	struct paths key_text;      /* keys as written, and what they are */
	struct key *key;
	size_t key_capacity;
	struct signing *signing;  /* per commit, once asked */
	const char **nobody;      /* per commit: why it counts for nobody, or NULL */
	uint32_t *founding_bound; /* commits that every founding commit must be an ancestor of */
	size_t founding_bound_count;
	const struct file *founder; /* the file at the genesis, or NULL */
	bool founding_signed;
	const char **founder_mail; /* lower case */
	size_t founder_mail_count;
	uint32_t *path_first; /* per path: the commit that first had it */
	size_t path_first_count;
	struct decided *decided; /* in the order of their commits */
	size_t decided_count, decided_capacity;
	struct own_word *own_word; /* in the order of their commits */
	size_t own_word_count, own_word_capacity;
	struct owned *owned;
	size_t owned_count, owned_capacity;
	struct paths crossing;           /* sides that have crossed, and another one */
	const struct standing **crossed; /* what each of these had in common */
	size_t crossed_capacity;
	struct disputed *disputed; /* decisions and acts that a merge brought into doubt */
	size_t disputed_count, disputed_capacity;
};

/* --- replay_who.c --- */
/*
 * *who is the handle whose person file stands in the commit's first parent with its author's mail,
 * or under `identity = signed` with the key that signed it; NULL: nobody, and replay->nobody says
 * why.  A commit that touches nothing governed is only looked at where it may be somebody's first.
 */
int replay_who(struct replay *replay, uint32_t commit, const char **who, struct error *err);
const char *replay_who_in(struct replay *replay, struct pathmap people, const char *mail);
/* Who has or had the key, or NULL. */
const char *replay_keeper(
        struct replay *replay, struct pathmap people, const char *fingerprint, bool *retired);
/* The signature of a commit, checked against the keys of these people. */
int replay_signing(struct replay *replay, uint32_t commit, struct pathmap people,
        const struct signing **out, struct error *err);
/* Whether it is by the person of this one file: by key where `by_key`, else by mail. */
int replay_is_by(struct replay *replay, uint32_t commit, const struct file *file, bool by_key,
        bool *yes, struct error *err);
/*
 * *who: whose current key signed the text, when no merge has brought that into doubt; else NULL,
 * and *why says why not.
 */
int replay_own_word(struct replay *replay, uint32_t commit, struct pathmap people,
        const struct signed_text *text, const char **who, const char **why, struct error *err);
bool replay_is_signed(const struct replay *replay, const struct standing *standing);
/* Ranks the claims of these people, for those who come after. */
void replay_claim(struct replay *replay, struct pathmap people);
const struct key *replay_key(struct replay *replay, const char *text);
struct stamp replay_stamp(struct replay *replay, uint32_t commit, const char *who);
const char *replay_mail_of(struct replay *replay, uint32_t commit);

/* --- replay_founding.c --- */
int replay_find_genesis(struct replay *replay, struct error *err);
int replay_find_founders(
        struct replay *replay, uint32_t commit, struct error *err); /* once the genesis is read */
int replay_bound_founding(struct replay *replay, struct error *err);
/* *why: the founder adds what would have been theirs to add while the founding was open. */
int replay_late_founding(struct replay *replay, uint32_t commit, const struct file *after,
        const char **why, struct error *err);
int replay_is_founding(struct replay *replay, uint32_t commit, bool *yes, struct error *err);

/* --- replay_negotiation.c --- */
/*
 * Takes in what a commit adds under negotiations/.  Where it decides, what it laid over the files
 * is taken out of the set: laid[i] is set for the changes that the decision accounts for.
 */
int replay_negotiations(struct replay *replay, uint32_t commit, const char *who,
        struct standing *standing, const struct replay_change_set *set, bool *laid,
        struct error *err);

/* --- replay_following.c --- */
/* What others have gone on from. */
struct following {
	uint32_t from;   /* commits that descend from this one */
	uint32_t unless; /* and not from this one; HISTORY_NONE */
	uint32_t within; /* and are part of this one */
	int32_t after;   /* of a later day */
};
/* How many people of those known at `from` have made such commits that touch something governed. */
int replay_followers(
        struct replay *replay, const struct following *following, size_t *count, struct error *err);
/*
 * Rule D3: of two openings that do not know each other and use one id, it is the one's that more
 * people have gone on from; of as many, nobody's.  *why: the later one is void.
 */
int replay_rival(struct replay *replay, const struct negotiation *later,
        const struct negotiation *earlier, const char **why, struct error *err);
/* Whether a commit's history has something governed, older than a day, that `named` has not. */
bool replay_left_behind(const struct replay *replay, uint32_t named, uint32_t commit);

/* --- replay_claim.c --- */
/*
 * Finds the addresses and keys that two people's files have had, once a run is over: a new one in
 * replay->owned asks for another run; `telling`, after the last one, adds what is void (rule D7).
 */
int replay_claims(struct replay *replay, bool telling, struct error *err);
const struct owned *replay_owned(const struct replay *replay, const char *text); /* or NULL */
/* Ranks those owners before everybody else. */
void replay_claim_owned(struct replay *replay);

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

/* --- replay_act.c --- */
/* The commit's message says Emergency: and why. */
int replay_says_emergency(struct replay *replay, uint32_t commit, bool *yes, struct error *err);
/* *why is NULL where the option, which this commit opens with, may hold as an emergency. */
int replay_emergency(struct replay *replay, uint32_t commit, const char *who,
        const struct replay_change_set *set, const struct option *option, const char **why,
        struct error *err);
/* The emergency that the commit opens about the path, or NULL. */
const struct negotiation *replay_emergency_of(
        const struct replay *replay, uint32_t commit, uint32_t path);
/* It holds for a time (trial.h). */
void replay_add_trial(struct replay *replay, const struct negotiation *negotiation);

/* --- replay_merge.c --- */
int replay_merge(struct replay *replay, uint32_t commit, const struct replay_change_set *sets,
        size_t set_count, struct error *err);

/* --- replay_race.c --- */
/* What the sides of a merge did that the other side's doing brings into doubt (rules V6, N12). */
int replay_races(struct replay *replay, uint32_t merge, struct error *err);
/* Path "": all that the commit did, since it is not known whose it is. */
void replay_dispute(struct replay *replay, const char *path, uint32_t commit, const char *why);
/* Why what a commit did to a path is disputed, or NULL. */
const char *replay_disputed(const struct replay *replay, const char *path, uint32_t commit);

/* --- replay_key.c --- */
/* Commits on one side of a merge by a key that the other side has retired (rule V6). */
int replay_key_races(struct replay *replay, uint32_t merge, struct error *err);
/* Rule V4: whoever has a key changes their keys by one of them, also where names are enough. */
int replay_key_change(struct replay *replay, uint32_t commit, const struct file *before,
        const struct file *after, const char **why, struct error *err);
/* Tells why a commit that changes something counts for nobody. */
void replay_tell_nobody(
        struct replay *replay, uint32_t commit, const struct replay_change_set *sets, size_t count);

/* What a blob of a change is as a file; NULL for a zero id. */
int replay_file(struct replay *replay, uint32_t path, const struct oid *blob, uint16_t mode,
        const struct file **out, struct error *err);
void replay_verdict(struct replay *replay, uint32_t commit, const char *who, uint32_t path,
        const struct file *before, const struct file *after, enum right right,
        const struct negotiation *negotiation, const char *why);
struct finding *replay_finding(struct replay *replay, uint32_t commit, const char *code,
        const char *path, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
