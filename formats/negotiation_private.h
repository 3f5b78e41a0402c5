/* SPDX-License-Identifier: MIT */
/* negotiation_private: what the files of a negotiation have in common. */
#ifndef FORMATS_NEGOTIATION_PRIVATE_H
#define FORMATS_NEGOTIATION_PRIVATE_H

#include "formats/negotiation.h"
#include "formats/value.h"

/* "a", or a letter and a handle: "b-ben" */
bool option_name_valid(const char *name, size_t len);
value_reader value_option;

/* A path below the root, of any file: neither absolute nor with "." or ".." in it. */
value_reader value_path;

/*
 * [base]: the paths an option may hold and the blobs they had there; E405 for other paths, E105 for
 * one that stands twice.
 */
void base_read(struct pair **out, size_t *count, const struct values *values,
        const struct ini_section *section);

/* The keys of a section by name, then line; for what wants each name once. */
const struct ini_key **keys_by_name(struct arena *arena, const struct ini_section *section);
/* E105 for those that stand twice. */
void keys_check_twice(const struct values *values, const struct ini_section *section);

#endif
