/* SPDX-License-Identifier: MIT */
/*
 * count_private: what the counting rules share.
 *
 * Each rule gives every option a level, 0 the best; equal levels are ties.  count_settle() makes
 * order, places, winners and ties of them, and draws the lots where they were asked for.
 */
#ifndef CORE_COUNT_COUNT_PRIVATE_H
#define CORE_COUNT_COUNT_PRIVATE_H

#include "core/count/count.h"

struct poll {
	struct arena *arena;
	const struct ballots *ballots;
	const struct count_options *asked;
	size_t options;
	bool *voted;               /* by row: weight and at least one mark */
	size_t *by_name;           /* option indices by name */
	const unsigned char *lots; /* of every option, or NULL: ties stay */
};

struct count_builder {
	struct count *count;
	struct count_tie *tie;
	size_t tie_capacity;
	struct count_round *round;
	size_t round_capacity;
};

uint32_t poll_weight(const struct poll *poll, size_t row);

/* Which of two lots is drawn first: < 0 for a. */
int poll_compare_lots(const struct poll *poll, size_t a, size_t b);

/* How many voters put a before b, at [a * options + b]. */
uint64_t *poll_pairwise(const struct poll *poll, enum count_unranked unranked);

/* Weighted sum of the marks of every option; nothing said is 0. */
uint64_t *poll_sums(const struct poll *poll);

/* option is copied. */
void count_add_tie(struct count_builder *builder, const struct poll *poll, const size_t *option,
        size_t options, size_t place, size_t seats, bool by_lot);

/* A zeroed round with option, rival = SIZE_MAX; good until the next one. */
struct count_round *count_add_round(
        struct count_builder *builder, const struct poll *poll, enum count_step step);

void count_settle(struct count_builder *builder, const struct poll *poll, const size_t *level);

/* The rules: they fill what is theirs of *builder->count and settle. */
void count_schulze(
        struct count_builder *builder, const struct poll *poll, enum count_unranked unranked);
void count_approval(struct count_builder *builder, const struct poll *poll);
void count_star(
        struct count_builder *builder, const struct poll *poll, enum count_unranked unranked);
void count_stv(struct count_builder *builder, const struct poll *poll);

#endif
