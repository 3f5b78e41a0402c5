/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/session.h"
#include "cmd/report_person.h"

#include "core/rules/limit.h"
#include "core/writing/decide.h"

#include <string.h>

struct decide_options {
	bool dry_run;
};

static const struct command_option options[] = {
        OPTION_FLAG(struct decide_options, dry_run, 'n', "dry-run",
                "show what it would commit, write nothing"),
        OPTION_END,
};

/* What follows from what was adopted. */
static void report_adopted(
        struct context *context, const struct group *group, const struct resolution *resolution)
{
	const struct option *option = resolution->adopts;
	const char *terms = option ? limit_terms_said(&group->now, context->arena, option) : NULL;

	if (terms)
		out_fold(context->out, 0, terms);
	if (option && option->kinds & 1u << CHANGE_PERSON)
		for (size_t i = 0; i < option->given_count; i++)
			report_returns(context, group, option->given[i]);
	if (resolution->review != DAY_NONE)
		out_print(context->out, "to be looked at again by %s\n",
		        day_said(context, group, resolution->review));
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct decide_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct resolution resolution = {0};
	struct oid id;
	bool committed;

	(void)argc;
	if (session_group(context, &group, err) || session_member(context, &group, &person, err) ||
	        session_running(context, &group, argv[0], &resolution.negotiation, err))
		return -1;
	resolution.who = person.handle;
	if (resolution_prepare(&resolution, &group, err) ||
	        resolution_draft(&resolution, &group, &draft, err))
		return -1;
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	session_report_commit(context, &id, draft.subject);
	if (context->out->form == FORM_HUMAN)
		report_adopted(context, &group, &resolution);
	advice_next(context, "moot show %s", resolution.negotiation->slug);
	return 0;
}

const struct command command_decide = {
        .name = "decide",
        .group = GROUP_NEGOTIATE,
        .summary = "count the voices, and commit what passed",
        .operands = "ID",
        .operand_min = 1,
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct decide_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
