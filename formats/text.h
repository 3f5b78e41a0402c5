/* SPDX-License-Identifier: MIT */
/*
 * text: bytes that claim to be text.  Everything that comes out of a repository is untrusted: it
 * may hold NUL, broken UTF-8, escape sequences and bidirectional controls, and its lines have any
 * length.
 */
#ifndef FORMATS_TEXT_H
#define FORMATS_TEXT_H

#include "formats/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A part of somebody else's text: borrowed, no NUL behind it. */
struct slice {
	const char *data;
	size_t len;
};

struct slice slice_of(const char *text);
bool slice_equal(struct slice a, struct slice b);
bool slice_is(struct slice slice, const char *text);
/* Without blanks (space, tab, CR, LF, VT, FF) at both ends. */
struct slice slice_trim(struct slice slice);
/* Equal when A-Z are read as a-z; other bytes as they are. */
bool slice_same_word(struct slice a, struct slice b);
bool slice_starts(struct slice slice, const char *prefix);

bool text_blank(char c); /* space, tab, CR, LF, VT or FF, whatever the locale */
char text_lower(char c); /* A-Z only */

/* Valid UTF-8 (no surrogates, no overlong forms) without NUL?  Else *bad is the first wrong byte.
 */
bool text_valid(const char *data, size_t len, size_t *bad);

/* The length of a UTF-8 byte order mark at the start: 3 or 0. */
size_t text_mark(const char *data, size_t len);

/*
 * The code point at data and its length in bytes, at least 1; len > 0.  A byte that begins no valid
 * sequence gives *code = -1 and 1.
 */
size_t text_decode(const char *data, size_t len, int32_t *code);

/*
 * Takes the next line from rest; false when rest is empty.  LF and CRLF end a line and are not in
 * it; a lone CR is part of it.  The last line needs no end.
 */
bool text_line(struct slice *rest, struct slice *line);

/* Line and column, both from 1 and in bytes, of an offset; a byte order mark is columns 1 to 3. */
void text_position(const char *data, size_t len, size_t offset, uint32_t *line, uint32_t *column);

enum text_newline {
	TEXT_NEWLINE_KEEP,   /* LF stays, CRLF becomes LF */
	TEXT_NEWLINE_SPACE,  /* for one line: becomes a space */
	TEXT_NEWLINE_ESCAPE, /* becomes \n */
};

/*
 * Adds the text so that no byte of it can command a terminal or turn the direction of writing: tabs
 * become a space, other controls (C0, DEL, C1, ESC among them) and bytes that are no UTF-8 become
 * \x1b, bidirectional controls and U+2028, U+2029 become \u202e.  Plain text is copied as it is.
 */
void text_escape(struct buf *out, const char *data, size_t len, enum text_newline newline);

/* Columns that the text takes in a terminal; controls and broken bytes take none. */
size_t text_width(const char *data, size_t len);

/*
 * Adds at most `columns` columns of the text: all of it if it fits, else what fits in one column
 * less and an ellipsis.  Returns the columns added.  Escape first.
 */
size_t text_cut(struct buf *out, const char *data, size_t len, size_t columns);

#endif
