/* SPDX-License-Identifier: MIT */
/* files: what the tests read, whole files and all those of a folder. */
#ifndef TESTS_FILES_H
#define TESTS_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "formats/buf.h"

#include <glob.h>
#include <stdbool.h>
#include <stdio.h>

/* Adds all of a file to out; false when it cannot be opened. */
static inline bool file_read(struct buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t count;

	if (!file)
		return false;
	while ((count = fread(block, 1, sizeof block, file)))
		buf_add(out, block, count);
	fclose(file);
	return true;
}

/* Reads a case, and from PATH.expect what is to come of it; a missing one fails. */
static inline void file_case(struct buf *text, struct buf *want, const char *path)
{
	struct buf expect = BUF_INIT;

	buf_print(&expect, "%s.expect", path);
	if (!file_read(text, path))
		fail_msg("%s is missing", path);
	if (!file_read(want, expect.data))
		fail_msg("%s is missing", expect.data);
	buf_release(&expect);
}

/* Calls the function with each FOLDER/x of that ending, in the order of their names; fewer than
 * at_least of them fail. */
static inline void folder_each(const char *folder, const char *ending, size_t at_least,
        void (*function)(const char *path, void *context), void *context)
{
	struct buf pattern = BUF_INIT;
	glob_t found = {0};

	buf_print(&pattern, "%s/*%s", folder, ending);
	glob(pattern.data, 0, NULL, &found);
	if (found.gl_pathc < at_least)
		fail_msg("%s: %zu files, not %zu", pattern.data, (size_t)found.gl_pathc, at_least);
	for (size_t i = 0; i < found.gl_pathc; i++)
		function(found.gl_pathv[i], context);
	globfree(&found);
	buf_release(&pattern);
}

#endif
