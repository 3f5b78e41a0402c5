/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/history/paths.h"

#include <stdio.h>

static void each_path_is_kept_once(void **state)
{
	struct arena arena = ARENA_INIT;
	struct paths paths = PATHS_INIT(&arena);
	char text[16];

	(void)state;
	assert_int_equal(paths_find(&paths, "", 0), UINT32_MAX);
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 5000; i++) {
			int len = snprintf(text, sizeof text, "%x", i);

			assert_int_equal(paths_add(&paths, text, (size_t)len), i);
			assert_int_equal(paths_find(&paths, text, (size_t)len), i);
		}
	assert_int_equal(paths.count, 5000);
	assert_int_equal(paths_find(&paths, "zz", 2), UINT32_MAX);
	assert_int_equal(paths_add(&paths, "a\0b", 3), 5000);
	assert_int_equal(paths.entry[5000].len, 3);
	assert_int_equal(paths_add(&paths, "", 0), 5001);
	assert_int_equal(paths_find(&paths, "", 0), 5001);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_path_is_kept_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
