/* SPDX-License-Identifier: MIT */
/*
 * reference: the link reference definitions of a Markdown text ("[label]: destination"), so that
 * its passages can be read apart from where they stand.  Definitions of one line, up to
 * REFERENCE_MAX bytes, are known; the first of a label counts.
 */
#ifndef FORMATS_REFERENCE_H
#define FORMATS_REFERENCE_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/passage.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REFERENCE_MAX 300

struct reference {
	const char *label; /* folded */
	const char *line;  /* in the text */
	uint32_t label_len;
	uint32_t line_len;
};

struct references {
	struct reference *reference; /* by label */
	size_t count;
	size_t room; /* bytes that may still be added to passages: linear in the text */
};

/* Those of the text that the passages, just opened, would read.  The array lives in the arena. */
void references_find(struct references *out, struct arena *arena, const struct passages *passages);

/* Puts the passage and the definitions it uses behind it into *joined.  False when it uses none. */
bool references_join(
        struct buf *joined, struct references *references, const char *text, size_t len);

#endif
