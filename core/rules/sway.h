/* SPDX-License-Identifier: MIT */
/*
 * sway: who decides which kind of change of a role: its holders alone, its holders among
 * themselves, or whoever is on the roll, by which policy (rules A3, N3, N4).
 */
#ifndef CORE_SWAY_H
#define CORE_SWAY_H

#include "core/rules/ledger.h"

struct sway_row {
	const char *kinds;           /* "where, how" */
	bool alone;                  /* the one holder */
	bool among;                  /* several holders by an act of theirs */
	const struct policy *policy; /* NULL when alone */
	const char **who;
	size_t who_count;
	const char **heard; /* holders who are not on the roll by that alone */
	size_t heard_count;
};

struct sway {
	struct sway_row *row;
	size_t count;
};

void sway_read(struct sway *out, struct arena *arena, const struct moment *moment,
        const struct role *role);

#endif
