/* SPDX-License-Identifier: MIT */
/* report_person: one person of a group, for people and as a record. */
#ifndef CMD_REPORT_PERSON_H
#define CMD_REPORT_PERSON_H

#include "cmd/session.h"

/* Memberships, and the roles they hold, held or will hold. */
void report_person(struct context *context, const struct group *group, const struct person *person);

/* "ana holds desk until 30 June again with it": what comes back with a membership.  Silent where
 * nothing does. */
void report_returns(struct context *context, const struct group *group, const char *handle);

#endif
