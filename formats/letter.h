/* SPDX-License-Identifier: MIT */
/*
 * letter: what a code point is to somebody who looks for words.
 */
#ifndef FORMATS_LETTER_H
#define FORMATS_LETTER_H

#include <stdbool.h>
#include <stdint.h>

/* A letter, a digit or a mark on one. */
bool letter_is(int32_t code);
/* Of a script that puts no blanks between words, or of Korean, which hangs particles on names. */
bool letter_runs_on(int32_t code);
/* A letter that makes one word with a letter beside it: none that runs on; false for code < 0. */
bool letter_joins(int32_t code);
/* Takes no room of its own: joiners, direction marks, soft hyphens. */
bool letter_unseen(int32_t code);

/* Nothing is seen where it stands: blanks and controls of any kind, and what takes no room. */
bool letter_blank(int32_t code);
/* The letter from a to z that it looks like, whatever its script, size or accent; 0: none. */
char letter_look(int32_t code);

/* The code point that ends at `at`, or ' ' at the start of the text; -1 when it is broken. */
int32_t letter_before(const char *start, const char *at);
/* The code point that begins at `at`, or ' ' at the end. */
int32_t letter_at(const char *at, const char *end);

#endif
