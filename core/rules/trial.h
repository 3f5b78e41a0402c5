/* SPDX-License-Identifier: MIT */
/*
 * trial: what was agreed for a time and falls back by itself (rule N14).
 *
 * A trial runs from the day of its decision.  When it has ended, each key that it changed and that
 * no later decision changed reads as in its base; nothing is written until somebody settles it.
 */
#ifndef CORE_RULES_TRIAL_H
#define CORE_RULES_TRIAL_H

#include "core/rules/ledger.h"

/* What holds for a time: a trial that was adopted, or an emergency that was not (acting.h). */
struct lapse {
	const struct option *option;
	const struct stamp *since; /* the decision, or the act */
	int32_t end;               /* its last day */
};
/* False where it is not for a time as seen from the moment, or stays. */
bool lapse_of(
        struct lapse *out, const struct moment *moment, const struct negotiation *negotiation);

/* Whether the negotiation opens a trial, and the last day of it after a decision on a day. */
bool is_trial(const struct negotiation *negotiation);
int32_t trial_end(const struct negotiation *negotiation, int32_t decided);

/* For a trial the texts of an option are of the kind `trial` (rule N3). */
void option_as_trial(struct option *option);

/* The file as it reads on the moment's day: with the keys of trials that have ended put back. */
const struct file *trial_lapse(const struct moment *moment, const struct file *file);

/* Marks the changed values where they stand: "tools = telephone first ; trial 2m9x until
 * 2026-03-19". */
void trial_mark(struct buf *text, const char *path, const struct option_change *change,
        const char *id, int32_t until);

/* Takes such marks of a trial out again. */
void trial_unmark(struct buf *text, const char *id);

#endif
