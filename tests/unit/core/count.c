/* SPDX-License-Identifier: MIT */
#include "core/count/count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

struct fixture {
	struct arena arena;
	struct ballots ballots;
	struct count count;
	struct error err;
};

static void parse(struct fixture *fixture, enum ballot_kind kind, const char *text)
{
	struct findings findings = FINDINGS_INIT(&fixture->arena);

	*fixture = (struct fixture){.arena = ARENA_INIT};
	bool ok = ballots_parse(
	        &fixture->ballots, &fixture->arena, text, strlen(text), "x.csv", kind, &findings);
	for (size_t i = 0; i < findings.count; i++)
		if (findings.item[i].severity == SEVERITY_ERROR)
			fail_msg("%u: %s", findings.item[i].line, findings.item[i].message);
	assert_true(ok);
}

static void count_as(struct fixture *fixture, struct count_options options)
{
	if (count_ballots(
	            &fixture->count, &fixture->arena, &fixture->ballots, &options, &fixture->err))
		fail_msg("%s", fixture->err.text);
}

static void release(struct fixture *fixture)
{
	arena_release(&fixture->arena);
}

/* "E A C B D"; tied ones are joined by =. */
static const char *order_of(struct fixture *fixture)
{
	const struct count *count = &fixture->count;
	const char *text = "";

	for (size_t i = 0; i < count->options; i++)
		text = arena_print(&fixture->arena, "%s%s%s", text,
		        !i                                       ? ""
		        : count->place[i] == count->place[i - 1] ? "="
		                                                 : " ",
		        fixture->ballots.option[count->order[i]]);
	return text;
}

static const char *names(struct fixture *fixture, const size_t *option, size_t options)
{
	const char *text = "";

	for (size_t i = 0; i < options; i++)
		text = arena_print(&fixture->arena, "%s%s%s", text, i ? " " : "",
		        fixture->ballots.option[option[i]]);
	return text;
}

static const char *winners_of(struct fixture *fixture)
{
	return names(fixture, fixture->count.winner, fixture->count.winners);
}

static const char *maybes_of(struct fixture *fixture)
{
	return names(fixture, fixture->count.maybe, fixture->count.maybes);
}

/* Header A..E, then lines `weight ACBED`. */
static const char *from_strings(struct fixture *fixture, size_t options, const char *const *ballot,
        const unsigned *weight, size_t ballots)
{
	const char *text = "weight";

	for (size_t i = 0; i < options; i++)
		text = arena_print(&fixture->arena, "%s,%c", text, (char)('A' + i));
	for (size_t row = 0; row < ballots; row++) {
		text = arena_print(&fixture->arena, "%s\n%u", text, weight[row]);
		for (size_t i = 0; i < options; i++) {
			const char *at = strchr(ballot[row], (int)('A' + i));
			text = at ? arena_print(&fixture->arena, "%s,%d", text,
			                    (int)(at - ballot[row]) + 1)
			          : arena_print(&fixture->arena, "%s,", text);
		}
	}
	return text;
}

static void parse_strings(struct fixture *fixture, size_t options, const char *const *ballot,
        const unsigned *weight, size_t ballots)
{
	struct fixture text = {.arena = ARENA_INIT};

	parse(fixture, BALLOT_RANKS, from_strings(&text, options, ballot, weight, ballots));
	release(&text);
}

