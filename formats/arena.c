/* SPDX-License-Identifier: MIT */
#include "formats/arena.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BLOCK_LEAST = 64 << 10, BLOCK_MOST = 1 << 20, LARGE = BLOCK_LEAST / 4 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	_Alignas(max_align_t) unsigned char data[];
};

void (*memory_exhausted)(void) = abort;

void *memory_alloc(size_t size)
{
	void *data = malloc(size ? size : 1);

	if (!data) {
		memory_exhausted();
		abort();
	}
	return data;
}

void *memory_resize(void *data, size_t size)
{
	void *moved = realloc(data, size ? size : 1);

	if (!moved) {
		memory_exhausted();
		abort();
	}
	return moved;
}

/* All pages at once, where the system can: asking for each by touching it costs several times that.
 */
static void populate(struct arena_block *block)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t first = ((uintptr_t)block + page - 1) & ~(page - 1);
	uintptr_t end = ((uintptr_t)block->data + block->size) & ~(page - 1);
	int before = errno;

	if (end > first)
		madvise((void *)first, end - first, MADV_POPULATE_WRITE);
	errno = before; /* somebody may be about to tell what went wrong */
#else
	(void)block;
#endif
}

static void add_block(struct arena *arena, size_t size, bool zeroed)
{
	struct arena_block *block;

	if (size > SIZE_MAX - sizeof *block) {
		memory_exhausted();
		abort();
	}
	block = zeroed ? calloc(1, sizeof *block + size) : malloc(sizeof *block + size);
	if (!block) {
		memory_exhausted();
		abort();
	}
	block->next = arena->block;
	block->size = size;
	arena->block = block;
	arena->used = 0;
	arena->total += size;
}

/* Large requests get a block of their own, placed behind the newest so that its rest stays in use.
 */
static void *alloc_large(struct arena *arena, size_t size, bool zeroed)
{
	struct arena_block *newest = arena->block;
	size_t used = arena->used;

	add_block(arena, size, zeroed);
	void *data = arena->block->data;
	if (newest) {
		struct arena_block *large = arena->block;
		large->next = newest->next;
		newest->next = large;
		arena->block = newest;
		arena->used = used;
	} else {
		arena->used = size;
	}
	return data;
}

/* An arena that has become large grows by large blocks. */
static void add_usual_block(struct arena *arena)
{
	size_t size = arena->total / 8;

	size = size < BLOCK_LEAST ? BLOCK_LEAST : size > BLOCK_MOST ? BLOCK_MOST : size;
	add_block(arena, size, false);
	if (size > BLOCK_LEAST)
		populate(arena->block);
}

static void *alloc_small(struct arena *arena, size_t size)
{
	if (!arena->block || arena->block->size - arena->used < size)
		add_usual_block(arena);
	void *data = arena->block->data + arena->used;
	arena->used += size;
	return data;
}

static size_t aligned(size_t size)
{
	size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX - align) {
		memory_exhausted();
		abort();
	}
	return (size + align - 1) & ~(align - 1);
}

/* Not zeroed. */
static void *alloc_raw(struct arena *arena, size_t size)
{
	size = aligned(size);
	return size > LARGE ? alloc_large(arena, size, false) : alloc_small(arena, size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (aligned(size) > LARGE)
		return alloc_large(arena, aligned(size), true);
	return memset(alloc_small(arena, aligned(size)), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size) {
		memory_exhausted();
		abort();
	}
	return arena_alloc(arena, count * size);
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
	void *copy = alloc_raw(arena, size);

	return size ? memcpy(copy, data, size) : copy;
}

char *arena_string(struct arena *arena, const char *text, size_t len)
{
	char *copy = alloc_raw(arena, len + 1);

	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *arena_vprint(struct arena *arena, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		return arena_string(arena, "", 0);
	char *text = alloc_raw(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, args);
	return text;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = arena_vprint(arena, format, args);
	va_end(args);
	return text;
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
	if (array && count < *capacity)
		return array;
	size_t larger = count < 2 ? 2 : count * 2;
	void *moved = arena_array(arena, larger, size);
	if (count)
		memcpy(moved, array, count * size);
	*capacity = larger;
	return moved;
}

void arena_adopt(struct arena *arena, struct arena *other)
{
	struct arena_block **last = &arena->block;

	if (!arena->block)
		arena->used = other->used;
	while (*last)
		last = &(*last)->next;
	*last = other->block;
	arena->total += other->total;
	*other = (struct arena)ARENA_INIT;
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->block;

	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	*arena = (struct arena)ARENA_INIT;
}
