/* SPDX-License-Identifier: MIT */
/*
 * entry: today's entry of a journal, journals/HANDLE/YYYY/YYYY-MM-DD.md, and what is added to it.
 */
#ifndef CORE_WRITING_ENTRY_H
#define CORE_WRITING_ENTRY_H

#include "core/writing/draft.h"
#include "formats/journal.h"

const char *entry_path(struct arena *arena, const char *handle, int32_t day);

/* The thanks-words of the charter, or the shipped ones. */
const struct thanks *entry_thanks(struct arena *arena, const struct group *group);

struct addition {
	const char *text; /* "": what is there goes as it is */
	size_t len;
	int32_t day;
	const struct thanks *thanks;
	struct journal journal; /* what moot notices in the text alone */
};

/*
 * Reads the text, blank lines around it left out.  ERROR_FATAL when it is empty, no UTF-8, holds a
 * NUL byte, or is too large.
 */
int addition_read(struct addition *addition, struct arena *arena, const struct thanks *thanks,
        const char *text, size_t len, int32_t day, struct error *err);

/*
 * Puts it behind what stands, after a blank line, or under a heading with the day where it would
 * otherwise change what was written before.  Refused where it would not be noticed as it is alone:
 * in a code block that was left open.  A draft_fn: context is the addition.
 */
const char *addition_make(void *context, struct arena *arena, const char *before, size_t len,
        size_t *new_len, struct error *err);

/* "ben: 2026-01-16, Three releases in three days": subject of the commit. */
const char *entry_subject(
        struct arena *arena, const char *handle, int32_t day, const struct journal *journal);

#endif
