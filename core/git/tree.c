/* SPDX-License-Identifier: MIT */
#include "core/git/tree.h"

static uint16_t mode_as_git_reads_it(uint32_t mode)
{
	switch (mode & 0170000) {
	case 0100000:
		return mode & 0100 ? MODE_EXECUTABLE : MODE_FILE;
	case 0120000:
		return MODE_LINK;
	case 0040000:
		return MODE_TREE;
	default:
		return MODE_SUBMODULE;
	}
}

int tree_next(const unsigned char *data, size_t len, size_t *at, struct tree_entry *out)
{
	const unsigned char *byte = data + *at;
	const unsigned char *end = data + len;
	const unsigned char *name, *nul;
	uint32_t mode = 0;

	if (byte == end)
		return 0;
	if (*byte == ' ')
		return -1;
	for (; byte < end && *byte != ' '; byte++) {
		if (*byte < '0' || *byte > '7' || mode >> 28)
			return -1;
		mode = mode << 3 | (uint32_t)(*byte - '0');
	}
	if (byte == end)
		return -1;
	name = byte + 1;
	nul = memchr(name, '\0', (size_t)(end - name));
	if (!nul || nul == name || end - nul <= OID_SIZE)
		return -1;
	out->mode = mode_as_git_reads_it(mode);
	out->name = (const char *)name;
	out->len = (size_t)(nul - name);
	out->id = (const struct oid *)(nul + 1);
	*at = (size_t)(nul + 1 + OID_SIZE - data);
	return 1;
}

int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t shorter = a->len < b->len ? a->len : b->len;
	int order = memcmp(a->name, b->name, shorter);

	if (order)
		return order;
	/* The NUL behind a name that ends here, or the slash a folder's name ends in. */
	unsigned char next_a = a->len > shorter       ? (unsigned char)a->name[shorter]
	                       : a->mode == MODE_TREE ? '/'
	                                              : '\0';
	unsigned char next_b = b->len > shorter       ? (unsigned char)b->name[shorter]
	                       : b->mode == MODE_TREE ? '/'
	                                              : '\0';
	return (next_a > next_b) - (next_a < next_b);
}

int tree_find(const unsigned char *data, size_t len, const char *name, size_t name_len,
        bool only_folder, struct tree_entry *out)
{
	size_t at = 0;
	int more;

	while ((more = tree_next(data, len, &at, out)) > 0)
		if (out->len == name_len && memcmp(out->name, name, name_len) == 0 &&
		        (!only_folder || out->mode == MODE_TREE))
			return 1;
	return more;
}
