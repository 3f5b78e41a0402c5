/* SPDX-License-Identifier: MIT */
/* refs: what a reference names, read from the files git keeps, without a process or a library. */
#ifndef CORE_GIT_REFS_H
#define CORE_GIT_REFS_H

#include "core/git/oid.h"

#include <stddef.h>

enum refs_answer {
	REFS_FOUND,
	REFS_UNBORN, /* a symbolic reference to one that is not there */
	REFS_ABSENT, /* no such reference */
	REFS_ASK,    /* not in the plain form (another backend, SHA-256, broken): ask git */
};

/*
 * Resolves a full name ("HEAD", "refs/heads/main") through symbolic references.  A name that only
 * the work tree at git_dir has (HEAD, refs/worktree/) is read there, the rest in common_dir, loose
 * before packed.  The object is not looked at: it may be an annotated tag.
 */
enum refs_answer refs_resolve(
        const char *git_dir, const char *common_dir, const char *name, struct oid *out);

/* The full name HEAD stands for ("refs/heads/main"), "" when detached; false when it is unreadable
 * or longer than size. */
bool refs_head_name(const char *git_dir, char *out, size_t size);

/* Whether any reference starts with prefix, as "refs/replace/". */
bool refs_any(const char *common_dir, const char *prefix);

#endif
