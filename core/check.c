/* SPDX-License-Identifier: MIT */
#include "core/check_private.h"

#include <string.h>

static bool is_below(const char *path, const char *wanted)
{
	size_t len = strlen(wanted);

	return !len || (!strncmp(path, wanted, len) && (!path[len] || path[len] == '/'));
}

static bool is_wanted(const struct check_options *options, const char *path)
{
	for (size_t i = 0; i < options->path_count; i++)
		if (is_below(path, options->path[i]))
			return true;
	return !options->path_count;
}

static void keep_wanted(struct findings *findings, const struct check_options *options)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++)
		if (is_wanted(options, findings->item[i].path))
			findings->item[kept++] = findings->item[i];
	findings->count = kept;
}

int check_read(struct findings *out, struct group *group, const struct check_options *options,
        struct error *err)
{
	struct checking checking = {group, group->arena, options, out, NULL, 0, 0};

	*out = (struct findings)FINDINGS_INIT(group->arena);
	if (check_paths(&checking, err))
		return -1;
	check_names(&checking);
	check_references(&checking);
	check_force(&checking);
	if (check_void(&checking, err) || check_pending(&checking, err) ||
	        check_journals(&checking, err))
		return -1;
	keep_wanted(out, options);
	findings_sort(out);
	return 0;
}
