/* SPDX-License-Identifier: MIT */
/*
 * pathmap: a persistent map from small integers (path numbers) to pointers.
 *
 * Setting a value gives a new map and leaves the old one as it was; the two share all that is
 * equal. So each commit can keep its own map of what is in force, and two maps are compared in the
 * time of their difference.  Nodes live in the arena and are never given back alone.
 */
#ifndef CORE_HISTORY_PATHMAP_H
#define CORE_HISTORY_PATHMAP_H

#include "formats/arena.h"

#include <stddef.h>
#include <stdint.h>

struct pathmap_node;

struct pathmap {
	const struct pathmap_node *root;
	unsigned levels; /* of nodes; 0 = empty */
};

#define PATHMAP_EMPTY                                                                              \
	{                                                                                          \
		NULL, 0                                                                            \
	}

const void *pathmap_get(struct pathmap map, uint32_t key); /* NULL when there is none */
struct pathmap pathmap_set(struct arena *arena, struct pathmap map, uint32_t key,
        const void *value); /* value NULL takes the key out */

/* Calls each(context, key, value) in the order of the keys. */
void pathmap_each(struct pathmap map, void (*each)(void *, uint32_t, const void *), void *context);

/* Calls each(context, key, a's value or NULL, b's value or NULL) where the two pointers differ. */
void pathmap_compare(struct pathmap a, struct pathmap b,
        void (*each)(void *, uint32_t, const void *, const void *), void *context);

#endif
