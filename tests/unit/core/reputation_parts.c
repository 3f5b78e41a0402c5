/* SPDX-License-Identifier: MIT */
/* What a score is made of: parts, topics, breadth and debts, against the definition (law 13). */
#include "tests/unit/core/reputation_slow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { CASES = 2500 };

static struct world world, other;
static struct slow slow;
static big before[PEOPLE_MAX], after[PEOPLE_MAX];

static struct reputation *compute(const struct world *of)
{
	struct reputation_input in = world_input(of);
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	if (reputation_compute(&reputation, &in, &err))
		fail_msg("%s", err.text);
	return reputation;
}

static void scores_of(const struct world *of, big *score)
{
	struct reputation *reputation = compute(of);

	for (unsigned x = 0; x < of->people; x++)
		score[x] = joined(reputation_scores(reputation)[x]);
	reputation_free(reputation);
}

/* The parts of x against the definition; returns their sum over one topic or all. */
static big check_parts(struct reputation *reputation, uint32_t x, uint32_t topic)
{
	struct arena arena = ARENA_INIT;
	bool out[PEOPLE_MAX] = {false};
	big standing[PEOPLE_MAX], sum = 0;
	size_t count, seen = 0;
	const struct reputation_part *part =
	        reputation_explain(reputation, &arena, x, topic, &count);

	out[x] = true;
	slow_standings(&slow, slow.c, out, ALL, standing);
	for (unsigned e = 0; e < world.events; e++) {
		const struct reputation_event *event = &world.event[e];
		if (event->receiver != x || event->giver == x || !event->units ||
		        event->day > world.at || (topic != REPUTATION_ALL && event->topic != topic))
			continue;
		assert_true(seen < count);
		assert_int_equal(part[seen].event, e);
		assert_int_equal(part[seen].giver, event->giver);
		assert_true(part[seen].share == slow.share[e]);
		assert_true(part[seen].weight == slow.weight[e]);
		assert_true(joined(part[seen].standing) == standing[event->giver]);
		assert_true(joined(part[seen].part) == standing[event->giver] * slow.weight[e]);
		sum += joined(part[seen++].part);
	}
	assert_int_equal(seen, count);
	arena_release(&arena);
	return sum;
}

static void parts_add_up_and_topics_too(void **state)
{
	struct wide score[TOPICS_MAX][PEOPLE_MAX];

	(void)state;
	random_state = 13;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(8), SLOW_STEPS);
		struct reputation *reputation = compute(&world);
		if (i % 2)
			reputation_index(reputation);
		slow_init(&slow, &world);
		for (uint32_t q = 0; q < world.topics; q++)
			reputation_topic(reputation, q, score[q]);
		for (unsigned x = 0; x < world.people; x++) {
			big total = joined(reputation_scores(reputation)[x]), sum = 0;
			assert_true(check_parts(reputation, x, REPUTATION_ALL) == total);
			for (uint32_t q = 0; q < world.topics; q++) {
				assert_true(joined(score[q][x]) ==
				            slow_score(&slow, slow.c, slow.topic_c[q], ALL, x));
				assert_true(check_parts(reputation, x, q) == joined(score[q][x]));
				sum += joined(score[q][x]);
			}
			assert_true(sum == total);
		}
		reputation_free(reputation);
	}
}

static void a_persons_topics_are_the_topics_scores(void **state)
{
	struct wide score[TOPICS_MAX][PEOPLE_MAX];

	(void)state;
	random_state = 130;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(8), SLOW_STEPS);
		struct reputation *reputation = compute(&world);
		struct arena arena = ARENA_INIT;
		for (uint32_t q = 0; q < world.topics; q++)
			reputation_topic(reputation, q, score[q]);
		for (unsigned x = 0; x < world.people; x++) {
			size_t count, some = 0;
			const struct reputation_in_topic *topic =
			        reputation_topics(reputation, &arena, x, &count);
			for (size_t t = 0; t < count; t++) {
				assert_int_equal(
				        wide_compare(topic[t].score, score[topic[t].topic][x]), 0);
				if (t == 0)
					continue;
				int order = wide_compare(topic[t - 1].score, topic[t].score);
				assert_true(
				        order > 0 ||
				        (order == 0 && strcmp(world.topic[topic[t - 1].topic],
				                               world.topic[topic[t].topic]) < 0));
			}
			for (uint32_t q = 0; q < world.topics; q++)
				some += !wide_zero(score[q][x]);
			assert_int_equal(some, count);
		}
		arena_release(&arena);
		reputation_free(reputation);
	}
}

static void strict_topics_take_all_hops_in_one(void **state)
{
	(void)state;
	random_state = 131;
	for (unsigned i = 0; i < CASES; i++) {
		struct error err = ERROR_INIT;
		struct reputation *strict;
		struct wide score[PEOPLE_MAX];
		world_random(&world, 2 + below(8), SLOW_STEPS);
		uint32_t q = below(world.topics);
		struct reputation *reputation = compute(&world);
		assert_int_equal(reputation_strict(&strict, reputation, q, &err), 0);
		reputation_free(reputation);
		slow_init(&slow, &world);
		for (unsigned x = 0; x < world.people; x++) {
			struct arena arena = ARENA_INIT;
			big sum = 0;
			size_t count;
			const struct reputation_part *part =
			        reputation_explain(strict, &arena, x, REPUTATION_ALL, &count);
			for (size_t e = 0; e < count; e++)
				sum += joined(part[e].part);
			assert_true(joined(reputation_scores(strict)[x]) ==
			            slow_score(&slow, slow.topic_c[q], slow.topic_c[q], ALL, x));
			assert_true(sum == joined(reputation_scores(strict)[x]));
			arena_release(&arena);
		}
		reputation_topic(strict, q, score);
		assert_memory_equal(score, reputation_scores(strict), sizeof *score * world.people);
		if (world.topics > 1) {
			reputation_topic(strict, (q + 1) % world.topics, score);
			for (unsigned x = 0; x < world.people; x++)
				assert_true(wide_zero(score[x]));
		}
		reputation_free(strict);
	}
}

