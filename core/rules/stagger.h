/* SPDX-License-Identifier: MIT */
/* stagger: terms of one role that all end on one day, and how they could follow each other. */
#ifndef CORE_RULES_STAGGER_H
#define CORE_RULES_STAGGER_H

#include "formats/arena.h"
#include "formats/role.h"

struct stagger {
	int32_t day;        /* on which all of them end */
	const char *advice; /* "ana 2027-02-02, ben 2027-05-02" */
};

/*
 * Of two or more who hold the role on the day or later, whether all their last terms end together.
 * The advice leaves the first end as it is and spreads the others over the length of a term.
 */
bool stagger_find(struct stagger *out, struct arena *arena, const struct role *role, int32_t day);

#endif
