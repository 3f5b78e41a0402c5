/* SPDX-License-Identifier: MIT */
#include "core/count/count_papers.h"

#include <stdlib.h>

static int compare_keys(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* The row's options by rank; how many. */
static size_t sort_row(const struct poll *poll, size_t row, uint64_t *key)
{
	const uint32_t *mark = &poll->ballots->mark[row * poll->options];
	size_t count = 0;

	for (size_t i = 0; i < poll->options; i++)
		if (mark[i] != BALLOT_UNRANKED)
			key[count++] = (uint64_t)mark[i] << 32 | i;
	if (count > 1)
		qsort(key, count, sizeof *key, compare_keys);
	return count;
}

static size_t count_marks(const struct poll *poll)
{
	size_t marks = 0;

	for (size_t i = 0; i < poll->ballots->rows * poll->options; i++)
		marks += poll->ballots->mark[i] != BALLOT_UNRANKED;
	return marks;
}

void preferences_read(struct preferences *preferences, const struct poll *poll)
{
	size_t rows = poll->ballots->rows, at = 0;
	uint64_t *key = arena_array(poll->arena, poll->options, sizeof *key);

	preferences->rows = rows;
	preferences->start = arena_array(poll->arena, rows + 1, sizeof *preferences->start);
	preferences->weight = arena_array(poll->arena, rows, sizeof *preferences->weight);
	preferences->option =
	        arena_array(poll->arena, count_marks(poll), sizeof *preferences->option);
	for (size_t row = 0; row < rows; row++) {
		size_t count = poll->voted[row] ? sort_row(poll, row, key) : 0;
		preferences->start[row] = at;
		preferences->weight[row] = poll_weight(poll, row);
		for (size_t i = 0; i < count; i++) {
			bool equal = i + 1 < count && key[i] >> 32 == key[i + 1] >> 32;
			preferences->option[at++] =
			        (uint16_t)((key[i] & 0x7fff) | (equal ? PREFERENCE_EQUAL : 0));
		}
	}
	preferences->start[rows] = at;
}

void papers_begin(struct papers *papers, struct arena *arena, const struct preferences *preferences,
        size_t options, const bool *running)
{
	size_t rows = preferences->rows;

	*papers = (struct papers){
	        .preferences = preferences,
	        .options = options,
	        .running = running,
	        .value = arena_array(arena, rows, sizeof *papers->value),
	        .at = arena_copy(arena, preferences->start, rows * sizeof *papers->at),
	        .next = arena_array(arena, rows, sizeof *papers->next),
	        .pile = arena_array(arena, options, sizeof *papers->pile),
	        .votes = arena_array(arena, options, sizeof *papers->votes),
	};
	for (size_t i = 0; i < options; i++)
		papers->pile[i] = SIZE_MAX;
}

/* The option that the paper's next preference is for, or SIZE_MAX; takes the step. */
static size_t next_preference(struct papers *papers, size_t row)
{
	const struct preferences *preferences = papers->preferences;
	size_t end = preferences->start[row + 1];
	size_t found = SIZE_MAX, finds = 0;

	while (papers->at[row] < end && !finds) {
		uint16_t option;
		do {
			option = preferences->option[papers->at[row]++];
			size_t index = option & ~(unsigned)PREFERENCE_EQUAL;
			if (!papers->running[index])
				continue;
			found = index;
			finds++;
		} while (option & PREFERENCE_EQUAL);
	}
	if (finds < 2)
		return found;
	papers->ended += preferences->weight[row];
	return SIZE_MAX;
}

/* The votes that came with it. */
static uint64_t put(struct papers *papers, size_t row, size_t option)
{
	uint64_t votes = papers->preferences->weight[row] * papers->value[row];

	papers->next[row] = papers->pile[option];
	papers->pile[option] = row;
	papers->votes[option] += votes;
	return votes;
}

uint64_t papers_deal(struct papers *papers)
{
	uint64_t without = 0;

	for (size_t row = 0; row < papers->preferences->rows; row++) {
		size_t option = next_preference(papers, row);
		papers->value[row] = PAPER_UNIT;
		if (option == SIZE_MAX)
			without += papers->preferences->weight[row];
		else
			put(papers, row, option);
	}
	return without;
}

uint64_t papers_move(struct papers *papers, size_t option, uint64_t part, uint64_t whole)
{
	uint64_t received = 0;
	size_t row = papers->pile[option], next;

	papers->pile[option] = SIZE_MAX;
	papers->votes[option] -= part;
	for (; row != SIZE_MAX; row = next) {
		next = papers->next[row];
		/* below 10^9 votes of 10^5 units, times 10^5 units: fits 64 bits */
		if (part < whole)
			papers->value[row] = (uint32_t)(part * papers->value[row] / whole);
		size_t to = next_preference(papers, row);
		if (to != SIZE_MAX)
			received += put(papers, row, to);
	}
	return part - received;
}
