/* SPDX-License-Identifier: MIT */
#include "core/reputation/reputation_private.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

static int check_limit(
        const char *name, uint64_t value, uint64_t least, uint64_t most, struct error *err)
{
	if (value >= least && value <= most)
		return 0;
	return error_set(err, ERROR_NO, "%s is %llu, and must be %llu to %llu", name,
	        (unsigned long long)value, (unsigned long long)least, (unsigned long long)most);
}

int reputation_check_params(const struct reputation_params *params, struct error *err)
{
	if (check_limit("half-life", params->half_life, 1, 36500, err) ||
	        check_limit("units-of", params->units_of, REPUTATION_UNITS_MAX, ONE, err) ||
	        check_limit("pair-cap", params->pair_cap, 1, ONE, err) ||
	        check_limit("steps", params->steps, 1, STEPS_MAX, err))
		return -1;
	return 0;
}

static int check_counts(const struct reputation_input *in, struct error *err)
{
	size_t most = UINT32_MAX - 1;

	if (in->person_count > most)
		return error_set(err, ERROR_FATAL, "%zu people are more than the %zu of a score",
		        in->person_count, most);
	if (in->event_count > most)
		return error_set(err, ERROR_FATAL, "%zu events are more than the %zu of a score",
		        in->event_count, most);
	if (in->at < DAY_FIRST || in->at > DAY_LAST)
		return error_set(err, ERROR_FATAL, "the date of a score is no day");
	for (size_t i = 0; i < in->seed_count; i++)
		if (in->seed[i] >= in->person_count)
			return error_set(err, ERROR_FATAL, "seed %zu names no person", i + 1);
	return 0;
}

static int check_events(const struct reputation_input *in, struct error *err)
{
	for (size_t i = 0; i < in->event_count; i++) {
		const struct reputation_event *event = &in->event[i];
		if (event->giver >= in->person_count || event->receiver >= in->person_count)
			return error_set(err, ERROR_FATAL, "event %zu names no person", i + 1);
		if (event->topic >= in->topic_count)
			return error_set(err, ERROR_FATAL, "event %zu names no topic", i + 1);
		if (event->day < DAY_FIRST || event->day > DAY_LAST)
			return error_set(err, ERROR_FATAL, "event %zu has no day", i + 1);
		if (event->units > REPUTATION_UNITS_MAX)
			return error_set(err, ERROR_FATAL, "event %zu has %u units, at most %u",
			        i + 1, event->units, REPUTATION_UNITS_MAX);
	}
	return 0;
}

uint32_t seed_mass(size_t seed_count, size_t i)
{
	return (uint32_t)(ONE / seed_count + (i < ONE % seed_count));
}

struct by_name {
	const char *name;
	uint32_t person;
};

static int compare_names(const void *left, const void *right)
{
	const struct by_name *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : (a->person > b->person) - (a->person < b->person);
}

/* In byte order of handles, each once. */
static void sort_seeds(struct reputation *reputation)
{
	const struct reputation_input *in = &reputation->in;
	struct by_name *seed = memory_alloc(sizeof *seed * in->seed_count);
	size_t kept = 0;

	for (size_t i = 0; i < in->seed_count; i++)
		seed[i] = (struct by_name){in->person[in->seed[i]], in->seed[i]};
	qsort(seed, in->seed_count, sizeof *seed, compare_names);
	reputation->seed = memory_alloc(sizeof *reputation->seed * in->seed_count);
	for (size_t i = 0; i < in->seed_count; i++)
		if (kept == 0 || reputation->seed[kept - 1] != seed[i].person)
			reputation->seed[kept++] = seed[i].person;
	reputation->seed_count = kept;
	free(seed);
}

static struct reputation *begin(const struct reputation_input *in)
{
	struct reputation *reputation = memory_alloc(sizeof *reputation);

	memset(reputation, 0, sizeof *reputation);
	reputation->in = *in;
	reputation->topic = REPUTATION_ALL;
	age_init(&reputation->age, in->params.half_life);
	reputation->share = calloc(in->event_count + 1, sizeof *reputation->share);
	if (!reputation->share)
		memory_exhausted();
	return reputation;
}

static void score_everybody(struct reputation *reputation)
{
	size_t count = reputation->in.person_count;
	struct walk *walk = &reputation->walk;

	scratch_init(&reputation->scratch, count);
	walk_init(walk, reputation->in.params.steps, count);
	for (size_t i = 0; i < reputation->seed_count; i++)
		walk->mass[0].low[reputation->seed[i]] = seed_mass(reputation->seed_count, i);
	walk_run(walk, &reputation->matrix, NOBODY, NOBODY);
	reputation->returns = returns_all(reputation, &reputation->matrix);
	reputation->score = memory_alloc(sizeof *reputation->score * count);
	walk_scores(walk, &reputation->matrix, reputation->returns, reputation->returns,
	        reputation->score);
}

