/* SPDX-License-Identifier: MIT */
#include "formats/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const char ed25519[] =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINSp5boOW3ILQHdu7Om2x8bb7AtEKE1DNTznYvdt4SsE";

static struct arena arena = ARENA_INIT;

static void a_key_is_known_by_its_fingerprint(void **state)
{
	struct key key, same;

	(void)state;
	assert_true(key_parse(&key, &arena, ed25519));
	assert_string_equal(key.type, "ssh-ed25519");
	assert_false(key.openpgp);
	assert_int_equal(key.len, 51);
	assert_string_equal(key.fingerprint, "SHA256:yRcWaIwXmAQ2VZ7t7n5j7zUWeBWA0124Ucxptr4uDow");
	assert_true(key_parse(&same, &arena, arena_print(&arena, "%s \t ana at home", ed25519)));
	assert_string_equal(same.fingerprint, key.fingerprint);
}

static void what_is_no_key_is_refused(void **state)
{
	static const char *const broken[] = {"", "ssh-ed25519", "ssh-ed25519 ", "AAAA",
	        "ssh-rsa AAAA", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE",
	        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5=", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA!A==",
	        "openpgp AAAA", "openpgp mDME", "openpgp mQENBF",
	        "ssh-ed25519 /////w==", "ssh-ed25519 AAAAAA=="};
	struct key key;

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_false(key_parse(&key, &arena, broken[i]));
	/* a body of another type than it says */
	assert_false(key_parse(&key, &arena, arena_print(&arena, "ssh-rsa %s", ed25519 + 12)));
	assert_false(key_parse(&key, &arena, arena_print(&arena, "openpgp %s", ed25519 + 12)));
}

static void base64_is_exact(void **state)
{
	size_t size;

	(void)state;
	assert_memory_equal(base64_bytes(&arena, "aGVsbG8=", 8, &size), "hello", 5);
	assert_int_equal(size, 5);
	assert_memory_equal(base64_bytes(&arena, "aGVsbA==", 8, &size), "hell", 4);
	assert_int_equal(size, 4);
	assert_null(base64_bytes(&arena, "aGVsbG8", 7, &size));
	assert_null(base64_bytes(&arena, "aGV=bG8=", 8, &size));
	assert_null(base64_bytes(&arena, "aGVs bG8", 8, &size));
	assert_null(base64_bytes(&arena, "", 0, &size));
}

static int give_back(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_key_is_known_by_its_fingerprint),
	        cmocka_unit_test(what_is_no_key_is_refused),
	        cmocka_unit_test(base64_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, give_back);
}
