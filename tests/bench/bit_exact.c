/* SPDX-License-Identifier: MIT */
/*
 * bit_exact: prints all that a reputation has of made-up histories, for tests/bit-exact to compare
 * between compilers, options and machines.  With -DWITH_DIGEST the digests too, which need
 * libcrypto.
 */
#include "core/reputation/reputation.h"

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum { PEOPLE = 150, EVENTS = 12000, TOPICS = 7, DAYS = 900, SEEDS = 90 };

static uint64_t state;

static uint32_t below(uint32_t limit)
{
	uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((z ^ z >> 31) % limit);
}

static char name[PEOPLE][8];
static const char *person[PEOPLE];
static const char *const topic[TOPICS] = {"-", "a", "b", "c", "d", "e", "\xc3\xa9"};
static struct reputation_event event[EVENTS];
static uint32_t seed[SEEDS];

static void make_history(void)
{
	for (uint32_t i = 0; i < PEOPLE; i++) {
		/* capitals, since locales differ on them */
		snprintf(name[i], sizeof name[i], "%c%c%u", "bCaZ"[i % 4], "-z_A"[i / 4 % 4], i);
		person[i] = name[i];
	}
	for (uint32_t i = 0; i < EVENTS; i++)
		event[i] = (struct reputation_event){.giver = below(1 + below(PEOPLE)),
		        .receiver = below(1 + below(PEOPLE)),
		        .day = 20000 + (int32_t)(i * (uint64_t)DAYS / EVENTS + below(20)),
		        .topic = below(TOPICS),
		        .units = (uint8_t)(below(8) ? 1u << below(4) : below(33))};
	for (uint32_t i = 0; i < SEEDS; i++)
		seed[i] = (i * 7 + 3) % PEOPLE;
}

static void print_person(struct reputation *reputation, uint32_t x)
{
	struct arena arena = ARENA_INIT;
	struct reputation_breadth breadth = reputation_breadth(reputation, x, REPUTATION_ALL);
	struct reputation_debt debt = reputation_owed(reputation, (x + 1) % PEOPLE, x);
	char score[WIDE_TEXT], all[WIDE_TEXT], direct[WIDE_TEXT];
	struct wide value = reputation_scores(reputation)[x];
	size_t count;

	printf("person %s %s %" PRIu64 " %" PRIu64 " %d %s %s\n", person[x],
	        wide_text(value, score), reputation_ppm(reputation, value), breadth.tenths,
	        breadth.three, wide_text(debt.all, all), wide_text(debt.direct, direct));
	const struct reputation_in_topic *in = reputation_topics(reputation, &arena, x, &count);
	for (size_t i = 0; i < count; i++)
		printf("topic %s %s\n", topic[in[i].topic], wide_text(in[i].score, score));
	const struct reputation_part *part =
	        reputation_explain(reputation, &arena, x, REPUTATION_ALL, &count);
	for (size_t i = 0; i < count; i++)
		printf("part %u %u %u %" PRIu64 " %s\n", part[i].event, part[i].share,
		        part[i].weight, reputation_standing_ppm(reputation, part[i].standing),
		        wide_text(part[i].part, score));
	arena_release(&arena);
}

static void print_order(struct reputation *reputation)
{
	struct wide firm[PEOPLE];
	uint32_t order[PEOPLE];
	char text[WIDE_TEXT];

	reputation_firm(reputation, below(TOPICS), firm);
	for (uint32_t i = 0; i < PEOPLE; i++)
		order[i] = i;
	reputation_order(reputation, firm, reputation_scores(reputation), order, PEOPLE);
	for (uint32_t i = 0; i < PEOPLE; i++)
		printf("firm %s %s\n", person[order[i]], wide_text(firm[order[i]], text));
}

static void print_world(const struct reputation_input *in)
{
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	printf("world %u %u %u %u %d\n", in->params.half_life, in->params.units_of,
	        in->params.pair_cap, in->params.steps, in->at);
	if (reputation_compute(&reputation, in, &err)) {
		fprintf(stderr, "bit_exact: %s\n", err.text);
		exit(1);
	}
	for (uint32_t x = 0; x < PEOPLE; x += 1 + below(12))
		print_person(reputation, x);
	print_order(reputation);
#ifdef WITH_DIGEST
	char hex[REPUTATION_DIGEST];
	if (reputation_digest(reputation, hex, &err)) {
		fprintf(stderr, "bit_exact: %s\n", err.text);
		exit(1);
	}
	printf("digest %s\n", hex);
#endif
	reputation_free(reputation);
}

int main(void)
{
	static const uint32_t half_life[] = {180, 1, 90, 365, 36500};
	struct reputation_input in = {.event = event,
	        .event_count = EVENTS,
	        .person = person,
	        .person_count = PEOPLE,
	        .topic = topic,
	        .topic_count = TOPICS,
	        .seed = seed,
	        .seed_count = SEEDS,
	        .params = REPUTATION_PARAMS_INIT};

	setlocale(LC_ALL, ""); /* whatever the user's locale does must not matter */
	state = 20261124;
	make_history();
	for (unsigned i = 0; i < 5; i++) {
		in.at = 20000 + DAYS - (int32_t)(100 * i);
		in.params.half_life = half_life[i];
		in.params.steps = i == 0 ? 3 : i;
		in.params.pair_cap = i % 2 ? 1 << 20 : 32768;
		print_world(&in);
	}
	in.params.steps = 5;
	in.seed_count = 3;
	print_world(&in);
	return 0;
}
