/* SPDX-License-Identifier: MIT */
/* Whose the words of sentences are, and what becomes of a sentence with them. */
#include "core/history/origin_settle.h"

#include <stdlib.h>
#include <string.h>

/* --- words --- */

struct spoken {
	const unsigned char *id;
	uint32_t side, signal;
	uint32_t said; /* in the result ORIGIN_NONE where no key tells */
};

static int compare_spoken(const void *left, const void *right)
{
	const struct spoken *a = left, *b = right;
	int order = memcmp(a->id, b->id, FACTS_KEY_SIZE);

	if (!order)
		order = (a->side < b->side) - (a->side > b->side); /* the result first */
	if (!order)
		order = (a->said > b->said) - (a->said < b->said);
	return order ? order : (a->signal > b->signal) - (a->signal < b->signal);
}

static int compare_numbers(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Of one side's words those that no sentence of the result has, each once; both ascending. */
static size_t left_over(uint32_t *out, const struct spoken *had, size_t count,
        const struct spoken *used, size_t used_count)
{
	size_t left = 0, j = 0;

	for (size_t i = 0; i < count; i++) {
		while (j < used_count && used[j].said < had[i].said)
			j++;
		if (j < used_count && used[j].said == had[i].said)
			j++;
		else
			out[left++] = had[i].said;
	}
	return left;
}

/* Sentences under a new key: their words may be old ones, the owner's before those of others. */
static void settle_equal_words(struct settler *settler, struct spoken *spoken, size_t count)
{
	uint32_t parents = settler->in->parents;
	uint32_t *pool = arena_array(settler->arena, count, sizeof *pool);
	size_t results = 0, told = 0, pooled = 0;

	while (results < count && spoken[results].side == parents)
		results++;
	while (told < results && spoken[told].said != ORIGIN_NONE)
		told++;
	if (told == results)
		return;
	for (size_t first = results, end; first < count; first = end) {
		for (end = first + 1; end < count && spoken[end].side == spoken[first].side;)
			end++;
		size_t before = pooled;
		uint32_t *mine = pool + before;
		size_t left = left_over(mine, spoken + first, end - first, spoken, told);
		/* as often as on the side that has most */
		size_t kept = 0;
		for (size_t i = 0, j = 0; i < left; i++) {
			while (j < before && pool[j] < mine[i])
				j++;
			if (j < before && pool[j] == mine[i])
				j++;
			else
				mine[kept++] = mine[i];
		}
		pooled = before + kept;
		if (pooled)
			qsort(pool, pooled, sizeof *pool, compare_numbers);
	}
	size_t next = told;
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < pooled && next < results; i++)
			if (is_owners(settler, pool[i]) == own)
				settler->said[spoken[next++].signal] = pool[i];
}

static bool is_spoken(const struct sheet *sheet, uint32_t signal)
{
	return sheet->name_of[sheet->facts.key_count + signal] != ORIGIN_NONE;
}

void settle_words(struct settler *settler)
{
	uint32_t parents = settler->in->parents;
	size_t count = 0, most = 0;
	struct spoken *spoken;

	for (uint32_t side = 0; side <= parents; side++)
		most += settler->sheet[side].facts.signal_count;
	spoken = arena_array(settler->arena, most, sizeof *spoken);
	for (uint32_t side = 0; side <= parents; side++) {
		const struct sheet *sheet = &settler->sheet[side];
		for (uint32_t i = 0; sheet->name_count && i < sheet->facts.signal_count; i++) {
			if (!is_spoken(sheet, i))
				continue;
			uint32_t name = sheet->name_of[sheet->facts.key_count + i];
			spoken[count++] = (struct spoken){origin_name(sheet->names, name), side, i,
			        side < parents ? origin_at(sheet->version, name)
			                       : settler->said[i]};
		}
	}
	if (count)
		qsort(spoken, count, sizeof *spoken, compare_spoken);
	for (size_t first = 0, end; first < count; first = end) {
		const unsigned char *id = spoken[first].id;
		for (end = first + 1; end < count && !memcmp(spoken[end].id, id, FACTS_KEY_SIZE);)
			end++;
		settle_equal_words(settler, spoken + first, end - first);
	}
}

