/* SPDX-License-Identifier: MIT */
/* ballot_run: the marks of one column from above to below, to tell a voter's number from a vote. */
#ifndef FORMATS_BALLOT_RUN_H
#define FORMATS_BALLOT_RUN_H

#include "formats/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ballot_run {
	size_t count; /* unranked ones are none of it */
	uint32_t least, most;
	bool rising; /* each above the one before */
	bool apart;  /* no two alike */
};

/* The marks mark[0], mark[stride], ... of so many rows. */
struct ballot_run ballot_run_read(
        struct arena *arena, const uint32_t *mark, size_t rows, size_t stride);

/*
 * Whether somebody counted the rows, or gave each a number of its own: eight or more in order and
 * further than the other columns go, or three or more all different and a hundred times as high.
 */
bool ballot_run_numbers_rows(const struct ballot_run *run, uint32_t others_most);

#endif
