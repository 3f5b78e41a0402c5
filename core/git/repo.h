/* SPDX-License-Identifier: MIT */
/*
 * repo: reading a git repository.  The only file that knows libgit2, which is not linked: it is
 * opened with dlopen at the first object read, since linking it costs every process 3 ms (18
 * libraries).  Opening a repository and resolving HEAD do not need it.
 *
 * A handle belongs to one thread; repo_thread_open() makes another.  Errors: not a repository is
 * ERROR_FATAL with git's words; an object that is missing or unreadable, and a repository that
 * cannot be read whole, is ERROR_UNSURE with git's own advice as the hint.
 */
#ifndef CORE_GIT_REPO_H
#define CORE_GIT_REPO_H

#include "core/git/commit.h"
#include "core/git/oid.h"
#include "core/git/tree.h"
#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct repo;

/*
 * Finds the repository upward from dir (NULL = the current folder) as git does: GIT_DIR and its
 * kin, safe.directory, linked work trees and submodules are honoured, by asking git wherever the
 * case is not the plain one.  Free with repo_close().
 */
int repo_open(struct repo **out, const char *dir, struct error *err);
void repo_close(struct repo *repo); /* NULL is fine */

/*
 * A second handle on the same repository, for a second thread; closed before the first one.  Two
 * that read one pack wait for each other at every object.  apart: with packs of its own, which pays
 * where both read in order; where they look about, they take windows (see repo.c) from each other.
 */
int repo_thread_open(struct repo **out, const struct repo *repo, bool apart, struct error *err);

/* Gives back what reading objects took; the next one that is read takes it again. */
void repo_rest(struct repo *repo);

/* Absolute paths without a slash at the end; all good until repo_close(). */
const char *repo_git_dir(const struct repo *repo); /* HEAD, index */
const char *repo_common_dir(
        const struct repo *repo); /* refs, config, moot/ : shared by work trees */
const char *repo_work_tree(const struct repo *repo); /* NULL when bare, or outside of it */
/* Where dir lies in the work tree: "" at its top, else "roles/" with a slash at the end. */
const char *repo_prefix(const struct repo *repo);

/*
 * The commit a revision names (a tag is followed): 0 = *out, 1 = an unborn branch (nothing was
 * committed yet; rev is HEAD or NULL), -1 = no such revision, ERROR_FATAL with git's words.
 * HEAD and NULL start no process in the usual repository.
 */
int repo_resolve(struct repo *repo, const char *rev, struct oid *out, struct error *err);

/*
 * 0 = its history can be read whole; -1 = ERROR_UNSURE with the reason: shallow, partial clone,
 * replaced objects, grafts, SHA-256.  history_read() asks this itself.
 */
int repo_unsure(struct repo *repo, struct error *err);

/* Everything in *out lives in the arena. */
int repo_commit(struct repo *repo, const struct oid *id, struct commit *out, struct arena *arena,
        struct error *err);

/* Bytes borrowed from the object database until object_release(). */
struct object {
	const unsigned char
	        *data; /* a NUL follows; NULL when the limit of repo_blob() was passed */
	size_t len;
	void *handle;
};

#define OBJECT_INIT                                                                                \
	{                                                                                          \
		NULL, 0, NULL                                                                      \
	}

void object_release(struct object *object); /* and leaves it as OBJECT_INIT */

int repo_commit_raw(struct repo *repo, const struct oid *id, struct object *out, struct error *err);
/* Kept in a small cache of the handle: reading a tree again is cheap.  Walk it with tree_next(). */
int repo_tree(struct repo *repo, const struct oid *id, struct object *out, struct error *err);
/* A blob of more than limit bytes is not read: data is NULL and len its size.  0 = no limit. */
int repo_blob(struct repo *repo, const struct oid *id, size_t limit, struct object *out,
        struct error *err);

/* 1 = path ("roles/x.ini"; "" is the tree itself) is *out, 0 = there is none, -1 = error. */
int repo_find(struct repo *repo, const struct oid *tree, const char *path, struct oid *out,
        uint16_t *mode, struct error *err);

/* The id git gives to these bytes as a blob, whether or not it is stored. */
struct oid repo_hash_blob(const void *data, size_t len);
/* The same for the bytes of a tree. */
struct oid repo_hash_tree(const void *data, size_t len);
/* And of a commit. */
struct oid repo_hash_commit(const void *data, size_t len);

#endif
