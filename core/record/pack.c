/* SPDX-License-Identifier: MIT */
/* Which objects prove a claim: what it points to, what was there before, and who made it. */
#include "core/record/gather.h"

#include "core/git/tree.h"

#include <stdlib.h>
#include <string.h>

struct wanted {
	struct oid id;
	enum record_type type;
};

struct pack {
	struct arena *arena;
	const struct group *group;
	struct wanted *wanted; /* any order, some twice */
	size_t count, capacity;
};

static void want(struct pack *pack, const struct oid *id, enum record_type type)
{
	pack->wanted = arena_grow(
	        pack->arena, pack->wanted, pack->count, &pack->capacity, sizeof *pack->wanted);
	pack->wanted[pack->count++] = (struct wanted){*id, type};
}

/* The trees on the way to a path below the root, as far as there are any, and the file there. */
static int want_path(
        struct pack *pack, const struct oid *tree, const char *below, struct error *err)
{
	const char *path = group_path(pack->group, below);
	struct oid at = *tree;

	want(pack, &at, RECORD_TREE);
	while (*path) {
		size_t len = strcspn(path, "/");
		struct object object = OBJECT_INIT;
		struct tree_entry entry;
		if (repo_tree(pack->group->repo, &at, &object, err))
			return -1;
		int found = tree_find(object.data, object.len, path, len, path[len] == '/', &entry);
		if (found > 0) {
			at = *entry.id;
			if (entry.mode == MODE_TREE)
				want(pack, &at, RECORD_TREE);
			else if (!path[len] &&
			         (entry.mode == MODE_FILE || entry.mode == MODE_EXECUTABLE))
				want(pack, &at, RECORD_BLOB);
		}
		object_release(&object);
		if (found <= 0)
			return 0;
		path += len + (path[len] == '/');
	}
	return 0;
}

static int want_person(
        struct pack *pack, const struct oid *tree, const char *handle, struct error *err)
{
	if (!handle)
		return 0;
	return want_path(pack, tree, arena_print(pack->arena, "people/%s.ini", handle), err);
}

/* Whoever may have made it, by the people's files of the first parent, or of the founding. */
static int want_maker(struct pack *pack, uint32_t commit, struct error *err)
{
	const struct history *history = &pack->group->history;
	const struct history_commit *at = &history->commit[commit];
	uint32_t before = at->parent_count ? history_parents(history, commit)[0] : commit;
	const struct oid *tree;

	if (commit == pack->group->ledger.genesis.commit)
		before = commit;
	tree = &history->commit[before].tree;
	want(pack, &at->id, RECORD_COMMIT);
	want(pack, &history->commit[before].id, RECORD_COMMIT);
	return want_person(pack, tree, pack->group->ledger.speaker[commit], err) ||
	                       want_person(pack, tree,
	                               group_handle(pack->group, history->ident[at->author].mail),
	                               err) ||
	                       want_person(pack, tree,
	                               group_handle(
	                                       pack->group, history->ident[at->committer].mail),
	                               err)
	               ? -1
	               : 0;
}

/* The file in a commit, and what each of its parents has in its place. */
static int want_change(struct pack *pack, uint32_t commit, const char *path, struct error *err)
{
	const struct history *history = &pack->group->history;

	if (want_path(pack, &history->commit[commit].tree, path, err))
		return -1;
	for (uint32_t i = 0; i < history->commit[commit].parent_count; i++) {
		uint32_t parent = history_parents(history, commit)[i];
		want(pack, &history->commit[parent].id, RECORD_COMMIT);
		if (want_path(pack, &history->commit[parent].tree, path, err))
			return -1;
	}
	return 0;
}

static int want_claim(struct pack *pack, const struct record_claim *claim, struct error *err)
{
	struct oid id;

	oid_parse(&id, claim->commit, RECORD_HEX);
	uint32_t commit = history_find(&pack->group->history, &id);
	if (want_maker(pack, commit, err))
		return -1;
	return claim->path ? want_change(pack, commit, claim->path, err) : 0;
}

static int compare(const void *left, const void *right)
{
	const struct wanted *a = left, *b = right;

	return oid_compare(&a->id, &b->id);
}

static int add_object(
        struct record *record, struct pack *pack, const struct wanted *wanted, struct error *err)
{
	struct repo *repo = pack->group->repo;
	struct object object = OBJECT_INIT;
	struct record_object *out;
	char hex[OID_HEX_SIZE];
	int status = wanted->type == RECORD_COMMIT
	                     ? repo_commit_raw(repo, &wanted->id, &object, err)
	             : wanted->type == RECORD_TREE ? repo_tree(repo, &wanted->id, &object, err)
	                                           : repo_blob(repo, &wanted->id, 0, &object, err);

	if (status)
		return -1;
	out = &record->object[record->object_count++];
	*out = (struct record_object){
	        .type = wanted->type,
	        .id = arena_print(pack->arena, "%s", oid_hex(hex, &wanted->id)),
	        .data = arena_copy(pack->arena, object.data, object.len),
	        .len = object.len,
	};
	object_release(&object);
	return 0;
}

static int add_objects(struct record *record, struct pack *pack, struct error *err)
{
	size_t total = 0;

	if (pack->count)
		qsort(pack->wanted, pack->count, sizeof *pack->wanted, compare);
	record->object = arena_array(pack->arena, pack->count, sizeof *record->object);
	record->object_count = 0;
	for (size_t i = 0; i < pack->count; i++) {
		if (i && oid_equal(&pack->wanted[i].id, &pack->wanted[i - 1].id))
			continue;
		if (add_object(record, pack, &pack->wanted[i], err))
			return -1;
		total += record->object[record->object_count - 1].len / 3 * 4;
		if (total > RECORD_MAX || record->object_count > RECORD_OBJECTS_MAX)
			return error_set(err, ERROR_FATAL,
			        "the record of %s would have more than %u MiB", record->person,
			        RECORD_MAX >> 20);
	}
	return 0;
}

int record_pack(
        struct record *record, struct arena *arena, const struct group *group, struct error *err)
{
	struct pack pack = {.arena = arena, .group = group};
	const struct history_commit *genesis = &group->history.commit[group->ledger.genesis.commit];

	if (want_maker(&pack, group->ledger.genesis.commit, err) ||
	        want_path(&pack, &genesis->tree, "moot.ini", err))
		return -1;
	for (size_t i = 0; i < record->claim_count; i++)
		if (want_claim(&pack, &record->claim[i], err))
			return -1;
	return add_objects(record, &pack, err);
}
