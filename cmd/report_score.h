/* SPDX-License-Identifier: MIT */
/* report_score: what reputation and why share: opening the account, and what is said of it. */
#ifndef CMD_REPORT_SCORE_H
#define CMD_REPORT_SCORE_H

#include "cmd/session.h"

#include "core/group/account.h"

struct score_options {
	const char *topic, *from, *seeds;
	struct option_list rest;
	bool strict, firm, events, all, digest;
	uint32_t top;
	unsigned trailers; /* 1: git, 2: any-line */
};

extern const char *const trailer_modes[];

/* The account of the repository, or of --from FILE. */
int score_account(struct context *context, const struct score_options *options,
        struct account *account, struct error *err);

/* A handle, or in history mode a name, a mail or "Name <mail>"; ERROR_FATAL with who may be meant
 * where it is nobody, or several. */
int score_person(struct context *context, const struct account *account, const char *word,
        uint32_t *person, struct error *err);

/* "#releases", "releases" -> its number; ERROR_FATAL when nobody was acknowledged in it. */
int score_topic(
        const struct account *account, const char *topic, uint32_t *number, struct error *err);

/* Where an acknowledgement stands, "journals/ben/a.md:4" or "FILE:4" of --from; NULL where that is
 * a commit's message.  item may be NULL: a row of a table. */
const char *event_place(struct arena *arena, const struct account *account,
        const struct evidence_item *item, size_t event);
/* The same as the fields path and line. */
void record_place(struct out *out, const struct account *account, const struct evidence_item *item,
        size_t event);
/* In JSON, of one that somebody else took out of its owner's journal: taken_by, taken_in. */
void record_taken(struct out *out, const struct account *account, const struct evidence_item *item);

/*
 * People as they are told to people: "Name <mail>" by its name alone where that tells them apart
 * from all of these; a handle as it is.
 */
struct people_told {
	const char **shared; /* names that several bear, sorted */
	size_t count;
};
void people_tell(
        struct people_told *out, struct arena *arena, const char *const *person, size_t count);
const char *person_told(struct arena *arena, const struct people_told *people, const char *person);

/* floor(10^6 score) as "123456 ppm" without the unit; "-" for none. */
const char *ppm_text(struct arena *arena, uint64_t ppm);
const char *tenths_text(struct arena *arena, uint64_t tenths);

#endif
