/* SPDX-License-Identifier: MIT */
#include "core/reputation/reputation_private.h"
#include "formats/date.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 * Events are sorted by giver into short records, so that everything after that reads memory in
 * order.  A record carries what is to be computed from: the event's age in days and its units, or
 * its weight where the share is known; afterwards its share.
 */
struct record {
	uint32_t receiver;
	uint32_t word;
};

enum { UNITS_BITS = 6, AHEAD = 16 /* what is not read or written in order is fetched so early */ };

_Static_assert(REPUTATION_UNITS_MAX < 1 << UNITS_BITS, "units have six bits");
_Static_assert((uint64_t)DAY_LAST - DAY_FIRST < UINT32_MAX >> UNITS_BITS, "ages have the rest");

/* What the giver at work has out to one receiver, and where that entry of the row stands. */
struct tally {
	uint32_t giver; /* plus 1; of another giver: not met yet */
	uint32_t entry;
	struct purse purse;
};

struct builder {
	const struct reputation_input *in;
	const struct age *age;
	uint32_t topic;
	bool known;
	uint32_t *share;
	uint32_t *start; /* of each giver's records; count + 1 */
	uint32_t *next;  /* as start, moved on while records are written or read */
	struct record *record;
	struct tally *tally;
	struct entry *entry;
	size_t entries;
};

bool event_counts(const struct reputation_event *event, int32_t at)
{
	return event->giver != event->receiver && event->units > 0 && event->day <= at;
}

static bool wanted(const struct builder *b, const struct reputation_event *event)
{
	return event_counts(event, b->in->at) &&
	       (b->topic == REPUTATION_ALL || event->topic == b->topic);
}

/* Tables of tens of megabytes are written in thousands of places at once: with small pages half of
 * the time would go into finding them. */
static void *table_alloc(size_t size)
{
#ifdef MADV_HUGEPAGE
	size_t page = (size_t)1 << 21;

	if (size >= 16 * page && size < SIZE_MAX - page) {
		void *table = aligned_alloc(page, (size + page - 1) & ~(page - 1));
		if (!table)
			memory_exhausted();
		(void)madvise(table, size, MADV_HUGEPAGE); /* as good as it gets otherwise */
		return table;
	}
#endif
	return memory_alloc(size);
}

/* Turns counts at [person + 1] into starts. */
static void add_up(uint32_t *start, size_t count)
{
	for (size_t i = 0; i < count; i++)
		start[i + 1] += start[i];
}

static void rewind_givers(struct builder *b)
{
	memcpy(b->next, b->start, sizeof *b->next * b->in->person_count);
}

static void sort_by_giver(struct builder *b)
{
	const struct reputation_event *event = b->in->event;
	size_t events = b->in->event_count, count = b->in->person_count;

	memset(b->start, 0, sizeof *b->start * (count + 1));
	for (size_t i = 0; i < events; i++)
		b->start[event[i].giver + 1] += wanted(b, &event[i]);
	add_up(b->start, count);
	rewind_givers(b);

	b->record = table_alloc(sizeof *b->record * ((size_t)b->start[count] + AHEAD));
	memset(b->record + b->start[count], 0, sizeof *b->record * AHEAD);
	for (size_t i = 0; i < events; i++) {
		if (i + AHEAD < events)
			__builtin_prefetch(&b->record[b->next[event[i + AHEAD].giver]], 1);
		if (!wanted(b, &event[i]))
			continue;
		uint32_t age = (uint32_t)b->in->at - (uint32_t)event[i].day;
		uint32_t word = b->known ? age_down(b->age, b->share[i], age)
		                         : age << UNITS_BITS | event[i].units;
		b->record[b->next[event[i].giver]++] = (struct record){event[i].receiver, word};
	}
}

/* The weight of a record; its word becomes the share. */
static uint32_t spend(
        struct builder *b, struct record *record, struct purse *giver, struct purse *pair)
{
	uint32_t age = record->word >> UNITS_BITS;
	uint32_t units = record->word & ((1u << UNITS_BITS) - 1);

	record->word =
	        purse_spend(giver, pair, b->in->at - (int32_t)age, units, &b->in->params, b->age);
	return age_down(b->age, record->word, age);
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

/* One giver's events in order: their shares, and a row of the matrix. */
static void build_row(struct builder *b, uint32_t giver)
{
	struct purse purse = PURSE_INIT;
	size_t begin = b->entries, end = begin;

	for (uint32_t i = b->start[giver]; i < b->start[giver + 1]; i++) {
		struct record *record = &b->record[i];
		struct tally *tally = &b->tally[record->receiver];

		__builtin_prefetch(&b->tally[record[AHEAD].receiver], 1);
		if (tally->giver != giver + 1) {
			*tally = (struct tally){giver + 1, (uint32_t)end, PURSE_INIT};
			b->entry[end++] = (struct entry){record->receiver, 0};
		}
		b->entry[tally->entry].weight +=
		        b->known ? record->word : spend(b, record, &purse, &tally->purse);
	}
	b->entries = drop_empty(b->entry, begin, end);
}

/* The records' shares, back in the order of the events. */
static void hand_out_shares(struct builder *b)
{
	const struct reputation_event *event = b->in->event;
	size_t events = b->in->event_count;

	rewind_givers(b);
	for (size_t i = 0; i < events; i++) {
		if (i + AHEAD < events)
			__builtin_prefetch(&b->record[b->next[event[i + AHEAD].giver]]);
		b->share[i] = wanted(b, &event[i]) ? b->record[b->next[event[i].giver]++].word : 0;
	}
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
	matrix->received = table_alloc(sizeof *matrix->received * entries);
	for (uint32_t giver = 0; giver < count; giver++)
		for (uint32_t i = matrix->row[giver]; i < matrix->row[giver + 1]; i++) {
			const struct entry *entry = &matrix->given[i];
			if (i + AHEAD < entries)
				__builtin_prefetch(
				        &matrix->received[column[entry[AHEAD].person]], 1);
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
	struct builder b = {.in = in,
	        .age = age,
	        .topic = topic,
	        .known = known,
	        .share = share,
	        .start = memory_alloc(sizeof *b.start * (count + 1)),
	        .next = memory_alloc(sizeof *b.next * (count + 1)),
	        .tally = calloc(count + 1, sizeof *b.tally)};

	assert(known || topic == REPUTATION_ALL); /* other topics spend too */
	if (!b.tally)
		memory_exhausted();
	sort_by_giver(&b);
	b.entry = table_alloc(sizeof *b.entry * b.start[count]);
	matrix->count = count;
	matrix->row = memory_alloc(sizeof *matrix->row * (count + 1));
	matrix->column = memory_alloc(sizeof *matrix->column * (count + 1));
	for (uint32_t giver = 0; giver < count; giver++) {
		matrix->row[giver] = (uint32_t)b.entries;
		build_row(&b, giver);
	}
	matrix->row[count] = (uint32_t)b.entries;
	if (!known)
		hand_out_shares(&b);
	free(b.tally);
	free(b.record);
	free(b.start);
	free(b.next);
	matrix->given = memory_resize(b.entry, sizeof *b.entry * b.entries);
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
