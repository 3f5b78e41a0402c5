/* SPDX-License-Identifier: MIT */
/* leading: which role would lead which on which day, if an option stood (rule A2). */
#ifndef CORE_RULES_LEADING_H
#define CORE_RULES_LEADING_H

#include "core/rules/seat.h"

#define NO_ROLE SIZE_MAX

/* From day to day one role leads; of several sections the last of the file. */
struct lead_span {
	int32_t from, until;
	size_t leader;
	bool given; /* by the option */
};

struct lead_role {
	const char *name;
	const struct role *stands; /* or NULL */
	const struct option_change *change;
	struct lead_span *span; /* by day; from the moment's on */
	size_t span_count;
	struct lead_span *leads; /* when it leads others, leader being whom; by day */
	size_t leads_count;
};

struct leading {
	struct lead_role *role; /* all that stand or that the option makes, by name */
	size_t count;
	struct days begin; /* on which a lead begins, and the moment's */
};

/* Whether the leading role is held is not asked: it may be any day. */
void leading_read(struct leading *out, const struct moment *moment, struct arena *arena,
        const struct option *option);
size_t leading_find(const struct leading *leading, const char *name); /* or NO_ROLE */
/* What leads it on that day, or NULL. */
const struct lead_span *leading_on(const struct lead_role *role, int32_t day);
/* Whether it leads others on one of the days, by what the option gives or by what stands. */
bool leading_within(const struct lead_role *role, int32_t from, int32_t until, bool given);

/*
 * The first circle of leads that the option closes: its day, and the roles in it, each led by the
 * next; the first is one that is given a lead on that day.  Nothing where there is none.
 */
struct lead_circle {
	int32_t day;
	size_t *role;
	size_t count;
};
struct lead_circle leading_circle(const struct leading *leading, struct arena *arena);

#endif
