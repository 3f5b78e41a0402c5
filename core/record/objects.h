/* SPDX-License-Identifier: MIT */
/*
 * objects: the git objects of a record, each proven to be the one it is called, read without any
 * repository.  What they hold is read once.
 *
 * A record may have been made to keep us busy: past a limit of work nothing is found any more, and
 * `exhausted` says so.
 */
#ifndef CORE_RECORD_OBJECTS_H
#define CORE_RECORD_OBJECTS_H

#include "core/git/commit.h"
#include "core/git/oid.h"
#include "core/identity/signer.h"
#include "formats/journal.h"
#include "formats/person.h"
#include "formats/record.h"
#include "formats/role.h"

struct maker;

struct held {
	struct oid id;
	const struct record_object *object;
	bool good; /* its bytes have its id */
	/* Filled when first asked for. */
	const struct commit *commit;
	const struct person *person;
	const struct role *role;
	const struct journal *journal;
	const struct maker *maker; /* maker.h */
};

struct objects {
	struct arena *arena;
	const struct record *record;
	struct held *held; /* one an object of the record */
	const struct thanks *thanks;
	uint64_t work;
	bool exhausted;
};

/* Hashes all of them; E904 for one that is not what it is called.  thanks: for journals, and may be
 * set later. */
void objects_open(struct objects *out, struct arena *arena, const struct record *record,
        const char *path, struct findings *findings);

/* NULL: the record has no such object that is good. */
const struct commit *objects_commit(struct objects *objects, const struct oid *id);
struct held *objects_find(struct objects *objects, const struct oid *id, enum record_type type);

/* Counts work, roughly in bytes looked at; false when it is too much. */
bool objects_spend(struct objects *objects, uint64_t bytes);

/* What a path below the root is in a tree. */
enum found {
	FOUND_FILE,    /* a plain file, whose blob is *out; it may not be in the record */
	FOUND_NOTHING, /* the trees prove that there is no such file */
	FOUND_UNKNOWN, /* a tree on the way is not in the record, or is none */
};
enum found objects_path(
        struct objects *objects, const struct oid *tree, const char *path, struct oid *out);

/* The folder below the root, or NULL where the record does not have it. */
const struct held *objects_folder(
        struct objects *objects, const struct oid *tree, const char *path);

/* Of a blob of the record, NULL where it cannot be read as one; `name`: the handle or role. */
const struct person *objects_person(
        struct objects *objects, const struct oid *blob, const char *name);
const struct role *objects_role(struct objects *objects, const struct oid *blob, const char *name);
const struct journal *objects_journal(struct objects *objects, const struct oid *blob);

#endif
