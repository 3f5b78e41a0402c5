/* SPDX-License-Identifier: MIT */
/*
 * opening: a negotiation about to be opened, or an option about to be added, held to the rules
 * before anything is written (N1 to N4, N7).
 */
#ifndef CORE_WRITING_OPENING_H
#define CORE_WRITING_OPENING_H

#include "core/writing/draft.h"
#include "core/rules/election.h"
#include "core/group/group.h"

struct opening_file {
	const char *path; /* below the root: roles/x.ini */
	const char *text;
	size_t len;
};

struct opening {
	/* to be filled */
	const char *who;  /* the proposer's handle */
	const char *slug; /* at most 30 characters */
	const char *id;   /* id_make(); sections of the option already name it */
	const struct opening_file *file;
	size_t file_count;  /* 0: an opening without options (--aware) */
	const char *why;    /* prose, "" for none */
	const char *policy; /* asked for, or NULL */
	const char *const *seen;
	size_t seen_count;
	const char *trial; /* "30d", or NULL */
	const char *keep;  /* id of a trial that is to stay, or NULL */
	bool no_consent;
	const struct election *election; /* instead of files; or NULL */
	uint32_t seats;                  /* of an election */
	const char *answers;             /* path of an objection it appeals from, or NULL */
	const char *ratifies;            /* a commit that it answers for, in hex; or NULL */
	const char *role, *recalled;     /* of a recall, beside its file; or NULL */
	enum option_way way;             /* an act of several, or in an emergency */
	const char *nominee;             /* whom the opener nominates, or NULL */
	int64_t seconds;                 /* the moment, for the name of the voice */
	/* worked out */
	struct option option;
	const struct policy *chosen;
	struct roll_entry *roll;
	size_t roll_count;
	unsigned group_count;
	int32_t decidable, closes;
	const char *folder;
};

/* 10 characters of Crockford's base32 from getrandom(2). */
const char *opening_id(struct arena *arena);

/* Works out the rest, and refuses what the replay would find void. */
int opening_prepare(struct opening *opening, struct group *group, struct error *err);
/* An election's part of it. */
int opening_prepare_election(struct opening *opening, struct group *group, struct error *err);
/* The files of the opening: facts, proposal, option a, the proposer's consent. */
void opening_draft(const struct opening *opening, const struct group *group, struct draft *draft);

/* Refuses who is no member in force: why, and who may still take people in.  Returns -1. */
int refuse_outsider(const struct group *group, const char *who, struct error *err);

/* What is made has no error that did not stand before (base, or NULL). */
int made_check(const struct file *made, const struct file *base, struct error *err);

struct amendment {
	const char *who;
	const struct negotiation *negotiation;
	const struct opening_file *file;
	size_t file_count;
	const char *why;
	bool no_consent;
	int64_t seconds;
	/* worked out */
	const char *name; /* "b-ben"; "a" for the first option of an --aware opening */
	struct option option;
};

int amendment_prepare(struct amendment *amendment, struct group *group, struct error *err);
void amendment_draft(
        const struct amendment *amendment, const struct group *group, struct draft *draft);

#endif
