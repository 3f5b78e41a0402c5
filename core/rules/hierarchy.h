/* SPDX-License-Identifier: MIT */
/* hierarchy: the lead edges in force on a day, as a tree (rule A2). */
#ifndef CORE_RULES_HIERARCHY_H
#define CORE_RULES_HIERARCHY_H

#include "core/rules/force.h"

struct hierarchy_node {
	const struct role *role;
	size_t lead;               /* its leader's index, or SIZE_MAX: it answers to the group */
	bool in_cycle;             /* its edge is part of a cycle, and therefore none */
	const struct led_by *edge; /* the section that leads it, or NULL */
	size_t first, next;        /* the first it leads, and the next that its leader leads */
};

struct hierarchy {
	struct hierarchy_node *node; /* by role name */
	size_t count;
	size_t first; /* of those that answer to the group, or SIZE_MAX */
};

/* Roles that are not ended.  An edge of a cycle is in force for nobody; each is marked. */
void hierarchy_read(struct hierarchy *out, struct arena *arena, const struct moment *moment);
/* The index of a role, or SIZE_MAX: it has ended, or there is none. */
size_t hierarchy_find(const struct hierarchy *hierarchy, const char *name);
/* The name of the role that leads it, or NULL; the same as role_led_by(). */
const char *hierarchy_leader(const struct hierarchy *hierarchy, const char *name);

#endif
