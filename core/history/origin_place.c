/* SPDX-License-Identifier: MIT */
/* Where sentences stood in the commits that brought them in. */
#include "core/history/origin_private.h"

#include <stdlib.h>
#include <string.h>

/* A name of a version, standing or held. */
struct spot {
	const unsigned char *id;
	uint32_t origin;
	uint32_t number; /* standing: facts_name.key; else which of the held ones */
	bool held;
	uint32_t at; /* facts_name.key in the blob of the origin, or ORIGIN_NONE */
};

struct spots {
	struct spot *spot;
	size_t count;
	uint32_t names; /* numbers of standing ones are below */
};

void origin_places_open(struct places *places, struct arena *arena, const struct journals *journals)
{
	places->journals = journals;
	places->first = arena_array(arena, journals->path_count, sizeof *places->first);
	places->next = arena_array(arena, journals->count, sizeof *places->next);
	for (size_t i = journals->count; i-- > 0;) {
		uint32_t path = journals->change[i].path;
		places->next[i] = places->first[path];
		places->first[path] = (uint32_t)i + 1;
	}
}

static int compare_spots(const void *left, const void *right)
{
	const struct spot *a = left, *b = right;

	if (a->origin != b->origin)
		return a->origin < b->origin ? -1 : 1;
	int order = memcmp(a->id, b->id, FACTS_KEY_SIZE);
	if (order)
		return order;
	if (a->held != b->held)
		return a->held ? 1 : -1;
	return (a->number > b->number) - (a->number < b->number);
}

static int compare_standing(const void *left, const void *right)
{
	const struct spot *a = left, *b = right;

	if (a->origin != b->origin)
		return a->origin < b->origin ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static struct spots spots_of(
        const struct places *places, struct arena *arena, const struct version *version)
{
	struct spots out = {NULL, 0, 0};
	uint32_t held = held_count(version);
	const unsigned char *name =
	        origin_names(places->journals->chronicle, version->blob, &out.names);

	out.spot = arena_array(arena, (size_t)out.names + held, sizeof *out.spot);
	for (uint32_t i = 0; i < out.names; i++) {
		struct facts_name one;
		memcpy(&one, origin_name(name, i), sizeof one);
		out.spot[out.count++] = (struct spot){
		        origin_name(name, i), origin_at(version, i), one.key, false, ORIGIN_NONE};
	}
	for (uint32_t i = 0; i < held; i++) {
		const struct held *one = &places->pool->held[held_numbers(version)[i]];
		out.spot[out.count++] = (struct spot){one->id, one->origin, i, true, ORIGIN_NONE};
	}
	return out;
}

/* --- the blob of an origin --- */

struct changes {
	const struct journal_change **change; /* of one path, in canonical order */
	size_t count;
};

static struct changes changes_of(const struct places *places, struct arena *arena, uint32_t path)
{
	struct changes out = {NULL, 0};
	size_t capacity = 0;

	for (uint32_t at = places->first[path]; at; at = places->next[at - 1]) {
		out.change =
		        arena_grow(arena, out.change, out.count, &capacity, sizeof *out.change);
		out.change[out.count++] = &places->journals->change[at - 1];
	}
	return out;
}

static int compare_change(const void *left, const void *right)
{
	const uint32_t *commit = left;
	const struct journal_change *change = *(const struct journal_change *const *)right;

	return (*commit > change->commit) - (*commit < change->commit);
}

/* What the path was in a commit: as that changed it, or as its first parents did. */
static uint32_t blob_in(const struct places *places, const struct changes *changes, uint32_t commit)
{
	while (changes->count) {
		const struct journal_change *const *found = bsearch(&commit, changes->change,
		        changes->count, sizeof(*changes->change), compare_change);
		if (found)
			return (*found)->blob;
		if (!places->history->commit[commit].parent_count)
			break;
		commit = *history_parents(places->history, commit);
	}
	return ORIGIN_NONE;
}

/* --- where they stood there --- */

/* The names from `first` on that are equal to the id. */
static uint32_t equal_names(
        const unsigned char *names, uint32_t count, const unsigned char *id, uint32_t *first)
{
	uint32_t low = 0, high = count, end;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (memcmp(origin_name(names, middle), id, FACTS_KEY_SIZE) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	for (end = low; end < count && !memcmp(origin_name(names, end), id, FACTS_KEY_SIZE);)
		end++;
	return end - low;
}

/* Of equal ones the commit brought in the last. */
static void find_run(struct spot *spot, size_t count, const unsigned char *names, uint32_t total)
{
	uint32_t first, equal = equal_names(names, total, spot->id, &first);
	struct facts_name name;

	for (size_t i = 0; i < count && i < equal; i++) {
		size_t from_end = count < equal ? count - i : equal - i;
		memcpy(&name, origin_name(names, first + equal - (uint32_t)from_end), sizeof name);
		spot[i].at = name.key;
	}
}

static void find_group(
        const struct places *places, const struct changes *changes, struct spot *spot, size_t count)
{
	uint32_t blob = blob_in(places, changes, spot->origin), total;
	const unsigned char *names = origin_names(places->journals->chronicle, blob, &total);

	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1;
		        end < count && !memcmp(spot[end].id, spot[first].id, FACTS_KEY_SIZE);)
			end++;
		find_run(spot + first, end - first, names, total);
	}
}

