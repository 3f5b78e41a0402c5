/* SPDX-License-Identifier: MIT */
/*
 * merge: three versions of a governed file made one, key by key (rule V7).
 *
 * Where both sides changed one key, both values are left for a person to choose from, between git's
 * conflict markers, and nothing else is.  What cannot be read as INI is merged by lines.
 */
#ifndef CORE_RULES_MERGE_H
#define CORE_RULES_MERGE_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"
#include "formats/text.h"

#include <stdbool.h>

struct merge_sides {
	const char *path; /* what it is a version of, for messages */
	struct slice base, ours, theirs;
	unsigned marker_size; /* of the conflict markers, 7 in git */
};

/* *out is replaced.  *clean: there are no markers in it; else conflict names the keys, if known. */
int merge_by_key(struct buf *out, struct arena *arena, const struct merge_sides *sides, bool *clean,
        const char ***conflict, size_t *conflict_count, struct error *err);

#endif
