/* SPDX-License-Identifier: MIT */
#include "cmd/ballots.h"
#include "cmd/report_negotiation.h"

struct tally_options {
	const char *ballots, *lot;
	unsigned method, unranked;
	uint32_t seats;
	bool margins;
};

static const char *const methods[] = {"schulze", "approval", "star", "stv", NULL};
static const char *const unranked[] = {"ignore", "last", NULL};

static const struct command_option options[] = {
        OPTION_STRING(struct tally_options, ballots, 0, "ballots", "FILE",
                "count a ballot file instead ('-': standard input)"),
        OPTION_CHOICE(struct tally_options, method, 0, "method", methods,
                "with --ballots: how it is counted"),
        OPTION_COUNT(struct tally_options, seats, 0, "seats", "N", 1, 10000,
                "with --ballots: how many are elected"),
        OPTION_CHOICE(struct tally_options, unranked, 0, "unranked", unranked,
                "with --ballots: what a blank means"),
        OPTION_FLAG(struct tally_options, margins, 0, "margins",
                "with --method schulze: margins instead of winning votes"),
        OPTION_STRING(struct tally_options, lot, 0, "lot", "WORD",
                "with --ballots: break ties by lots drawn with WORD"),
        OPTION_END,
};

static int count_file(struct context *context, struct error *err)
{
	const struct tally_options *wanted = context->options;

	if (!wanted->method) {
		error_set(err, ERROR_USAGE, "how is it to be counted?");
		return error_hint(err, "--method schulze, approval, star or stv");
	}
	if (wanted->margins && wanted->method - 1 != COUNT_SCHULZE)
		return error_set(err, ERROR_USAGE, "--margins is for --method schulze");
	struct ballots_wanted ballots = {
	        .path = wanted->ballots,
	        .method = (enum count_method)(wanted->method - 1),
	        .seats = wanted->seats,
	        .unranked = wanted->unranked == 2 ? COUNT_UNRANKED_LAST : COUNT_UNRANKED_IGNORE,
	        .unranked_said = wanted->unranked != 0,
	        .margins = wanted->margins,
	        .lot = wanted->lot,
	};
	return ballots_report(context, &ballots, err);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct tally_options *wanted = context->options;
	const struct negotiation *negotiation;
	struct group group;
	struct tally tally;

	if (wanted->ballots && argc)
		return error_set(err, ERROR_USAGE,
		        "'%s' is one word too many: --ballots names the file", argv[0]);
	if (wanted->ballots)
		return count_file(context, err);
	if (!argc) {
		error_set(err, ERROR_USAGE, "which negotiation?");
		return error_hint(err, "an ID, or --ballots FILE");
	}
	if (wanted->method || wanted->seats || wanted->unranked || wanted->margins || wanted->lot)
		return error_set(err, ERROR_USAGE,
		        "--method, --seats, --unranked, --margins and --lot go with --ballots: a "
		        "negotiation is counted by its policy");
	if (context_provide_for(context, NEEDS_MOOT, err) || session_group(context, &group, err) ||
	        session_running(context, &group, argv[0], &negotiation, err))
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
        .summary = "count what was said so far, or any ballot file",
        .operands = "[ID]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct tally_options),
        .needs = READS | PAGED | KEPT, /* and a group, unless --ballots */
        .run = run,
};
