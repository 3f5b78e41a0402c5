/* SPDX-License-Identifier: MIT */
/* The file of facts: what is read is what was written, or a beginning of it. */
#include "core/history/store.h"

#include "formats/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char above[64], folder[80], path[128];

static int begin(void **state)
{
	(void)state;
	snprintf(above, sizeof above, "/tmp/moot-store-XXXXXX");
	assert_non_null(mkdtemp(above));
	snprintf(folder, sizeof folder, "%s/moot", above);
	snprintf(path, sizeof path, "%s/facts-%d.data", folder, STORE_VERSION);
	return 0;
}

static int end(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", above);
	return system(command);
}

static struct store_block block_of(enum store_kind kind, uint64_t extra, const char *text)
{
	return (struct store_block){kind, extra, 1, (const unsigned char *)text, strlen(text)};
}

/* One append of two blocks. */
static void append_two(const char *a, const char *b)
{
	struct store *store = store_open(folder);
	const struct store_block block[] = {
	        block_of(STORE_IDENT, 0, a), block_of(STORE_COMMIT, 0, b)};

	store_append(store, block, 2, STORE_MOST);
	store_close(store);
}

/* "kind:extra:text " of all blocks; those of one kind and extra in a row as one. */
static void tell(struct buf *out)
{
	struct store *store = store_open(folder);
	size_t count;
	const struct store_block *block = store_blocks(store, &count);

	buf_clear(out);
	for (size_t i = 0; i < count; i++) {
		bool follows = i && block[i].kind == block[i - 1].kind &&
		               block[i].extra == block[i - 1].extra;
		if (block[i].kind == STORE_END)
			continue;
		if (!follows)
			buf_print(out, " %d:%d:", (int)block[i].kind, (int)block[i].extra);
		buf_add(out, block[i].data, block[i].size);
	}
	store_close(store);
}

static void is_told(const char *wanted)
{
	struct buf got = BUF_INIT;

	tell(&got);
	assert_string_equal(got.data, wanted);
	buf_release(&got);
}

static size_t size_of_file(void)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return (size_t)status.st_size;
}

static void what_was_appended_is_read(void **state)
{
	(void)state;
	is_told("");
	append_two("one", "two");
	is_told(" 2:0:one 3:0:two");
	append_two("three", "");
	is_told(" 2:0:one 3:0:two 2:0:three 3:0:");
}

static void half_of_an_append_is_nothing_and_is_repaired(void **state)
{
	(void)state;
	append_two("one", "two");
	size_t whole = size_of_file();
	append_two("three", "four");
	/* the first of its blocks is whole */
	for (size_t cut = 1; cut <= 48; cut++) {
		append_two("three", "four");
		assert_int_equal(truncate(path, (off_t)(size_of_file() - cut)), 0);
		if (cut == 1)
			assert_int_equal(truncate(path, (off_t)(whole + 80 - cut)), 0);
		is_told(" 2:0:one 3:0:two");
	}
	append_two("five", "six");
	is_told(" 2:0:one 3:0:two 2:0:five 3:0:six");
}

static void who_comes_second_adds_nothing(void **state)
{
	struct store *late = NULL;
	const struct store_block block = block_of(STORE_IDENT, 0, "late");

	(void)state;
	append_two("one", "two");
	late = store_open(folder);
	append_two("three", "four");
	store_append(late, &block, 1, STORE_MOST);
	store_close(late);
	is_told(" 2:0:one 3:0:two 2:0:three 3:0:four");
}

static void it_does_not_grow_beyond_its_limit(void **state)
{
	struct store *store;
	const struct store_block block = block_of(STORE_IDENT, 0, "more");

	(void)state;
	append_two("one", "two");
	store = store_open(folder);
	store_append(store, &block, 1, size_of_file() + 39);
	assert_int_equal(access(path, F_OK), -1);
	store_close(store);
	append_two("three", "four");
	is_told(" 2:0:three 3:0:four");
}

