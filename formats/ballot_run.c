/* SPDX-License-Identifier: MIT */
#include "formats/ballot_run.h"

#include "formats/ballot.h"

#include <stdlib.h>

static int compare_marks(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

struct ballot_run ballot_run_read(
        struct arena *arena, const uint32_t *mark, size_t rows, size_t stride)
{
	struct ballot_run run = {.least = UINT32_MAX, .rising = true, .apart = true};
	uint32_t *found = arena_array(arena, rows + 1, sizeof *found);

	for (size_t row = 0; row < rows; row++) {
		uint32_t now = mark[row * stride];
		if (now == BALLOT_UNRANKED)
			continue;
		run.rising = run.rising && (!run.count || now > found[run.count - 1]);
		found[run.count++] = now;
		run.least = now < run.least ? now : run.least;
		run.most = now > run.most ? now : run.most;
	}
	qsort(found, run.count, sizeof *found, compare_marks);
	for (size_t i = 1; i < run.count; i++)
		run.apart = run.apart && found[i] != found[i - 1];
	return run;
}

bool ballot_run_numbers_rows(const struct ballot_run *run, uint32_t others_most)
{
	enum { ROWS_IN_ORDER = 8, ROWS_APART = 3, FAR = 100 };

	if (run->rising && run->count >= ROWS_IN_ORDER && run->most > others_most)
		return true;
	return run->apart && run->count >= ROWS_APART &&
	       run->least / FAR > (others_most ? others_most : 1);
}
