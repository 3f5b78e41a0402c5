/* SPDX-License-Identifier: MIT */
/* comparison: in which files two trees differ.  What changes.h promises of it holds here. */
#ifndef CORE_HISTORY_COMPARISON_H
#define CORE_HISTORY_COMPARISON_H

#include "core/history/changes.h"
#include "core/git/repo.h"
#include "formats/buf.h"

struct comparison {
	struct repo *repo;
	struct paths *paths;
	const struct changes_options *options;
	uint64_t budget; /* entries that may still be looked at */

	struct change *change; /* the result of the last call */
	size_t count;
	size_t capacity;

	struct comparison_level *level; /* private, as the rest */
	struct marking *marking;        /* per depth */
	size_t depth;
	struct buf path;
	enum path_class class;
};

void comparison_init(struct comparison *comparison, struct repo *repo, struct paths *paths,
        const struct changes_options *options);
void comparison_release(struct comparison *comparison);

/* Fills change and count; the trees are those at the root, zero = nothing. */
int comparison_run(struct comparison *comparison, const struct oid *before, const struct oid *after,
        struct error *err);

#endif
