/* SPDX-License-Identifier: MIT */
#include "formats/date.h"
#include "tests/unit/core/reputation_slow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { CASES = 2500 };

static struct world world, prefix;

static struct reputation *compute(const struct reputation_input *in)
{
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	if (reputation_compute(&reputation, in, &err))
		fail_msg("%s", err.text);
	return reputation;
}

static struct reputation_shares *shares_of(const struct world *of, int32_t at)
{
	struct error err = ERROR_INIT;
	struct reputation_shares *shares;

	assert_int_equal(reputation_shares_new(&shares, &of->params, at, &err), 0);
	return shares;
}

static void append(struct reputation_shares *shares, const struct reputation_event *event, size_t n)
{
	struct error err = ERROR_INIT;

	assert_int_equal(reputation_shares_append(shares, event, n, &err), 0);
}

static void appending_equals_a_fresh_run(void **state)
{
	(void)state;
	random_state = 1;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(12), 3);
		struct reputation_shares *shares = shares_of(&world, world.at);
		for (unsigned done = 0; done < world.events;) {
			unsigned more = below(world.events - done + 1);
			append(shares, world.event + done, more);
			done += more;
			if (more == 0)
				continue;
			/* at every stop: what a run over the events so far gives */
			prefix = world;
			prefix.events = done;
			struct reputation_input in = world_input(&prefix);
			struct reputation *fresh = compute(&in);
			size_t count;
			const uint32_t *share = reputation_shares_all(shares, &count);
			assert_int_equal(count, done);
			for (unsigned e = 0; e < done; e++)
				assert_int_equal(share[e], reputation_share(fresh, e));
			in.shares = shares;
			struct reputation *cached = compute(&in);
			assert_memory_equal(reputation_scores(cached), reputation_scores(fresh),
			        sizeof(struct wide) * world.people);
			reputation_free(cached);
			reputation_free(fresh);
		}
		reputation_shares_free(shares);
	}
}

static void shares_hold_for_the_dates_they_say(void **state)
{
	unsigned held = 0, not_held = 0;

	(void)state;
	random_state = 2;
	for (unsigned i = 0; i < CASES; i++) {
		world_random(&world, 2 + below(6), 3);
		struct reputation_shares *shares = shares_of(&world, world.at);
		append(shares, world.event, world.events);
		for (unsigned tries = 0; tries < 4; tries++) {
			struct reputation_input in = world_input(&world);
			in.at = world.at + (int32_t)below(60) - 30;
			if (!reputation_shares_hold(shares, in.at)) {
				struct error err = ERROR_INIT;
				struct reputation *refused;
				in.shares = shares;
				assert_int_equal(reputation_compute(&refused, &in, &err), -1);
				assert_null(refused);
				not_held++;
				continue;
			}
			struct reputation *fresh = compute(&in);
			size_t count;
			const uint32_t *share = reputation_shares_all(shares, &count);
			for (unsigned e = 0; e < count; e++)
				assert_int_equal(share[e], reputation_share(fresh, e));
			reputation_free(fresh);
			held++;
		}
		reputation_shares_free(shares);
	}
	assert_true(held > CASES / 2 && not_held > CASES / 2);
}

/* ada to bob 4 units a line, standard parameters: (2^20 - B) * 4 / 512, and K - P */
static void four_thanks_fill_a_pair(void **state)
{
	static const uint32_t expected[] = {8192, 8128, 8064, 8001, 383, 0};
	struct reputation_event event[6];
	size_t count;

	(void)state;
	world_random(&world, 2, 3);
	world.params = (struct reputation_params)REPUTATION_PARAMS_INIT;
	for (unsigned i = 0; i < 6; i++)
		event[i] = (struct reputation_event){0, 1, 20000, 0, 4};
	struct reputation_shares *shares = shares_of(&world, 20000);
	append(shares, event, 6);
	const uint32_t *share = reputation_shares_all(shares, &count);
	for (unsigned i = 0; i < 6; i++)
		assert_int_equal(share[i], expected[i]);

	/* a half-life on, half has come back: up(32768) = 16384 */
	event[0].day = 20180;
	struct reputation_shares *later = shares_of(&world, 20180);
	append(later, event + 1, 5);
	append(later, event, 1);
	share = reputation_shares_all(later, &count);
	assert_int_equal(share[4], 383);
	assert_int_equal(share[5], (1048576 - 16384) * 4 / 512);
	reputation_shares_free(shares);
	reputation_shares_free(later);
}

