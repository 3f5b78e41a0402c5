/* SPDX-License-Identifier: MIT */
/* session: what the commands share: the group, who speaks, and the commit that is made. */
#ifndef CMD_SESSION_H
#define CMD_SESSION_H

#include "cmd/command.h"

#include "core/writing/draft.h"
#include "core/group/group.h"

struct person_at_hand {
	const char *name, *mail; /* as git would name the author */
	const char *handle;      /* NULL: nobody known here */
};

/* The group at --commit and --at, or as it is now. */
int session_group(struct context *context, struct group *group, struct error *err);

/* What is shown is what stands; says so where the tree has it otherwise. */
void session_mark_void(struct context *context, const struct group *group);

/* Tells the context which day a group read otherwise was asked on. */
void session_dated(struct context *context, const struct group *group);

/* Who git says we are. ERROR_FATAL with git's words when it does not know. */
int session_person(struct context *context, const struct group *group,
        struct person_at_hand *person, struct error *err);
/* The same, and a handle: somebody not known here is told how to become so. */
int session_member(struct context *context, const struct group *group,
        struct person_at_hand *person, struct error *err);

/* The founding is open, and it is this person's (rule A4): what they set up needs nobody else. */
bool session_founds(const struct group *group, const struct person_at_hand *person);

/* It is not over, and what is said in it today may still count. */
bool session_runs(
        struct context *context, const struct group *group, const struct negotiation *one);

/* A negotiation by id, prefix or slug. */
int session_negotiation(struct context *context, const struct group *group, const char *word,
        const struct negotiation **out, struct error *err);

/* The same; of several with that slug the one that is not over, if it is the only one. */
int session_running(struct context *context, const struct group *group, const char *word,
        const struct negotiation **out, struct error *err);

/* Goes back from what a moot that was killed has left, and says so (draft_recover()). */
int session_recover(struct context *context, struct group *group, struct error *err);
/*
 * Commits the draft, or with dry_run shows its message and files and writes nothing; *committed
 * says which.
 */
int session_commit(struct context *context, struct group *group, struct draft *draft, bool dry_run,
        struct oid *id, bool *committed, struct error *err);
/* "[main ae0e2a5] subject", as git says it; the commit as a record. */
void session_report_commit(struct context *context, const struct oid *id, const char *subject);

/* When a commit was refused: what was written is kept beside git's own messages, and its path told.
 * session_commit() does so with the draft's body. */
void session_keep_text(struct context *context, const char *text);

/*
 * The text of -m (several are paragraphs); without any, the user's editor on a template of
 * comments. Empty aborts with ERROR_FATAL; where the editor fails the text is kept and its path
 * told.
 */
int session_text(struct context *context, const struct option_list *messages, const char *template,
        bool may_be_empty, const char **text, struct error *err);
/* Only what -m said: no editor. */
const char *session_message(struct context *context, const struct option_list *messages);

/* "24 January", with the year when it is not this one's. */
const char *day_said(const struct context *context, const struct group *group, int32_t day);
const char *day_iso(struct arena *arena, int32_t day);

/* ", " between, at most a sensible number. */
const char *join_names(struct arena *arena, const char *const *name, size_t count);

#endif
