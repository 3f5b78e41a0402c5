/* SPDX-License-Identifier: MIT */
#include "cmd/report_role.h"

#include "cmd/report_negotiation.h"
#include "cmd/table.h"

#include "core/group/notes.h"
#include "core/rules/after.h"
#include "core/rules/duty.h"
#include "core/rules/force.h"
#include "core/rules/sway.h"
#include "formats/date.h"

#include <string.h>

const char *role_state(const struct group *group, const struct role *role)
{
	bool offered = false, coming = false;

	if (role->ended != DAY_NONE && role->ended < group->day)
		return "ended";
	struct handles holders = role_holders(&group->now, group->arena, role);
	bool contested = holders.count > 0;
	for (size_t i = 0; i < holders.count; i++)
		contested &=
		        is_contested_holder(&group->now, group->arena, role, holders.handle[i]);
	if (holders.count)
		return contested ? "contested" : "held";
	for (size_t i = 0; i < role->holder_count; i++) {
		enum force force = holder_force(&group->now, role, &role->holder[i]);
		offered |= force == FORCE_OFFER;
		coming |= force == FORCE_NOT_YET;
	}
	return offered ? "offered" : coming ? "coming" : "vacant";
}

static void record_term(struct out *out, const struct term *term, bool in_force)
{
	record_day(out, "from", term->from);
	record_day(out, "until", term->until);
	record_text(out, "by", term->by);
	record_flag(out, "in_force", in_force);
	record_group_close(out);
}

static void record_fields(
        struct out *out, const struct group *group, const struct role *role, const char *state)
{
	record_text(out, "role", role->name);
	record_text(out, "title", role->title);
	record_text(out, "kind", role_kind_name[role->kind]);
	record_number(out, "seats", role->seats);
	record_text(out, "autonomy", level_name[role->autonomy]);
	record_list_open(out, "topics");
	for (size_t i = 0; i < role->topic_count; i++)
		record_text(out, NULL, role->topic[i]);
	record_list_close(out);
	record_list_open(out, "holders");
	for (size_t i = 0; i < role->holder_count; i++) {
		record_group_open(out, NULL);
		record_text(out, "person", role->holder[i].handle);
		if (role->holder[i].load)
			record_text(out, "load", role->holder[i].load);
		record_term(out, &role->holder[i].term,
		        holder_force(&group->now, role, &role->holder[i]) == FORCE_YES);
	}
	record_list_close(out);
	record_list_open(out, "led_by");
	for (size_t i = 0; i < role->led_by_count; i++) {
		record_group_open(out, NULL);
		record_text(out, "role", role->led_by[i].role);
		record_term(out, &role->led_by[i].term,
		        led_by_force(&group->now, role, &role->led_by[i]) == FORCE_YES);
	}
	record_list_close(out);
	record_text(out, "state", state);
}

void record_role(
        struct out *out, const struct group *group, const struct role *role, const char *state)
{
	record_open(out);
	record_fields(out, group, role, state);
	record_close(out);
}

static void record_levels(struct out *out, const struct role *role)
{
	record_list_open(out, "keys");
	for (enum level level = LEVEL_WHERE; level <= LEVEL_WHY; level++) {
		const struct ini_section *section =
		        ini_section(&role->ini, level_name[level], NULL, 0);
		for (size_t i = 0; section && i < section->key_count; i++) {
			record_group_open(out, NULL);
			record_text(out, "level", level_name[level]);
			record_text(out, "key", section->key[i].name);
			record_text(out, "value", section->key[i].value);
			record_group_close(out);
		}
	}
	record_list_close(out);
}

static void record_pay(struct out *out, const struct group *group, const struct role *role)
{
	record_list_open(out, "pay");
	for (size_t i = 0; i < role->pay_count; i++) {
		record_group_open(out, NULL);
		record_text(out, "amount", role->pay[i].amount);
		record_term(out, &role->pay[i].term,
		        pay_force(&group->now, role, &role->pay[i]) == FORCE_YES);
	}
	record_list_close(out);
}

static void record_negotiations(
        struct context *context, const struct group *group, const struct role *role)
{
	struct out *out = context->out;