static void back_dating_grows_nothing_back(void **state)
{
	struct reputation_event event[] = {
	        {0, 1, 20180, 0, 32}, {0, 1, 20000, 0, 32}, {0, 1, 20180, 0, 32}};
	size_t count;

	(void)state;
	world_random(&world, 2, 3);
	world.params = (struct reputation_params)REPUTATION_PARAMS_INIT;
	struct reputation_shares *shares = shares_of(&world, 20180);
	append(shares, event, 3);
	const uint32_t *share = reputation_shares_all(shares, &count);
	assert_int_equal(share[0], 32768); /* 65536 wanted, the cap given */
	assert_int_equal(share[1], 0);
	assert_int_equal(share[2], 0);
	reputation_shares_free(shares);
}

static void an_event_after_the_date_is_not_there(void **state)
{
	struct reputation_event event[] = {
	        {0, 1, 20000, 0, 4}, {0, 1, 30000, 0, 4}, {0, 1, 20000, 0, 4}};
	size_t count;

	(void)state;
	world_random(&world, 2, 3);
	world.params = (struct reputation_params)REPUTATION_PARAMS_INIT;
	struct reputation_shares *shares = shares_of(&world, 29999);
	append(shares, event, 3);
	const uint32_t *share = reputation_shares_all(shares, &count);
	assert_int_equal(share[0], 8192);
	assert_int_equal(share[1], 0);
	assert_int_equal(share[2], 8128);
	assert_true(reputation_shares_hold(shares, 20000));
	assert_true(reputation_shares_hold(shares, 29999));
	assert_false(reputation_shares_hold(shares, 19999));
	assert_false(reputation_shares_hold(shares, 30000));
	reputation_shares_free(shares);
}

static void days_may_be_as_far_apart_as_they_can(void **state)
{
	struct reputation_event event[] = {{0, 1, DAY_FIRST, 0, 4}, {0, 1, DAY_LAST, 0, 4}};
	struct reputation_input in;
	const char *person[] = {"ada", "bob"}, *topic[] = {"-"};
	uint32_t seed[] = {0};

	(void)state;
	in = (struct reputation_input){.event = event,
	        .event_count = 2,
	        .person = person,
	        .person_count = 2,
	        .topic = topic,
	        .topic_count = 1,
	        .seed = seed,
	        .seed_count = 1,
	        .at = DAY_LAST,
	        .params = REPUTATION_PARAMS_INIT};
	struct reputation *reputation = compute(&in);
	assert_int_equal(reputation_share(reputation, 0), 8192);
	assert_int_equal(reputation_weight(reputation, 0), 0);
	/* one unit of the 8192 never ages away: upwards always */
	assert_int_equal(reputation_share(reputation, 1), (1048576 - 1) * 4 / 512);
	assert_int_equal(reputation_weight(reputation, 1), (1048576 - 1) * 4 / 512);
	reputation_free(reputation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(appending_equals_a_fresh_run),
	        cmocka_unit_test(shares_hold_for_the_dates_they_say),
	        cmocka_unit_test(four_thanks_fill_a_pair),
	        cmocka_unit_test(back_dating_grows_nothing_back),
	        cmocka_unit_test(an_event_after_the_date_is_not_there),
	        cmocka_unit_test(days_may_be_as_far_apart_as_they_can),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
