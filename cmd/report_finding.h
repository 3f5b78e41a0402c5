/* SPDX-License-Identifier: MIT */
/* report_finding: findings as text with source line, caret and hint, or as records. */
#ifndef CMD_REPORT_FINDING_H
#define CMD_REPORT_FINDING_H

#include "cmd/out.h"
#include "formats/finding.h"

/* In the order they have.  Records: code severity path line column message hint commit. */
void report_findings(struct out *out, const struct findings *findings);
void report_finding(struct out *out, const struct finding *finding);

/* The same as talk on stderr, for commands whose result is something else. */
void talk_findings(const struct findings *findings);

#endif
