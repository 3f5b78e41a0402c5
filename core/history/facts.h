/* SPDX-License-Identifier: MIT */
/*
 * facts: what one journal blob says, in few bytes that a chronicle can keep.
 *
 * Texts are numbers of a dictionary.  Sentences and titles are not kept: who wants one reads the
 * blob again.
 */
#ifndef CORE_HISTORY_FACTS_H
#define CORE_HISTORY_FACTS_H

#include "core/history/column.h"
#include "formats/arena.h"
#include "formats/journal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FACTS_VERSION = 8, FACTS_KEY_SIZE = 16 };
#define FACTS_NONE UINT32_MAX

struct facts_entry {
	int32_t day;                       /* by its heading, or JOURNAL_NO_DAY */
	uint32_t first_topic, topic_count; /* into topic */
	uint32_t line;
};

/* One that carries a signal. */
struct facts_sentence {
	uint32_t first_topic, topic_count; /* its own; into topic */
	uint32_t entry;
};

struct facts_signal {
	uint32_t kind;    /* enum signal_kind */
	uint32_t target;  /* word */
	uint32_t trailer; /* word; FACTS_NONE: none */
	uint32_t sentence;
	uint32_t line, column;
};

/*
 * What is counted: a signal under one topic, the sentence's own ones, else its entry's, else none.
 * In the order of the file; a task has none.
 */
struct facts_key {
	uint32_t signal;
	uint32_t topic; /* word; FACTS_NONE: the topic "-" */
	bool first;     /* of the topics of its sentence */
};

struct facts {
	struct facts_entry *entry;
	struct facts_sentence *sentence;
	struct facts_signal *signal;
	struct facts_key *key;
	uint32_t *topic; /* words */
	uint32_t entry_count, sentence_count, signal_count, topic_count, key_count;
	size_t entry_capacity, sentence_capacity, signal_capacity, topic_capacity, key_capacity;
};

#define FACTS_INIT                                                                                 \
	{                                                                                          \
		.entry = NULL                                                                      \
	}

/* Replaces what is in *out; the words go to the dictionary. */
void facts_write(struct buf *out, struct dictionary *word, const struct journal *journal);
/* Replaces the contents of *out, whose arrays are malloc'ed.  False when the bytes are broken:
 * words are below word_count, all numbers point to what is there. */
bool facts_read(struct facts *out, struct reader reader, uint32_t word_count);
void facts_release(struct facts *facts);

/*
 * What a sentence is known by (moot-reputation(7)): a hash of kind, receiver, text, topic, of
 * how many this is one and whether the first, and the day that its entry's heading claims, one a
 * key, each with the number of its key; and one of kind, receiver and text alone, a signal that is
 * no task, with key_count + the number of its signal.
 * Topics and day may be those of the entry.  So nobody can give another's thanks a topic or a day,
 * nor does a sentence become its owner's when its entry gets one.
 * Sorted by hash, then as they stand in the file, so that the n-th of equal ones is the n-th
 * occurrence.
 */
struct facts_name {
	unsigned char id[FACTS_KEY_SIZE];
	uint32_t key;
};

/* Replaces what is in *out, an array of these. */
void facts_write_names(struct buf *out, const struct journal *journal);

#endif