/* The four examples of en.wikipedia.org and electowiki.org, "Schulze method". */
static void schulze_orders_the_example_of_45_voters_with_its_paths(void **state)
{
	static const char *const ballot[] = {
	        "ACBED", "ADECB", "BEDAC", "CABED", "CAEBD", "CBADE", "DCEBA", "EBADC"};
	static const unsigned weight[] = {5, 5, 8, 3, 7, 2, 7, 8};
	static const uint64_t pairwise[] = {0, 20, 26, 30, 22, 25, 0, 16, 33, 18, 19, 29, 0, 17, 24,
	        15, 12, 28, 0, 14, 23, 27, 21, 31, 0};
	static const uint64_t strength[] = {0, 28, 28, 30, 24, 25, 0, 28, 33, 24, 25, 29, 0, 29, 24,
	        25, 28, 28, 0, 24, 25, 28, 28, 31, 0};
	struct fixture fixture;
	(void)state;

	parse_strings(&fixture, 5, ballot, weight, 8);
	count_as(&fixture, (struct count_options){.method = COUNT_SCHULZE, .seats = 1});
	assert_string_equal(order_of(&fixture), "E A C B D");
	assert_string_equal(winners_of(&fixture), "E");
	assert_memory_equal(fixture.count.pairwise, pairwise, sizeof pairwise);
	assert_memory_equal(fixture.count.strength, strength, sizeof strength);
	assert_int_equal(fixture.count.voters, 45);
	assert_null(fixture.count.warning);
	assert_null(fixture.count.note);
	release(&fixture);
}

static void schulze_orders_the_examples_of_30_voters(void **state)
{
	static const char *const four[] = {
	        "ACBD", "ACDB", "ADCB", "BACD", "CBDA", "CDBA", "DACB", "DBAC", "DCBA"};
	static const unsigned four_weight[] = {5, 2, 3, 4, 3, 3, 1, 5, 4};
	static const char *const five[] = {
	        "ABDEC", "ADEBC", "ADECB", "BADEC", "BDECA", "CABDE", "CBADE", "DBECA", "DECAB"};
	static const unsigned five_weight[] = {3, 5, 1, 2, 2, 4, 6, 2, 5};
	struct fixture fixture;
	(void)state;

	parse_strings(&fixture, 4, four, four_weight, 9);
	count_as(&fixture, (struct count_options){.method = COUNT_SCHULZE, .seats = 1});
	assert_string_equal(order_of(&fixture), "D A C B");
	release(&fixture);
	parse_strings(&fixture, 5, five, five_weight, 9);
	count_as(&fixture, (struct count_options){.method = COUNT_SCHULZE, .seats = 2});
	assert_string_equal(order_of(&fixture), "B A D E C");
	assert_string_equal(winners_of(&fixture), "B A");
	assert_non_null(strstr(fixture.count.note, "the 2 seats are the first 2"));
	release(&fixture);
}

/* B beats C and D beats A; nothing else is sure. */
static void schulze_lists_the_tie_of_the_example_of_nine_voters(void **state)
{
	static const char *const ballot[] = {"ABCD", "DABC", "DBCA", "CBDA"};
	static const unsigned weight[] = {3, 2, 2, 2};
	struct fixture fixture;
	(void)state;

	parse_strings(&fixture, 4, ballot, weight, 4);
	count_as(&fixture, (struct count_options){.method = COUNT_SCHULZE, .seats = 1});
	assert_string_equal(order_of(&fixture), "B=D A=C");
	assert_string_equal(winners_of(&fixture), "");
	assert_string_equal(maybes_of(&fixture), "B D");
	assert_int_equal(fixture.count.open, 1);
	assert_int_equal(fixture.count.ties, 2);
	assert_int_equal(fixture.count.tie[0].seats, 1);
	assert_int_equal(fixture.count.tie[1].place, 3);
	assert_int_equal(fixture.count.tie[1].seats, 0);
	assert_false(fixture.count.tie[0].by_lot);
	count_as(&fixture, (struct count_options){.method = COUNT_SCHULZE, .seats = 2});
	assert_string_equal(winners_of(&fixture), "B D");
	assert_int_equal(fixture.count.maybes, 0);
	count_as(&fixture, (struct count_options){.method = COUNT_SCHULZE, .seats = 3});
	assert_string_equal(winners_of(&fixture), "B D");
	assert_string_equal(maybes_of(&fixture), "A C");
	release(&fixture);
}

/*
 * A over B by 5 to 4, B over C by 4 to 1, C over A by 6 to 2.  The weakest link by winning votes is
 * that of B, by margins that of A.
 */
