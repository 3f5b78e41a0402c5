/* SPDX-License-Identifier: MIT */
/*
 * Ageing: 2^(-d/H) in 32 binary places, rounded down and up, in integers.
 *
 * With d = qH + k and 0 <= k < H, the fraction k/H is taken in 16 bits, and 2^62 is multiplied by
 * 2^(-2^-i) for each of its bits; a table over k is made monotone and shifted right by q.
 */
#ifndef CORE_REPUTATION_REPUTATION_AGE_H
#define CORE_REPUTATION_REPUTATION_AGE_H

#include <stdint.h>

#define AGE_BITS 16

/* floor(2^62 * 2^(-2^-i)) for i = 1 to 16; a test derives them by square roots. */
extern const uint64_t age_root[AGE_BITS];

struct age {
	uint32_t half_life;
	uint64_t *lower, *upper; /* half_life of them each, 2^32 is one */
};

/* 1 <= half_life <= 36500 */
void age_init(struct age *age, uint32_t half_life);
void age_release(struct age *age);

/* days >= 0 */
uint64_t age_lower_at(const struct age *age, uint32_t days);
uint64_t age_upper_at(const struct age *age, uint32_t days);

/* floor(share * lower / 2^32); shares are at most 2^20 */
static inline uint32_t age_down(const struct age *age, uint32_t share, uint32_t days)
{
	uint64_t factor = days < age->half_life ? age->lower[days] : age_lower_at(age, days);

	return (uint32_t)((share * factor) >> 32);
}

/* ceil(share * upper / 2^32) */
static inline uint32_t age_up(const struct age *age, uint32_t share, uint32_t days)
{
	uint64_t factor = days < age->half_life ? age->upper[days] : age_upper_at(age, days);

	return (uint32_t)((share * factor + UINT32_MAX) >> 32);
}

#endif
