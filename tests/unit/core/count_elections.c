/* SPDX-License-Identifier: MIT */
/* Public elections counted again.  tests/elections/ holds pairs: the ballots, and what was
 * published about them; adding an election is adding a pair. */
#include "core/count/count.h"

#include "formats/buf.h"
#include "tests/unit/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct election {
	struct arena arena;
	struct ballots ballots;
	struct count_options options;
	struct count count;
	bool warning;
	const char *winners; /* names, best first */
	const char *order;   /* or NULL */
};

static void read_ballots(struct election *election, const char *path, const char *text, size_t len)
{
	struct findings findings = FINDINGS_INIT(&election->arena);
	bool ok = ballots_parse(&election->ballots, &election->arena, text, len, path,
	        count_method_kind(election->options.method), &findings);

	if (!ok || findings_has(&findings, SEVERITY_ERROR))
		fail_msg("%s:%u: %s", path, findings.item->line, findings.item->message);
}

static void count_again(struct election *election, const char *path)
{
	struct error err = ERROR_INIT;

	if (count_ballots(&election->count, &election->arena, &election->ballots,
	            &election->options, &err))
		fail_msg("%s: %s", path, err.text);
}

static const char *list_names(struct election *election, const size_t *option, size_t options)
{
	const char *text = "";

	for (size_t i = 0; i < options; i++)
		text = arena_print(&election->arena, "%s%s%s", text, i ? " " : "",
		        election->ballots.option[option[i]]);
	return text;
}

/* One number as published, "407.3": our own is within one of its last place. */
static void compare_votes(uint64_t votes, const char *published, const char *path, size_t stage)
{
	uint64_t value = 0, unit = 100000;
	bool behind = false;

	for (const char *c = published; *c; c++) {
		if (*c == '.') {
			behind = true;
			continue;
		}
		assert_in_range(*c, '0', '9');
		value = value * 10 + (uint64_t)(*c - '0');
		unit /= behind ? 10 : 1;
	}
	value *= unit;
	if (votes + unit <= value || value + unit <= votes)
		fail_msg("%s: stage %zu: %llu is not %s", path, stage, (unsigned long long)votes,
		        published);
}

/* "2 . . 220.61 242.42 ." : the stage, and of every option its votes or a point. */
static void check_stage(struct election *election, char *line, const char *path)
{
	char *rest = line;
	const char *word = strtok_r(rest, " ", &rest);
	size_t stage = strtoul(word, NULL, 10);

	assert_in_range(stage, 1, election->count.rounds);
	const struct count_round *round = &election->count.round[stage - 1];
	for (size_t i = 0; i < election->count.options; i++) {
		word = strtok_r(NULL, " ", &rest);
		assert_non_null(word);
		if (strcmp(word, "."))
			compare_votes(round->votes[i], word, path, stage);
	}
	assert_null(strtok_r(NULL, " ", &rest));
}

static enum count_method method_of(const char *word)
{
	unsigned method = 0;

	while (strcmp(count_method_name[method], word))
		assert_in_range(++method, 0, COUNT_METHODS - 1);
	return (enum count_method)method;
}

static void read_facts(struct election *election, char *text)
{
	for (char *rest = text, *line; (line = strtok_r(rest, "\n", &rest));) {
		if (!strncmp(line, "method ", 7))
			election->options.method = method_of(line + 7);
		else if (!strncmp(line, "seats ", 6))
			election->options.seats = strtoul(line + 6, NULL, 10);
		else if (!strcmp(line, "unranked last"))
			election->options.unranked = COUNT_UNRANKED_LAST;
		else if (!strncmp(line, "winners ", 8))
			election->winners = line + 8;
		else if (!strncmp(line, "order ", 6))
			election->order = line + 6;
		else if (!strcmp(line, "warning yes"))
			election->warning = true;
		else if (strncmp(line, "votes ", 6) && line[0] != '#' &&
		         strcmp(line, "unranked ignore"))
			fail_msg("unknown fact: %s", line);
	}
}