static void winning_votes_and_margins_are_told_apart(void **state)
{
	struct fixture fixture;
	(void)state;

	parse(&fixture, BALLOT_RANKS,
	        "A,B,C,weight\n1,2,,5\n2,1,,4\n,1,2,4\n,2,1,1\n2,,1,6\n1,,2,2\n");
	count_as(&fixture, (struct count_options){.method = COUNT_SCHULZE, .seats = 1});
	assert_string_equal(order_of(&fixture), "C A B");
	assert_string_equal(fixture.count.rule, "Schulze, winning votes (arXiv:1804.02973)");
	count_as(&fixture,
	        (struct count_options){.method = COUNT_SCHULZE, .seats = 1, .margins = true});
	assert_string_equal(order_of(&fixture), "B C A");
	assert_string_equal(fixture.count.rule, "Schulze, margins (arXiv:1804.02973)");
	release(&fixture);
}

static void a_warning_says_who_would_win_if_blanks_meant_the_other_thing(void **state)
{
	const struct count_options ignore = {.method = COUNT_SCHULZE, .seats = 1};
	const struct count_options last = {
	        .method = COUNT_SCHULZE, .seats = 1, .unranked = COUNT_UNRANKED_LAST};
	struct fixture fixture;
	(void)state;

	/* two put B first and know nothing of A; one puts A before B */
	parse(&fixture, BALLOT_RANKS, "A,B\n,1\n,1\n1,2\n");
	count_as(&fixture, ignore);
	assert_string_equal(winners_of(&fixture), "A");
	assert_string_equal(fixture.count.warning,
	        "if unranked options were read as last, 'B' would win, 'A' would not win");
	count_as(&fixture, last);
	assert_string_equal(winners_of(&fixture), "B");
	assert_string_equal(fixture.count.warning,
	        "if unranked options were read as no opinion, 'A' would win, 'B' would not win");
	release(&fixture);

	parse(&fixture, BALLOT_RANKS, "A,B\n,1\n1,2\n");
	count_as(&fixture, last);
	assert_string_equal(maybes_of(&fixture), "A B");
	assert_string_equal(fixture.count.warning, "if unranked options were read as no opinion, "
	                                           "'A' would win, 'B' would not be tied");
	count_as(&fixture, ignore);
	assert_string_equal(fixture.count.warning,
	        "if unranked options were read as last, 'A', 'B' would be tied");
	release(&fixture);

	/* blank ballots say nothing, whatever blank means */
	parse(&fixture, BALLOT_RANKS, "A,B\n,\n1,2\n-,-\n");
	count_as(&fixture, ignore);
	assert_null(fixture.count.warning);
	assert_int_equal(fixture.count.blank, 2);
	assert_int_equal(fixture.count.voters, 3);
	release(&fixture);
}

static void approval_counts_approvals_and_blank_is_none(void **state)
{
	struct fixture fixture;
	(void)state;

	parse(&fixture, BALLOT_APPROVALS, "A,B,C,weight\nx,x,,2\n,yes,no,1\n0,,1,3\n,,,1\n");
	count_as(&fixture, (struct count_options){.method = COUNT_APPROVAL, .seats = 1});
	assert_string_equal(order_of(&fixture), "B=C A");
	assert_string_equal(maybes_of(&fixture), "B C");
	assert_int_equal(fixture.count.score[0], 2);
	assert_int_equal(fixture.count.score[1], 3);
	assert_int_equal(fixture.count.score[2], 3);
	assert_int_equal(fixture.count.blank, 1);
	assert_null(fixture.count.pairwise);
	count_as(&fixture, (struct count_options){.method = COUNT_APPROVAL, .seats = 2});
	assert_string_equal(winners_of(&fixture), "B C");
	release(&fixture);
}

