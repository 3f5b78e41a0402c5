/* SPDX-License-Identifier: MIT */
#include "cmd/known.h"
#include "cmd/report_role.h"
#include "cmd/table.h"

#include "core/rules/after.h"
#include "core/rules/hierarchy.h"

#include <string.h>

struct roles_options {
	bool all;
};

static const struct command_option options[] = {
        OPTION_FLAG(struct roles_options, all, 0, "all", "ended roles and all terms too"),
        OPTION_END,
};

/* "ben until 30 April; ana (not accepted)" */
static const char *holders_text(
        struct context *context, const struct group *group, const struct role *role, bool all)
{
	struct buf text = BUF_INIT;
	size_t shown = 0;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		enum force force = holder_force(&group->now, role, holder);
		if (!all && force == FORCE_OVER)
			continue;
		buf_print(&text, "%s%s", shown++ ? "; " : "", holder->handle);
		if (force == FORCE_NOT_YET)
			buf_print(&text, " from %s", day_said(context, group, holder->term.from));
		if (holder->term.until != DAY_NONE)
			buf_print(&text, " until %s", day_said(context, group, holder->term.until));
		if (force != FORCE_YES && force != FORCE_NOT_YET)
			buf_print(&text, " (%s)", force_text[force]);
		else if (force == FORCE_YES &&
		         is_contested_holder(&group->now, context->arena, role, holder->handle))
			buf_puts(&text, " (caretaker)");
	}
	char *copy = arena_string(context->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static void row(struct context *context, struct table *table, const struct group *group,
        const struct role *role, const char *leader, bool all)
{
	const char *state = role_state(group, role);
	bool held = !strcmp(state, "held");

	table_row(table, context->arena);
	table_cell(table, STYLE_NAME, "%s", role->name);
	table_cell(table, held ? STYLE_PLAIN : STYLE_WARN, "%s",
	        held ? role_kind_name[role->kind] : state);
	table_cell(table, STYLE_PLAIN, "%s", level_name[role->autonomy]);
	table_cell(table, STYLE_PLAIN, "%s%s%s%s", holders_text(context, group, role, all),
	        leader ? " (led by " : "", leader ? leader : "", leader ? ")" : "");
}

/* What the tree says of a role and nobody agreed to: shown, since reading commands show what
 * stands. */
static bool print_void(struct context *context, const struct group *group, const char *name)
{
	struct void_list list = ledger_void(&group->ledger, context->arena, PATH_ROLE);
	size_t untold = 0;
	bool found = false;

	for (size_t i = 0; i < list.count; i++) {
		const struct verdict *verdict = list.verdict[i];
		const struct file *file = verdict->after;
		if (!file || (name && strcmp(file->stem, name) != 0))
			continue;
		found = true;
		if (context->out->form != FORM_HUMAN) {
			/* where another text stands it has its own record */
			if (file->usable && !standing_role(&group->now, file->stem))
				record_role(context->out, group, &file->role, "void");
		} else if (name || list.count <= 12) {
			out_style(context->out, STYLE_BAD, "void: %s\n", file->name);
			out_fold(context->out, 4,
			        arena_print(context->arena, "%s, by %s on %s",
			                verdict->why ? verdict->why : "not agreed",
			                verdict->author_name,
			                day_iso(context->arena, verdict->stamp.day)));
		} else {
			untold++;
		}
	}
	if (untold)
		out_print(context->out,
		        "void: %zu role files in the tree that nobody agreed to; moot verify says "
		        "why\n",
		        untold);
	return found;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct roles_options *wanted = context->options;
	struct group group;
	struct table table = TABLE_INIT;
	struct hierarchy hierarchy;

	if (session_group(context, &group, err))
		return -1;
	struct file_list roles = standing_roles(&group.now, context->arena);
	bool found = false;
	hierarchy_read(&hierarchy, context->arena, &group.now);
	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		if (argc && strcmp(role->name, argv[0]) != 0)
			continue;
		found = true;
		bool ended = role->ended != DAY_NONE && role->ended < group.day;
		if (ended && !wanted->all && !argc)
			continue;
		if (context->out->form == FORM_HUMAN)
			row(context, &table, &group, role, hierarchy_leader(&hierarchy, role->name),
			        wanted->all);
		else
			record_role(context->out, &group, role, role_state(&group, role));
	}
	if (context->out->form == FORM_HUMAN)
		table_print(&table, context->out);
	found |= print_void(context, &group, argc ? argv[0] : NULL);
	if (!argc && !found && context->out->form == FORM_HUMAN)
		talk("there is no role yet");
	if (argc && !found) {
		error_set(err, ERROR_FATAL, "there is no role '%s'", argv[0]);
		return known_hint(
		        context, &group, KNOWN_ROLES, argv[0], "moot roles --all lists them", err);
	}
	return 0;
}

const struct command command_roles = {
        .name = "roles",
        .group = GROUP_SEE,
        .summary = "who holds what, until when",
        .operands = "[ROLE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct roles_options),
        .needs = NEEDS_MOOT | READS | PAGED | KEPT,
        .run = run,
};
