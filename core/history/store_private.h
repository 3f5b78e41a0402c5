/* SPDX-License-Identifier: MIT */
/* store, inside: the layout of the file, which moot-cache(7) describes, and what one process has
 * of it. */
#ifndef CORE_HISTORY_STORE_PRIVATE_H
#define CORE_HISTORY_STORE_PRIVATE_H

#include "core/history/store.h"
#include "formats/arena.h"
#include "formats/buf.h"

#include <sys/stat.h>

/* Native byte order: a cache never leaves its machine. */
struct file_head {
	char magic[8];
	uint64_t generation; /* begins the chain of checksums */
};

/* Before the data of a block, which is padded to 8 bytes. */
struct block_head {
	uint64_t check; /* XXH3 of the rest and the data, seeded with the one before */
	uint64_t extra;
	uint32_t size;
	uint32_t count;
	uint32_t kind;
	uint32_t last; /* 1: what was appended at once ends here */
};

/* A small fact, by kind, id and extra; data follows. */
struct fact {
	struct oid id;
	enum store_kind kind;
	uint64_t extra;
	const unsigned char *data;
	size_t size;
	bool fresh; /* put since the file was opened */
};

struct store {
	struct arena arena;
	char *folder, *name;
	uint64_t limit; /* of small facts: the file begins again beyond it */
	const unsigned char *map;
	size_t map_size;
	size_t end; /* of the blocks that were read; 0: there is no file, or none of ours */
	uint64_t generation, check;
	struct store_block *block;
	size_t block_count, block_capacity;
	struct fact *fact;
	size_t fact_count, fact_capacity;
	uint32_t *slot; /* of facts, number + 1; NULL: not looked at yet */
	size_t slot_count;
};

extern const char store_magic[8];

static inline size_t store_padded(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

static inline void *store_unconst(const void *data)
{
	return (void *)(uintptr_t)data;
}

bool store_path(const struct store *store, char path[4096]);
uint64_t store_check(const struct block_head *head, const void *data, uint64_t before);
/* Ours, or that of whom the repository belongs to: nobody else is believed. */
bool store_trusts(const struct store *store, const struct stat *status);
/*
 * What was appended at once, from an offset of these bytes on, when it is whole: its size, else 0.
 * The blocks are added to the store when it is given.
 */
size_t store_group(struct store *store, struct arena *arena, uint64_t *check,
        const unsigned char *bytes, size_t size, size_t at);

#endif
