/* SPDX-License-Identifier: MIT */
/* report_credits: what a plain git history acknowledges, for whoever meets moot there. */
#ifndef CMD_REPORT_CREDITS_H
#define CMD_REPORT_CREDITS_H

#include "cmd/command.h"

#include "core/group/account.h"

/* How many of which kind, whose voices they are, and which words may be slips of the pen. */
void report_credits(struct context *context, const struct account *account);

#endif
