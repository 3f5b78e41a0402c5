/* SPDX-License-Identifier: MIT */
/*
 * mailmap: one person's several spellings, as gitmailmap(5) says and git reads it.
 *
 *     Proper Name <commit@mail>
 *     <proper@mail> <commit@mail>
 *     Proper Name <proper@mail> <commit@mail>
 *     Proper Name <proper@mail> Commit Name <commit@mail>
 *
 * Mails and commit names are compared without regard to ASCII case.  A later line wins.
 */
#ifndef FORMATS_MAILMAP_H
#define FORMATS_MAILMAP_H

#include "formats/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mailmap_entry;

struct mailmap {
	struct arena *arena; /* borrowed */
	struct mailmap_entry *entry;
	size_t count;
	size_t capacity;
	uint32_t *slot; /* private: hash table of entry index + 1 */
	uint32_t slot_count;
};

#define MAILMAP_INIT(arena)                                                                        \
	{                                                                                          \
		(arena), NULL, 0, 0, NULL, 0                                                       \
	}

/* Adds the lines of one file.  git reads .mailmap, then mailmap.blob, then mailmap.file: call it in
 * that order.  Any bytes will do: what is no mapping is passed over. */
void mailmap_add(struct mailmap *mailmap, const char *text, size_t len);

/* Maps in place; true when an entry was found.  The texts borrow from the mailmap. */
bool mailmap_apply(const struct mailmap *mailmap, const char **name, const char **mail);

/* Whether a line maps away from this mail. */
bool mailmap_has(const struct mailmap *mailmap, const char *mail);

#endif
