/* SPDX-License-Identifier: MIT */
/*
 * ballot: a ballot file, as any poll or spreadsheet leaves it.
 *
 * The first line names the options, each further row is a voter, each cell says what that voter
 * thinks of that option.  Fields are separated by comma, semicolon or tab (whichever the header
 * has most of) and quoted as in RFC 4180; LF, CRLF or CR; a byte order mark is skipped.
 *
 * Not options, and left out: a column without a name, one named weight (votes, count) which says
 * how many equal ballots the row stands for, one named like a voter, id, time or address (see
 * moot-count(7)), and a column in which two cells or more are filled and none can be read.
 *
 * A cell is blank, `-`, `No opinion`, `n/a` and the like where nothing was said, else
 *   a rank       1, 2, 3 ...: 1 is best, equal ranks are ties, gaps mean nothing; 1st, 1.0
 *   a score      0, 1, 2 ...: more is better
 *   an approval  1 yes y true x or 0 no n false
 *
 * A file whose first line is two numbers, `6 3`, is read as BLT, the form of Hill, Wichmann and
 * Woodall ("Algorithm 123", 1987) that programs for the single transferable vote exchange.
 */
#ifndef FORMATS_BALLOT_H
#define FORMATS_BALLOT_H

#include "formats/arena.h"
#include "formats/finding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ballot_kind { BALLOT_RANKS, BALLOT_SCORES, BALLOT_APPROVALS };

#define BALLOT_UNRANKED UINT32_MAX

/* So that no count can overflow. */
#define BALLOT_WEIGHT_MAX 1000000000u /* of all rows together */
#define BALLOT_SCORE_MAX 1000000u
#define BALLOT_RANK_MAX 999999999u
enum { BALLOT_OPTIONS_MAX = 1000, BALLOT_NAME_MAX = 1000 /* bytes */ };
#define BALLOT_FILE_MAX (256u << 20)

/* Everything lives in the arena.  May as well be filled by hand. */
struct ballots {
	enum ballot_kind kind;
	const char **option; /* names, all different, UTF-8 */
	size_t options;
	uint32_t *mark;   /* mark[row * options + option]; BALLOT_UNRANKED: nothing said */
	uint32_t *weight; /* how many voters a row stands for, 0 for none; NULL: one each */
	size_t rows;
	uint64_t voters; /* the weights' sum, at most BALLOT_WEIGHT_MAX */
	size_t left_out; /* rows that have an error finding and are not in here */
	size_t seats;    /* what the file says (BLT only), else 0 */
};

/*
 * Reads what can be read; what is wrong is an error finding, and its row is left out, so counting
 * is sound only when findings has no error.  Returns whether there are options to count at all.
 * Notes name the columns that were left out.
 */
bool ballots_parse(struct ballots *ballots, struct arena *arena, const char *text, size_t len,
        const char *path, enum ballot_kind kind, struct findings *findings);

#endif
