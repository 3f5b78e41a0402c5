/* SPDX-License-Identifier: MIT */
#include "cmd/report_negotiation.h"

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct negotiation *negotiation;
	struct group group;
	struct tally tally;

	(void)argc;
	if (session_group(context, &group, err) ||
		session_negotiation(context, &group, argv[0], &negotiation, err))
		return -1;
	if (context->out->form != FORM_HUMAN) {
		record_negotiation(context, &group, negotiation);
		return 0;
	}
	tally_read(&tally, context->arena, &group.now, negotiation);
	report_tally(context, &group, &tally);
	return 0;
}

const struct command command_tally = {
	.name = "tally",
	.group = GROUP_NEGOTIATE,
	.summary = "count what was said so far",
	.operands = "ID",
	.operand_min = 1,
	.operand_max = 1,
	.needs = NEEDS_MOOT | READS | PAGED | KEPT,
	.run = run,
};
