/* SPDX-License-Identifier: MIT */
/*
 * reading: what a record comes to, from nothing but the objects in it.
 *
 * Each claim has to be found where it points, new in that commit, made by somebody who was known
 * before it, and about the person.  A term has to be granted: by the founder, or in the commit of a
 * decision that the record has.  What a record leaves out cannot be seen, nor that its commits were
 * ever part of a group: that is for a clone, or for whoever knows the keys, to say.
 */
#ifndef CORE_RECORD_READING_H
#define CORE_RECORD_READING_H

#include "core/record/maker.h"
#include "core/record/objects.h"
#include "formats/charter.h"

/* What a claim says. */
struct statement {
	const struct record_claim *claim;
	const struct maker *maker;
	int32_t day;      /* of the commit, as its committer dated it */
	const char *who;  /* who acknowledges, decides or speaks */
	const char *what; /* a role's title, an amount, the subject of a decision, "thanks" */
	const char *text; /* the sentence; of a decision its subject */
	const char *id;   /* of a decision: of its negotiation; of a term: what it names in `by` */
	const char *word; /* of a decision: what the person said, "absent", or NULL: not asked */
	int32_t from, until;
	bool adopted; /* of a decision */
	bool own;     /* it rests on a commit that the person made, and on nobody else's */
	bool fine;    /* nothing was found wrong with it */
};

/* A membership, a role or pay for it: of all that is said of it, what is left. */
struct tenure {
	enum record_kind kind;
	const char *path;
	const char *title;   /* of a role */
	const char *amount;  /* of pay */
	int32_t from, until; /* a role's: within the membership */
	struct statement *statement;
};

struct reading {
	const struct person *person;   /* never NULL when nothing was found wrong */
	const struct charter *charter; /* likewise */
	struct statement *statement;   /* one a claim, in their order */
	size_t count;
	struct tenure *tenure; /* by kind, path and day */
	size_t tenure_count;
	size_t named; /* statements that no key proves */
	size_t own;   /* that rest on the person's own word */
};

/*
 * path: of the record, for the findings E904 to E906.  All live in the arena.  -1: ERROR_UNSURE, a
 * signature cannot be checked here.
 */
int record_read(struct reading *out, struct arena *arena, const struct record *record,
        const char *path, struct findings *findings, struct error *err);

#endif