	record_list_open(out, "negotiations");
	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *negotiation = group->ledger.negotiation[i];
		struct tally tally;
		if (strcmp(negotiation->slug, role->name) != 0)
			continue;
		tally_read(&tally, context->arena, &group->now, negotiation);
		record_group_open(out, NULL);
		record_text(out, "id", negotiation->id);
		record_text(out, "state", negotiation_state_name[tally.state]);
		record_group_close(out);
	}
	record_list_close(out);
}

static void record_whole(
        struct context *context, const struct group *group, const struct role *role)
{
	struct out *out = context->out;

	record_open(out);
	record_fields(out, group, role, role_state(group, role));
	record_text(out, "team", role->team);
	record_day(out, "ended", role->ended);
	record_levels(out, role);
	record_pay(out, group, role);
	record_negotiations(context, group, role);
	record_close(out);
}

/* One section of the role: of whom or what, whether it is in force, from when to when, by what. */
struct term_line {
	const char *kind, *name, *load;
	enum force force;
	const struct term *term;
};

/* Beside the rest what is of any length only where there is room. */
static void add_term(
        struct table *table, struct context *context, const struct term_line *line, bool below)
{
	enum style style = line->force == FORCE_YES ? STYLE_GOOD : STYLE_DIM;
	const char *by = arena_print(context->arena, "%s%s%s", line->term->by ? line->term->by : "",
	        line->load ? ", " : "", line->load ? line->load : "");

	table_row(table, context->arena);
	table_cell(table, STYLE_PLAIN, "%s", line->kind);
	table_cell(table, STYLE_NAME, "%s", line->name);
	if (!below)
		table_cell(table, style, "%s", force_text[line->force]);
	table_cell(table, STYLE_PLAIN, "%s..%s", day_iso(context->arena, line->term->from),
	        day_iso(context->arena, line->term->until));
	if (below)
		table_below(table, arena_print(context->arena, "%s%s%s", force_text[line->force],
		                           *by ? ", " : "", by));
	else
		table_cell(table, STYLE_DIM, "%s", by);
}

static struct table make_terms(
        struct context *context, const struct group *group, const struct role *role, bool below)
{
	struct table table = TABLE_INIT;

	table.indent = 2;
	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		add_term(&table, context,
		        &(struct term_line){"held by", holder->handle, holder->load,
		                holder_force(&group->now, role, holder), &holder->term},
		        below);
	}
	for (size_t i = 0; i < role->led_by_count; i++) {
		const struct led_by *edge = &role->led_by[i];
		add_term(&table, context,
		        &(struct term_line){"led by", edge->role, NULL,
		                led_by_force(&group->now, role, edge), &edge->term},
		        below);
	}
	for (size_t i = 0; i < role->pay_count; i++) {
		const struct pay *pay = &role->pay[i];
		add_term(&table, context,
		        &(struct term_line){"paid", pay->amount ? pay->amount : "", NULL,
		                pay_force(&group->now, role, pay), &pay->term},
		        below);
	}
	return table;
}

static void show_terms(struct context *context, const struct group *group, const struct role *role)
{
	struct table table = make_terms(context, group, role, false);

	if (table_width(&table) > context->out->width)
		table = make_terms(context, group, role, true);
	table_print(&table, context->out);
}

static void show_levels(struct context *context, const struct role *role)
{
	struct table table = TABLE_INIT;

	table.indent = 2;
	for (enum level level = LEVEL_WHERE; level <= LEVEL_WHY; level++) {
		bool alone = level <= role->autonomy;
		const struct ini_section *section =
		        ini_section(&role->ini, level_name[level], NULL, 0);
		for (size_t i = 0; section && i < section->key_count; i++) {
			table_row(&table, context->arena);
			table_cell(&table, alone ? STYLE_GOOD : STYLE_PLAIN, "%s",
			        i ? "" : level_name[level]);
			table_cell(&table, STYLE_DIM, "%s", section->key[i].name);
			table_cell(&table, STYLE_PLAIN, "%s", section->key[i].value);
		}
	}
	table_print(&table, context->out);
}

