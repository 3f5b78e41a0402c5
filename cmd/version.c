/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	(void)argc;
	(void)argv;
	(void)err;
	if (context->out->form == FORM_HUMAN)
		out_print(context->out, "moot version %s\n", MOOT_VERSION);
	else
		record_result(context->out, "version", MOOT_VERSION);
	return 0;
}

const struct command command_version = {
        .name = "version",
        .group = GROUP_SET_UP,
        .summary = "say which moot this is",
        .run = run,
};
