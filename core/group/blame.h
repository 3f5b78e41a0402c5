/* SPDX-License-Identifier: MIT */
/* blame: from a line of a governed file to the right by which it stands. */
#ifndef CORE_GROUP_BLAME_H
#define CORE_GROUP_BLAME_H

#include "core/group/group.h"

struct blame_line {
	const char *section, *key; /* as keyed.h names them; NULL: the file as a whole */
	const char *value;
	uint32_t line;
	const struct verdict *verdict; /* the change that gave it this value; NULL: not found */
};

/* The key that stands at the line of the file as it stands, and the change it came by. */
int blame_line(struct blame_line *out, struct arena *arena, const struct group *group,
        const char *path, uint32_t line, struct error *err);
/* The last change of the file that stands. */
const struct verdict *blame_file(const struct group *group, const char *path);

#endif
