/* SPDX-License-Identifier: MIT */
#include "core/reputation_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD = 32 };

bool event_counts(const struct reputation_event *event, int32_t at)
{
	return event->giver != event->receiver && event->units > 0 && event->day <= at;
}

/* What the giver at work has out to one receiver, and where that entry of the row stands. */
struct tally {
	uint32_t giver; /* plus 1; of another giver: not met yet */
	uint32_t entry;
	struct purse purse;
};

static bool wanted(const struct reputation_event *event, int32_t at, uint32_t topic)
{
	return event_counts(event, at) && (topic == REPUTATION_ALL || event->topic == topic);
}

/* Turns counts at [person + 1] into starts. */
static void add_up(uint32_t *start, size_t count)
{
	for (size_t i = 0; i < count; i++)
		start[i + 1] += start[i];
}

/* The events that count, by giver and in landing order for each, and AHEAD more that may be looked
 * at; start gets count + 1 places. */
static uint32_t *sort_by_giver(const struct reputation_input *in, uint32_t topic, uint32_t *start)
{
	const struct reputation_event *event = in->event;
	size_t count = in->person_count;

	memset(start, 0, sizeof *start * (count + 1));
	for (size_t i = 0; i < in->event_count; i++)
		start[event[i].giver + 1] += wanted(&event[i], in->at, topic);
	add_up(start, count);

	uint32_t *order = memory_alloc(sizeof *order * ((size_t)start[count] + AHEAD));
	memset(order + start[count], 0, sizeof *order * AHEAD);
	uint32_t *next = memory_alloc(sizeof *next * (count + 1));
	memcpy(next, start, sizeof *next * count);
	for (size_t i = 0; i < in->event_count; i++)
		if (wanted(&event[i], in->at, topic))
			order[next[event[i].giver]++] = (uint32_t)i;
	free(next);
	return order;
}

/* An entry that has aged to nothing is none. */
static size_t drop_empty(struct entry *entry, size_t from, size_t to)
{
	size_t kept = from;

	for (size_t i = from; i < to; i++)
		if (entry[i].weight)
			entry[kept++] = entry[i];
	return kept;
}

struct builder {
	const struct reputation_input *in;
	const struct age *age;
	bool known;
	uint32_t *share;
	struct tally *tally;
	struct entry *entry;
	size_t entries;
};

/* One giver's events in order: their shares, and a row of the matrix. */
static void build_row(
        struct builder *b, uint32_t giver, const uint32_t *order, const uint32_t *order_end)
{
	struct purse purse = PURSE_INIT;
	size_t begin = b->entries, end = begin;

	for (; order < order_end; order++) {
		/* a giver's events lie scattered: most of the time here is waiting for memory */
		__builtin_prefetch(&b->in->event[order[AHEAD]]);
		__builtin_prefetch(&b->in->event[order[AHEAD]].units);
		__builtin_prefetch(&b->share[order[AHEAD]], 1);
		const struct reputation_event *event = &b->in->event[*order];
		struct tally *tally = &b->tally[event->receiver];

		if (tally->giver != giver + 1) {
			*tally = (struct tally){giver + 1, (uint32_t)end, PURSE_INIT};
			b->entry[end++] = (struct entry){event->receiver, 0};
		}
		if (!b->known)
			b->share[*order] = purse_spend(&purse, &tally->purse, event->day,
			        event->units, &b->in->params, b->age);
		b->entry[tally->entry].weight += age_down(
		        b->age, b->share[*order], (uint32_t)b->in->at - (uint32_t)event->day);
	}
	b->entries = drop_empty(b->entry, begin, end);
}

/* The columns from the rows, in one pass. */
static void transpose(struct matrix *matrix)
{
	size_t count = matrix->count;
	uint32_t *column = matrix->column;
	uint32_t entries = matrix->row[count];

	memset(column, 0, sizeof *column * (count + 1));
	for (uint32_t i = 0; i < entries; i++)
		column[matrix->given[i].person + 1]++;
	add_up(column, count);
	matrix->received = memory_alloc(sizeof *matrix->received * entries);
	for (uint32_t giver = 0; giver < count; giver++)
		for (uint32_t i = matrix->row[giver]; i < matrix->row[giver + 1]; i++) {
			const struct entry *entry = &matrix->given[i];
			matrix->received[column[entry->person]++] =
			        (struct entry){giver, entry->weight};
		}
	/* each start has become the next one's */
	memmove(column + 1, column, sizeof *column * count);
	column[0] = 0;
}

void matrix_build(struct matrix *matrix, const struct reputation_input *in, const struct age *age,
        uint32_t topic, uint32_t *share, bool known)
{
	size_t count = in->person_count;
	uint32_t *start = memory_alloc(sizeof *start * (count + 1));
	uint32_t *order = sort_by_giver(in, topic, start);
	struct builder builder = {.in = in,
	        .age = age,
	        .known = known,
	        .share = share,
	        .tally = calloc(count + 1, sizeof *builder.tally),
	        .entry = memory_alloc(sizeof *builder.entry * start[count])};

	assert(known || topic == REPUTATION_ALL); /* other topics spend too */
	if (!builder.tally)
		memory_exhausted();
	matrix->count = count;
	matrix->row = memory_alloc(sizeof *matrix->row * (count + 1));
	matrix->column = memory_alloc(sizeof *matrix->column * (count + 1));
	for (uint32_t giver = 0; giver < count; giver++) {
		matrix->row[giver] = (uint32_t)builder.entries;
		build_row(&builder, giver, order + start[giver], order + start[giver + 1]);
	}
	matrix->row[count] = (uint32_t)builder.entries;
	free(builder.tally);
	free(order);
	free(start);
	matrix->given = memory_resize(builder.entry, sizeof *builder.entry * builder.entries);
	transpose(matrix);
}

void matrix_release(struct matrix *matrix)
{
	free(matrix->row);
	free(matrix->column);
	free(matrix->given);
	free(matrix->received);
	memset(matrix, 0, sizeof *matrix);
}
