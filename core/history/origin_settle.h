/* SPDX-License-Identifier: MIT */
/* origin_settle: a file in which somebody else than its owner had a hand, while it is settled. */
#ifndef CORE_HISTORY_ORIGIN_SETTLE_H
#define CORE_HISTORY_ORIGIN_SETTLE_H

#include "core/history/origin_private.h"

/* What a blob says, looked up both ways; one a parent and one for the result. */
struct sheet {
	const struct version *version; /* NULL: the result */
	const unsigned char *names;
	uint32_t name_count;
	struct facts facts;
	uint32_t *name_of; /* per key, and behind these per signal, or ORIGIN_NONE */
};

/* A key of a side, standing or held. */
struct mark {
	const unsigned char *id;
	uint32_t side; /* the parent, or their number for the result */
	uint32_t key;
	uint32_t held; /* into the pool, or ORIGIN_NONE */
	uint32_t origin;
};

/* One that may stand in the result. */
struct claim {
	uint32_t origin;
	uint32_t said;           /* who brought its words in */
	uint32_t held;           /* it is held on some side */
	const struct mark *mark; /* where it stands on some side, or NULL */
	bool taken;              /* it has its place */
};

/* How many sentences of these words the owner changed that others had given another key. */
struct changed {
	const unsigned char *words;
	int count;
};

struct settler {
	struct settling *in;
	struct arena *arena; /* gone afterwards */
	bool own;            /* the owner makes the commit */
	struct sheet *sheet; /* parents, then the result */
	struct mark *mark;
	size_t mark_count;
	uint32_t *said; /* per signal of the result, or ORIGIN_NONE */
	/* Of the group of equal names at hand. */
	struct claim *claim, *foreign;
	size_t claim_count, foreign_count;
	const struct mark **sorted;
	uint32_t *real, *held; /* per parent: those that live */
	/* Of all. */
	struct changed *changed;
	size_t changed_count, changed_capacity;
	uint32_t *kept;
	size_t kept_count, kept_capacity;
};

static inline bool is_owners(const struct settler *settler, uint32_t origin)
{
	return settler->in->author_of[origin] == settler->in->owner;
}

/* Whoever wrote the words of the result's sentences whose keys do not tell. */
void settle_words(struct settler *settler);
/* What is new; and under a key of the owner's the words of others stay theirs. */
void settle_new(struct settler *settler);
/*
 * Where others gave the owner's words another topic or day, the sentence is held as it was; when
 * the owner takes these words out or gives them a third one, that is about this sentence too.
 */
void settle_changed(struct settler *settler);

#endif
