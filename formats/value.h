/* SPDX-License-Identifier: MIT */
/*
 * value: what a key may be worth: days, counts, words, names, lists.
 *
 * Each value_...() reads one key.  A value that is none of its kind gives a finding E106 at the
 * value, false, and leaves *out as it was: what is broken is left out, never guessed.
 */
#ifndef FORMATS_VALUE_H
#define FORMATS_VALUE_H

#include "formats/date.h"
#include "formats/fraction.h"
#include "formats/ini.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_NONE INT32_MIN /* no day given, or not a day */

struct day_range {
	int32_t from, until; /* inclusive */
};

/* A file's values being read. */
struct values {
	struct arena *arena;
	const struct ini_file *file;
	struct findings *findings;
	size_t *added; /* findings so far: past VALUES_MAX they are only counted */
};

enum { VALUES_MAX = 1000 };

/* An array and its length, as schemas and value_word() take them. */
#define LISTED(array) (array), sizeof(array) / sizeof *(array)

/* The text as a message may hold it: on one line, escaped, and cut. */
const char *value_shown(struct arena *arena, const char *text);

/* Says how many findings were only counted. */
void values_end(const struct values *values);

typedef bool value_reader(const char **out, const struct values *values, const struct ini_key *key);
/* Reads the first key of that name, if there is one. */
void value_first(const char **out, value_reader *read, const struct values *values,
        const struct ini_section *section, const char *name);

/* A finding at len bytes of the value from offset on; len 0: at the whole value.  NULL: counted. */
struct finding *value_finding(const struct values *values, const struct ini_key *key, size_t offset,
        size_t len, const char *code, const char *format, ...)
        __attribute__((format(printf, 6, 7)));
/* A finding at a key's name.  NULL: counted. */
struct finding *value_key_finding(const struct values *values, const struct ini_key *key,
        const char *code, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A finding at a section's header.  NULL: counted. */
struct finding *value_section_finding(const struct values *values,
        const struct ini_section *section, const char *code, const char *format, ...)
        __attribute__((format(printf, 4, 5)));

/* One line, not empty. */
value_reader value_text;
bool value_day(int32_t *out, const struct values *values, const struct ini_key *key);
/* "A..B"; E111 where B is before A. */
bool value_days(struct day_range *out, const struct values *values, const struct ini_key *key);
bool value_duration(struct duration *out, const struct values *values, const struct ini_key *key);
bool value_count(uint32_t *out, uint32_t least, uint32_t most, const struct values *values,
        const struct ini_key *key);
bool value_fraction(struct fraction *out, const struct values *values, const struct ini_key *key);
/* yes or no */
bool value_yes(bool *out, const struct values *values, const struct ini_key *key);
/* The number of one of the words. */
bool value_word(unsigned *out, const char *const *word, size_t count, const struct values *values,
        const struct ini_key *key);
/* A handle or the name of a role. */
value_reader value_name;
/* "founding" or an id */
value_reader value_by;
/* "sha1:" and 40, or "sha256:" and 64 hex digits: the digits. */
value_reader value_hash;

/* Strings from several keys, or from comma-separated lists. */
struct value_list {
	const char **item;
	size_t count, capacity;
};

void value_list_add(struct value_list *list, struct arena *arena, const char *item);
/* An item of a list and where it stands in the value; false: it is left out, with its finding. */
typedef bool value_item(const char **item, const struct values *values, const struct ini_key *key,
        size_t offset, size_t len);
/* Adds the items of a comma-separated list, E106 for an empty one. */
void value_list_read(struct value_list *list, value_item *each, const struct values *values,
        const struct ini_key *key);
value_item value_item_name;
value_item value_item_text;

/* Is the name behind the section's word a handle or role name?  E116 if not. */
bool section_name(const char **out, const struct values *values, const struct ini_section *section);

/*
 * The handle or name that a path says: "people/ada.ini" is ada.  E201, E202 when it is none; what
 * is written there is the name all the same.
 */
const char *path_name(
        struct arena *arena, const char *path, const char *ending, struct findings *findings);

#endif
