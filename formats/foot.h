/* SPDX-License-Identifier: MIT */
/*
 * foot: the closing trailers of a journal entry ("Thanks-to: @bob", "Builds-on: ...", "Settled:
 * ...").
 *
 * They are the last lines of the entry, at the left margin, in a row: words of acknowledgement
 * (trailer.h), Builds-on and Settled, and between them any other word with a hyphen.  An indented
 * line goes on with the one above; behind Settled any line does.
 */
#ifndef FORMATS_FOOT_H
#define FORMATS_FOOT_H

#include "formats/arena.h"
#include "formats/text.h"

#include <stddef.h>
#include <stdint.h>

struct foot_line {
	struct slice word;
	struct slice value; /* with what continues it; trimmed */
	const char *at;     /* of its first byte */
	uint32_t line;
};

struct foot {
	struct foot_line *line;
	size_t count;
	size_t capacity;
};

/*
 * Finds them at the end of a passage that is the last of its entry.  Returns how many bytes of the
 * text stand before them: len when there are none.  The array lives in the arena.
 */
size_t foot_find(
        struct foot *out, struct arena *arena, const char *text, size_t len, uint32_t first_line);

#endif
