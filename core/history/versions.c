/* SPDX-License-Identifier: MIT */
#include "core/history/versions.h"

#include <string.h>

enum { BITS = 5, WIDTH = 1 << BITS, LEVELS_MAX = 7 };

/* The lowest nodes hold values, the others nodes. */
union versions_slot {
	struct versions_node *node;
	const void *value;
};

struct versions_node {
	uint32_t holders;
	union versions_slot slot[WIDTH];
};

static unsigned slot_of(uint32_t key, unsigned level)
{
	return (key >> (BITS * level)) & (WIDTH - 1);
}

void versions_init(struct versions *versions, struct arena *arena, uint32_t limit)
{
	*versions = (struct versions){arena, NULL, 1};
	while (versions->levels < LEVELS_MAX && limit >> (BITS * versions->levels))
		versions->levels++;
}

const void *versions_get(const struct versions *versions, struct versions_map map, uint32_t key)
{
	const struct versions_node *node = map.root;

	for (unsigned level = versions->levels - 1; node && level > 0; level--)
		node = node->slot[slot_of(key, level)].node;
	return node ? node->slot[slot_of(key, 0)].value : NULL;
}

static struct versions_node *new_node(struct versions *versions)
{
	struct versions_node *node = versions->free;

	if (node) {
		versions->free = node->slot[0].node;
		memset(node, 0, sizeof *node);
	} else {
		node = arena_alloc(versions->arena, sizeof *node);
	}
	node->holders = 1;
	return node;
}

/* A node of this holder alone, equal to what *slot leads to. */
static struct versions_node *own(
        struct versions *versions, struct versions_node **slot, unsigned level)
{
	struct versions_node *node = *slot;

	if (!node)
		return *slot = new_node(versions);
	if (node->holders == 1)
		return node;
	struct versions_node *copy = new_node(versions);
	memcpy(copy->slot, node->slot, sizeof copy->slot);
	for (unsigned i = 0; level > 0 && i < WIDTH; i++) {
		if (copy->slot[i].node)
			copy->slot[i].node->holders++;
	}
	node->holders--;
	return *slot = copy;
}

void versions_set(
        struct versions *versions, struct versions_map *map, uint32_t key, const void *value)
{
	struct versions_node **slot = &map->root;

	if (versions_get(versions, *map, key) == value)
		return;
	for (unsigned level = versions->levels - 1; level > 0; level--)
		slot = &own(versions, slot, level)->slot[slot_of(key, level)].node;
	own(versions, slot, 0)->slot[slot_of(key, 0)].value = value;
}

struct versions_map versions_share(struct versions_map map)
{
	if (map.root)
		map.root->holders++;
	return map;
}

/* A way down a tree; as deep as a tree can be. */
struct step {
	struct versions_node *node;
	unsigned next;
};

void versions_drop(struct versions *versions, struct versions_map *map)
{
	struct step step[LEVELS_MAX];
	unsigned depth = 0;

	if (map->root && --map->root->holders == 0)
		step[depth++] = (struct step){map->root, 0};
	map->root = NULL;
	while (depth) {
		struct step *top = &step[depth - 1];
		struct versions_node *below = NULL;
		while (depth < versions->levels && top->next < WIDTH && !below)
			below = top->node->slot[top->next++].node;
		if (below) {
			if (--below->holders == 0)
				step[depth++] = (struct step){below, 0};
			continue;
		}
		top->node->slot[0].node = versions->free;
		versions->free = top->node;
		depth--;
	}
}

struct pair {
	const struct versions_node *a, *b;
	unsigned next;
	uint32_t base;
};

void versions_compare(const struct versions *versions, struct versions_map a, struct versions_map b,
        void (*each)(void *context, uint32_t key, const void *a, const void *b), void *context)
{
	static const struct versions_node none;
	struct pair pair[LEVELS_MAX];
	unsigned depth = 0;

	if (a.root != b.root)
		pair[depth++] = (struct pair){a.root, b.root, 0, 0};
	while (depth) {
		struct pair *top = &pair[depth - 1];
		if (top->next == WIDTH) {
			depth--;
			continue;
		}
		unsigned level = versions->levels - depth, i = top->next++;
		union versions_slot left = (top->a ? top->a : &none)->slot[i];
		union versions_slot right = (top->b ? top->b : &none)->slot[i];
		uint32_t key = top->base | (uint32_t)i << (BITS * level);
		if (left.value == right.value)
			continue;
		if (level == 0)
			each(context, key, left.value, right.value);
		else
			pair[depth++] = (struct pair){left.node, right.node, 0, key};
	}
}
