/* SPDX-License-Identifier: MIT */
/*
 * file: one version of one governed file, read once.
 *
 * A version is known by its path and its bytes; file_store_get() gives the same pointer for the
 * same two, so that maps of what is in force compare by pointer.
 */
#ifndef CORE_RULES_FILE_H
#define CORE_RULES_FILE_H

#include "core/history/changes.h"
#include "core/git/oid.h"
#include "core/git/repo.h"
#include "formats/charter.h"
#include "formats/keyed.h"
#include "formats/negotiation.h"
#include "formats/person.h"
#include "formats/role.h"

#define GOVERNED_MAX (1u << 20) /* bytes; rule D6 */

struct file {
	uint32_t path;    /* number in the store's paths */
	const char *name; /* its path below the root */
	const char *stem; /* the handle, role or agreement name; "" for the charter and others */
	enum path_class class;
	struct oid blob;
	const char *text;
	size_t len;
	bool usable; /* parsed, with no error among its findings */
	struct findings findings;
	union {
		struct person person;
		struct role role;
		struct charter charter;
		struct agreement agreement;
	};
	struct keyed keyed; /* of INI files */
};

struct file_store {
	struct arena *arena;
	struct paths *paths;
	struct chronicle *chronicle; /* which knows most of the bytes already; or NULL */
	struct file_slot *slot;      /* private: a hash table by (path, blob) */
	size_t slot_count, used;
};

void file_store_init(struct file_store *store, struct arena *arena, struct paths *paths);

/* From bytes at hand, which are copied. Never NULL: a file that cannot be used says so. */
const struct file *file_from_text(
        struct file_store *store, uint32_t path, const char *text, size_t len);
/* The bytes of a blob, which stay; *text is NULL where there are more than `limit`. */
int file_text(struct file_store *store, struct repo *repo, const struct oid *blob, size_t limit,
        const char **text, size_t *len, struct error *err);
/* From the object database. A blob above the limit or an entry that is no plain file is unusable.
 */
int file_from_blob(struct file_store *store, struct repo *repo, uint32_t path,
        const struct oid *blob, uint16_t mode, const struct file **out, struct error *err);

/* An INI file, whose parts are compared by key; all others are compared as a whole. */
bool file_is_keyed(const struct file *file);
/* Reads back the same: equal keys, or equal bytes. NULL = there is none. */
bool file_same(const struct file *a, const struct file *b);

#endif
