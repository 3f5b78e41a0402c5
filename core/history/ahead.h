/* SPDX-License-Identifier: MIT */
/*
 * ahead: reading a long history with two threads.
 *
 * While commits are read, a second thread compares the trees of those that are known already, and
 * journals are read as they are found, by whoever is free.  All of it goes to the chronicle, where
 * the same would get without: it is only there sooner.
 */
#ifndef CORE_HISTORY_AHEAD_H
#define CORE_HISTORY_AHEAD_H

#include "core/history/chronicle.h"
#include "formats/thanks.h"

struct ahead_options {
	bool trees; /* chronicle_root() was called */
	/* Journals too, by these words, for which chronicle_words() was called; or NULL. */
	const struct thanks *thanks;
	unsigned threads; /* 0 or 1: nothing is read ahead */
};

/* As chronicle_read(). */
int ahead_read(struct chronicle *chronicle, struct repo *repo, const struct oid *tip,
        const struct chronicle_reading *reading, const struct ahead_options *options,
        uint32_t *number, struct error *err);

#endif
