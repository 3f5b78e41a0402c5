/* SPDX-License-Identifier: MIT */
/* term: the days of a section, both inclusive, and the decision that gave it (rule A1). */
#ifndef FORMATS_TERM_H
#define FORMATS_TERM_H

#include "formats/value.h"

#include <stdint.h>

struct term {
	int32_t from;   /* days since 1970; DAY_NONE when missing or broken: never in force */
	int32_t until;  /* likewise */
	const char *by; /* "founding", an id, or NULL */
	uint32_t line;  /* of the section header */
};

/*
 * Reads from, until, by; findings E106 (no day, no id) and E111 (ends before it starts).  That from
 * and until are missing is for ini_check() to say: TERM_KEYS are what a section with a term has in
 * its schema.
 */
void term_read(struct term *out, const struct values *values, const struct ini_section *section);

#define TERM_KEYS                                                                                  \
	{"from", false, true}, {"until", false, true},                                             \
	{                                                                                          \
		"by", false, false                                                                 \
	}

#endif
