/* SPDX-License-Identifier: MIT */
/*
 * put: files that are written whole or not at all.
 *
 * A text is written beside its place, synced and given its name, so that no reader ever sees half
 * of it.  What stood there before is kept beside it too, under a second name, so that going back
 * needs no room on the disk: see undo.h.
 */
#ifndef CORE_PUT_H
#define CORE_PUT_H

#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <sys/types.h>

/* Where a process writes what is to be `full`, and where it keeps what was. */
const char *put_new(struct arena *arena, const char *full, long process);
const char *put_old(struct arena *arena, const char *full, long process);

/* mode: permissions, 0 = those of a new file.  keep: put_old() has what was there, if that can be.
 */
int put_file(struct arena *arena, const char *full, const char *text, size_t len, mode_t mode,
        bool keep, struct error *err);

/* The same for moot's own files in the git folder, of which one process at a time writes one. */
int put_own(struct arena *arena, const char *full, const char *text, size_t len, struct error *err);

/* What a file holds: 0 and *text NULL when there is none.  Anything but a plain file is an error.
 */
int put_read(struct arena *arena, const char *full, const char **text, size_t *len, mode_t *mode,
        struct error *err);

/* "cannot write 'x': No space left on device", from errno, and what to do.  Returns -1. */
int put_failed(struct error *err, const char *what, const char *path);

#endif
