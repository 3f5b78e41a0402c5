/* SPDX-License-Identifier: MIT */
/*
 * edit: the words of `moot propose`, `amend` and `act`, laid over a role, person or charter file.
 */
#ifndef CORE_WRITING_EDIT_H
#define CORE_WRITING_EDIT_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"
#include "formats/role.h"

enum edit_kind {
	EDIT_SET,      /* "what.work=a release": the key's only value */
	EDIT_ADD,      /* one more value of the key */
	EDIT_UNSET,    /* "what.work": all its values */
	EDIT_HOLDER,   /* "ada:2026-11-01..2027-01-31", "ada..2027-01-31" */
	EDIT_LED_BY,   /* the same for a role */
	EDIT_DELEGATE, /* the same for who speaks for somebody */
};

struct edit {
	enum edit_kind kind;
	const char *words; /* as typed */
};

struct edit_context {
	struct arena *arena;
	const char *path;        /* below the root, for messages */
	const struct role *role; /* as it stands, or NULL */
	const char *by; /* what new sections name: the id of the negotiation, or NULL: an act */
	int32_t today;  /* where a term begins when no day is typed */
	int32_t until;  /* where a [pay] or [member] ends when no day is typed; DAY_NONE */
};

/*
 * Applies the edits in order.  A holder without a typed beginning who has a term that is not over:
 * an earlier end shortens that term, a later one adds a term that follows it; one that begins when
 * the same negotiation offers a term already gives that one another end.  -1 with the words that
 * cannot be read, or a day that is none, or an end before its beginning.
 */
int edit_apply(struct buf *text, const struct edit_context *context, const struct edit *edit,
        size_t count, struct error *err);

/* A new role file's beginning: [role] with a title made of its name. */
void edit_new_role(struct buf *text, const char *name);

#endif
