/* SPDX-License-Identifier: MIT */
/*
 * paths: each text once, known by number from 0 in the order in which they were first seen.  For
 * the paths of a history, and for the names and mails in it.
 */
#ifndef CORE_HISTORY_PATHS_H
#define CORE_HISTORY_PATHS_H

#include "formats/arena.h"

#include <stddef.h>
#include <stdint.h>

struct paths {
	struct arena *arena; /* borrowed */
	struct paths_entry {
		const char *text; /* raw bytes, a NUL behind them */
		uint32_t len;
		uint32_t hash;
	} * entry;
	uint32_t count;
	size_t capacity;
	uint32_t *slot; /* private */
	uint32_t slot_count;
};

#define PATHS_INIT(arena)                                                                          \
	{                                                                                          \
		(arena), NULL, 0, 0, NULL, 0                                                       \
	}

uint32_t paths_add(struct paths *paths, const char *text, size_t len);
uint32_t paths_find(const struct paths *paths, const char *text, size_t len); /* UINT32_MAX: none */

#endif
