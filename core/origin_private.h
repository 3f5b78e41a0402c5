/* SPDX-License-Identifier: MIT */
/* origin_private: what is collected of a history before origins are traced. */
#ifndef CORE_ORIGIN_PRIVATE_H
#define CORE_ORIGIN_PRIVATE_H

#include "core/origin.h"
#include "core/paths.h"

#define ORIGIN_NONE UINT32_MAX

/* What a commit did to a journal, against its first parent. */
struct journal_change {
	uint32_t commit;
	uint32_t path; /* into journals->path */
	uint32_t blob; /* into journals->blob; ORIGIN_NONE: the file is gone, or no plain one */
};

/* All journals of a history. */
struct journals {
	struct arena *arena;
	struct paths path;
	struct paths blob;             /* ids as texts, each once */
	struct facts *facts;           /* one a blob; all but the keys only where at_tip */
	bool *at_tip;                  /* one a blob */
	struct journal_change *change; /* in canonical order of the commits */
	size_t count, capacity;
	bool *decision; /* per commit */
};

int journals_collect(struct journals *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err);

#endif
