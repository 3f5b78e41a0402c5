/* SPDX-License-Identifier: MIT */
/*
 * The definition of moot-reputation(7) written down a second time, as slowly and plainly as it can
 * be: every pair in a square matrix, x taken out of it, the walk walked.  It shares no code with
 * core/, only the words of its header.  And random worlds to compare the two in.
 */
#ifndef TESTS_UNIT_CORE_REPUTATION_SLOW_H
#define TESTS_UNIT_CORE_REPUTATION_SLOW_H

#include "core/reputation/reputation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 big;

#ifndef PEOPLE_MAX
#define PEOPLE_MAX 20
#endif

enum { EVENTS_MAX = 2000, TOPICS_MAX = 4, SLOW_STEPS = 5 };

/* ---- random, the same on every machine ---- */

static uint64_t random_state;

static inline uint64_t random_next(void)
{
	uint64_t z = random_state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static inline unsigned below(unsigned limit)
{
	return (unsigned)(random_next() % limit);
}

static inline unsigned one_of(const unsigned *choice, size_t count)
{
	return choice[below((unsigned)count)];
}

/* ---- worlds ---- */

struct world {
	unsigned people, topics, events;
	unsigned days; /* the events' days are 20000 and this many on */
	char name[PEOPLE_MAX][8];
	const char *person[PEOPLE_MAX], *topic[TOPICS_MAX];
	struct reputation_event event[EVENTS_MAX];
	uint32_t seed[PEOPLE_MAX];
	unsigned seeds;
	int32_t at;
	struct reputation_params params;
};

static inline struct reputation_event random_event(const struct world *world, unsigned people)
{
	return (struct reputation_event){.giver = below(people),
	        .receiver = below(people),
	        .day = 20000 + (int32_t)below(world->days),
	        .topic = below(world->topics),
	        .units = (uint8_t)below(REPUTATION_UNITS_MAX + 1)};
}

static inline void world_name(struct world *world)
{
	static const char *const topic[TOPICS_MAX] = {"-", "docs", "releases", "tests"};

	for (unsigned i = 0; i < PEOPLE_MAX; i++) {
		/* the order of names is not that of indices */
		snprintf(world->name[i], sizeof world->name[i], "%c%u",
		        (char)('a' + (i * 11 + world->people) % 26), i);
		world->person[i] = world->name[i];
	}
	memcpy(world->topic, topic, sizeof topic);
}

static inline void world_random(struct world *world, unsigned people, unsigned steps_max)
{
	static const unsigned days[] = {2, 40, 200, 700};
	static const unsigned half_life[] = {1, 7, 30, 180, 180, 180, 180, 365, 1000};
	static const unsigned units_of[] = {32, 33, 64, 100, 512, 512};
	static const unsigned pair_cap[] = {1, 1000, 32768, 32768, 1 << 18, 1 << 20, 1 << 20};

	memset(world, 0, sizeof *world);
	world->people = people;
	world->days = one_of(days, sizeof days / sizeof *days);
	world->topics = 1 + below(TOPICS_MAX);
	world->params = (struct reputation_params){
	        .half_life = one_of(half_life, sizeof half_life / sizeof *half_life),
	        .units_of = one_of(units_of, sizeof units_of / sizeof *units_of),
	        .pair_cap = one_of(pair_cap, sizeof pair_cap / sizeof *pair_cap),
	        .steps = 1 + below(steps_max)};
	world->events = people + below(people * 10);
	for (unsigned i = 0; i < world->events; i++)
		world->event[i] = random_event(world, people);
	if (below(2)) /* days as a landing order has them, most of the time */
		for (unsigned i = 1; i < world->events; i++)
			if (below(8) && world->event[i].day < world->event[i - 1].day)
				world->event[i].day = world->event[i - 1].day + (int32_t)below(2);
	world->at = 20000 + (int32_t)(below(4) ? world->days + below(30) : below(world->days));
	for (unsigned i = 0; i < people; i++)
		if (below(2))
			world->seed[world->seeds++] = i;
	for (unsigned i = 1; i < world->seeds; i++) { /* in any order */
		unsigned j = below(i + 1);
		uint32_t swap = world->seed[i];
		world->seed[i] = world->seed[j];
		world->seed[j] = swap;
	}
	world_name(world);
}

static inline struct reputation_input world_input(const struct world *world)
{
	return (struct reputation_input){.event = world->event,
	        .event_count = world->events,
	        .person = world->person,
	        .person_count = world->people,
	        .topic = world->topic,
	        .topic_count = world->topics,
	        .seed = world->seed,
	        .seed_count = world->seeds,
	        .at = world->at,
	        .params = world->params};
}

static inline void world_insert(struct world *world, unsigned at, struct reputation_event event)
{
	memmove(&world->event[at + 1], &world->event[at],
	        sizeof *world->event * (world->events - at));
	world->event[at] = event;
	world->events++;
}

static inline bool world_is_seed(const struct world *world, uint32_t person)
{
	for (unsigned i = 0; i < world->seeds; i++)
		if (world->seed[i] == person)
			return true;
	return false;
}

/* ---- ageing ---- */

/* a * a <= n * 2^127, in full */
static inline bool square_fits(big a, big n)
{
	big a0 = (uint64_t)a, a1 = a >> 64;
	big low = a0 * a0, cross = a0 * a1, high = a1 * a1;

	high += cross >> 63;
	high += low + (cross << 65) < low;
	low += cross << 65;
	return high < n >> 1 || (high == n >> 1 && low <= n << 127);
}

/* floor(sqrt(n / 2^127) * 2^127) for n < 2^127 */
static inline big square_root(big n)
{
	big root = 0;

	for (int bit = 126; bit >= 0; bit--)
		if (square_fits(root | (big)1 << bit, n))
			root |= (big)1 << bit;
	return root;
}

/* floor(2^62 * 2^(-2^-i)): i square roots of one half, between two bounds of 127 places. */
static inline uint64_t slow_root(unsigned i)
{
	big low = (big)1 << 126, high = low;

	for (; i > 0; i--) {
		low = square_root(low);
		high = square_root(high) + 1;
	}
	if (low >> 65 != high >> 65)
		abort(); /* the bounds do not settle it */
	return (uint64_t)(low >> 65);
}

static inline uint64_t slow_power(uint32_t fraction, unsigned up)
{
	static uint64_t root[17];
	big value = (big)1 << 62;

	if (fraction == 65536)
		return UINT64_C(1) << 31;
	for (unsigned i = 1; i <= 16; i++) {
		if (!root[i])
			root[i] = slow_root(i);
		if (fraction & 65536u >> i) {
			value *= root[i] + up;
			value = up ? (value + ((big)1 << 62) - 1) >> 62 : value >> 62;
		}
	}
	return (uint64_t)(up ? (value + (1 << 30) - 1) >> 30 : value >> 30);
}

/* The two tables of a half-life, kept. */
struct slow_table {
	uint32_t half_life;
	uint64_t *down, *up;
};

static inline const struct slow_table *slow_table(uint32_t half_life)
{
	static struct slow_table table[16];
	struct slow_table *t = table;

	while (t->half_life && t->half_life != half_life)
		t++;
	if (t->half_life)
		return t;
	*t = (struct slow_table){half_life, malloc(sizeof(uint64_t) * half_life),
	        malloc(sizeof(uint64_t) * half_life)};
	if (!t->down || !t->up)
		abort();
	for (uint64_t k = 0; k < half_life; k++) {
		t->down[k] = slow_power((uint32_t)((k * 65536 + half_life - 1) / half_life), 0);
		t->up[k] = slow_power((uint32_t)(k * 65536 / half_life), 1);
	}
	uint64_t least = UINT64_MAX, most = 0;
	for (uint64_t k = 1; k < half_life; k++)
		t->down[k] = least = t->down[k] < least ? t->down[k] : least;
	for (uint64_t k = half_life; k-- > 0;)
		t->up[k] = most = t->up[k] > most ? t->up[k] : most;
	return t;
}

static inline uint64_t slow_age(int64_t days, uint32_t half_life, bool up)
{
	const struct slow_table *t = slow_table(half_life);
	int64_t q = days / half_life, k = days % half_life;

	if (q >= 32)
		return up;
	return up ? (t->up[k] + (UINT64_C(1) << q) - 1) >> q : t->down[k] >> q;
}

/* ---- shares and scores ---- */

struct slow {
	unsigned people, steps;
	uint64_t share[EVENTS_MAX], weight[EVENTS_MAX];
	uint64_t c[PEOPLE_MAX][PEOPLE_MAX];                   /* all topics */
	uint64_t topic_c[TOPICS_MAX][PEOPLE_MAX][PEOPLE_MAX]; /* of one */
	uint64_t mass[PEOPLE_MAX];
	unsigned panel[PEOPLE_MAX]; /* of a seed */
	unsigned panels;
};

static inline void slow_shares(struct slow *slow, const struct world *world)
{
	enum { FULL = 1 << 20 };
	uint64_t giver_out[PEOPLE_MAX] = {0}, pair_out[PEOPLE_MAX][PEOPLE_MAX] = {{0}};
	int64_t giver_day[PEOPLE_MAX] = {0}, pair_day[PEOPLE_MAX][PEOPLE_MAX] = {{0}};
	int64_t now[PEOPLE_MAX];
	uint32_t half_life = world->params.half_life;

	for (unsigned i = 0; i < PEOPLE_MAX; i++)
		now[i] = INT64_MIN;
	for (unsigned i = 0; i < world->events; i++) {
		const struct reputation_event *e = &world->event[i];
		uint32_t u = e->giver, x = e->receiver;
		slow->share[i] = slow->weight[i] = 0;
		if (u == x || e->units == 0 || e->day > world->at)
			continue;
		if (e->day > now[u])
			now[u] = e->day;
		if (giver_out[u])
			giver_out[u] =
			        (giver_out[u] * slow_age(now[u] - giver_day[u], half_life, true) +
			                UINT32_MAX) >>
			        32;
		if (pair_out[u][x])
			pair_out[u][x] = (pair_out[u][x] * slow_age(now[u] - pair_day[u][x],
			                                           half_life, true) +
			                         UINT32_MAX) >>
			                 32;
		giver_day[u] = pair_day[u][x] = now[u];
		int64_t wanted =
		        (int64_t)((FULL - giver_out[u]) * e->units / world->params.units_of);
		int64_t room = (int64_t)world->params.pair_cap - (int64_t)pair_out[u][x];
		if (room < 0)
			room = 0;
		slow->share[i] = (uint64_t)(wanted < room ? wanted : room);
		giver_out[u] += slow->share[i];
		pair_out[u][x] += slow->share[i];
		slow->weight[i] =
		        slow->share[i] * slow_age((int64_t)world->at - e->day, half_life, false) >>
		        32;
		slow->c[u][x] += slow->weight[i];
		slow->topic_c[e->topic][u][x] += slow->weight[i];
	}
}

static inline void slow_seeds(struct slow *slow, const struct world *world)
{
	uint64_t count = world->seeds;

	slow->panels = world->seeds < 64 ? world->seeds : 64;
	for (unsigned i = 0; i < world->seeds; i++) {
		unsigned before = 0; /* seeds with a smaller handle */
		for (unsigned j = 0; j < world->seeds; j++)
			before += strcmp(world->person[world->seed[j]],
			                  world->person[world->seed[i]]) < 0;
		slow->mass[world->seed[i]] = (1 << 20) / count + (before < (1 << 20) % count);
		slow->panel[world->seed[i]] = before % 64;
	}
}

static inline void slow_init(struct slow *slow, const struct world *world)
{
	memset(slow, 0, sizeof *slow);
	slow->people = world->people;
	slow->steps = world->params.steps;
	slow_shares(slow, world);
	slow_seeds(slow, world);
}

enum { ALL = -1 };

/* sum_k 2^(1-k) a_{k-1}(u) of everybody: the walk over c that never enters the people of `out`,
 * from one panel or ALL. */
static inline void slow_standings(const struct slow *slow, uint64_t c[PEOPLE_MAX][PEOPLE_MAX],
        const bool *out, int panel, big *standing)
{
	big at[PEOPLE_MAX] = {0}, next[PEOPLE_MAX];

	for (unsigned u = 0; u < slow->people; u++) {
		standing[u] = 0;
		if (!out[u] && (panel == ALL || slow->panel[u] == (unsigned)panel))
			at[u] = slow->mass[u];
	}
	for (unsigned k = 1; k <= slow->steps; k++) {
		for (unsigned u = 0; u < slow->people; u++)
			standing[u] += at[u] << 21 * (slow->steps - k);
		for (unsigned x = 0; x < slow->people; x++) {
			next[x] = 0;
			for (unsigned u = 0; u < slow->people; u++)
				if (!out[x] && !out[u])
					next[x] += at[u] * c[u][x];
		}
		memcpy(at, next, sizeof at);
	}
}

/* The score of x: first visits over c, the last step over `last`. */
static inline big slow_score(const struct slow *slow, uint64_t c[PEOPLE_MAX][PEOPLE_MAX],
        uint64_t last[PEOPLE_MAX][PEOPLE_MAX], int panel, unsigned x)
{
	bool out[PEOPLE_MAX] = {false};
	big standing[PEOPLE_MAX], score = 0;

	out[x] = true;
	slow_standings(slow, c, out, panel, standing);
	for (unsigned u = 0; u < slow->people; u++)
		score += standing[u] * last[u][x];
	return score;
}

static inline big slow_firm(struct slow *slow, uint64_t last[PEOPLE_MAX][PEOPLE_MAX], unsigned x)
{
	big score[64], sum = 0;

	if (slow->panels < 4)
		return 0;
	for (unsigned p = 0; p < slow->panels; p++)
		sum += score[p] = slow_score(slow, slow->c, last, (int)p, x);
	for (unsigned gone = 0; gone < slow->panels / 4; gone++) {
		unsigned largest = 0;
		for (unsigned p = 1; p < slow->panels; p++)
			if (score[p] > score[largest])
				largest = p;
		sum -= score[largest];
		score[largest] = 0;
	}
	return sum;
}

/* The mutant: a sum over all visits, later ones too, as PageRank has it. */
static inline big plain_score(struct slow *slow, unsigned x)
{
	bool out[PEOPLE_MAX] = {false};
	big standing[PEOPLE_MAX], score = 0;

	slow_standings(slow, slow->c, out, ALL, standing);
	for (unsigned u = 0; u < slow->people; u++)
		score += standing[u] * slow->c[u][x];
	return score;
}

static inline big joined(struct wide wide)
{
	return (big)wide.high << 64 | wide.low;
}

#endif
