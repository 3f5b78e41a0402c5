/* SPDX-License-Identifier: MIT */
/*
 * chronicle_texts: the bytes of governed files, kept so that each is read from git once.
 *
 * Of the thread for trees, which meets their ids first; chronicle_root() was called.
 */
#ifndef CORE_HISTORY_CHRONICLE_TEXTS_H
#define CORE_HISTORY_CHRONICLE_TEXTS_H

#include "core/history/chronicle.h"

/* Larger ones are read each time. */
enum { TEXT_KEPT_MOST = 64 << 10 };

/*
 * A blob's bytes, with a NUL behind them, good as long as the chronicle.  *text is NULL, and *len
 * how many there are, where they are more than `limit`.
 */
int chronicle_text(struct chronicle *chronicle, struct repo *repo, const struct oid *blob,
        size_t limit, const char **text, size_t *len, struct error *err);

/* Makes it known where that can be done: what fails is told when somebody asks for it. */
void chronicle_text_ahead(struct chronicle *chronicle, struct repo *repo, const struct oid *blob);

#endif
