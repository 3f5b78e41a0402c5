/* SPDX-License-Identifier: MIT */
/* oid: the name git gives to a commit, tree or blob: 20 bytes, written as 40 hex digits. */
#ifndef CORE_GIT_OID_H
#define CORE_GIT_OID_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { OID_SIZE = 20, OID_HEX_SIZE = 41 };

struct oid {
	unsigned char id[OID_SIZE];
};

/* Writes 40 lower-case digits and a NUL to out and returns it. */
char *oid_hex(char out[OID_HEX_SIZE], const struct oid *oid);

/* True when text is exactly 40 hex digits (either case). */
bool oid_parse(struct oid *out, const char *text, size_t len);

static inline int oid_compare(const struct oid *a, const struct oid *b)
{
	return memcmp(a->id, b->id, OID_SIZE);
}

static inline bool oid_equal(const struct oid *a, const struct oid *b)
{
	return memcmp(a->id, b->id, OID_SIZE) == 0;
}

static inline bool oid_is_zero(const struct oid *oid)
{
	static const struct oid zero;

	return oid_equal(oid, &zero);
}

#endif
