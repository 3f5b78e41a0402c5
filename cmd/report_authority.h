/* SPDX-License-Identifier: MIT */
/* report_authority: why a line stands: the decision, act or founding it came by. */
#ifndef CMD_REPORT_AUTHORITY_H
#define CMD_REPORT_AUTHORITY_H

#include "cmd/session.h"

/* `moot why roles/x.ini:12`, `moot why roles/x.ini`, `moot why ROLE`. */
int report_authority(struct context *context, struct group *group, const char *path, uint32_t line,
        struct error *err);

#endif
