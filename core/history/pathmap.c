/* SPDX-License-Identifier: MIT */
#include "core/history/pathmap.h"

#include <string.h>

enum { BITS = 4, WIDTH = 1 << BITS, LEVELS_MAX = 8 };

struct pathmap_node {
	const void *slot[WIDTH]; /* nodes, or values on the lowest level */
};

static unsigned slot_of(uint32_t key, unsigned level)
{
	return (key >> (BITS * level)) & (WIDTH - 1);
}

static unsigned levels_for(uint32_t key)
{
	unsigned levels = 1;

	while (levels < LEVELS_MAX && key >> (BITS * levels))
		levels++;
	return levels;
}

const void *pathmap_get(struct pathmap map, uint32_t key)
{
	const struct pathmap_node *node = map.root;

	if (levels_for(key) > map.levels)
		return NULL;
	for (unsigned level = map.levels; node && level-- > 0;) {
		const void *next = node->slot[slot_of(key, level)];
		if (level == 0)
			return next;
		node = next;
	}
	return NULL;
}

static const struct pathmap_node *raise(struct arena *arena, const struct pathmap_node *root)
{
	if (!root)
		return NULL;
	struct pathmap_node *node = arena_alloc(arena, sizeof *node);
	node->slot[0] = root;
	return node;
}

struct pathmap pathmap_set(struct arena *arena, struct pathmap map, uint32_t key, const void *value)
{
	unsigned levels = levels_for(key);

	if (pathmap_get(map, key) == value)
		return map;
	for (; map.levels < levels; map.levels++)
		map.root = map.levels ? raise(arena, map.root) : map.root;

	struct pathmap_node *top = NULL;
	const void **hook = NULL;
	const struct pathmap_node *old = map.root;
	unsigned level = map.levels; /* at least 1 */
	do {
		struct pathmap_node *copy = arena_alloc(arena, sizeof *copy);
		if (old)
			*copy = *old;
		if (hook)
			*hook = copy;
		else
			top = copy;
		hook = &copy->slot[slot_of(key, --level)];
		old = *hook;
	} while (level > 0);
	*hook = value;
	return (struct pathmap){top, map.levels};
}

struct frame {
	const struct pathmap_node *a, *b;
	unsigned level, next;
	uint32_t base;
};

/* Walks both trees with one stack of at most LEVELS_MAX frames; subtrees that are shared are
 * passed. */
void pathmap_compare(struct pathmap a, struct pathmap b,
        void (*each)(void *, uint32_t, const void *, const void *), void *context)
{
	static const struct pathmap_node none;
	struct frame stack[LEVELS_MAX];
	struct pathmap_node lift_a[LEVELS_MAX], lift_b[LEVELS_MAX];
	unsigned depth = 0;

	if (a.root == b.root && a.levels == b.levels)
		return;
	for (; a.levels < b.levels; a.levels++) {
		memset(&lift_a[a.levels], 0, sizeof *lift_a);
		lift_a[a.levels].slot[0] = a.root;
		a.root = a.levels ? &lift_a[a.levels] : NULL;
	}
	for (; b.levels < a.levels; b.levels++) {
		memset(&lift_b[b.levels], 0, sizeof *lift_b);
		lift_b[b.levels].slot[0] = b.root;
		b.root = b.levels ? &lift_b[b.levels] : NULL;
	}
	if (!a.levels)
		return;
	stack[depth++] = (struct frame){a.root, b.root, a.levels - 1, 0, 0};
	while (depth) {
		struct frame *frame = &stack[depth - 1];
		if (frame->next == WIDTH) {
			depth--;
			continue;
		}
		unsigned slot = frame->next++;
		const void *left = (frame->a ? frame->a : &none)->slot[slot];
		const void *right = (frame->b ? frame->b : &none)->slot[slot];
		uint32_t key = frame->base | (uint32_t)slot << (BITS * frame->level);
		if (left == right)
			continue;
		if (frame->level == 0)
			each(context, key, left, right);
		else
			stack[depth++] = (struct frame){left, right, frame->level - 1, 0, key};
	}
}

struct each_context {
	void (*each)(void *, uint32_t, const void *);
	void *context;
};

static void forward(void *context, uint32_t key, const void *left, const void *right)
{
	struct each_context *each = context;

	(void)left;
	each->each(each->context, key, right);
}

void pathmap_each(struct pathmap map, void (*each)(void *, uint32_t, const void *), void *context)
{
	struct each_context forwarded = {each, context};

	pathmap_compare((struct pathmap)PATHMAP_EMPTY, map, forward, &forwarded);
}
