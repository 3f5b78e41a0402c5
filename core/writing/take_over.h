/* SPDX-License-Identifier: MIT */
/*
 * take_over: a register of people and roles that was kept before there was a group: whoever founds
 * it takes over what stands in people/ and roles/, as if it had been set up then (rule A4).
 *
 * Every term is `by = founding`, and has a beginning and an end; whatever a file says of these
 * itself stays.
 */
#ifndef CORE_WRITING_TAKE_OVER_H
#define CORE_WRITING_TAKE_OVER_H

#include "core/writing/draft.h"

struct taken_file {
	const char *path, *stem; /* "people/ana.ini", "ana" */
};

struct taking_over {
	struct arena *arena;
	struct taken_file *file; /* people's, then roles', each by path */
	size_t count, capacity;
	size_t people;
	const char *founder; /* the handle whose file has the founder's address, or NULL */
	int32_t day;         /* where a term begins that says no day */
	int32_t until;  /* where one ends that says none; one that begins later lasts as long */
	size_t endless; /* terms that had no end: known once they are drafted */
};

#define TAKING_OVER_INIT(arena)                                                                    \
	{                                                                                          \
		(arena), NULL, 0, 0, 0, NULL, 0, 0, 0                                              \
	}

/*
 * Lists what stands in people/ and roles/ of the current folder; ERROR_FATAL where a file has a
 * name that no group can keep, or is none that could be read.
 */
int take_over_look(struct taking_over *taking, const char *founder_mail, struct error *err);

/* Adds all of it, as it is to be, to the draft. */
int take_over_draft(struct taking_over *taking, struct draft *draft, struct error *err);

#endif
