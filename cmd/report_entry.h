/* SPDX-License-Identifier: MIT */
/* report_entry: what write and thank share: the text, the commit, and what moot noticed in it. */
#ifndef CMD_REPORT_ENTRY_H
#define CMD_REPORT_ENTRY_H

#include "cmd/session.h"

#include "core/writing/entry.h"

/* "1 thanks (cleo), topic releases"; "" when nothing is noticed. */
const char *entry_noticed(
        struct context *context, const struct group *group, const struct journal *journal);

/* Hints on stderr: handles that nobody has. */
void entry_talk(struct context *context, const struct group *group, const char *path,
        const struct journal *journal);

/*
 * Commits the draft.  When that is refused the text is kept, and where it is kept is told.
 * *committed is false with dry_run.
 */
int entry_commit(struct context *context, struct group *group, struct draft *draft,
        const char *text, bool dry_run, bool *committed, struct error *err);

#endif
