/* SPDX-License-Identifier: MIT */
/*
 * count: who wins, from ballots.  The rules are moot-count(7); integers and fractions only.
 *
 *   Schulze   M. Schulze, "The Schulze Method of Voting" (2018), arXiv:1804.02973: strength of a
 * link = winning votes, or the margin where asked approval  most approvals STAR      sum of scores,
 * then the one of the top two that more voters prefer; further places by the same on those left;
 * ties by the standard protocol of starvoting.org/ties STV       the Scottish Local Government
 * Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52: weighted inclusive Gregory, five
 * decimal places
 */
#ifndef CORE_COUNT_COUNT_H
#define CORE_COUNT_COUNT_H

#include "core/count/count_lot.h"
#include "formats/arena.h"
#include "formats/ballot.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum count_method { COUNT_SCHULZE, COUNT_APPROVAL, COUNT_STAR, COUNT_STV, COUNT_METHODS };

extern const char *const count_method_name[COUNT_METHODS]; /* "schulze" "approval" "star" "stv" */

/* What a cell means under the method: ranks, scores or approvals. */
enum ballot_kind count_method_kind(enum count_method method);

/* What was left blank: says nothing about the option, or puts it behind all that were ranked (a
 * score of 0). */
enum count_unranked { COUNT_UNRANKED_IGNORE, COUNT_UNRANKED_LAST };

struct count_options {
	enum count_method method;
	size_t seats; /* 1 .. options */
	enum count_unranked unranked;
	bool margins;          /* Schulze: margins instead of winning votes */
	const struct lot *lot; /* breaks ties; NULL: they stay and are listed */
};

/* Options that nothing in the ballots sets apart. */
struct count_tie {
	const size_t *option; /* in order of index */
	size_t options;
	size_t place; /* the first place they share, from 1; 0: whose turn it was in a step of STV
	               */
	size_t seats; /* how many of them would get one: 0 where it does not matter, up to all */
	bool by_lot;  /* broken; the order says how */
};

enum count_step {
	COUNT_FIRST,   /* first preferences; the scores of STAR */
	COUNT_SURPLUS, /* option's votes above the quota moved on */
	COUNT_EXCLUDE, /* option was excluded, its votes moved on */
	COUNT_FILL,    /* as many left as seats: elected without a quota */
	COUNT_RUNOFF,  /* STAR: option against rival */
};

/* A stage of an STV count, or the steps of STAR. */
struct count_round {
	enum count_step step;
	size_t option;         /* whom the step is about; SIZE_MAX: all */
	size_t rival;          /* COUNT_RUNOFF, else SIZE_MAX */
	const uint64_t *votes; /* of every option after it, in units of 1/scale; for COUNT_RUNOFF
	                          those who prefer it to the other of the two, the rest 0 */
	uint64_t exhausted;    /* STV: transferable to nobody, or lost by rounding; in units */
	const size_t *elected; /* in this step */
	size_t elected_count;
	bool by_lot; /* whose turn it was came from the lot */
	bool tied;   /* whose turn it was is a tie that makes no difference to the seats */
};

/* Everything lives in the arena.  Options are indices into ballots->option. */
struct count {
	size_t options;
	const char *rule;     /* the name of the rule with its source, one line */
	const size_t *order;  /* all options, best first; equal places by name */
	const size_t *place;  /* place[i] is that of order[i], from 1; equal: tied */
	const size_t *winner; /* the sure ones, best first */
	size_t winners;       /* < seats where a tie is open */
	const size_t *maybe;  /* tied for the seats that are open */
	size_t maybes;
	size_t open; /* seats - winners */
	const struct count_tie *tie;
	size_t ties;
	const char
	        *warning; /* one sentence: reading blanks the other way changes a winner; or NULL */
	const char *note; /* one sentence: what a reader should know of the rule here; or NULL */
	uint64_t voters;  /* ballots, blank ones too */
	uint64_t blank;   /* ballots that say nothing (STV: no first preference) */
	const uint64_t *
	        pairwise; /* [a * options + b]: voters who put a before b; NULL for STV, approval */
	const uint64_t *strength;        /* Schulze: of the strongest path from a to b; else NULL */
	const uint64_t *score;           /* approvals, or sum of scores; else NULL */
	const struct count_round *round; /* STV and STAR */
	size_t rounds;
	uint64_t scale; /* votes of rounds are in units of 1/scale: 100000 for STV, else 1 */
	uint64_t quota; /* STV, in units */
};

/*
 * ERROR_USAGE: no option, no seat, more seats than options, or marks of another kind than the
 * method's.  Ballots with weights above BALLOT_WEIGHT_MAX are refused (ERROR_FATAL).
 */
int count_ballots(struct count *count, struct arena *arena, const struct ballots *ballots,
        const struct count_options *options, struct error *err);

#endif
