/* SPDX-License-Identifier: MIT */
#include "core/count/count.h"

#include "core/count/count_private.h"
#include "formats/buf.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *const count_method_name[COUNT_METHODS] = {"schulze", "approval", "star", "stv"};

enum ballot_kind count_method_kind(enum count_method method)
{
	switch (method) {
	case COUNT_APPROVAL:
		return BALLOT_APPROVALS;
	case COUNT_STAR:
		return BALLOT_SCORES;
	default:
		return BALLOT_RANKS;
	}
}

uint32_t poll_weight(const struct poll *poll, size_t row)
{
	return poll->ballots->weight ? poll->ballots->weight[row] : 1;
}

/* Of a voter who says nothing of an option: not before anything, and nothing before it. */
enum { SILENT = 0 };

/* One ballot as numbers that compare alike for ranks and scores: smaller is better. */
static void read_ballot(
        const struct poll *poll, size_t row, enum count_unranked unranked, uint32_t *value)
{
	const uint32_t *mark = &poll->ballots->mark[row * poll->options];
	bool ranks = poll->ballots->kind == BALLOT_RANKS;
	uint32_t blank = unranked == COUNT_UNRANKED_LAST ? UINT32_MAX : SILENT;

	for (size_t i = 0; i < poll->options; i++)
		value[i] = mark[i] == BALLOT_UNRANKED ? blank
		           : ranks                    ? mark[i]
		                                      : UINT32_MAX - mark[i];
}

uint64_t *poll_pairwise(const struct poll *poll, enum count_unranked unranked)
{
	size_t n = poll->options;
	uint64_t *pairwise = arena_array(poll->arena, n * n, sizeof *pairwise);
	uint32_t *value = arena_array(poll->arena, n, sizeof *value);

	for (size_t row = 0; row < poll->ballots->rows; row++) {
		uint64_t weight = poll_weight(poll, row);
		if (!poll->voted[row])
			continue;
		read_ballot(poll, row, unranked, value);
		for (size_t a = 0; a < n; a++) {
			uint64_t *of = &pairwise[a * n];
			uint32_t own = value[a];
			if (own == SILENT || own == UINT32_MAX)
				continue;
			for (size_t b = 0; b < n; b++)
				of[b] += own < value[b] ? weight : 0;
		}
	}
	return pairwise;
}

uint64_t *poll_sums(const struct poll *poll)
{
	uint64_t *sum = arena_array(poll->arena, poll->options, sizeof *sum);

	for (size_t row = 0; row < poll->ballots->rows; row++) {
		const uint32_t *mark = &poll->ballots->mark[row * poll->options];
		uint64_t weight = poll_weight(poll, row);
		for (size_t i = 0; i < poll->options; i++)
			if (mark[i] != BALLOT_UNRANKED)
				sum[i] += weight * mark[i];
	}
	return sum;
}

void count_approval(struct count_builder *builder, const struct poll *poll)
{
	uint64_t *score = poll_sums(poll);
	size_t *level = arena_array(poll->arena, poll->options, sizeof *level);

	for (size_t a = 0; a < poll->options; a++)
		for (size_t b = 0; b < poll->options; b++)
			level[a] += score[b] > score[a];
	builder->count->score = score;
	count_settle(builder, poll, level);
}

static const char *rule_name(const struct count_options *asked)
{
	switch (asked->method) {
	case COUNT_APPROVAL:
		return "approval";
	case COUNT_STAR:
		return "STAR (score, then automatic runoff; starvoting.org)";
	case COUNT_STV:
		return "single transferable vote, Scottish Local Government Elections Order 2007 "
		       "(SSI 2007/42), rules 45 to 52";
	default:
		return asked->margins ? "Schulze, margins (arXiv:1804.02973)"
		                      : "Schulze, winning votes (arXiv:1804.02973)";
	}
}

static struct count run(const struct poll *poll, enum count_unranked unranked)
{
	struct count count = {.options = poll->options, .scale = 1};
	struct count_builder builder = {.count = &count};

	switch (poll->asked->method) {
	case COUNT_APPROVAL:
		count_approval(&builder, poll);
		break;
	case COUNT_STAR:
		count_star(&builder, poll, unranked);
		break;
	case COUNT_STV:
		count_stv(&builder, poll);
		break;
	default:
		count_schulze(&builder, poll, unranked);
	}
	count.rule = rule_name(poll->asked);
	return count;
}

static bool among(size_t option, const size_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == option)
			return true;
	return false;
}

/* Adds the names of one list that are in neither of the others, and the words; if there are any. */
static void add_names(struct buf *text, const struct poll *poll, const size_t *list, size_t count,
        const struct count *without, const char *words)
{
	size_t added = 0;

	for (size_t i = 0; i < count; i++) {
		if (without && (among(list[i], without->winner, without->winners) ||
		                       among(list[i], without->maybe, without->maybes)))
			continue;
		buf_print(text, "%s'%s'", added++ || text->len ? ", " : "",
		        poll->ballots->option[list[i]]);
	}
	if (added)
		buf_puts(text, words);
}

static bool same_set(const size_t *a, size_t a_count, const size_t *b, size_t b_count)
{
	if (a_count != b_count)
		return false;
	for (size_t i = 0; i < a_count; i++)
		if (!among(a[i], b, b_count))
			return false;
	return true;
}

