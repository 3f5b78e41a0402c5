/* SPDX-License-Identifier: MIT */
/*
 * limit: what an option may not bring about, whoever consents: more holders than seats, a lead that
 * leads itself, a term longer than the charter allows a lead (rules N12, A2, [limits]).
 */
#ifndef CORE_RULES_LIMIT_H
#define CORE_RULES_LIMIT_H

#include "core/rules/ledger.h"

/*
 * Why the option must not be laid over what stands at the moment, with the rule; NULL where it may.
 * Every day on which one of its terms begins is looked at, not only the moment's.
 */
const char *limit_broken(
        const struct moment *moment, struct arena *arena, const struct option *option);
/* The same, and where that stands: "roles/release.ini:13" (place.h). */
const char *limit_broken_at(const struct moment *moment, struct arena *arena,
        const struct option *option, const char **place);

/* "ben's second term in a row, of at most 3", of the terms that the option gives, as things stand
 * at the moment; NULL where all are first ones. */
const char *limit_terms_said(
        const struct moment *moment, struct arena *arena, const struct option *option);

#endif
