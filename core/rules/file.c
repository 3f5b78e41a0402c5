/* SPDX-License-Identifier: MIT */
#include "core/rules/file.h"

#include "core/history/chronicle_texts.h"

#include <string.h>

struct file_slot {
	const struct file *file;
};

void file_store_init(struct file_store *store, struct arena *arena, struct paths *paths)
{
	*store = (struct file_store){.arena = arena, .paths = paths};
}

static size_t hash_of(uint32_t path, const struct oid *blob)
{
	uint64_t word;

	memcpy(&word, blob->id, sizeof word);
	return (size_t)((word ^ path * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u >> 16);
}

static const struct file **slot_for(struct file_store *store, uint32_t path, const struct oid *blob)
{
	size_t mask = store->slot_count - 1;
	size_t at = hash_of(path, blob) & mask;

	for (; store->slot[at].file; at = (at + 1) & mask)
		if (store->slot[at].file->path == path &&
		        oid_equal(&store->slot[at].file->blob, blob))
			break;
	return &store->slot[at].file;
}

static void grow(struct file_store *store)
{
	struct file_slot *old = store->slot;
	size_t old_count = store->slot_count;

	if (store->used * 2 < old_count)
		return;
	store->slot_count = old_count ? old_count * 2 : 256;
	store->slot = arena_array(store->arena, store->slot_count, sizeof *store->slot);
	for (size_t i = 0; i < old_count; i++)
		if (old[i].file)
			*slot_for(store, old[i].file->path, &old[i].file->blob) = old[i].file;
}

/* The part of the path between the folder and the ending, or "". */
static const char *stem_of(struct arena *arena, const char *name, const char *ending)
{
	const char *slash = strchr(name, '/');
	size_t len = strlen(name), ending_len = strlen(ending);

	if (!slash || strchr(slash + 1, '/') || len < ending_len)
		return "";
	if (strcmp(name + len - ending_len, ending) != 0)
		return "";
	return arena_string(arena, slash + 1, (size_t)(name + len - ending_len - slash - 1));
}

static void parse(struct file *file, struct arena *arena)
{
	struct findings *findings = &file->findings;

	switch (file->class) {
	case PATH_CHARTER:
		file->stem = "";
		file->usable = charter_parse(
		        &file->charter, arena, file->text, file->len, file->name, findings);
		if (file->usable)
			keyed_read(&file->keyed, arena, &file->charter.ini);
		break;
	case PATH_PERSON:
		file->stem = stem_of(arena, file->name, ".ini");
		file->usable = *file->stem && person_parse(&file->person, arena, file->text,
		                                      file->len, file->name, findings);
		if (file->usable)
			keyed_read(&file->keyed, arena, &file->person.ini);
		break;
	case PATH_ROLE:
		file->stem = stem_of(arena, file->name, ".ini");
		file->usable = *file->stem && role_parse(&file->role, arena, file->text, file->len,
		                                      file->name, findings);
		if (file->usable)
			keyed_read(&file->keyed, arena, &file->role.ini);
		break;
	case PATH_AGREEMENT:
		file->stem = stem_of(arena, file->name, ".md");
		file->usable = *file->stem && agreement_parse(&file->agreement, arena, file->text,
		                                      file->len, file->name, findings);
		break;
	default:
		file->stem = "";
		file->usable = true;
	}
}

bool file_is_keyed(const struct file *file)
{
	return file->class == PATH_CHARTER || file->class == PATH_PERSON ||
	       file->class == PATH_ROLE;
}

/* The text stays. */
static const struct file *make(struct file_store *store, uint32_t path, const struct oid *blob,
        const char *text, size_t len, const char *refused)
{
	grow(store);
	const struct file **slot = slot_for(store, path, blob);
	if (*slot)
		return *slot;
	const struct paths_entry *entry = &store->paths->entry[path];
	struct file *file = arena_alloc(store->arena, sizeof *file);
	const char *slash = memchr(entry->text, '/', entry->len);
	*file = (struct file){
	        .path = path,
	        .name = entry->text,
	        .stem = "",
	        .class = path_class_of(
	                entry->text, slash ? (size_t)(slash - entry->text) : entry->len),
	        .blob = *blob,
	        .text = refused ? "" : text,
	        .len = refused ? 0 : len,
	        .findings = FINDINGS_INIT(store->arena),
	};
	if (refused)
		findings_add(&file->findings, SEVERITY_ERROR,
		        strstr(refused, "large") ? "E109" : "E203", file->name, 0, 0, "%s",
		        refused);
	else
		parse(file, store->arena);
	*slot = file;
	store->used++;
	return file;
}

const struct file *file_from_text(
        struct file_store *store, uint32_t path, const char *text, size_t len)
{
	struct oid blob = repo_hash_blob(text, len);

	return make(store, path, &blob, arena_string(store->arena, text, len), len,
	        len > GOVERNED_MAX ? "the file is too large: the limit is 1 MiB" : NULL);
}

int file_text(struct file_store *store, struct repo *repo, const struct oid *blob, size_t limit,
        const char **text, size_t *len, struct error *err)
{
	struct object object = OBJECT_INIT;

	if (store->chronicle)
		return chronicle_text(store->chronicle, repo, blob, limit, text, len, err);
	if (repo_blob(repo, blob, limit, &object, err))
		return -1;
	*len = object.len;
	*text = object.data ? arena_string(store->arena, (const char *)object.data, object.len)
	                    : NULL;
	object_release(&object);
	return 0;
}

int file_from_blob(struct file_store *store, struct repo *repo, uint32_t path,
        const struct oid *blob, uint16_t mode, const struct file **out, struct error *err)
{
	const char *text;
	size_t len;

	grow(store);
	*out = *slot_for(store, path, blob);
	if (*out)
		return 0;
	if (mode != 0100644 && mode != 0100755) {
		*out = make(store, path, blob, "", 0,
		        mode == 0120000 ? "is a symbolic link, not a plain file"
		                        : "is not a plain file");
		return 0;
	}
	if (file_text(store, repo, blob, GOVERNED_MAX, &text, &len, err))
		return -1;
	*out = make(store, path, blob, text, len,
	        text ? NULL : "the file is too large: the limit is 1 MiB");
	return 0;
}

bool file_same(const struct file *a, const struct file *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->path != b->path)
		return false;
	if (oid_equal(&a->blob, &b->blob))
		return true;
	return file_is_keyed(a) && a->usable && b->usable && keyed_equal(&a->keyed, &b->keyed);
}
