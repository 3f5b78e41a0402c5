/* SPDX-License-Identifier: MIT */
/*
 * versions: maps from small numbers (paths) to what stands there, one a commit.
 *
 * Maps share all that is equal in them, so a copy costs nothing, and two are compared in the time
 * of their difference.  What no other map shares is changed in place: a history without branches
 * costs what its changes cost.  (pathmap.h keeps every map for ever; this one takes them back.)
 */
#ifndef CORE_HISTORY_VERSIONS_H
#define CORE_HISTORY_VERSIONS_H

#include "formats/arena.h"

#include <stdint.h>

struct versions_node;

struct versions {
	struct arena *arena;
	struct versions_node *free; /* given back, to be used again */
	unsigned levels;
};

struct versions_map {
	struct versions_node *root; /* NULL: empty */
};

/* For keys below limit.  Lives in the arena. */
void versions_init(struct versions *versions, struct arena *arena, uint32_t limit);

const void *versions_get(const struct versions *versions, struct versions_map map, uint32_t key);
/* Value NULL takes the key out. */
void versions_set(
        struct versions *versions, struct versions_map *map, uint32_t key, const void *value);

/* Another holder of the same map; each holder gives it back once. */
struct versions_map versions_share(struct versions_map map);
void versions_drop(struct versions *versions, struct versions_map *map);

/* Calls each() in the order of the keys where a and b differ; NULL where one has none. */
void versions_compare(const struct versions *versions, struct versions_map a, struct versions_map b,
        void (*each)(void *context, uint32_t key, const void *a, const void *b), void *context);

#endif
