/* SPDX-License-Identifier: MIT */
#include "cmd/known.h"
#include "cmd/table.h"

#include "core/rules/simulate.h"

#include <string.h>

struct policy_options {
	struct heads_said said;
};

static const struct command_option options[] = {
        OPTION_COUNT(struct policy_options, said.roll, 0, "roll", "N", 0, 1000,
                "how many are on the roll"),
        OPTION_COUNT(struct policy_options, said.consents, 0, "consent", "N", 0, 1000,
                "how many consent, or vote yes"),
        OPTION_COUNT(struct policy_options, said.concerns, 0, "concern", "N", 0, 1000,
                "how many have a concern"),
        OPTION_COUNT(struct policy_options, said.objections, 0, "object", "N", 0, 1000,
                "how many object, or vote no"),
        OPTION_COUNT(struct policy_options, said.aside, 0, "stand-aside", "N", 0, 1000,
                "how many stand aside"),
        OPTION_COUNT(struct policy_options, said.abstained, 0, "abstain", "N", 0, 1000,
                "how many abstain"),
        OPTION_END,
};

static const char *used_for(
        struct context *context, const struct charter *charter, const struct policy *policy)
{
	const char *name[CHANGE_KINDS];
	size_t count = 0;

	for (size_t i = 0; i < CHANGE_KINDS; i++)
		if (charter->use[i] && !strcmp(charter->use[i], policy->name))
			name[count++] = change_kind_name[i];
	return join_names(context->arena, name, count);
}

static const char *fraction_said(struct arena *arena, struct fraction fraction)
{
	if (!fraction.denominator || !fraction.numerator)
		return "";
	return arena_print(arena, "%s%u/%u", fraction.strict ? "> " : "", fraction.numerator,
	        fraction.denominator);
}

static int list(struct context *context, const struct charter *charter)
{
	struct table table = TABLE_INIT;
	struct arena *arena = context->arena;
	static const char *const head[] = {
	        "policy", "method", "quorum", "yes", "open", "early", "for"};

	table_row(&table, arena);
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		table_cell(&table, STYLE_DIM, "%s", head[i]);
	for (size_t i = 0; i < charter->policy_count; i++) {
		const struct policy *policy = &charter->policy[i];
		bool votes = policy->method == METHOD_VOTE;
		const char *open = arena_print(arena, "%s..%s", span_print(arena, policy->open_min),
		        span_print(arena, policy->open_max));
		table_row(&table, arena);
		table_cell(&table, STYLE_NAME, "%s", policy->name);
		table_cell(&table, STYLE_PLAIN, "%s", method_name[policy->method]);
		table_cell(&table, STYLE_PLAIN, "%s", fraction_said(arena, policy->quorum));
		table_cell(
		        &table, STYLE_PLAIN, "%s", votes ? fraction_said(arena, policy->yes) : "");
		table_cell(&table, STYLE_PLAIN, "%s", open);
		table_cell(&table, STYLE_PLAIN, "%s", policy->early ? "yes" : "");
		table_cell(&table, STYLE_PLAIN, "%s", used_for(context, charter, policy));
		record_open(context->out);
		record_text(context->out, "policy", policy->name);
		record_text(context->out, "method", method_name[policy->method]);
		record_text(context->out, "quorum", fraction_said(arena, policy->quorum));
		record_text(context->out, "yes", votes ? fraction_said(arena, policy->yes) : NULL);
		record_text(context->out, "open", open);
		record_flag(context->out, "early", policy->early);
		record_text(context->out, "for", used_for(context, charter, policy));
		record_close(context->out);
	}
	if (context->out->form == FORM_HUMAN)
		table_print(&table, context->out);
	return 0;
}

static void print_one(struct context *context, const struct simulation *simulation)
{
	struct out *out = context->out;

	if (out->form != FORM_HUMAN) {
		record_open(out);
		record_text(out, "policy", simulation->policy->name);
		record_text(out, "method", method_name[simulation->policy->method]);
		if (simulation->counts)
			record_flag(out, "passes", simulation->passes);
		else
			record_text(out, "passes", NULL);
		record_text(out, "why", simulation->why);
		record_list_open(out, "warnings");
		for (size_t i = 0; i < simulation->warning_count; i++)
			record_text(out, NULL, simulation->warning[i]);
		record_list_close(out);
		record_close(out);
		return;
	}
	out_style(out, STYLE_NAME, "%s", simulation->policy->name);
	out_print(out, " (%s)  ", method_name[simulation->policy->method]);
	if (simulation->passes)
		out_style(out, STYLE_GOOD, "passes");
	else
		out_print(out, "%s: %s", simulation->counts ? "does not pass" : "not known",
		        simulation->why);
	out_print(out, "\n");
	for (size_t i = 0; i < simulation->warning_count; i++)
		out_fold(
		        out, 2, arena_print(context->arena, "warning: %s", simulation->warning[i]));
}

static int run_simulation(
        struct context *context, const struct charter *charter, const char *name, struct error *err)
{
	const struct policy_options *wanted = context->options;
	const struct heads_said *said = &wanted->said;
	const struct policy *only = name ? charter_policy(charter, name) : NULL;
	uint64_t heads = (uint64_t)said->consents + said->concerns + said->objections +
	                 said->aside + said->abstained;
	bool passes = true;

	if (name && !only) {
		error_set(err, ERROR_FATAL, "there is no policy '%s'", name);
		const char **known =
		        arena_array(context->arena, charter->policy_count, sizeof *known);
		for (size_t i = 0; i < charter->policy_count; i++)
			known[i] = charter->policy[i].name;
		const char *near = known_word(name, known, charter->policy_count);
		return near ? error_hint(err, "did you mean '%s'?", near)
		            : error_hint(err, "moot policy lists them");
	}
	if (!said->roll) {
		error_set(err, ERROR_USAGE,
		        "with nobody on the roll nothing passes, whatever the policy (rule N4)");
		return error_hint(err, "how many are on it? --roll N");
	}
	if (heads > said->roll)
		return error_set(err, ERROR_USAGE, "%llu say something, and %u are on the roll",
		        (unsigned long long)heads, said->roll);
	for (size_t i = 0; i < charter->policy_count; i++) {
		struct simulation simulation;
		if (only && only != &charter->policy[i])
			continue;
		simulate(&simulation, context->arena, charter, &charter->policy[i], said);
		print_one(context, &simulation);
		passes &= simulation.passes;
	}
	return !only || passes ? 0 : 1;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct policy_options *wanted = context->options;
	const struct heads_said *said = &wanted->said;
	struct group group;

	if (argc && strcmp(argv[0], "simulate") != 0) {
		error_set(err, ERROR_USAGE, "'%s' is not what policies can be asked", argv[0]);
		return error_hint(err, "moot policy, or moot policy simulate [POLICY] --roll N");
	}
	if (!argc && (said->roll || said->consents || said->concerns || said->objections ||
	                     said->aside || said->abstained))
		return error_set(err, ERROR_USAGE, "numbers go with: moot policy simulate");
	if (session_group(context, &group, err))
		return -1;
	const struct charter *charter = standing_charter(&group.now);
	if (!argc)
		return list(context, charter);
	return run_simulation(context, charter, argc > 1 ? argv[1] : NULL, err);
}

const struct command command_policy = {
        .name = "policy",
        .group = GROUP_NEGOTIATE,
        .summary = "list the policies, and try them on numbers",
        .operands = "[simulate [POLICY]]",
        .operand_max = 2,
        .option = options,
        .options_size = sizeof(struct policy_options),
        .needs = NEEDS_MOOT | READS | KEPT,
        .run = run,
};