/* What the other reading of blanks would do, or NULL where it gives the seats to the same. */
static const char *compare_readings(
        const struct poll *poll, const struct count *count, const struct count *other)
{
	struct count sure = {.winner = count->winner, .winners = count->winners};
	struct buf text = BUF_INIT;

	if (same_set(count->winner, count->winners, other->winner, other->winners) &&
	        same_set(count->maybe, count->maybes, other->maybe, other->maybes))
		return NULL;
	add_names(&text, poll, other->winner, other->winners, &sure, " would win");
	add_names(&text, poll, other->maybe, other->maybes, NULL, " would be tied");
	add_names(&text, poll, count->winner, count->winners, other, " would not win");
	add_names(&text, poll, count->maybe, count->maybes, other, " would not be tied");
	const char *warning = arena_print(poll->arena, "if unranked options were read as %s, %s",
	        poll->asked->unranked == COUNT_UNRANKED_LAST ? "no opinion" : "last", text.data);
	buf_release(&text);
	return warning;
}

static bool any_partly_blank(const struct poll *poll)
{
	for (size_t row = 0; row < poll->ballots->rows; row++) {
		const uint32_t *mark = &poll->ballots->mark[row * poll->options];
		for (size_t i = 0; poll->voted[row] && i < poll->options; i++)
			if (mark[i] == BALLOT_UNRANKED)
				return true;
	}
	return false;
}

static void warn(const struct poll *poll, struct count *count)
{
	enum count_method method = poll->asked->method;

	if ((method != COUNT_SCHULZE && method != COUNT_STAR) || !any_partly_blank(poll))
		return;
	struct count other =
	        run(poll, poll->asked->unranked == COUNT_UNRANKED_LAST ? COUNT_UNRANKED_IGNORE
	                                                               : COUNT_UNRANKED_LAST);
	count->warning = compare_readings(poll, count, &other);
}

static void note_seats(const struct poll *poll, struct count *count)
{
	if (poll->asked->seats > 1 && poll->asked->method != COUNT_STV)
		count->note = arena_print(poll->arena,
		        "the %zu seats are the first %zu of one order, which one majority may "
		        "fill; "
		        "stv shares them in proportion",
		        poll->asked->seats, poll->asked->seats);
}

/* The voters, and how many of them said nothing. */
static int read_voters(struct poll *poll, struct count *count, struct error *err)
{
	const struct ballots *ballots = poll->ballots;
	uint64_t voters = 0, blank = 0;

	poll->voted = arena_array(poll->arena, ballots->rows, sizeof *poll->voted);
	for (size_t row = 0; row < ballots->rows; row++) {
		uint32_t weight = poll_weight(poll, row);
		const uint32_t *mark = &ballots->mark[row * poll->options];
		for (size_t i = 0; weight && i < poll->options; i++)
			poll->voted[row] |= mark[i] != BALLOT_UNRANKED;
		voters += weight;
		blank += poll->voted[row] ? 0 : weight;
		if (voters > BALLOT_WEIGHT_MAX)
			return error_set(err, ERROR_FATAL, "more than %u ballots cannot be counted",
			        BALLOT_WEIGHT_MAX);
	}
	count->voters = voters;
	if (poll->asked->method != COUNT_STV)
		count->blank = blank;
	return 0;
}

static int compare_names(const void *left, const void *right, void *option)
{
	const size_t *a = left, *b = right;
	const char *const *name = option;

	return strcmp(name[*a], name[*b]);
}

static void prepare(struct poll *poll)
{
	const struct ballots *ballots = poll->ballots;

	poll->by_name = arena_array(poll->arena, poll->options, sizeof *poll->by_name);
	for (size_t i = 0; i < poll->options; i++)
		poll->by_name[i] = i;
	qsort_r(poll->by_name, poll->options, sizeof *poll->by_name, compare_names,
	        ballots->option);
	if (!poll->asked->lot)
		return;
	unsigned char *lots = arena_array(poll->arena, poll->options, LOT_SIZE);
	lot_draw(lots, poll->asked->lot, ballots->option, poll->options);
	poll->lots = lots;
}

static int check(
        const struct ballots *ballots, const struct count_options *asked, struct error *err)
{
	const char *method = count_method_name[asked->method];

	if (ballots->kind != count_method_kind(asked->method))
		return error_set(
		        err, ERROR_USAGE, "%s does not count ballots of this kind", method);
	if (!ballots->options)
		return error_set(err, ERROR_USAGE, "there is no option to count");
	if (ballots->options > BALLOT_OPTIONS_MAX)
		return error_set(err, ERROR_FATAL, "more than %d options cannot be counted",
		        BALLOT_OPTIONS_MAX);
	if (!asked->seats)
		return error_set(err, ERROR_USAGE, "there is no seat to fill");
	if (asked->seats > ballots->options)
		return error_set(err, ERROR_USAGE, "%zu seats, but only %zu %s", asked->seats,
		        ballots->options, ballots->options == 1 ? "option" : "options");
	return 0;
}

int count_ballots(struct count *count, struct arena *arena, const struct ballots *ballots,
        const struct count_options *options, struct error *err)
{
	struct poll poll = {.arena = arena, .ballots = ballots, .asked = options};
	struct count voters = {.blank = 0};

	*count = (struct count){.scale = 1};
	if (check(ballots, options, err))
		return -1;
	poll.options = ballots->options;
	if (read_voters(&poll, &voters, err))
		return -1;
	prepare(&poll);
	*count = run(&poll, options->unranked);
	count->voters = voters.voters;
	count->blank += voters.blank;
	note_seats(&poll, count);
	warn(&poll, count);
	return 0;
}
