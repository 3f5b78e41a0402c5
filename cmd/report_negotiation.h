/* SPDX-License-Identifier: MIT */
/* report_negotiation: a negotiation under the names awareness, alternatives and action. */
#ifndef CMD_REPORT_NEGOTIATION_H
#define CMD_REPORT_NEGOTIATION_H

#include "cmd/session.h"

#include "core/rules/tally.h"

/* The human form, as `moot show ID` prints it. */
void report_negotiation(
        struct context *context, struct group *group, const struct negotiation *negotiation);
/* The counts of each option, as `moot tally ID` prints them. */
void report_tally(struct context *context, struct group *group, const struct tally *tally);
/* One record with the fields of design: id slug state policy ... */
void record_negotiation(
        struct context *context, struct group *group, const struct negotiation *negotiation);

/* The state in words: "decidable: everyone has spoken", "in force until ...". */
const char *state_said(struct context *context, struct group *group, const struct tally *tally);

/* The first words of a prose, on one line. */
const char *first_words(struct arena *arena, const char *prose, size_t most);

#endif
