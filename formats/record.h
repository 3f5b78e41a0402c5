/* SPDX-License-Identifier: MIT */
/*
 * record: what somebody takes along from a group, in one file (moot-record(5)).
 *
 * A claim is a pointer into the group's history, a commit and a place in it, and says nothing
 * itself; the git objects behind the claims are what says it.  Here is only the form: whether an
 * object has the id it is called by, and what a claim comes to, is core/record's to say.
 */
#ifndef FORMATS_RECORD_H
#define FORMATS_RECORD_H

#include "formats/buf.h"
#include "formats/finding.h"

#define RECORD_MAX (64u << 20) /* bytes; a longer one is not read */

enum {
	RECORD_HEX = 40, /* digits of an id */
	RECORD_CLAIMS_MAX = 1 << 16,
	RECORD_OBJECTS_MAX = 1 << 18,
};

enum record_kind {
	RECORD_CHARTER,  /* moot.ini: what the group is called, and how it reads thanks */
	RECORD_NAME,     /* their file: name and addresses */
	RECORD_MEMBER,   /* a section [member] of it */
	RECORD_ROLE,     /* a section [holder HANDLE] of a role */
	RECORD_PAY,      /* a section [pay] of a role */
	RECORD_DECISION, /* the file of a decision */
	RECORD_VOICE,    /* what somebody else said before a decision that the person wrote down */
	RECORD_SAID,     /* a sentence of a journal */
	RECORD_TRAILER,  /* a line of a commit's message */
	RECORD_LANDED,   /* a commit of theirs that somebody else put in place */
	RECORD_KINDS
};

extern const char *const record_kind_name[RECORD_KINDS]; /* "charter", "name" ... */

enum record_type { RECORD_COMMIT, RECORD_TREE, RECORD_BLOB };

extern const char *const record_type_name[3]; /* as git calls them */

struct record_claim {
	enum record_kind kind;
	const char *commit; /* hex */
	const char *path;   /* below the root; NULL: the message of the commit */
	uint32_t row;       /* the line there, from 1; 0: all of it */
	uint32_t line;      /* where the claim stands in the record */
};

struct record_object {
	enum record_type type;
	const char *id; /* hex */
	const unsigned char *data;
	size_t len;
	uint32_t line;
};

struct record {
	const char *person;  /* a handle */
	const char *root;    /* "" or "governance" */
	const char *genesis; /* hex: the commit that founded the group */
	const char *tip;     /* hex: as of which commit */
	int32_t at;          /* and which day */
	struct record_claim *claim;
	size_t claim_count, claim_capacity;
	struct record_object *object; /* by id, each once */
	size_t object_count, object_capacity;
};

/*
 * All findings of the form: E901 for a line that may not stand there, E902 for a value that is none
 * of its kind, E903 for a record that is cut short or too large.  False when there is any: what was
 * read then is there, but no record.
 */
bool record_parse(struct record *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

/* Adds the text of a record; reads back the same. */
void record_write(struct buf *to, const struct record *record);

/* A place as a claim has it: "roles/books.ini:14", "message:7", "message"; what is no plain ASCII,
 * '%', ':' and blanks are written %3A. */
void record_write_place(struct buf *to, const struct record_claim *claim);

#endif
