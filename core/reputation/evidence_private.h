/* SPDX-License-Identifier: MIT */
/* evidence_private: evidence while it is being gathered. */
#ifndef CORE_REPUTATION_EVIDENCE_PRIVATE_H
#define CORE_REPUTATION_EVIDENCE_PRIVATE_H

#include "core/reputation/evidence.h"

struct gathering {
	struct evidence *out;
	struct arena *arena;
	struct arena *scratch;
	struct repo *repo;
	const struct history *history;
	const struct evidence_options *options;
	struct identity *identity;
	const struct credits *credits;
	struct paths topic;
	/* Per commit.  committer is the author where it is no person. */
	uint32_t *author, *committer, *speaker;
	size_t item_capacity;
};

/* A journal's sentence: reads its blob again. */
int evidence_journal_sentence(const char **out, struct arena *arena, struct repo *repo,
        const struct evidence *evidence, const struct evidence_item *item, struct error *err);

/* Units of a kind by the charter, or as shipped. */
uint8_t evidence_units(const struct evidence_options *options, const char *kind);

/* An item of that place and giver, which counts until something is found against it. */
struct evidence_item *evidence_add(
        struct gathering *gathering, uint32_t commit, uint32_t giver, const char *kind);
/* Sets receiver and its text: the person's, or what was written where it is nobody's. */
void evidence_receive(struct gathering *gathering, struct evidence_item *item, uint32_t receiver,
        const char *written);

/* Trailers and what was landed. */
int evidence_of_commits(struct gathering *gathering, struct error *err);
int evidence_of_journals(struct gathering *gathering, struct error *err);

/* Whose entry a destination names, seen from a path; IDENTITY_UNKNOWN when it names none. */
uint32_t evidence_linked(const struct gathering *gathering, const char *from,
        const char *destination, bool from_top);

#endif
