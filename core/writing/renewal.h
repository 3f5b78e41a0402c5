/* SPDX-License-Identifier: MIT */
/*
 * renewal: all memberships and terms that end within sixty days, renewed at once (rule N16).
 *
 * Each is followed by one as long, or as long as the charter's max-term lets it be.  What somebody
 * follows already, and roles that have ended, are left out.
 */
#ifndef CORE_WRITING_RENEWAL_H
#define CORE_WRITING_RENEWAL_H

#include "core/group/group.h"
#include "core/writing/opening.h"

enum { RENEWAL_DAYS = 60 };

/* The files as they would be; by is the id of the negotiation.  -1 when nothing ends so soon. */
int renewal_files(struct group *group, const char *by, struct opening_file **out, size_t *count,
        struct error *err);

#endif
