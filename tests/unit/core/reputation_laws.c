/* SPDX-License-Identifier: MIT */
/*
 * The laws of moot-reputation(7), each over thousands of random worlds in exact integers; and the
 * plain walk, which counts later visits too and must break those laws that say why moot does not.
 */
#include "tests/unit/core/reputation_slow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { CASES = 2500 };

/* ---- the score under test: ours, or the mutant ---- */

typedef void scorer(const struct world *world, big *score);

static struct reputation *compute(const struct world *world)
{
	struct reputation_input in = world_input(world);
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	if (reputation_compute(&reputation, &in, &err))
		fail_msg("%s", err.text);
	return reputation;
}

static void ours(const struct world *world, big *score)
{
	struct reputation *reputation = compute(world);

	for (unsigned x = 0; x < world->people; x++)
		score[x] = joined(reputation_scores(reputation)[x]);
	reputation_free(reputation);
}

static void firmly(const struct world *world, big *score)
{
	struct reputation *reputation = compute(world);
	struct wide firm[PEOPLE_MAX];

	reputation_firm(reputation, REPUTATION_ALL, firm);
	for (unsigned x = 0; x < world->people; x++)
		score[x] = joined(firm[x]);
	reputation_free(reputation);
}

static struct slow slow; /* large; filled by each case */

static void plain(const struct world *world, big *score)
{
	slow_init(&slow, world);
	for (unsigned x = 0; x < world->people; x++)
		score[x] = plain_score(&slow, x);
}

/* ---- laws: true where the case holds ---- */

typedef bool law(scorer *scores);

static struct world world, other;
static big before[PEOPLE_MAX], after[PEOPLE_MAX];

static bool same_scores(void)
{
	return memcmp(before, after, sizeof *before * world.people) == 0;
}

static bool law_1_remove_and_walk(scorer *scores)
{
	world_random(&world, 2 + below(8), SLOW_STEPS);
	scores(&world, before);
	slow_init(&slow, &world);
	for (unsigned x = 0; x < world.people; x++)
		if (before[x] != slow_score(&slow, slow.c, slow.c, ALL, x))
			return false;
	return true;
}

/* Everything x wrote goes; something else of x comes, anywhere. */
static void rewrite(struct world *to, const struct world *from, uint32_t x)
{
	*to = *from;
	to->events = 0;
	for (unsigned i = 0; i < from->events; i++)
		if (from->event[i].giver != x)
			to->event[to->events++] = from->event[i];
	for (unsigned more = below(20); more > 0; more--) {
		struct reputation_event event = random_event(to, to->people);
		event.giver = x;
		world_insert(to, below(to->events + 1), event);
	}
}

static bool law_3_own_words_do_nothing(scorer *scores)
{
	world_random(&world, 2 + below(8), SLOW_STEPS);
	uint32_t x = below(world.people);
	rewrite(&other, &world, x);
	scores(&world, before);
	scores(&other, after);
	return before[x] == after[x];
}

static bool law_4_giving_costs_nothing(scorer *scores)
{
	world_random(&world, 2 + below(8), SLOW_STEPS);
	other = world;
	uint32_t x = below(world.people);
	struct reputation_event event = random_event(&world, world.people);
	event.giver = x;
	event.receiver = (x + 1 + below(world.people - 1)) % world.people;
	world_insert(&other, other.events, event);
	scores(&world, before);
	scores(&other, after);
	return before[x] == after[x];
}

static bool law_4_self_thanks_are_nothing(scorer *scores)
{
	world_random(&world, 2 + below(8), SLOW_STEPS);
	other = world;
	for (unsigned more = 1 + below(20); more > 0; more--) {
		struct reputation_event event = random_event(&world, world.people);
		event.receiver = event.giver;
		world_insert(&other, below(other.events + 1), event);
	}
	scores(&world, before);
	scores(&other, after);
	return same_scores();
}

/* x and sybils who are no seeds and whom only x and sybils mention: silent, then not. */
static bool law_5_sybils_add_nothing(scorer *scores)
{
	unsigned honest = 2 + below(6), sybils = 1 + below(6), kept = 0;

	world_random(&world, honest + sybils, SLOW_STEPS);
	uint32_t x = below(honest);
	for (unsigned i = 0; i < world.seeds; i++)
		if (world.seed[i] < honest)
			world.seed[kept++] = world.seed[i];
	world.seeds = kept;
	for (unsigned i = 0; i < world.events; i++) {
		struct reputation_event *event = &world.event[i];
		if (event->giver < honest && event->giver != x && event->receiver >= honest)
			event->receiver = below(honest);
	}
	other = world;
	other.events = 0;
	for (unsigned i = 0; i < world.events; i++)
		if (world.event[i].giver < honest && world.event[i].receiver < honest)
			other.event[other.events++] = world.event[i];
	scores(&world, before);
	scores(&other, after);
	return before[x] == after[x];
}

