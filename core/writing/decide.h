/* SPDX-License-Identifier: MIT */
/* decide: the decision that what was said makes (rules N6 to N13). It has no choice. */
#ifndef CORE_WRITING_DECIDE_H
#define CORE_WRITING_DECIDE_H

#include "core/writing/draft.h"
#include "core/group/group.h"
#include "core/rules/tally.h"

struct resolution {
	/* to be filled */
	const char *who;
	const struct negotiation *negotiation;
	const struct draft_file *voice; /* comes in the same commit and counts; or NULL */
	/* worked out */
	struct tally tally;
	const struct option *adopts; /* what changes; NULL: nothing */
	const char *result;          /* "adopted", "lapsed", "blocked", "withdrawn" */
	int32_t review;              /* DAY_NONE */
	const char *path;            /* of the decision */
};

/* The tally alone, as it will be read once the voice is committed. */
void resolution_foresee(struct resolution *resolution, struct group *group);
/* ERROR_NO with the reason and its rule when there is nothing to decide yet. */
int resolution_prepare(struct resolution *resolution, struct group *group, struct error *err);
/* Whether a decision written by hand names what was prepared; ERROR_NO with what it should say. */
int resolution_compare(const struct resolution *resolution, struct group *group,
        const struct decision_file *written, struct error *err);
/* The changed files, the decision, and a message that is the minutes. */
int resolution_draft(const struct resolution *resolution, struct group *group, struct draft *draft,
        struct error *err);

#endif
