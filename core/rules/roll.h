/* SPDX-License-Identifier: MIT */
/* roll: who is asked and who decides (rule N4). Computed, never typed, frozen at the opening. */
#ifndef CORE_RULES_ROLL_H
#define CORE_RULES_ROLL_H

#include "core/rules/ledger.h"

/*
 * The roll for an option, by handle, from what stood at the moment (the opening's base, on the day
 * of the opening).  An option that touches several files has a roll for each, and must pass on each
 * of them (so that a small roll never decides for a large one); *groups counts them, those of the
 * same people once.  The option is told who gains on which of them.  -1 with the reason when there
 * is nobody.
 */
int roll_compute(const struct moment *moment, struct option *option, struct arena *arena,
        struct roll_entry **out, size_t *count, unsigned *groups, struct error *err);

const struct roll_entry *roll_find(const struct roll_entry *roll, size_t count, const char *handle);

/* Whether they are on that one of the rolls; who is only heard is on none. */
bool roll_has(const struct roll_entry *entry, unsigned group);

struct roll {
	const struct roll_entry *entry;
	size_t count;
	unsigned groups;
};

/*
 * Whether a further option, which has this roll, may be decided on that of the opening (rule N3):
 * the same people, and each of its rolls is one of the opening's, by whose number it is from now
 * on.  Whoever is outside the one may be on the other.
 */
bool roll_fits(struct option *option, const struct roll *roll, const struct roll *opening,
        struct arena *arena);

/* Whether the person gains by what the option changes of that roll's matters. */
bool roll_gains(const struct option *option, unsigned group, const char *handle);

#endif
