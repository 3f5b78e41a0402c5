/* SPDX-License-Identifier: MIT */
/*
 * attacks GRAPH [QUALITY.npy]: what attacks gain under counting, PageRank, personalised PageRank,
 * EigenTrust, our score and firm.  Rivals compute in floating point; moot does not.
 *
 * The typical person stands three quarters up among those who have a score; friends are those who
 * stand next to them in that order.  Since one person may be an odd one, the same is told of
 * fifteen together, whose counts are in the middle.  Then what captured seeds do to the typical
 * person's score, firm and place; and, with the hidden qualities of the graph, how well each
 * measure agrees with them (Spearman).
 */
#include "tests/bench/graph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VICTIMS = 15, ROUNDS = 80, SYBILS = 1000, EXTRA = 100 * 99 * 5 };

_Static_assert(EXTRA >= 2 * 10 * SYBILS, "there is room for the largest attack");

enum measure { COUNT, PAGERANK, PERSONALISED, EIGENTRUST, SCORE, FIRM, MEASURES };

static const char *const measure_name[MEASURES] = {
        "count", "PageRank", "pers. PR", "EigenTrust", "score", "firm"};

static struct graph graph;       /* as read, with room for what attackers add */
static size_t events, people;    /* of the graph before any attack */
static double *figure[MEASURES]; /* one a person, of the last graph measured */
static uint32_t *ascending;      /* people by score, before any attack */

