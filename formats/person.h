/* SPDX-License-Identifier: MIT */
/* person: people/HANDLE.ini (moot-person(5)).  Strings live in the arena given to the parser. */
#ifndef FORMATS_PERSON_H
#define FORMATS_PERSON_H

#include "formats/ini.h"
#include "formats/term.h"

#include <stdbool.h>

struct membership {
	struct term term;
	bool guest;
};

/* Whose word counts while one is silent, and about what: without roles and topics, everything. */
struct delegate {
	const char *handle;
	struct term term; /* by is NULL: one's own */
	const char **role, **topic;
	size_t role_count, topic_count;
};

struct person {
	const char *handle; /* the file's name */
	const char *name;   /* as shown; the handle when missing */
	const char **email, **key, **key_retired, **formerly;
	size_t email_count, key_count, key_retired_count, formerly_count;
	const char *affiliation; /* or NULL */
	struct day_range *away;
	size_t away_count;
	struct membership *member; /* oldest first, as written; none: an acquaintance */
	size_t member_count;
	struct delegate *delegate;
	size_t delegate_count;
	struct ini_file ini;
};

/* All findings of the file; what is broken is left out, never guessed.  False when the file as a
 * whole cannot be used (an INI error, no [person]). */
bool person_parse(struct person *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

#endif