/* The shares that the caller brought, or NULL. */
static const uint32_t *known_shares(const struct reputation_input *in, bool *fit)
{
	size_t count = 0;
	const uint32_t *share = in->shares ? reputation_shares_all(in->shares, &count) : NULL;

	*fit = !in->shares ||
	       (count == in->event_count && reputation_shares_hold(in->shares, in->at) &&
	               shares_params_equal(in->shares, &in->params));
	return share;
}

int reputation_compute(
        struct reputation **out, const struct reputation_input *in, struct error *err)
{
	bool fit;
	const uint32_t *known = known_shares(in, &fit);

	*out = NULL;
	if (reputation_check_params(&in->params, err) || check_counts(in, err) ||
	        check_events(in, err))
		return -1;
	if (!fit)
		return error_set(
		        err, ERROR_FATAL, "the shares are of other events or another date");

	struct reputation *reputation = begin(in);
	sort_seeds(reputation);
	if (known)
		memcpy(reputation->share, known, sizeof *known * in->event_count);
	matrix_build(&reputation->matrix, in, &reputation->age, REPUTATION_ALL, reputation->share,
	        known != NULL);
	score_everybody(reputation);
	*out = reputation;
	return 0;
}

int reputation_strict(
        struct reputation **out, const struct reputation *of, uint32_t topic, struct error *err)
{
	*out = NULL;
	if (topic >= of->in.topic_count)
		return error_set(err, ERROR_FATAL, "topic %u is not in the table", topic);

	struct reputation *reputation = begin(&of->in);
	reputation->topic = topic;
	reputation->seed = memory_alloc(sizeof *of->seed * of->seed_count);
	memcpy(reputation->seed, of->seed, sizeof *of->seed * of->seed_count);
	reputation->seed_count = of->seed_count;
	memcpy(reputation->share, of->share, sizeof *of->share * of->in.event_count);
	matrix_build(&reputation->matrix, &reputation->in, &reputation->age, topic,
	        reputation->share, true);
	score_everybody(reputation);
	*out = reputation;
	return 0;
}

void reputation_free(struct reputation *reputation)
{
	if (!reputation)
		return;
	age_release(&reputation->age);
	matrix_release(&reputation->matrix);
	walk_release(&reputation->walk);
	scratch_release(&reputation->scratch);
	free(reputation->seed);
	free(reputation->share);
	free(reputation->returns);
	free(reputation->score);
	free(reputation->received);
	free(reputation->received_start);
	free(reputation);
}

const struct wide *reputation_scores(const struct reputation *reputation)
{
	return reputation->score;
}

unsigned reputation_places(const struct reputation *reputation)
{
	unsigned steps = reputation->in.params.steps;

	return 20 * (steps + 1) + steps - 1;
}

/* floor(10^6 * value / 2^places) for 0 < places < 128 and a value of at most 2^places */
static uint64_t ppm(struct wide value, unsigned places)
{
	struct wide low = wide_product(value.low, 1000000);
	struct wide high = wide_add(wide_product(value.high, 1000000), WIDE(low.high));

	if (places >= 64)
		return wide_shift_right(high, places - 64).low;
	return wide_shift_right((struct wide){high.low, low.low}, places).low;
}

uint64_t reputation_ppm(const struct reputation *reputation, struct wide score)
{
	return ppm(score, reputation_places(reputation));
}

uint64_t reputation_standing_ppm(const struct reputation *reputation, struct wide standing)
{
	return ppm(standing, reputation_places(reputation) - 20);
}

uint32_t reputation_share(const struct reputation *reputation, size_t event)
{
	return reputation->share[event];
}

uint32_t reputation_weight(const struct reputation *reputation, size_t event)
{
	const struct reputation_event *of = &reputation->in.event[event];

	if (!reputation->share[event] || !event_counts(of, reputation->in.at))
		return 0;
	return age_down(&reputation->age, reputation->share[event],
	        (uint32_t)reputation->in.at - (uint32_t)of->day);
}

size_t reputation_counted(const struct reputation *reputation)
{
	size_t counted = 0;

	for (size_t i = 0; i < reputation->in.event_count; i++)
		counted += event_counts(&reputation->in.event[i], reputation->in.at);
	return counted;
}
