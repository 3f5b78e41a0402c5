/* SPDX-License-Identifier: MIT */
#include "core/store.h"

#include "formats/arena.h"
#include "formats/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Native byte order: a cache never leaves its machine. */
struct record {
	uint64_t check; /* XXH3 of all that follows */
	uint64_t extra;
	uint32_t size; /* of the data, which follows, padded to 8 bytes */
	uint16_t kind;
	uint16_t zero;
	unsigned char id[OID_SIZE];
	unsigned char pad[4];
};

struct head {
	char magic[8];
	uint64_t generation; /* the same in both files, or they do not belong together */
	uint64_t covered;    /* index: bytes of the data that it knows */
	uint64_t slots;      /* index: a power of two */
	uint64_t used;
	uint64_t check; /* index: XXH3 of the slots */
};

static const char data_magic[8] = "mootdat1", index_magic[8] = "mootidx1";

enum { SIZE_MOST = 1 << 30, TAIL_WORTH_INDEXING = 4 << 20, FLUSH_AT = 4 << 20 };

struct map {
	const unsigned char *bytes;
	size_t size;
};

struct store {
	char *folder;
	struct map data, index;
	/* records behind the covered bytes, by hash */
	uint64_t *tail; /* offsets into data; 0: free */
	size_t tail_slots, tail_used;
	size_t valid;        /* bytes of data that were read through or are covered */
	uint64_t generation; /* of the data file that is appended to; 0: there is none yet */
	size_t end;          /* its whole records, as far as known */
	bool given_up;       /* somebody else's file took the name: nothing more is kept */
	pthread_mutex_t mutex;
	struct buf added;
};

