/* SPDX-License-Identifier: MIT */
/* The writing half of store: append, replace, pack. */
#include "core/history/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { SIZE_MOST = 1 << 30, PACK_SIZE = 1 << 20, SMALL = 64 << 10, EXTRAS_MOST = 6 };

/* --- bytes --- */

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

/* A file being written: the place behind what was, and the checksum so far. */
struct output {
	int fd;
	size_t at;
	uint64_t check;
};

/* last: with the last of these, what is appended at once ends. */
static bool write_blocks(
        struct output *output, const struct store_block *block, size_t count, bool last)
{
	static const unsigned char zeros[8];

	for (size_t i = 0; i < count; i++) {
		struct block_head head = {.extra = block[i].extra,
		        .size = (uint32_t)block[i].size,
		        .count = block[i].count,
		        .kind = (uint32_t)block[i].kind,
		        .last = last && i + 1 == count};
		head.check = output->check = store_check(&head, block[i].data, output->check);
		size_t pad = store_padded(block[i].size) - block[i].size;
		struct iovec part[] = {{&head, sizeof head},
		        {store_unconst(block[i].data), block[i].size}, {store_unconst(zeros), pad}};
		if (!write_all(output->fd, part, 3, (off_t)output->at))
			return false;
		output->at += sizeof head + store_padded(block[i].size);
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

/* --- a new file --- */

/*
 * One with a name of its own that becomes the store's; -1 when somebody else is at it.  Who was
 * killed has left one that is written anew.
 */
static int open_beside(const struct store *store, const char *beside)
{
	struct stat status, named;
	int fd = open(beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);

	if (fd < 0)
		return -1;
	if (!flock(fd, LOCK_EX | LOCK_NB) && !fstat(fd, &status) && !lstat(beside, &named) &&
	        status.st_ino == named.st_ino && status.st_dev == named.st_dev &&
	        S_ISREG(status.st_mode) && store_trusts(store, &status) && !ftruncate(fd, 0))
		return fd;
	close(fd);
	return -1;
}

/* Takes the store's name, or goes. */
static void close_beside(
        struct store *store, const struct output *output, bool written, const char *beside)
{
	char path[4096];

	if (written && store_path(store, path) && !rename(beside, path)) {
		store->end = output->at;
		store->check = output->check;
	} else {
		unlink(beside);
	}
	close(output->fd);
}

/* What is whole of the old one, then the new blocks. */
static void replace(
        struct store *store, const char *beside, const struct store_block *block, size_t count)
{
	struct file_head head = {.generation = new_generation()};
	struct output output = {open_beside(store, beside), store->end, store->check};

	if (output.fd < 0)
		return;
	memcpy(head.magic, store_magic, sizeof store_magic);
	struct iovec part = {store_unconst(store->map), output.at};
	if (!output.at) {
		part = (struct iovec){&head, sizeof head};
		output.at = sizeof head;
		store->generation = output.check = head.generation;
	}
	bool written =
	        write_all(output.fd, &part, 1, 0) && write_blocks(&output, block, count, true);
	close_beside(store, &output, written, beside);
}

/* --- packing: few large blocks instead of many small ones, without what is out of use --- */

struct pack {
	struct arena arena;
	const struct store_block **block; /* old ones, then new ones */
	size_t count;
	uint64_t extra[EXTRAS_MOST]; /* the ones that were used last, the newest first */
	size_t extra_count;
	struct output output;
	struct buf data; /* of the block being made */
};

static bool is_used(const struct pack *pack, uint64_t extra)
{
	for (size_t i = 0; i < pack->extra_count; i++)
		if (pack->extra[i] == extra)
			return true;
	return extra == 0;
}

/* False: there are more of them than are kept. */
static bool find_extras(struct pack *pack)
{
	pack->extra_count = 0;
	for (size_t i = pack->count; i-- > 0;) {
		if (is_used(pack, pack->block[i]->extra))
			continue;
		if (pack->extra_count == EXTRAS_MOST)
			return false;
		pack->extra[pack->extra_count++] = pack->block[i]->extra;
	}
	return true;
}

static bool worth_packing(struct pack *pack, size_t bytes)
{
	enum { MANY = 1024 };

	return !find_extras(pack) || (pack->count > MANY && bytes / pack->count < SMALL);
}

/* All blocks of that kind. */
static bool pack_kind(struct pack *pack, enum store_kind kind, uint64_t extra)
{
	struct store_block made = {.kind = kind, .extra = extra};

	buf_clear(&pack->data);
	for (size_t i = 0; i < pack->count; i++) {
		const struct store_block *block = pack->block[i];
		if (block->kind != kind || block->extra != extra)
			continue;
		if (made.count && pack->data.len + block->size > PACK_SIZE) {
			made.data = (const unsigned char *)pack->data.data;
			made.size = pack->data.len;
			if (!write_blocks(&pack->output, &made, 1, false))
				return false;
			buf_clear(&pack->data);
			made.count = 0;
		}
		buf_add(&pack->data, block->data, block->size);
		made.count += block->count;
	}
	made.data = (const unsigned char *)pack->data.data;
	made.size = pack->data.len;
	return !made.count || write_blocks(&pack->output, &made, 1, false);
}

static bool pack_all(struct pack *pack)
{
	struct store_block end = {.kind = STORE_END};
	struct file_head head = {.generation = pack->output.check};
	struct iovec part = {&head, sizeof head};
	bool written;

	memcpy(head.magic, store_magic, sizeof store_magic);
	written = write_all(pack->output.fd, &part, 1, 0);
	for (enum store_kind kind = STORE_SIGNING; written && kind < STORE_END; kind++) {
		written = pack_kind(pack, kind, 0);
		for (size_t i = pack->extra_count; written && i-- > 0;)
			written = pack_kind(pack, kind, pack->extra[i]);
	}
	return written && write_blocks(&pack->output, &end, 1, true);
}

/* True: it was worth it, and there is a new file or none. */
static bool pack(struct store *store, const char *beside, const struct store_block *block,
        size_t count, size_t bytes)
{
	struct pack packing = {.arena = ARENA_INIT, .data = BUF_INIT};
	bool worth;

	packing.count = store->block_count + count;
	packing.block = arena_array(&packing.arena, packing.count, sizeof *packing.block);
	for (size_t i = 0; i < packing.count; i++)
		packing.block[i] =
		        i < store->block_count ? &store->block[i] : &block[i - store->block_count];
	worth = worth_packing(&packing, bytes);
	if (worth) {
		packing.output = (struct output){
		        open_beside(store, beside), sizeof(struct file_head), new_generation()};
		if (packing.output.fd >= 0)
			close_beside(store, &packing.output, pack_all(&packing), beside);
	}
	buf_release(&packing.data);
	arena_release(&packing.arena);
	return worth;
}

/* --- appending --- */

enum place { PLACE_OURS, PLACE_DAMAGED, PLACE_CHANGED };

/* What the file is now, in comparison with what was read of it. */
static enum place look_again(const struct store *store, int fd, const char *path)
{
	struct stat status, named;
	struct file_head head;
	uint64_t check = store->check;

	/* the name may be another file's since */
	if (fstat(fd, &status) || lstat(path, &named) || status.st_ino != named.st_ino ||
	        status.st_dev != named.st_dev || !S_ISREG(status.st_mode))
		return PLACE_CHANGED;
	if (!store_trusts(store, &status))
		return PLACE_DAMAGED;
	bool ours = pread(fd, &head, sizeof head, 0) == (ssize_t)sizeof head &&
	            !memcmp(head.magic, store_magic, sizeof store_magic);
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
	bool appended = store_group(NULL, NULL, &check, bytes, size, store->end) != 0;
	munmap(bytes, size);
	return appended ? PLACE_CHANGED : PLACE_DAMAGED;
}

/* In the file that is locked. */
static void append(struct store *store, int fd, enum place place, const struct store_block *block,
        size_t count, size_t total)
{
	char path[4096], beside[4096 + 8];
	struct output output = {fd, store->end, store->check};

	if (!store_path(store, path) || place == PLACE_CHANGED)
		return;
	snprintf(beside, sizeof beside, "%s.new", path);
	/* half of an append that fails is damage like any other: the next one repairs it */
	if (place == PLACE_DAMAGED) {
		replace(store, beside, block, count);
	} else if (!pack(store, beside, block, count, total) &&
	           write_blocks(&output, block, count, true)) {
		store->end = output.at;
		store->check = output.check;
	}
}

void store_append(
        struct store *store, const struct store_block *block, size_t count, uint64_t limit)
{
	char path[4096];
	uint64_t total = store->end;

	for (size_t i = 0; i < count; i++) {
		if (block[i].size > SIZE_MOST)
			return;
		total += sizeof(struct block_head) + store_padded(block[i].size);
	}
	if (!count || !store_path(store, path))
		return;
	if (total > limit) {
		unlink(path);
		return;
	}
	mkdir(store->folder, 0777);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
	if (fd < 0) {
		/* one of somebody else, who may be disbelieved but not written to */
		struct stat status;
		if (errno == EACCES && !lstat(path, &status) && !store_trusts(store, &status))
			append(store, -1, PLACE_DAMAGED, block, count, total);
		return;
	}
	if (!flock(fd, LOCK_EX))
		append(store, fd, look_again(store, fd, path), block, count, total);
	close(fd);
}
