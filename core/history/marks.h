/* SPDX-License-Identifier: MIT */
/*
 * marks: where entries of a large tree begin, one every MARKS_APART bytes or so.
 *
 * The bytes of a tree tell where its entries begin only from its start on.  Versions of a folder
 * are compared one after the other, and what two of them have in common has the same entries, so
 * the marks of one are found from those of the other without reading either again.
 */
#ifndef CORE_HISTORY_MARKS_H
#define CORE_HISTORY_MARKS_H

#include "core/git/oid.h"

#include <stddef.h>
#include <stdint.h>

enum { MARKS_APART = 1024 };

struct marks {
	struct oid id; /* of the tree */
	size_t *at;    /* ascending; malloc'ed */
	size_t count, capacity;
};

/* Replaces what was there by the marks of that tree, as far as it has entries. */
void marks_read(struct marks *marks, const struct oid *id, const unsigned char *tree, size_t len);
/* The last mark but one in from..to, so that an entry stands between it and `to`; else from. */
size_t marks_before(const struct marks *marks, size_t from, size_t to);
/* Appends the marks that `from` has in first..last, as those of what stands in *to at `place`. */
void marks_move(
        struct marks *to, size_t place, const struct marks *from, size_t first, size_t last);
void marks_release(struct marks *marks);

#endif
