/* SPDX-License-Identifier: MIT */
/*
 * keyed: an INI file as the set of its keys, which is what negotiations, merges and staleness
 * compare.  Comments, blank lines and the order of lines are not in it; two files whose keyed forms
 * are equal read back the same (rules A3, D5, N10, V7).
 *
 * A section is known by its word, its name and, where it has a `from`, that day: "holder ada
 * 2026-11-01".  Exact twins are numbered.  A key that repeats has one entry with several values, in
 * the order of the file.
 */
#ifndef FORMATS_KEYED_H
#define FORMATS_KEYED_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"
#include "formats/ini.h"

#include <stdbool.h>

struct keyed_entry {
	const char *section; /* word, name, from: joined by one space; twins end in " #2".  Names
	                        that are none and days that are none stand in quotes, so that two
	                        sections are one when these texts are equal */
	const char *word;    /* "holder" */
	const char *name;    /* "ada" or NULL */
	const char *from;    /* "2026-11-01" or NULL: as written */
	unsigned twin;       /* 1, 2 ... among sections of the same word, name and from */
	const char *key;
	const char *const *value;
	size_t value_count;
	uint32_t line; /* of the first value */
};

/* Sorted by section, then key, in bytes. A section without keys has one entry with key "". */
struct keyed {
	struct keyed_entry *entry;
	size_t count;
};

void keyed_read(struct keyed *out, struct arena *arena, const struct ini_file *file);
bool keyed_equal(const struct keyed *a, const struct keyed *b);
const struct keyed_entry *keyed_find(
        const struct keyed *keyed, const char *section, const char *key);
bool keyed_values_equal(
        const struct keyed_entry *a, const struct keyed_entry *b); /* NULL: absent */

struct keyed_change {
	const struct keyed_entry *before; /* NULL: was not there */
	const struct keyed_entry *after;  /* NULL: is taken out */
};

/* The entry that tells section and key of a change. */
const struct keyed_entry *keyed_change_entry(const struct keyed_change *change);
/* The one value of a key, or the first, which is the one that holds (rule D5); NULL: none. */
const char *keyed_value(const struct keyed_entry *entry);
/* The day that it is; DAY_NONE: none, or no day. */
int32_t keyed_day(const struct keyed_entry *entry);
/* The same of the `from` of its section. */
int32_t keyed_from(const struct keyed_entry *entry);

struct keyed_diff {
	struct keyed_change *change;
	size_t count;
};

/* Every entry that differs, in the order of keyed. */
void keyed_compare(struct keyed_diff *out, struct arena *arena, const struct keyed *before,
        const struct keyed *after);

/*
 * Writes the changes into the text (of any file, not only the one they were computed from), byte
 * for byte elsewhere.  New sections go to the end in the order of their `after` file; a section
 * that loses its last key goes too.  -1 when a value cannot be written so that it reads back the
 * same.
 */
int keyed_apply(
        struct buf *text, const char *path, const struct keyed_diff *diff, struct error *err);

/*
 * Three-way merge by key.  *clean = false when both sides changed one key differently: ours is kept
 * and the conflicting keys are listed ("holder ada 2026-11-01 until").  out starts as ours.
 */
int keyed_merge(struct buf *out, struct arena *arena, const char *path, const struct ini_file *base,
        const struct ini_file *ours, const struct ini_file *theirs, bool *clean,
        const char ***conflict, size_t *conflict_count, struct error *err);

#endif
