/* SPDX-License-Identifier: MIT */
/*
 * ballot_blt: ballots in the form of Hill, Wichmann and Woodall, "Algorithm 123" (1987).
 *
 *     4 2             four options, two seats
 *     -2              the second has withdrawn
 *     3 1 3=4 0       three voters: first 1, then 3 and 4 alike
 *     1 - 2 0         a skipped place (also written 0)
 *     0               no more ballots
 *     "Adam"          names, one a line, then the title
 *
 * A line a ballot; `(id)` before it and `#` comments are skipped.
 */
#ifndef FORMATS_BALLOT_BLT_H
#define FORMATS_BALLOT_BLT_H

#include "formats/ballot.h"

/* Whether the first line is two numbers and nothing else. */
bool ballots_blt_is(const char *text, size_t len);

/* As ballots_parse(), of valid UTF-8; *ballots has its kind, which must be ranks. */
bool ballots_blt_parse(struct ballots *ballots, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

#endif
