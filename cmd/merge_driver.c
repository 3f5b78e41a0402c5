/* SPDX-License-Identifier: MIT */
/* Called by git for files with `merge=moot` in .gitattributes. */
#include "cmd/command.h"

#include "core/rules/merge.h"
#include "core/writing/put.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct merge_options {
	uint32_t marker_size;
};

static const struct command_option options[] = {
        OPTION_COUNT(struct merge_options, marker_size, 0, "marker-size", "N", 1, 1000,
                "how long conflict markers are, %L of git"),
        OPTION_END,
};

static int read_version(struct arena *arena, const char *path, struct slice *out, struct error *err)
{
	FILE *file = fopen(path, "re");
	struct buf text = BUF_INIT;
	char chunk[8192];
	size_t got;

	if (!file)
		return error_set(err, ERROR_FATAL, "cannot read '%s': %s", path, strerror(errno));
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_add(&text, chunk, got);
	if (ferror(file))
		error_set(err, ERROR_FATAL, "cannot read '%s': %s", path, strerror(errno));
	fclose(file);
	*out = (struct slice){arena_string(arena, text.data, text.len), text.len};
	buf_release(&text);
	return err->kind == ERROR_NONE ? 0 : -1;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct merge_options *wanted = context->options;
	struct merge_sides sides = {
	        .path = argv[argc - 1],
	        .marker_size = wanted->marker_size ? wanted->marker_size : 7,
	};
	struct buf merged = BUF_INIT;
	const char **conflict;
	size_t conflicts;
	bool clean = false;

	if (read_version(context->arena, argv[0], &sides.base, err) ||
	        read_version(context->arena, argv[1], &sides.ours, err) ||
	        read_version(context->arena, argv[2], &sides.theirs, err))
		return -1;
	int status =
	        merge_by_key(&merged, context->arena, &sides, &clean, &conflict, &conflicts, err);
	/* whole or not at all: whatever becomes of this, git reads the file as our side of it */
	if (!status)
		status = put_file(context->arena, argv[1], merged.data, merged.len, 0, false, err);
	buf_release(&merged);
	if (status)
		return -1;
	for (size_t i = 0; i < conflicts; i++)
		talk("%s: both sides changed '%s'", sides.path, conflict[i]);
	return clean ? 0 : 1;
}

const struct command command_merge_driver = {
        .name = "merge-driver",
        .group = GROUP_HIDDEN,
        .summary = "merge a file key by key, for git",
        .operands = "BASE OURS THEIRS PATH",
        .operand_min = 4,
        .operand_max = 4,
        .option = options,
        .options_size = sizeof(struct merge_options),
        .needs = 0,
        .run = run,
};
