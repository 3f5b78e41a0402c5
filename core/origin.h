/* SPDX-License-Identifier: MIT */
/*
 * origin: which commit brought each sentence of the journals into its file.
 *
 * A sentence is new in a commit when it is in none of its parents' versions of the file.  Of
 * several commits that brought one in on different sides of a merge, one by the owner counts before
 * the others, then the earliest in canonical order, so that the order of parents has no effect.
 */
#ifndef CORE_ORIGIN_H
#define CORE_ORIGIN_H

#include "core/changes.h"
#include "core/facts.h"
#include "core/history.h"
#include "core/repo.h"
#include "formats/arena.h"
#include "formats/error.h"
#include "formats/thanks.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A journal file as it stands at the tip. */
struct origin_file {
	const char *path; /* below the root */
	struct oid blob;
	const struct facts *facts;
	const uint32_t *origin; /* one commit a key of the facts */
	uint32_t born;          /* the commit that brought the file */
	uint32_t owner;         /* what origin_options.owner said */
};

struct origins {
	struct origin_file *file; /* by path in bytes */
	size_t count;
	const bool *decision; /* per commit: it adds a file decision-*.ini */
};

/* Where facts come from and go to, so that a blob is read once.  put() may be called by several
 * threads at once. */
struct facts_store {
	/* True with *block aligned and good as long as the arena; else it is read and put. */
	bool (*get)(void *context, const struct oid *blob, const void **block, size_t *size);
	void (*put)(void *context, const struct oid *blob, const void *block, size_t size);
	void *context;
};

struct origin_options {
	const char *root;
	const struct thanks *thanks;
	/* The owner of a path by number, or IDENTITY_UNKNOWN; author_of[commit] likewise. */
	uint32_t (*owner)(void *context, const char *path);
	void *context;
	const uint32_t *author_of;
	const struct facts_store *store; /* or NULL */
	struct store *changes;           /* as changes_options.store */
	unsigned threads;                /* 0 or 1: none beside the caller's */
};

int origin_trace(struct origins *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err);

/* journals/HANDLE/.../NAME.md: the length of HANDLE, which begins at path + 9; 0 if it is none. */
size_t origin_is_journal(const char *path, size_t len);

#endif
