/* SPDX-License-Identifier: MIT */
/* landing: which merge brought each commit to the line of first parents. */
#ifndef CORE_HISTORY_LANDING_H
#define CORE_HISTORY_LANDING_H

#include "core/history/history.h"
#include "formats/arena.h"

/* Per commit the earliest merge on the first parents' line that has it as an ancestor by another
 * parent; HISTORY_NONE for the commits of that line.  Lives in the arena. */
uint32_t *landing_merges(const struct history *history, struct arena *arena);

#endif
