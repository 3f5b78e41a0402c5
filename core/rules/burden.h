/* SPDX-License-Identifier: MIT */
/*
 * burden: the charter's [limits] that bind everybody: max-roles, max-load and affiliation.
 *
 * What a person holds is counted on the day on which a term of the option begins: roles, not teams
 * or communities; loads of everything.  A role with one holder has no part of one affiliation.
 */
#ifndef CORE_RULES_BURDEN_H
#define CORE_RULES_BURDEN_H

#include "core/rules/ledger.h"

/* Why a term that the option gives is too much, and where that is said; or NULL. */
const char *burden_broken(const struct moment *moment, struct arena *arena,
        const struct option *option, const char **place);

#endif
