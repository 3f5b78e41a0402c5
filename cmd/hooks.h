/* SPDX-License-Identifier: MIT */
/* hooks: what git calls through moot hook NAME; each returns the status that git goes by. */
#ifndef CMD_HOOKS_H
#define CMD_HOOKS_H

#include "cmd/session.h"

int hook_pre_commit(struct context *context, int argc, char **argv, struct error *err);
int hook_commit_msg(struct context *context, int argc, char **argv, struct error *err);
int hook_pre_push(struct context *context, int argc, char **argv, struct error *err);
int hook_pre_receive(struct context *context, int argc, char **argv, struct error *err);

/* Writes the scripts of this kind of repository; 1 where one of somebody else's is in the way. */
int hook_install(struct context *context, struct error *err);

/* The root in a commit, or in the work tree too: as elsewhere, else right below the top; NULL: no
 * group is there. */
int hook_root(
        struct context *context, const struct oid *commit, const char **root, struct error *err);

#endif
