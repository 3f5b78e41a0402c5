/* SPDX-License-Identifier: MIT */
/* Who brought what in, where somebody else than the owner has had a hand in the file. */
#include "core/history/origin_settle.h"

#include <stdlib.h>
#include <string.h>

/* --- sheets --- */

static void read_sheet(struct settler *settler, struct sheet *sheet, uint32_t blob)
{
	*sheet = (struct sheet){.version = sheet->version, .facts = FACTS_INIT};
	sheet->names = origin_names(settler->in->chronicle, blob, &sheet->name_count);
	if (!sheet->name_count ||
	        !chronicle_facts_of(settler->in->chronicle, blob, &sheet->facts)) {
		sheet->name_count = 0;
		return;
	}
	uint32_t count = sheet->facts.key_count + sheet->facts.signal_count;
	sheet->name_of = arena_array(settler->arena, count, sizeof *sheet->name_of);
	for (uint32_t i = 0; i < count; i++)
		sheet->name_of[i] = ORIGIN_NONE;
	for (uint32_t i = 0; i < sheet->name_count; i++) {
		struct facts_name name;
		memcpy(&name, origin_name(sheet->names, i), sizeof name);
		if (name.key < count)
			sheet->name_of[name.key] = i;
	}
}

static uint32_t better(const struct settler *settler, uint32_t a, uint32_t b)
{
	if (a == ORIGIN_NONE || b == ORIGIN_NONE)
		return a == ORIGIN_NONE ? b : a;
	if (is_owners(settler, a) != is_owners(settler, b))
		return is_owners(settler, a) ? a : b;
	return a < b ? a : b;
}

static const struct held *held_of(const struct settler *settler, const struct mark *mark)
{
	return &settler->in->pool->held[mark->held];
}

/* The number of the words' name of a standing key. */
static uint32_t words_at(const struct sheet *sheet, uint32_t key)
{
	return sheet->name_of[sheet->facts.key_count + sheet->facts.key[key].signal];
}

static const unsigned char *words_of(const struct settler *settler, const struct mark *mark)
{
	const struct sheet *sheet = &settler->sheet[mark->side];

	if (mark->held != ORIGIN_NONE)
		return held_of(settler, mark)->words;
	return origin_name(sheet->names, words_at(sheet, mark->key));
}

static uint32_t said_of(const struct settler *settler, const struct mark *mark)
{
	const struct sheet *sheet = &settler->sheet[mark->side];

	if (mark->held != ORIGIN_NONE)
		return held_of(settler, mark)->said;
	return origin_at(sheet->version, words_at(sheet, mark->key));
}

static bool is_first(const struct settler *settler, const struct mark *mark)
{
	const struct facts *facts = &settler->sheet[mark->side].facts;

	if (mark->held != ORIGIN_NONE)
		return held_of(settler, mark)->first;
	return mark->key == 0 || facts->key[mark->key - 1].signal != facts->key[mark->key].signal;
}

/* --- marks --- */

static void mark_side(struct settler *settler, uint32_t side)
{
	const struct sheet *sheet = &settler->sheet[side];
	const struct version *version = sheet->version;

	for (uint32_t key = 0; sheet->name_count && key < sheet->facts.key_count; key++) {
		uint32_t name = sheet->name_of[key];
		if (name == ORIGIN_NONE)
			continue;
		settler->mark[settler->mark_count++] =
		        (struct mark){origin_name(sheet->names, name), side, key, ORIGIN_NONE,
		                version ? origin_at(version, name) : ORIGIN_NONE};
	}
	for (uint32_t i = 0; version && i < held_count(version); i++) {
		uint32_t number = held_numbers(version)[i];
		const struct held *held = &settler->in->pool->held[number];
		settler->mark[settler->mark_count++] =
		        (struct mark){held->id, side, held->key, number, held->origin};
	}
}

static int compare_marks(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;
	int order = memcmp(a->id, b->id, FACTS_KEY_SIZE);

	if (!order)
		order = (a->side > b->side) - (a->side < b->side);
	return order ? order : (a->key > b->key) - (a->key < b->key);
}

static size_t marks_at_most(const struct settler *settler)
{
	size_t count = 0;

	for (uint32_t i = 0; i <= settler->in->parents; i++) {
		const struct sheet *sheet = &settler->sheet[i];
		count += sheet->facts.key_count;
		count += sheet->version ? held_count(sheet->version) : 0;
	}
	return count;
}

