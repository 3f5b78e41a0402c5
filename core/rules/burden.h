/* SPDX-License-Identifier: MIT */
/*
 * burden: the charter's [limits] that bind everybody: max-roles, max-load and affiliation.
 *
 * What a person holds is counted on every day from the moment's on, with all that the option gives:
 * roles, not teams or communities; loads of everything.  Affiliations are counted on each day on
 * which a term of the role begins; a role with one holder has no part of one affiliation.
 */
#ifndef CORE_RULES_BURDEN_H
#define CORE_RULES_BURDEN_H

#include "core/rules/ledger.h"

/* Why what the option adds to somebody's is too much, and where that is said; or NULL. */
const char *burden_broken(const struct moment *moment, struct arena *arena,
        const struct option *option, const char **place);

#endif
