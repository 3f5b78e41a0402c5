/* SPDX-License-Identifier: MIT */
/*
 * memo: what one command remembers of a repository from the commands before it: the file of facts
 * in .git/moot/ (store.h) and the chronicle that is kept in it.
 */
#ifndef CORE_HISTORY_MEMO_H
#define CORE_HISTORY_MEMO_H

#include "core/history/chronicle.h"

struct memo {
	struct store *store;
	struct chronicle chronicle;
	struct arena arena[3]; /* of the chronicle: one a thread */
};

void memo_open(struct memo *memo, struct repo *repo);
/* Keeps what is new. */
void memo_close(struct memo *memo);

#endif
