/* SPDX-License-Identifier: MIT */
#include "core/reputation/reputation_private.h"

#include <stdlib.h>
#include <string.h>

static uint64_t *zeros(size_t count)
{
	uint64_t *word = calloc(count + 1, sizeof *word);

	if (!word)
		memory_exhausted();
	return word;
}

void walk_init(struct walk *walk, unsigned steps, size_t count)
{
	*walk = (struct walk){.steps = steps, .count = count};
	for (unsigned k = 0; k < steps; k++) {
		walk->mass[k].low = zeros(count);
		if (k >= 3) /* m_k <= ONE^(k+1) */
			walk->mass[k].high = zeros(count);
	}
	walk->voice.low = zeros(count);
	if (steps > 3) /* below 2^63 for three steps */
		walk->voice.high = zeros(count);
}

void walk_release(struct walk *walk)
{
	for (unsigned k = 0; k < STEPS_MAX; k++) {
		free(walk->mass[k].low);
		free(walk->mass[k].high);
	}
	free(walk->voice.low);
	free(walk->voice.high);
}

/* Along the rows, skipping people whom the walk does not reach; sums below 2^64. */
static void push(const struct matrix *matrix, const uint64_t *from, uint64_t *to, uint32_t silent)
{
	memset(to, 0, sizeof *to * matrix->count);
	for (size_t u = 0; u < matrix->count; u++) {
		if (!from[u] || u == silent)
			continue;
		for (uint32_t i = matrix->row[u]; i < matrix->row[u + 1]; i++)
			to[matrix->given[i].person] += from[u] * matrix->given[i].weight;
	}
}

/* sum_u vector(u) C(u, person) */
static struct wide arriving(const struct matrix *matrix, const struct vector *vector, size_t person)
{
	const struct entry *entry = matrix->received + matrix->column[person];
	const struct entry *end = matrix->received + matrix->column[person + 1];
	struct wide sum = WIDE(0);

	if (!vector->high) {
		for (; entry < end; entry++)
			sum = wide_add(
			        sum, wide_product(vector->low[entry->person], entry->weight));
		return sum;
	}
	for (; entry < end; entry++) {
		sum = wide_add(sum, wide_product(vector->low[entry->person], entry->weight));
		sum.high += vector->high[entry->person] * entry->weight;
	}
	return sum;
}

static void add_voices(struct walk *walk)
{
	for (size_t u = 0; u < walk->count; u++) {
		struct wide sum = WIDE(0);
		for (unsigned k = 0; k < walk->steps; k++)
			sum = wide_add(sum, wide_shift_left(vector_get(&walk->mass[k], u),
			                            21 * (walk->steps - 1 - k)));
		vector_set(&walk->voice, u, sum);
	}
}

/* Along the columns, for sums that need more. */
static void pull(
        const struct matrix *matrix, const struct vector *from, struct vector *to, uint32_t silent)
{
	for (size_t x = 0; x < matrix->count; x++)
		vector_set(to, x, arriving(matrix, from, x));
	if (silent == NOBODY)
		return;
	for (uint32_t i = matrix->row[silent]; i < matrix->row[silent + 1]; i++) {
		const struct entry *entry = &matrix->given[i];
		struct wide unsaid = wide_multiply(vector_get(from, silent), WIDE(entry->weight));
		vector_set(to, entry->person, wide_subtract(vector_get(to, entry->person), unsaid));
	}
}

void walk_run(struct walk *walk, const struct matrix *matrix, uint32_t removed, uint32_t silent)
{
	for (unsigned k = 1; k < walk->steps; k++) {
		struct vector *from = &walk->mass[k - 1], *to = &walk->mass[k];
		if (to->high)
			pull(matrix, from, to, silent);
		else
			push(matrix, from->low, to->low, silent);
		if (removed != NOBODY)
			vector_set(to, removed, WIDE(0));
	}
	add_voices(walk);
}

/* f_0 .. f_{L-2} of a person. */
static void first_visits(
        const struct walk *walk, size_t person, const struct wide *returns, struct wide *first)
{
	for (unsigned k = 0; k + 1 < walk->steps; k++) {
		first[k] = vector_get(&walk->mass[k], person);
		for (unsigned j = 0; j + 2 <= k; j++) /* r_1 is 0 */
			first[k] = wide_subtract(
			        first[k], wide_multiply(first[j], returns[k - j - 2]));
	}
}

void walk_back(
        const struct walk *walk, size_t person, const struct wide *returns, struct wide *back)
{
	struct wide first[STEPS_MAX];
	unsigned steps = walk->steps;

	first_visits(walk, person, returns, first);
	for (unsigned i = 1; i < steps; i++) {
		back[i - 1] = WIDE(0);
		for (unsigned j = 0; i + j + 1 <= steps; j++)
			if (!wide_zero(first[j]))
				back[i - 1] = wide_add(back[i - 1],
				        wide_shift_left(first[j], 21 * (steps - 1 - i - j)));
	}
}

void walk_scores(const struct walk *walk, const struct matrix *last, const struct wide *returns,
        const struct wide *last_returns, struct wide *score)
{
	unsigned some = walk->steps - 1;
	struct wide back[STEPS_MAX] = {{0, 0}};

	for (size_t x = 0; x < walk->count; x++) {
		score[x] = WIDE(0);
		if (last->column[x] == last->column[x + 1])
			continue;
		score[x] = arriving(last, &walk->voice, x);
		walk_back(walk, x, returns + some * x, back);
		for (unsigned i = 0; i < some; i++)
			score[x] = wide_subtract(
			        score[x], wide_multiply(back[i], last_returns[some * x + i]));
	}
}
