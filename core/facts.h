/* SPDX-License-Identifier: MIT */
/*
 * facts: what one journal blob says, as one flat block of bytes that a cache can keep.
 *
 * All texts are offsets into one pool; offset 0 is the empty text.  A block made elsewhere is
 * checked by facts_open() before anything in it is used.
 */
#ifndef CORE_FACTS_H
#define CORE_FACTS_H

#include "formats/arena.h"
#include "formats/journal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FACTS_VERSION = 1, FACTS_KEY_SIZE = 16 };

struct facts_entry {
	int32_t day; /* by its heading, or JOURNAL_NO_DAY */
	uint32_t title;
	uint32_t first_topic, topic_count; /* into topic */
	uint32_t line;
	uint32_t settled; /* 0: not settled */
};

struct facts_sentence {
	uint32_t text;
	uint32_t line, column;
	uint32_t first_topic, topic_count; /* its own; into topic */
	uint32_t entry;
};

struct facts_signal {
	uint32_t kind; /* enum signal_kind */
	uint32_t target;
	uint32_t trailer; /* 0: none */
	uint32_t sentence;
	uint32_t line, column;
};

struct facts_anchor {
	uint32_t slug;
	uint32_t entry;
};

/*
 * What a sentence is known by (reputation.md): a hash of kind, receiver, topic and text, one a
 * signal and topic.  Sorted by hash, then as they stand in the file, so that the n-th of equal ones
 * is the n-th occurrence.  A task has none.
 */
struct facts_key {
	unsigned char id[FACTS_KEY_SIZE];
	uint32_t signal;
	uint32_t topic; /* text; 0: the topic "-" */
};

struct facts {
	const struct facts_entry *entry;
	const struct facts_sentence *sentence;
	const struct facts_signal *signal;
	const struct facts_anchor *anchor;
	const uint32_t *topic; /* texts */
	const struct facts_key *key;
	const char *pool;
	uint32_t entry_count, sentence_count, signal_count, anchor_count, topic_count, key_count;
	const void *block;
	size_t size;
};

/* The block of a journal, in the arena; only_keys leaves out all but the keys. */
void facts_make(
        struct facts *out, struct arena *arena, const struct journal *journal, bool only_keys);

/* False when the block is broken.  *out borrows it; it must be aligned to 4 bytes. */
bool facts_open(struct facts *out, const void *block, size_t size);

static inline const char *facts_text(const struct facts *facts, uint32_t text)
{
	return facts->pool + text;
}

#endif
