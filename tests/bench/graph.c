/* SPDX-License-Identifier: MIT */
#include "tests/bench/graph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD = 12, TOPICS = 256 };

static uint32_t little(const unsigned char *byte)
{
	return byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
}

static void read_exactly(FILE *file, void *to, size_t size, const char *path)
{
	if (fread(to, 1, size, file) == size)
		return;
	fprintf(stderr, "%s: no graph, or cut short\n", path);
	exit(2);
}

static char **names(char letter, size_t count)
{
	char **name = memory_alloc(sizeof *name * count);

	for (size_t i = 0; i < count; i++) {
		name[i] = memory_alloc(24);
		snprintf(name[i], 24, "%c%zu", letter, i);
	}
	return name;
}

void graph_read(struct graph *graph, const char *path, size_t more_events, size_t more_people)
{
	FILE *file = fopen(path, "rb");
	unsigned char head[16], record[RECORD];

	if (!file) {
		perror(path);
		exit(2);
	}
	read_exactly(file, head, sizeof head, path);
	*graph = (struct graph){.person_count = little(head + 4),
	        .event_count = little(head + 8),
	        .seed_count = little(head + 12),
	        .topic_count = TOPICS};
	graph->seed = memory_alloc(sizeof *graph->seed * graph->seed_count);
	graph->event = memory_alloc(sizeof *graph->event * (graph->event_count + more_events));
	for (size_t i = 0; i < graph->seed_count; i++) {
		read_exactly(file, record, 4, path);
		graph->seed[i] = little(record);
	}
	for (size_t i = 0; i < graph->event_count; i++) {
		read_exactly(file, record, sizeof record, path);
		graph->event[i] = (struct reputation_event){.giver = little(record),
		        .receiver = little(record + 4),
		        .day = record[8] | record[9] << 8,
		        .units = record[10],
		        .topic = record[11]};
		if (graph->event[i].day > graph->last_day)
			graph->last_day = graph->event[i].day;
	}
	fclose(file);
	graph->person = names('u', graph->person_count + more_people);
	graph->topic = names('t', graph->topic_count);
}

void graph_release(struct graph *graph)
{
	for (size_t i = 0; i < graph->person_count; i++)
		free(graph->person[i]);
	for (size_t i = 0; i < graph->topic_count; i++)
		free(graph->topic[i]);
	free(graph->person);
	free(graph->topic);
	free(graph->seed);
	free(graph->event);
}

struct reputation_input graph_input(const struct graph *graph)
{
	return (struct reputation_input){.event = graph->event,
	        .event_count = graph->event_count,
	        .person = (const char *const *)graph->person,
	        .person_count = graph->person_count,
	        .topic = (const char *const *)graph->topic,
	        .topic_count = graph->topic_count,
	        .seed = graph->seed,
	        .seed_count = graph->seed_count,
	        .at = graph->last_day,
	        .params = REPUTATION_PARAMS_INIT};
}
