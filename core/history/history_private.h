/* SPDX-License-Identifier: MIT */
/* What history*.c share. */
#ifndef CORE_HISTORY_HISTORY_PRIVATE_H
#define CORE_HISTORY_HISTORY_PRIVATE_H

#include "core/history/history.h"

/* A commit's children, and where it stands in the tree that first parents make of the history. */
struct history_node {
	uint32_t first_child;  /* into child; ends where that of the next commit begins */
	uint32_t enter, leave; /* its descendants by first parents are those with enter in [enter,
	                          leave) of it */
};

struct history_index {
	struct arena *arena;
	uint32_t *slot; /* by id, index plus one; a power of two of them, half of them free */
	uint32_t slot_count;
	struct history_node *node; /* count + 1 */
	uint32_t *child;
	/* Marks of one search: which search (stamp) and what (flags). */
	struct history_mark {
		uint32_t stamp;
		uint32_t flags;
	} * mark;
	uint32_t *queue[2];
	uint32_t stamp;
};

/* The slot of the id, or the free one where it belongs. */
uint32_t *history_slot(const struct history *history, const struct oid *id);
/* Empty slots for twice `count` ids; commits are entered again by the caller. */
void history_slots_make(struct history *history, uint32_t count);

/* Fills the children. */
void history_index_make(struct history *history);
/* Fills enter and leave and makes room for marks, once the commits have their final places. */
void history_trees_make(struct history *history);

#endif
