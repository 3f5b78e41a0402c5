/* SPDX-License-Identifier: MIT */
/*
 * name: handles, role names, slugs, ids and the governed paths (rules D3, D4).
 */
#ifndef FORMATS_NAME_H
#define FORMATS_NAME_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NAME_LENGTH = 39, /* of a handle or role name, at most */
	SLUG_LENGTH = 30, /* of a slug, at most */
	ID_LENGTH = 10,   /* of an id, exactly */
	ID_PREFIX = 4,    /* of a typed id, at least */
	SKELETON_SIZE = 2 * NAME_LENGTH + 1,
};

/* [a-z0-9][a-z0-9-]{0,38} */
bool name_valid(const char *name, size_t len);
/* As name_valid() and at most SLUG_LENGTH. */
bool slug_valid(const char *slug, size_t len);
/* A name that Windows keeps for a device: con prn aux nul com1..9 lpt1..9, any case. */
bool name_reserved(const char *name, size_t len);
/* 0 when the name is valid and not reserved; else -1 and *err says what is wrong with it. */
int name_check(const char *name, size_t len, struct error *err);

/*
 * A slug from any title: letters and digits without their accents in lower case, everything else a
 * single '-', cut at a word where it can be.  May be "" when the title has neither.
 */
void slug_make(char slug[SLUG_LENGTH + 1], const char *title, size_t len);

/*
 * What a name looks like: A-Z as a-z, then i l 1 as 1, o 0 as 0, m as rn, w as vv.  Two names alike
 * have one skeleton.  Names longer than NAME_LENGTH are cut.
 */
char *name_skeleton(char skeleton[SKELETON_SIZE], const char *name, size_t len);
bool names_alike(const char *a, const char *b);

/*
 * Governed paths, relative to the root.  governed_name() is the governed name that the path's first
 * part is, byte for byte, or NULL.  governed_twin() is the one that it only pretends to be: equal
 * after case folding, NFKC or dropping ignorable characters, but not byte for byte; or NULL.
 */
const char *governed_name(const char *path, size_t len);
const char *governed_twin(const char *path, size_t len);

/* Ids: 10 characters of Crockford's base32, lower case.  The 50 low bits of `random` are the id. */
void id_make(char id[ID_LENGTH + 1], uint64_t random);
bool id_valid(const char *id, size_t len);
/*
 * An id or its beginning as somebody typed it, in the form ids are stored in: lower case, O as 0,
 * I and L as 1.  False when it is shorter than ID_PREFIX, longer than an id or holds anything else.
 */
bool id_typed(char id[ID_LENGTH + 1], const char *text, size_t len);

#endif
