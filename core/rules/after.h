/* SPDX-License-Identifier: MIT */
/*
 * after: what becomes of a decision once it is made.
 *
 * Contested (rule N9): somebody whom it names as absent objects before the close; or, where it gave
 * a term, a lead or pay, people have taken back what they said and a fresh count without them
 * fails. Reviewed: `Keep:`, from two weeks before the review on, puts it off by another period.
 */
#ifndef CORE_RULES_AFTER_H
#define CORE_RULES_AFTER_H

#include "core/rules/ledger.h"

enum { REVIEW_SOON = 15 };

/* Why an adopted decision is contested, as seen from the moment, or NULL. */
const char *decision_contested(const struct moment *moment, struct arena *arena,
        const struct negotiation *negotiation, const struct decision *decision);

/* Whether a count lets what was adopted pass, each of those elected; else *why not. */
struct tally;
bool decision_passes(const struct negotiation *negotiation, const struct decision *decision,
        const struct tally *tally, const char **why);

/* The day of its next review; DAY_NONE: none. */
int32_t decision_review(const struct moment *moment, const struct negotiation *negotiation,
        const struct decision *decision);

/* Holds the role by contested decisions alone: a caretaker, who may call an election (rule A6). */
bool is_contested_holder(const struct moment *moment, struct arena *arena, const struct role *role,
        const char *handle);

#endif
