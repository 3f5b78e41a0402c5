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
	bool lapsed; /* it is of a trial that is over, and reads otherwise again */
};

/*
 * Every value of an INI file as it stands, in its order, and the change each came by: of a key that
 * stands several times each value by itself.  What is of a trial that is over is not among them,
 * and the lines are those of the text that holds again.  None for other files.
 */
struct blame_lines {
	struct blame_line *line;
	size_t count;
};
struct blame_lines blame_lines(
        struct arena *arena, const struct group *group, const struct file *file);

/* The same of one line; a section's header is asked for its first key. */
int blame_line(struct blame_line *out, const struct group *group, const char *path, uint32_t line,
        struct error *err);
/* The last change of the file that stands. */
const struct verdict *blame_file(const struct group *group, const char *path);

#endif
