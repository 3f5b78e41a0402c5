/* SPDX-License-Identifier: MIT */
/*
 * gather: the record of a person, from a group read at a commit and asked on a day.  Two clones
 * give the same.
 */
#ifndef CORE_RECORD_GATHER_H
#define CORE_RECORD_GATHER_H

#include "core/group/account.h"
#include "formats/record.h"

/* What is true and cannot be shown by objects alone, such as a name that .mailmap changes. */
struct left_out {
	size_t count;
	const char *why; /* of the first; NULL: nothing was */
};

/* The person has a file that stands, and the account was read from a repository with a root. */
int record_gather(struct record *out, struct left_out *left_out, struct arena *arena,
        const struct account *account, const char *handle, struct error *err);

/* Only where to look, without the objects: what record_gather() begins with. */
int record_claims(struct record *out, struct arena *arena, const struct account *account,
        const char *handle, struct error *err);

/* The objects behind the claims of a record (pack.c). */
int record_pack(
        struct record *record, struct arena *arena, const struct group *group, struct error *err);

#endif
