/* SPDX-License-Identifier: MIT */
/*
 * journal_words: the handles, topics and destinations of one file, each once.  Inner part of
 * journal.
 */
#ifndef FORMATS_JOURNAL_WORDS_H
#define FORMATS_JOURNAL_WORDS_H

#include "formats/arena.h"

#include <stddef.h>
#include <stdint.h>

struct journal_word {
	const char *text; /* in the arena of the file */
	uint64_t hash;
	uint32_t len;
	uint32_t file;     /* of which reading it is; others are free places */
	uint32_t sentence; /* as a handle: number of the last sentence it stood in, from 1 */
	uint32_t signal;   /* index of its signal there */
	uint32_t link;     /* as a destination: number of the last sentence that links it */
	uint32_t topic;    /* as a topic: number of the last sentence it stood in */
	uint32_t entry;    /* and of the last entry */
	uint32_t uses;     /* as an anchor: headings that have it */
};

struct journal_words {
	struct journal_word *word; /* open addressing, a power of two */
	size_t count;
	size_t capacity;
	uint32_t file;
};

/* Forgets all words; costs nothing. */
void journal_words_clear(struct journal_words *words);
/* The word with this text, made when there is none.  Good until the next call. */
struct journal_word *journal_words_get(
        struct journal_words *words, struct arena *arena, const char *text, size_t len);
void journal_words_release(struct journal_words *words);

#endif
