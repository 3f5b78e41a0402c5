/* SPDX-License-Identifier: MIT */
/*
 * take_over: a register of people and roles that was kept before there was a group: whoever founds
 * it takes over what stands in people/ and roles/, as if it had been set up then (rule A4).
 */
#ifndef CORE_WRITING_TAKE_OVER_H
#define CORE_WRITING_TAKE_OVER_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"

#include <stdint.h>

struct taking_over {
	int32_t day;    /* where a term begins that says no day */
	int32_t until;  /* where one ends that says none; one that begins later lasts as long */
	size_t endless; /* filled: terms that had no end */
};

/*
 * Every term of a person or role file is `by = founding`, and has a beginning and an end; whatever
 * it says of these itself stays.  -1 where the text is no INI file.
 */
int take_over(struct buf *text, const char *path, struct taking_over *taking, struct arena *arena,
        struct error *err);

#endif
