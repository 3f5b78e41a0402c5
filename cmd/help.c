/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/table.h"

#include "core/git/git.h"
#include "formats/finding.h"

#include <string.h>
#include <unistd.h>

struct help_options {
	bool list_commands;
	bool list_options;
};

static const struct command_option options[] = {
        OPTION_FLAG(struct help_options, list_commands, 0, "list-commands", NULL),
        OPTION_FLAG(struct help_options, list_options, 0, "list-options", NULL),
        OPTION_END,
};

/* For completion: name, group and summary of each command. */
static void list_commands(struct out *out)
{
	for (size_t i = 0; commands[i]; i++) {
		record_open(out);
		record_text(out, "name", commands[i]->name);
		record_text(out, "group", command_group_title[commands[i]->group]);
		record_text(out, "summary", commands[i]->summary);
		record_close(out);
	}
}

static void list_set(struct out *out, struct arena *arena, const struct command_option *option)
{
	for (; option && option->kind; option++) {
		if (!option->help)
			continue;
		char letter[2] = {option->letter, '\0'};
		record_open(out);
		record_text(out, "letter", option->letter ? letter : NULL);
		record_text(out, "name", option->name);
		record_text(out, "value", option_value_name(arena, option));
		record_text(out, "help", option->help);
		record_close(out);
	}
}

/* For completion and for the test of the pages: what is said once, in moot(1), comes without name.
 */
static void list_options(struct context *context, const struct command *command)
{
	if (!command) {
		list_set(context->out, context->arena, common_options);
		return;
	}
	list_set(context->out, context->arena, command->option);
	if (command->needs & READS)
		list_set(context->out, context->arena, reading_options);
}

static void overview(struct context *context)
{
	struct out *out = context->out;

	out_print(out, "usage: moot [-C DIR] COMMAND ...   (git moot COMMAND ... is the same)\n");
	for (int group = GROUP_WORK; group < GROUP_COUNT; group++) {
		struct table table = TABLE_INIT;
		table.indent = 4;
		for (size_t i = 0; commands[i]; i++) {
			if ((int)commands[i]->group != group)
				continue;
			table_row(&table, context->arena);
			table_cell(&table, STYLE_PLAIN, "%-12s", commands[i]->name);
			table_cell(&table, STYLE_PLAIN, "%s", commands[i]->summary);
		}
		if (!table.count)
			continue;
		out_print(out, "\n%s\n", command_group_title[group]);
		table_print(&table, out);
	}
	out_print(out,
	        "\nmoot COMMAND -h shows the options of a command, moot help COMMAND its page.\n");
}

/* True when a page of that name was shown. */
static bool show_page(const struct context *context, const char *page)
{
	const char *const argv[] = {"man", page, NULL};
	struct git_call call = {.argv = argv, .flags = GIT_TERMINAL};
	const char *const where[] = {"man", "-w", page, NULL};
	struct buf path = BUF_INIT, errors = BUF_INIT;
	struct git_call look = {.argv = where, .out = &path, .errors = &errors};
	struct error ignored = ERROR_INIT;

	if (!context->out->terminal)
		return false;
	bool found = !git_call(&look, &ignored) && !look.status;
	buf_release(&path);
	buf_release(&errors);
	return found && !git_call(&call, &ignored) && !call.status;
}

/* What refusals cite as "(rule N7)". */
static const char *rule_meaning(const char *number)
{
#define RULE(name, meaning)                                                                        \
	if (!strcasecmp(number, name))                                                             \
		return meaning;
#include "formats/rules.def"
#undef RULE
	return NULL;
}

static int unknown_topic(const char *topic, struct error *err)
{
	const char *near = command_nearest(topic);

	error_set(err, ERROR_USAGE, "no help on '%s'", topic);
	if (near)
		return error_hint(err, "did you mean '%s'?", near);
	return error_hint(err, "moot help lists the commands");
}

static int explain(struct context *context, const char *topic, struct error *err)
{
	const struct command *command = command_find(topic);
	const char *meaning = finding_meaning(topic), *rule = rule_meaning(topic);
	const char *page = arena_print(context->arena, "moot-%s", topic);

	if (meaning) {
		out_print(context->out, "%s: %s\n", topic, meaning);
		return 0;
	}
	if (rule) {
		out_fold(context->out, 0, arena_print(context->arena, "%s: %s", topic, rule));
		return 0;
	}
	if (show_page(context, page))
		return 0;
	if (!command)
		return unknown_topic(topic, err);
	command_explain(context->out, context->arena, command);
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct help_options *wanted = context->options;
	const struct command *command = argc ? command_find(argv[0]) : NULL;

	if (wanted->list_commands || wanted->list_options) {
		if (context->out->form == FORM_HUMAN)
			context->out->form = FORM_PORCELAIN;
		if (argc && !command)
			return unknown_topic(argv[0], err);
		if (wanted->list_commands)
			list_commands(context->out);
		else
			list_options(context, command);
		return 0;
	}
	if (argc)
		return explain(context, argv[0], err);
	overview(context);
	return 0;
}

const struct command command_help = {
        .name = "help",
        .group = GROUP_SET_UP,
        .summary = "list the commands, or explain one",
        .operands = "[COMMAND|CODE|RULE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct help_options),
        .run = run,
};