static bool law_6_unendorsed_accounts_change_nobody(scorer *scores)
{
	unsigned honest = 2 + below(6), strangers = 1 + below(6), kept = 0;

	world_random(&world, honest + strangers, SLOW_STEPS);
	for (unsigned i = 0; i < world.seeds; i++)
		if (world.seed[i] < honest)
			world.seed[kept++] = world.seed[i];
	world.seeds = kept;
	other = world;
	other.events = 0;
	for (unsigned i = 0; i < world.events; i++) {
		struct reputation_event *event = &world.event[i];
		if (event->receiver >= honest)
			event->receiver = event->giver < honest ? below(honest) : event->receiver;
		if (event->giver < honest)
			other.event[other.events++] = *event;
	}
	scores(&world, before);
	scores(&other, after);
	for (unsigned i = honest; i < world.people; i++)
		if (before[i])
			return false;
	return same_scores();
}

static bool law_7_endorsements_lower_nobody(scorer *scores)
{
	world_random(&world, 2 + below(8), SLOW_STEPS);
	other = world;
	world_insert(&other, other.events, random_event(&world, world.people));
	scores(&world, before);
	scores(&other, after);
	for (unsigned x = 0; x < world.people; x++)
		if (after[x] < before[x])
			return false;
	return true;
}

static bool law_8_silence_raises_nobody(scorer *scores)
{
	world_random(&world, 2 + below(8), SLOW_STEPS);
	world.at = 20800; /* after all events */
	other = world;
	other.at += (int32_t)below(400);
	scores(&world, before);
	scores(&other, after);
	for (unsigned x = 0; x < world.people; x++)
		if (after[x] > before[x])
			return false;
	return true;
}

static bool law_9_the_order_of_givers_is_nothing(scorer *scores)
{
	unsigned next[PEOPLE_MAX] = {0};

	world_random(&world, 2 + below(8), SLOW_STEPS);
	other = world;
	for (unsigned left = world.events, i = 0; left > 0; left--, i++) {
		uint32_t giver; /* who speaks next */
		do {
			giver = below(world.people);
			while (next[giver] < world.events &&
			        world.event[next[giver]].giver != giver)
				next[giver]++;
		} while (next[giver] == world.events);
		other.event[i] = world.event[next[giver]++];
	}
	scores(&world, before);
	scores(&other, after);
	return same_scores();
}

static uint64_t own_mass(const bool *member)
{
	uint64_t own = 0;

	for (unsigned x = 0; x < world.people; x++)
		own += member[x] ? slow.mass[x] : 0;
	return own;
}

/* What enters the members from outside, each walk once: as a score. */
static big entering(const bool *member, int panel)
{
	big standing[PEOPLE_MAX], flow = 0;

	slow_standings(&slow, slow.c, member, panel, standing);
	for (unsigned u = 0; u < world.people; u++)
		for (unsigned x = 0; x < world.people; x++)
			if (!member[u] && member[x])
				flow += standing[u] * slow.c[u][x];
	return flow;
}

static bool law_10_coalitions_are_bounded(scorer *scores)
{
	bool member[PEOPLE_MAX] = {false};
	big best = 0, sum = 0;

	world_random(&world, 3 + below(8), SLOW_STEPS);
	for (unsigned x = 0; x < world.people; x++)
		member[x] = below(2);
	scores(&world, before);
	for (unsigned x = 0; x < world.people; x++) {
		if (!member[x])
			continue;
		sum += before[x];
		if (before[x] > best)
			best = before[x];
	}
	slow_init(&slow, &world);
	big most = entering(member, ALL) + ((big)own_mass(member) << (21 * slow.steps - 1));
	return best <= most && sum <= 2 * most;
}

