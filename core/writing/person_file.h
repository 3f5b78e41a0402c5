/* SPDX-License-Identifier: MIT */
/*
 * person_file: people/HANDLE.ini as init, join and thank write it, from words that somebody typed
 * or git was told.
 *
 * The functions return 0, or -1 with *err set: when a word cannot be written so that it reads back
 * the same, or is no address or no key.  The text is then of no use.
 */
#ifndef CORE_WRITING_PERSON_FILE_H
#define CORE_WRITING_PERSON_FILE_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"
#include "formats/term.h"

#include <stdbool.h>
#include <stddef.h>

struct person_words {
	const char *path; /* below the root */
	const char *name; /* NULL: what the file says */
	const char *const *email, *const *key;
	size_t email_count, key_count;
};

/* A new file's [person], when the text is empty; else what it does not say yet. */
int person_file_say(
        struct buf *text, struct arena *arena, const struct person_words *words, struct error *err);

/* A further [member]. */
int person_file_admit(struct buf *text, const struct term *term, bool guest, struct error *err);

#endif