/* "where, how      ben alone", and so on for every kind of change. */
static void show_sway(struct context *context, struct group *group, const struct role *role)
{
	struct table table = TABLE_INIT;
	struct sway sway;

	sway_read(&sway, context->arena, &group->now, role);
	table.indent = 2;
	for (size_t i = 0; i < sway.count; i++) {
		const struct sway_row *row = &sway.row[i];
		const char *who = join_names(context->arena, row->who, row->who_count);
		table_row(&table, context->arena);
		table_cell(&table, row->alone ? STYLE_GOOD : STYLE_PLAIN, "%s", row->kinds);
		if (row->alone)
			table_cell(&table, STYLE_GOOD, "%s alone", who);
		else
			table_cell(&table, STYLE_PLAIN, "%s%s, policy %s%s%s%s", who,
			        row->among ? " among themselves" : "", row->policy->name,
			        row->heard_count ? "; " : "",
			        join_names(context->arena, row->heard, row->heard_count),
			        row->heard_count == 1  ? " is heard"
			        : row->heard_count > 1 ? " are heard"
			                               : "");
	}
	table_print(&table, context->out);
}

static void show_holders(struct context *context, struct group *group, const struct role *role)
{
	struct handles holders = role_holders(&group->now, context->arena, role);
	struct out *out = context->out;

	for (size_t i = 0; i < holders.count; i++) {
		const char *who = holders.handle[i];
		if (is_contested_holder(&group->now, context->arena, role, who))
			out_fold(out, 2,
			        arena_print(context->arena,
			                "%s is a caretaker: the decision is contested, and an "
			                "election is to be called (rule A6)",
			                who));
		else if (duty_missed(&group->now, role, who))
			out_fold(out, 2,
			        arena_print(context->arena,
			                "%s has missed the duty %s, and does nothing alone until "
			                "an entry about %s lands (rule A8)",
			                who, role->duty, duty_topics(context->arena, role)));
	}
}

/* What was said of it, newest last. */
static int show_notes(
        struct context *context, struct group *group, const struct role *role, struct error *err)
{
	struct notes notes;

	if (notes_read(&notes, context->arena, group, err))
		return -1;
	for (size_t i = 0; i < notes.count; i++) {
		const struct note *note = &notes.item[i];
		if (!note_is_about(note, role) || note->answered)
			continue;
		out_fold(context->out, 2,
		        arena_print(context->arena, "%s of %s%s%s: %s (%s:%u)",
		                note->kind == NOTE_TENSION ? "tension" : "feedback", note->who,
		                note->day != DAY_NONE ? ", " : "",
		                note->day != DAY_NONE ? day_said(context, group, note->day) : "",
		                note->title, note->path, note->line));
	}
	return 0;
}

static void show_negotiations(struct context *context, struct group *group, const struct role *role)
{
	struct out *out = context->out;

	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *negotiation = group->ledger.negotiation[i];
		struct tally tally;
		if (strcmp(negotiation->slug, role->name) != 0)
			continue;
		tally_read(&tally, context->arena, &group->now, negotiation);
		out_print(out, "  ");
		out_style(out, STYLE_NAME, "%s", negotiation->id);
		out_print(out, " ");
		out_fold_rest(out, (int)strlen(negotiation->id) + 3, 4,
		        state_said(context, group, &tally));
	}
}

int report_role(
        struct context *context, struct group *group, const struct role *role, struct error *err)
{
	struct out *out = context->out;

	if (out->form != FORM_HUMAN) {
		record_whole(context, group, role);
		return 0;
	}
	out_style(out, STYLE_BOLD, "%s", role->name);
	out_print(out, "  %s, a %s", role->title, role_kind_name[role->kind]);
	if (role->team)
		out_print(out, " of %s", role->team);
	for (size_t i = 0; i < role->was_count; i++)
		out_print(out, "%s%s", i ? ", " : ", formerly ", role->was[i]);
	if (role->ended != DAY_NONE)
		out_print(out, ", ended %s", day_said(context, group, role->ended));
	out_print(out, "\n");
	if (role->topic_count)
		out_fold(out, 2,
		        arena_print(context->arena, "topic%s %s", role->topic_count == 1 ? "" : "s",
		                join_names(context->arena, role->topic, role->topic_count)));
	show_levels(context, role);
	show_terms(context, group, role);
	out_style(out, STYLE_BOLD, "  who decides\n");
	show_sway(context, group, role);
	show_holders(context, group, role);
	if (show_notes(context, group, role, err))
		return -1;
	show_negotiations(context, group, role);
	return 0;
}
