/* SPDX-License-Identifier: MIT */
/*
 * ini: sections and keys with their places, as moot-ini(5) says.
 *
 * inih decides what is a section, a key, a continuation and a comment.  It cuts long lines and
 * names, so it never sees one: ini.c hands it each true line in a form short enough, and keeps the
 * places. No content can make a section or key that does not begin a true line.
 */
#ifndef FORMATS_INI_H
#define FORMATS_INI_H

#include "formats/arena.h"
#include "formats/finding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INI_FILE_MAX = 1024 * 1024 };

/* Bytes of the text: one line's share of a value, blanks and comment left out. */
struct ini_part {
	size_t begin, end;
};

struct ini_key {
	const char *name;
	const char *value; /* continuation lines joined by a newline; never NULL */
	size_t value_len;
	const char
	        *comment; /* behind the value, without the ';' and blanks; the last one; or NULL */
	uint32_t line, column, value_line, value_column; /* from 1, columns in bytes */
	size_t begin, end; /* its bytes in the text: continuation lines, comments and the last
	                      line's end included */
	const struct ini_part
	        *part;     /* the value's share of each line, the first and continuations */
	size_t part_count; /* at least 1 */
};

struct ini_section {
	const char *word; /* "[holder ada]": "holder"; "" when the header is broken */
	const char *name; /* "ada"; NULL if none */
	uint32_t line, column;
	size_t begin, end; /* the header line's start; the end of the last key, or of the header */
	struct ini_key *key;
	size_t key_count;
};

struct ini_file {
	const char *path; /* copied */
	const char *text; /* borrowed: for the places and findings; names and values are copies */
	size_t len;
	struct ini_section *section;
	size_t section_count;
	bool broken; /* an error was found: nothing of the file may be relied on */
};

/*
 * Reads a file.  All findings of the syntax: E101 E102 E108 E109 E110 E112 E115; after the first
 * thousand the rest are counted in one.  A text that is too large, not UTF-8 or has a NUL is not
 * read: no sections.
 */
void ini_parse(struct ini_file *out, struct arena *arena, const char *text, size_t len,
        const char *path,
        struct findings *findings) __asm__("moot_ini_parse"); /* inih has one too */

/* The first key of that name, or NULL. */
const struct ini_key *ini_find(const struct ini_section *section, const char *key);
/* The nth, from 0, or NULL. */
const struct ini_key *ini_find_nth(const struct ini_section *section, const char *key, size_t nth);
/* Its first value or NULL. */
const char *ini_value(const struct ini_section *section, const char *key);
/* The nth section, from 0, of that word and name, or NULL.  name NULL: of that word, any name. */
const struct ini_section *ini_section(
        const struct ini_file *file, const char *word, const char *name, size_t nth);

/*
 * A finding at a place of the file, with its source line; width is what the caret underlines.  The
 * others are the same at a section's header, at a key's name and at a key's value (of its first
 * line, or of the first that is not empty).
 */
struct finding *ini_finding(struct findings *findings, const struct ini_file *file,
        enum severity severity, const char *code, uint32_t line, uint32_t column, uint32_t width,
        const char *format, ...) __attribute__((format(printf, 8, 9)));
/* The same where the offset is known: finding the line costs nothing. */
struct finding *ini_finding_at(struct findings *findings, const struct ini_file *file,
        enum severity severity, const char *code, uint32_t line, uint32_t column, size_t at,
        size_t width, const char *format, ...) __attribute__((format(printf, 9, 10)));
struct finding *ini_finding_section(struct findings *findings, const struct ini_file *file,
        const struct ini_section *section, enum severity severity, const char *code,
        const char *format, ...) __attribute__((format(printf, 6, 7)));
struct finding *ini_finding_key(struct findings *findings, const struct ini_file *file,
        const struct ini_key *key, enum severity severity, const char *code, const char *format,
        ...) __attribute__((format(printf, 6, 7)));
struct finding *ini_finding_value(struct findings *findings, const struct ini_file *file,
        const struct ini_key *key, enum severity severity, const char *code, const char *format,
        ...) __attribute__((format(printf, 6, 7)));

#endif
