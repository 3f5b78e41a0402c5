/* SPDX-License-Identifier: MIT */
#include "core/git/packs.h"

#include "core/git/oid.h"
#include "formats/arena.h"
#include "formats/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool ends_with(const char *name, const char *end)
{
	size_t len = strlen(name), end_len = strlen(end);

	return len > end_len && !strcmp(name + len - end_len, end);
}

/* Every file that objects are found by. */
static bool is_wanted(const char *name)
{
	return ends_with(name, ".pack") || ends_with(name, ".idx") ||
	       !strcmp(name, "multi-pack-index");
}

void packs_look(struct packs *out, const char *objects)
{
	struct arena scratch = ARENA_INIT;
	const char *folder = arena_print(&scratch, "%s/pack", objects);
	DIR *open_folder = opendir(folder);
	struct dirent *entry;
	struct stat status;

	out->bytes = 1;
	out->state = PACKS_UNCHECKED;
	out->plain = access(arena_print(&scratch, "%s/info/alternates", objects), F_OK) != 0 &&
	             !getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	while (open_folder && (entry = readdir(open_folder)))
		if (is_wanted(entry->d_name) &&
		        !fstatat(dirfd(open_folder), entry->d_name, &status, 0))
			out->bytes += (uint64_t)status.st_size;
	if (open_folder)
		closedir(open_folder);
	for (unsigned i = 0; i < 256; i++)
		out->loose[i] = access(arena_print(&scratch, "%s/%02x", objects, i), F_OK) == 0;
	arena_release(&scratch);
}

/* How a file of git's ends: the checksum, and of an index the pack's before it. */
struct ending {
	unsigned char before[OID_SIZE], sum[OID_SIZE];
};

static ssize_t read_some(int fd, char *data, size_t len)
{
	ssize_t got;

	do
		got = read(fd, data, len);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Whether the file ends with the checksum of what is before that. */
static bool sum_holds(int fd, char *chunk, size_t chunk_size, struct ending *ending)
{
	EVP_MD_CTX *hash = EVP_MD_CTX_new();
	unsigned char sum[EVP_MAX_MD_SIZE];
	size_t kept = 0; /* at the beginning of the chunk: perhaps the ending */
	ssize_t got;

	if (!hash || !EVP_DigestInit_ex(hash, EVP_sha1(), NULL))
		memory_exhausted();
	while ((got = read_some(fd, chunk + kept, chunk_size - kept)) > 0) {
		size_t have = kept + (size_t)got,
		       ripe = have > sizeof *ending ? have - sizeof *ending : 0;
		if (!EVP_DigestUpdate(hash, chunk, ripe))
			memory_exhausted();
		memmove(chunk, chunk + ripe, kept = have - ripe);
	}
	bool fine = got == 0 && kept == sizeof *ending;
	if (fine) {
		memcpy(ending, chunk, sizeof *ending);
		fine = EVP_DigestUpdate(hash, ending->before, OID_SIZE) &&
		       EVP_DigestFinal_ex(hash, sum, NULL) && !memcmp(sum, ending->sum, OID_SIZE);
	}
	EVP_MD_CTX_free(hash);
	return fine;
}

static bool file_holds(int folder, const char *name, struct ending *ending)
{
	enum { CHUNK = 1 << 20 };
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool fine = false;

	if (fd < 0)
		return false;
	char *chunk = memory_alloc(CHUNK);
	fine = sum_holds(fd, chunk, CHUNK, ending);
	free(chunk);
	close(fd);
	return fine;
}

/* An index, and the pack it is of. */
static bool pair_holds(struct arena *arena, int folder, const char *index)
{
	size_t len = strlen(index) - strlen(".idx");
	const char *pack = arena_print(arena, "%.*s.pack", (int)len, index);
	struct ending of_index, of_pack;

	return file_holds(folder, index, &of_index) && file_holds(folder, pack, &of_pack) &&
	       !memcmp(of_index.before, of_pack.sum, OID_SIZE);
}

static bool are_whole(const char *objects)
{
	struct arena scratch = ARENA_INIT;
	DIR *folder = opendir(arena_print(&scratch, "%s/pack", objects));
	bool whole = folder != NULL;
	struct ending ending;
	struct dirent *entry;

	while (whole && (entry = readdir(folder))) {
		if (ends_with(entry->d_name, ".idx"))
			whole = pair_holds(&scratch, dirfd(folder), entry->d_name);
		else if (!strcmp(entry->d_name, "multi-pack-index"))
			whole = file_holds(dirfd(folder), entry->d_name, &ending);
	}
	if (folder)
		closedir(folder);
	arena_release(&scratch);
	return whole;
}

void packs_check(struct packs *packs, const char *objects)
{
	enum packs_state expected = PACKS_UNCHECKED;

	if (atomic_compare_exchange_strong(&packs->state, &expected, PACKS_IN_CHECK))
		packs->state = are_whole(objects) ? PACKS_WHOLE : PACKS_DAMAGED;
}
