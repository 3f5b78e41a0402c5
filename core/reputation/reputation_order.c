/* SPDX-License-Identifier: MIT */
#include "core/reputation/reputation_private.h"

#include <stdlib.h>
#include <string.h>

struct ranked {
	struct wide first, total;
	const char *handle;
	uint32_t person;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	int order = wide_compare(b->first, a->first);

	if (!order)
		order = wide_compare(b->total, a->total);
	return order ? order : strcmp(a->handle, b->handle);
}

void reputation_order(const struct reputation *reputation, const struct wide *first,
        const struct wide *total, uint32_t *person, size_t count)
{
	struct ranked *ranked = memory_alloc(sizeof *ranked * count);

	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){first[person[i]], total[person[i]],
		        reputation->in.person[person[i]], person[i]};
	qsort(ranked, count, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < count; i++)
		person[i] = ranked[i].person;
	free(ranked);
}
