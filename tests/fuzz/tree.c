/* SPDX-License-Identifier: MIT */
/* Any bytes as a tree of git: every entry lies in it, and what is found by name is the first. */
#include "core/git/tree.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool what)
{
	if (!what)
		abort();
}

static void check_entry(const uint8_t *data, size_t size, const struct tree_entry *entry, size_t at)
{
	const uint8_t *name = (const uint8_t *)entry->name;

	must(entry->len && name >= data && name + entry->len < data + at);
	must(strlen(entry->name) == entry->len);
	must((const uint8_t *)entry->id >= data && (const uint8_t *)(entry->id + 1) <= data + at);
	must(at <= size);
	must(tree_entry_compare(entry, entry) == 0);
}

static void find(const uint8_t *data, size_t size, const struct tree_entry *entry)
{
	struct tree_entry found;
	int there = tree_find(data, size, entry->name, entry->len, false, &found);

	must(there == 1 || there == -1 || there == 0);
	if (there == 1)
		must(found.len == entry->len && !memcmp(found.name, entry->name, found.len));
	if (tree_find(data, size, entry->name, entry->len, true, &found) == 1)
		must(found.mode == MODE_TREE && found.len == entry->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree_entry entry, before;
	size_t at = 0;
	int more;

	for (unsigned count = 0; (more = tree_next(data, size, &at, &entry)) == 1; count++) {
		check_entry(data, size, &entry, at);
		if (count < 8)
			find(data, size, &entry);
		if (count) {
			int order = tree_entry_compare(&before, &entry);
			int back = tree_entry_compare(&entry, &before);
			must((order > 0) == (back < 0) && (order == 0) == (back == 0));
		}
		before = entry;
	}
	must(more == 0 || more == -1);
	return 0;
}
