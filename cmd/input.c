/* SPDX-License-Identifier: MIT */
#include "cmd/input.h"

#include "formats/buf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int read_all(FILE *file, const char *name, size_t most, struct buf *all, struct error *err)
{
	char chunk[65536];
	size_t got;

	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0 && all->len <= most)
		buf_add(all, chunk, got);
	if (ferror(file))
		return error_set(err, ERROR_FATAL, "cannot read '%s': %s", name, strerror(errno));
	if (all->len > most)
		return error_set(err, ERROR_FATAL, "'%s' is larger than %zu MiB", name, most >> 20);
	return 0;
}

int input_read(struct arena *arena, const char *name, size_t most, const char **text, size_t *len,
        struct error *err)
{
	struct buf all = BUF_INIT;
	int status;

	if (!strcmp(name, "-")) {
		status = read_all(stdin, "standard input", most, &all, err);
	} else {
		FILE *file = fopen(name, "re");
		if (!file)
			return error_set(
			        err, ERROR_FATAL, "cannot read '%s': %s", name, strerror(errno));
		status = read_all(file, name, most, &all, err);
		fclose(file);
	}
	*text = arena_string(arena, all.data, all.len);
	*len = all.len;
	buf_release(&all);
	return status;
}
