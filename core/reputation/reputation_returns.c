/* SPDX-License-Identifier: MIT */
/*
 * The chances to come back: r_i(x) = (C^i)(x,x).  r_3 goes out from x or back from x, whichever
 * reads less; going back, each edge is closed by the shorter of what a giver received and what x
 * gave, so that a hub costs no more than others.  r_4 and r_5, which only walks of more than three
 * steps need, take a whole two-step row and column.
 * The last step may go over a matrix of one topic, `last`.
 */
#include "core/reputation/reputation_private.h"

#include <stdlib.h>
#include <string.h>

enum { LOOKUP = 8 }; /* a search costs as much as so many entries read in order */

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

/* The two-step row into scratch->row. */
static void two_steps(struct scratch *scratch, const struct matrix *matrix, uint32_t person)
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

void scratch_spread(struct scratch *scratch, const struct matrix *matrix, uint32_t x)
{
	for (uint32_t i = matrix->row[x]; i < matrix->row[x + 1]; i++)
		scratch->near[matrix->given[i].person] = matrix->given[i].weight;
}

void scratch_gather(struct scratch *scratch, const struct matrix *matrix, uint32_t x)
{
	for (uint32_t i = matrix->row[x]; i < matrix->row[x + 1]; i++)
		scratch->near[matrix->given[i].person] = 0;
}

/* C(giver, person), looked up in the column, where givers ascend. */
static uint32_t weight_of(const struct matrix *matrix, uint32_t giver, uint32_t person)
{
	uint32_t low = matrix->column[person], high = matrix->column[person + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (matrix->received[middle].person < giver)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == matrix->column[person + 1] || matrix->received[low].person != giver)
		return 0;
	return matrix->received[low].weight;
}

uint64_t scratch_two_steps_to(
        const struct scratch *scratch, const struct matrix *matrix, uint32_t x, uint32_t to)
{
	uint32_t given = matrix->row[x + 1] - matrix->row[x];
	uint32_t received = matrix->column[to + 1] - matrix->column[to];
	uint64_t sum = 0;

	if (received / LOOKUP <= given) {
		for (uint32_t i = matrix->column[to]; i < matrix->column[to + 1]; i++)
			sum += (uint64_t)scratch->near[matrix->received[i].person] *
			       matrix->received[i].weight;
		return sum;
	}
	for (uint32_t i = matrix->row[x]; i < matrix->row[x + 1]; i++)
		sum += (uint64_t)weight_of(matrix, matrix->given[i].person, to) *
		       matrix->given[i].weight;
	return sum;
}

/* What two_steps() reads for x. */
static uint64_t cost_forward(const struct matrix *matrix, uint32_t x)
{
	uint64_t cost = 0;

	for (uint32_t i = matrix->row[x]; i < matrix->row[x + 1]; i++) {
		uint32_t y = matrix->given[i].person;
		cost += matrix->row[y + 1] - matrix->row[y];
	}
	return cost;
}

/* What scratch_two_steps_to() reads for all whom `last` has as givers of x. */
static uint64_t cost_backward(const struct matrix *matrix, const struct matrix *last, uint32_t x)
{
	uint64_t most = LOOKUP * (uint64_t)(matrix->row[x + 1] - matrix->row[x]), cost = 0;

	for (uint32_t i = last->column[x]; i < last->column[x + 1]; i++) {
		uint32_t u = last->received[i].person;
		uint32_t received = matrix->column[u + 1] - matrix->column[u];
		cost += received < most ? received : most;
	}
	return cost;
}

bool scratch_two_steps_near(struct scratch *scratch, const struct matrix *matrix, uint32_t x)
{
	if (cost_forward(matrix, x) > cost_backward(matrix, matrix, x))
		return false;
	two_steps(scratch, matrix, x);
	return true;
}

/* sum over y of C(x,y) * (sum over z of C(y,z) near(z)) */
static uint64_t meet_behind(const struct scratch *scratch, const struct matrix *matrix, uint32_t x)
{
	uint64_t sum = 0;

	for (uint32_t i = matrix->row[x]; i < matrix->row[x + 1]; i++) {
		uint32_t y = matrix->given[i].person;
		uint64_t behind = 0;
		for (uint32_t j = matrix->row[y]; j < matrix->row[y + 1]; j++)
			behind += (uint64_t)scratch->near[matrix->given[j].person] *
			          matrix->given[j].weight;
		sum += behind * matrix->given[i].weight;
	}
	return sum;
}

/* r_2 <= 2^40 */
static uint64_t second_return(const struct scratch *scratch, const struct matrix *last, uint32_t x)
{
	uint64_t sum = 0;

	for (uint32_t i = last->column[x]; i < last->column[x + 1]; i++)
		sum += (uint64_t)scratch->near[last->received[i].person] * last->received[i].weight;
	return sum;
}

/* r_3 <= 2^60, x being spread for the longer way round */
static uint64_t third_return(
        struct scratch *scratch, const struct matrix *matrix, const struct matrix *last, uint32_t x)
{
	uint64_t sum = 0;

	if (cost_forward(matrix, x) > cost_backward(matrix, last, x)) {
		for (uint32_t i = last->column[x]; i < last->column[x + 1]; i++)
			sum += last->received[i].weight *
			       scratch_two_steps_to(scratch, matrix, x, last->received[i].person);
		return sum;
	}
	scratch_gather(scratch, matrix, x);
	for (uint32_t i = last->column[x]; i < last->column[x + 1]; i++)
		scratch->near[last->received[i].person] = last->received[i].weight;
	sum = meet_behind(scratch, matrix, x);
	for (uint32_t i = last->column[x]; i < last->column[x + 1]; i++)
		scratch->near[last->received[i].person] = 0;
	return sum;
}

/* r_2 and, if wanted, r_3. */
static void short_returns(struct scratch *scratch, const struct matrix *matrix,
        const struct matrix *last, uint32_t x, bool three, struct wide *returns)
{
	scratch_spread(scratch, matrix, x);
	returns[0] = WIDE(second_return(scratch, last, x));
	if (three)
		returns[1] = WIDE(third_return(scratch, matrix, last, x));
	scratch_gather(scratch, matrix, x);
}

/* r_4 and, if wanted, r_5. */
static void long_returns(struct scratch *scratch, const struct matrix *matrix,
        const struct matrix *last, uint32_t x, bool five, struct wide *returns)
{
	two_steps(scratch, matrix, x);
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

	if (!returns) {
		memory_exhausted();
		abort();
	}
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