/* x and sybils who are no seeds; honest people were lured to mention the sybils. */
static bool law_11_lured_endorsements_help_little(scorer *scores)
{
	unsigned honest = 2 + below(6), kept = 0;
	bool sybil[PEOPLE_MAX] = {false};

	world_random(&world, honest + 1 + below(6), 4);
	uint32_t x = below(honest);
	for (unsigned i = 0; i < world.seeds; i++)
		if (world.seed[i] < honest)
			world.seed[kept++] = world.seed[i];
	world.seeds = kept;
	other = world;
	other.events = 0;
	for (unsigned i = 0; i < world.events; i++)
		if (world.event[i].giver < honest)
			other.event[other.events++] = world.event[i];
	scores(&world, before);
	scores(&other, after);

	bool out[PEOPLE_MAX] = {false};
	big standing[PEOPLE_MAX], flow = 0;
	slow_init(&slow, &world);
	for (unsigned y = honest; y < world.people; y++)
		sybil[y] = out[y] = true;
	out[x] = true; /* what x gives the sybils comes back to x and counts nothing */
	slow_standings(&slow, slow.c, out, ALL, standing);
	for (unsigned u = 0; u < world.people; u++)
		for (unsigned y = 0; y < world.people; y++)
			if (!out[u] && sybil[y])
				flow += standing[u] * slow.c[u][y];
	return (before[x] - after[x]) << 20 <= flow * world.params.pair_cap;
}

/* ---- running them ---- */

static unsigned broken(law *holds, scorer *scores)
{
	unsigned count = 0;

	random_state = 20261124;
	for (unsigned i = 0; i < CASES; i++)
		count += !holds(scores);
	return count;
}

struct checked {
	law *holds;
	scorer *scores;
};

static void holds_always(void **state)
{
	const struct checked *checked = *state;

	assert_int_equal(broken(checked->holds, checked->scores), 0);
}

static void is_broken_by_the_mutant(void **state)
{
	const struct checked *checked = *state;

	assert_true(broken(checked->holds, plain) > CASES / 100);
}

/* Else the laws would hold for want of anything to hold for. */
static void worlds_are_worth_testing_in(void **state)
{
	unsigned scored = 0, returning = 0, capped = 0, late = 0, firm = 0;

	(void)state;
	random_state = 1;
	for (unsigned i = 0; i < CASES; i++) {
		bool cap = false, after_date = false;
		world_random(&world, 2 + below(8), SLOW_STEPS);
		ours(&world, before);
		plain(&world, after);
		scored += before[0] > 0 && before[1] > 0;
		returning += !same_scores();
		for (unsigned e = 0; e < world.events; e++) {
			cap |= slow.share[e] >= world.params.pair_cap / 2;
			after_date |= world.event[e].day > world.at;
		}
		capped += cap;
		late += after_date;
		firmly(&world, after);
		firm += after[0] > 0;
	}
	assert_true(scored > CASES / 3);
	assert_true(returning > CASES / 4);
	assert_true(capped > CASES / 4);
	assert_true(late > CASES / 10);
	assert_true(firm > CASES / 8);
}

/* Laws that look at more than scores. */

static void rows_and_pairs_are_capped(void **state) /* 2 */
{
	(void)state;
	random_state = 2;
	for (unsigned i = 0; i < CASES; i++) {
		uint64_t given[PEOPLE_MAX] = {0}, pair[PEOPLE_MAX][PEOPLE_MAX] = {{0}};
		world_random(&world, 2 + below(8), SLOW_STEPS);
		struct reputation *reputation = compute(&world);
		for (unsigned e = 0; e < world.events; e++) {
			uint32_t weight = reputation_weight(reputation, e);
			given[world.event[e].giver] += weight;
			pair[world.event[e].giver][world.event[e].receiver] += weight;
			assert_true(weight <= reputation_share(reputation, e));
		}
		for (unsigned u = 0; u < world.people; u++) {
			assert_true(given[u] <= 1 << 20);
			for (unsigned x = 0; x < world.people; x++)
				assert_true(pair[u][x] <= world.params.pair_cap);
		}
		slow_init(&slow, &world);
		for (unsigned e = 0; e < world.events; e++) {
			assert_true(reputation_share(reputation, e) == slow.share[e]);
			assert_true(reputation_weight(reputation, e) == slow.weight[e]);
		}
		reputation_free(reputation);
	}
}

/* However much one person writes, it is at most the pair cap of what that person's voice is. */
static void one_giver_is_capped(void **state) /* 12 */
{
	bool nobody[PEOPLE_MAX] = {false};
	big voice[PEOPLE_MAX];

	(void)state;
	random_state = 12;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(8), SLOW_STEPS);
		uint32_t u = below(world.people), x = (u + 1) % world.people;
		for (unsigned more = below(i % 50 ? 40 : 1000); more > 0; more--) {
			struct reputation_event event = random_event(&world, world.people);
			event.giver = u;
			event.receiver = x;
			world_insert(&world, below(world.events + 1), event);
		}
		struct reputation *reputation = compute(&world);
		slow_init(&slow, &world);
		slow_standings(&slow, slow.c, nobody, ALL, voice);
		struct reputation_debt debt = reputation_owed(reputation, u, x);
		assert_true(joined(debt.direct) <= voice[u] * world.params.pair_cap);
		reputation_free(reputation);
	}
}

