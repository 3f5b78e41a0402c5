/* SPDX-License-Identifier: MIT */
/*
 * store: the file in which facts are kept that were found once, .git/moot/facts-N.data.
 *
 * It is a sequence of blocks; further ones are appended, and count when all that were appended at
 * once are there.  Each has a checksum that covers the block before it too, so what is read is a
 * run of appends from the first on as they were written; from a damaged one on there is nothing.
 * Many small blocks are packed into few in a new file.  What facts mean is for those to say who
 * keep them (column.h): all hang on objects of git, which never change, so that none is ever out of
 * date.
 *
 * Many may read while one writes, and writers take turns: who finds that somebody else has added
 * something meanwhile adds nothing, since what was found is found again.  A file is never cut or
 * written over, only appended to or replaced by rename, so that a reader keeps what it has.  It may
 * be deleted at any time, and one that cannot be read or written, or that belongs neither to this
 * user nor to the repository's owner, is an empty one.
 */
#ifndef CORE_HISTORY_STORE_H
#define CORE_HISTORY_STORE_H

#include "core/git/oid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_VERSION 4 /* raised when a fact about the same object is another */

#define STORE_MOST (UINT64_C(1) << 30) /* bytes: the limit of store_append() */

enum store_kind {
	STORE_SIGNING = 1, /* who signed a commit: store_put() */
	/* The columns of chronicle.h. */
	STORE_IDENT,
	STORE_COMMIT,
	STORE_LINE,
	STORE_AREA,
	STORE_CREDIT,
	STORE_CHANGE,
	STORE_PATH,
	STORE_BLOB,
	STORE_JOURNAL,
	STORE_WORD,
	STORE_FACTS,
	STORE_KEYS,
	STORE_PROOF, /* what verify found at a commit: store_put(), core/group/proof.h */
	STORE_TEXT,  /* a column too: the bytes of governed blobs */
	STORE_END,   /* nothing: the last block of a file that was packed */
};

struct store_block {
	enum store_kind kind;
	uint64_t extra; /* tells facts of one kind apart: the thanks-words, the root */
	uint32_t count; /* facts in it */
	const unsigned char *data;
	size_t size;
};

struct store;

/* Never fails: folder is .git/moot, made when something is kept.  Free with store_close(). */
struct store *store_open(const char *folder);
/* Another one beside it, NAME-N.data, that begins again when it would grow beyond `limit` bytes. */
struct store *store_open_beside(const char *folder, const char *name, uint64_t limit);
/* Appends what store_put() was given. */
void store_close(struct store *store);

/* What the file held when it was opened, good until store_close(). */
const struct store_block *store_blocks(const struct store *store, size_t *count);

/* What was read so far may leave the memory; it comes back when it is used again. */
void store_rest(const struct store *store);

/*
 * Appends all of these or nothing.  `limit`: a file that would grow beyond so many bytes is deleted
 * instead, so that what nobody needs any more goes some day.
 */
void store_append(
        struct store *store, const struct store_block *block, size_t count, uint64_t limit);

/*
 * Small facts about single objects.  *data is good until store_close(); what was put is found at
 * once.
 */
bool store_get(struct store *store, enum store_kind kind, const struct oid *id, uint64_t extra,
        const void **data, size_t *size);
void store_put(struct store *store, enum store_kind kind, const struct oid *id, uint64_t extra,
        const void *data, size_t size);

#endif
