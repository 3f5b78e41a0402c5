/* SPDX-License-Identifier: MIT */
#include "formats/bump.h"
#include "formats/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 256 * 1024, ALIGN = 16 };

struct bump {
	struct bump *older;
	size_t size;
	size_t used;
	char data[] __attribute__((aligned(ALIGN)));
};

static _Thread_local struct bump *bump;

static size_t round_up(size_t size)
{
	return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static struct bump *new_block(struct bump *older, size_t size)
{
	struct bump *block = memory_alloc(sizeof(*block) + size);

	*block = (struct bump){.older = older, .size = size};
	return block;
}

/* The size of each piece stands before it. */
static size_t *size_of(void *data)
{
	return (size_t *)(void *)((char *)data - ALIGN);
}

static void *take(size_t size)
{
	char *at;

	if (size > SIZE_MAX / 2)
		memory_exhausted();
	size = round_up(size) + ALIGN;
	if (bump->size - bump->used < size)
		bump = new_block(bump, size > BLOCK_SIZE ? size : BLOCK_SIZE);
	at = bump->data + bump->used + ALIGN;
	bump->used += size;
	*size_of(at) = size - ALIGN;
	return at;
}

struct bump *bump_enter(struct bump **own)
{
	struct bump *before = bump;

	if (!*own)
		*own = new_block(NULL, BLOCK_SIZE);
	bump = *own;
	return before;
}

void bump_leave(struct bump **own, struct bump *before)
{
	while (bump != *own) {
		struct bump *older = bump->older;

		free(bump);
		bump = older;
	}
	bump->used = 0;
	bump = before;
}

void bump_release(struct bump **own)
{
	free(*own);
	*own = NULL;
}

void *bump_calloc(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		memory_exhausted();
	return memset(take(count * size), 0, count * size);
}

void *bump_realloc(void *old, size_t size)
{
	size_t had = old ? *size_of(old) : 0, more;

	if (old && size <= had)
		return old;
	/* A string that grows is most often the newest thing there is. */
	more = size < SIZE_MAX / 2 ? round_up(size - had) : SIZE_MAX / 2;
	if (old && (char *)old + had == bump->data + bump->used &&
	        bump->size - bump->used >= more) {
		bump->used += more;
		*size_of(old) = had + more;
		return old;
	}
	return old ? memcpy(take(size), old, had) : take(size);
}

void bump_free(void *old)
{
	(void)old;
}
