/* SPDX-License-Identifier: MIT */
/*
 * ledger: what the history of a commit leaves standing, by the rules.
 *
 * The ledger holds facts without a day: who opened, said and decided what in which commit, and the
 * governed files that stand.  What depends on a day (force.h, tally.h) is computed from it at each
 * call, at a moment: a commit and a day.
 */
#ifndef CORE_RULES_LEDGER_H
#define CORE_RULES_LEDGER_H

#include "core/rules/file.h"
#include "core/history/history.h"
#include "core/history/pathmap.h"
#include "formats/voice.h"

#define RULES_VERSION 5 /* raised when the same history is judged otherwise */

#define LEDGER_TIP UINT32_MAX

/* Which commit, when and by whom. */
struct stamp {
	uint32_t commit; /* index in the history */
	struct oid id;
	int32_t day;     /* rule D1 */
	const char *who; /* a handle, or NULL: nobody that was known there */
};

/* The governed files that stand at a commit, by path number. Values are const struct file *. */
struct standing {
	struct pathmap people, roles, other;
};

/* One file of an option, as the keys in which it differs from its base. */
struct option_change {
	const struct file *base; /* what stood at the base; NULL: nothing */
	const struct file *file; /* what the option holds */
	struct keyed_diff diff;  /* of keyed files */
};

/* How an option is decided: usually, among the holders, or as an emergency (acting.h). */
enum option_way { WAY_USUAL, WAY_ACT, WAY_EMERGENCY };

/* Who gains by what is decided on one of the rolls. */
struct roll_gain {
	const char *handle;
	uint32_t roll;
};

struct option {
	const char *name; /* "a", "b-ben" */
	struct stamp stamp;
	bool implied; /* its author consents to it without a voice */
	enum option_way way;
	struct option_change *change;
	size_t change_count;
	unsigned kinds;     /* bits 1u << enum change_kind */
	const char **given; /* handles that gain a term, pay or autonomy by it */
	size_t given_count;
	const char **taken; /* handles whose term, lead, membership or pay it ends or lowers */
	size_t taken_count;
	struct roll_gain *gain; /* by roll, then handle: of the given, by which file (roll.h) */
	size_t gain_count;
	const char *void_reason; /* NULL: it stands */
};

struct said {
	struct stamp stamp;
	struct voice voice;
	const char *path;
	const char *author_name; /* as git names the author, for who == NULL */
	const char *relayed; /* whose words the file's name says they are, if not the author's */
	const char *relayer; /* who passed them on, where they count as those of stamp.who (V2) */
	int32_t counts_from; /* the day from which they do */
	const char *nominee; /* in an election: whom it nominates, as it counts; or NULL */
	bool sealed;         /* in an election: lays down a seal, in time */
	struct oid blob;
	uint32_t again; /* 1 + the number of the same file by the same person; 0: none */
};

struct decision {
	struct stamp stamp;
	const char *path;
	struct decision_file file;
	uint32_t option;         /* into option, UINT32_MAX: none is adopted */
	const char *void_reason; /* NULL: it follows from what was said */
	bool disputed;           /* void by what another side of a merge did (rules N12, V6) */
};

enum item_kind { ITEM_OPTION, ITEM_SAID, ITEM_DECISION };

/* Everything added after the opening, in canonical order. */
struct item {
	enum item_kind kind;
	uint32_t number; /* into option, said or decision */
	uint32_t commit;
	uint32_t again;   /* 1 + the number of the item that said the same before; 0: none */
	uint64_t *before; /* bit i: item i is in an ancestor of this one's commit, or in the same */
	size_t words;     /* of before; items above are not before */
};

struct roll_entry {
	const char *handle;
	const char *because;    /* "holder", "led", "lead", "team", "member" */
	bool outside;           /* heard and asked, but outside the base: it is about them */
	const uint64_t *groups; /* the rolls they are on: bit i, each must pass by itself */
};

