/* SPDX-License-Identifier: MIT */
/*
 * signers: which key stood for whom and when, so that git alone can tell (ssh-keygen(1), "ALLOWED
 * SIGNERS").
 *
 * Only memberships that the rules leave standing count.  A key that stands in two files is the
 * earlier one's (rule D7); a retired one is good until the day it was retired.
 */
#ifndef CORE_GROUP_SIGNERS_H
#define CORE_GROUP_SIGNERS_H

#include "core/group/group.h"
#include "formats/key.h"

struct signers_key {
	const char *handle;
	const char
	        *principals; /* the handle and the addresses, by commas, as ssh-keygen takes them */
	struct key key;
	const char *text;    /* type and body, without what its owner wrote behind them */
	int32_t from, until; /* days, both included */
	bool retired;
};

struct signers {
	struct signers_key *key; /* by handle, then as the file has them, a membership at a time */
	size_t count;
};

void signers_list(struct signers *out, struct arena *arena, const struct group *group);

/* A moment as the file has it: "20260105000000Z"; of a day its first, or with `last` its last
 * second in the charter's zone. */
const char *signers_moment(struct arena *arena, const struct group *group, int32_t day, bool last);

#endif
