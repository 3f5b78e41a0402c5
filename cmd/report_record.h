/* SPDX-License-Identifier: MIT */
/* report_record: what a record says, for people and as records of --json. */
#ifndef CMD_REPORT_RECORD_H
#define CMD_REPORT_RECORD_H

#include "cmd/command.h"

#include "core/record/reading.h"

/* "Cleo Lind, Tidemark, 5 January to 30 June 2026: Books (6 months); spoke in 5 of 6 decisions ..."
 */
void report_record(
        struct context *context, const struct record *record, const struct reading *reading);

/* One a claim: kind commit path line person who what text word from until by key own. */
void record_statements(
        struct context *context, const struct record *record, const struct reading *reading);

/* Who signed, and with which key: "ana SHA256:...", one a line. */
void report_keys(struct context *context, const struct reading *reading);

#endif
