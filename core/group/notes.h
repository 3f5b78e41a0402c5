/* SPDX-License-Identifier: MIT */
/*
 * notes: entries of journals that are for somebody: `#tension`, which stands until it is answered,
 * and `#feedback`, which is asked for when a term ends (moot-journal(5)).
 *
 * Looked for in what journals have got within a year: what nobody took up by then ends by itself.
 */
#ifndef CORE_GROUP_NOTES_H
#define CORE_GROUP_NOTES_H

#include "core/group/group.h"

enum note_kind { NOTE_TENSION, NOTE_FEEDBACK };

struct note {
	enum note_kind kind;
	const char *who;  /* whose journal it stands in */
	const char *path; /* below the root */
	uint32_t line;
	int32_t day;       /* of its heading, or of the file's name; DAY_NONE */
	const char *title; /* its first words */
	const char *const *topic;
	size_t topic_count;
	bool answered; /* a proposal names it, or its author settled it */
};

struct notes {
	struct note *item;
	size_t count, capacity;
};

/* By path, then line. */
int notes_read(
        struct notes *out, struct arena *arena, const struct group *group, struct error *err);

/* Its topics name the role, or are topics of it. */
bool note_is_about(const struct note *note, const struct role *role);

#endif