static size_t padded(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

static uint64_t hash_key(unsigned kind, const unsigned char *id, uint64_t extra)
{
	uint64_t word;

	memcpy(&word, id, sizeof word);
	return (word ^ extra ^ kind * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
}

static struct map map_file(const char *folder, const char *name)
{
	char path[4096];
	struct map map = {NULL, 0};
	struct stat status;

	if (snprintf(path, sizeof path, "%s/facts-%d.%s", folder, STORE_VERSION, name) >=
	        (int)sizeof path)
		return map;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return map;
	if (!fstat(fd, &status) && S_ISREG(status.st_mode) &&
	        status.st_size >= (off_t)sizeof(struct head)) {
		void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (bytes != MAP_FAILED)
			map = (struct map){bytes, (size_t)status.st_size};
	}
	close(fd);
	return map;
}

static void unmap(struct map *map)
{
	if (map->bytes)
		munmap((void *)(uintptr_t)map->bytes, map->size);
	*map = (struct map){NULL, 0};
}

static const struct head *head_of(const struct map *map, const char *magic)
{
	const struct head *head = (const struct head *)(const void *)map->bytes;

	return head && !memcmp(head->magic, magic, sizeof head->magic) ? head : NULL;
}

/* The record at an offset, when all of it lies in the file; its checksum is not looked at. */
static const struct record *record_at(const struct map *data, uint64_t offset)
{
	if (offset < sizeof(struct head) || offset % 8 || offset > data->size ||
	        data->size - offset < sizeof(struct record))
		return NULL;
	const struct record *record = (const struct record *)(const void *)(data->bytes + offset);
	if (record->size > SIZE_MOST || data->size - offset - sizeof *record < padded(record->size))
		return NULL;
	return record;
}

static uint64_t check_of(const struct record *record)
{
	return XXH3_64bits((const unsigned char *)record + sizeof record->check,
	        sizeof *record - sizeof record->check + record->size);
}

static bool is_for(
        const struct record *record, unsigned kind, const unsigned char *id, uint64_t extra)
{
	return record->kind == kind && record->extra == extra && !memcmp(record->id, id, OID_SIZE);
}

static uint64_t *tail_slot(
        struct store *store, unsigned kind, const unsigned char *id, uint64_t extra)
{
	size_t mask = store->tail_slots - 1, at = hash_key(kind, id, extra) >> 20 & mask;

	for (; store->tail[at]; at = (at + 1) & mask)
		if (is_for(record_at(&store->data, store->tail[at]), kind, id, extra))
			break;
	return &store->tail[at];
}

static void tail_add(struct store *store, uint64_t offset)
{
	const struct record *record = record_at(&store->data, offset);

	if (store->tail_used * 2 >= store->tail_slots) {
		uint64_t *old = store->tail;
		size_t old_slots = store->tail_slots;
		store->tail_slots = old_slots ? old_slots * 2 : 1024;
		store->tail = memory_alloc(store->tail_slots * sizeof *store->tail);
		memset(store->tail, 0, store->tail_slots * sizeof *store->tail);
		for (size_t i = 0; i < old_slots; i++) {
			const struct record *moved =
			        old[i] ? record_at(&store->data, old[i]) : NULL;
			if (moved)
				*tail_slot(store, moved->kind, moved->id, moved->extra) = old[i];
		}
		free(old);
	}
	uint64_t *slot = tail_slot(store, record->kind, record->id, record->extra);
	store->tail_used += !*slot;
	*slot = offset;
}

/* An index that belongs to the data and is whole; else none. */
static bool use_index(struct store *store)
{
	const struct head *data = head_of(&store->data, data_magic);
	const struct head *index = head_of(&store->index, index_magic);

	if (!data || !index || data->generation != index->generation ||
	        index->covered > store->data.size || !index->slots ||
	        (index->slots & (index->slots - 1)) ||
	        index->slots > (store->index.size - sizeof *index) / sizeof(uint64_t))
		return false;
	store->valid = index->covered;
	return true;
}

struct store *store_open(const char *folder)
{
	struct store *store = memory_alloc(sizeof *store);

	*store = (struct store){.added = BUF_INIT};
	store->folder = memory_alloc(strlen(folder) + 1);
	strcpy(store->folder, folder);
	pthread_mutex_init(&store->mutex, NULL);
	/* the index first: a data file that is newer than it only has a longer tail */
	store->index = map_file(folder, "index");
	store->data = map_file(folder, "data");
	if (!head_of(&store->data, data_magic)) {
		unmap(&store->data);
		unmap(&store->index);
		return store;
	}
	store->valid = sizeof(struct head);
	if (!use_index(store))
		unmap(&store->index);
	const struct record *record;
	while ((record = record_at(&store->data, store->valid)) &&
	        record->check == check_of(record)) {
		tail_add(store, store->valid);
		store->valid += sizeof *record + padded(record->size);
	}
	store->generation = head_of(&store->data, data_magic)->generation;
	store->end = store->valid;
	return store;
}

static const struct record *find(
        const struct store *store, unsigned kind, const unsigned char *id, uint64_t extra)
{
	const struct head *index = head_of(&store->index, index_magic);

	if (store->tail_used) {
		struct store *same = (struct store *)(uintptr_t)store;
		uint64_t offset = *tail_slot(same, kind, id, extra);
		if (offset)
			return record_at(&store->data, offset);
	}
	if (!index)
		return NULL;
	const uint64_t *slot = (const uint64_t *)(const void *)(store->index.bytes + sizeof *index);
	size_t mask = index->slots - 1, at = hash_key(kind, id, extra) >> 20 & mask;
	for (size_t steps = 0; slot[at] && steps <= mask; at = (at + 1) & mask, steps++) {
		const struct record *record =
		        slot[at] < index->covered ? record_at(&store->data, slot[at]) : NULL;
		if (record && is_for(record, kind, id, extra))
			return record;
	}
	return NULL;
}

bool store_get(const struct store *store, enum store_kind kind, const struct oid *id,
        uint64_t extra, const void **data, size_t *size)
{
	const struct record *record = find(store, kind, id->id, extra);

	if (!record || record->check != check_of(record))
		return false;
	*data = record + 1;
	*size = record->size;
	return true;
}

void store_rest(const struct store *store)
{
	if (store->data.bytes)
		madvise((void *)(uintptr_t)store->data.bytes, store->data.size, MADV_DONTNEED);
}

/* --- writing --- */

static bool write_all(int fd, const void *data, size_t size, off_t at)
{
	const char *bytes = data;

	while (size) {
		ssize_t wrote = pwrite(fd, bytes, size, at);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return false;
		bytes += wrote;
		at += wrote;
		size -= (size_t)wrote;
	}
	return true;
}

static bool path_of(const struct store *store, char path[4096], const char *name)
{
	return snprintf(path, 4096, "%s/facts-%d.%s", store->folder, STORE_VERSION, name) < 4096;
}

/* Moves store->end behind the last record that is whole: what a killed writer left half is written
 * over.  False when this is not the file we know. */
static bool find_end(struct store *store, int fd, size_t size)
{
	struct head head;

	if (size < sizeof head || pread(fd, &head, sizeof head, 0) != (ssize_t)sizeof head ||
	        memcmp(head.magic, data_magic, sizeof head.magic) != 0 ||
	        head.generation != store->generation)
		return false;
	if (size <= store->end)
		return size == store->end;
	void *bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (bytes == MAP_FAILED)
		return false;
	struct map map = {bytes, size};
	const struct record *record;
	while ((record = record_at(&map, store->end)) && record->check == check_of(record))
		store->end += sizeof *record + padded(record->size);
	unmap(&map);
	return true;
}

static uint64_t new_generation(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u ^ (uint64_t)now.tv_sec ^
	       (uint64_t)getpid() << 40;
}

/* The table of all records of the data up to `end`, in a file of its own that takes the name. */
static void write_index(const struct store *store, const struct map *data, size_t end)
{
	char path[4096], beside[4096 + 32];
	size_t count = 0, slots = 1024;
	const struct record *record;

	for (size_t at = sizeof(struct head); at < end && (record = record_at(data, at));
	        at += sizeof *record + padded(record->size))
		count++;
	while (slots < count * 2)
		slots *= 2;
	size_t size = sizeof(struct head) + slots * sizeof(uint64_t);
	unsigned char *table = memory_alloc(size);
	memset(table, 0, size);
	struct head *head = (struct head *)(void *)table;
	uint64_t *slot = (uint64_t *)(void *)(table + sizeof *head);
	for (size_t at = sizeof *head; at < end && (record = record_at(data, at));
	        at += sizeof *record + padded(record->size)) {
		size_t mask = slots - 1;
		size_t place = hash_key(record->kind, record->id, record->extra) >> 20 & mask;
		while (slot[place] && !is_for(record_at(data, slot[place]), record->kind,
		                              record->id, record->extra))
			place = (place + 1) & mask;
		slot[place] = at;
	}
	memcpy(head->magic, index_magic, sizeof head->magic);
	head->generation = head_of(data, data_magic)->generation;
	head->covered = end;
	head->slots = slots;
	head->used = count;
	if (path_of(store, path, "index")) {
		snprintf(beside, sizeof beside, "%s.%ld", path, (long)getpid());
		int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
		bool written = fd >= 0 && write_all(fd, table, size, 0);
		if (fd >= 0 && (close(fd) || !written || rename(beside, path)))
			unlink(beside);
	}
	free(table);
}

static bool begin_file(struct store *store, int fd, size_t size)
{
	struct head head = {.generation = new_generation() | 1};

	/* somebody else began the file since we looked: what we found is found again */
	if (size >= sizeof head)
		return false;
	memcpy(head.magic, data_magic, sizeof head.magic);
	if (ftruncate(fd, 0) || !write_all(fd, &head, sizeof head, 0))
		return false;
	store->generation = head.generation;
	store->end = sizeof head;
	return true;
}

static bool append(struct store *store, int fd)
{
	struct stat status;

	if (fstat(fd, &status))
		return false;
	size_t size = (size_t)status.st_size;
	if (store->generation ? !find_end(store, fd, size) : !begin_file(store, fd, size))
		return false;
	if (ftruncate(fd, (off_t)store->end) ||
	        !write_all(fd, store->added.data, store->added.len, (off_t)store->end))
		return false;
	store->end += store->added.len;
	return true;
}

/* Appends what was put since the last time.  The index is made when the store is closed. */
static void flush(struct store *store)
{
	char path[4096];

	if (!store->added.len)
		return;
	if (!store->given_up && path_of(store, path, "data")) {
		mkdir(store->folder, 0777);
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
		store->given_up = fd < 0 || flock(fd, LOCK_EX) || !append(store, fd);
		if (fd >= 0)
			close(fd);
	}
	buf_clear(&store->added);
}

void store_put(struct store *store, enum store_kind kind, const struct oid *id, uint64_t extra,
        const void *data, size_t size)
{
	static const unsigned char zeros[8];
	struct record record = {.extra = extra, .size = (uint32_t)size, .kind = (uint16_t)kind};

	if (size > SIZE_MOST)
		return;
	memcpy(record.id, id->id, OID_SIZE);
	pthread_mutex_lock(&store->mutex);
	size_t at = store->added.len;
	buf_add(&store->added, &record, sizeof record);
	buf_add(&store->added, data, size);
	buf_add(&store->added, zeros, padded(size) - size);
	struct record *written = (struct record *)(void *)(store->added.data + at);
	written->check = check_of(written);
	if (store->added.len >= FLUSH_AT)
		flush(store);
	pthread_mutex_unlock(&store->mutex);
}

/* A new index when so much lies behind the old one that reading through it costs. */
static void renew_index(const struct store *store)
{
	const struct head *index = head_of(&store->index, index_magic);
	size_t covered = index ? index->covered : sizeof(struct head);

	if (store->given_up || store->end <= store->valid ||
	        (store->end - covered < TAIL_WORTH_INDEXING && store->end - covered < covered / 8))
		return;
	struct map all = map_file(store->folder, "data");
	const struct head *data = head_of(&all, data_magic);
	if (data && data->generation == store->generation && all.size >= store->end)
		write_index(store, &all, store->end);
	unmap(&all);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	flush(store);
	renew_index(store);
	unmap(&store->data);
	unmap(&store->index);
	pthread_mutex_destroy(&store->mutex);
	buf_release(&store->added);
	free(store->tail);
	free(store->folder);
	free(store);
}
