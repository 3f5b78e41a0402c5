/* SPDX-License-Identifier: MIT */
/*
 * csv: records of fields, read as RFC 4180 says and as programs write them.
 *
 * A field may be quoted; "" is a quote in it, and it may hold separators and line ends.  Blanks
 * around a field or its quotes are no part of it.  LF, CRLF and CR end a record.  Lines with
 * nothing in them are no records.
 */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include "formats/arena.h"
#include "formats/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_field {
	struct slice text; /* borrowed from the file, or in the arena where it held a "" */
	size_t offset;     /* where it begins in the file, quotes included */
	uint32_t line, column;
};

enum csv_problem {
	CSV_FINE,
	CSV_OPEN_QUOTE, /* a quoted field never ends; the record is the rest of its line */
	CSV_AFTER_QUOTE /* something stands between a closing quote and the separator */
};

struct csv {
	struct arena *arena;
	const char *text;
	size_t len;
	char separator;
	size_t at;               /* the next byte */
	uint32_t line;           /* its line, from 1 */
	size_t line_start;       /* where that line begins */
	struct csv_field *field; /* the record, good until the next one is read */
	size_t fields;
	size_t capacity;
	enum csv_problem problem;       /* the record's first; fields are still there */
	struct csv_field problem_field; /* the field it is about */
};

/* Begins behind a byte order mark.  The separator is comma, semicolon or tab: the one that the
 * first line with anything in it has most of outside quotes, or what a first line `sep=;` says. */
void csv_begin(struct csv *csv, struct arena *arena, const char *text, size_t len);

/* The next record; false at the end. */
bool csv_next(struct csv *csv);

#endif
