/* SPDX-License-Identifier: MIT */
/* link: which file of the repository the destination of a link in another one names. */
#ifndef CORE_HISTORY_LINK_H
#define CORE_HISTORY_LINK_H

#include "formats/buf.h"

#include <stdbool.h>

/*
 * Replaces *out by the path, below the root, that destination names in the file `from` (a path
 * below the root): relative to its folder, or with a slash before it from the repository's top,
 * where the root is `root` ("" or "governance").  What follows '#' or '?' is cut off.  False when
 * it leads out of the root, elsewhere ("https:"), or nowhere.
 */
bool link_resolve(struct buf *out, const char *root, const char *from, const char *destination);

#endif
