/* SPDX-License-Identifier: MIT */
/*
 * tally: what was said, counted (rules N5 to N10).
 *
 * A pure function of a negotiation, the part of it that is seen, and a day.
 */
#ifndef CORE_RULES_TALLY_H
#define CORE_RULES_TALLY_H

#include "core/count/count.h"
#include "core/rules/ledger.h"

/* From the least to the most cautious, which is how several at once are read (N5). */
enum stance {
	STANCE_NONE,
	STANCE_CONSENT,
	STANCE_CONCERN,
	STANCE_STAND_ASIDE,
	STANCE_ABSTAIN,
	STANCE_WITHDRAWN, /* took everything back: silent again */
	STANCE_OBJECT,
};

extern const char *const stance_name[7]; /* "silent" "consent" ... */
struct stance_entry;
/* "consent", "consent via ben" */
const char *stance_words(struct arena *arena, const struct stance_entry *entry);

/* What one person on the roll says to one option. */
struct stance_entry {
	const char *handle;
	const struct roll_entry *roll; /* NULL: said something without being on the roll */
	enum stance stance;
	const struct said *said; /* NULL: by writing the option, or nothing */
	const char *via;         /* whose word it is, by delegation (delegation.h); or NULL */
	bool away;
	bool spoke;        /* anything about what is to be decided */
	bool spoken_since; /* the same since the newest option was added */
};

enum negotiation_state {
	STATE_VOID,
	STATE_WITHDRAWN,
	STATE_DISPUTED,
	STATE_ADOPTED, /* in force, offered or expired: see force.h */
	STATE_ENDED,   /* recorded as lapsed, blocked or withdrawn */
	STATE_STALE,
	STATE_BLOCKED,
	STATE_DECIDABLE,
	STATE_OPEN,
	STATE_LAPSED,
	STATE_CONTESTED, /* adopted, and no longer carried (after.h) */
};

extern const char *const negotiation_state_name[11];

struct option_tally {
	const struct option *option;
	enum negotiation_state state;
	struct stance_entry *entry; /* everybody on the roll and everybody who spoke, by handle */
	size_t entry_count;
	size_t consents, concerns, objections, aside, abstained, silent; /* in the base */
	size_t base;    /* people who count: on the roll, not outside, not away unless they spoke */
	bool passes;    /* by every policy it must pass under, whatever the day */
	bool everybody; /* everyone on the roll has spoken since the newest option */
	int32_t decidable;  /* the first day, unless everybody has spoken and the policy says early
	                     */
	bool blocked;       /* by an objection, under a policy where one blocks */
	const char *why;    /* why it cannot be decided now, with the rule, or NULL */
	const char *place;  /* where that stands (place.h), or NULL */
	const char *stale;  /* the key, or NULL */
	const char *beyond; /* the limit it would break (limit.h), or NULL */
	const char *waits;  /* for what, past its close if need be; or NULL */
	const char *first;  /* where one of these three stands */
	const char *outranked; /* why it does not win the count of rankings, or NULL */
};

/* What somebody said to the option, as stance_words() has it; "silent" for nothing. */
const char *tally_words(struct arena *arena, const struct option_tally *option, const char *handle);

struct tally {
	const struct negotiation *negotiation;
	enum negotiation_state state;
	struct option_tally *option; /* those that stand and are seen */
	size_t option_count;
	const struct option_tally *winner;   /* what decide would adopt today, or NULL */
	const struct option_tally **elected; /* of an election: those decide would adopt */
	size_t elected_count;
	const struct count *count;  /* of rankings, or NULL */
	const char *const *counted; /* the names of its options */
	const char **missing;       /* on the roll and silent, who is away or gone left out */
	size_t missing_count;
	int32_t decidable;
	const char *why;   /* why there is no winner, with the rule */
	const char *place; /* where that stands, or NULL */
	/* why what was decided is in doubt (rules N12, V6), until it is decided again; or NULL */
	const char *disputed;
};

/*
 * Counts what the moment sees.  `also`, when not NULL, is a further decision's commit: voices of
 * that commit count too (a voice and its decision may come in one commit, N13).
 */
void tally_read(struct tally *out, struct arena *arena, const struct moment *moment,
        const struct negotiation *negotiation);

/* As it is shown: disputed before whatever could be done about it (rule N8). */
enum negotiation_state tally_shown(const struct tally *tally);

/* How many days a Hold moves what may be decided at most (rule N5). */
enum { HOLD_MAX = 7 };

/* Whether the person's words can still count today: NULL, or why not, with the rule. */
const char *tally_late(const struct moment *moment, const struct negotiation *negotiation);

#endif
