/* SPDX-License-Identifier: MIT */
/* output: a file that the user names with -o, written whole or not at all. */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"

/*
 * Replaces a plain file, behind a link the one that it leads to; whatever else is there stays, and
 * so does a file that does not begin with `begin` (NULL: any may be replaced).  ERROR_FATAL.
 */
int output_write(struct arena *arena, const char *path, const struct buf *text, const char *begin,
        struct error *err);

#endif