struct negotiation {
	const char *folder, *id, *slug;
	struct stamp opening;
	const char *opener_name;
	struct negotiation_file facts;
	const char *proposal;        /* text, "" when there is none */
	const char *void_reason;     /* NULL: it stands */
	struct negotiation *other;   /* opened in the same folder before, not known to this one */
	const struct standing *base; /* what stood at `from` */
	uint32_t base_commit;
	uint32_t ratifies;           /* the commit that it answers for, or HISTORY_NONE */
	const struct policy *policy; /* as it stood at the opening; NULL while there is no option */
	bool appeal;                 /* opened again under `appeal` (rule N11) */
	struct roll_entry *roll;     /* by handle */
	size_t roll_count;
	unsigned group_count;   /* rolls in it: one a file, two where led-by or team changes; those
	                           of the same people are one */
	const char *roll_error; /* why there is none */
	int32_t opened, decidable, closes, lapses; /* days; DAY_NONE while there is no option */
	struct option *option;
	size_t option_count, option_capacity;
	struct said *said;
	size_t said_count, said_capacity;
	struct decision *decision;
	size_t decision_count, decision_capacity;
	struct item *item;
	size_t item_count, item_capacity;
};

/* By what right a change stands. */
enum right {
	RIGHT_NONE,
	RIGHT_FREE,         /* reads back the same: any member */
	RIGHT_ACT,          /* within a sole holder's autonomy, or one's own term shortened */
	RIGHT_OWN,          /* one's own [person] section */
	RIGHT_ACQUAINTANCE, /* a person file without [member], added by a member */
	RIGHT_SETTLE,       /* writes what the date has made true */
	RIGHT_FOUNDING,
	RIGHT_DECISION,
	RIGHT_EMERGENCY, /* above the autonomy, for three days */
};

extern const char *const right_name[9]; /* "none" "free" "act" ... */

/* One change of one governed file, and by what right it stands; RIGHT_NONE: it is void. */
struct verdict {
	struct stamp stamp;
	const char *author_name; /* as git names the author */
	uint32_t path;
	const struct file *before, *after; /* what stood and would stand; NULL: nothing */
	enum right right;
	const struct negotiation *negotiation; /* of a decision or an emergency */
	const char *why;                       /* of a void one */
};

/* A person's first commits: one by which every later one of theirs is known to follow. */
struct activity {
	const char *handle;
	struct stamp first;
};

struct ledger {
	struct arena *arena;
	struct repo *repo;
	const char *root;              /* "" or "governance" */
	const struct history *history; /* NULL when read from the cache */
	struct paths paths;
	struct file_store files;
	struct standing standing; /* at the tip */
	struct pathmap founding;  /* files as the founding left them */
	struct oid tip;
	int32_t latest;       /* day: nothing in the ledger is later */
	struct stamp genesis; /* commit HISTORY_NONE: there is none */
	const char *genesis_mail;
	bool founding_open; /* nobody else has committed yet, and nothing was opened (rule A4) */
	struct negotiation **negotiation; /* in the order of opening */
	size_t negotiation_count, negotiation_capacity;
	const struct negotiation **trial; /* adopted for a time, and emergencies, in their order */
	size_t trial_count, trial_capacity;
	struct verdict *verdict; /* every change of a governed file, in canonical order */
	size_t verdict_count, verdict_capacity;
	uint32_t *delegating; /* the verdicts on files of people who let others speak for them */
	size_t delegating_count, delegating_capacity;
	struct activity *activity;
	size_t activity_count, activity_capacity;
	/* Per commit: who proved to have made it, or NULL; whether by signature; and if any was so.
	 */
	const char **speaker;
	bool *proven;
	bool any_proven;
	struct paths claims;        /* see ledger_claim() */
	struct findings findings;   /* what was found void, and why */
	struct ledger_index *index; /* private: negotiations by id, activity by handle */
};

/* A commit and a day at which to ask. */
struct moment {
	const struct ledger *ledger;
	const struct standing *standing;
	uint32_t commit; /* what its ancestors hold counts; LEDGER_TIP: everything */
	int32_t day;
	uint32_t without; /* 1 + a commit that does not, nor what descends from it; 0: none */
};