static int compare_doubles(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static const double *sorted_by; /* for compare_people() */

static int compare_people(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return compare_doubles(&sorted_by[*a], &sorted_by[*b]);
}

/* People by a figure, the smallest first; the caller's. */
static uint32_t *sort_people(const double *by)
{
	uint32_t *order = memory_alloc(sizeof *order * people);

	for (uint32_t i = 0; i < people; i++)
		order[i] = i;
	sorted_by = by;
	qsort(order, people, sizeof *order, compare_people);
	return order;
}

static bool is_seed(uint32_t person)
{
	for (size_t i = 0; i < graph.seed_count; i++)
		if (graph.seed[i] == person)
			return true;
	return false;
}

static void count_units(double *count)
{
	memset(count, 0, sizeof *count * graph.person_count);
	for (size_t i = 0; i < graph.event_count; i++)
		count[graph.event[i].receiver] += graph.event[i].units;
}

/* Power iteration; self-thanks are dropped first, as everybody should. */
static void rank(double *at, double teleport, bool to_seeds)
{
	size_t n = graph.person_count;
	double *row = calloc(n, sizeof *row), *start = calloc(n, sizeof *start);
	double *next = memory_alloc(sizeof *next * n);

	for (size_t i = 0; i < graph.event_count; i++)
		if (graph.event[i].giver != graph.event[i].receiver)
			row[graph.event[i].giver] += graph.event[i].units;
	for (size_t i = 0; i < n; i++)
		at[i] = start[i] = to_seeds ? 0 : 1.0 / (double)n;
	for (size_t i = 0; to_seeds && i < graph.seed_count; i++)
		at[graph.seed[i]] = start[graph.seed[i]] = 1.0 / (double)graph.seed_count;
	for (int round = 0; round < ROUNDS; round++) {
		double loose = 0;
		memset(next, 0, sizeof *next * n);
		for (size_t i = 0; i < graph.event_count; i++) {
			const struct reputation_event *event = &graph.event[i];
			if (event->giver != event->receiver)
				next[event->receiver] +=
				        at[event->giver] * event->units / row[event->giver];
		}
		for (size_t i = 0; i < n; i++)
			loose += row[i] > 0 ? 0 : at[i];
		for (size_t i = 0; i < n; i++)
			at[i] = teleport * start[i] + (1 - teleport) * (next[i] + loose * start[i]);
	}
	free(row);
	free(start);
	free(next);
}

static double approximately(struct wide wide)
{
	return (double)wide.high * 18446744073709551616.0 + (double)wide.low;
}

static void reputations(double *score, double *firm)
{
	struct reputation_input in = graph_input(&graph);
	struct wide *value = memory_alloc(sizeof *value * graph.person_count);
	struct reputation *reputation;
	struct error err = ERROR_INIT;

	if (reputation_compute(&reputation, &in, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	reputation_firm(reputation, REPUTATION_ALL, value);
	for (size_t i = 0; i < graph.person_count; i++) {
		score[i] = approximately(reputation_scores(reputation)[i]);
		firm[i] = approximately(value[i]);
	}
	reputation_free(reputation);
	free(value);
}

static void measure(void)
{
	count_units(figure[COUNT]);
	rank(figure[PAGERANK], .15, false);
	rank(figure[PERSONALISED], .15, true);
	rank(figure[EIGENTRUST], .10, true);
	reputations(figure[SCORE], figure[FIRM]);
}

/* ---- attacks ---- */

static void thank(uint32_t giver, uint32_t receiver, unsigned times)
{
	for (; times > 0; times--)
		graph.event[graph.event_count++] = (struct reputation_event){
		        .giver = giver, .receiver = receiver, .day = graph.last_day, .units = 4};
}

static void self_thanks(uint32_t x)
{
	thank(x, x, 1000);
}

static void sybils(uint32_t x)
{
	for (uint32_t i = 0; i < SYBILS; i++) {
		uint32_t sybil = (uint32_t)people + i;
		thank(x, sybil, 10);
		thank(sybil, x, 10);
	}
	graph.person_count = people + SYBILS;
}

static size_t place_of(uint32_t x)
{
	size_t place = 0;

	while (ascending[place] != x)
		place++;
	return place;
}

static uint32_t friend_of(uint32_t x)
{
	size_t place = place_of(x) + 1;

	while (is_seed(ascending[place]))
		place++;
	return ascending[place];
}

static void pair(uint32_t x)
{
	thank(x, friend_of(x), 500);
	thank(friend_of(x), x, 500);
}

/* x stands in the middle of those who thank each other, who do so in turns. */
static void ring(uint32_t x, size_t size, unsigned times)
{
	const uint32_t *member = ascending + place_of(x) - size / 2;

	for (; times > 0; times--)
		for (size_t i = 0; i < size; i++)
			for (size_t j = 0; j < size; j++)
				if (i != j)
					thank(member[i], member[j], 1);
}

static void ring_of_ten(uint32_t x)
{
	ring(x, 10, 20);
}

static void ring_of_a_hundred(uint32_t x)
{
	ring(x, 100, 5);
}

static void one_friend(uint32_t x)
{
	thank(friend_of(x), x, 1000);
}

static void captured_seed(uint32_t x)
{
	thank(graph.seed[0], x, 1000);
}

static const struct attack {
	const char *name;
	void (*run)(uint32_t x);
} attack[] = {
        {"1000 self-thanks", self_thanks},
        {"1000 sybils fed by x", sybils},
        {"a pair, 500 times each", pair},
        {"ring of ten", ring_of_ten},
        {"ring of a hundred", ring_of_a_hundred},
        {"one friend, 1000 times", one_friend},
        {"one captured seed", captured_seed},
};

/* ---- the tables ---- */

/* Three quarters up among those who have a score. */
static uint32_t typical(void)
{
	size_t none = 0;

	while (figure[SCORE][ascending[none]] <= 0)
		none++;
	size_t place = none + (people - none) * 3 / 4;
	while (is_seed(ascending[place]))
		place++;
	return ascending[place];
}

/* Whose counts are in the middle, no seeds, and whom the walk reaches; far enough from the ends of
 * the order that there is a ring around them. */
static void choose_middle(uint32_t *chosen)
{
	uint32_t *order = sort_people(figure[COUNT]);
	size_t count = 0;

	for (size_t i = people / 2 - 4 * VICTIMS; i < people && count < VICTIMS; i += 8) {
		while (i < people &&
		        (is_seed(order[i]) || figure[FIRM][order[i]] <= 0 ||
		                place_of(order[i]) < 50 || place_of(order[i]) + 50 > people))
			i++;
		if (i < people)
			chosen[count++] = order[i];
	}
	free(order);
	if (count < VICTIMS) {
		fprintf(stderr, "too few people\n");
		exit(2);
	}
}

static void forget_attack(void)
{
	graph.event_count = events;
	graph.person_count = people;
}

/* Several victims are attacked one at a time, and their figures summed. */
static void print_attack(const struct attack *attempt, const uint32_t *victim, size_t count)
{
	double before[MEASURES] = {0}, after[MEASURES] = {0};

	measure();
	for (int m = 0; m < MEASURES; m++)
		for (size_t i = 0; i < count; i++)
			before[m] += figure[m][victim[i]];
	for (size_t i = 0; i < count; i++) {
		attempt->run(victim[i]);
		measure();
		forget_attack();
		for (int m = 0; m < MEASURES; m++)
			after[m] += figure[m][victim[i]];
	}
	printf("%-28s", attempt->name);
	for (int m = 0; m < MEASURES; m++)
		printf(" %10.2f", after[m] / before[m]);
	putchar('\n');
	fflush(stdout);
}

static void print_attacks(const char *title, const uint32_t *victim, size_t count)
{
	printf("%-28s", title);
	for (int m = 0; m < MEASURES; m++)
		printf(" %10s", measure_name[m]);
	putchar('\n');
	for (size_t i = 0; i < sizeof attack / sizeof *attack; i++)
		print_attack(&attack[i], victim, count);
	putchar('\n');
}

/* 1 for the first. */
static size_t rank_of(const double *value, uint32_t x)
{
	size_t before = 1;

	for (size_t i = 0; i < people; i++)
		before += value[i] > value[x];
	return before;
}

/*
 * Firm leaves out a quarter of the panels.  As long as no more are captured, what is left of x is
 * at most what honest seeds give, so it is told as a part of x's score before.
 */
static void print_captured(uint32_t x)
{
	measure();
	double honest = figure[SCORE][x];
	printf("%-28s %10s %10s %10s %10s\n", "x with captured seeds", "score", "place", "firm",
	        "place");
	for (size_t captured = 0; captured <= 4 && captured < graph.seed_count; captured++) {
		for (size_t i = 0; i < captured; i++)
			thank(graph.seed[i], x, 1000);
		measure();
		forget_attack();
		printf("%zu of %-23zu %10.2f %10zu %10.3f %10zu\n", captured, graph.seed_count,
		        figure[SCORE][x] / honest, rank_of(figure[SCORE], x),
		        figure[FIRM][x] / honest, rank_of(figure[FIRM], x));
	}
	putchar('\n');
}

static void ranks_of(const double *value, double *place)
{
	uint32_t *order = sort_people(value);

	for (size_t i = 0; i < people;) { /* equal values share the middle place */
		size_t end = i;
		while (end < people && value[order[end]] == value[order[i]])
			end++;
		for (size_t j = i; j < end; j++)
			place[order[j]] = (double)(i + end - 1) / 2;
		i = end;
	}
	free(order);
}

static double correlation(const double *a, const double *b)
{
	double mean = (double)(people - 1) / 2, both = 0, first = 0, second = 0;

	for (size_t i = 0; i < people; i++) {
		both += (a[i] - mean) * (b[i] - mean);
		first += (a[i] - mean) * (a[i] - mean);
		second += (b[i] - mean) * (b[i] - mean);
	}
	/* Newton, so that libm is not needed for one root */
	double product = first * second, root = product;
	for (int i = 0; i < 200; i++)
		root = (root + product / root) / 2;
	return both / root;
}

/* numpy's format: a head of 128 bytes, then 64-bit numbers as this machine has them. */
static void print_agreement(const char *path)
{
	double *quality = memory_alloc(sizeof *quality * people);
	double *place = memory_alloc(sizeof *place * people);
	double *hidden = memory_alloc(sizeof *hidden * people);
	FILE *file = fopen(path, "rb");

	if (!file || fseek(file, 128, SEEK_SET) ||
	        fread(quality, sizeof *quality, people, file) != people) {
		fprintf(stderr, "%s: cannot read the qualities\n", path);
		exit(2);
	}
	fclose(file);
	measure();
	ranks_of(quality, hidden);
	printf("%-28s", "agrees with quality");
	for (int m = 0; m < MEASURES; m++) {
		ranks_of(figure[m], place);
		printf(" %10.3f", correlation(hidden, place));
	}
	putchar('\n');
	free(quality);
	free(place);
	free(hidden);
}

int main(int argc, char **argv)
{
	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: attacks GRAPH [QUALITY.npy]\n");
		return 2;
	}
	graph_read(&graph, argv[1], EXTRA, SYBILS);
	events = graph.event_count;
	people = graph.person_count;
	for (int m = 0; m < MEASURES; m++)
		figure[m] = calloc(people + SYBILS, sizeof *figure[m]);
	measure();
	ascending = sort_people(figure[SCORE]);
	uint32_t x = typical(), middle[VICTIMS];
	choose_middle(middle);
	print_attacks("multiple of x's figure", &x, 1);
	print_attacks("of fifteen in the middle", middle, VICTIMS);
	print_captured(x);
	if (argc == 3)
		print_agreement(argv[2]);
	for (int m = 0; m < MEASURES; m++)
		free(figure[m]);
	free(ascending);
	graph.person_count = people + SYBILS; /* all have names */
	graph_release(&graph);
	return 0;
}
