/* SPDX-License-Identifier: MIT */
/* input: a file that the user names, or standard input. */
#ifndef CMD_INPUT_H
#define CMD_INPUT_H

#include "formats/arena.h"
#include "formats/error.h"

#include <stddef.h>

/*
 * All of the file, "-" being standard input, ended by a NUL that *len does not count.  ERROR_FATAL
 * when it cannot be read or has more than `most` bytes.
 */
int input_read(struct arena *arena, const char *name, size_t most, const char **text, size_t *len,
        struct error *err);

#endif
