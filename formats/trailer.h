/* SPDX-License-Identifier: MIT */
/*
 * trailer: the lines "Reviewed-by: Ada Ng <ada@example.org>" of a commit message.
 *
 * TRAILER_GIT is git's own rule with its default configuration, so that figures agree with
 * `git log --format='%(trailers:only,unfold)'`.  TRAILER_ANY_LINE adds each line of a credit word
 * that stands elsewhere, outside quotes and indented code: squash merges and mixed last paragraphs
 * hide such lines from git.  See moot-trailers(7).
 */
#ifndef FORMATS_TRAILER_H
#define FORMATS_TRAILER_H

#include "formats/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum trailer_mode { TRAILER_GIT, TRAILER_ANY_LINE };

/* Texts point into the message, or into the arena where a value was folded; no NUL behind them. */
struct trailer {
	const char *key;
	const char *value; /* trimmed, unfolded */
	uint32_t key_len;
	uint32_t value_len;
	uint32_t line; /* of the message, from 1 */
};

struct trailers {
	struct trailer *trailer;
	size_t count;
	size_t capacity;
};

#define TRAILERS_INIT                                                                              \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/*
 * Replaces the contents of *out, in the order of the lines.  The array lives in the arena and is
 * used again by the next call.  As in git, a message ends at its first NUL.
 */
void trailers_parse(struct trailers *out, struct arena *arena, enum trailer_mode mode,
        const char *message, size_t len);

/* Acknowledgements.  Any other word that ends in "-by" is one too, of 0 units. */
struct trailer_kind {
	const char *word; /* lower case */
	uint8_t units;    /* as shipped; the charter may change them */
};

extern const struct trailer_kind trailer_kinds[];
extern const size_t trailer_kind_count;

/* Whatever the case of key; NULL when the word is none of the table. */
const struct trailer_kind *trailer_kind_find(const char *key, size_t len);

/* Whether the word acknowledges somebody: one of the table, or any "...-by" that is not one of
 * moot's own words about a decision ("Agreed-by"). */
bool trailer_is_credit(const char *key, size_t len);

/* The word of the table that a misspelt one is a letter or two from ("Reviewd-by"), or NULL. */
const char *trailer_nearest(const char *key, size_t len);

/* One person of a value.  Any may be empty, never all three; no NUL behind them. */
struct trailer_person {
	const char *name, *mail, *handle;
	uint32_t name_len, mail_len, handle_len;
};

struct trailer_people {
	struct trailer_person *person;
	size_t count;
	size_t capacity;
};

/*
 * Who a value names: "Name <mail>", a name, a mail, "@handle"; several with ',', ';', '&' or "and"
 * between.  A mail need not stand in whole brackets.  What follows a mail, a '#' or stands in
 * brackets at the end is a tail and left out, and so is prose behind a comma.  A number, a link,
 * HTML, "tbd", "n/a" and the like, or nothing, is nobody.  Array as in trailers_parse().
 */
void trailer_people_parse(
        struct trailer_people *out, struct arena *arena, const char *value, size_t len);

#endif
