/* SPDX-License-Identifier: MIT */
#include "core/git/refs.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST = 4096, DEEPEST = 5 };

/* The first bytes of dir/name, NUL-ended: their number, or -1 with errno. */
static ssize_t read_small(const char *dir, const char *name, char out[LONGEST])
{
	char path[2 * LONGEST];
	size_t got = 0;

	if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, name) >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	while (got < LONGEST - 1) {
		ssize_t more = read(fd, out + got, LONGEST - 1 - got);

		if (more < 0 && errno == EINTR)
			continue;
		if (more < 0) {
			int reason = errno;

			close(fd);
			errno = reason;
			return -1;
		}
		if (more == 0)
			break;
		got += (size_t)more;
	}
	close(fd);
	out[got] = '\0';
	return (ssize_t)got;
}

struct mapped {
	const char *data;
	size_t len;
};

static bool map_packed(const char *common_dir, struct mapped *out)
{
	char path[LONGEST];
	struct stat info;
	void *data = MAP_FAILED;

	if ((size_t)snprintf(path, sizeof path, "%s/packed-refs", common_dir) >= sizeof path)
		return false;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	if (fstat(fd, &info) == 0 && info.st_size > 0)
		data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (data == MAP_FAILED)
		return false;
	*out = (struct mapped){data, (size_t)info.st_size};
	return true;
}

static void unmap(struct mapped *mapped)
{
	union {
		const char *read;
		void *said;
	} data = {mapped->data};

	munmap(data.said, mapped->len);
}

/* A line is 40 digits, a blank and the name. */
static enum refs_answer find_packed(const char *common_dir, const char *name, struct oid *out)
{
	char wanted[LONGEST];
	struct mapped packed;
	enum refs_answer answer = REFS_ABSENT;
	int len = snprintf(wanted, sizeof wanted, " %s\n", name);

	if (len >= LONGEST)
		return REFS_ASK;
	if (!map_packed(common_dir, &packed))
		return REFS_ABSENT;
	const char *at = packed.data;
	const char *end = packed.data + packed.len;
	while (answer == REFS_ABSENT &&
	        (at = memmem(at, (size_t)(end - at), wanted, (size_t)len)) != NULL) {
		const char *line = memrchr(packed.data, '\n', (size_t)(at - packed.data));

		line = line ? line + 1 : packed.data;
		if (oid_parse(out, line, (size_t)(at - line)))
			answer = REFS_FOUND;
		at++;
	}
	unmap(&packed);
	return answer;
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool of_work_tree(const char *name)
{
	return !starts(name, "refs/") || starts(name, "refs/worktree/") ||
	       starts(name, "refs/bisect/") || starts(name, "refs/rewritten/");
}

static bool plain_name(const char *name)
{
	return starts(name, "refs/") && !strstr(name, "..") && !strstr(name, "//");
}

/* Ends text at its first line and takes blanks off its end. */
static void trim(char *text)
{
	size_t len = strcspn(text, "\n");

	while (len && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '\r'))
		len--;
	text[len] = '\0';
}

/* One step: FOUND with *out, or ABSENT with the name a symbolic reference gives, or "". */
static enum refs_answer step(const char *git_dir, const char *common_dir, const char *name,
        struct oid *out, char target[LONGEST])
{
	char text[LONGEST];
	ssize_t got = read_small(of_work_tree(name) ? git_dir : common_dir, name, text);

	*target = '\0';
	if (got < 0 && errno != ENOENT && errno != ENOTDIR && errno != EISDIR)
		return REFS_ASK;
	if (got < 0)
		return starts(name, "refs/") ? find_packed(common_dir, name, out) : REFS_ASK;
	trim(text);
	if (oid_parse(out, text, strlen(text)))
		return REFS_FOUND;
	if (!starts(text, "ref:"))
		return REFS_ASK;
	const char *to = text + 4 + strspn(text + 4, " \t");
	/* What a repository with another backend keeps there for old programs. */
	if (!plain_name(to) || strcmp(to, "refs/heads/.invalid") == 0)
		return REFS_ASK;
	memcpy(target, to, strlen(to) + 1);
	return REFS_ABSENT;
}

enum refs_answer refs_resolve(
        const char *git_dir, const char *common_dir, const char *name, struct oid *out)
{
	char current[LONGEST];
	char target[LONGEST];
	enum refs_answer answer;
	bool again = false;

	if (strlen(name) >= sizeof current)
		return REFS_ASK;
	memcpy(current, name, strlen(name) + 1);
	for (int depth = 0; depth <= DEEPEST;) {
		answer = step(git_dir, common_dir, current, out, target);
		if (answer != REFS_ABSENT)
			return answer;
		if (*target) {
			memcpy(current, target, strlen(target) + 1);
			depth++;
			again = false;
		} else if (again) {
			return depth ? REFS_UNBORN : REFS_ABSENT;
		} else {
			/* git may have packed it between the two looks. */
			again = true;
		}
	}
	return REFS_ASK;
}

bool refs_head_name(const char *git_dir, char *out, size_t size)
{
	char text[LONGEST];
	struct oid id;
	const char *name = "";

	if (read_small(git_dir, "HEAD", text) < 0)
		return false;
	trim(text);
	if (starts(text, "ref:"))
		name = text + 4 + strspn(text + 4, " \t");
	else if (!oid_parse(&id, text, strlen(text)))
		return false;
	if (strlen(name) >= size)
		return false;
	memcpy(out, name, strlen(name) + 1);
	return true;
}

/* Whether the folder or one below it holds a file; folders are what git leaves behind. */
static bool holds_file(const char *common_dir, const char *prefix)
{
	char path[LONGEST];

	if ((size_t)snprintf(path, sizeof path, "%s/%s", common_dir, prefix) >= sizeof path)
		return true;
	char *const roots[] = {path, NULL};
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;
	bool found = false;

	while (walk && !found && (entry = fts_read(walk)) != NULL)
		found = entry->fts_info == FTS_F || entry->fts_info == FTS_SL;
	if (walk)
		fts_close(walk);
	return found;
}

bool refs_any(const char *common_dir, const char *prefix)
{
	char wanted[LONGEST];
	struct mapped packed;
	bool found;

	if (holds_file(common_dir, prefix))
		return true;
	if (!map_packed(common_dir, &packed))
		return false;
	snprintf(wanted, sizeof wanted, " %s", prefix);
	found = memmem(packed.data, packed.len, wanted, strlen(wanted)) != NULL;
	unmap(&packed);
	return found;
}
