/* SPDX-License-Identifier: MIT */
/*
 * fraction: the part of a whole that a policy asks for, compared exactly.
 *
 * `1/2`, `2/3`, `>= 2/3` and `> 1/2`; without a sign >= is meant.  A number alone is 0 or 1, and
 * the part is never above the whole.  Blanks may stand around the sign and the parts.
 */
#ifndef FORMATS_FRACTION_H
#define FORMATS_FRACTION_H

#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stdint.h>

struct fraction {
	uint32_t numerator, denominator; /* as written, not reduced; denominator > 0 */
	bool strict;                     /* > instead of >= */
};

/* ERROR_USAGE where the text is no such fraction, or none could ever be met (`> 1`); *fraction is
 * then 0. */
int fraction_parse(struct fraction *fraction, const char *text, struct error *err);

/* part/whole >= (or >) numerator/denominator, for any numbers; false when whole is 0. */
bool fraction_met(struct fraction fraction, uint64_t part, uint64_t whole);

/* The least part that meets it, or whole + 1 saturated where none does. */
uint64_t fraction_needed(struct fraction fraction, uint64_t whole);

/* "2/3" or "> 1/2". */
const char *fraction_print(struct arena *arena, struct fraction fraction);

#endif
