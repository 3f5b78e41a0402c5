/* SPDX-License-Identifier: MIT */
#include "tests/unit/core/reputation_slow.h"

#include "formats/buf.h"

#include <openssl/sha.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *const person[] = {"zed", "ada", "bob smith <b@x.org>", "silent"};
static const char *const topic[] = {"-", "docs"};
static const struct reputation_event event[] = {
        {1, 2, 20781, 1, 4},  /* 2026-11-24 */
        {0, 2, 20780, 0, 2},  /* the day before */
        {2, 2, 20780, 0, 4},  /* to oneself */
        {1, 0, 20781, 0, 0},  /* no units */
        {1, 0, 20782, 0, 4},  /* not yet */
        {2, 0, 20781, 0, 32}, /* from no seed, but reached */
};
static const uint32_t seed[] = {0, 1};

static struct reputation_input input(void)
{
	return (struct reputation_input){.event = event,
	        .event_count = sizeof event / sizeof *event,
	        .person = person,
	        .person_count = 4,
	        .topic = topic,
	        .topic_count = 2,
	        .seed = seed,
	        .seed_count = 2,
	        .at = 20781,
	        .params = REPUTATION_PARAMS_INIT};
}

static void digest_of(const struct reputation_input *in, char hex[REPUTATION_DIGEST])
{
	struct error err = ERROR_INIT;
	struct reputation *reputation;

	if (reputation_compute(&reputation, in, &err) || reputation_digest(reputation, hex, &err))
		fail_msg("%s", err.text);
	reputation_free(reputation);
}

static void sha256(const char *text, char hex[REPUTATION_DIGEST])
{
	unsigned char byte[SHA256_DIGEST_LENGTH];

	SHA256((const unsigned char *)text, strlen(text), byte);
	for (size_t i = 0; i < sizeof byte; i++)
		snprintf(hex + 2 * i, 3, "%02x", byte[i]);
}

/*
 * bob: ada's 8192 and zed's 4096 (aged by a day: floor(4096 * 2^(-1/180)) = 4080), each of half a
 * seed's voice; of the second step nothing.  zed: what bob has, over 32 units, half:
 * bob's standing without zed is (2^19 * 8192) << 21, and C(bob,zed) is the pair's cap, 32768.
 */
static void the_text_is_the_one_of_the_definition(void **state)
{
	char expected[REPUTATION_DIGEST], hex[REPUTATION_DIGEST], digits[WIDE_TEXT];
	struct buf text = BUF_INIT;
	struct reputation_input in = input();

	(void)state;
	buf_puts(&text, "moot-reputation 1\nhalf-life 180\nunits-of 512\npair-cap 32768\nsteps 3\n"
	                "at 2026-11-24\nseed ada\nseed zed\n"
	                "ada\tbob smith <b@x.org>\t2026-11-24\t4\tdocs\n"
	                "zed\tbob smith <b@x.org>\t2026-11-23\t2\t-\n"
	                "bob smith <b@x.org>\tzed\t2026-11-24\t32\t-\n");
	big bob = ((big)1 << 19) * (8192 + 4080) << 42;
	big zed = ((big)1 << 19) * 8192 * 32768 << 21;
	buf_print(&text, "bob smith <b@x.org>\t%s\n",
	        wide_text((struct wide){(uint64_t)(bob >> 64), (uint64_t)bob}, digits));
	buf_print(&text, "zed\t%s\n",
	        wide_text((struct wide){(uint64_t)(zed >> 64), (uint64_t)zed}, digits));
	sha256(text.data, expected);
	digest_of(&in, hex);
	assert_string_equal(hex, expected);
	buf_release(&text);
}

static void whatever_counts_changes_the_digest(void **state)
{
	char hex[8][REPUTATION_DIGEST];
	struct reputation_event altered[sizeof event / sizeof *event];
	struct reputation_input in = input();

	(void)state;
	digest_of(&in, hex[0]);
	in.params.steps = 4;
	digest_of(&in, hex[1]);
	in = input();
	in.at++;
	digest_of(&in, hex[2]);
	in = input();
	in.seed_count = 1;
	digest_of(&in, hex[3]);
	in = input();
	memcpy(altered, event, sizeof event);
	altered[0].topic = 0;
	in.event = altered;
	digest_of(&in, hex[4]);
	for (int i = 0; i < 5; i++)
		for (int j = 0; j < i; j++)
			assert_string_not_equal(hex[i], hex[j]);
	/* and what does not count changes nothing */
	memcpy(altered, event, sizeof event);
	altered[2].topic = 1;
	altered[4].units = 1;
	digest_of(&in, hex[5]);
	assert_string_equal(hex[5], hex[0]);
}

static struct world world;

static void *digest_repeatedly(void *hex)
{
	struct reputation_input in = world_input(&world);

	for (int i = 0; i < 50; i++)
		digest_of(&in, hex);
	return NULL;
}

static void two_threads_get_the_same(void **state)
{
	char hex[2][REPUTATION_DIGEST], alone[REPUTATION_DIGEST];
	pthread_t thread[2];

	(void)state;
	random_state = 15;
	world_random(&world, 20, 3);
	struct reputation_input in = world_input(&world);
	digest_of(&in, alone);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, digest_repeatedly, hex[i]), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_join(thread[i], NULL), 0);
	assert_string_equal(hex[0], alone);
	assert_string_equal(hex[1], alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_text_is_the_one_of_the_definition),
	        cmocka_unit_test(whatever_counts_changes_the_digest),
	        cmocka_unit_test(two_threads_get_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