static void star_lets_the_two_best_scores_meet(void **state)
{
	struct fixture fixture;
	(void)state;

	/* A has most stars, B beats A by 3 to 2 */
	parse(&fixture, BALLOT_SCORES, "A,B,C\n5,0,0\n5,1,0\n3,4,0\n3,4,0\n3,5,5\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STAR, .seats = 1});
	assert_int_equal(fixture.count.score[0], 19);
	assert_int_equal(fixture.count.score[1], 14);
	assert_string_equal(order_of(&fixture), "B A C");
	assert_int_equal(fixture.count.rounds, 2);
	assert_int_equal(fixture.count.round[0].step, COUNT_FIRST);
	assert_int_equal(fixture.count.round[1].step, COUNT_RUNOFF);
	assert_int_equal(fixture.count.round[1].votes[0], 2);
	assert_int_equal(fixture.count.round[1].votes[1], 3);
	release(&fixture);
}

/* The standard protocol of starvoting.org/ties. */
static void star_breaks_ties_by_the_standard_protocol(void **state)
{
	struct fixture fixture;
	(void)state;

	/* runoff 1 to 1, A has more stars */
	parse(&fixture, BALLOT_SCORES, "A,B,C\n5,0,0\n3,4,0\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STAR, .seats = 1});
	assert_string_equal(winners_of(&fixture), "A");
	release(&fixture);
	/* B and C have 6 each for the second place; more prefer C, who then beats A */
	parse(&fixture, BALLOT_SCORES, "A,B,C\n5,6,0\n1,0,3\n1,0,3\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STAR, .seats = 1});
	assert_string_equal(winners_of(&fixture), "C");
	release(&fixture);
	/* nothing sets A and B apart */
	parse(&fixture, BALLOT_SCORES, "A,B,C\n5,3,0\n3,5,1\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STAR, .seats = 1});
	assert_string_equal(maybes_of(&fixture), "A B");
	assert_string_equal(order_of(&fixture), "A=B C");
	release(&fixture);
	/* B and C are alike, but A beats either */
	parse(&fixture, BALLOT_SCORES, "A,B,C\n5,3,2\n5,2,3\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STAR, .seats = 1});
	assert_string_equal(winners_of(&fixture), "A");
	assert_string_equal(order_of(&fixture), "A B=C");
	release(&fixture);
}

/*
 * Three score alike: A beats both others and is in the runoff, whoever meets it.  Scores 4 each;
 * A over B 2 to 1, A over C 2 to 1, B and C 1 to 1.
 */
static void star_keeps_the_one_that_the_tied_lose_to(void **state)
{
	struct fixture fixture;
	(void)state;

	parse(&fixture, BALLOT_SCORES, "A,B,C\n2,1,1\n2,0,1\n0,3,2\n0,0,0\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STAR, .seats = 1});
	assert_int_equal(fixture.count.score[0], 4);
	assert_int_equal(fixture.count.score[1], 4);
	assert_int_equal(fixture.count.score[2], 4);
	assert_string_equal(winners_of(&fixture), "A");
	release(&fixture);
}

/* The arithmetic of rules 45 to 50 by hand: 12 votes, quota 5, A's surplus 1 on 6 papers. */
static void stv_moves_a_surplus_in_five_decimal_places(void **state)
{
	static const uint64_t first[] = {600000, 300000, 200000, 100000};
	static const uint64_t second[] = {500000, 399996, 200000, 100000};
	static const uint64_t third[] = {500000, 399996, 200000, 0};
	static const uint64_t fourth[] = {500000, 599996, 0, 0};
	const struct count_round *round;
	struct fixture fixture;
	(void)state;

	parse(&fixture, BALLOT_RANKS, "A,B,C,D,weight\n1,2,,,6\n,1,,,3\n,2,1,,2\n,,,1,1\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 2});
	round = fixture.count.round;
	assert_int_equal(fixture.count.scale, 100000);
	assert_int_equal(fixture.count.quota, 500000);
	assert_int_equal(fixture.count.rounds, 4);
	assert_int_equal(round[0].step, COUNT_FIRST);
	assert_memory_equal(round[0].votes, first, sizeof first);
	assert_int_equal(round[0].elected_count, 1);
	assert_int_equal(round[1].step, COUNT_SURPLUS);
	assert_int_equal(round[1].option, 0);
	assert_memory_equal(round[1].votes, second, sizeof second);
	assert_int_equal(round[1].exhausted, 4);
	assert_int_equal(round[2].step, COUNT_EXCLUDE);
	assert_int_equal(round[2].option, 3);
	assert_memory_equal(round[2].votes, third, sizeof third);
	assert_int_equal(round[2].exhausted, 100004);
	assert_int_equal(round[3].option, 2);
	assert_memory_equal(round[3].votes, fourth, sizeof fourth);
	assert_string_equal(order_of(&fixture), "A B C D");
	assert_string_equal(winners_of(&fixture), "A B");
	assert_null(fixture.count.warning);
	release(&fixture);
}

static void stv_moves_a_surplus_with_the_value_that_papers_came_with(void **state)
{
	struct fixture fixture;
	const struct count_round *round;
	(void)state;

	/* 20 votes for 3 seats: quota 6.  A 12: surplus 6, value 0.5 each, 12 papers to B: B has
	   3 + 6 = 9, surplus 3, times 0.5 / 9 = 0.16666 and 1 / 9 * 3 = 0.33333 */
	parse(&fixture, BALLOT_RANKS, "A,B,C,D,weight\n1,2,3,,12\n,1,,2,3\n,,1,,3\n,,,1,2\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 3});
	round = fixture.count.round;
	assert_int_equal(fixture.count.quota, 600000);
	assert_int_equal(round[1].votes[1], 900000);
	assert_int_equal(round[2].step, COUNT_SURPLUS);
	assert_int_equal(round[2].option, 1);
	assert_int_equal(round[2].votes[2], 300000 + 12 * 16666);
	assert_int_equal(round[2].votes[3], 200000 + 3 * 33333);
	assert_int_equal(round[2].exhausted, 300000 - 12 * 16666 - 3 * 33333);
	assert_string_equal(winners_of(&fixture), "A B C");
	release(&fixture);
}

static void stv_looks_back_before_it_calls_a_tie(void **state)
{
	struct fixture fixture;
	(void)state;

	/* B and C have 4 each after D went; B had 3 before, C 4, so B goes and its papers end */
	parse(&fixture, BALLOT_RANKS, "A,B,C,D,weight\n1,,,,5\n,1,,,3\n,,1,,4\n,2,,1,1\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 1});
	assert_int_equal(fixture.count.round[1].option, 3);
	assert_int_equal(fixture.count.round[1].votes[1], 400000);
	assert_int_equal(fixture.count.round[2].option, 1);
	assert_false(fixture.count.round[2].tied);
	assert_string_equal(winners_of(&fixture), "A");
	release(&fixture);
}

static void stv_calls_a_tie_only_where_it_changes_a_seat(void **state)
{
	struct fixture fixture;
	(void)state;

	/* B and C tie for exclusion, A wins either way */
	parse(&fixture, BALLOT_RANKS, "A,B,C,weight\n1,,,3\n,1,,2\n,,1,2\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 1});
	assert_string_equal(winners_of(&fixture), "A");
	assert_true(fixture.count.round[1].tied);
	assert_int_equal(fixture.count.open, 0);
	release(&fixture);
	/* whoever of B and C stays gets the other's votes */
	parse(&fixture, BALLOT_RANKS, "A,B,C,weight\n1,,,3\n,1,2,2\n,2,1,2\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 1});
	assert_string_equal(winners_of(&fixture), "");
	assert_string_equal(maybes_of(&fixture), "B C");
	assert_string_equal(order_of(&fixture), "B=C A");
	assert_int_equal(fixture.count.tie[0].seats, 1);
	release(&fixture);
}

static void stv_without_votes_ties_all_who_have_none(void **state)
{
	struct fixture fixture;
	(void)state;

	parse(&fixture, BALLOT_RANKS, "A,B,C,D,E\n1,,,,\n1,2,,,\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 3});
	/* A has a surplus, half of which B gets; C, D and E have nothing */
	assert_string_equal(winners_of(&fixture), "A B");
	assert_string_equal(maybes_of(&fixture), "C D E");
	assert_int_equal(fixture.count.open, 1);
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 2});
	assert_string_equal(winners_of(&fixture), "A B");
	assert_string_equal(order_of(&fixture), "A B C=D=E");
	release(&fixture);
}

static void stv_fills_the_last_seats_without_a_quota(void **state)
{
	struct fixture fixture;
	(void)state;

	parse(&fixture, BALLOT_RANKS, "A,B,C,weight\n1,,,9\n,1,,2\n,,1,1\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 2});
	assert_string_equal(winners_of(&fixture), "A B");
	assert_int_equal(fixture.count.round[fixture.count.rounds - 1].step, COUNT_FILL);
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 3});
	assert_string_equal(winners_of(&fixture), "A B C");
	release(&fixture);
}

static void stv_ends_a_paper_at_equal_ranks_and_says_so(void **state)
{
	struct fixture fixture;
	(void)state;

	/* the first paper knows no first preference, the second ends behind D, the third does not:
	   D and C are alike, but D is gone when it comes to it */
	parse(&fixture, BALLOT_RANKS,
	        "A,B,C,D,weight\n1,1,2,,1\n3,3,,1,2\n,,2,2,0\n1,,,,4\n,1,,,5\n,,1,,3\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 1});
	assert_int_equal(fixture.count.blank, 1);
	assert_string_equal(fixture.count.note,
	        "3 ballots end where options that are still in the running are ranked alike");
	assert_int_equal(fixture.count.voters, 15);
	assert_int_equal(fixture.count.round[1].exhausted, 200000);
	assert_string_equal(winners_of(&fixture), "B");
	release(&fixture);

	parse(&fixture, BALLOT_RANKS,
	        "A,B,C,D,weight\n,,2,1,1\n,,3,2,1\n1,,2,2,2\n,1,,,3\n,,1,,3\n");
	count_as(&fixture, (struct count_options){.method = COUNT_STV, .seats = 1});
	/* A and D go with 2 each; the papers of A have only C left at the equal rank */
	assert_string_equal(winners_of(&fixture), "C");
	release(&fixture);
}

static void what_cannot_be_counted_is_refused(void **state)
{
	struct fixture fixture;
	struct count_options options = {.method = COUNT_SCHULZE, .seats = 3};
	(void)state;

	parse(&fixture, BALLOT_RANKS, "A,B\n1,2\n");
	assert_int_equal(count_ballots(&fixture.count, &fixture.arena, &fixture.ballots, &options,
	                         &fixture.err),
	        -1);
	assert_string_equal(fixture.err.text, "3 seats, but only 2 options");
	assert_int_equal(fixture.err.kind, ERROR_USAGE);
	fixture.err = (struct error)ERROR_INIT;
	options.seats = 0;
	assert_int_equal(count_ballots(&fixture.count, &fixture.arena, &fixture.ballots, &options,
	                         &fixture.err),
	        -1);
	fixture.err = (struct error)ERROR_INIT;
	options = (struct count_options){.method = COUNT_STAR, .seats = 1};
	assert_int_equal(count_ballots(&fixture.count, &fixture.arena, &fixture.ballots, &options,
	                         &fixture.err),
	        -1);
	assert_string_equal(fixture.err.text, "star does not count ballots of this kind");
	fixture.err = (struct error)ERROR_INIT;
	fixture.ballots.options = 0;
	options = (struct count_options){.method = COUNT_SCHULZE, .seats = 1};
	assert_int_equal(count_ballots(&fixture.count, &fixture.arena, &fixture.ballots, &options,
	                         &fixture.err),
	        -1);
	release(&fixture);
}

static void ballots_filled_by_hand_need_no_weights(void **state)
{
	const char *option[] = {"a", "b"};
	uint32_t mark[] = {1, 2, 1, BALLOT_UNRANKED, 2, 1};
	struct fixture fixture = {.arena = ARENA_INIT};
	(void)state;

	fixture.ballots = (struct ballots){
	        .kind = BALLOT_RANKS, .option = option, .options = 2, .mark = mark, .rows = 3};
	for (unsigned method = COUNT_SCHULZE; method <= COUNT_STV; method += COUNT_STV) {
		count_as(&fixture, (struct count_options){.method = (enum count_method)method,
		                           .seats = 1,
		                           .unranked = COUNT_UNRANKED_LAST});
		assert_string_equal(winners_of(&fixture), "a");
		assert_int_equal(fixture.count.voters, 3);
	}
	release(&fixture);
}

static void nobody_voting_ties_everybody(void **state)
{
	static const enum ballot_kind kind[] = {
	        BALLOT_RANKS, BALLOT_APPROVALS, BALLOT_SCORES, BALLOT_RANKS};
	struct fixture fixture;
	(void)state;

	for (unsigned method = 0; method < COUNT_METHODS; method++) {
		parse(&fixture, kind[method], "A,B,C\n,,\n,,\n");
		count_as(&fixture,
		        (struct count_options){.method = (enum count_method)method, .seats = 2});
		assert_string_equal(winners_of(&fixture), "");
		assert_string_equal(maybes_of(&fixture), "A B C");
		assert_int_equal(fixture.count.open, 2);
		assert_int_equal(fixture.count.blank, 2);
		release(&fixture);
	}
}

static void a_single_option_wins_with_nothing_said(void **state)
{
	struct fixture fixture;
	(void)state;

	for (unsigned method = 0; method < COUNT_METHODS; method++) {
		parse(&fixture, count_method_kind((enum count_method)method), "A\n1\n-\n");
		count_as(&fixture,
		        (struct count_options){.method = (enum count_method)method, .seats = 1});
		assert_string_equal(winners_of(&fixture), "A");
		release(&fixture);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(schulze_orders_the_example_of_45_voters_with_its_paths),
	        cmocka_unit_test(schulze_orders_the_examples_of_30_voters),
	        cmocka_unit_test(schulze_lists_the_tie_of_the_example_of_nine_voters),
	        cmocka_unit_test(winning_votes_and_margins_are_told_apart),
	        cmocka_unit_test(a_warning_says_who_would_win_if_blanks_meant_the_other_thing),
	        cmocka_unit_test(approval_counts_approvals_and_blank_is_none),
	        cmocka_unit_test(star_lets_the_two_best_scores_meet),
	        cmocka_unit_test(star_breaks_ties_by_the_standard_protocol),
	        cmocka_unit_test(star_keeps_the_one_that_the_tied_lose_to),
	        cmocka_unit_test(stv_moves_a_surplus_in_five_decimal_places),
	        cmocka_unit_test(stv_moves_a_surplus_with_the_value_that_papers_came_with),
	        cmocka_unit_test(stv_looks_back_before_it_calls_a_tie),
	        cmocka_unit_test(stv_calls_a_tie_only_where_it_changes_a_seat),
	        cmocka_unit_test(stv_without_votes_ties_all_who_have_none),
	        cmocka_unit_test(stv_fills_the_last_seats_without_a_quota),
	        cmocka_unit_test(stv_ends_a_paper_at_equal_ranks_and_says_so),
	        cmocka_unit_test(what_cannot_be_counted_is_refused),
	        cmocka_unit_test(ballots_filled_by_hand_need_no_weights),
	        cmocka_unit_test(nobody_voting_ties_everybody),
	        cmocka_unit_test(a_single_option_wins_with_nothing_said),
	};

	return cmocka_run_group_tests_name("core/count", tests, NULL, NULL);
}
