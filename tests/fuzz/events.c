/* SPDX-License-Identifier: MIT */
/* Any bytes as a table of events; what is read of them is scored, and its parts must add up. */
#include "core/reputation/reputation.h"
#include "formats/events.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_parts(struct reputation *reputation, size_t people)
{
	for (uint32_t x = 0; x < people && x < 40; x++) {
		struct arena arena = ARENA_INIT;
		struct wide sum = {0, 0};
		size_t count;
		const struct reputation_part *part =
		        reputation_explain(reputation, &arena, x, REPUTATION_ALL, &count);
		for (size_t i = 0; i < count; i++)
			sum = wide_sum(sum, part[i].part);
		if (wide_compare(sum, reputation_scores(reputation)[x]))
			abort();
		arena_release(&arena);
	}
}

static void score(const struct events *events, struct arena *arena)
{
	struct reputation_event *event = arena_array(arena, events->row_count, sizeof *event);
	uint32_t *seed = arena_array(arena, events->person_count, sizeof *seed);
	struct error err = ERROR_INIT;
	struct reputation *reputation;
	int32_t at = 0;

	for (size_t i = 0; i < events->row_count; i++) {
		const struct events_row *row = &events->row[i];
		event[i] = (struct reputation_event){
		        row->giver, row->receiver, row->day, row->topic, row->units};
		at = row->day > at ? row->day : at;
	}
	for (uint32_t i = 0; i < events->person_count; i++)
		seed[i] = i;
	struct reputation_input in = {.event = event,
	        .event_count = events->row_count,
	        .person = events->person,
	        .person_count = events->person_count,
	        .topic = events->topic,
	        .topic_count = events->topic_count,
	        .seed = seed,
	        .seed_count = events->person_count,
	        .at = at,
	        .params = REPUTATION_PARAMS_INIT};
	if (reputation_compute(&reputation, &in, &err))
		abort(); /* what the reader let through must be within all limits */
	check_parts(reputation, events->person_count);
	reputation_free(reputation);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct events events;

	events_parse(&events, &arena, (const char *)data, size, "x.tsv", &findings);
	score(&events, &arena);
	arena_release(&arena);
	return 0;
}
