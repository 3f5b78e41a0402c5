/* SPDX-License-Identifier: MIT */
#include "core/git/folder.h"

#include "core/git/tree.h"

#include <string.h>

static bool is_decision(const struct tree_entry *entry)
{
	static const char prefix[] = "decision-";

	return entry->len > sizeof prefix - 1 && !memcmp(entry->name, prefix, sizeof prefix - 1);
}

int folder_voices(struct repo *repo, const struct oid *tree, const char *path, struct oid *out,
        struct error *err)
{
	struct object object = OBJECT_INIT;
	struct buf kept = BUF_INIT;
	struct tree_entry entry;
	size_t at = 0, start = 0;
	uint16_t mode;
	int more, found = repo_find(repo, tree, path, out, &mode, err);

	if (found <= 0 || mode != MODE_TREE)
		return found < 0 ? -1 : 0;
	if (repo_tree(repo, out, &object, err))
		return -1;
	while ((more = tree_next(object.data, object.len, &at, &entry)) > 0) {
		if (!is_decision(&entry))
			buf_add(&kept, (const char *)object.data + start, at - start);
		start = at;
	}
	if (!more)
		*out = repo_hash_tree(kept.data, kept.len);
	object_release(&object);
	buf_release(&kept);
	return more < 0 ? error_set(err, ERROR_FATAL, "%s: its tree cannot be read", path) : 1;
}
