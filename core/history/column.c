/* SPDX-License-Identifier: MIT */
#include "core/history/column.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { CHUNK_LEAST = 4096, CHUNK_MOST = 256 << 10 };

/* A block in the making. */
struct column_chunk {
	struct column_chunk *next;
	size_t size, capacity;
	uint32_t count;
	unsigned char data[];
};

static void add_entry(struct column *column, const unsigned char *entry)
{
	column->entry = arena_grow(column->arena, column->entry, column->count, &column->capacity,
	        sizeof *column->entry);
	column->entry[column->count++] = entry;
}

/* The entries of a block; those of a broken one are not used. */
static bool load_block(struct column *column, const struct store_block *block)
{
	struct reader reader = {block->data, block->data + block->size, false};
	uint32_t before = column->count;

	for (uint32_t i = 0; i < block->count; i++) {
		const unsigned char *entry = reader.at;
		reader_bytes(&reader, varint_next(&reader));
		if (reader.bad)
			break;
		add_entry(column, entry);
	}
	if (!reader.bad && !reader_more(&reader))
		return true;
	column->count = before;
	return false;
}

void column_open(struct column *column, struct arena *arena, const struct store *store,
        enum store_kind kind, uint64_t extra)
{
	size_t blocks = 0, total = 0;
	const struct store_block *block = store ? store_blocks(store, &blocks) : NULL;

	*column = (struct column){.arena = arena, .kind = kind, .extra = extra};
	for (size_t i = 0; i < blocks; i++)
		if (block[i].kind == kind && block[i].extra == extra)
			total += block[i].count < block[i].size ? block[i].count : block[i].size;
	if (total) {
		column->capacity = total + 1;
		column->entry = arena_array(arena, column->capacity, sizeof *column->entry);
	}
	for (size_t i = 0; i < blocks; i++)
		if (block[i].kind == kind && block[i].extra == extra &&
		        !load_block(column, &block[i]))
			break;
	column->kept = column->count;
}

static struct column_chunk *chunk_for(struct column *column, size_t size)
{
	struct column_chunk *last = column->last;
	size_t capacity = last ? last->capacity * 2 : CHUNK_LEAST;

	if (last && last->capacity - last->size >= size)
		return last;
	if (capacity > CHUNK_MOST)
		capacity = CHUNK_MOST;
	if (capacity < size)
		capacity = size;
	struct column_chunk *chunk = arena_alloc(column->arena, sizeof *chunk + capacity);
	chunk->capacity = capacity;
	*(last ? &last->next : &column->first) = chunk;
	return column->last = chunk;
}

static unsigned char *make_entry(struct column *column, size_t size)
{
	struct column_chunk *chunk = chunk_for(column, size + VARINT_MAX);
	unsigned char *entry = chunk->data + chunk->size;
	size_t head = varint_write(entry, size);

	chunk->size += head + size;
	chunk->count++;
	add_entry(column, entry);
	return entry + head;
}

uint32_t column_add(struct column *column, const void *data, size_t size)
{
	unsigned char *entry = make_entry(column, size);

	if (size)
		memcpy(entry, data, size);
	return column->count - 1;
}

struct reader column_read(const struct column *column, uint32_t number)
{
	const unsigned char *entry = column->entry[number];
	struct reader reader = {entry, entry + VARINT_MAX, false};
	size_t size = varint_next(&reader);

	reader.end = reader.at + size;
	return reader;
}

void column_blocks(const struct column *column, struct column_blocks *list)
{
	for (const struct column_chunk *chunk = column->first; chunk; chunk = chunk->next) {
		list->block = arena_grow(list->arena, list->block, list->count, &list->capacity,
		        sizeof *list->block);
		list->block[list->count++] = (struct store_block){
		        column->kind, column->extra, chunk->count, chunk->data, chunk->size};
	}
}

/* --- about something --- */

static void make_places(struct sparse *sparse, size_t count)
{
	uint32_t *grown = arena_array(sparse->column.arena, count, sizeof *grown);

	if (sparse->place_count)
		memcpy(grown, sparse->place, sparse->place_count * sizeof *grown);
	sparse->place = grown;
	sparse->place_count = count;
}

static void set_place(struct sparse *sparse, uint32_t key, uint32_t entry)
{
	if (key >= sparse->place_count)
		make_places(sparse, key < 512 ? 1024 : ((size_t)key + 1) * 2);
	sparse->place[key] = entry + 1;
}

/* Whatever has a number takes more bytes than an id: a larger number was not written by us. */
static uint32_t keys_most(const struct store *store)
{
	size_t blocks = 0, bytes = 0;
	const struct store_block *block = store ? store_blocks(store, &blocks) : NULL;

	for (size_t i = 0; i < blocks; i++)
		bytes += block[i].size;
	return bytes / OID_SIZE < UINT32_MAX / 2 ? (uint32_t)(bytes / OID_SIZE) : UINT32_MAX / 2;
}

