/* SPDX-License-Identifier: MIT */
/*
 * ini_schema: which sections and keys a format knows, so that every format says the same about the
 * others.
 */
#ifndef FORMATS_INI_SCHEMA_H
#define FORMATS_INI_SCHEMA_H

#include "formats/ini.h"

enum ini_wants { INI_NO_NAME, INI_MAY_NAME, INI_MUST_NAME };

struct ini_schema_key {
	const char *name;
	bool repeat;   /* may stand several times in one section */
	bool required; /* in every section of its kind */
};

struct ini_schema_section {
	const char *word;
	enum ini_wants wants; /* a name behind the word? */
	bool repeat;          /* word and name together may stand several times in the file */
	bool required;
	bool open; /* keys that are not listed are allowed, repeated ones too */
	const struct ini_schema_key *key;
	size_t key_count;
};

/*
 * Adds, for a file that is not broken (for a broken one nothing): E103 unknown section and E104
 * unknown key, with the nearest known word as a hint; E105 a key, and E114 a section, that stands
 * twice, naming both lines; E107 a key, and E113 a section, that is missing; E110 a name that is
 * missing or too much.  All are errors but E103 and E104, whose severity the caller chooses.
 * Returns true when it added no error.
 */
bool ini_check(const struct ini_file *file, const struct ini_schema_section *schema, size_t count,
        enum severity unknown, struct findings *findings);

#endif
