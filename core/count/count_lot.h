/* SPDX-License-Identifier: MIT */
/*
 * count_lot: chance that everybody can repeat (rule N15).
 *
 * An option's lot is the SHA-256 over
 *
 *     id LF line LF line LF ... line LF name
 *
 * the lines sorted by bytes, the name without a LF behind it; smallest first.  Lines are
 * `person stance option` of a negotiation; of a ballot file see lot_of_ballots().
 */
#ifndef CORE_COUNT_COUNT_LOT_H
#define CORE_COUNT_COUNT_LOT_H

#include "formats/arena.h"
#include "formats/ballot.h"

#include <stddef.h>

struct lot {
	const char *id;
	const char **line; /* sorted */
	size_t lines;
};

enum { LOT_SIZE = 32 };

/* Sorts the lines in place. */
void lot_sort(struct lot *lot);

/* One lot an option name, at out[i * LOT_SIZE]. */
void lot_draw(unsigned char *out, const struct lot *lot, const char *const *name, size_t names);

/*
 * The lot of a ballot file: a line a row that counts, `weight mark mark ...` with `-` for nothing
 * said, so that the order of the rows makes no difference.  The id is the caller's.
 */
void lot_of_ballots(
        struct lot *lot, struct arena *arena, const struct ballots *ballots, const char *id);

#endif
