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

static void run_panel(struct reputation *reputation, struct walk *walk, size_t panel, size_t panels)
{
	size_t seeds = reputation->seed_count;

	memset(walk->mass[0].low, 0, sizeof *walk->mass[0].low * walk->count);
	for (size_t i = panel; i < seeds; i += panels)
		walk->mass[0].low[reputation->seed[i]] = seed_mass(seeds, i);
	walk_run(walk, &reputation->matrix, NOBODY, NOBODY);
}

/* What is done with everybody's score from each panel alone. */
struct panels {
	size_t count;
	void (*each)(void *context, size_t panel, const struct wide *score);
	void *context;
};

static size_t count_panels(const struct reputation *reputation)
{
	return reputation->seed_count < PANELS_MAX ? reputation->seed_count : PANELS_MAX;
}

static void run_panels(struct reputation *reputation, uint32_t topic, const struct panels *panels)
{
	size_t count = reputation->in.person_count;
	struct matrix own = {0};
	struct walk walk;
	const struct matrix *last = last_step(reputation, topic, &own);
	struct wide *returns = last == &own ? returns_all(reputation, last) : reputation->returns;
	struct wide *score = memory_alloc(sizeof *score * count);

	walk_init(&walk, reputation->walk.steps, count);
	for (size_t panel = 0; panel < panels->count; panel++) {
		run_panel(reputation, &walk, panel, panels->count);
		walk_scores(&walk, last, reputation->returns, returns, score);
		panels->each(panels->context, panel, score);
	}
	walk_release(&walk);
	free(score);
	if (last == &own)
		free(returns);
	matrix_release(&own);
}

struct trimming {
	struct wide *firm;
	struct wide *largest; /* trim of them a person, ascending */
	size_t trim, count;
};

static void add_panel(void *context, size_t panel, const struct wide *score)
{
	struct trimming *trimming = context;
	size_t trim = trimming->trim;

	(void)panel;
	for (size_t x = 0; x < trimming->count; x++) {
		if (wide_zero(score[x]))
			continue;
		trimming->firm[x] = wide_add(trimming->firm[x], score[x]);
		keep_largest(trimming->largest + trim * x, trim, score[x]);
	}
}

bool reputation_firm(struct reputation *reputation, uint32_t topic, struct wide *firm)
{
	size_t count = reputation->in.person_count, panels = count_panels(reputation);
	struct trimming trimming = {.firm = firm, .trim = panels / 4, .count = count};

	memset(firm, 0, sizeof *firm * count);
	if (trimming.trim == 0 || absent(reputation, topic))
		return trimming.trim > 0;
	trimming.largest = calloc(count * trimming.trim + 1, sizeof *trimming.largest);
	if (!trimming.largest) {
		memory_exhausted();
		abort();
	}
	run_panels(reputation, topic,
	        &(struct panels){.count = panels, .each = add_panel, .context = &trimming});
	for (size_t x = 0; x < count; x++)
		for (size_t i = 0; i < trimming.trim; i++)
			firm[x] = wide_subtract(firm[x], trimming.largest[trimming.trim * x + i]);
	free(trimming.largest);
	return true;
}

struct of_person {
	uint32_t person;
	struct wide score[PANELS_MAX];
};

static void note_panel(void *context, size_t panel, const struct wide *score)
{
	struct of_person *of = context;

	of->score[panel] = score[of->person];
}

bool firm_seeds(struct reputation *reputation, uint32_t person, uint32_t topic, uint64_t *mass)
{
	size_t seeds = reputation->seed_count, panels = count_panels(reputation);
	struct of_person of = {.person = person};
	bool left_out[PANELS_MAX] = {false};

	if (panels / 4 == 0)
		return false;
	if (!absent(reputation, topic))
		run_panels(reputation, topic,
		        &(struct panels){.count = panels, .each = note_panel, .context = &of});
	for (size_t trim = panels / 4; trim > 0; trim--) {
		size_t largest = PANELS_MAX;
		for (size_t i = 0; i < panels; i++)
			if (!left_out[i] &&
			        (largest == PANELS_MAX ||
			                wide_compare(of.score[i], of.score[largest]) > 0))
				largest = i;
		left_out[largest] = true;
	}
	for (size_t i = 0; i < seeds; i++)
		mass[reputation->seed[i]] = left_out[i % panels] ? 0 : seed_mass(seeds, i);
	return true;
}
