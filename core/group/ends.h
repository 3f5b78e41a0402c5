/* SPDX-License-Identifier: MIT */
/* ends: everything that stops by itself, and when: what a calendar is made of. */
#ifndef CORE_GROUP_ENDS_H
#define CORE_GROUP_ENDS_H

#include "core/group/group.h"

struct end {
	int32_t day;
	const char *key;  /* the same as long as it is the same end: "term release-lead ben
	                     2026-02-01" */
	const char *text; /* "release-lead: ben's term ends" */
};

/* From the group's day on, by day, then key. */
struct ends {
	struct end *item;
	size_t count, capacity;
};

void ends_read(struct ends *out, struct arena *arena, const struct group *group);

#endif
