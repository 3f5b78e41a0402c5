/* SPDX-License-Identifier: MIT */
/*
 * undo: going back from a change of the work tree that did not become a commit.
 *
 * Before anything is written, what there is and what there will be is noted in the file MOOT_UNDO
 * of the git folder.  Whoever is killed, runs out of memory or cannot go back for want of room
 * leaves it there, and the next moot that writes goes back first.  It is the caller's lock that
 * makes sure that nobody is at it.
 */
#ifndef CORE_UNDO_H
#define CORE_UNDO_H

#include "core/git/oid.h"
#include "core/git/repo.h"

#include <sys/types.h>

struct undo_file {
	const char *path;   /* as git knows it */
	const char *full;   /* in the work tree */
	const char *before; /* what is there; NULL: nothing */
	size_t before_len;
	mode_t mode;
	const char *after; /* what is to be there */
	size_t after_len;
	struct oid blob; /* of the last commit; all zero: none */
	bool unknown;    /* git has it neither there nor in its index */
	size_t stays;    /* bytes of the path of the innermost folder that is there already */
};

struct undo {
	struct arena *arena;
	struct repo *repo;
	const char *top; /* of the work tree */
	const char *note;
	const char *what; /* the subject of the commit that is to be made */
	struct oid head;  /* all zero: nothing is committed yet */
	long process;
	struct undo_file *file;
	size_t count;
	size_t written; /* so many are in place */
	bool announced; /* unknown ones stand in the index */
};

/* For the work tree of this repository, which it must have. */
struct undo undo_begin(struct arena *arena, struct repo *repo);

/* Notes it.  From here on until undo_end() a kill is made good. */
int undo_note(const struct undo *undo, struct error *err);
/* There is a commit: forgets what was, or leaves that to the next one. */
void undo_end(const struct undo *undo);
/*
 * Back to how it was: files, folders, index.  Where that fails the note stays, for the next one to
 * try, and *err, which is set already, gets a hint that says so.
 */
void undo_back(const struct undo *undo, struct error *err);

/*
 * Whether the last commit has the files, for git may fail when it has made one.  Then they stay,
 * the index follows now or later, and the hint of *err says so: there is nothing to go back from.
 */
bool undo_is_committed(const struct undo *undo, struct error *err);

/*
 * Goes back from what somebody who was killed has left: files that are still as he left them, and
 * the index.  What had become a commit stays, and the index follows it.  *kept is where the texts
 * were added that nobody committed, or NULL where nothing was left.
 */
int undo_earlier(struct arena *arena, struct repo *repo, const char **kept, struct error *err);

/* "git CALL... -- PATHS" in the work tree: of all files, or of the unknown ones. */
const char **undo_command(const struct undo *undo, const char *const *words, bool only_unknown);

#endif
