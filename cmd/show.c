/* SPDX-License-Identifier: MIT */
#include "cmd/report_negotiation.h"

#include "cmd/table.h"

#include "core/rules/force.h"
#include "core/rules/trial.h"
#include "formats/charter.h"
#include "formats/date.h"
#include "formats/name.h"

#include <string.h>

/* --- a role --- */

static void show_terms(struct context *context, const struct group *group, const struct role *role)
{
	struct table table = TABLE_INIT;

	table.indent = 2;
	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		enum force force = holder_force(&group->now, role, holder);
		table_row(&table, context->arena);
		table_cell(&table, STYLE_PLAIN, "held by");
		table_cell(&table, STYLE_NAME, "%s", holder->handle);
		table_cell(&table, force == FORCE_YES ? STYLE_GOOD : STYLE_DIM, "%s",
		        force_text[force]);
		table_cell(&table, STYLE_PLAIN, "%s..%s",
		        day_iso(context->arena, holder->term.from),
		        day_iso(context->arena, holder->term.until));
		table_cell(&table, STYLE_DIM, "%s", holder->term.by ? holder->term.by : "");
	}
	for (size_t i = 0; i < role->led_by_count; i++) {
		const struct led_by *edge = &role->led_by[i];
		enum force force = led_by_force(&group->now, role, edge);
		table_row(&table, context->arena);
		table_cell(&table, STYLE_PLAIN, "led by");
		table_cell(&table, STYLE_NAME, "%s", edge->role);
		table_cell(&table, force == FORCE_YES ? STYLE_GOOD : STYLE_DIM, "%s",
		        force_text[force]);
		table_cell(&table, STYLE_PLAIN, "%s..%s", day_iso(context->arena, edge->term.from),
		        day_iso(context->arena, edge->term.until));
		table_cell(&table, STYLE_DIM, "%s", edge->term.by ? edge->term.by : "");
	}
	for (size_t i = 0; i < role->pay_count; i++) {
		const struct pay *pay = &role->pay[i];
		enum force force = pay_force(&group->now, role, pay);
		table_row(&table, context->arena);
		table_cell(&table, STYLE_PLAIN, "paid");
		table_cell(&table, STYLE_NAME, "%s", pay->amount ? pay->amount : "");
		table_cell(&table, force == FORCE_YES ? STYLE_GOOD : STYLE_DIM, "%s",
		        force_text[force]);
		table_cell(&table, STYLE_PLAIN, "%s..%s", day_iso(context->arena, pay->term.from),
		        day_iso(context->arena, pay->term.until));
		table_cell(&table, STYLE_DIM, "%s", pay->term.by ? pay->term.by : "");
	}
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

static const char *alone_said(
        struct context *context, const struct group *group, const struct role *role)
{
	static const char *const text[6] = {"nothing", "where", "where and how",
	        "where, how and what", "where, how, what and who", "where, how, what, who and why"};
	size_t holders = holders_in_force(&group->now, role);

	if (role->autonomy == LEVEL_NONE)
		return "its holder changes nothing alone: every change is negotiated";
	return arena_print(context->arena, "%s %s alone; the rest is negotiated",
	        holders > 1 ? "its holders together may change" : "its holder may change",
	        text[role->autonomy]);
}

static void show_role(struct context *context, struct group *group, const struct role *role)
{
	struct out *out = context->out;

	out_style(out, STYLE_BOLD, "%s", role->name);
	out_print(out, "  %s, a %s", role->title, role_kind_name[role->kind]);
	if (role->team)
		out_print(out, " of %s", role->team);
	if (role->ended != DAY_NONE)
		out_print(out, ", ended %s", day_said(context, group, role->ended));
	out_print(out, "\n");
	out_fold(out, 2, alone_said(context, group, role));
	show_levels(context, role);
	show_terms(context, group, role);
	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *negotiation = group->ledger.negotiation[i];
		struct tally tally;
		if (strcmp(negotiation->slug, role->name) != 0)
			continue;
		tally_read(&tally, context->arena, &group->now, negotiation);
		out_print(out, "  ");
		out_style(out, STYLE_NAME, "%s", negotiation->id);
		out_print(out, "  %s\n", state_said(context, group, &tally));
	}
}

/* --- a person --- */

static void show_person(
        struct context *context, const struct group *group, const struct person *person)
{
	struct out *out = context->out;
	struct file_list roles = standing_roles(&group->now, context->arena);

