/* SPDX-License-Identifier: MIT */
/*
 * column: facts of one kind, numbered from 0, of which those of the store come first.
 *
 * A column belongs to one thread at a time.  What is added lives in its arena, what was kept in the
 * store's file.
 */
#ifndef CORE_HISTORY_COLUMN_H
#define CORE_HISTORY_COLUMN_H

#include "core/history/store.h"
#include "core/history/varint.h"
#include "formats/arena.h"

struct column_chunk;

struct column {
	struct arena *arena;
	enum store_kind kind;
	uint64_t extra;
	const unsigned char **entry; /* each begins with its size */
	uint32_t count;
	uint32_t kept; /* the first so many stand in the store */
	size_t capacity;
	struct column_chunk *first, *last; /* what was added */
};

/* store may be NULL. */
void column_open(struct column *column, struct arena *arena, const struct store *store,
        enum store_kind kind, uint64_t extra);
uint32_t column_add(struct column *column, const void *data, size_t size);
struct reader column_read(const struct column *column, uint32_t number);

/* The blocks of what was added, for store_append(): *list grows in the arena. */
struct column_blocks {
	struct arena *arena;
	struct store_block *block;
	size_t count, capacity;
};
void column_blocks(const struct column *column, struct column_blocks *list);

/*
 * A column whose entries begin with the number of what they are about (a commit, a blob), of which
 * not all need to have one.  Of several the last counts.
 */
struct sparse {
	struct column column;
	uint32_t *place; /* by what they are about: entry + 1 */
	size_t place_count;
};

void sparse_open(struct sparse *sparse, struct arena *arena, const struct store *store,
        enum store_kind kind, uint64_t extra);
/* data is the entry without its key. */
void sparse_add(struct sparse *sparse, uint32_t key, const void *data, size_t size);
bool sparse_has(const struct sparse *sparse, uint32_t key);
/* False when there is none; *reader stands behind the key. */
bool sparse_find(const struct sparse *sparse, uint32_t key, struct reader *reader);

/* A column of texts, each once.  They are bytes with a NUL behind them, good as long as the arena
 * and the store. */
struct dictionary {
	struct column column;
	size_t key;     /* texts are told apart by so many bytes at their beginning; 0: by all */
	uint32_t *slot; /* number + 1; NULL until something is looked up */
	uint32_t slot_count;
};

void dictionary_open(struct dictionary *dictionary, struct arena *arena, const struct store *store,
        enum store_kind kind, size_t key);
uint32_t dictionary_add(struct dictionary *dictionary, const void *text, size_t len);
/* By its key, or all of it; UINT32_MAX: it is not there. */
uint32_t dictionary_find(struct dictionary *dictionary, const void *text, size_t len);

static inline const char *dictionary_bytes(
        const struct dictionary *dictionary, uint32_t number, size_t *len)
{
	struct reader reader = column_read(&dictionary->column, number);

	*len = (size_t)(reader.end - reader.at) - 1;
	return (const char *)reader.at;
}

static inline const char *dictionary_text(const struct dictionary *dictionary, uint32_t number)
{
	size_t len;

	return dictionary_bytes(dictionary, number, &len);
}

#endif
