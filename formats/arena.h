/* SPDX-License-Identifier: MIT */
/*
 * arena: memory that is given back at once.
 *
 * What a command reads lives in one arena until the command ends; nothing in it is freed alone.
 * No allocation here returns NULL: memory_exhausted() is called instead, which does not return.
 * moot only reads, and writes through git, so ending at that point loses nothing.
 */
#ifndef FORMATS_ARENA_H
#define FORMATS_ARENA_H

#include <stddef.h>
#include <stdarg.h>

struct arena_block;

struct arena {
	struct arena_block *block; /* newest first */
	size_t used;               /* bytes used of the newest block */
	size_t total;              /* bytes asked of malloc, for tests and benchmarks */
};

#define ARENA_INIT                                                                                 \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/* Zeroed, aligned for any type.  arena_alloc(a, 0) is a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((malloc, returns_nonnull));
/* count * size with the product checked. */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));
void *arena_copy(struct arena *arena, const void *data, size_t size)
        __attribute__((returns_nonnull));
/* The len bytes with a NUL behind them; NUL bytes inside are kept. */
char *arena_string(struct arena *arena, const char *text, size_t len)
        __attribute__((returns_nonnull));
char *arena_print(struct arena *arena, const char *format, ...)
        __attribute__((format(printf, 2, 3), returns_nonnull));
char *arena_vprint(struct arena *arena, const char *format, va_list args)
        __attribute__((format(printf, 2, 0), returns_nonnull));

/*
 * Makes room in a growing array that lives in the arena: returns the array, moved when it had to
 * grow, with *capacity > count.  Old copies stay in the arena: total waste is below the final size.
 */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
        __attribute__((returns_nonnull));

/* What lives in `other` lives in `arena` from now on; `other` is empty then. */
void arena_adopt(struct arena *arena, struct arena *other);

void arena_release(struct arena *arena);

/* malloc and realloc that never return NULL, for the few things that live outside an arena. */
void *memory_alloc(size_t size) __attribute__((malloc, returns_nonnull));
void *memory_resize(void *data, size_t size) __attribute__((returns_nonnull));

/* Called when there is no memory; must not return.  abort() until cmd/ sets its own. */
extern void (*memory_exhausted)(void);

#endif
