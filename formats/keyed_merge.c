/* SPDX-License-Identifier: MIT */
#include "formats/keyed.h"
#include "formats/keyed_private.h"

#include <stdlib.h>
#include <string.h>

struct merge {
	struct arena *arena;
	struct keyed base, ours, theirs;
	struct keyed_diff taken; /* what theirs changed and ours did not */
	const struct keyed_entry **conflict;
	size_t conflict_count, conflict_capacity;
};

static void add_conflict(struct merge *merge, const struct keyed_entry *entry)
{
	merge->conflict = arena_grow(merge->arena, merge->conflict, merge->conflict_count,
	        &merge->conflict_capacity, sizeof(*merge->conflict));
	merge->conflict[merge->conflict_count++] = entry;
}

static int compare_entries(const void *left, const void *right)
{
	return keyed_entry_compare(left, right);
}

static const struct keyed_entry *find(const struct keyed *keyed, const struct keyed_entry *like)
{
	return keyed->count ? bsearch(like, keyed->entry, keyed->count, sizeof *keyed->entry,
	                              compare_entries)
	                    : NULL;
}

static void sort_changes(struct merge *merge)
{
	struct keyed_diff diff;
	size_t kept = 0;

	keyed_compare(&diff, merge->arena, &merge->base, &merge->theirs);
	for (size_t i = 0; i < diff.count; i++) {
		const struct keyed_change *change = &diff.change[i];
		const struct keyed_entry *ours = find(&merge->ours, keyed_change_entry(change));
		if (keyed_values_equal(ours, change->after))
			continue;
		if (keyed_values_equal(ours, change->before))
			diff.change[kept++] = *change;
		else
			add_conflict(merge, keyed_change_entry(change));
	}
	diff.count = kept;
	merge->taken = diff;
}

/* ---- is there such a file? ---- */

static int compare_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) : !!a - !!b;
}

struct group {
	const struct keyed_entry *first;
	size_t count;
	size_t twins; /* of its kin, itself included */
	bool bad;
};

static int compare_groups(const void *left, const void *right)
{
	const struct keyed_entry *a = ((const struct group *)left)->first;
	const struct keyed_entry *b = ((const struct group *)right)->first;
	int order = keyed_kin_compare(a, b);

	return order ? order : (a->twin > b->twin) - (a->twin < b->twin);
}

/* Does the section's `from` say what it is known by? */
static bool from_agrees(const struct group *group)
{
	const struct keyed_entry *from = NULL;

	for (size_t i = 0; i < group->count; i++)
		if (!strcmp(group->first[i].key, "from"))
			from = &group->first[i];
	return !compare_text(from ? from->value[0] : NULL, group->first->from);
}

/* The groups by kin, those marked that no file can hold; all of a kin if one is bad. */
static struct group *find_groups(struct merge *merge, const struct keyed *keyed, size_t *count)
{
	struct group *group = arena_array(merge->arena, keyed->count, sizeof *group);
	size_t end, size;

	*count = 0;
	for (size_t i = 0; i < keyed->count; i += size) {
		size = keyed_section_size(keyed, i);
		group[(*count)++] = (struct group){&keyed->entry[i], size, 1, false};
	}
	qsort(group, *count, sizeof *group, compare_groups);
	for (size_t i = 0; i < *count; i = end) {
		bool bad = false;
		for (end = i; end < *count && !keyed_kin_compare(group[i].first, group[end].first);
		        end++)
			bad |= group[end].first->twin != end - i + 1 || !from_agrees(&group[end]);
		for (size_t k = i; k < end; k++) {
			group[k].twins = end - i;
			group[k].bad = bad;
		}
	}
	return group;
}

struct groups {
	const struct group *group;
	size_t count;
};

