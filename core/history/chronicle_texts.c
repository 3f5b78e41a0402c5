/* SPDX-License-Identifier: MIT */
#include "core/history/chronicle_texts.h"

int chronicle_text(struct chronicle *chronicle, struct repo *repo, const struct oid *blob,
        size_t limit, const char **text, size_t *len, struct error *err)
{
	struct object object = OBJECT_INIT;

	*text = blobs_find(&chronicle->text, blob, len);
	if (*text) {
		*text = *len > limit ? NULL : *text;
		return 0;
	}
	if (repo_blob(repo, blob, limit, &object, err) != 0)
		return -1;
	*len = object.len;
	if (object.data && object.len <= TEXT_KEPT_MOST)
		*text = blobs_add(&chronicle->text, blob, object.data, object.len);
	else if (object.data)
		*text = arena_string(chronicle->tree_arena, (const char *)object.data, object.len);
	object_release(&object);
	return 0;
}

void chronicle_text_ahead(struct chronicle *chronicle, struct repo *repo, const struct oid *blob)
{
	struct error ignored = ERROR_INIT;
	const char *text;
	size_t len;

	chronicle_text(chronicle, repo, blob, TEXT_KEPT_MOST, &text, &len, &ignored);
}
