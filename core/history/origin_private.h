/* SPDX-License-Identifier: MIT */
/* origin_private: what is collected of a history before origins are traced. */
#ifndef CORE_HISTORY_ORIGIN_PRIVATE_H
#define CORE_HISTORY_ORIGIN_PRIVATE_H

#include "core/history/origin.h"

#define ORIGIN_NONE UINT32_MAX

/* What a commit did to a journal, against its first parent. */
struct journal_change {
	uint32_t commit;
	uint32_t path; /* into journals->path */
	uint32_t blob; /* of the chronicle; ORIGIN_NONE: the file is gone, or no plain one */
};

/* A path, in the order in which the history met them. */
struct journal_path {
	uint32_t number; /* in the chronicle */
	uint32_t blob;   /* the first it had */
	bool mixed;      /* it had several, or was taken away */
};

/* All journals of a history. */
struct journals {
	struct chronicle *chronicle;
	struct journal_path *path;
	uint32_t path_count;
	struct journal_change *change; /* in canonical order of the commits */
	size_t count;
	bool *decision; /* per commit */
};

/* Of blobs that have to be told apart sentence by sentence, the names are there afterwards. */
int journals_collect(struct journals *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err);

#endif
