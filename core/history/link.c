/* SPDX-License-Identifier: MIT */
#include "core/history/link.h"

#include <string.h>

/* "https:", "mailto:": letters, then a colon before any slash. */
static bool has_scheme(const char *destination, size_t len)
{
	size_t colon = 0;

	while (colon < len && destination[colon] != ':' && destination[colon] != '/')
		colon++;
	return colon > 0 && colon < len && destination[colon] == ':';
}

/* Goes one part of a path further; false above the top. */
static bool step(struct buf *path, const char *part, size_t len)
{
	if (len == 0 || (len == 1 && part[0] == '.'))
		return true;
	if (len == 2 && part[0] == '.' && part[1] == '.') {
		const char *slash = memrchr(path->data, '/', path->len);
		size_t cut = slash ? (size_t)(slash - path->data) : 0;
		if (path->len == 0)
			return false;
		buf_splice(path, cut, path->len - cut, "", 0);
		return true;
	}
	if (path->len)
		buf_putc(path, '/');
	buf_add(path, part, len);
	return true;
}

static bool walk(struct buf *path, const char *parts, size_t len)
{
	const char *end = parts + len;

	while (parts < end) {
		const char *slash = memchr(parts, '/', (size_t)(end - parts));
		const char *stop = slash ? slash : end;
		if (!step(path, parts, (size_t)(stop - parts)))
			return false;
		parts = stop < end ? stop + 1 : end;
	}
	return true;
}

bool link_resolve(struct buf *out, const char *root, const char *from, const char *destination)
{
	size_t len = strcspn(destination, "#?"), root_len = strlen(root);
	const char *folder_end = strrchr(from, '/');

	buf_clear(out);
	if (len == 0 || has_scheme(destination, len))
		return false;
	buf_puts(out, root);
	if (*destination == '/')
		buf_clear(out);
	else if (folder_end && !walk(out, from, (size_t)(folder_end - from)))
		return false;
	if (!walk(out, destination, len))
		return false;
	if (root_len == 0)
		return out->len > 0;
	if (out->len <= root_len + 1 || memcmp(out->data, root, root_len) != 0 ||
	        out->data[root_len] != '/')
		return false;
	buf_splice(out, 0, root_len + 1, "", 0);
	return true;
}
