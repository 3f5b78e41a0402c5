/* SPDX-License-Identifier: MIT */
/* What the files of check share; nobody else includes it. */
#ifndef CORE_CHECK_CHECK_PRIVATE_H
#define CORE_CHECK_CHECK_PRIVATE_H

#include "core/check/check.h"

/* A governed path, as the commit has it and as it is in the work tree. */
struct check_path {
	const char *path;
	uint32_t number; /* in the ledger's paths: the lower, the earlier it came in */
	enum path_class class;
	struct oid blob; /* of the commit; zero: not there */
	uint16_t mode;
	struct worktree_file *tree; /* NULL: as in the commit */
	const struct file *here;    /* charter, person, role, agreement: as they are now; or NULL */
};

struct checking {
	struct group *group;
	struct arena *arena;
	const struct check_options *options;
	struct findings *out;
	struct check_path *path; /* by path in bytes; journals only with strict */
	size_t path_count, path_capacity;
};

/* --- check_path.c: the paths, and what is wrong with each by itself --- */
int check_paths(struct checking *checking, struct error *err);
struct check_path *check_path_find(const struct checking *checking, const char *path);
/* A copy of a finding made elsewhere. */
struct finding *check_copy(struct checking *checking, const struct finding *finding);
/* The text that a path has now, or NULL. */
int check_text(const struct checking *checking, const char *path, const char **text, size_t *len,
        struct error *err);

/* --- check_name.c: handles, addresses, keys and names that are one too many; what names nothing
 * --- */
void check_names(struct checking *checking);

/* --- check_reference.c: what names nobody and nothing here --- */
void check_references(struct checking *checking);

/* --- check_force.c: what stands and is not in force, or too much --- */
void check_force(struct checking *checking);

/* --- check_void.c: what the history holds and the rules do not --- */
int check_void(struct checking *checking, struct error *err);
/* Whether a voice names options that are there. */
void check_said(
        struct checking *checking, const struct negotiation *negotiation, const struct said *said);

/* --- check_pending.c: what is not committed yet --- */
int check_pending(struct checking *checking, struct error *err);

/* --- check_spoken.c: the part of it that is under negotiations/ --- */
/* laid: files that read as a decision there would leave them. */
int check_pending_negotiations(struct checking *checking, const struct check_path ***laid,
        size_t *laid_count, struct error *err);

/* --- check_journal.c: whom journals name, and who else wrote in them --- */
int check_journals(struct checking *checking, struct error *err);

#endif
