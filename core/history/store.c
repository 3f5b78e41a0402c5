/* SPDX-License-Identifier: MIT */
#include "core/history/store_private.h"

#include "core/history/varint.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

const char store_magic[8] = "mootfac3";

enum { SIZE_MOST = 1 << 30 };

bool store_path(const struct store *store, char path[4096])
{
	return snprintf(path, 4096, "%s/%s-%d.data", store->folder, store->name, STORE_VERSION) <
	       4096;
}

/* --- reading --- */

bool store_trusts(const struct store *store, const struct stat *status)
{
	char above[4096];
	struct stat owner;

	if (status->st_uid == geteuid())
		return true;
	return snprintf(above, sizeof above, "%s/..", store->folder) < (int)sizeof above &&
	       !stat(above, &owner) && owner.st_uid == status->st_uid;
}

static void map_file(struct store *store)
{
	char path[4096];
	struct stat status;

	if (!store_path(store, path))
		return;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return;
	if (!fstat(fd, &status) && S_ISREG(status.st_mode) && store_trusts(store, &status) &&
	        status.st_size >= (off_t)sizeof(struct file_head)) {
		void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (bytes != MAP_FAILED) {
			store->map = bytes;
			store->map_size = (size_t)status.st_size;
		}
	}
	close(fd);
}

uint64_t store_check(const struct block_head *head, const void *data, uint64_t before)
{
	uint64_t check = XXH3_64bits_withSeed((const unsigned char *)head + sizeof head->check,
	        sizeof *head - sizeof head->check, before);

	return XXH3_64bits_withSeed(data, head->size, check);
}

/* The head of the block at an offset of these bytes, when it is whole. */
static bool head_at(struct block_head *head, uint64_t *check, const unsigned char *bytes,
        size_t size, size_t at)
{
	if (size - at < sizeof *head)
		return false;
	memcpy(head, bytes + at, sizeof *head);
	if (head->size > SIZE_MOST || size - at - sizeof *head < store_padded(head->size) ||
	        head->check != store_check(head, bytes + at + sizeof *head, *check))
		return false;
	*check = head->check;
	return true;
}

size_t store_group(struct store *store, struct arena *arena, uint64_t *check,
        const unsigned char *bytes, size_t size, size_t at)
{
	size_t begin = at, count = store ? store->block_count : 0;
	uint64_t running = *check;
	struct block_head head;

	do {
		if (!head_at(&head, &running, bytes, size, at))
			return 0;
		if (store) {
			store->block = arena_grow(arena, store->block, count,
			        &store->block_capacity, sizeof *store->block);
			store->block[count++] = (struct store_block){(enum store_kind)head.kind,
			        head.extra, head.count, bytes + at + sizeof head, head.size};
		}
		at += sizeof head + store_padded(head.size);
	} while (!head.last);
	*check = running;
	if (store)
		store->block_count = count;
	return at - begin;
}

static void read_blocks(struct store *store)
{
	struct file_head head;
	size_t size;

	if (!store->map)
		return;
	memcpy(&head, store->map, sizeof head);
	if (memcmp(head.magic, store_magic, sizeof store_magic) != 0)
		return;
	store->generation = store->check = head.generation;
	store->end = sizeof head;
	while ((size = store_group(store, &store->arena, &store->check, store->map, store->map_size,
	                store->end)) != 0)
		store->end += size;
}

struct store *store_open_beside(const char *folder, const char *name, uint64_t limit)
{
	struct store *store = memory_alloc(sizeof *store);

	*store = (struct store){.arena = ARENA_INIT, .limit = limit};
	store->folder = arena_string(&store->arena, folder, strlen(folder));
	store->name = arena_string(&store->arena, name, strlen(name));
	map_file(store);
	read_blocks(store);
	store_rest(store);
	return store;
}

struct store *store_open(const char *folder)
{
	return store_open_beside(folder, "facts", STORE_MOST);
}

const struct store_block *store_blocks(const struct store *store, size_t *count)
{
	*count = store->block_count;
	return store->block;
}

