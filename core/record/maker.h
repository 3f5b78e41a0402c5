/* SPDX-License-Identifier: MIT */
/*
 * maker: who made a commit of a record, by the people's files that stood before it (rule V2), as
 * far as the record has them: by the key that signed it, else by the author's address, which is
 * unproven.  The commit that founded the group is by whom it names itself.
 */
#ifndef CORE_RECORD_MAKER_H
#define CORE_RECORD_MAKER_H

#include "core/record/objects.h"

struct maker {
	const char *handle;      /* or NULL: nobody that was known there */
	const char *fingerprint; /* of the key that signed it; NULL: by address alone */
	const char *committer; /* whose address the committer has; with a key its owner; or NULL */
	const char *why;       /* of one by nobody, or with a signature that is false */
	bool is_false;         /* the signature is not by the key that it names */
};

/* -1: ERROR_UNSURE, a program that is needed for a signature is missing. */
int maker_of(const struct maker **out, struct objects *objects, const struct commit *commit,
        struct error *err);

#endif
