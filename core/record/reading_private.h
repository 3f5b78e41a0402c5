/* SPDX-License-Identifier: MIT */
/* Inner part of reading: one reader for each kind of claim. */
#ifndef CORE_RECORD_READING_PRIVATE_H
#define CORE_RECORD_READING_PRIVATE_H

#include "core/identity/identity.h"
#include "core/record/reading.h"

struct claims_reader {
	struct reading *out;
	struct arena *arena;
	struct objects objects;
	const struct record *record;
	const char *path;
	struct findings *findings;
	bool unready;              /* claims stand before those that they are read by */
	struct identity *identity; /* who is meant by a name or address: person 0 is theirs */
};

/* A claim being read. */
struct claimed {
	const struct record_claim *claim;
	const struct commit *commit;
	struct statement *statement;
	struct oid blob; /* of a claim with a path: the file there */
};

/* Something is wrong with it: a finding in its line.  Returns false. */
bool claim_fails(struct claims_reader *reader, const struct record_claim *claim, const char *code,
        const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * Whether no parent of the commit has it: asks `has` about the file's blob in each parent that has
 * the file.  Says so if not, and where the record does not tell.
 */
typedef bool blob_has(struct claims_reader *reader, const struct claimed *claimed,
        const struct oid *blob, const void *context);
bool claim_is_new(struct claims_reader *reader, const struct claimed *claimed, blob_has *has,
        const void *context);

/* "books" of "roles/books.ini"; NULL where the path is no such file. */
const char *claim_stem(struct arena *arena, const char *path, const char *folder);

typedef bool claim_reader(struct claims_reader *reader, const struct claimed *claimed);
claim_reader read_member, read_holder, read_pay, read_decision, read_voice; /* reading_term.c */
claim_reader read_said, read_trailer, read_landed;                          /* reading_praise.c */

/* Once all are read: what grants the terms, and what is left of them. */
void read_tenures(struct claims_reader *reader);

#endif
