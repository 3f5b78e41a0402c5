/* SPDX-License-Identifier: MIT */
#include "core/count/count_private.h"

/* Links are the pairs that somebody wins. */
static uint64_t *first_links(const struct poll *poll, const uint64_t *pairwise)
{
	size_t n = poll->options;
	uint64_t *link = arena_array(poll->arena, n * n, sizeof *link);

	for (size_t a = 0; a < n; a++) {
		for (size_t b = 0; b < n; b++) {
			uint64_t won = pairwise[a * n + b], lost = pairwise[b * n + a];
			if (won > lost)
				link[a * n + b] = poll->asked->margins ? won - lost : won;
		}
	}
	return link;
}

/* Floyd and Warshall: a path is as strong as its weakest link. */
static void strengthen(uint64_t *strength, size_t n)
{
	for (size_t via = 0; via < n; via++) {
		for (size_t a = 0; a < n; a++) {
			uint64_t first = strength[a * n + via];
			if (!first || a == via)
				continue;
			for (size_t b = 0; b < n; b++) {
				uint64_t second = strength[via * n + b];
				uint64_t path = first < second ? first : second;
				if (b != a && path > strength[a * n + b])
					strength[a * n + b] = path;
			}
		}
	}
}

static bool beaten(const uint64_t *strength, const size_t *level, size_t n, size_t option)
{
	for (size_t rival = 0; rival < n; rival++)
		if (level[rival] == SIZE_MAX &&
		        strength[rival * n + option] > strength[option * n + rival])
			return true;
	return false;
}

/* Again and again those that nobody left beats: the relation has no cycle. */
static void layer(size_t *level, const uint64_t *strength, const struct poll *poll)
{
	size_t n = poll->options, placed = 0;
	size_t *unbeaten = arena_array(poll->arena, n, sizeof *unbeaten);

	for (size_t i = 0; i < n; i++)
		level[i] = SIZE_MAX;
	for (size_t now = 0; placed < n; now++) {
		size_t found = 0;
		for (size_t i = 0; i < n; i++)
			if (level[i] == SIZE_MAX && !beaten(strength, level, n, i))
				unbeaten[found++] = i;
		for (size_t i = 0; i < found; i++)
			level[unbeaten[i]] = now;
		placed += found;
	}
}

void count_schulze(
        struct count_builder *builder, const struct poll *poll, enum count_unranked unranked)
{
	uint64_t *pairwise = poll_pairwise(poll, unranked);
	uint64_t *strength = first_links(poll, pairwise);
	size_t *level = arena_array(poll->arena, poll->options, sizeof *level);

	strengthen(strength, poll->options);
	layer(level, strength, poll);
	builder->count->pairwise = pairwise;
	builder->count->strength = strength;
	count_settle(builder, poll, level);
}
