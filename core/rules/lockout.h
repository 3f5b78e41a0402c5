/* SPDX-License-Identifier: MIT */
/* lockout: a charter under which nobody could do something ever again. */
#ifndef CORE_RULES_LOCKOUT_H
#define CORE_RULES_LOCKOUT_H

#include "core/rules/ledger.h"

/*
 * Why the new charter would lock everybody out, and where, or NULL: signatures that fewer than
 * two members could make, and policies that no change could pass.  What the charter that stands
 * does as well is not told.
 */
const char *lockout(const struct moment *moment, struct arena *arena, const struct charter *charter,
        const char **place);

#endif
