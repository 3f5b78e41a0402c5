/* SPDX-License-Identifier: MIT */
/*
 * evidence: from a history to the acknowledgements in it, in the order in which they count.
 *
 * Everything of moot-reputation(7), "Events": the sentences of the journals as they stand at the
 * tip, the trailers of commits, and the commits that somebody landed.  What does not count is
 * listed too, with the reason.
 */
#ifndef CORE_REPUTATION_EVIDENCE_H
#define CORE_REPUTATION_EVIDENCE_H

#include "core/history/credits.h"
#include "core/history/history.h"
#include "core/identity/identity.h"
#include "core/history/origin.h"
#include "core/git/repo.h"
#include "core/reputation/reputation.h"
#include "formats/arena.h"
#include "formats/charter.h"
#include "formats/error.h"
#include "formats/thanks.h"
#include "formats/trailer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum evidence_void {
	EVIDENCE_COUNTS,
	EVIDENCE_UNSCORED,   /* 0 units: shown, not scored */
	EVIDENCE_NO_GIVER,   /* whoever wrote it is nobody known, or no person */
	EVIDENCE_NOBODY,     /* it names nobody known, or links to nothing here */
	EVIDENCE_SHARED,     /* a bare name that two people bear */
	EVIDENCE_ROBOT,      /* it names no person */
	EVIDENCE_SELF,       /* giver and receiver are one, see identity_same() */
	EVIDENCE_FOREIGN,    /* the sentence was brought in by somebody else than its owner */
	EVIDENCE_COMMITTER,  /* its receiver committed it */
	EVIDENCE_DECISION,   /* a decision commit's claims about others */
	EVIDENCE_TWICE,      /* the same (commit, kind, person) again */
	EVIDENCE_CHERRY_PICK /* the same (giver, kind, receiver, author date) from another commit */
};

/* "" for EVIDENCE_COUNTS; else "self", "foreign", ... */
const char *evidence_void_name(enum evidence_void reason);

struct evidence_item {
	uint32_t giver, receiver;  /* into person; IDENTITY_UNKNOWN and its kin for nobody */
	const char *receiver_text; /* the person, or what was written */
	const char *kind; /* thanks, builds-on, asks, mention, landed, or a trailer's word */
	const char *path; /* below the root; "" for what a commit says or does */
	union {
		const char *text; /* the trailer; of a journal NULL: evidence_sentence() */
		const struct origin_held *held; /* if `taken` */
	};
	uint32_t topic;        /* into topic */
	uint32_t line, column; /* if `taken`, where it stood in held->blob */
	uint32_t commit;       /* index in the history: what brought it in */
	uint32_t landed;       /* the commit that was landed, of several by a merge the first; else
	                        * HISTORY_NONE */
	int32_t day;
	uint32_t event; /* into event, or UINT32_MAX where reason is not EVIDENCE_COUNTS */
	uint8_t units;
	uint8_t reason; /* enum evidence_void */
	bool taken;     /* somebody else than its owner took it out: it counts as it did */
};

/* A trailer's word that is no acknowledgement, or an unusual one. */
struct evidence_word {
	const char *word;    /* lower case */
	uint32_t lines;      /* in all commits */
	bool credit;         /* an acknowledgement, of 0 units unless the charter says otherwise */
	const char *nearest; /* the word with units that it may be meant for, or NULL */
};

struct evidence {
	struct evidence_item *item; /* in order, void ones among them */
	size_t item_count;
	/* What core/reputation/reputation.h takes. */
	struct reputation_event *event;
	uint32_t *event_item; /* into item */
	size_t event_count;
	const char **person;
	size_t person_count;
	const char **topic; /* topic 0 is "-" */
	size_t topic_count;
	uint32_t *seed;
	size_t seed_count;
	/* The journals, for what reads entries, tasks and topics. */
	struct origins journals;
	const struct thanks *thanks; /* by which they were read */
	struct evidence_word *word;  /* by lines, then word; none that the shipped table knows */
	size_t word_count;
	/* Per commit: persons, or IDENTITY_...  The speaker is the author, or where identity is
	 * signed the signer; the committer is the author where it is no person. */
	const uint32_t *author_of, *committer_of, *speaker_of;
	size_t persons_before; /* history mode: those who wrote or committed come first */
};

struct evidence_options {
	const char *root;               /* "" or "governance"; NULL: history mode */
	struct identity_options people; /* people.handle NULL exactly in history mode */
	const char *const *seed;        /* handles; unknown ones are passed over */
	size_t seed_count;
	bool find_seeds; /* history mode: the authors of the two years up to `at` */
	int32_t at;
	const struct unit_rule *unit; /* charter->unit, or NULL: the shipped ones */
	size_t unit_count;
	const struct thanks *thanks;   /* needed with a root */
	enum trailer_mode trailers;    /* ignored where credits are given */
	const struct credits *credits; /* gathered already, or NULL: from the chronicle */
	/*
	 * Per commit the handle of the person who proved to be its author, or NULL for nobody,
	 * where the charter's identity is signed.  NULL: by mail.
	 */
	const char *const *who;
	unsigned threads;
};

/*
 * history must be ordered.  Everything lives in the arena, which takes what the options point to as
 * granted.  The result is the same whatever the number of threads.
 */
int evidence_gather(struct evidence *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct evidence_options *options, struct error *err);

/* The sentence of an item; for one that landed, the subject of the commit. */
int evidence_sentence(const char **out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct evidence *evidence,
        const struct evidence_item *item, struct error *err);

/* Who took out an item that is `taken`: a person, or "somebody unknown". */
const char *evidence_taker(const struct evidence *evidence, const struct evidence_item *item);

/* Who gives: the person, or whose journal it stands in though that is nobody's; "" for nobody. */
const char *evidence_giver(
        struct arena *arena, const struct evidence *evidence, const struct evidence_item *item);

/* When an entry was written: its heading's day, else that of the file's name, but never after the
 * day of the commit that brought the file. */
int32_t evidence_entry_day(const struct history *history, const struct origin_file *file,
        const struct facts_entry *entry);

#endif
