/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/session.h"

#include "core/rules/trial.h"

struct settle_options {
	bool dry_run;
};

static const struct command_option options[] = {
        OPTION_FLAG(struct settle_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

struct settling {
	struct group *group;
	struct draft *draft;
};

static void settle_file(void *context, uint32_t path, const void *value)
{
	struct settling *settling = context;
	const struct file *file = value, *lapsed = trial_lapse(&settling->group->now, file);
	struct buf text = BUF_INIT;

	(void)path;
	if (lapsed == file)
		return;
	buf_add(&text, lapsed->text, lapsed->len);
	for (size_t i = 0; i < settling->group->ledger.trial_count; i++)
		trial_unmark(&text, settling->group->ledger.trial[i]->id);
	draft_add(settling->draft, file->name, text.data, text.len);
	buf_release(&text);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct settle_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct settling settling = {&group, &draft};
	struct oid id;
	bool committed;

	(void)argc;
	(void)argv;
	if (session_group(context, &group, err) || session_member(context, &group, &person, err))
		return -1;
	pathmap_each(group.now.standing->roles, settle_file, &settling);
	pathmap_each(group.now.standing->other, settle_file, &settling);
	if (!draft.count) {
		if (context->out->form == FORM_HUMAN)
			out_print(context->out, "nothing has lapsed\n");
		return 1;
	}
	draft.subject = "settle what has lapsed";
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (committed)
		session_report_commit(context, &id, draft.subject);
	return 0;
}

const struct command command_settle = {
        .name = "settle",
        .group = GROUP_NEGOTIATE,
        .summary = "write down what has lapsed by itself",
        .option = options,
        .options_size = sizeof(struct settle_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
