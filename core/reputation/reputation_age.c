/* SPDX-License-Identifier: MIT */
#include "core/reputation/reputation_age.h"
#include "core/reputation/reputation_wide.h"
#include "formats/arena.h"

#include <stdlib.h>

const uint64_t age_root[AGE_BITS] = {
        UINT64_C(3260954456333195553),
        UINT64_C(3877950241171266237),
        UINT64_C(4228934724888366667),
        UINT64_C(4416165660797809419),
        UINT64_C(4512867096753504462),
        UINT64_C(4562008997483360349),
        UINT64_C(4586780255215411730),
        UINT64_C(4599216278082138665),
        UINT64_C(4605446927862164404),
        UINT64_C(4608565417332308034),
        UINT64_C(4610125453837388245),
        UINT64_C(4610905670110601999),
        UINT64_C(4611295827762151833),
        UINT64_C(4611490918967884500),
        UINT64_C(4611588467665893036),
        UINT64_C(4611637242788701950),
};

/* a * b / 2^62 for a, b <= 2^62, rounded down, or up */
static uint64_t multiply(uint64_t a, uint64_t b, unsigned up)
{
	struct wide product = wide_product(a, b);

	if (up)
		product = wide_add(product, WIDE((UINT64_C(1) << 62) - 1));
	return wide_shift_right(product, 62).low;
}

/* 2^(-fraction / 2^16) in 32 binary places; up is 0 or 1 */
static uint64_t power(uint32_t fraction, unsigned up)
{
	uint64_t value = UINT64_C(1) << 62;

	if (fraction >> AGE_BITS)
		return UINT64_C(1) << 31;
	for (unsigned i = 0; i < AGE_BITS; i++)
		if (fraction >> (AGE_BITS - 1 - i) & 1)
			value = multiply(value, age_root[i] + up, up);
	return (value + (up ? (UINT64_C(1) << 30) - 1 : 0)) >> 30;
}

void age_init(struct age *age, uint32_t half_life)
{
	age->half_life = half_life;
	age->lower = memory_alloc(sizeof *age->lower * half_life);
	age->upper = memory_alloc(sizeof *age->upper * half_life);
	for (uint32_t k = 0; k < half_life; k++) {
		uint64_t scaled = (uint64_t)k << AGE_BITS;
		age->lower[k] = power((uint32_t)((scaled + half_life - 1) / half_life), 0);
		age->upper[k] = power((uint32_t)(scaled / half_life), 1);
	}
	for (uint32_t k = 2; k < half_life; k++)
		if (age->lower[k] > age->lower[k - 1])
			age->lower[k] = age->lower[k - 1];
	for (uint32_t k = half_life - 1; k > 0; k--)
		if (age->upper[k - 1] < age->upper[k])
			age->upper[k - 1] = age->upper[k];
}

void age_release(struct age *age)
{
	free(age->lower);
	free(age->upper);
	age->lower = age->upper = NULL;
}

uint64_t age_lower_at(const struct age *age, uint32_t days)
{
	uint32_t halvings = days / age->half_life;

	return halvings >= 32 ? 0 : age->lower[days % age->half_life] >> halvings;
}

uint64_t age_upper_at(const struct age *age, uint32_t days)
{
	uint32_t halvings = days / age->half_life;

	if (halvings >= 32)
		return 1;
	return (age->upper[days % age->half_life] + (UINT64_C(1) << halvings) - 1) >> halvings;
}
