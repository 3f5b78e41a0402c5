/* SPDX-License-Identifier: MIT */
/*
 * The chances to come back: r_i(x) = (C^i)(x,x), from one two-step row and one two-step column.
 * The last step may go over a matrix of one topic, `last`.
 */
#include "core/reputation_private.h"

#include <stdlib.h>
#include <string.h>

void scratch_init(struct scratch *scratch, size_t count)
{
	memset(scratch, 0, sizeof *scratch);
	scratch->near = calloc(count + 1, sizeof *scratch->near);
	scratch->row = calloc(count + 1, sizeof *scratch->row);
	scratch->column = calloc(count + 1, sizeof *scratch->column);
	if (!scratch->near || !scratch->row || !scratch->column)
		memory_exhausted();
	scratch->row_touched = memory_alloc(sizeof *scratch->row_touched * count);
	scratch->column_touched = memory_alloc(sizeof *scratch->column_touched * count);
}

void scratch_release(struct scratch *scratch)
{
	free(scratch->near);
	free(scratch->row);
	free(scratch->column);
	free(scratch->row_touched);
	free(scratch->column_touched);
}

/* dense += factor * entries, noting who becomes more than 0; returns how many are noted. */
static size_t scatter(uint64_t *dense, uint32_t *touched, size_t noted, const struct entry *entry,
        const struct entry *end, uint64_t factor)
{
	for (; entry < end; entry++) {
		if (!dense[entry->person])
			touched[noted++] = entry->person;
		dense[entry->person] += factor * entry->weight;
	}
	return noted;
}

void scratch_two_steps(struct scratch *scratch, const struct matrix *matrix, uint32_t person)
{
	for (uint32_t i = matrix->row[person]; i < matrix->row[person + 1]; i++) {
		const struct entry *to = &matrix->given[i];
		scratch->row_count = scatter(scratch->row, scratch->row_touched, scratch->row_count,
		        matrix->given + matrix->row[to->person],
		        matrix->given + matrix->row[to->person + 1], to->weight);
	}
}

/* The two-step column, its last step over `last`, into scratch->column. */
static void two_steps_back(struct scratch *scratch, const struct matrix *matrix,
        const struct matrix *last, uint32_t person)
{
	for (uint32_t i = last->column[person]; i < last->column[person + 1]; i++) {
		const struct entry *from = &last->received[i];
		scratch->column_count = scatter(scratch->column, scratch->column_touched,
		        scratch->column_count, matrix->received + matrix->column[from->person],
		        matrix->received + matrix->column[from->person + 1], from->weight);
	}
}

void scratch_clear(struct scratch *scratch)
{
	for (size_t i = 0; i < scratch->row_count; i++)
		scratch->row[scratch->row_touched[i]] = 0;
	for (size_t i = 0; i < scratch->column_count; i++)
		scratch->column[scratch->column_touched[i]] = 0;
	scratch->row_count = scratch->column_count = 0;
}

static void spread(uint32_t *near, const struct entry *entry, const struct entry *end)
{
	for (; entry < end; entry++)
		near[entry->person] = entry->weight;
}

static void take_back(uint32_t *near, const struct entry *entry, const struct entry *end)
{
	for (; entry < end; entry++)
		near[entry->person] = 0;
}

static uint64_t meet(const uint32_t *near, const struct entry *entry, const struct entry *end)
{
	uint64_t sum = 0;

	for (; entry < end; entry++)
		sum += (uint64_t)near[entry->person] * entry->weight;
	return sum;
}

/* The entries of the people that these entries name. */
static uint64_t reach(const struct entry *entry, const struct entry *end, const uint32_t *start)
{
	uint64_t sum = 0;

	for (; entry < end; entry++)
		sum += start[entry->person + 1] - start[entry->person];
	return sum;
}

/* sum over y of hop(x,y) * sum over z of step(y,z) * near(z) */
static uint64_t meet_behind(const uint32_t *near, const struct entry *hop,
        const struct entry *hop_end, const struct entry *step, const uint32_t *start)
{
	uint64_t sum = 0;

	for (; hop < hop_end; hop++)
		sum += hop->weight *
		       meet(near, step + start[hop->person], step + start[hop->person + 1]);
	return sum;
}

/* r_2 and, if wanted, r_3: the closing steps are looked up in a spread row or column, whichever
 * leaves less to read. */
static void short_returns(struct scratch *scratch, const struct matrix *matrix,
        const struct matrix *last, uint32_t x, bool three, struct wide *returns)
{
	const struct entry *out = matrix->given + matrix->row[x];
	const struct entry *out_end = matrix->given + matrix->row[x + 1];
	const struct entry *in = last->received + last->column[x];
	const struct entry *in_end = last->received + last->column[x + 1];
	bool forward = three ? reach(out, out_end, matrix->row) < reach(in, in_end, matrix->column)
	                     : out_end - out < in_end - in;

	if (forward) {
		spread(scratch->near, in, in_end);
		returns[0] = WIDE(meet(scratch->near, out, out_end));
		if (three)
			returns[1] = WIDE(meet_behind(
			        scratch->near, out, out_end, matrix->given, matrix->row));
		take_back(scratch->near, in, in_end);
	} else {
		spread(scratch->near, out, out_end);
		returns[0] = WIDE(meet(scratch->near, in, in_end));
		if (three)
			returns[1] = WIDE(meet_behind(
			        scratch->near, in, in_end, matrix->received, matrix->column));
		take_back(scratch->near, out, out_end);
	}
}

/* r_4 and, if wanted, r_5. */
static void long_returns(struct scratch *scratch, const struct matrix *matrix,
        const struct matrix *last, uint32_t x, bool five, struct wide *returns)
{
	scratch_two_steps(scratch, matrix, x);
	two_steps_back(scratch, matrix, last, x);
	for (size_t i = 0; i < scratch->row_count; i++) {
		uint32_t y = scratch->row_touched[i];
		uint64_t behind = 0; /* (C^3)(y,x) <= 2^60 */
		returns[2] =
		        wide_add(returns[2], wide_product(scratch->row[y], scratch->column[y]));
		if (!five)
			continue;
		for (uint32_t j = matrix->row[y]; j < matrix->row[y + 1]; j++)
			behind +=
			        matrix->given[j].weight * scratch->column[matrix->given[j].person];
		returns[3] = wide_add(returns[3], wide_product(scratch->row[y], behind));
	}
	scratch_clear(scratch);
}

/* The longest return that the score of x needs: L for a seed, one less for whom a seed mentions. */
static unsigned longest(const struct walk *walk, size_t x)
{
	for (unsigned k = 0; k + 1 < walk->steps; k++)
		if (!wide_zero(vector_get(&walk->mass[k], x)))
			return walk->steps - k;
	return 0;
}

struct wide *returns_all(struct reputation *reputation, const struct matrix *last)
{
	const struct matrix *matrix = &reputation->matrix;
	size_t some = reputation->walk.steps - 1;
	struct wide *returns = calloc(some * matrix->count + 1, sizeof *returns);

	if (!returns)
		memory_exhausted();
	for (uint32_t x = 0; x < matrix->count; x++) {
		unsigned most = longest(&reputation->walk, x);
		if (last->column[x] == last->column[x + 1] ||
		        matrix->row[x] == matrix->row[x + 1] || most < 2)
			continue;
		short_returns(&reputation->scratch, matrix, last, x, most > 2, returns + some * x);
		if (most > 3)
			long_returns(&reputation->scratch, matrix, last, x, most > 4,
			        returns + some * x);
	}
	return returns;
}