/* The entry's kin: its first group, and how many there are; NULL and 0 when there is none. */
static const struct group *kin_of(
        struct groups groups, const struct keyed_entry *entry, size_t *twins)
{
	size_t low = 0, high = groups.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (keyed_kin_compare(groups.group[middle].first, entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == groups.count || keyed_kin_compare(groups.group[low].first, entry) != 0) {
		*twins = 0;
		return NULL;
	}
	*twins = groups.group[low].twins;
	return &groups.group[low];
}

static int compare_kins(const void *left, const void *right)
{
	return keyed_kin_compare(*(const struct keyed_entry *const *)left,
	        *(const struct keyed_entry *const *)right);
}

struct torn {
	struct groups laid, base, ours, theirs;
	const struct keyed_entry **conflict; /* those between keys, by kin */
	size_t conflict_count;
};

/*
 * Can the section not be merged by key?  No file can hold what would come out, or its keys conflict
 * and it was added or taken out.
 */
static bool is_torn(const struct torn *torn, const struct keyed_entry *entry)
{
	size_t laid, base, ours, theirs;
	const struct group *group = kin_of(torn->laid, entry, &laid);

	if (group && group->bad)
		return true;
	if (!torn->conflict_count || !bsearch(&entry, torn->conflict, torn->conflict_count,
	                                     sizeof *torn->conflict, compare_kins))
		return false;
	kin_of(torn->base, entry, &base);
	kin_of(torn->ours, entry, &ours);
	kin_of(torn->theirs, entry, &theirs);
	return base != ours || base != theirs;
}

static void add_torn(struct merge *merge, const struct torn *torn, const struct keyed *other)
{
	struct keyed_diff diff;

	keyed_compare(&diff, merge->arena, &merge->ours, other);
	for (size_t i = 0; i < diff.count; i++)
		if (is_torn(torn, keyed_change_entry(&diff.change[i])))
			add_conflict(merge, keyed_change_entry(&diff.change[i]));
}

/* In a torn section all that differs conflicts, so that any side's can be taken whole. */
static void drop_torn(struct merge *merge, const struct keyed *laid)
{
	struct keyed_diff *taken = &merge->taken;
	struct torn torn = {.conflict_count = merge->conflict_count};
	size_t kept = 0;

	torn.laid.group = find_groups(merge, laid, &torn.laid.count);
	torn.base.group = find_groups(merge, &merge->base, &torn.base.count);
	torn.ours.group = find_groups(merge, &merge->ours, &torn.ours.count);
	torn.theirs.group = find_groups(merge, &merge->theirs, &torn.theirs.count);
	if (torn.conflict_count) {
		torn.conflict = arena_copy(merge->arena, merge->conflict,
		        torn.conflict_count * sizeof(*torn.conflict));
		qsort(torn.conflict, torn.conflict_count, sizeof(*torn.conflict), compare_kins);
	}
	for (size_t i = 0; i < taken->count; i++)
		if (!is_torn(&torn, keyed_change_entry(&taken->change[i])))
			taken->change[kept++] = taken->change[i];
	taken->count = kept;
	add_torn(merge, &torn, &merge->theirs);
	add_torn(merge, &torn, &merge->base);
}

static int compare_conflicts(const void *left, const void *right)
{
	return keyed_entry_compare(*(const struct keyed_entry *const *)left,
	        *(const struct keyed_entry *const *)right);
}

/* The conflicts in their order, each once. */
static size_t name_conflicts(const char ***out, struct merge *merge)
{
	const struct keyed_entry **entry = merge->conflict;
	size_t count = 0;

	*out = arena_array(merge->arena, merge->conflict_count, sizeof(**out));
	if (merge->conflict_count)
		qsort(entry, merge->conflict_count, sizeof(*entry), compare_conflicts);
	for (size_t i = 0; i < merge->conflict_count; i++) {
		if (i && !keyed_entry_compare(entry[i], entry[i - 1]))
			continue;
		(*out)[count++] = *entry[i]->key ? arena_print(merge->arena, "%s %s",
		                                           entry[i]->section, entry[i]->key)
		                                 : entry[i]->section;
	}
	return count;
}

static int read_side(struct keyed *out, struct arena *arena, const struct ini_file *file,
        const char *path, const char *which, struct error *err)
{
	*out = (struct keyed){NULL, 0};
	if (!file)
		return 0;
	if (file->broken)
		return error_set(err, ERROR_FATAL, "'%s' is broken in %s", path, which);
	keyed_read(out, arena, file);
	return 0;
}

int keyed_merge(struct buf *out, struct arena *arena, const char *path, const struct ini_file *base,
        const struct ini_file *ours, const struct ini_file *theirs, bool *clean,
        const char ***conflict, size_t *conflict_count, struct error *err)
{
	struct merge merge = {.arena = arena};
	struct keyed laid;

	if (read_side(&merge.base, arena, base, path, "the base", err) ||
	        read_side(&merge.ours, arena, ours, path, "ours", err) ||
	        read_side(&merge.theirs, arena, theirs, path, "theirs", err))
		return -1;
	sort_changes(&merge);
	keyed_lay(&laid, arena, &merge.ours, &merge.taken);
	drop_torn(&merge, &laid);
	keyed_lay(&laid, arena, &merge.ours, &merge.taken);
	*conflict_count = name_conflicts(conflict, &merge);
	*clean = !*conflict_count;
	buf_clear(out);
	buf_add(out, ours ? ours->text : "", ours ? ours->len : 0);
	return keyed_write(out, path, &laid, err);
}
