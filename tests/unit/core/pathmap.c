/* SPDX-License-Identifier: MIT */
#include "core/history/pathmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { KEYS = 3000, MAPS = 64, STEPS = 400 };

static uint32_t seed = 7;

static uint32_t chance(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* Keys near and far, so that maps of several heights meet. */
static uint32_t key_of(uint32_t number)
{
	return number < KEYS / 2 ? number : number * 1000003u;
}

static const char values[16];

struct plain {
	const void *value[KEYS];
};

static void test_set_and_get(void **state)
{
	struct arena arena = ARENA_INIT;
	struct pathmap map = PATHMAP_EMPTY;
	static struct plain plain;

	(void)state;
	for (int step = 0; step < 20000; step++) {
		uint32_t number = chance(KEYS);
		const void *value = chance(4) ? &values[chance(sizeof values)] : NULL;
		map = pathmap_set(&arena, map, key_of(number), value);
		plain.value[number] = value;
		number = chance(KEYS);
		assert_ptr_equal(pathmap_get(map, key_of(number)), plain.value[number]);
	}
	for (uint32_t number = 0; number < KEYS; number++)
		assert_ptr_equal(pathmap_get(map, key_of(number)), plain.value[number]);
	assert_null(pathmap_get(map, UINT32_MAX));
	arena_release(&arena);
}

struct seen {
	const struct plain *a, *b;
	bool met[KEYS];
	uint32_t last;
	bool any;
};

static uint32_t number_of(uint32_t key)
{
	for (uint32_t number = 0; number < KEYS; number++)
		if (key_of(number) == key)
			return number;
	fail();
	return 0;
}

static void see(void *context, uint32_t key, const void *a, const void *b)
{
	struct seen *seen = context;
	uint32_t number = number_of(key);

	assert_true(!seen->any || key > seen->last);
	seen->any = true;
	seen->last = key;
	assert_ptr_equal(a, seen->a->value[number]);
	assert_ptr_equal(b, seen->b->value[number]);
	assert_ptr_not_equal(a, b);
	seen->met[number] = true;
}

/* A tree of versions: each is made from an earlier one, which stays as it was. */
static void test_versions(void **state)
{
	struct arena arena = ARENA_INIT;
	static struct pathmap map[MAPS];
	static struct plain plain[MAPS];
	static struct seen seen;

	(void)state;
	for (int i = 1; i < MAPS; i++) {
		int from = (int)chance((uint32_t)i);
		map[i] = map[from];
		plain[i] = plain[from];
		for (uint32_t steps = chance(STEPS); steps; steps--) {
			uint32_t number = chance(i < 8 ? 12 : KEYS);
			const void *value = chance(5) ? &values[chance(sizeof values)] : NULL;
			map[i] = pathmap_set(&arena, map[i], key_of(number), value);
			plain[i].value[number] = value;
		}
	}
	for (int i = 0; i < 200; i++) {
		uint32_t a = chance(MAPS), b = chance(MAPS);
		memset(&seen, 0, sizeof seen);
		seen.a = &plain[a];
		seen.b = &plain[b];
		pathmap_compare(map[a], map[b], see, &seen);
		for (uint32_t number = 0; number < KEYS; number++)
			assert_int_equal(
			        seen.met[number], plain[a].value[number] != plain[b].value[number]);
	}
	arena_release(&arena);
}

static void test_same_value(void **state)
{
	struct arena arena = ARENA_INIT;
	struct pathmap map = PATHMAP_EMPTY;

	(void)state;
	map = pathmap_set(&arena, map, 5, values);
	struct pathmap again = pathmap_set(&arena, map, 5, values);
	assert_ptr_equal(map.root, again.root);
	again = pathmap_set(&arena, map, 123456, NULL);
	assert_ptr_equal(map.root, again.root);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"what was set last is what is found", test_set_and_get, NULL, NULL, NULL},
	        {"two versions differ exactly where their values do, in the order of keys",
	                test_versions, NULL, NULL, NULL},
	        {"setting what is there makes no new map", test_same_value, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
