/* SPDX-License-Identifier: MIT */
/* What the files of due share; nobody else includes it. */
#ifndef CORE_DUE_PRIVATE_H
#define CORE_DUE_PRIVATE_H

#include "core/group/due.h"
#include "core/group/notes.h"

enum { DUE_SOON = 30 }; /* days before an end at which it is told */

struct due_looking {
	struct due_list *list;
	struct arena *arena;
	const struct group *group;
	const char *who; /* NULL: everybody */
	const struct notes *notes;
};

void due_add(struct due_looking *looking, struct due due);
/* "24 January" */
const char *due_day(struct due_looking *looking, int32_t day);

/* --- due_standing.c --- */
void due_roles(struct due_looking *looking);
void due_members(struct due_looking *looking);
void due_agreements(struct due_looking *looking);
void due_trials(struct due_looking *looking);
void due_tensions(struct due_looking *looking);

#endif
