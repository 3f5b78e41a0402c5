/* SPDX-License-Identifier: MIT */
/* known: what there is, for a word that names nothing: a slip of the pen is told as one. */
#ifndef CMD_KNOWN_H
#define CMD_KNOWN_H

#include "cmd/session.h"

enum known_kind {
	KNOWN_PEOPLE = 1 << 0,
	KNOWN_ROLES = 1 << 1,
	KNOWN_NEGOTIATIONS = 1 << 2, /* by their slugs */
};

/* The one that is meant most likely: alike, or the only one that begins so.  NULL: none is. */
const char *known_nearest(
        struct context *context, const struct group *group, unsigned kinds, const char *word);

/* The same among any words. */
const char *known_word(const char *word, const char *const *known, size_t count);

/* Adds "did you mean 'ben'?", or where nothing is alike the hint given, to *err.  Returns -1. */
int known_hint(struct context *context, const struct group *group, unsigned kinds, const char *word,
        const char *otherwise, struct error *err);

/* The negotiations that a word could be short for, "7k3f (ana, 2026-01-22), ..."; NULL: at most
 * one.
 */
const char *known_ids(struct context *context, const struct group *group, const char *word);

#endif
