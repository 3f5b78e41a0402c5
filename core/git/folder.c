/* SPDX-License-Identifier: MIT */
#include "core/git/folder.h"

#include <string.h>

bool folder_is_decision(const struct tree_entry *entry)
{
	static const char prefix[] = "decision-";

	return entry->len > sizeof prefix - 1 && !memcmp(entry->name, prefix, sizeof prefix - 1);
}

bool folder_voices_of(const unsigned char *data, size_t len, struct oid *out)
{
	struct buf kept = BUF_INIT;
	struct tree_entry entry;
	size_t at = 0, start = 0;
	int more;

	while ((more = tree_next(data, len, &at, &entry)) > 0) {
		if (!folder_is_decision(&entry))
			buf_add(&kept, (const char *)data + start, at - start);
		start = at;
	}
	if (!more)
		*out = repo_hash_tree(kept.data, kept.len);
	buf_release(&kept);
	return !more;
}

int folder_voices(struct repo *repo, const struct oid *tree, const char *path, struct oid *out,
        struct error *err)
{
	struct object object = OBJECT_INIT;
	uint16_t mode;
	int found = repo_find(repo, tree, path, out, &mode, err);

	if (found <= 0 || mode != MODE_TREE)
		return found < 0 ? -1 : 0;
	if (repo_tree(repo, out, &object, err))
		return -1;
	bool read = folder_voices_of(object.data, object.len, out);
	object_release(&object);
	return read ? 1 : error_set(err, ERROR_FATAL, "%s: its tree cannot be read", path);
}