void store_rest(const struct store *store)
{
	if (store->map)
		madvise(store_unconst(store->map), store->map_size, MADV_DONTNEED);
}

/* --- small facts --- */

static uint32_t *fact_slot(
        const struct store *store, enum store_kind kind, const struct oid *id, uint64_t extra)
{
	uint64_t word;
	size_t mask = store->slot_count - 1;

	memcpy(&word, id->id, sizeof word);
	size_t at = ((word ^ extra ^ kind) * 0x9E3779B97F4A7C15u) >> 20 & mask;
	for (; store->slot[at]; at = (at + 1) & mask) {
		const struct fact *fact = &store->fact[store->slot[at] - 1];
		if (fact->kind == kind && fact->extra == extra && oid_equal(&fact->id, id))
			break;
	}
	return &store->slot[at];
}

static void add_fact(struct store *store, const struct fact *fact)
{
	if (store->fact_count * 2 >= store->slot_count) {
		store->slot_count = store->slot_count ? store->slot_count * 2 : 64;
		store->slot = arena_array(&store->arena, store->slot_count, sizeof *store->slot);
		for (uint32_t i = 0; i < store->fact_count; i++) {
			const struct fact *old = &store->fact[i];
			*fact_slot(store, old->kind, &old->id, old->extra) = i + 1;
		}
	}
	store->fact = arena_grow(&store->arena, store->fact, store->fact_count,
	        &store->fact_capacity, sizeof *store->fact);
	store->fact[store->fact_count++] = *fact;
	*fact_slot(store, fact->kind, &fact->id, fact->extra) = (uint32_t)store->fact_count;
}

static void load_facts(struct store *store)
{
	store->slot_count = 64;
	store->slot = arena_array(&store->arena, store->slot_count, sizeof *store->slot);
	for (size_t i = 0; i < store->block_count; i++) {
		const struct store_block *block = &store->block[i];
		struct reader reader = {block->data, block->data + block->size, false};
		if (block->kind != STORE_SIGNING && block->kind != STORE_PROOF)
			continue;
		while (reader_more(&reader) && !reader.bad) {
			struct fact fact = {.kind = block->kind, .id = reader_oid(&reader)};
			fact.extra = varint_next(&reader);
			fact.size = varint_next(&reader);
			fact.data = reader_bytes(&reader, fact.size);
			if (!reader.bad)
				add_fact(store, &fact);
		}
	}
}

bool store_get(struct store *store, enum store_kind kind, const struct oid *id, uint64_t extra,
        const void **data, size_t *size)
{
	if (!store->slot)
		load_facts(store);
	uint32_t number = *fact_slot(store, kind, id, extra);
	if (!number)
		return false;
	*data = store->fact[number - 1].data;
	*size = store->fact[number - 1].size;
	return true;
}

void store_put(struct store *store, enum store_kind kind, const struct oid *id, uint64_t extra,
        const void *data, size_t size)
{
	struct fact fact = {.id = *id, .kind = kind, .extra = extra, .size = size, .fresh = true};

	if (!store->slot)
		load_facts(store);
	fact.data = arena_copy(&store->arena, data, size);
	add_fact(store, &fact);
}

static void append_facts(struct store *store, enum store_kind kind)
{
	struct buf text = BUF_INIT;
	struct store_block block = {.kind = kind};

	for (size_t i = 0; i < store->fact_count; i++) {
		const struct fact *fact = &store->fact[i];
		if (!fact->fresh || fact->kind != kind)
			continue;
		buf_add(&text, fact->id.id, OID_SIZE);
		varint_add(&text, fact->extra);
		varint_add(&text, fact->size);
		buf_add(&text, fact->data, fact->size);
		block.count++;
	}
	block.data = (const unsigned char *)text.data;
	block.size = text.len;
	if (block.count)
		store_append(store, &block, 1, store->limit);
	buf_release(&text);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	append_facts(store, STORE_SIGNING);
	append_facts(store, STORE_PROOF);
	if (store->map)
		munmap(store_unconst(store->map), store->map_size);
	arena_release(&store->arena);
	free(store);
}
