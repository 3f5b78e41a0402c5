/* SPDX-License-Identifier: MIT */
#include "cmd/output.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool begins(const char *path, const char *begin)
{
	size_t len = strlen(begin);
	FILE *file = fopen(path, "re");
	bool same = file != NULL;

	for (size_t i = 0; same && i < len; i++)
		same = fgetc(file) == (unsigned char)begin[i];
	if (file)
		fclose(file);
	return same;
}

static int may_replace(const char *path, const char *begin, struct error *err)
{
	struct stat status;

	if (stat(path, &status)) {
		if (errno == ENOENT)
			return 0;
		return error_set(err, ERROR_FATAL, "cannot write '%s': %s", path, strerror(errno));
	}
	if (!S_ISREG(status.st_mode)) {
		error_set(err, ERROR_FATAL, "'%s' is no plain file: it stays as it is", path);
		return error_hint(err, "without -o it is printed");
	}
	if (!begin || !status.st_size || begins(path, begin))
		return 0;
	error_set(
	        err, ERROR_FATAL, "'%s' is there, and is something else: it stays as it is", path);
	return error_hint(err, "name another file, or take that one away first");
}

static int write_beside(const char *path, const char *beside, const char *target,
        const struct buf *text, struct error *err)
{
	FILE *file = fopen(beside, "wxe");
	bool failed = !file || fwrite(text->data, 1, text->len, file) != text->len;

	if (file && (fclose(file) || failed || rename(beside, target)))
		failed = true;
	if (!failed)
		return 0;
	error_set(err, ERROR_FATAL, "cannot write '%s': %s", path, strerror(errno));
	if (file)
		unlink(beside);
	return -1;
}

int output_write(struct arena *arena, const char *path, const struct buf *text, const char *begin,
        struct error *err)
{
	if (may_replace(path, begin, err))
		return -1;
	char *real = realpath(path, NULL);
	const char *target = real ? arena_string(arena, real, strlen(real)) : path;

	free(real);
	return write_beside(
	        path, arena_print(arena, "%s.%ld.new", target, (long)getpid()), target, text, err);
}
