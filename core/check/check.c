/* SPDX-License-Identifier: MIT */
#include "core/check/check_private.h"

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
	findings_sort(out);
	return 0;
}
