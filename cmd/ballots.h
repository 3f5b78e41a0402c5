/* SPDX-License-Identifier: MIT */
/* ballots: a ballot file counted and shown, for tally --ballots. */
#ifndef CMD_BALLOTS_H
#define CMD_BALLOTS_H

#include "cmd/command.h"

#include "core/count/count.h"

struct ballots_wanted {
	const char *path; /* "-": standard input */
	enum count_method method;
	uint32_t seats; /* 0: what the file says, else 1 */
	enum count_unranked unranked;
	bool unranked_said;
	bool margins;    /* Schulze only */
	const char *lot; /* the id that lots are drawn with, or NULL: ties stay */
};

/* Counts and prints.  Needs no repository. */
int ballots_report(struct context *context, const struct ballots_wanted *wanted, struct error *err);

/* A count as such: also what a ranked negotiation shows.  option[i] are the names. */
void count_print(struct context *context, const struct count *count, const char *const *option,
        size_t seats);
/* The fields order, winners, ties, warning of a record that is open; count NULL: there is none. */
void count_record(struct out *out, const struct count *count, const char *const *option);

#endif
