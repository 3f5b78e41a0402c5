/* SPDX-License-Identifier: MIT */
#include "core/record/objects.h"

#include "core/git/repo.h"
#include "core/git/tree.h"
#include "core/rules/file.h"

#include <string.h>

#define WORK_MOST ((uint64_t)4 << 30)

static struct oid hash(const struct record_object *object)
{
	switch (object->type) {
	case RECORD_COMMIT:
		return repo_hash_commit(object->data, object->len);
	case RECORD_TREE:
		return repo_hash_tree(object->data, object->len);
	case RECORD_BLOB:
		break;
	}
	return repo_hash_blob(object->data, object->len);
}

void objects_open(struct objects *out, struct arena *arena, const struct record *record,
        const char *path, struct findings *findings)
{
	*out = (struct objects){.arena = arena, .record = record};
	out->held = arena_array(arena, record->object_count, sizeof *out->held);
	for (size_t i = 0; i < record->object_count; i++) {
		const struct record_object *object = &record->object[i];
		struct held *held = &out->held[i];
		struct oid found = hash(object);
		held->object = object;
		held->good = oid_parse(&held->id, object->id, RECORD_HEX) &&
		             oid_equal(&held->id, &found);
		if (!held->good)
			findings_add(findings, SEVERITY_ERROR, "E904", path, object->line, 0,
			        "this is not %s %s: its bytes are others",
			        record_type_name[object->type], object->id);
	}
}

bool objects_spend(struct objects *objects, uint64_t bytes)
{
	objects->work += bytes + 64;
	objects->exhausted |= objects->work > WORK_MOST;
	return !objects->exhausted;
}

struct held *objects_find(struct objects *objects, const struct oid *id, enum record_type type)
{
	size_t low = 0, high = objects->record->object_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct held *held = &objects->held[middle];
		int order = oid_compare(&held->id, id);
		if (!order)
			return held->good && held->object->type == type ? held : NULL;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const struct commit *objects_commit(struct objects *objects, const struct oid *id)
{
	struct held *held = objects_find(objects, id, RECORD_COMMIT);

	if (!held)
		return NULL;
	if (!held->commit) {
		struct commit *commit = arena_alloc(objects->arena, sizeof *commit);
		if (!commit_parse(commit, objects->arena, (const char *)held->object->data,
		            held->object->len))
			return NULL;
		commit->id = held->id;
		held->commit = commit;
	}
	return held->commit;
}

/* *mode: of what is there, file or folder. */
static enum found walk(struct objects *objects, const struct oid *tree, const char *path,
        struct oid *out, uint16_t *mode)
{
	*out = *tree;
	while (*path) {
		size_t len = strcspn(path, "/");
		const struct held *held = objects_find(objects, out, RECORD_TREE);
		struct tree_entry entry;
		if (!held || !objects_spend(objects, held->object->len))
			return FOUND_UNKNOWN;
		int found = tree_find(
		        held->object->data, held->object->len, path, len, path[len] == '/', &entry);
		if (found < 0)
			return FOUND_UNKNOWN;
		if (!found)
			return FOUND_NOTHING;
		*out = *entry.id;
		*mode = entry.mode;
		path += len + (path[len] == '/');
	}
	return FOUND_FILE;
}

static const char *below_root(struct objects *objects, const char *path)
{
	const char *root = objects->record->root;

	return *root ? arena_print(objects->arena, "%s/%s", root, path) : path;
}

enum found objects_path(
        struct objects *objects, const struct oid *tree, const char *path, struct oid *out)
{
	uint16_t mode = 0;
	enum found found = walk(objects, tree, below_root(objects, path), out, &mode);

	if (found != FOUND_FILE || mode == MODE_FILE || mode == MODE_EXECUTABLE)
		return found;
	return FOUND_NOTHING;
}

const struct held *objects_folder(struct objects *objects, const struct oid *tree, const char *path)
{
	struct oid id;
	uint16_t mode = 0;

	if (walk(objects, tree, below_root(objects, path), &id, &mode) != FOUND_FILE ||
	        mode != MODE_TREE)
		return NULL;
	return objects_find(objects, &id, RECORD_TREE);
}

/* --- what blobs hold --- */

static struct held *text_of(struct objects *objects, const struct oid *blob, size_t most)
{
	struct held *held = objects_find(objects, blob, RECORD_BLOB);

	return held && held->object->len <= most ? held : NULL;
}

const struct person *objects_person(
        struct objects *objects, const struct oid *blob, const char *name)
{
	struct held *held = text_of(objects, blob, GOVERNED_MAX);
	struct findings ignored = FINDINGS_INIT(objects->arena);

	if (!held || (held->person && !strcmp(held->person->handle, name)))
		return held ? held->person : NULL;
	struct person *person = arena_alloc(objects->arena, sizeof *person);
	if (!objects_spend(objects, held->object->len) ||
	        !person_parse(person, objects->arena, (const char *)held->object->data,
	                held->object->len, arena_print(objects->arena, "people/%s.ini", name),
	                &ignored) ||
	        findings_has(&ignored, SEVERITY_ERROR))
		return NULL;
	return held->person = person;
}

const struct role *objects_role(struct objects *objects, const struct oid *blob, const char *name)
{
	struct held *held = text_of(objects, blob, GOVERNED_MAX);
	struct findings ignored = FINDINGS_INIT(objects->arena);

	if (!held || (held->role && !strcmp(held->role->name, name)))
		return held ? held->role : NULL;
	struct role *role = arena_alloc(objects->arena, sizeof *role);
	if (!objects_spend(objects, held->object->len) ||
	        !role_parse(role, objects->arena, (const char *)held->object->data,
	                held->object->len, arena_print(objects->arena, "roles/%s.ini", name),
	                &ignored) ||
	        findings_has(&ignored, SEVERITY_ERROR))
		return NULL;
	return held->role = role;
}

const struct journal *objects_journal(struct objects *objects, const struct oid *blob)
{
	struct held *held = text_of(objects, blob, JOURNAL_MAX);

	if (!held || held->journal || !objects->thanks)
		return held ? held->journal : NULL;
	struct journal *journal = arena_alloc(objects->arena, sizeof *journal);
	if (!objects_spend(objects, held->object->len * 16))
		return NULL;
	journal_parse(journal, objects->arena, (const char *)held->object->data, held->object->len,
	        objects->thanks);
	return held->journal = journal;
}