	out_style(out, STYLE_BOLD, "%s", person->handle);
	out_print(out, "  %s", person->name);
	if (person->affiliation)
		out_print(out, ", %s", person->affiliation);
	out_print(out, "\n");
	if (!person->member_count)
		out_print(out, "  an acquaintance: may be thanked and cited, has no voice\n");
	for (size_t i = 0; i < person->member_count; i++) {
		const struct membership *membership = &person->member[i];
		enum force force = membership_force(&group->now, person, membership);
		out_print(out, "  %s %s..%s  %s\n", membership->guest ? "guest" : "member",
		        day_iso(context->arena, membership->term.from),
		        day_iso(context->arena, membership->term.until),
		        force == FORCE_OFFER ? "offered: begins with a commit of theirs"
		                             : force_text[force]);
	}
	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		for (size_t j = 0; j < role->holder_count; j++)
			if (!strcmp(role->holder[j].handle, person->handle))
				out_print(out, "  %s %s..%s  %s\n", role->name,
				        day_iso(context->arena, role->holder[j].term.from),
				        day_iso(context->arena, role->holder[j].term.until),
				        force_text[holder_force(
				                &group->now, role, &role->holder[j])]);
	}
}

/* --- the charter --- */

static void show_charter(struct context *context, const struct group *group)
{
	const struct charter *charter = standing_charter(&group->now);
	const char *shipped = charter_shipped(charter->rules);

	out_print(context->out, "; what this group says (moot.ini)\n%s\n", charter->ini.text);
	out_print(context->out, "; what holds where it says nothing: the shipped rules %u\n%s",
	        charter->rules, shipped ? shipped : "");
}

static const struct verdict *void_at(const struct group *group, const char *path)
{
	uint32_t number = paths_find(&group->ledger.paths, path, strlen(path));
	const struct verdict *verdict =
	        number == UINT32_MAX ? NULL : ledger_void_at(&group->ledger, number);

	return verdict && verdict->why ? verdict : NULL;
}

static int show_path(
        struct context *context, struct group *group, const char *path, struct error *err)
{
	const struct file *file = standing_file(&group->ledger, group->now.standing, path);
	const char *text;
	size_t len;

	if (group_tree_text(group, path, &text, &len, err))
		return -1;
	if (file) {
		/* what stands, which the tree may not be */
		if (!text || len != file->len || memcmp(text, file->text, len) != 0)
			talk_warning(
			        "this is what stands; the tree has it otherwise: moot check %s",
			        path);
		out_print(context->out, "%s", trial_lapse(&group->now, file)->text);
		return 0;
	}
	if (!text)
		return error_set(err, ERROR_FATAL, "there is no '%s' at this commit", path);
	const struct verdict *verdict = void_at(group, path);
	if (verdict)
		return error_set(err, ERROR_NO, "%s is void: %s", path, verdict->why);
	out_print(context->out, "%s", text);
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct negotiation *negotiation = NULL;
	struct error ignored = ERROR_INIT;
	struct group group;
	const char *word = argv[0];

	(void)argc;
	if (session_group(context, &group, err))
		return -1;
	const struct role *role = standing_role(&group.now, word);
	const struct person *person = standing_person(&group.now, word);
	bool by_id = false;
	if (!ledger_find(&group.ledger, word, &negotiation, &ignored))
		by_id = !strncmp(negotiation->id, word, strlen(word)) || (!role && !person);
	if (!strcmp(word, "charter") && !by_id) {
		show_charter(context, &group);
		return 0;
	}
	if (strchr(word, '/') || strchr(word, '.'))
		return show_path(context, &group, word, err);
	session_mark_void(context, &group);
	int meanings = by_id + (role != NULL) + (person != NULL);
	if (meanings > 1) {
		error_set(err, ERROR_FATAL, "'%s' could be %s%s%s", word, role ? "a role" : "",
		        person ? role ? " or a person" : "a person" : "",
		        by_id ? " or a negotiation" : "");
		return error_hint(err, "name the file: roles/%s.ini or people/%s.ini", word, word);
	}
	if (by_id) {
		if (context->out->form == FORM_HUMAN)
			report_negotiation(context, &group, negotiation);
		else
			record_negotiation(context, &group, negotiation);
	} else if (role) {
		show_role(context, &group, role);
	} else if (person) {
		show_person(context, &group, person);
	} else {
		const char *path = arena_print(context->arena, "roles/%s.ini", word);
		const struct verdict *verdict = void_at(&group, path);
		if (verdict) {
			error_set(err, ERROR_NO, "%s is void: %s", path, verdict->why);
			return error_hint(err, "moot propose %s --from-file %s asks the others",
			        word, group_path(&group, path));
		}
		error_set(err, ERROR_FATAL, "'%s' is no negotiation, role, person or path here",
		        word);
		return error_hint(err, "moot roles --all and moot status list what there is");
	}
	return 0;
}

const struct command command_show = {
        .name = "show",
        .group = GROUP_SEE,
        .summary = "a negotiation, a role, a person, the charter or a file as it stands",
        .operands = "ID|ROLE|HANDLE|PATH|charter",
        .operand_min = 1,
        .operand_max = 1,
        .needs = NEEDS_MOOT | READS | PAGED | KEPT,
        .run = run,
};