static size_t group_end(const struct spots *spots, size_t first)
{
	size_t end = first + 1;

	while (end < spots->count && spots->spot[end].origin == spots->spot[first].origin)
		end++;
	return end;
}

/* Whether what each commit brought in stands in its order yet. */
static bool in_order(struct spots *spots)
{
	uint32_t last = 0;

	if (spots->count)
		qsort(spots->spot, spots->count, sizeof *spots->spot, compare_standing);
	for (size_t i = 0; i < spots->count; i++) {
		const struct spot *spot = &spots->spot[i];
		bool again = i && spot->origin == spot[-1].origin;
		if (spot->at == ORIGIN_NONE)
			continue;
		if (again && spot->at < last)
			return false;
		last = spot->at;
	}
	return true;
}

/* Keys of the blob that brought them in become places: signals by line and column, from 1. */
static void tell_group(const struct places *places, const struct changes *changes,
        const struct spot *spot, size_t count, uint32_t *place, uint32_t *held)
{
	uint32_t blob = blob_in(places, changes, spot->origin);
	struct facts facts = FACTS_INIT;

	if (blob == ORIGIN_NONE || !chronicle_facts_of(places->journals->chronicle, blob, &facts))
		facts.key_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (spot[i].at >= facts.key_count) /* of words alone, or none */
			continue;
		uint32_t signal = facts.key[spot[i].at].signal;
		while (signal && facts.signal[signal - 1].line == facts.signal[signal].line &&
		        facts.signal[signal - 1].column == facts.signal[signal].column)
			signal--;
		(spot[i].held ? held : place)[spot[i].number] = signal + 1;
	}
	facts_release(&facts);
}

void origin_places(const struct places *places, struct arena *arena, uint32_t path,
        const struct version *version, uint32_t **place, uint32_t **held)
{
	struct arena scratch = ARENA_INIT;
	struct spots spots = spots_of(places, &scratch, version);
	struct changes changes = changes_of(places, &scratch, path);

	*place = *held = NULL;
	if (spots.count)
		qsort(spots.spot, spots.count, sizeof *spots.spot, compare_spots);
	for (size_t first = 0, end; first < spots.count; first = end) {
		end = group_end(&spots, first);
		if (end > first + 2 || version->holds) /* one has a name for its words too */
			find_group(places, &changes, spots.spot + first, end - first);
	}
	if (version->holds || !in_order(&spots)) {
		*place = arena_array(arena, spots.names, sizeof **place);
		*held = arena_array(arena, held_count(version), sizeof **held);
		for (size_t first = 0, end; first < spots.count; first = end) {
			end = group_end(&spots, first);
			tell_group(
			        places, &changes, spots.spot + first, end - first, *place, *held);
		}
	}
	arena_release(&scratch);
}
