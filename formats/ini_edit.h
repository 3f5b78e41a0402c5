/* SPDX-License-Identifier: MIT */
/*
 * ini_edit: changes of an INI text that leave every other byte as it is.
 *
 * All functions return 0, or -1 with *err set and the text untouched: when the text is broken, the
 * place is not there, or a name or value cannot be written so that it reads back the same.  New
 * lines end as the file's first line does (LF or CRLF); a last line without an end gets one when
 * something is put behind it.
 */
#ifndef FORMATS_INI_EDIT_H
#define FORMATS_INI_EDIT_H

#include "formats/buf.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

/* The nth (from 0) section of that word and name; name NULL: of the sections without a name. */
struct ini_place {
	const char *word;
	const char *name;
	size_t nth;
};

struct ini_pair {
	const char *key;
	const char *value; /* without NUL inside */
};

/*
 * Can this value be written?  It can when it is UTF-8 without NUL and each of its lines (split at
 * LF) has no blank at its ends, is not empty (but a first one), does not begin with ';', nor, but
 * for the first, with '#', and holds no blank followed by ';'.
 */
bool ini_writable(const char *value, size_t len, struct error *err);

/*
 * Gives the nth key of that name a new value, keeping the comment behind it.  A key that is not
 * there is added when nth is the number of those that are.
 */
int ini_edit_set(struct buf *text, struct ini_place place, const char *key, size_t nth,
        const char *value, size_t len, struct error *err);
/* Adds a key behind the section's last one, whatever is there already. */
int ini_edit_add(struct buf *text, struct ini_place place, const char *key, const char *value,
        size_t len, struct error *err);
/* Takes out the nth key of that name: its lines, and the comment behind the value with them. */
int ini_edit_unset(
        struct buf *text, struct ini_place place, const char *key, size_t nth, struct error *err);

/* Adds a section at the end, behind a blank line. */
int ini_edit_add_section(struct buf *text, const char *word, const char *name,
        const struct ini_pair *pair, size_t count, struct error *err);
/* Takes out a section: its header and keys.  Comments and blank lines around and between stay, but
 * one blank line before it. */
int ini_edit_remove_section(struct buf *text, struct ini_place place, struct error *err);

#endif
