/* SPDX-License-Identifier: MIT */
/*
 * store: facts that were found once, kept by the git id of what they were found in.
 *
 * A fact about an object never changes, so nothing here is ever out of date: a record is found or
 * it is not.  Two files in .git/moot/: facts-N.data, to which records are only appended, and
 * facts-N.index, a hash table of the first so many bytes of it, which is replaced by rename; what
 * lies behind these bytes is read through at opening.  N is the version of the facts: another
 * program's store is left alone.
 *
 * Each record has a checksum and is checked when it is used: what is damaged is as if it were not
 * there.  Many may read while one writes; writers take turns.  Both files may be deleted at any
 * time, and a store that cannot be written or read is an empty one.
 */
#ifndef CORE_STORE_H
#define CORE_STORE_H

#include "core/oid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_VERSION 1 /* raised when a fact about the same object is another */

enum store_kind { STORE_COMMIT = 1, STORE_CHANGES, STORE_JOURNAL, STORE_SIGNING };

struct store;

/* Never fails: folder is .git/moot, made when something is kept.  Free with store_close(). */
struct store *store_open(const char *folder);
/* Appends what was put, unless nothing was. */
void store_close(struct store *store);

/* *data is aligned to 8 bytes and good until store_close(). `extra` tells facts of one kind apart
 * (the thanks-words, the root); it may be 0. */
bool store_get(const struct store *store, enum store_kind kind, const struct oid *id,
        uint64_t extra, const void **data, size_t *size);
/* What was read so far may leave the memory; it comes back when it is used again. */
void store_rest(const struct store *store);
/* May be called by several threads at once; store_get() does not see it before the next opening. */
void store_put(struct store *store, enum store_kind kind, const struct oid *id, uint64_t extra,
        const void *data, size_t size);

#endif
