/* SPDX-License-Identifier: MIT */
#include "core/history/landing.h"

/* Marks what the merge brought: all below `from` that nothing brought before. */
static void mark(const struct history *history, uint32_t *merge_of, const bool *on_line,
        uint32_t *stack, uint32_t from, uint32_t merge)
{
	size_t depth = 0;

	if (on_line[from] || merge_of[from] != HISTORY_NONE)
		return;
	merge_of[from] = merge;
	stack[depth++] = from;
	while (depth) {
		uint32_t commit = stack[--depth];
		const uint32_t *parents = history_parents(history, commit);
		for (uint32_t i = 0; i < history->commit[commit].parent_count; i++) {
			if (on_line[parents[i]] || merge_of[parents[i]] != HISTORY_NONE)
				continue;
			merge_of[parents[i]] = merge;
			stack[depth++] = parents[i];
		}
	}
}

uint32_t *landing_merges(const struct history *history, struct arena *arena)
{
	uint32_t *merge_of = arena_array(arena, history->count, sizeof *merge_of);
	uint32_t *stack = arena_array(arena, history->count, sizeof *stack);
	const bool *on_line = history_first_parents(history, arena);

	for (uint32_t i = 0; i < history->count; i++)
		merge_of[i] = HISTORY_NONE;
	for (uint32_t merge = 0; merge < history->count; merge++) {
		const uint32_t *parents = history_parents(history, merge);
		for (uint32_t i = 1; on_line[merge] && i < history->commit[merge].parent_count; i++)
			mark(history, merge_of, on_line, stack, parents[i], merge);
	}
	return merge_of;
}
