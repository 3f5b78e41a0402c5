/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/proposal.h"

#include <string.h>

static const struct command_option options[] = {
        PROPOSAL_EDITS(struct proposal_options, edit),
        OPTION_STRING(struct proposal_options, from_file, 0, "from-file", "FILE",
                "take the whole text from FILE ('-': standard input)"),
        OPTION_FLAG(struct proposal_options, editor, 0, "edit", "change the text in your editor"),
        OPTION_FLAG(struct proposal_options, no_consent, 0, "no-consent",
                "do not consent by writing it"),
        OPTION_LIST(struct proposal_options, message, 'm', "message", "WHY", "why, in prose"),
        OPTION_FLAG(struct proposal_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

/* The path that the negotiation is about: its first option's, else by its slug a role's. */
static const char *path_of(struct context *context, const struct negotiation *negotiation)
{
	for (size_t i = 0; i < negotiation->option_count; i++)
		if (negotiation->option[i].change_count)
			return negotiation->option[i].change[0].file->name;
	if (!strcmp(negotiation->slug, "charter"))
		return "moot.ini";
	return arena_print(context->arena, "roles/%s.ini", negotiation->slug);
}

/*
 * A counter-proposal is said as a difference to what stands; for a role that does not exist yet it
 * begins with the first option, so that only what differs needs to be typed.
 */
static int file_of(struct context *context, struct group *group,
        const struct proposal_options *wanted, const struct negotiation *negotiation,
        struct opening_file *file, struct error *err)
{
	const char *path = path_of(context, negotiation);
	bool exists = standing_file(&group->ledger, group->now.standing, path) != NULL;
	const struct option *first = negotiation->option_count ? &negotiation->option[0] : NULL;

	if (exists || !first || wanted->from_file)
		return proposal_file(context, group, wanted, path, negotiation->id, file, err);
	const struct file *theirs = first->change[0].file;
	struct edit_context editing = {
	        context->arena, path, NULL, negotiation->id, group->day, group->day + 364};
	struct buf text = BUF_INIT;

	buf_add(&text, theirs->text, theirs->len);
	int status = proposal_edit(context, wanted, &editing, &text, file, err);
	buf_release(&text);
	return status;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct proposal_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct amendment amendment = {.seconds = context->now};
	struct opening_file file;
	struct oid id;
	bool committed;

	(void)argc;
	if (session_group(context, &group, err) || session_member(context, &group, &person, err) ||
	        session_running(context, &group, argv[0], &amendment.negotiation, err) ||
	        file_of(context, &group, wanted, amendment.negotiation, &file, err))
		return -1;
	amendment.who = person.handle;
	amendment.file = &file;
	amendment.file_count = 1;
	amendment.why = session_message(context, &wanted->message);
	amendment.no_consent = wanted->no_consent;
	if (amendment_prepare(&amendment, &group, err))
		return proposal_unknown(context, &group, wanted, err);
	amendment_draft(&amendment, &group, &draft);
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	if (context->out->form == FORM_HUMAN)
		out_print(context->out, "%s\n", amendment.name);
	else
		record_result(context->out, "option", amendment.name);
	advice_next(context, "moot show %.4s", amendment.negotiation->id);
	return 0;
}

const struct command command_amend = {
        .name = "amend",
        .group = GROUP_NEGOTIATE,
        .summary = "add a counter-proposal to a negotiation",
        .operands = "ID",
        .operand_min = 1,
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct proposal_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