static void firm_is_the_definition(void **state) /* 14 */
{
	struct wide firm[PEOPLE_MAX];

	(void)state;
	random_state = 14;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(12), SLOW_STEPS);
		struct reputation *reputation = compute(&world);
		uint32_t q = below(2) ? below(world.topics) : REPUTATION_ALL;
		slow_init(&slow, &world);
		assert_int_equal(reputation_firm(reputation, q, firm), world.seeds >= 4);
		for (unsigned x = 0; x < world.people; x++) {
			assert_true(joined(firm[x]) ==
			            slow_firm(&slow, q == REPUTATION_ALL ? slow.c : slow.topic_c[q],
			                    x));
			big panels = 0; /* nothing trimmed: the plain score */
			for (unsigned p = 0; p < slow.panels; p++)
				panels += slow_score(&slow, slow.c, slow.c, (int)p, x);
			assert_true(panels == joined(reputation_scores(reputation)[x]));
		}
		reputation_free(reputation);
	}
}

static void captured_seeds_cannot_make_firm(void **state) /* 14 */
{
	struct wide firm[PEOPLE_MAX];

	(void)state;
	random_state = 141;
	for (unsigned i = 0; i < CASES; i++) {
		bool captured[PEOPLE_MAX] = {false}, held[64] = {false};
		world_random(&world, 6 + below(8), SLOW_STEPS);
		slow_init(&slow, &world);
		for (unsigned x = 0; x < world.people; x++) /* any sybils */
			captured[x] = !world_is_seed(&world, x) && below(2);
		for (unsigned t = 0; t < slow.panels / 4; t++)
			captured[world.seed[t]] = held[slow.panel[world.seed[t]]] = true;
		big honest = 0;
		for (unsigned p = 0; p < slow.panels; p++)
			honest += held[p] ? 0 : entering(captured, (int)p);
		struct reputation *reputation = compute(&world);
		reputation_firm(reputation, REPUTATION_ALL, firm);
		for (unsigned x = 0; x < world.people; x++)
			assert_true(!captured[x] || joined(firm[x]) <= honest);
		reputation_free(reputation);
	}
}

#define HOLDS(law) CHECK("law " #law " holds", holds_always, law, ours)
#define FIRMLY(law) CHECK("law " #law " holds for firm", holds_always, law, firmly)
#define MUTANT(law) CHECK("a plain walk breaks law " #law, is_broken_by_the_mutant, law, plain)
#define CHECK(title, run, law, scorer)                                                             \
	{                                                                                          \
		title, run, NULL, NULL, &(struct checked)                                          \
		{                                                                                  \
			law_##law, scorer                                                          \
		}                                                                                  \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(worlds_are_worth_testing_in),
	        HOLDS(1_remove_and_walk),
	        HOLDS(3_own_words_do_nothing),
	        HOLDS(4_giving_costs_nothing),
	        HOLDS(4_self_thanks_are_nothing),
	        HOLDS(5_sybils_add_nothing),
	        HOLDS(6_unendorsed_accounts_change_nobody),
	        HOLDS(7_endorsements_lower_nobody),
	        HOLDS(8_silence_raises_nobody),
	        HOLDS(9_the_order_of_givers_is_nothing),
	        HOLDS(10_coalitions_are_bounded),
	        HOLDS(11_lured_endorsements_help_little),
	        FIRMLY(3_own_words_do_nothing),
	        FIRMLY(5_sybils_add_nothing),
	        FIRMLY(7_endorsements_lower_nobody),
	        MUTANT(1_remove_and_walk),
	        MUTANT(3_own_words_do_nothing),
	        MUTANT(4_giving_costs_nothing),
	        MUTANT(5_sybils_add_nothing),
	        MUTANT(10_coalitions_are_bounded),
	        cmocka_unit_test(rows_and_pairs_are_capped),
	        cmocka_unit_test(one_giver_is_capped),
	        cmocka_unit_test(firm_is_the_definition),
	        cmocka_unit_test(captured_seeds_cannot_make_firm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