/* --- a group of equal names --- */

/* By what brought them in; then the standing ones, by side; then the held ones as they were taken.
 */
static int compare_origins(const void *left, const void *right)
{
	const struct mark *a = *(const struct mark *const *)left;
	const struct mark *b = *(const struct mark *const *)right;

	if (a->origin != b->origin)
		return a->origin < b->origin ? -1 : 1;
	if (a->held != b->held)
		return a->held == ORIGIN_NONE   ? -1
		       : b->held == ORIGIN_NONE ? 1
		       : a->held < b->held      ? -1
		                                : 1;
	if (a->side != b->side)
		return a->side < b->side ? -1 : 1;
	return (a->key > b->key) - (a->key < b->key);
}

/* How often each side has what one commit brought in: into real and held; the most and the least
 * of those that know the commit. */
static void count_sides(struct settler *settler, const struct mark *const *mark, size_t count,
        uint32_t *real, uint32_t *held, uint32_t *most, uint32_t *least)
{
	const struct settling *in = settler->in;

	memset(real, 0, in->parents * sizeof *real);
	memset(held, 0, in->parents * sizeof *held);
	for (size_t i = 0; i < count; i++)
		(mark[i]->held == ORIGIN_NONE ? real : held)[mark[i]->side]++;
	*most = 0;
	*least = UINT32_MAX;
	for (uint32_t side = 0; side < in->parents; side++) {
		uint32_t has = real[side] + held[side];
		bool knows =
		        has ||
		        (in->retracted && history_is_ancestor(in->history, mark[0]->origin,
		                                  history_parents(in->history, in->commit)[side]));
		*most = has > *most ? has : *most;
		*least = knows && has < *least ? has : *least;
	}
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* The side of which the standing ones are told: that of the earliest parent that has most. */
static uint32_t telling_side(const struct settler *settler, const uint32_t *real)
{
	const uint32_t *parents = history_parents(settler->in->history, settler->in->commit);
	uint32_t best = 0;

	for (uint32_t side = 1; side < settler->in->parents; side++)
		if (real[side] > real[best] ||
		        (real[side] == real[best] && parents[side] < parents[best]))
			best = side;
	return best;
}

/* What one commit of the owner's brought in: as many as no side that knows of it has lost. */
static void claim_run(
        struct settler *settler, const struct mark *const *mark, size_t count, uint32_t *counts)
{
	uint32_t parents = settler->in->parents;
	uint32_t *real = counts, *held = counts + parents, most, live, holding = 0, said;

	count_sides(settler, mark, count, real, held, &most, &live);
	settler->in->retracted |= live < most;
	for (uint32_t side = 0; side < parents; side++) {
		uint32_t standing = smaller(real[side], live);
		settler->real[side] += standing;
		settler->held[side] += smaller(held[side], live - standing);
		holding = held[side] > holding ? held[side] : holding;
	}
	said = said_of(settler, mark[0]);
	for (size_t i = 1; i < count; i++)
		said = better(settler, said, said_of(settler, mark[i]));
	uint32_t side = telling_side(settler, real);
	size_t stands = 0, standing_count = 0, holds;
	while (standing_count < count && mark[standing_count]->held == ORIGIN_NONE)
		standing_count++;
	holds = standing_count;
	holding = smaller(holding, live);
	for (uint32_t i = 0; i < live; i++) {
		struct claim claim = {mark[0]->origin, said, ORIGIN_NONE, NULL, false};
		while (stands < standing_count && mark[stands]->side != side)
			stands++;
		if (stands < standing_count)
			claim.mark = mark[stands++];
		if (i >= live - holding) {
			claim.held = mark[holds]->held;
			while (holds + 1 < count && mark[holds]->held == claim.held)
				holds++;
		}
		settler->claim[settler->claim_count++] = claim;
	}
}

/* What one commit of somebody else's brought in: as on the side that has most. */
static void foreign_run(
        struct settler *settler, const struct mark *const *mark, size_t count, uint32_t *counts)
{
	uint32_t *held = counts + settler->in->parents, most, least;
	uint32_t said = said_of(settler, mark[0]);

	count_sides(settler, mark, count, counts, held, &most, &least);
	for (size_t i = 1; i < count; i++)
		said = better(settler, said, said_of(settler, mark[i]));
	for (uint32_t i = 0; i < most; i++)
		settler->foreign[settler->foreign_count++] =
		        (struct claim){mark[0]->origin, said, ORIGIN_NONE, mark[0], false};
}

static void claim_all(struct settler *settler, const struct mark *mark, size_t count)
{
	uint32_t parents = settler->in->parents;
	uint32_t *counts = settler->held + parents;

	settler->claim_count = settler->foreign_count = 0;
	memset(settler->real, 0, parents * sizeof *settler->real);
	memset(settler->held, 0, parents * sizeof *settler->held);
	for (size_t i = 0; i < count; i++)
		settler->sorted[i] = &mark[i];
	if (count)
		qsort(settler->sorted, count, sizeof *settler->sorted, compare_origins);
	for (size_t first = 0, end; first < count; first = end) {
		uint32_t origin = settler->sorted[first]->origin;
		for (end = first + 1; end < count && settler->sorted[end]->origin == origin;)
			end++;
		(is_owners(settler, origin) ? claim_run : foreign_run)(
		        settler, settler->sorted + first, end - first, counts);
	}
}

/* How many of the owner's stand on or are held, where the result has the name so often. */
static size_t survivors(const struct settler *settler, size_t wanted)
{
	size_t most = wanted < settler->claim_count ? wanted : settler->claim_count;

	for (uint32_t side = 0; side < settler->in->parents; side++) {
		size_t real = settler->real[side];
		if (settler->own && wanted < real)
			real = wanted;
		if (real + settler->held[side] > most)
			most = real + settler->held[side];
	}
	return most < settler->claim_count ? most : settler->claim_count;
}

static void note_changed(struct settler *settler, const unsigned char *words, int count)
{
	settler->changed = arena_grow(settler->arena, settler->changed, settler->changed_count,
	        &settler->changed_capacity, sizeof *settler->changed);
	settler->changed[settler->changed_count++] = (struct changed){words, count};
}

static uint32_t hold_anew(struct settler *settler, const struct claim *claim)
{
	struct held_pool *pool = settler->in->pool;
	const struct mark *mark = claim->mark;
	const struct sheet *sheet = &settler->sheet[mark->side];
	struct held held = {
	        .origin = claim->origin,
	        .said = claim->said,
	        .blob = sheet->version->blob,
	        .key = mark->key,
	        .signal = sheet->facts.key[mark->key].signal,
	        .taker = settler->in->commit,
	        .first = is_first(settler, mark),
	};

	memcpy(held.id, mark->id, sizeof held.id);
	memcpy(held.words, words_of(settler, mark), sizeof held.words);
	pool->held = arena_grow(
	        pool->arena, pool->held, pool->count, &pool->capacity, sizeof *pool->held);
	pool->held[pool->count++] = held;
	return (uint32_t)pool->count - 1;
}

static void hold(struct settler *settler, struct claim *claim)
{
	uint32_t number = claim->held;

	claim->taken = true;
	if (number == ORIGIN_NONE)
		number = hold_anew(settler, claim);
	settler->kept = arena_grow(settler->arena, settler->kept, settler->kept_count,
	        &settler->kept_capacity, sizeof *settler->kept);
	settler->kept[settler->kept_count++] = number;
}

/* A key of the result gets what brought it in, and so does its sentence. */
static void place(struct settler *settler, const struct mark *result, struct claim *claim)
{
	const struct sheet *sheet = &settler->sheet[settler->in->parents];
	uint32_t *said = &settler->said[sheet->facts.key[result->key].signal];

	claim->taken = true;
	settler->in->origin[sheet->name_of[result->key]] = claim->origin;
	*said = better(settler, *said, claim->said);
}

/* The owner's that are held already stay so before others are. */
static void settle_owners(
        struct settler *settler, const struct mark *result, size_t wanted, size_t *placed)
{
	size_t live = survivors(settler, wanted), all = settler->claim_count;
	size_t real = wanted < live ? wanted : live, hidden = live - real;

	settler->in->retracted |= live < all;
	if (!settler->own)
		all = live;
	for (size_t i = 0; i < all && hidden; i++)
		if (settler->claim[i].held != ORIGIN_NONE) {
			hold(settler, &settler->claim[i]);
			hidden--;
		}
	for (size_t i = 0; i < all && *placed < real; i++) {
		struct claim *claim = &settler->claim[i];
		if (claim->taken)
			continue;
		place(settler, &result[(*placed)++], claim);
		if (!claim->mark && settler->in->pool->held[claim->held].first)
			note_changed(settler, settler->in->pool->held[claim->held].words, -1);
	}
	for (size_t i = 0; i < all && hidden; i++)
		if (!settler->claim[i].taken) {
			hold(settler, &settler->claim[i]);
			hidden--;
		}
}

static void settle_group(struct settler *settler, const struct mark *mark, size_t count)
{
	uint32_t parents = settler->in->parents;
	size_t before = 0, placed = 0;

	while (before < count && mark[before].side < parents)
		before++;
	const struct mark *result = mark + before;
	size_t wanted = count - before;
	claim_all(settler, mark, before);
	settle_owners(settler, result, wanted, &placed);
	for (size_t i = 0; i < settler->foreign_count; i++) {
		struct claim *claim = &settler->foreign[i];
		if (placed < wanted)
			place(settler, &result[placed++], claim);
		else if (is_owners(settler, claim->said) && is_first(settler, claim->mark))
			note_changed(settler, words_of(settler, claim->mark), 1);
	}
}

/* --- all of it --- */

static void settle(struct settler *settler)
{
	struct settling *in = settler->in;
	size_t most = marks_at_most(settler);

	settler->mark = arena_array(settler->arena, most, sizeof *settler->mark);
	settler->sorted = arena_array(settler->arena, most, sizeof *settler->sorted);
	settler->claim = arena_array(settler->arena, most, sizeof *settler->claim);
	settler->foreign = arena_array(settler->arena, most, sizeof *settler->foreign);
	settler->real = arena_array(settler->arena, (size_t)in->parents * 4, sizeof *settler->real);
	settler->held = settler->real + in->parents;
	for (uint32_t side = 0; side <= in->parents; side++)
		mark_side(settler, side);
	if (settler->mark_count)
		qsort(settler->mark, settler->mark_count, sizeof *settler->mark, compare_marks);
	for (size_t first = 0, end; first < settler->mark_count; first = end) {
		const unsigned char *id = settler->mark[first].id;
		for (end = first + 1; end < settler->mark_count &&
		                      !memcmp(settler->mark[end].id, id, FACTS_KEY_SIZE);)
			end++;
		settle_group(settler, settler->mark + first, end - first);
	}
	settle_words(settler);
	settle_new(settler);
	settle_changed(settler);
}

static int compare_numbers(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static uint32_t *none(struct arena *arena, size_t count)
{
	uint32_t *list = arena_array(arena, count, sizeof *list);

	for (size_t i = 0; i < count; i++)
		list[i] = ORIGIN_NONE;
	return list;
}

void origin_settle(struct settling *settling, struct arena *arena)
{
	struct arena scratch = ARENA_INIT;
	struct settler settler = {
	        .in = settling,
	        .arena = &scratch,
	        .own = settling->author_of[settling->commit] == settling->owner,
	};
	uint32_t parents = settling->parents;

	settler.sheet = arena_array(&scratch, (size_t)parents + 1, sizeof *settler.sheet);
	for (uint32_t side = 0; side < parents; side++) {
		settler.sheet[side].version = settling->before[side];
		read_sheet(&settler, &settler.sheet[side],
		        settling->before[side] ? settling->before[side]->blob : ORIGIN_NONE);
	}
	const struct sheet *result = &settler.sheet[parents];
	read_sheet(&settler, &settler.sheet[parents], settling->blob);
	settling->origin = none(arena, result->name_count);
	settling->mixed = false;
	settler.said = none(&scratch, result->facts.signal_count);
	settle(&settler);
	if (settler.kept_count)
		qsort(settler.kept, settler.kept_count, sizeof *settler.kept, compare_numbers);
	settling->held = arena_array(arena, settler.kept_count, sizeof *settling->held);
	if (settler.kept_count)
		memcpy(settling->held, settler.kept, settler.kept_count * sizeof *settler.kept);
	settling->held_count = (uint32_t)settler.kept_count;
	for (uint32_t side = 0; side <= parents; side++)
		facts_release(&settler.sheet[side].facts);
	arena_release(&scratch);
}
