/* SPDX-License-Identifier: MIT */
#include "core/history/paths.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static uint32_t hash_of(const char *text, size_t len)
{
	return (uint32_t)XXH3_64bits(text, len);
}

/* The slot of that text, or the free one where it belongs.  Slots hold the number plus one. */
static uint32_t *slot_of(const struct paths *paths, const char *text, size_t len, uint32_t hash)
{
	uint32_t mask = paths->slot_count - 1;

	for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
		uint32_t *slot = &paths->slot[at];

		if (!*slot)
			return slot;
		const struct paths_entry *entry = &paths->entry[*slot - 1];
		if (entry->hash == hash && entry->len == len && memcmp(entry->text, text, len) == 0)
			return slot;
	}
}

/* At most half of the slots are taken. */
static void grow_slots(struct paths *paths)
{
	uint32_t mask;

	if (paths->count < paths->slot_count / 2)
		return;
	if (paths->slot_count > UINT32_MAX / 4)
		memory_exhausted();
	paths->slot_count = paths->slot_count ? 2 * paths->slot_count : 256;
	paths->slot = arena_array(paths->arena, paths->slot_count, sizeof *paths->slot);
	mask = paths->slot_count - 1;
	for (uint32_t i = 0; i < paths->count; i++) {
		uint32_t at = paths->entry[i].hash & mask;

		while (paths->slot[at])
			at = (at + 1) & mask;
		paths->slot[at] = i + 1;
	}
}

uint32_t paths_add(struct paths *paths, const char *text, size_t len)
{
	uint32_t hash = hash_of(text, len);
	uint32_t *slot;

	grow_slots(paths);
	slot = slot_of(paths, text, len, hash);
	if (*slot)
		return *slot - 1;
	paths->entry = arena_grow(
	        paths->arena, paths->entry, paths->count, &paths->capacity, sizeof *paths->entry);
	paths->entry[paths->count] = (struct paths_entry){
	        .text = arena_string(paths->arena, text, len),
	        .len = (uint32_t)len,
	        .hash = hash,
	};
	*slot = ++paths->count;
	return *slot - 1;
}

uint32_t paths_find(const struct paths *paths, const char *text, size_t len)
{
	uint32_t number;

	if (!paths->slot_count)
		return UINT32_MAX;
	number = *slot_of(paths, text, len, hash_of(text, len));
	return number ? number - 1 : UINT32_MAX;
}
