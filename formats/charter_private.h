/* SPDX-License-Identifier: MIT */
/* charter_private: the parts of a charter, each laid over what is there.  Inner part of charter. */
#ifndef FORMATS_CHARTER_PRIVATE_H
#define FORMATS_CHARTER_PRIVATE_H

#include "formats/charter.h"
#include "formats/ini_schema.h"

extern const struct ini_schema_section charter_schema_policy;
extern const struct ini_schema_section charter_schema_reputation;

/*
 * Lays the [policy ...] sections over the policies; one with a finding is left out as a whole, so
 * that what was meant as a bar is not silently a lower one.  shipped: their line is 0.
 */
void charter_read_policies(struct charter *out, const struct values *values, bool shipped);

void charter_read_reputation(
        struct charter *out, const struct values *values, const struct ini_section *section);

#endif
