/* SPDX-License-Identifier: MIT */
#include "cmd/ballots.h"

#include "cmd/input.h"
#include "cmd/report_finding.h"
#include "cmd/session.h"
#include "cmd/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* --- the human form --- */

static const char *names_of(
        struct arena *arena, const char *const *option, const size_t *number, size_t count)
{
	const char **name = arena_array(arena, count, sizeof *name);

	for (size_t i = 0; i < count; i++)
		name[i] = option[number[i]];
	return join_names(arena, name, count);
}

/* 310.4 of units of 1/100000: as many places as it takes. */
static const char *votes_text(struct arena *arena, uint64_t votes, uint64_t scale)
{
	char text[48];
	int len = snprintf(text, sizeof text, "%" PRIu64, votes / scale);

	if (votes % scale) {
		uint64_t rest = votes % scale;
		text[len++] = '.';
		for (uint64_t unit = scale / 10; unit && rest; unit /= 10) {
			text[len++] = (char)('0' + rest / unit);
			rest %= unit;
		}
		text[len] = '\0';
	}
	return arena_string(arena, text, (size_t)len);
}

static bool is_winner(const struct count *count, size_t option)
{
	for (size_t i = 0; i < count->winners; i++)
		if (count->winner[i] == option)
			return true;
	return false;
}

static bool is_tied(const struct count *count, size_t option)
{
	for (size_t i = 0; i < count->maybes; i++)
		if (count->maybe[i] == option)
			return true;
	return false;
}

static void print_places(
        struct context *context, const struct count *count, const char *const *option)
{
	struct table table = TABLE_INIT;

	table.indent = 2;
	table.right = 1u << 0 | 1u << 2;
	for (size_t i = 0; i < count->options; i++) {
		size_t number = count->order[i];
		bool won = is_winner(count, number);
		table_row(&table, context->arena);
		table_cell(&table, STYLE_DIM, "%zu", count->place[i]);
		table_cell(&table, won ? STYLE_NAME : STYLE_PLAIN, "%s", option[number]);
		if (count->score)
			table_cell(&table, STYLE_PLAIN, "%" PRIu64, count->score[number]);
		table_cell(&table, STYLE_GOOD, "%s",
		        won                      ? "elected"
		        : is_tied(count, number) ? "tied"
		                                 : "");
	}
	table_print(&table, context->out);
}

/* A letter or two for each option, so that the table of pairs stays narrow. */
static const char *letters(struct arena *arena, size_t number)
{
	if (number < 26)
		return arena_print(arena, "%c", 'A' + (int)number);
	return arena_print(
	        arena, "%c%c", 'A' + (int)(number / 26 - 1) % 26, 'A' + (int)(number % 26));
}

static void print_pairs(
        struct context *context, const struct count *count, const char *const *option)
{
	struct table table = TABLE_INIT;
	struct out *out = context->out;
	size_t n = count->options;

	/* wider than any terminal: the places above say enough */
	if (!count->pairwise || n + 2 > TABLE_COLUMNS_MAX)
		return;
	out_style(out, STYLE_BOLD, "how many put the row before the column\n");
	table.indent = 2;
	table_row(&table, context->arena);
	table_cell(&table, STYLE_DIM, "%s", "");
	table_cell(&table, STYLE_DIM, "%s", "");
	for (size_t i = 0; i < n; i++)
		table_cell(&table, STYLE_DIM, "%s", letters(context->arena, i));
	for (size_t i = 0; i < n; i++) {
		size_t a = count->order[i];
		table_row(&table, context->arena);
		table_cell(&table, STYLE_DIM, "%s", letters(context->arena, i));
		table_cell(&table, STYLE_NAME, "%s", option[a]);
		for (size_t j = 0; j < n; j++) {
			size_t b = count->order[j];
			uint64_t mine = count->pairwise[a * n + b],
			         theirs = count->pairwise[b * n + a];
			if (i == j)
				table_cell(&table, STYLE_DIM, "%s", "");
			else
				table_cell(&table, mine > theirs ? STYLE_GOOD : STYLE_PLAIN,
				        "%" PRIu64, mine);
			table.right |= 1u << (j + 2);
		}
	}
	table_print(&table, out);
}

static const char *step_said(
        struct arena *arena, const struct count_round *round, const char *const *option)
{
	switch (round->step) {
	case COUNT_FIRST:
		return "first preferences";
	case COUNT_SURPLUS:
		return arena_print(arena, "surplus of %s", option[round->option]);
	case COUNT_EXCLUDE:
		return arena_print(arena, "%s is out%s", option[round->option],
		        round->by_lot ? ", by lot"
		        : round->tied ? ", one of several alike"
		                      : "");
	case COUNT_FILL:
		return "as many are left as seats";
	case COUNT_RUNOFF:
		return round->rival == SIZE_MAX
		               ? "runoff"
		               : arena_print(arena, "runoff: %s against %s", option[round->option],
		                         option[round->rival]);
	}
	return "";
}

static void print_rounds(
        struct context *context, const struct count *count, const char *const *option)
{
	struct arena *arena = context->arena;

