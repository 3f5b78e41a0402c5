/* SPDX-License-Identifier: MIT */
/* doctor: what moot doctor's parts share. */
#ifndef CMD_DOCTOR_H
#define CMD_DOCTOR_H

#include "cmd/session.h"

struct doctor {
	struct context *context;
	const struct group *group; /* NULL: there is none, or it cannot be read */
	const struct git_config *config;
	size_t lacking;
};

/* One thing looked at; message NULL: nothing is lacking.  mend: the command that helps. */
void doctor_tell(struct doctor *doctor, const char *what, const char *message, const char *mend);

/* Whether git could run it. */
bool doctor_has_program(const char *name);

/* Who git says we are, and whether what we sign would count. */
void doctor_identity(struct doctor *doctor);

#endif
