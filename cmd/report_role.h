/* SPDX-License-Identifier: MIT */
/* report_role: a role as it stands: who decides what, its text, its terms, what is said of it. */
#ifndef CMD_REPORT_ROLE_H
#define CMD_REPORT_ROLE_H

#include "cmd/session.h"

/* What `moot show ROLE` says, for people or as a record: that of record_role(), then team ended
 * keys pay negotiations. */
int report_role(
        struct context *context, struct group *group, const struct role *role, struct error *err);

/* "held", "contested", "offered", "coming", "vacant" or "ended". */
const char *role_state(const struct group *group, const struct role *role);
/* One record with the fields of design: role title kind seats ... */
void record_role(
        struct out *out, const struct group *group, const struct role *role, const char *state);

#endif
