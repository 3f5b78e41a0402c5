/* SPDX-License-Identifier: MIT */
/* roll: who is asked and who decides (rule N4). Computed, never typed, frozen at the opening. */
#ifndef CORE_RULES_ROLL_H
#define CORE_RULES_ROLL_H

#include "core/rules/ledger.h"

/*
 * The roll for an option, by handle, from what stood at the moment (the opening's base, on the day
 * of the opening).  An option that touches several files has a roll for each, and must pass on each
 * of them (so that a small roll never decides for a large one); *groups counts them.  -1 with the
 * reason when there is nobody.
 */
int roll_compute(const struct moment *moment, const struct option *option, struct arena *arena,
        struct roll_entry **out, size_t *count, unsigned *groups, struct error *err);

const struct roll_entry *roll_find(const struct roll_entry *roll, size_t count, const char *handle);

/* Everybody who decides on one roll is on the other (there perhaps only to be heard). */
bool roll_within(const struct roll_entry *roll, size_t count, const struct roll_entry *other,
        size_t other_count);

#endif