	for (size_t i = 0; i < count->rounds; i++) {
		const struct count_round *round = &count->round[i];
		struct buf text = BUF_INIT;
		buf_print(&text, "%zu  %s:", i + 1, step_said(arena, round, option));
		for (size_t j = 0; j < count->options; j++) {
			size_t number = count->order[j];
			if (round->votes[number])
				buf_print(&text, " %s %s%s", option[number],
				        votes_text(arena, round->votes[number], count->scale),
				        j + 1 < count->options ? "," : "");
		}
		while (text.len && text.data[text.len - 1] == ',')
			text.data[--text.len] = '\0';
		if (round->exhausted)
			buf_print(&text, "; exhausted %s",
			        votes_text(arena, round->exhausted, count->scale));
		if (round->elected_count)
			buf_print(&text, "; elected: %s",
			        names_of(arena, option, round->elected, round->elected_count));
		out_fold(context->out, 2, text.data);
		buf_release(&text);
	}
}

static void print_ties(
        struct context *context, const struct count *count, const char *const *option)
{
	struct arena *arena = context->arena;

	for (size_t i = 0; i < count->ties; i++) {
		const struct count_tie *tie = &count->tie[i];
		const char *names = names_of(arena, option, tie->option, tie->options);
		if (tie->by_lot)
			out_fold(context->out, 2, arena_print(arena, "by lot: %s", names));
		else if (tie->place && tie->seats && tie->seats < tie->options)
			out_fold(context->out, 2,
			        arena_print(arena, "tied for %zu seat%s: %s", tie->seats,
			                tie->seats == 1 ? "" : "s", names));
		else
			out_fold(context->out, 2, arena_print(arena, "tied: %s", names));
	}
}

void count_print(
        struct context *context, const struct count *count, const char *const *option, size_t seats)
{
	struct out *out = context->out;
	struct arena *arena = context->arena;

	out_fold(out, 0,
	        arena_print(arena, "%" PRIu64 " ballot%s, %zu option%s, %zu seat%s", count->voters,
	                count->voters == 1 ? "" : "s", count->options,
	                count->options == 1 ? "" : "s", seats, seats == 1 ? "" : "s"));
	if (count->blank)
		out_print(out, "%" PRIu64 " of the ballots say%s nothing\n", count->blank,
		        count->blank == 1 ? "s" : "");
	print_places(context, count, option);
	print_ties(context, count, option);
	if (count->rounds) {
		out_style(out, STYLE_BOLD, "rounds\n");
		if (count->quota)
			out_print(
			        out, "  quota %s\n", votes_text(arena, count->quota, count->scale));
		print_rounds(context, count, option);
	}
	print_pairs(context, count, option);
	out_fold(out, 0, arena_print(arena, "counted by %s", count->rule));
	if (count->note)
		out_fold(out, 0, arena_print(arena, "note: %s", count->note));
	if (count->warning)
		out_fold(out, 0, arena_print(arena, "warning: %s", count->warning));
}

/* --- records --- */

static void record_names(struct out *out, const char *name, const char *const *option,
        const size_t *number, size_t count)
{
	record_list_open(out, name);
	for (size_t i = 0; i < count; i++)
		record_text(out, NULL, option[number[i]]);
	record_list_close(out);
}

void count_record(struct out *out, const struct count *count, const char *const *option)
{
	static const struct count nothing;

	if (!count)
		count = &nothing;
	record_names(out, "order", option, count->order, count->options);
	record_names(out, "winners", option, count->winner, count->winners);
	record_list_open(out, "ties");
	for (size_t i = 0; i < count->ties; i++)
		record_names(out, NULL, option, count->tie[i].option, count->tie[i].options);
	record_list_close(out);
	record_text(out, "warning", count->warning);
}

static void record_count(
        struct out *out, const struct count *count, const struct ballots *ballots, size_t seats)
{
	record_open(out);
	count_record(out, count, ballots->option);
	record_list_open(out, "places");
	for (size_t i = 0; i < count->options; i++)
		record_number(out, NULL, (int64_t)count->place[i]);
	record_list_close(out);
	record_number(out, "seats", (int64_t)seats);
	record_number(out, "ballots", (int64_t)count->voters);
	record_number(out, "blank", (int64_t)count->blank);
	record_text(out, "rule", count->rule);
	record_text(out, "note", count->note);
	record_close(out);
}

int ballots_report(struct context *context, const struct ballots_wanted *wanted, struct error *err)
{
	struct arena *arena = context->arena;
	struct findings findings = FINDINGS_INIT(arena);
	struct ballots ballots;
	struct count count;
	struct lot lot;
	const char *text;
	size_t len;

	if (input_read(arena, wanted->path, BALLOT_FILE_MAX, &text, &len, err))
		return -1;
	bool any = ballots_parse(&ballots, arena, text, len, wanted->path,
	        count_method_kind(wanted->method), &findings);
	talk_findings(&findings);
	if (!any || findings_has(&findings, SEVERITY_ERROR))
		return error_set(err, ERROR_FATAL,
		        "'%s' cannot be read in full: nothing is counted", wanted->path);
	struct count_options options = {
	        .method = wanted->method,
	        .seats = wanted->seats   ? wanted->seats
	                 : ballots.seats ? ballots.seats
	                                 : 1,
	        .unranked = wanted->unranked,
	        .margins = wanted->margins,
	};
	if (wanted->lot) {
		lot_of_ballots(&lot, arena, &ballots, wanted->lot);
		options.lot = &lot;
	}
	if (count_ballots(&count, arena, &ballots, &options, err))
		return -1;
	if (context->out->form == FORM_HUMAN)
		count_print(context, &count, ballots.option, options.seats);
	else
		record_count(context->out, &count, &ballots, options.seats);
	if (count.warning && !wanted->unranked_said)
		talk_hint("--unranked ignore or --unranked last says how blanks are to be read");
	return count.open ? 1 : 0;
}
