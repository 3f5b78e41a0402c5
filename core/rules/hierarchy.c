/* SPDX-License-Identifier: MIT */
#include "core/rules/hierarchy.h"

#include <stdlib.h>
#include <string.h>

size_t hierarchy_find(const struct hierarchy *hierarchy, const char *name)
{
	size_t low = 0, high = hierarchy->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(hierarchy->node[middle].role->name, name);
		if (!order)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

const char *hierarchy_leader(const struct hierarchy *hierarchy, const char *name)
{
	size_t node = hierarchy_find(hierarchy, name);

	if (node == SIZE_MAX || hierarchy->node[node].lead == SIZE_MAX)
		return NULL;
	return hierarchy->node[hierarchy->node[node].lead].role->name;
}

/* Files are by path, where "a-b.ini" comes before "a.ini". */
static int by_role_name(const void *left, const void *right)
{
	const struct hierarchy_node *a = left, *b = right;

	return strcmp(a->role->name, b->role->name);
}

/* Each role has at most one leader: walking up from one either ends or comes back to it. */
static void mark_cycles(struct hierarchy *hierarchy, struct arena *arena)
{
	size_t *seen = arena_array(arena, hierarchy->count, sizeof *seen);

	for (size_t start = 0; start < hierarchy->count; start++) {
		size_t at = start;
		while (at != SIZE_MAX && !seen[at]) {
			seen[at] = start + 1;
			at = hierarchy->node[at].lead;
		}
		if (at == SIZE_MAX || seen[at] != start + 1)
			continue;
		for (size_t node = at; !hierarchy->node[node].in_cycle;
		        node = hierarchy->node[node].lead)
			hierarchy->node[node].in_cycle = true;
	}
	for (size_t i = 0; i < hierarchy->count; i++)
		if (hierarchy->node[i].in_cycle)
			hierarchy->node[i].lead = SIZE_MAX;
}

/* Each before those that are already there, so that they are in order. */
static void link_nodes(struct hierarchy *hierarchy)
{
	for (size_t i = hierarchy->count; i-- > 0;) {
		struct hierarchy_node *node = &hierarchy->node[i];
		size_t *first = node->lead == SIZE_MAX ? &hierarchy->first
		                                       : &hierarchy->node[node->lead].first;
		node->next = *first;
		*first = i;
	}
}

void hierarchy_read(struct hierarchy *out, struct arena *arena, const struct moment *moment)
{
	struct file_list roles = standing_roles(moment, arena);

	*out = (struct hierarchy){arena_array(arena, roles.count, sizeof *out->node), 0, SIZE_MAX};
	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		if (role->ended == DAY_NONE || role->ended >= moment->day)
			out->node[out->count++] = (struct hierarchy_node){
			        role, SIZE_MAX, false, NULL, SIZE_MAX, SIZE_MAX};
	}
	if (out->count)
		qsort(out->node, out->count, sizeof *out->node, by_role_name);
	for (size_t i = 0; i < out->count; i++) {
		out->node[i].edge = role_lead(moment, out->node[i].role);
		if (out->node[i].edge)
			out->node[i].lead = hierarchy_find(out, out->node[i].edge->role);
	}
	mark_cycles(out, arena);
	link_nodes(out);
}
