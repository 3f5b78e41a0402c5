/* SPDX-License-Identifier: MIT */
#include "core/history/store.h"

#include "core/history/varint.h"
#include "formats/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

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
	uint32_t zero;
};

static const char magic[8] = "mootfac2";

enum { SIZE_MOST = 1 << 30 };

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

static void *unconst(const void *data)
{
	return (void *)(uintptr_t)data;
}

static size_t padded(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

static bool path_of(const struct store *store, char path[4096])
{
	return snprintf(path, 4096, "%s/%s-%d.data", store->folder, store->name, STORE_VERSION) <
	       4096;
}

/* --- reading --- */

static void map_file(struct store *store)
{
	char path[4096];
	struct stat status;

	if (!path_of(store, path))
		return;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return;
	if (!fstat(fd, &status) && S_ISREG(status.st_mode) &&
	        status.st_size >= (off_t)sizeof(struct file_head)) {
		void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (bytes != MAP_FAILED) {
			store->map = bytes;
			store->map_size = (size_t)status.st_size;
		}
	}
	close(fd);
}

static uint64_t check_of(const struct block_head *head, const void *data, uint64_t before)
{
	uint64_t check = XXH3_64bits_withSeed((const unsigned char *)head + sizeof head->check,
	        sizeof *head - sizeof head->check, before);

	return XXH3_64bits_withSeed(data, head->size, check);
}

/* The block at an offset of these bytes, when it is whole: its size with head, else 0. */
static size_t block_at(struct store_block *out, uint64_t *check, const unsigned char *bytes,
        size_t size, size_t at)
{
	struct block_head head;

	if (size - at < sizeof head)
		return 0;
	memcpy(&head, bytes + at, sizeof head);
	if (head.size > SIZE_MOST || size - at - sizeof head < padded(head.size) ||
	        head.check != check_of(&head, bytes + at + sizeof head, *check))
		return 0;
	*check = head.check;
	*out = (struct store_block){(enum store_kind)head.kind, head.extra, head.count,
	        bytes + at + sizeof head, head.size};
	return sizeof head + padded(head.size);
}

static void read_blocks(struct store *store)
{
	struct file_head head;
	struct store_block block;
	size_t size;

	if (!store->map)
		return;
	memcpy(&head, store->map, sizeof head);
	if (memcmp(head.magic, magic, sizeof magic) != 0)
		return;
	store->generation = store->check = head.generation;
	store->end = sizeof head;
	while ((size = block_at(&block, &store->check, store->map, store->map_size, store->end)) !=
	        0) {
		store->block = arena_grow(&store->arena, store->block, store->block_count,
		        &store->block_capacity, sizeof *store->block);
		store->block[store->block_count++] = block;
		store->end += size;
	}
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
	return store_open_beside(folder, "facts", UINT64_MAX);
}

const struct store_block *store_blocks(const struct store *store, size_t *count)
{
	*count = store->block_count;
	return store->block;
}

void store_rest(const struct store *store)
{
	if (store->map)
		madvise(unconst(store->map), store->map_size, MADV_DONTNEED);
}

/* --- writing --- */

static bool write_all(int fd, struct iovec *part, int count, off_t at)
{
	while (count) {
		ssize_t wrote = pwritev(fd, part, count, at);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return false;
		at += wrote;
		for (; count && (size_t)wrote >= part->iov_len; part++, count--)
			wrote -= (ssize_t)part->iov_len;
		if (count) {
			part->iov_base = (char *)part->iov_base + wrote;
			part->iov_len -= (size_t)wrote;
		}
	}
	return true;
}

/* From *at on; both are moved behind what was written. */
static bool write_blocks(
        int fd, const struct store_block *block, size_t count, uint64_t *check, size_t *at)
{
	static const unsigned char zeros[8];

	for (size_t i = 0; i < count; i++) {
		struct block_head head = {.extra = block[i].extra,
		        .size = (uint32_t)block[i].size,
		        .count = block[i].count,
		        .kind = (uint32_t)block[i].kind};
		head.check = *check = check_of(&head, block[i].data, *check);
		size_t pad = padded(block[i].size) - block[i].size;
		struct iovec part[] = {{&head, sizeof head},
		        {unconst(block[i].data), block[i].size}, {unconst(zeros), pad}};
		if (!write_all(fd, part, 3, (off_t)*at))
			return false;
		*at += sizeof head + padded(block[i].size);
	}
	return true;
}

static uint64_t new_generation(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u ^ (uint64_t)now.tv_sec ^
	       (uint64_t)getpid() << 40;
}

/* A file of its own that takes the name: what is whole of the old one, then the new blocks. */
static void replace(
        struct store *store, const char *path, const struct store_block *block, size_t count)
{
	char beside[4096 + 32];
	struct file_head head = {.generation = new_generation()};
	size_t end = store->end;
	uint64_t check = store->check;

	snprintf(beside, sizeof beside, "%s.%ld", path, (long)getpid());
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0)
		return;
	memcpy(head.magic, magic, sizeof magic);
	struct iovec part = {unconst(store->map), end};
	if (!end) {
		part = (struct iovec){&head, sizeof head};
		end = sizeof head;
		check = head.generation;
	}
	bool written = write_all(fd, &part, 1, 0) && write_blocks(fd, block, count, &check, &end);
	if (close(fd) || !written || rename(beside, path)) {
		unlink(beside);
		return;
	}
	store->generation = store->end ? store->generation : head.generation;
	store->end = end;
	store->check = check;
}