/* What an entry is about; UINT32_MAX when it is broken. */
static uint32_t key_of(const struct sparse *sparse, uint32_t entry, uint32_t limit)
{
	struct reader reader = column_read(&sparse->column, entry);
	uint32_t key = varint_next_below(&reader, limit);

	return reader.bad ? UINT32_MAX : key;
}

void sparse_open(struct sparse *sparse, struct arena *arena, const struct store *store,
        enum store_kind kind, uint64_t extra)
{
	uint32_t most = 0, limit = keys_most(store);

	*sparse = (struct sparse){.place = NULL};
	column_open(&sparse->column, arena, store, kind, extra);
	for (uint32_t i = 0; i < sparse->column.count; i++) {
		uint32_t key = key_of(sparse, i, limit);
		if (key != UINT32_MAX && key > most)
			most = key;
	}
	if (sparse->column.count)
		make_places(sparse, (size_t)most + 1);
	for (uint32_t i = 0; i < sparse->column.count; i++) {
		uint32_t key = key_of(sparse, i, limit);
		if (key != UINT32_MAX)
			sparse->place[key] = i + 1;
	}
}

void sparse_add(struct sparse *sparse, uint32_t key, const void *data, size_t size)
{
	unsigned char head[VARINT_MAX];
	size_t head_size = varint_write(head, key);
	unsigned char *entry = make_entry(&sparse->column, head_size + size);

	memcpy(entry, head, head_size);
	if (size)
		memcpy(entry + head_size, data, size);
	set_place(sparse, key, sparse->column.count - 1);
}

bool sparse_has(const struct sparse *sparse, uint32_t key)
{
	return key < sparse->place_count && sparse->place[key];
}

bool sparse_find(const struct sparse *sparse, uint32_t key, struct reader *reader)
{
	if (!sparse_has(sparse, key))
		return false;
	*reader = column_read(&sparse->column, sparse->place[key] - 1);
	varint_next(reader);
	return !reader->bad;
}

/* --- texts --- */

void dictionary_open(struct dictionary *dictionary, struct arena *arena, const struct store *store,
        enum store_kind kind, size_t key)
{
	*dictionary = (struct dictionary){.key = key};
	column_open(&dictionary->column, arena, store, kind, 0);
	/* each has its key and a NUL at its end, or the file was not written by us */
	for (uint32_t i = 0; i < dictionary->column.count; i++) {
		struct reader reader = column_read(&dictionary->column, i);
		if ((size_t)(reader.end - reader.at) <= key || reader.end[-1] != '\0') {
			dictionary->column.count = dictionary->column.kept = i;
			break;
		}
	}
}

/* The slot of the text with that key, or the free one where it belongs. */
static uint32_t *text_slot(const struct dictionary *dictionary, const void *text, size_t len)
{
	uint32_t mask = dictionary->slot_count - 1;
	uint32_t at = (uint32_t)XXH3_64bits(text, len);

	for (at &= mask;; at = (at + 1) & mask) {
		uint32_t *slot = &dictionary->slot[at];
		size_t known_len;
		if (!*slot)
			return slot;
		const char *known = dictionary_bytes(dictionary, *slot - 1, &known_len);
		if ((dictionary->key || known_len == len) && !memcmp(known, text, len))
			return slot;
	}
}

static size_t key_size(const struct dictionary *dictionary, size_t len)
{
	return dictionary->key ? dictionary->key : len;
}

/* At most half of the slots are taken. */
static void make_slots(struct dictionary *dictionary)
{
	uint32_t count = dictionary->column.count, wanted = 256;

	if (dictionary->slot && count < dictionary->slot_count / 2)
		return;
	if (count > UINT32_MAX / 8)
		memory_exhausted();
	while (wanted / 2 <= count)
		wanted *= 2;
	dictionary->slot_count = wanted;
	dictionary->slot = arena_array(dictionary->column.arena, wanted, sizeof *dictionary->slot);
	for (uint32_t i = 0; i < count; i++) {
		size_t len;
		const char *text = dictionary_bytes(dictionary, i, &len);
		*text_slot(dictionary, text, key_size(dictionary, len)) = i + 1;
	}
}

uint32_t dictionary_find(struct dictionary *dictionary, const void *text, size_t len)
{
	make_slots(dictionary);
	return *text_slot(dictionary, text, len) - 1;
}

uint32_t dictionary_add(struct dictionary *dictionary, const void *text, size_t len)
{
	uint32_t *slot;

	make_slots(dictionary);
	slot = text_slot(dictionary, text, key_size(dictionary, len));
	if (*slot)
		return *slot - 1;
	unsigned char *entry = make_entry(&dictionary->column, len + 1);
	if (len)
		memcpy(entry, text, len);
	entry[len] = '\0';
	*slot = dictionary->column.count;
	return *slot - 1;
}
