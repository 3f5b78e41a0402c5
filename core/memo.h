/* SPDX-License-Identifier: MIT */
/*
 * memo: a store (store.h) in the forms in which history, changes and journals ask for facts.
 *
 * Commits are kept as git has them, less signatures and what of their messages says nothing;
 * journals as the blocks of facts.h; what a commit changed is kept by changes.c itself.
 */
#ifndef CORE_MEMO_H
#define CORE_MEMO_H

#include "core/commit.h"
#include "core/origin.h"
#include "core/store.h"

struct memo {
	struct store *store;
	struct commit_scratch scratch;
	struct buf text[4]; /* names and mails of the commit at hand */
	unsigned next_text;
	struct oid last; /* the commit that was answered last */
	struct buf reduced;
	struct facts_store facts; /* for evidence_options; extra is set by memo_words() */
	uint64_t words;
};

void memo_open(struct memo *memo, struct repo *repo);
/* Which thanks-words the facts of journals are for. */
void memo_words(struct memo *memo, const char *const *word, size_t count);
/* Keeps what is new. */
void memo_close(struct memo *memo);

/* history_options.cached; context is the memo. */
bool memo_commit(void *context, const struct oid *id, struct commit *out);
/* For every commit that is read, from on_commit: keeps it, unless memo_commit() answered it. */
void memo_keep_commit(struct memo *memo, const struct commit *commit);

#endif
