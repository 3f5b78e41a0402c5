/* SPDX-License-Identifier: MIT */
/*
 * Shares that grow with the history: what every giver and every pair has out is kept.
 */
#include "core/reputation/reputation_private.h"

#include <stdlib.h>
#include <string.h>

struct pair {
	uint64_t key; /* giver << 32 | receiver; FREE: an empty place */
	struct purse purse;
};

#define FREE UINT64_MAX /* nobody is number 2^32 - 1 */

struct reputation_shares {
	struct reputation_params params;
	int32_t at;
	int32_t latest;  /* day counted, INT32_MIN: none */
	int64_t skipped; /* earliest day left out, INT64_MAX: none */
	struct age age;
	struct purse *giver;
	size_t giver_count;
	struct pair *pair; /* open addressing */
	size_t pair_count;
	unsigned pair_bits; /* 2^pair_bits places */
	uint32_t *share;
	size_t count, capacity;
};

static struct pair *empty_pairs(unsigned bits)
{
	struct pair *pair = memory_alloc(sizeof *pair << bits);

	for (size_t i = 0; i < (size_t)1 << bits; i++)
		pair[i] = (struct pair){FREE, PURSE_INIT};
	return pair;
}

int reputation_shares_new(struct reputation_shares **out, const struct reputation_params *params,
        int32_t at, struct error *err)
{
	*out = NULL;
	if (reputation_check_params(params, err))
		return -1;
	struct reputation_shares *shares = memory_alloc(sizeof *shares);
	*shares = (struct reputation_shares){.params = *params,
	        .at = at,
	        .latest = INT32_MIN,
	        .skipped = INT64_MAX,
	        .pair_bits = 4};
	age_init(&shares->age, params->half_life);
	shares->pair = empty_pairs(shares->pair_bits);
	*out = shares;
	return 0;
}

void reputation_shares_free(struct reputation_shares *shares)
{
	if (!shares)
		return;
	age_release(&shares->age);
	free(shares->giver);
	free(shares->pair);
	free(shares->share);
	free(shares);
}

static struct pair *place(struct pair *pair, unsigned bits, uint64_t key)
{
	size_t mask = ((size_t)1 << bits) - 1;
	size_t i = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & mask;

	while (pair[i].key != FREE && pair[i].key != key)
		i = (i + 1) & mask;
	return &pair[i];
}

static void grow_pairs(struct reputation_shares *shares)
{
	struct pair *larger = empty_pairs(shares->pair_bits + 1);

	for (size_t i = 0; i < (size_t)1 << shares->pair_bits; i++)
		if (shares->pair[i].key != FREE)
			*place(larger, shares->pair_bits + 1, shares->pair[i].key) =
			        shares->pair[i];
	free(shares->pair);
	shares->pair = larger;
	shares->pair_bits++;
}

static struct purse *pair_purse(struct reputation_shares *shares, uint64_t key)
{
	struct pair *found = place(shares->pair, shares->pair_bits, key);

	if (found->key == key)
		return &found->purse;
	if (2 * (shares->pair_count + 1) > (size_t)1 << shares->pair_bits) {
		grow_pairs(shares);
		found = place(shares->pair, shares->pair_bits, key);
	}
	shares->pair_count++;
	found->key = key;
	return &found->purse;
}

static struct purse *giver_purse(struct reputation_shares *shares, uint32_t giver)
{
	if (giver >= shares->giver_count) {
		size_t larger = (size_t)giver + 1 + giver / 2;
		shares->giver = memory_resize(shares->giver, sizeof *shares->giver * larger);
		for (size_t i = shares->giver_count; i < larger; i++)
			shares->giver[i] = (struct purse)PURSE_INIT;
		shares->giver_count = larger;
	}
	return &shares->giver[giver];
}

static uint32_t take(struct reputation_shares *shares, const struct reputation_event *event)
{
	if (event->giver == event->receiver || event->units == 0)
		return 0;
	if (event->day > shares->at) {
		if (event->day < shares->skipped)
			shares->skipped = event->day;
		return 0;
	}
	if (event->day > shares->latest)
		shares->latest = event->day;
	return purse_spend(giver_purse(shares, event->giver),
	        pair_purse(shares, (uint64_t)event->giver << 32 | event->receiver), event->day,
	        event->units, &shares->params, &shares->age);
}

int reputation_shares_append(struct reputation_shares *shares, const struct reputation_event *event,
        size_t count, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (event[i].units > REPUTATION_UNITS_MAX || event[i].giver == UINT32_MAX ||
		        event[i].receiver == UINT32_MAX)
			return error_set(err, ERROR_FATAL,
			        "event %zu of those appended is out of limits", i + 1);
	if (count > UINT32_MAX - 1 - shares->count)
		return error_set(err, ERROR_FATAL, "too many events for a score");
	if (count > shares->capacity - shares->count) {
		shares->capacity = shares->count + count + shares->count / 2;
		shares->share =
		        memory_resize(shares->share, sizeof *shares->share * shares->capacity);
	}
	for (size_t i = 0; i < count; i++)
		shares->share[shares->count++] = take(shares, &event[i]);
	return 0;
}

bool reputation_shares_hold(const struct reputation_shares *shares, int32_t at)
{
	return at >= shares->latest && at < shares->skipped;
}

const uint32_t *reputation_shares_all(const struct reputation_shares *shares, size_t *count)
{
	*count = shares->count;
	return shares->share;
}

bool shares_params_equal(
        const struct reputation_shares *shares, const struct reputation_params *params)
{
	return shares->params.half_life == params->half_life &&
	       shares->params.units_of == params->units_of &&
	       shares->params.pair_cap == params->pair_cap;
}
