/* SPDX-License-Identifier: MIT */
/*
 * Scores that a few captured seeds cannot make: seeds in panels, the largest panels left out.
 * And scores in one topic, whose last step goes over that topic's events alone.
 */
#include "core/reputation/reputation_private.h"

#include <stdlib.h>
#include <string.h>

/* The matrix of the last step: the whole one, or of one topic, built into *own. */
static const struct matrix *last_step(
        struct reputation *reputation, uint32_t topic, struct matrix *own)
{
	if (topic == REPUTATION_ALL || topic == reputation->topic)
		return &reputation->matrix;
	matrix_build(own, &reputation->in, &reputation->age, topic, reputation->share, true);
	return own;
}

/* In a strict one everything else is not there. */
static bool absent(const struct reputation *reputation, uint32_t topic)
{
	return topic != REPUTATION_ALL && reputation->topic != REPUTATION_ALL &&
	       topic != reputation->topic;
}

void reputation_topic(struct reputation *reputation, uint32_t topic, struct wide *score)
{
	struct matrix own = {0};
	size_t count = reputation->in.person_count;

	if (absent(reputation, topic)) {
		memset(score, 0, sizeof *score * count);
		return;
	}
	const struct matrix *last = last_step(reputation, topic, &own);
	if (last != &own) {
		memcpy(score, reputation->score, sizeof *score * count);
		return;
	}
	struct wide *returns = returns_all(reputation, last);
	walk_scores(&reputation->walk, last, reputation->returns, returns, score);
	free(returns);
	matrix_release(&own);
}

/* Keeps the `room` largest, ascending. */
static void keep_largest(struct wide *kept, size_t room, struct wide value)
{
	size_t i = 0;

	if (wide_compare(value, kept[0]) <= 0)
		return;
	for (; i + 1 < room && wide_compare(value, kept[i + 1]) > 0; i++)
		kept[i] = kept[i + 1];
	kept[i] = value;
}

static void add_panel(struct wide *firm, struct wide *largest, size_t trim,
        const struct wide *score, size_t count)
{
	for (size_t x = 0; x < count; x++) {
		if (wide_zero(score[x]))
			continue;
		firm[x] = wide_add(firm[x], score[x]);
		keep_largest(largest + trim * x, trim, score[x]);
	}
}

static void run_panel(struct reputation *reputation, struct walk *walk, size_t panel, size_t panels)
{
	size_t seeds = reputation->seed_count;

	memset(walk->mass[0].low, 0, sizeof *walk->mass[0].low * walk->count);
	for (size_t i = panel; i < seeds; i += panels)
		walk->mass[0].low[reputation->seed[i]] = seed_mass(seeds, i);
	walk_run(walk, &reputation->matrix, NOBODY, NOBODY);
}

bool reputation_firm(struct reputation *reputation, uint32_t topic, struct wide *firm)
{
	size_t count = reputation->in.person_count;
	size_t panels = reputation->seed_count < PANELS_MAX ? reputation->seed_count : PANELS_MAX;
	size_t trim = panels / 4;
	struct matrix own = {0};
	struct walk walk;

	memset(firm, 0, sizeof *firm * count);
	if (trim == 0 || absent(reputation, topic))
		return trim > 0;
	const struct matrix *last = last_step(reputation, topic, &own);
	struct wide *returns = last == &own ? returns_all(reputation, last) : reputation->returns;
	struct wide *score = memory_alloc(sizeof *score * count);
	struct wide *largest = calloc(count * trim + 1, sizeof *largest);
	if (!largest) {
		memory_exhausted();
		abort();
	}

	walk_init(&walk, reputation->walk.steps, count);
	for (size_t panel = 0; panel < panels; panel++) {
		run_panel(reputation, &walk, panel, panels);
		walk_scores(&walk, last, reputation->returns, returns, score);
		add_panel(firm, largest, trim, score, count);
	}
	for (size_t x = 0; x < count; x++)
		for (size_t i = 0; i < trim; i++)
			firm[x] = wide_subtract(firm[x], largest[trim * x + i]);
	walk_release(&walk);
	free(largest);
	free(score);
	if (last == &own)
		free(returns);
	matrix_release(&own);
	return true;
}
