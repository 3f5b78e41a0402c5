/* SPDX-License-Identifier: MIT */
#include "core/history/chronicle_texts.h"

/* An entry of the dictionary: the id, and the bytes behind it. */
static const char *bytes_of(const struct chronicle *chronicle, uint32_t number, size_t *len)
{
	const char *entry = dictionary_bytes(&chronicle->text, number, len);

	*len -= OID_SIZE;
	return entry + OID_SIZE;
}

static uint32_t keep(
        struct chronicle *chronicle, const struct oid *blob, const struct object *object)
{
	struct buf entry = BUF_INIT;

	buf_add(&entry, blob->id, OID_SIZE);
	buf_add(&entry, object->data, object->len);
	uint32_t number = dictionary_add(&chronicle->text, entry.data, entry.len);
	buf_release(&entry);
	return number;
}

int chronicle_text(struct chronicle *chronicle, struct repo *repo, const struct oid *blob,
        size_t limit, const char **text, size_t *len, struct error *err)
{
	struct object object = OBJECT_INIT;
	uint32_t number = dictionary_find(&chronicle->text, blob->id, OID_SIZE);

	if (number != UINT32_MAX) {
		*text = bytes_of(chronicle, number, len);
		*text = *len > limit ? NULL : *text;
		return 0;
	}
	if (repo_blob(repo, blob, limit, &object, err) != 0)
		return -1;
	*len = object.len;
	*text = NULL;
	if (object.data && object.len <= TEXT_KEPT_MOST)
		*text = bytes_of(chronicle, keep(chronicle, blob, &object), len);
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
