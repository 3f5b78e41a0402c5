/* SPDX-License-Identifier: MIT */
/*
 * count_ways: whether a tie inside a count makes a difference.
 *
 * Without a lot a count is run once for every way through its ties: who is elected in all of them
 * is elected, who in some is tied for the seats that are left.
 */
#ifndef CORE_COUNT_COUNT_WAYS_H
#define CORE_COUNT_COUNT_WAYS_H

#include "formats/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { WAYS_MAX = 1000 };

/* At the i-th tie the taken[i]-th of width[i] options; ties beyond depth take the first. */
struct choices {
	size_t *taken, *width;
	size_t depth, capacity;
	size_t met; /* ties in the run; 0 before each */
};

/* Which of the tied options to take now, from 0. */
size_t choices_take(struct choices *choices, struct arena *arena, size_t width);

/* On to the next way; false when all have been walked. */
bool choices_advance(struct choices *choices);

struct outcome {
	size_t options;
	size_t ways;
	size_t *elected; /* by option: in how many ways */
	bool *possible;  /* by option: tied for the last seats in some way */
	bool gave_up;
};

struct outcome outcome_begin(struct arena *arena, size_t options);
void outcome_add(struct outcome *outcome, const size_t *elected, size_t elections);

/* Puts those who are elected in some ways only on one level between those in all and in none. */
void outcome_level(const struct outcome *outcome, size_t *level);

#endif
