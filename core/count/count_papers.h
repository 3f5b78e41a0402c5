/* SPDX-License-Identifier: MIT */
/*
 * count_papers: ballot papers of a count by the single transferable vote, moved from pile to pile.
 *
 * A paper is a row of the ballots; its value is in units of 1/PAPER_UNIT vote.  A paper ends where
 * its next preference is shared by several options that are still in the running: the order knows
 * no equal preferences.  Gaps in the numbers mean nothing.
 */
#ifndef CORE_COUNT_COUNT_PAPERS_H
#define CORE_COUNT_COUNT_PAPERS_H

#include "core/count/count_private.h"

#define PAPER_UNIT 100000u

/* What the voters wrote, the same in every run. */
struct preferences {
	size_t rows;
	size_t *start;    /* rows + 1 of them: where a row's preferences are in option */
	uint16_t *option; /* best first; PREFERENCE_EQUAL: the next one is ranked alike */
	uint64_t *weight;
};

enum { PREFERENCE_EQUAL = 0x8000 };

void preferences_read(struct preferences *preferences, const struct poll *poll);

/* Where the papers lie. */
struct papers {
	const struct preferences *preferences;
	size_t options;
	const bool *running; /* by option; borrowed, changes as the count goes on */
	uint32_t *value;     /* by paper */
	size_t *at;          /* by paper: the next preference to look at */
	size_t *next;        /* by paper: the next in its pile */
	size_t *pile;        /* by option: the first paper, or SIZE_MAX */
	uint64_t *votes;     /* by option, in units */
	uint64_t ended;      /* rows that ended at options ranked alike, weighted */
};

void papers_begin(struct papers *papers, struct arena *arena, const struct preferences *preferences,
        size_t options, const bool *running);

/* Lays out every paper by its first preference; returns how many, weighted, have none. */
uint64_t papers_deal(struct papers *papers);

/*
 * Moves the pile to the next preferences, each paper's value multiplied by part / whole and cut to
 * a unit.  The option is left with what is not moved away; returns what nobody received of
 * `part`, in units.
 */
uint64_t papers_move(struct papers *papers, size_t option, uint64_t part, uint64_t whole);

#endif
