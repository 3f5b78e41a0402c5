/* SPDX-License-Identifier: MIT */
/* report_verify: what verify, and the hooks of a push, say of a history or of a part of it. */
#ifndef CMD_REPORT_VERIFY_H
#define CMD_REPORT_VERIFY_H

#include "cmd/command.h"
#include "core/group/group.h"

/* Per commit of the history, whether git's rev-list names it; words end with NULL. */
int verify_mark(struct context *context, const struct group *group, const char *const *words,
        bool **marked, struct error *err);

/* Takes out of the findings those of commits that the range does not name. */
int verify_cut(
        struct context *context, struct findings *findings, const char *range, struct error *err);

/*
 * All findings, what was put right since as notes; with marked only those of the commits marked,
 * and, where `unseen`, decisions that arrive together with their opening (rule V10).  In the
 * context's arena.
 */
int verify_findings(struct findings *out, struct context *context, const struct group *group,
        const bool *marked, const bool *unseen, struct error *err);

#endif