static void run_election(const char *path, void *context)
{
	struct election election = {.arena = ARENA_INIT};
	struct buf text = BUF_INIT, facts = BUF_INIT;
	int stem = (int)(strrchr(path, '.') - path);
	(void)context;

	assert_true(file_read(&text, path));
	char *expect = arena_print(&election.arena, "%.*s.expect", stem, path);
	if (!file_read(&facts, expect))
		fail_msg("%s is missing", expect);
	read_facts(&election, arena_string(&election.arena, facts.data, facts.len));
	read_ballots(&election, path, text.data, text.len);
	count_again(&election, path);
	if (election.ballots.seats)
		assert_int_equal(election.ballots.seats, election.options.seats);
	assert_non_null(election.winners);
	assert_string_equal(list_names(&election, election.count.winner, election.count.winners),
	        election.winners);
	if (election.order)
		assert_string_equal(
		        list_names(&election, election.count.order, election.count.options),
		        election.order);
	assert_int_equal(election.count.warning != NULL, election.warning);
	for (char *rest = facts.data, *line; (line = strtok_r(rest, "\n", &rest));)
		if (!strncmp(line, "votes ", 6))
			check_stage(&election, line + 6, path);
	buf_release(&text);
	buf_release(&facts);
	arena_release(&election.arena);
}

static void elections_come_out_as_published(void **state)
{
	(void)state;

	folder_each("tests/elections", ".csv", 1, run_election, NULL);
	folder_each("tests/elections", ".blt", 3, run_election, NULL);
}

/*
 * The steering committee of a large project, 2017 to 2021 (github.com/kubernetes/community,
 * elections/steering), options by their column.  The order of 2017 and 2018 is that of Schulze;
 * 2019 and 2020 were published by another Condorcet rule and agree; 2021 gives the winners only.
 */
static const struct steering {
	const char *path;
	size_t seats;
	size_t order[21]; /* from 1, ends with 0 */
} steering[] = {
        {"steering-2017/BALLOTS.csv", 6,
                {7, 10, 5, 13, 1, 14, 8, 3, 9, 6, 20, 12, 17, 11, 19, 2, 18, 16, 15, 4}},
        {"steering-2018/BALLOTS.csv", 3, {1, 8, 2, 4, 3, 5, 6, 7}},
        {"steering-2019/BALLOTS.csv", 4, {10, 9, 2, 3, 5, 8, 1, 11, 4, 6, 7}},
        {"steering-2020/BALLOTS.csv", 3, {6, 1, 3, 8, 5, 7, 9, 2, 4, 10}},
        {"steering-2021/ballots.csv", 4, {12, 6, 13, 2}},
};

static void run_steering(const struct steering *steer, const char *text, size_t len)
{
	struct election election = {.arena = ARENA_INIT};

	election.options = (struct count_options){.method = COUNT_SCHULZE, .seats = steer->seats};
	read_ballots(&election, steer->path, text, len);
	count_again(&election, steer->path);
	assert_int_equal(election.count.winners, steer->seats);
	for (size_t i = 0; steer->order[i]; i++) {
		assert_int_equal(election.count.order[i], steer->order[i] - 1);
		assert_int_equal(election.count.place[i], i + 1);
	}
	assert_int_equal(election.count.warning != NULL, strstr(steer->path, "2021") != NULL);
	arena_release(&election.arena);
}

static void the_steering_elections_come_out_as_published(void **state)
{
	const char *shared = getenv("MOOT_SHARED") ? getenv("MOOT_SHARED") : "../shared";
	(void)state;

	for (size_t i = 0; i < sizeof steering / sizeof *steering; i++) {
		struct buf path = BUF_INIT, text = BUF_INIT;
		buf_print(&path, "%s/corpora/k8s-elections-2017-2021/%s", shared, steering[i].path);
		bool there = file_read(&text, path.data);
		if (there)
			run_steering(&steering[i], text.data, text.len);
		buf_release(&path);
		buf_release(&text);
		if (!there)
			skip();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(elections_come_out_as_published),
	        cmocka_unit_test(the_steering_elections_come_out_as_published),
	};

	return cmocka_run_group_tests_name("core/count_elections", tests, NULL, NULL);
}
