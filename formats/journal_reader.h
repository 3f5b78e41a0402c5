/* SPDX-License-Identifier: MIT */
/*
 * journal_reader: the state of reading one journal file.  Inner part of journal.
 */
#ifndef FORMATS_JOURNAL_READER_H
#define FORMATS_JOURNAL_READER_H

#include "formats/credit.h"
#include "formats/journal.h"
#include "formats/journal_words.h"
#include "formats/markdown.h"
#include "formats/spot.h"

#include <stdbool.h>

struct journal_reader {
	/* Kept from file to file. */
	struct markdown *markdown;
	struct spots spots;
	struct journal_words words;
	struct buf text;   /* a run folded, or a sentence put together */
	struct buf joined; /* a passage and the references it uses */
	struct journal_part *part;
	size_t part_capacity;
	struct credit_name *name;
	size_t name_capacity;

	bool exact; /* for tests: no short way; see also markdown_set_exact() */

	/* Of the file being read. */
	struct journal *out;
	struct arena *arena;
	const struct thanks *thanks;
	size_t entry_capacity;
	size_t sentence_capacity;
	size_t signal_capacity;
	size_t anchor_capacity;
	const char **topic; /* of the entry being read */
	size_t topic_count;
	size_t topic_capacity;
	bool marked;        /* the passage being read may hold signals */
	bool sorted;        /* the signals so far are in order */
	uint32_t last_line; /* of the passage being read, when something was put behind it */

	/* Of the entry being read. */
	bool open;      /* there is one: the last of out->entry */
	bool text_seen; /* it says something beside headings */
	bool titled;

	/* Lists of thanks. */
	int thanks_level; /* of the heading that opened one, or 0 */
	int listed_depth; /* lists deeper than this belong to a line that is thanks; or -1 */
};

/* The entry being read, made when there is none. */
struct journal_entry *journal_entry_open(struct journal_reader *reader, uint32_t line);

/* A sentence of the open entry: its text is folded into the arena, its topics may be set after. */
struct sentence *journal_add_sentence(struct journal_reader *reader, const char *text, size_t len,
        uint32_t line, uint32_t column);
struct signal *journal_add_signal(struct journal_reader *reader, enum signal_kind kind,
        const char *target, uint32_t line, uint32_t column);
/* To the topics of the open entry, unless it has the topic. */
void journal_add_topic(struct journal_reader *reader, struct journal_word *word);

/* The text with white space folded and broken bytes replaced. */
char *journal_fold(struct journal_reader *reader, const char *text, size_t len, size_t *out_len);

/* A destination as BUILDS_ON keeps it, or NULL when it leads to no file near by. */
const char *journal_destination(struct arena *arena, const char *url, size_t len);

/* Sentences, signals and topics of a run. */
void journal_notice(struct journal_reader *reader, const struct markdown_run *run);

#endif
