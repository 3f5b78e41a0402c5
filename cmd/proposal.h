/* SPDX-License-Identifier: MIT */
/* proposal: the options that propose, amend and act share, and the file they make of them. */
#ifndef CMD_PROPOSAL_H
#define CMD_PROPOSAL_H

#include "cmd/session.h"

#include "core/writing/edit.h"
#include "core/writing/opening.h"

struct proposal_options {
	struct option_list edit; /* --set --add --unset --holder --led-by, in the order typed */
	const char *from_file;
	bool editor;
	bool charter;
	const char *person, *agreement;
	struct option_list message, seen;
	const char *trial, *policy, *keep, *answers, *ratifies;
	bool aware, no_consent, renew, dry_run;
};

#define PROPOSAL_EDITS(S, field)                                                                   \
	OPTION_LIST(S, field, 0, "set", "SECTION.KEY=VALUE", "give a key this one value"),         \
	        OPTION_LIST(S, field, 0, "add", "SECTION.KEY=VALUE", "give a key one more value"), \
	        OPTION_LIST(S, field, 0, "unset", "SECTION.KEY", "take a key out"),                \
	        OPTION_LIST(S, field, 0, "holder", "NAME[:FROM]..UNTIL",                           \
	                "give NAME a term, or a running one another end"),                         \
	        OPTION_LIST(                                                                       \
	                S, field, 0, "led-by", "ROLE[:FROM]..UNTIL", "be led by ROLE for a term")

/* The file that the options make of what stands at path; *changed says whether it differs. */
int proposal_file(struct context *context, struct group *group,
        const struct proposal_options *options, const char *path, const char *by,
        struct opening_file *out, struct error *err);

/* The same of a text at hand: edits, then the editor where it is wanted; nothing typed is refused.
 */
int proposal_edit(struct context *context, const struct proposal_options *options,
        const struct edit_context *editing, struct buf *text, struct opening_file *out,
        struct error *err);

/* roles/NAME.ini, or what --charter, --person, --agreement name; slug for the folder. */
int proposal_target(struct context *context, const struct proposal_options *options, int argc,
        char **argv, const char **path, const char **slug, struct error *err);

/* Warns where all terms of a role would end on one day, with how they could follow each other. */
void proposal_stagger(struct context *context, const struct group *group, const struct file *file);

/* Warns of terms that the option gives and the holder's membership ends before (rule A1). */
void proposal_outlast(struct context *context, const struct group *group,
        const struct option *option, const struct file *file);

/* After a refusal: where --holder or --led-by names nobody known, who may be meant.  Returns -1. */
int proposal_unknown(struct context *context, const struct group *group,
        const struct proposal_options *options, struct error *err);

/* "on the roll: ana, ben, cleo (coop). Decidable from 25 January; closes 5 February." */
void proposal_report(struct context *context, struct group *group, const struct opening *opening);

#endif
