/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/history/versions.h"

#include <string.h>

enum { KEYS = 3000, MAPS = 8, ROUNDS = 20000 };

static uint32_t seed = 1;

static uint32_t draw(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static const char value[4];

struct difference {
	const void *const *a, *const *b;
	uint32_t next; /* the first key not yet accounted for */
};

/* Each key handed out differs, those left out are equal. */
static void check_difference(void *context, uint32_t key, const void *a, const void *b)
{
	struct difference *difference = context;

	for (; difference->next < key; difference->next++)
		assert_ptr_equal(difference->a[difference->next], difference->b[difference->next]);
	assert_ptr_equal(a, difference->a[key]);
	assert_ptr_equal(b, difference->b[key]);
	assert_ptr_not_equal(a, b);
	difference->next = key + 1;
}

/* Against plain arrays: maps are set, shared and given back in any order. */
static void test_model(void **state)
{
	static const void *model[MAPS][KEYS];
	struct versions_map map[MAPS] = {{NULL}};
	struct arena arena = ARENA_INIT;
	struct versions versions;

	(void)state;
	versions_init(&versions, &arena, KEYS);
	for (int round = 0; round < ROUNDS; round++) {
		uint32_t one = draw(MAPS), other = draw(MAPS), key = draw(KEYS);
		if (draw(50) == 0 && one != other) {
			versions_drop(&versions, &map[one]);
			map[one] = versions_share(map[other]);
			memcpy(model[one], model[other], sizeof model[one]);
		} else if (draw(400) == 0) {
			versions_drop(&versions, &map[one]);
			memset(model[one], 0, sizeof model[one]);
		}
		model[one][key] = draw(4) ? &value[draw(4)] : NULL;
		versions_set(&versions, &map[one], key, model[one][key]);
		key = draw(KEYS);
		assert_ptr_equal(versions_get(&versions, map[other], key), model[other][key]);
		if (round % 500)
			continue;
		struct difference difference = {model[one], model[other], 0};
		versions_compare(&versions, map[one], map[other], check_difference, &difference);
		for (; difference.next < KEYS; difference.next++)
			assert_ptr_equal(
			        model[one][difference.next], model[other][difference.next]);
	}
	arena_release(&arena);
}

/* A line of changes uses the nodes it has, and what is given back is used again. */
static void test_memory(void **state)
{
	struct arena arena = ARENA_INIT;
	struct versions versions;
	struct versions_map map = {NULL};

	(void)state;
	versions_init(&versions, &arena, KEYS);
	for (uint32_t key = 0; key < KEYS; key++)
		versions_set(&versions, &map, key, value);
	size_t before = arena.total;
	for (int round = 0; round < ROUNDS; round++)
		versions_set(&versions, &map, draw(KEYS), &value[draw(4)]);
	assert_int_equal(arena.total, before);

	for (int round = 0; round < ROUNDS; round++) {
		struct versions_map copy = versions_share(map);
		versions_set(&versions, &copy, draw(KEYS), &value[draw(4)]);
		versions_drop(&versions, &map);
		map = copy;
	}
	assert_in_range(arena.total, before, before + 64 * 1024);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"maps that share their parts are as good as arrays", test_model, NULL, NULL, NULL},
	        {"changes in a line need no memory", test_memory, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("versions", tests, NULL, NULL);
}
