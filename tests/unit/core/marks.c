/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/git/tree.h"
#include "core/history/marks.h"
#include "formats/buf.h"

#include <string.h>

static const struct oid one = {{1}};

/* A tree of so many entries; the names differ in length, the ids have bytes of all kinds. */
static void add_entries(struct buf *tree, unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++) {
		unsigned char id[OID_SIZE];

		buf_print(tree, "100644 %06u%.*s", i, (int)(i % 7), "abcdefg");
		buf_putc(tree, '\0');
		for (unsigned j = 0; j < OID_SIZE; j++)
			id[j] = (unsigned char)((i * 31 + j * 17) % 5 ? i * 7 + j : 0);
		buf_add(tree, id, sizeof id);
	}
}

static int begins_an_entry(const struct buf *tree, size_t place)
{
	struct tree_entry entry;
	size_t at = 0;

	while (at < place)
		assert_int_equal(
		        tree_next((const unsigned char *)tree->data, tree->len, &at, &entry), 1);
	return at == place;
}

static void marks_are_where_entries_begin(void **state)
{
	struct buf tree = BUF_INIT;
	struct marks marks = {.at = NULL};

	(void)state;
	add_entries(&tree, 0, 500);
	marks_read(&marks, &one, (const unsigned char *)tree.data, tree.len);
	assert_true(oid_equal(&marks.id, &one));
	assert_true(marks.count >= tree.len / (2 * MARKS_APART));
	assert_int_equal(marks.at[0], 0);
	for (size_t i = 0; i < marks.count; i++) {
		assert_true(begins_an_entry(&tree, marks.at[i]));
		assert_true(!i || marks.at[i] >= marks.at[i - 1] + MARKS_APART);
	}
	marks_release(&marks);
	buf_release(&tree);
}

static void between_the_one_told_and_the_end_stands_an_entry(void **state)
{
	struct marks marks = {.at = (size_t[]){0, 1024, 2100, 3200}, .count = 4};

	(void)state;
	assert_int_equal(marks_before(&marks, 0, 3200), 2100);
	assert_int_equal(marks_before(&marks, 0, 3199), 1024);
	assert_int_equal(marks_before(&marks, 0, 9999), 2100);
	assert_int_equal(marks_before(&marks, 2500, 9999), 2500);
	assert_int_equal(marks_before(&marks, 7, 1023), 7);
}

/* The one tree has fifty entries more in its middle. */
static void marks_of_what_is_alike_move_with_it(void **state)
{
	struct buf known = BUF_INIT, other = BUF_INIT;
	struct marks marks = {.at = NULL}, moved = {.at = NULL};
	size_t head, tail;

	(void)state;
	add_entries(&known, 0, 200);
	add_entries(&other, 0, 200);
	head = known.len;
	add_entries(&other, 200, 50);
	tail = other.len;
	add_entries(&known, 250, 200);
	add_entries(&other, 250, 200);
	marks_read(&marks, &one, (const unsigned char *)known.data, known.len);
	marks_move(&moved, 0, &marks, 0, head);
	marks_move(&moved, tail, &marks, head, known.len);
	assert_true(moved.count + 1 >= marks.count);
	assert_true(moved.at[moved.count - 1] > tail + 3 * MARKS_APART);
	for (size_t i = 0; i < moved.count; i++) {
		assert_true(begins_an_entry(&other, moved.at[i]));
		assert_true(!i || moved.at[i] > moved.at[i - 1]);
	}
	marks_release(&marks);
	marks_release(&moved);
	buf_release(&known);
	buf_release(&other);
}

static void what_is_no_tree_ends_the_marks(void **state)
{
	static const char broken[] = "100644 a";
	struct marks marks = {.at = NULL};

	(void)state;
	marks_read(&marks, &one, (const unsigned char *)broken, sizeof broken - 1);
	assert_int_equal(marks.count, 1);
	marks_read(&marks, &one, NULL, 0);
	assert_int_equal(marks.count, 0);
	marks_release(&marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(marks_are_where_entries_begin),
	        cmocka_unit_test(between_the_one_told_and_the_end_stands_an_entry),
	        cmocka_unit_test(marks_of_what_is_alike_move_with_it),
	        cmocka_unit_test(what_is_no_tree_ends_the_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