enum place { PLACE_OURS, PLACE_DAMAGED, PLACE_CHANGED };

/* What the file is now, in comparison with what was read of it. */
static enum place look_again(const struct store *store, int fd, const char *path)
{
	struct stat status, named;
	struct file_head head;
	struct store_block block;
	uint64_t check = store->check;

	/* the name may be another file's since */
	if (fstat(fd, &status) || lstat(path, &named) || status.st_ino != named.st_ino ||
	        status.st_dev != named.st_dev || !S_ISREG(status.st_mode))
		return PLACE_CHANGED;
	bool ours = pread(fd, &head, sizeof head, 0) == (ssize_t)sizeof head &&
	            !memcmp(head.magic, magic, sizeof magic);
	if (!ours)
		return store->end ? PLACE_CHANGED : PLACE_DAMAGED;
	size_t size = (size_t)status.st_size;
	if (!store->end || head.generation != store->generation || size < store->end)
		return PLACE_CHANGED;
	if (size == store->end)
		return PLACE_OURS;
	void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return PLACE_CHANGED;
	bool appended = block_at(&block, &check, bytes, size, store->end) != 0;
	munmap(bytes, size);
	return appended ? PLACE_CHANGED : PLACE_DAMAGED;
}

void store_append(
        struct store *store, const struct store_block *block, size_t count, uint64_t limit)
{
	char path[4096];
	uint64_t total = store->end;

	for (size_t i = 0; i < count; i++) {
		if (block[i].size > SIZE_MOST)
			return;
		total += sizeof(struct block_head) + padded(block[i].size);
	}
	if (!count || !path_of(store, path))
		return;
	if (total > limit) {
		unlink(path);
		return;
	}
	mkdir(store->folder, 0777);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
	if (fd < 0)
		return;
	if (!flock(fd, LOCK_EX)) {
		enum place place = look_again(store, fd, path);
		/* half of an append that fails is damage like any other: the next one repairs it */
		size_t end = store->end;
		uint64_t check = store->check;
		if (place == PLACE_OURS && write_blocks(fd, block, count, &check, &end)) {
			store->end = end;
			store->check = check;
		}
		if (place == PLACE_DAMAGED)
			replace(store, path, block, count);
	}
	close(fd);
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
		munmap(unconst(store->map), store->map_size);
	arena_release(&store->arena);
	free(store);
}
