/* SPDX-License-Identifier: MIT */
/*
 * thanks: the words people thank with, and whom a sentence thanks.
 *
 * Words are matched on Unicode letters, case-folded and in composed form; in scripts that write
 * words apart as whole words, in Chinese and Japanese anywhere.  A phrase ("thank you", "a big
 * thanks to") is words with single blanks.  Built once and then only read: any number of threads
 * may use one.
 */
#ifndef FORMATS_THANKS_H
#define FORMATS_THANKS_H

#include "formats/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The words moot ships: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish,
 * Czech, Russian, Swedish, Turkish, Japanese, Chinese and Korean. */
extern const char *const thanks_shipped[];
extern const size_t thanks_shipped_count;

struct thanks_word {
	const char *text; /* folded */
	uint32_t len;
	uint32_t next; /* index + 1 of the next word of the bucket, or 0 */
	bool apart;    /* must stand as a whole word */
	bool sign;     /* a picture: must stand by itself before a name, "👏 @a" */
};

struct thanks {
	struct thanks_word *word;
	size_t count;
	uint32_t bucket[256]; /* index + 1 of a first word by its two first bytes, or 0 */
	uint8_t begin[8192];  /* a bit for each three first bytes, hashed, that some word has */
	uint8_t head[8192];   /* a bit for each two first bytes that a heading of thanks may have */
};

/* From the charter's list, or from thanks_shipped.  Words of less than two bytes, or without a
 * letter that are no pictures either, are left out; texts are folded into the arena. */
void thanks_build(struct thanks *out, struct arena *arena, const char *const *word, size_t count);

/*
 * The next thanks-word in text[from..len): its offset, with its length in *length, or len when
 * there is none.  The text is folded (thanks_fold).  One that is refused, only meant or a thing
 * ("no thanks", "should thank", "thanks in advance", "thank-you note") is passed over.
 */
size_t thanks_find(
        const struct thanks *thanks, const char *text, size_t len, size_t from, size_t *length);

/* Whether a heading or a line says nothing but thanks: "Shoutouts", "Thanks to:", "Kudos &
 * thanks!". Any text, not yet folded. */
bool thanks_is_heading(const struct thanks *thanks, const char *text, size_t len);

/*
 * Case-folds so that offsets stay: a character whose folded form has another length is kept as it
 * is.  out has room for len bytes and may be text itself.
 */
void thanks_fold(char *out, const char *text, size_t len);

/* A word of folded text: letters, digits and apostrophes. */
struct thanks_token {
	const char *text;
	size_t len;
};

/* The word that begins at or behind `from` and before `end`; its len is 0 when there is none. */
struct thanks_token thanks_token(const char *from, const char *end);
/* The word that ends at or before `from` and not before `start`. */
struct thanks_token thanks_token_before(const char *start, const char *from);
/* Whether the word is one of a list of words with blanks around each: " to an a ". */
bool thanks_token_in(struct thanks_token token, const char *list);

#endif
