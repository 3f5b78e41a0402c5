/* SPDX-License-Identifier: MIT */
/*
 * proof: what verify found at a commit, kept in .git/moot/ so that the next run reads it there.
 *
 * It hangs on the commit, and so on all below it; on the root and the genesis that were asked for;
 * on the pin, since what came after that is told (rule V10); and on the rules and the program that
 * judged.  It does not hang on the day, and so is one only from the day of the newest commit on.
 * What is damaged, or was found by other rules, is not there.
 */
#ifndef CORE_GROUP_PROOF_H
#define CORE_GROUP_PROOF_H

#include "core/git/oid.h"
#include "formats/finding.h"

struct proof_key {
	struct oid tip;
	struct oid pin;      /* zero: there is none, or nobody asked for it */
	const char *root;    /* "" or "governance" */
	const char *genesis; /* git config moot.genesis, or NULL */
};

struct proof {
	int32_t newest; /* the latest day of its commits */
	int32_t zone;   /* seconds east of UTC, in which days are counted */
	bool identity_signed;
	struct findings findings;
};

/* folder: .git/moot.  Texts live in the arena. */
bool proof_find(
        struct proof *out, struct arena *arena, const char *folder, const struct proof_key *key);
/* Never fails: what cannot be kept is found again. */
void proof_keep(const struct proof *proof, const char *folder, const struct proof_key *key);

#endif
