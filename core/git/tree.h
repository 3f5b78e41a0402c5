/* SPDX-License-Identifier: MIT */
/* tree: the raw bytes of a git tree object, walked entry by entry.  Nothing is copied. */
#ifndef CORE_GIT_TREE_H
#define CORE_GIT_TREE_H

#include "core/git/oid.h"

#include <stdint.h>

enum {
	MODE_TREE = 0040000,
	MODE_FILE = 0100644,
	MODE_EXECUTABLE = 0100755,
	MODE_LINK = 0120000,
	MODE_SUBMODULE = 0160000,
};

struct tree_entry {
	const char *name; /* a NUL follows; never empty, but may be anything else, "..", "a/b" */
	size_t len;
	const struct oid *id;
	uint16_t mode; /* one of the five above, as git reads odd ones */
};

/*
 * Reads the entry at *at and moves *at behind it.  1 = an entry, 0 = the end, -1 = the bytes are no
 * tree (cut short, no name, a mode that is no octal number).
 */
int tree_next(const unsigned char *data, size_t len, size_t *at, struct tree_entry *out);

/* The order git keeps entries in: a folder sorts as if its name ended in a slash. */
int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b);

/*
 * The first entry of that name, or the first that is a folder.  1, 0 or -1 as tree_next().
 */
int tree_find(const unsigned char *data, size_t len, const char *name, size_t name_len,
        bool only_folder, struct tree_entry *out);

#endif