void settle_new(struct settler *settler)
{
	struct settling *in = settler->in;
	const struct sheet *sheet = &settler->sheet[in->parents];
	const struct facts *facts = &sheet->facts;

	for (uint32_t i = 0; sheet->name_count && i < facts->signal_count; i++) {
		if (!is_spoken(sheet, i))
			continue;
		if (settler->said[i] == ORIGIN_NONE)
			settler->said[i] = in->commit;
		in->origin[sheet->name_of[facts->key_count + i]] = settler->said[i];
	}
	for (uint32_t key = 0; sheet->name_count && key < facts->key_count; key++) {
		uint32_t said = settler->said[facts->key[key].signal];
		uint32_t *origin = &in->origin[sheet->name_of[key]];
		if (*origin == ORIGIN_NONE)
			*origin = is_owners(settler, said) ? in->commit : said;
	}
	for (uint32_t i = 0; i < sheet->name_count; i++)
		in->mixed |= !is_owners(settler, in->origin[i]);
}

/* --- what the owner takes out though others had changed it --- */

static int compare_changed(const void *left, const void *right)
{
	const struct changed *a = left, *b = right;

	return memcmp(a->words, b->words, FACTS_KEY_SIZE);
}

static int compare_kept(const void *left, const void *right, void *context)
{
	const struct held *held = context;
	const struct held *a = &held[*(const uint32_t *)left], *b = &held[*(const uint32_t *)right];
	int order = memcmp(a->words, b->words, FACTS_KEY_SIZE);

	if (!order)
		order = (a->origin > b->origin) - (a->origin < b->origin);
	if (!order)
		order = (a->blob > b->blob) - (a->blob < b->blob);
	if (!order)
		order = (a->signal > b->signal) - (a->signal < b->signal);
	return order ? order : (a->key > b->key) - (a->key < b->key);
}

static bool same_sentence(const struct held *a, const struct held *b)
{
	return a->blob == b->blob && a->signal == b->signal && a->origin == b->origin;
}

/* Of sentences of the same words, in order, all but the first so many. */
static size_t let_go(const struct held *held, uint32_t *kept, size_t count, int less)
{
	size_t left = 0;

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !same_sentence(&held[kept[i]], &held[kept[i - 1]]))
			less--;
		if (less < 0)
			kept[left++] = kept[i];
	}
	return left;
}

/* How much more often the words were changed than put back. */
static int times_changed(const struct settler *settler, const unsigned char *words)
{
	const struct changed wanted = {words, 0};
	const struct changed *found = bsearch(&wanted, settler->changed, settler->changed_count,
	        sizeof *settler->changed, compare_changed);

	return found ? found->count : 0;
}

/* Sums of equal words, one each. */
static void sum_changed(struct settler *settler)
{
	struct changed *changed = settler->changed;
	size_t count = 0;

	if (settler->changed_count)
		qsort(changed, settler->changed_count, sizeof *changed, compare_changed);
	for (size_t i = 0; i < settler->changed_count; i++)
		if (count && !compare_changed(&changed[count - 1], &changed[i]))
			changed[count - 1].count += changed[i].count;
		else
			changed[count++] = changed[i];
	settler->changed_count = count;
}

void settle_changed(struct settler *settler)
{
	const struct held *held = settler->in->pool->held;
	uint32_t *kept = settler->kept;
	size_t left = 0;

	if (!settler->own || !settler->changed_count || !settler->kept_count)
		return;
	sum_changed(settler);
	qsort_r(kept, settler->kept_count, sizeof *kept, compare_kept, settler->in->pool->held);
	for (size_t first = 0, end; first < settler->kept_count; first = end) {
		const unsigned char *words = held[kept[first]].words;
		for (end = first + 1; end < settler->kept_count &&
		                      !memcmp(held[kept[end]].words, words, FACTS_KEY_SIZE);)
			end++;
		size_t stay =
		        let_go(held, kept + first, end - first, times_changed(settler, words));
		settler->in->retracted |= stay < end - first;
		memmove(kept + left, kept + first, stay * sizeof *kept);
		left += stay;
	}
	settler->kept_count = left;
}
