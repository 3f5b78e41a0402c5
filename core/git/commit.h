/* SPDX-License-Identifier: MIT */
/*
 * commit: a commit object, taken apart as git does it.
 *
 * Names, mails and the message are bytes somebody typed: UTF-8 when they were, or when the commit
 * names an encoding that could be converted; else as they are.  They end in a NUL; a NUL inside a
 * name cuts it, one inside the message is kept (message_len counts it).
 */
#ifndef CORE_GIT_COMMIT_H
#define CORE_GIT_COMMIT_H

#include "core/git/oid.h"
#include "formats/arena.h"
#include "formats/buf.h"

#include <stdint.h>

struct ident {
	const char *name;
	const char *mail;
	int64_t time; /* seconds since 1970, UTC; 0 when the line has none */
	int offset;   /* minutes east of UTC, -1439 to 1439 */
};

struct commit {
	struct oid id;
	struct oid tree;
	const struct oid *parent;
	uint32_t parent_count;
	struct ident author;
	struct ident committer;
	const char *encoding; /* as written in the header, or NULL */
	const char *message;
	size_t message_len;
	const char *raw; /* the whole object as git stores it, never converted */
	size_t raw_len;
};

/*
 * Where the texts of an ident go: copies the len bytes and adds a NUL, or finds the same text
 * again. `context` is the caller's.
 */
typedef const char *(*commit_text_fn)(void *context, const char *text, size_t len);

/* What commit_scan() needs from call to call, so that it allocates nothing for most commits. */
struct commit_scratch {
	struct oid *parent;
	size_t parent_capacity;
	struct buf converted;
};

#define COMMIT_SCRATCH_INIT                                                                        \
	{                                                                                          \
		NULL, 0, BUF_INIT                                                                  \
	}

void commit_scratch_release(struct commit_scratch *scratch);

/*
 * Takes apart the len bytes of raw, which a NUL follows.  out->id is the caller's to set.  Parents
 * and a converted message live in scratch until its next use; the rest points into raw; names and
 * mails go through `text`.  False when it is no commit object: no tree, or a broken parent line.
 */
bool commit_scan(struct commit *out, const char *raw, size_t len, struct commit_scratch *scratch,
        commit_text_fn text, void *context);

/* As commit_scan(), with everything (raw too) copied into the arena. */
bool commit_parse(struct commit *out, struct arena *arena, const char *raw, size_t len);

/*
 * The signature of a commit, unfolded, and the bytes it signs.  False when it has none (both are
 * left empty then).  Bytes are those of raw.
 */
bool commit_signature(const struct commit *commit, struct buf *signature, struct buf *payload);

#endif
