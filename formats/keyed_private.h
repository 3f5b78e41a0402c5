/* SPDX-License-Identifier: MIT */
/* keyed_private: what reading, writing and merging of keys have in common. */
#ifndef FORMATS_KEYED_PRIVATE_H
#define FORMATS_KEYED_PRIVATE_H

#include "formats/keyed.h"

/* By the text of the section. */
int keyed_section_compare(const struct keyed_entry *a, const struct keyed_entry *b);
/* By section, then by key: the order of a struct keyed. */
int keyed_entry_compare(const struct keyed_entry *a, const struct keyed_entry *b);

/* By word, name and from: exact twins are of one kin. */
int keyed_kin_compare(const struct keyed_entry *a, const struct keyed_entry *b);

/* An entry without key for each section of the file, in its order. */
struct keyed_entry *keyed_sections(struct arena *arena, const struct ini_file *file);

/* The section's keys by name, then by place. */
const struct ini_key **keyed_sorted_keys(struct arena *arena, const struct ini_section *section);

/* The keys with the changes laid over them: what a text should read back as. */
void keyed_lay(struct keyed *out, struct arena *arena, const struct keyed *keyed,
        const struct keyed_diff *diff);

/* How many entries from `first` on are of one section. */
size_t keyed_section_size(const struct keyed *keyed, size_t first);

/* Edits the text so that it reads back as wanted; byte for byte where nothing differs. */
int keyed_write(struct buf *text, const char *path, const struct keyed *wanted, struct error *err);

#endif
