/* SPDX-License-Identifier: MIT */
/*
 * origin: which commit brought each sentence of the journals into its file.
 *
 * A sentence is new in a commit when it is in none of its parents' versions of the file.  Of
 * several commits that brought one in on different sides of a merge, one by the owner counts before
 * the others, then the earliest in canonical order, so that the order of parents has no effect.
 *
 * Only the owner takes the owner's sentences out.  What somebody else takes out is held: as it was,
 * until the owner or anybody puts it back, and then it is the same that it was.
 */
#ifndef CORE_HISTORY_ORIGIN_H
#define CORE_HISTORY_ORIGIN_H

#include "core/history/changes.h"
#include "core/history/chronicle_journals.h"
#include "core/history/history.h"
#include "core/git/repo.h"
#include "formats/arena.h"
#include "formats/error.h"
#include "formats/thanks.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A journal file as it stands at the tip. */
struct origin_file {
	const char *path; /* below the root */
	uint32_t blob;    /* number in the chronicle, which has its facts */
	uint32_t born;    /* the commit that brought the file */
	uint32_t owner;   /* what origin_options.owner said */
	/*
	 * One commit a name of the facts, by facts_name.key; NULL: `all` brought every one.  Of a
	 * key: whoever wrote its words or, if that is the owner, whoever put these under that topic
	 * and day.
	 */
	const uint32_t *origin;
	uint32_t all;
	/*
	 * One a key: by line and column where it stood in the commit that brought it in, from 1; 0
	 * is not known.  NULL: what one commit brought in stands at the tip in that order.
	 */
	const uint32_t *place;
};

/* A key that the owner brought in and somebody else took out of a journal, or changed. */
struct origin_held {
	const char *path;
	uint32_t owner;
	uint32_t blob;   /* in which it stood; its facts can be read */
	uint32_t key;    /* of these facts */
	uint32_t origin; /* the commit that brought it in */
	uint32_t said;   /* and the one that brought its words in */
	uint32_t taker;  /* the commit that took it out */
	uint32_t place;  /* as origin_file.place */
};

/* The sentences held that one commit took out of a version of a journal, unless the same words
 * stand there at the tip under another topic or day. */
struct origin_taken {
	const char *path;
	uint32_t commit;
	uint32_t owner;
	uint32_t blob;          /* in which it stood; its facts can be read */
	const uint32_t *signal; /* of these facts, ascending */
	uint32_t count;
};

struct origins {
	struct chronicle *chronicle;
	struct origin_file *file; /* in the order in which their paths came in */
	size_t count;
	struct origin_held *held; /* by path, as above; also of files that are gone */
	size_t held_count;
	struct origin_taken *taken; /* in canonical order of the commits */
	size_t taken_count;
	const bool *decision; /* per commit: it adds a file decision-*.ini */
	/* Private: by path in the chronicle, number + 1; behind the files those that are gone. */
	uint32_t *slot;
	uint32_t slot_count;
	uint32_t *gone; /* their owners */
};

struct origin_options {
	const char *root;
	const struct thanks *thanks;
	/* The owner of a path by number, or IDENTITY_UNKNOWN; author_of[commit] likewise. */
	uint32_t (*owner)(void *context, const char *path);
	void *context;
	const uint32_t *author_of;
	unsigned threads; /* 0 or 1: none beside the caller's */
};

int origin_trace(struct origins *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err);

/* The file of that path, or NULL. */
const struct origin_file *origin_find(const struct origins *origins, const char *path);

/* Whose journal the path is, when a file has ever stood there: nobody's deed unmakes what links to
 * it.  False when none has. */
bool origin_stood(const struct origins *origins, const char *path, uint32_t *owner);

static inline uint32_t origin_of_key(const struct origin_file *file, uint32_t key)
{
	return file->origin ? file->origin[key] : file->all;
}

/* journals/HANDLE/.../NAME.md: the length of HANDLE, which begins at path + 9; 0 if it is none. */
size_t origin_is_journal(const char *path, size_t len);

#endif
