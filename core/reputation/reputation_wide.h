/* SPDX-License-Identifier: MIT */
/*
 * The arithmetic of struct wide, modulo 2^128.  Two words everywhere; where the compiler has an
 * integer of 128 bits it does the carrying.  -DREPUTATION_NO_INT128 forces the other way.
 */
#ifndef CORE_REPUTATION_REPUTATION_WIDE_H
#define CORE_REPUTATION_REPUTATION_WIDE_H

#include "core/reputation/reputation.h"

#define WIDE(low)                                                                                  \
	(struct wide)                                                                              \
	{                                                                                          \
		0, (low)                                                                           \
	}

#if defined(__SIZEOF_INT128__) && !defined(REPUTATION_NO_INT128)

__extension__ typedef unsigned __int128 wide_native;

static inline wide_native wide_join(struct wide a)
{
	return (wide_native)a.high << 64 | a.low;
}

static inline struct wide wide_split(wide_native n)
{
	return (struct wide){(uint64_t)(n >> 64), (uint64_t)n};
}

static inline struct wide wide_add(struct wide a, struct wide b)
{
	return wide_split(wide_join(a) + wide_join(b));
}

static inline struct wide wide_subtract(struct wide a, struct wide b)
{
	return wide_split(wide_join(a) - wide_join(b));
}

static inline struct wide wide_product(uint64_t a, uint64_t b)
{
	return wide_split((wide_native)a * b);
}

static inline struct wide wide_multiply(struct wide a, struct wide b)
{
	return wide_split(wide_join(a) * wide_join(b));
}

#else

static inline struct wide wide_add(struct wide a, struct wide b)
{
	uint64_t low = a.low + b.low;

	return (struct wide){a.high + b.high + (low < a.low), low};
}

static inline struct wide wide_subtract(struct wide a, struct wide b)
{
	return (struct wide){a.high - b.high - (a.low < b.low), a.low - b.low};
}

static inline struct wide wide_product(uint64_t a, uint64_t b)
{
	uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
	uint64_t low = a0 * b0;
	uint64_t middle = a1 * b0 + (low >> 32); /* (2^32-1)^2 + 2^32-1 < 2^64 */
	uint64_t cross = a0 * b1 + (middle & UINT32_MAX);

	return (struct wide){
	        a1 * b1 + (middle >> 32) + (cross >> 32), cross << 32 | (low & UINT32_MAX)};
}

static inline struct wide wide_multiply(struct wide a, struct wide b)
{
	struct wide product = wide_product(a.low, b.low);

	product.high += a.high * b.low + a.low * b.high;
	return product;
}

#endif

/* by < 128 */
static inline struct wide wide_shift_left(struct wide a, unsigned by)
{
	if (by == 0)
		return a;
	if (by >= 64)
		return (struct wide){a.low << (by - 64), 0};
	return (struct wide){a.high << by | a.low >> (64 - by), a.low << by};
}

static inline struct wide wide_shift_right(struct wide a, unsigned by)
{
	if (by == 0)
		return a;
	if (by >= 64)
		return (struct wide){0, a.high >> (by - 64)};
	return (struct wide){a.high >> by, a.low >> by | a.high << (64 - by)};
}

/* How many bits it takes to write a; 0 for 0. */
static inline unsigned wide_bits(struct wide a)
{
	uint64_t word = a.high ? a.high : a.low;
	unsigned bits = a.high ? 64 : 0;

	for (; word; word >>= 1)
		bits++;
	return bits;
}

#endif
