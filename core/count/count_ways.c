/* SPDX-License-Identifier: MIT */
#include "core/count/count_ways.h"

size_t choices_take(struct choices *choices, struct arena *arena, size_t width)
{
	size_t now = choices->met++, capacity = choices->capacity;

	if (now >= choices->depth) {
		choices->taken =
		        arena_grow(arena, choices->taken, now, &capacity, sizeof *choices->taken);
		choices->width = arena_grow(
		        arena, choices->width, now, &choices->capacity, sizeof *choices->width);
		choices->taken[now] = 0;
		choices->width[now] = width;
	}
	return choices->taken[now];
}

bool choices_advance(struct choices *choices)
{
	choices->depth = choices->met;
	while (choices->depth > 0) {
		size_t last = choices->depth - 1;
		if (++choices->taken[last] < choices->width[last])
			return true;
		choices->depth = last;
	}
	return false;
}

struct outcome outcome_begin(struct arena *arena, size_t options)
{
	return (struct outcome){
	        .options = options,
	        .elected = arena_array(arena, options, sizeof(size_t)),
	        .possible = arena_array(arena, options, sizeof(bool)),
	};
}

void outcome_add(struct outcome *outcome, const size_t *elected, size_t elections)
{
	outcome->ways++;
	for (size_t i = 0; i < elections; i++)
		outcome->elected[elected[i]]++;
}

void outcome_level(const struct outcome *outcome, size_t *level)
{
	for (size_t i = 0; i < outcome->options; i++) {
		if (outcome->elected[i] == outcome->ways)
			continue;
		if (outcome->elected[i] || outcome->possible[i])
			level[i] = outcome->options;
		else
			level[i] += outcome->options + 1;
	}
}