static void many_small_blocks_are_packed(void **state)
{
	struct buf first = BUF_INIT, second = BUF_INIT, wanted = BUF_INIT;
	char text[32];
	size_t count;

	(void)state;
	for (int i = 0; i < 1100; i++) {
		snprintf(text, sizeof text, "<%d>", i);
		buf_puts(&first, text);
		append_two(text, text + 1);
		buf_puts(&second, text + 1);
	}
	struct store *store = store_open(folder);
	store_blocks(store, &count);
	assert_true(count < 600);
	assert_true(count > 2);
	store_close(store);
	/* one more pack, to see all of it in order */
	for (int i = 0; i < 450; i++)
		append_two("", "");
	buf_print(&wanted, " 2:0:%s 3:0:%s", first.data, second.data);
	struct buf got = BUF_INIT;
	tell(&got);
	assert_true(got.len >= wanted.len);
	assert_memory_equal(got.data, wanted.data, wanted.len);
	buf_release(&got);
	buf_release(&first);
	buf_release(&second);
	buf_release(&wanted);
}

static void what_is_out_of_use_is_dropped(void **state)
{
	(void)state;
	append_two("one", "two");
	for (uint64_t extra = 1; extra <= 7; extra++) {
		char text[] = {(char)('a' + extra), '\0'};
		struct store *store = store_open(folder);
		struct store_block block = block_of(STORE_FACTS, extra, text);
		store_append(store, &block, 1, STORE_MOST);
		store_close(store);
	}
	is_told(" 2:0:one 3:0:two 12:2:c 12:3:d 12:4:e 12:5:f 12:6:g 12:7:h");
}

static void one_that_was_killed_while_it_replaced_is_no_trouble(void **state)
{
	char beside[160];

	(void)state;
	append_two("one", "two");
	snprintf(beside, sizeof beside, "%s.new", path);
	FILE *file = fopen(beside, "w");
	assert_non_null(file);
	fputs("half", file);
	fclose(file);
	file = fopen(path, "w"); /* damaged */
	assert_non_null(file);
	fclose(file);
	append_two("three", "four");
	is_told(" 2:0:three 3:0:four");
	assert_int_equal(access(beside, F_OK), -1);
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void damage(uint32_t *seed)
{
	size_t size = size_of_file();
	FILE *file = fopen(path, "r+");

	assert_non_null(file);
	switch (next(seed) % 4) {
	case 0:
		assert_int_equal(ftruncate(fileno(file), next(seed) % size), 0);
		break;
	case 1:
		fseek(file, (long)(next(seed) % size), SEEK_SET);
		fputc((int)next(seed) % 256, file);
		break;
	case 2:
		fseek(file, (long)(next(seed) % size), SEEK_SET);
		fwrite("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 1, 1 + next(seed) % 24,
		        file);
		break;
	default:
		fseek(file, 0, SEEK_END);
		for (uint32_t i = next(seed) % 100; i > 0; i--)
			fputc((int)next(seed) % 256, file);
	}
	fclose(file);
}

static void damage_of_any_kind_leaves_a_beginning(void **state)
{
	struct buf whole = BUF_INIT, got = BUF_INIT;

	(void)state;
	for (uint32_t seed = 1; seed <= 400; seed++) {
		uint32_t random = seed * 2654435761u;
		unlink(path);
		for (int i = 0; i < 6; i++)
			append_two("some words", "of some length");
		tell(&whole);
		damage(&random);
		tell(&got);
		assert_true(got.len <= whole.len);
		assert_memory_equal(got.data, whole.data, got.len);
		append_two("and", "on");
		size_t before = got.len;
		tell(&whole);
		assert_true(whole.len > before);
		assert_string_equal(whole.data + whole.len - 15, " 2:0:and 3:0:on");
	}
	buf_release(&whole);
	buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(what_was_appended_is_read, begin, end),
	        cmocka_unit_test_setup_teardown(
	                half_of_an_append_is_nothing_and_is_repaired, begin, end),
	        cmocka_unit_test_setup_teardown(who_comes_second_adds_nothing, begin, end),
	        cmocka_unit_test_setup_teardown(it_does_not_grow_beyond_its_limit, begin, end),
	        cmocka_unit_test_setup_teardown(many_small_blocks_are_packed, begin, end),
	        cmocka_unit_test_setup_teardown(what_is_out_of_use_is_dropped, begin, end),
	        cmocka_unit_test_setup_teardown(
	                one_that_was_killed_while_it_replaced_is_no_trouble, begin, end),
	        cmocka_unit_test_setup_teardown(damage_of_any_kind_leaves_a_beginning, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
