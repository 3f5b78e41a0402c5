/* SPDX-License-Identifier: MIT */
/*
 * ballot_mark: what stands in one cell of a ballot file.
 */
#ifndef FORMATS_BALLOT_MARK_H
#define FORMATS_BALLOT_MARK_H

#include "formats/ballot.h"
#include "formats/text.h"

enum mark_reading {
	MARK_FINE,
	MARK_NO_NUMBER, /* not of the kind at all */
	MARK_TOO_LOW,   /* a number below what the kind allows */
	MARK_TOO_HIGH,
	MARK_FRACTION, /* not whole */
};

/* Sets *mark where fine; a cell that says nothing is BALLOT_UNRANKED. */
enum mark_reading ballot_mark(uint32_t *mark, struct slice cell, enum ballot_kind kind);

/* A whole number from 0 to most; digits, or digits and a fraction of zeros. */
enum mark_reading ballot_number(uint32_t *number, struct slice cell, uint32_t most);

/* "rank", "score", "approval" */
const char *ballot_kind_word(enum ballot_kind kind);

/* Whether such a header names a column that is no option: a voter, an id, a time, an address. */
bool ballot_is_extra(struct slice header);

/* Whether such a header says how many ballots a row stands for. */
bool ballot_is_weight(struct slice header);

/* The cell, cut to what fits in a message. */
const char *ballot_quote(struct arena *arena, struct slice cell);

#endif
