/* SPDX-License-Identifier: MIT */
/*
 * tame: takes from a Markdown text what would cost cmark more than linear time.
 *
 * Unlike a limit on size this leaves the text: a mark beyond its limit becomes plain text of the
 * same length, so that every place stays true.  A text of up to TAME_FREE bytes cannot cost much
 * and only loses its NULs.  Limits, far beyond what people write:
 *
 *   TAME_DEPTH     list and quote marks at the start of one line; the line is left out beyond it
 *   TAME_INDENT    columns of indentation; likewise
 *   TAME_BRACKETS  '[' of one block (lines without a blank one between); then '[' and ']' are text
 *   TAME_TAGS      '<' followed by '!' or '?' of one block
 *   TAME_EMPHASIS  '*' and '_' of one block
 *   TAME_REFERENCE bytes of a link reference definition, which must be on one line: each use of it
 *                  costs that much
 */
#ifndef FORMATS_TAME_H
#define FORMATS_TAME_H

#include "formats/buf.h"

#include <stdbool.h>
#include <stddef.h>

#define TAME_FREE 1024
#define TAME_DEPTH 32
#define TAME_INDENT 128
#define TAME_BRACKETS 512
#define TAME_TAGS 64
#define TAME_EMPHASIS 2048
#define TAME_REFERENCE 400

/* True when something had to be changed; the changed text, of the same length, is then in *copy. */
bool tame(struct buf *copy, const char *text, size_t len);

#endif
