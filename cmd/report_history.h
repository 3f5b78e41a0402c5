/* SPDX-License-Identifier: MIT */
/* report_history: what `moot show` says where there is no group: a person, a commit or a file. */
#ifndef CMD_REPORT_HISTORY_H
#define CMD_REPORT_HISTORY_H

#include "cmd/report_score.h"

/* word: a name, a mail, "Name <mail>", a path of the commit asked, or a revision. */
int report_history(struct context *context, const char *word, struct error *err);

#endif
