/* SPDX-License-Identifier: MIT */
#include "core/history/marks.h"

#include "formats/arena.h"

#include <stdlib.h>
#include <string.h>

static void add(struct marks *marks, size_t at)
{
	if (marks->count && marks->at[marks->count - 1] >= at)
		return;
	if (marks->count == marks->capacity) {
		marks->capacity = marks->capacity ? 2 * marks->capacity : 64;
		marks->at = memory_resize(marks->at, marks->capacity * sizeof *marks->at);
	}
	marks->at[marks->count++] = at;
}

void marks_read(struct marks *marks, const struct oid *id, const unsigned char *tree, size_t len)
{
	size_t next = 0;

	marks->id = *id;
	marks->count = 0;
	for (size_t at = 0; at < len;) {
		const unsigned char *nul = memchr(tree + at, '\0', len - at);
		if (at >= next) {
			add(marks, at);
			next = at + MARKS_APART;
		}
		if (!nul || (size_t)(tree + len - nul) <= OID_SIZE)
			return;
		at = (size_t)(nul - tree) + 1 + OID_SIZE;
	}
}

/* How many marks are below a place. */
static size_t count_below(const struct marks *marks, size_t place)
{
	size_t low = 0, high = marks->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (marks->at[middle] < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t marks_before(const struct marks *marks, size_t from, size_t to)
{
	size_t count = count_below(marks, to + 1);

	return count > 1 && marks->at[count - 2] > from ? marks->at[count - 2] : from;
}

void marks_move(struct marks *to, size_t place, const struct marks *from, size_t first, size_t last)
{
	for (size_t i = count_below(from, first); i < from->count && from->at[i] <= last; i++)
		add(to, from->at[i] - first + place);
}

void marks_release(struct marks *marks)
{
	free(marks->at);
	*marks = (struct marks){.at = NULL};
}
