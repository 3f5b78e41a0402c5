/* SPDX-License-Identifier: MIT */
/*
 * bump: memory for one parse at a time, in the form in which cmark wants it.  Nothing is given back
 * singly; a parse ends by forgetting all of it.
 *
 * cmark's allocator takes no context, hence a variable of the thread says which memory is meant,
 * between bump_enter() and bump_leave().  Readings may be nested.
 */
#ifndef FORMATS_BUMP_H
#define FORMATS_BUMP_H

#include <stddef.h>

struct bump;

/* Takes from *own, which starts NULL, until bump_leave(); returns what was in use before. */
struct bump *bump_enter(struct bump **own);
/* Forgets all that was taken; the first block stays in *own for the next time. */
void bump_leave(struct bump **own, struct bump *before);
void bump_release(struct bump **own);

void *bump_calloc(size_t count, size_t size);
void *bump_realloc(void *old, size_t size);
void bump_free(void *old);

#endif