struct moment ledger_moment(const struct ledger *ledger, int32_t day); /* at the tip */
static inline struct moment moment_at(
        const struct ledger *ledger, const struct standing *standing, uint32_t commit, int32_t day)
{
	return (struct moment){
	        .ledger = ledger, .standing = standing, .commit = commit, .day = day};
}
bool moment_sees(const struct moment *moment, const struct stamp *stamp);
/*
 * The same words of the same person, which came in another commit and are seen from the moment:
 * they were said once, there, and whoever brings an old file again revives nothing.
 */
bool said_before(const struct moment *moment, const struct negotiation *negotiation,
        const struct said *said);

const struct file *standing_file(const struct ledger *ledger, const struct standing *standing,
        const char *path);                                                             /* or NULL */
const struct person *standing_person(const struct moment *moment, const char *handle); /* or NULL */
const struct role *standing_role(const struct moment *moment, const char *name);       /* or NULL */
const struct file *standing_get(
        const struct standing *standing, enum path_class class, uint32_t path);
struct standing standing_set(struct arena *arena, struct standing standing, const struct file *file,
        enum path_class class, uint32_t path);
/* The charter in force; never NULL: an empty one with the shipped rules where there is none. */
const struct charter *standing_charter(const struct moment *moment);

/* All usable files of a class, by path in bytes. */
struct file_list {
	const struct file **file;
	size_t count;
};
struct file_list standing_people(const struct moment *moment, struct arena *arena);
struct file_list standing_roles(const struct moment *moment, struct arena *arena);
struct file_list standing_agreements(const struct moment *moment, struct arena *arena);

const struct negotiation *ledger_negotiation(const struct ledger *ledger, const char *id);
/* By any unique prefix of four or more of its id, or its slug while that is unique (rule D3). */
int ledger_find(const struct ledger *ledger, const char *word, const struct negotiation **out,
        struct error *err);
uint32_t negotiation_option(const struct negotiation *negotiation, const char *name); /* as typed */

/* The valid decision that adopted an option, as seen from the moment, or NULL. */
const struct decision *negotiation_adopted(
        const struct moment *moment, const struct negotiation *negotiation);
/* The valid decision that ended it in any way, or NULL. */
const struct decision *negotiation_ended(
        const struct moment *moment, const struct negotiation *negotiation);

/* The adopted negotiation that answers for a commit, named in hex (ratifies = ...), or NULL. */
const struct negotiation *ledger_ratified(const struct ledger *ledger, const char *commit);

/*
 * The last change of each governed file of a class that is void (RIGHT_NONE) and that nothing
 * agreed to followed: what the tree says there is not what stands.  By path.
 */
struct void_list {
	const struct verdict **verdict;
	size_t count;
};
struct void_list ledger_void(
        const struct ledger *ledger, struct arena *arena, enum path_class class);
/* The same for one path, or NULL. */
const struct verdict *ledger_void_at(const struct ledger *ledger, uint32_t path);

const char *lower_mail(struct arena *arena, const char *mail);
/*
 * The rank of whoever had an address (lower case) or a key (its fingerprint): of several who claim
 * it the lowest is its owner (rule D7).  UINT32_MAX: never claimed by that handle.
 */
uint32_t ledger_claim(const struct ledger *ledger, const char *text, const char *handle);

bool ledger_active(
        const struct moment *moment, const char *handle); /* made a commit of their own */

/* Used by replay.c and the cache. */
void ledger_init(struct ledger *ledger, struct arena *arena, struct repo *repo);
struct negotiation *ledger_add_negotiation(
        struct ledger *ledger, const char *folder, const char *id, const char *slug);
/* The last one there, or NULL; `other` leads on to those that did not know of each other. */
struct negotiation *ledger_in_folder(const struct ledger *ledger, const char *folder);
/* From now on its id names the last one that was added: those of the id before it are void. */
void ledger_own_id(struct ledger *ledger);
void ledger_add_activity(struct ledger *ledger, const char *handle, const struct stamp *stamp);
struct item *negotiation_add_item(struct ledger *ledger, struct negotiation *negotiation,
        enum item_kind kind, uint32_t number, uint32_t commit);

#endif
