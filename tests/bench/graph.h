/* SPDX-License-Identifier: MIT */
/*
 * graph: a made-up history of acknowledgements in the form the rivals' programs read.
 *
 * 'MOOT', people, events, seeds (32 bits each, little endian), the seeds, then 12 bytes an event in
 * landing order: giver (32), receiver (32), day (16), units (8), topic (8).
 */
#ifndef TESTS_BENCH_GRAPH_H
#define TESTS_BENCH_GRAPH_H

#include "core/reputation/reputation.h"

struct graph {
	struct reputation_event *event;
	size_t event_count;
	char **person; /* u0, u1, ... */
	size_t person_count;
	char **topic; /* t0 .. t255 */
	size_t topic_count;
	uint32_t *seed;
	size_t seed_count;
	int32_t last_day;
};

/* With room for so many more events, and names for so many more people.  Ends the program with a
 * message when the file is none. */
void graph_read(struct graph *graph, const char *path, size_t more_events, size_t more_people);
void graph_release(struct graph *graph);
/* On the last day, with the standard parameters. */
struct reputation_input graph_input(const struct graph *graph);

#endif
