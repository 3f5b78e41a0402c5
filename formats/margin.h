/* SPDX-License-Identifier: MIT */
/*
 * margin: the lines of a Markdown text, and which of them stand at its margin: outside fenced and
 * indented code and quotes, where a word and a colon can mean something (rule N5).
 */
#ifndef FORMATS_MARGIN_H
#define FORMATS_MARGIN_H

#include "formats/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct margin_line {
	struct slice text; /* without its end */
	uint32_t line;
	bool code;       /* in a fence, a fence itself, or indented by four columns or more */
	bool quote;      /* begins with '>' */
	uint32_t indent; /* bytes of blanks before its text */
};

struct margin {
	struct slice rest;
	uint32_t line;
	char fence; /* '`' or '~' while one is open, else 0 */
	size_t fence_len;
};

/* A byte order mark is passed over. */
void margin_open(struct margin *margin, const char *text, size_t len);
bool margin_next(struct margin *margin, struct margin_line *out);

/*
 * The label and the value of "LABEL: VALUE" in a line at the margin, both trimmed; false for other
 * lines.  A label is at most 40 bytes of letters, '-' and blanks, and begins with a letter.
 */
bool margin_label(const struct margin_line *line, struct slice *label, struct slice *value);

#endif
