/* SPDX-License-Identifier: MIT */
#include "core/count/count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void assert_lot(const unsigned char *lot, const char *hex)
{
	char text[2 * LOT_SIZE + 1];

	for (size_t i = 0; i < LOT_SIZE; i++)
		snprintf(&text[2 * i], 3, "%02x", lot[i]);
	assert_string_equal(text, hex);
}

/* printf '7k3f9q2m8x\nada consent a\nben consent b\na' | sha256sum */
static void the_lot_is_the_sha256_that_anybody_can_make(void **state)
{
	const char *line[] = {"ben consent b", "ada consent a"};
	struct lot lot = {.id = "7k3f9q2m8x", .line = line, .lines = 2};
	static const char *const name[] = {"a", "b", "none"};
	unsigned char out[3 * LOT_SIZE];
	(void)state;

	lot_sort(&lot);
	assert_string_equal(line[0], "ada consent a");
	lot_draw(out, &lot, name, 3);
	assert_lot(&out[0], "9f6c743d06e7c798c62ba10cb14d050818ba12949dfef0cceed3e59cdef59a34");
	assert_lot(
	        &out[LOT_SIZE], "43e50778b3e258563654750ef422256785a5bf60f904739c6408586a4b8a6f9d");
	assert_lot(&out[2 * LOT_SIZE],
	        "a8e2aadea958eb1b2fdcc0f3c50f60c7b05448a7a55028c2464c0825c9a90f70");
}

static void a_lot_without_lines_is_the_id_and_the_name(void **state)
{
	struct lot lot = {.id = "x"};
	static const char *const name[] = {"a"};
	unsigned char out[LOT_SIZE];
	(void)state;

	lot_sort(&lot);
	lot_draw(out, &lot, name, 1);
	assert_lot(out, "04444197bfc190ef0ade64a83200eee3fc04264b355953c63d7736937c4c6a06");
}

static void the_lot_of_ballots_does_not_know_their_order(void **state)
{
	static const char *const file[] = {
	        "a,b,weight\n1,2,3\n,1,1\n2,1,0\n", "weight,a,b\n1,-,1\n3,1,2\n"};
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	(void)state;

	for (size_t i = 0; i < 2; i++) {
		struct ballots ballots;
		struct lot lot;
		assert_true(ballots_parse(&ballots, &arena, file[i], strlen(file[i]), "x.csv",
		        BALLOT_RANKS, &findings));
		lot_of_ballots(&lot, &arena, &ballots, "id");
		assert_int_equal(lot.lines, 2);
		assert_string_equal(lot.line[0], "1 - 1");
		assert_string_equal(lot.line[1], "3 1 2");
	}
	arena_release(&arena);
}

/* With the lots of the first test b comes before a, and a before none. */
static void the_smallest_lot_wins_and_the_tie_stays_on_record(void **state)
{
	const char *line[] = {"ada consent a", "ben consent b"};
	const char *option[] = {"a", "b", "none"};
	uint32_t mark[] = {1, 1, 1};
	struct lot lot = {.id = "7k3f9q2m8x", .line = line, .lines = 2};
	struct ballots ballots = {.option = option, .options = 3, .mark = mark, .rows = 1};
	static const size_t order[] = {1, 0, 2}, place[] = {1, 2, 3};
	(void)state;

	for (unsigned method = 0; method < COUNT_METHODS; method++) {
		struct arena arena = ARENA_INIT;
		struct error err = ERROR_INIT;
		struct count count;
		struct count_options options = {
		        .method = (enum count_method)method, .seats = 2, .lot = &lot};
		ballots.kind = count_method_kind(options.method);
		assert_int_equal(count_ballots(&count, &arena, &ballots, &options, &err), 0);
		assert_memory_equal(count.order, order, sizeof order);
		assert_memory_equal(count.place, place, sizeof place);
		assert_int_equal(count.winners, 2);
		assert_int_equal(count.maybes, 0);
		assert_true(count.ties > 0);
		assert_true(count.tie[0].by_lot);
		arena_release(&arena);
	}
}

/* b and none are alike without a vote; the larger lot goes. */
static void the_larger_lot_is_excluded(void **state)
{
	const char *line[] = {"ada consent a", "ben consent b"};
	const char *option[] = {"a", "b", "none"};
	uint32_t mark[] = {1, 2, 3, 2, 1, 3, 2, 3, 1};
	struct lot lot = {.id = "7k3f9q2m8x", .line = line, .lines = 2};
	struct ballots ballots = {.option = option, .options = 3, .mark = mark, .rows = 3};
	struct count_options options = {.method = COUNT_STV, .seats = 1, .lot = &lot};
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct count count;
	(void)state;

	assert_int_equal(count_ballots(&count, &arena, &ballots, &options, &err), 0);
	assert_int_equal(count.round[1].option, 2);
	assert_true(count.round[1].by_lot);
	assert_int_equal(count.tie[0].place, 0);
	assert_int_equal(count.tie[0].options, 3);
	/* its paper goes to a, who has two of three then */
	assert_int_equal(count.winner[0], 0);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_lot_is_the_sha256_that_anybody_can_make),
	        cmocka_unit_test(a_lot_without_lines_is_the_id_and_the_name),
	        cmocka_unit_test(the_lot_of_ballots_does_not_know_their_order),
	        cmocka_unit_test(the_smallest_lot_wins_and_the_tie_stays_on_record),
	        cmocka_unit_test(the_larger_lot_is_excluded),
	};

	return cmocka_run_group_tests_name("core/count_lot", tests, NULL, NULL);
}
