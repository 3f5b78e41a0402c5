/* SPDX-License-Identifier: MIT */
/* record_words: the lines and words of a record while it is read.  Inner part of record. */
#ifndef FORMATS_RECORD_WORDS_H
#define FORMATS_RECORD_WORDS_H

#include "formats/record.h"
#include "formats/text.h"

struct record_words {
	struct record *record;
	struct arena *arena;
	struct findings *findings;
	const char *path;
	struct slice rest;  /* behind the line at hand */
	struct slice line;  /* as it is */
	struct slice words; /* what is left of it */
	uint32_t number;    /* from 1 */
	size_t errors;      /* found, told or not */
};

/* A finding about a part of the line at hand; past the first hundred they are only counted. */
void words_complain(struct record_words *reader, const char *code, struct slice part,
        const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A part as a message may hold it. */
const char *words_shown(struct record_words *reader, struct slice part);

/* The next line that is not empty; false at the end. */
bool words_line(struct record_words *reader);
/* Words are apart by one blank each; an empty one is no word. */
bool words_next(struct record_words *reader, struct slice *word);
/* False, with a finding, for a line that has a word too many or a blank at its end. */
bool words_end(struct record_words *reader);

/* False, with a finding, for what is none. */
bool words_hex(struct record_words *reader, struct slice word, const char **out);
bool words_number(struct record_words *reader, struct slice word, uint32_t most, uint32_t *out);
/* A path as a record has them, without its escapes. */
bool words_path(struct record_words *reader, struct slice word, const char **out);

#endif
