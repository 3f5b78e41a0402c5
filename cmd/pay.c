/* SPDX-License-Identifier: MIT */
#include "cmd/session.h"
#include "cmd/table.h"

#include "core/rules/force.h"

#include <ctype.h>
#include <string.h>

/* What is paid in one unit, "EUR/month": in hundredths, so that cents add up. */
struct total {
	const char *unit;
	int64_t hundredths;
};

struct paying {
	struct context *context;
	struct group group;
	const char *who; /* only theirs; or NULL */
	struct table table;
	struct total *total;
	size_t total_count, total_capacity;
	size_t rows;
};

/* "1200 EUR/month", "12.50 EUR/h": false where it begins with no number. */
static bool amount_parse(struct total *out, const char *amount)
{
	int64_t units = 0, cents = 0;
	const char *at = amount;

	if (!isdigit((unsigned char)*at))
		return false;
	for (; isdigit((unsigned char)*at) && at - amount < 15; at++)
		units = units * 10 + (*at - '0');
	if ((*at == '.' || *at == ',') && isdigit((unsigned char)at[1])) {
		cents = (at[1] - '0') * 10;
		at += 2;
		if (isdigit((unsigned char)*at))
			cents += *at++ - '0';
	}
	if (*at && *at != ' ')
		return false;
	out->unit = at + strspn(at, " ");
	out->hundredths = units * 100 + cents;
	return true;
}

static void add_total(struct paying *paying, const char *amount)
{
	struct total one;

	if (!amount_parse(&one, amount))
		return;
	for (size_t i = 0; i < paying->total_count; i++)
		if (!strcmp(paying->total[i].unit, one.unit)) {
			paying->total[i].hundredths += one.hundredths;
			return;
		}
	paying->total = arena_grow(paying->context->arena, paying->total, paying->total_count,
	        &paying->total_capacity, sizeof *paying->total);
	paying->total[paying->total_count++] = one;
}

static const char *agreed_by(struct paying *paying, const struct pay *pay)
{
	struct arena *arena = paying->context->arena;
	const struct negotiation *negotiation =
	        pay->term.by ? ledger_negotiation(&paying->group.ledger, pay->term.by) : NULL;
	const struct decision *decision =
	        negotiation ? negotiation_adopted(&paying->group.now, negotiation) : NULL;

	if (!decision)
		return "founding";
	const char **name = arena_array(arena, decision->file.tally_count + 1, sizeof *name);
	size_t count = 0;
	for (size_t i = 0; i < decision->file.tally_count; i++) {
		const char *line = decision->file.tally[i], *space = strchr(line, ' ');
		if (space && !strncmp(space + 1, "consent", strlen("consent")))
			name[count++] = arena_string(arena, line, (size_t)(space - line));
	}
	return arena_print(
	        arena, "agreed by %s (%.4s)", join_names(arena, name, count), negotiation->id);
}

static void pay_one(
        struct paying *paying, const struct role *role, const struct pay *pay, const char *who)
{
	struct context *context = paying->context;
	struct table *table = &paying->table;

	paying->rows++;
	add_total(paying, pay->amount);
	if (context->out->form != FORM_HUMAN) {
		record_open(context->out);
		record_text(context->out, "person", who);
		record_text(context->out, "role", role->name);
		record_text(context->out, "amount", pay->amount);
		record_day(context->out, "from", pay->term.from);
		record_day(context->out, "until", pay->term.until);
		record_text(context->out, "by", pay->term.by);
		record_close(context->out);
		return;
	}
	table_row(table, context->arena);
	table_cell(table, STYLE_NAME, "%s", who);
	table_cell(table, STYLE_PLAIN, "%s", role->name);
	table_cell(table, STYLE_BOLD, "%s", pay->amount);
	table_cell(table, STYLE_PLAIN, "until %s", day_iso(context->arena, pay->term.until));
	table_cell(table, STYLE_DIM, "%s", agreed_by(paying, pay));
}

/* Rule A1: per holder in force, and only for days on which there is one. */
static void pay_role(struct paying *paying, const struct role *role)
{
	const struct moment *now = &paying->group.now;
	struct handles holders = role_holders(now, paying->context->arena, role);

	for (size_t i = 0; i < role->pay_count; i++) {
		const struct pay *pay = &role->pay[i];
		if (!pay->amount || pay_force(now, role, pay) != FORCE_YES)
			continue;
		for (size_t j = 0; j < holders.count; j++)
			if (!paying->who || !strcmp(paying->who, holders.handle[j]))
				pay_one(paying, role, pay, holders.handle[j]);
	}
}

static void print_totals(struct paying *paying)
{
	struct context *context = paying->context;

	for (size_t i = 0; i < paying->total_count; i++) {
		const struct total *total = &paying->total[i];
		const char *cents = total->hundredths % 100
		                            ? arena_print(context->arena, ".%02d",
		                                      (int)(total->hundredths % 100))
		                            : "";
		table_row(&paying->table, context->arena);
		table_cell(&paying->table, STYLE_PLAIN, "%s", i ? "" : "total");
		table_cell(&paying->table, STYLE_PLAIN, "%s", "");
		table_cell(&paying->table, STYLE_BOLD, "%lld%s %s",
		        (long long)(total->hundredths / 100), cents, total->unit);
	}
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	struct paying paying = {.context = context, .who = argc ? argv[0] : NULL};

	if (session_group(context, &paying.group, err))
		return -1;
	if (paying.who && !standing_person(&paying.group.now, paying.who)) {
		error_set(err, ERROR_FATAL, "there is no '%s' under people/", paying.who);
		return error_hint(err, "moot roles --all lists who holds what");
	}
	struct file_list roles = standing_roles(&paying.group.now, context->arena);
	for (size_t i = 0; i < roles.count; i++)
		pay_role(&paying, &roles.file[i]->role);
	if (context->out->form != FORM_HUMAN)
		return 0;
	print_totals(&paying);
	paying.table.indent = 2;
	table_print(&paying.table, context->out);
	if (!paying.rows)
		talk("nobody is paid on that day");
	return 0;
}

const struct command command_pay = {
        .name = "pay",
        .group = GROUP_SEE,
        .summary = "who is paid what, from roles in force",
        .operands = "[HANDLE]",
        .operand_max = 1,
        .needs = NEEDS_MOOT | READS | PAGED | KEPT,
        .run = run,
};