/* Everybody's standing from the panels that x's firm score is left with, of panels that give the
 * same the first left out. */
static void firm_standings(uint32_t x, uint64_t last[PEOPLE_MAX][PEOPLE_MAX], big *standing)
{
	bool out[PEOPLE_MAX] = {false}, gone[64] = {false};
	big one[PEOPLE_MAX];

	out[x] = true;
	for (unsigned trim = 0; trim < slow.panels / 4; trim++) {
		int largest = -1;
		for (unsigned p = 0; p < slow.panels; p++)
			if (!gone[p] && (largest < 0 || slow_score(&slow, slow.c, last, (int)p, x) >
			                                        slow_score(&slow, slow.c, last,
			                                                largest, x)))
				largest = (int)p;
		gone[largest] = true;
	}
	memset(standing, 0, sizeof *standing * PEOPLE_MAX);
	for (unsigned p = 0; p < slow.panels; p++) {
		if (gone[p])
			continue;
		slow_standings(&slow, slow.c, out, (int)p, one);
		for (unsigned u = 0; u < world.people; u++)
			standing[u] += one[u];
	}
}

static void parts_of_firm_add_up_to_it(void **state)
{
	struct wide firm[PEOPLE_MAX];
	unsigned shown = 0;

	(void)state;
	random_state = 132;
	for (unsigned i = 0; i < CASES; i++) {
		struct arena arena = ARENA_INIT;
		world_random(&world, 2 + below(12), SLOW_STEPS);
		struct reputation *reputation = compute(&world);
		uint32_t q = below(2) ? below(world.topics) : REPUTATION_ALL,
		         x = below(world.people);
		slow_init(&slow, &world);
		bool is_firm = reputation_firm(reputation, q, firm);
		size_t count;
		const struct reputation_part *part =
		        reputation_explain_firm(reputation, &arena, x, q, &count);
		assert_int_equal(part != NULL, is_firm);
		big standing[PEOPLE_MAX], sum = 0;
		if (part)
			firm_standings(x, q == REPUTATION_ALL ? slow.c : slow.topic_c[q], standing);
		for (size_t e = 0; e < count; e++) {
			assert_true(joined(part[e].standing) == standing[part[e].giver]);
			assert_true(
			        joined(part[e].part) == standing[part[e].giver] * part[e].weight);
			sum += joined(part[e].part);
		}
		assert_true(sum == joined(firm[x]));
		shown += sum > 0;
		/* what was taken of the scratch memory is given back */
		check_parts(reputation, x, REPUTATION_ALL);
		arena_release(&arena);
		reputation_free(reputation);
	}
	assert_true(shown > CASES / 8);
}

/* reputation_owed() is what is missing when a giver has never written. */
static void debts_are_what_silence_would_cost(void **state)
{
	(void)state;
	random_state = 120;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(8), SLOW_STEPS);
		uint32_t u = below(world.people), x = below(world.people);
		other = world;
		other.events = 0;
		for (unsigned e = 0; e < world.events; e++)
			if (world.event[e].giver != u)
				other.event[other.events++] = world.event[e];
		scores_of(&world, before);
		scores_of(&other, after);
		struct reputation *reputation = compute(&world);
		struct reputation_debt debt = reputation_owed(reputation, u, x);
		assert_true(joined(debt.all) == before[x] - after[x]);
		assert_true(wide_compare(debt.direct, debt.all) <= 0);
		reputation_free(reputation);
	}
}

static void breadth_is_the_definition(void **state)
{
	(void)state;
	random_state = 15;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(8), SLOW_STEPS);
		struct reputation *reputation = compute(&world);
		uint32_t q = below(2) ? below(world.topics) : REPUTATION_ALL;
		slow_init(&slow, &world);
		for (unsigned x = 0; x < world.people; x++) {
			bool out[PEOPLE_MAX] = {false};
			big standing[PEOPLE_MAX], g[PEOPLE_MAX] = {0}, sum = 0, squares = 0;
			unsigned shift = 0;
			out[x] = true;
			slow_standings(&slow, slow.c, out, ALL, standing);
			big score = slow_score(&slow, slow.c,
			        q == REPUTATION_ALL ? slow.c : slow.topic_c[q], ALL, x);
			while (score >> shift >= 1 << 30)
				shift++;
			for (unsigned e = 0; e < world.events; e++)
				if (world.event[e].receiver == x &&
				        (q == REPUTATION_ALL || world.event[e].topic == q))
					g[world.event[e].giver] +=
					        (standing[world.event[e].giver] * slow.weight[e]) >>
					        shift;
			for (unsigned u = 0; u < world.people; u++) {
				sum += g[u];
				squares += g[u] * g[u];
			}
			struct reputation_breadth breadth = reputation_breadth(reputation, x, q);
			assert_true(breadth.tenths == (squares ? 10 * sum * sum / squares : 0));
			assert_int_equal(breadth.three, squares && sum * sum >= 3 * squares);
		}
		reputation_free(reputation);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(parts_add_up_and_topics_too),
	        cmocka_unit_test(a_persons_topics_are_the_topics_scores),
	        cmocka_unit_test(strict_topics_take_all_hops_in_one),
	        cmocka_unit_test(parts_of_firm_add_up_to_it),
	        cmocka_unit_test(debts_are_what_silence_would_cost),
	        cmocka_unit_test(breadth_is_the_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
