/* SPDX-License-Identifier: MIT */
/*
 * reputation_bench GRAPH [RUNS [score]]: how long scores take, the best of RUNS (5) for each, in
 * milliseconds on one thread, and the memory.  A line a figure, "name value", for reputation.sh.
 */
#include "tests/bench/graph.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { WHYS = 200 };

static struct graph graph;
static struct wide *spare; /* for scores that are not looked at */
static int runs = 5;

static clockid_t watch = CLOCK_MONOTONIC;

static double now(void)
{
	struct timespec t;

	clock_gettime(watch, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct reputation *compute(const struct reputation_input *in)
{
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	if (reputation_compute(&reputation, in, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	return reputation;
}

/* One run in *time milliseconds. */
typedef void measured(struct reputation_input *in, double *time);

static void everybody(struct reputation_input *in, double *time)
{
	double start = now();
	struct reputation *reputation = compute(in);

	*time = now() - start;
	reputation_free(reputation);
}

static void firm(struct reputation_input *in, double *time)
{
	struct reputation *reputation = compute(in);
	double start = now();

	reputation_firm(reputation, REPUTATION_ALL, spare);
	*time = now() - start;
	reputation_free(reputation);
}

static void topic(struct reputation_input *in, double *time)
{
	struct reputation *reputation = compute(in);
	double start = now();

	reputation_topic(reputation, 1, spare);
	*time = now() - start;
	reputation_free(reputation);
}

static void breadth(struct reputation_input *in, double *time)
{
	struct reputation *reputation = compute(in);
	double start = now();

	reputation_index(reputation);
	for (uint32_t i = 0; i < in->person_count; i++)
		reputation_breadth(reputation, i, REPUTATION_ALL);
	*time = now() - start;
	reputation_free(reputation);
}

/* The mean over people spread evenly, without an index. */
static void why(struct reputation_input *in, double *time)
{
	struct reputation *reputation = compute(in);
	size_t step = in->person_count / WHYS + 1, asked = 0, count;
	double start = now();

	for (size_t i = 0; i < in->person_count; i += step, asked++) {
		struct arena arena = ARENA_INIT;
		reputation_explain(reputation, &arena, (uint32_t)i, REPUTATION_ALL, &count);
		arena_release(&arena);
	}
	*time = (now() - start) / (double)asked;
	reputation_free(reputation);
}

static void report(const char *name, struct reputation_input *in, measured *measure)
{
	double time, best = 0;

	for (int i = 0; i < runs; i++) {
		measure(in, &time);
		if (i == 0 || time < best)
			best = time;
	}
	printf("%s %.3f\n", name, best);
}

static long resident(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss; /* KiB, the most so far */
}

static void rest_of_figures(struct reputation_input *in)
{
	uint32_t *everyone = memory_alloc(sizeof *everyone * in->person_count);

	spare = memory_alloc(sizeof *spare * in->person_count);
	report("firm", in, firm);
	report("topic", in, topic);
	report("breadths", in, breadth);
	report("why", in, why);
	in->params.steps = 4;
	report("score-4", in, everybody);
	in->params.steps = 5;
	report("score-5", in, everybody);
	in->params.steps = 3;
	for (uint32_t i = 0; i < in->person_count; i++)
		everyone[i] = i;
	in->seed = everyone;
	in->seed_count = in->person_count;
	report("score-all-seeds", in, everybody);
	report("firm-all-seeds", in, firm);
	report("breadths-all-seeds", in, breadth);
	free(everyone);
	free(spare);
}

int main(int argc, char **argv)
{
	struct reputation_input in;

	if (argc < 2 || argc > 4) {
		fprintf(stderr, "usage: reputation_bench GRAPH [RUNS [score]]\n");
		return 2;
	}
	if (argc > 2)
		runs = atoi(argv[2]);
	if (runs < 1)
		runs = 5;
	long before = resident();
	graph_read(&graph, argv[1], 0, 0);
	in = graph_input(&graph);
	printf("people %zu\nevents %zu\nseeds %zu\n", in.person_count, in.event_count,
	        in.seed_count);
	/* the events themselves, and all that a score of everybody takes on top */
	double once;
	everybody(&in, &once);
	printf("bytes-an-event %.1f\n",
	        (double)(resident() - before) * 1024 / (double)in.event_count);
	report("score", &in, everybody);
	watch = CLOCK_PROCESS_CPUTIME_ID;
	report("score-cpu", &in, everybody);
	watch = CLOCK_MONOTONIC;
	if (argc == 4) /* for how time grows with the events, no more is needed */
		return 0;
	rest_of_figures(&in);
	graph_release(&graph);
	return 0;
}
