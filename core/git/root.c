/* SPDX-License-Identifier: MIT */
#include "core/git/root.h"

#include "core/git/tree.h"

#include <string.h>
#include <sys/stat.h>

struct search {
	struct arena *arena;
	struct repo *repo;
	const char *work_tree;    /* NULL: not to be looked at */
	const struct oid *commit; /* NULL: nothing was committed yet */
	const struct oid *tree;   /* of it, once read */
};

static int read_tree(struct search *search, struct error *err)
{
	struct commit *read = arena_alloc(search->arena, sizeof *read);

	if (search->tree || !search->commit)
		return 0;
	if (repo_commit(search->repo, search->commit, read, search->arena, err))
		return -1;
	search->tree = &read->tree;
	return 0;
}

/* What is at hand is looked at first: it costs nothing. */
static int holds_charter(struct search *search, const char *folder, struct error *err)
{
	const char *path = arena_print(search->arena, "%s%smoot.ini", folder, folder[0] ? "/" : "");
	struct oid blob;
	uint16_t mode;
	struct stat status;

	if (search->work_tree) {
		const char *full = arena_print(search->arena, "%s/%s", search->work_tree, path);
		if (!lstat(full, &status))
			return 1;
	}
	if (read_tree(search, err))
		return -1;
	return search->tree ? repo_find(search->repo, search->tree, path, &blob, &mode, err) : 0;
}

/* Without the slashes around it. */
static char *bare_folder(struct arena *arena, const char *text)
{
	size_t len;

	if (text[0] == '.' && (!text[1] || text[1] == '/'))
		text++;
	text += strspn(text, "/");
	for (len = strlen(text); len && text[len - 1] == '/'; len--)
		;
	return arena_string(arena, text, len);
}

/* What is governed there is no place for another group: whoever keeps a journal has a folder. */
static bool is_governed_folder(const char *below)
{
	static const char *const governed[] = {
	        "people/", "roles/", "agreements/", "negotiations/", "journals/"};
	bool found = false;

	for (size_t i = 0; i < sizeof governed / sizeof *governed; i++)
		found |= !strncmp(below, governed[i], strlen(governed[i]));
	return found;
}

/* One folder up; false at the top. */
static bool go_up(char *folder)
{
	if (!folder[0])
		return false;
	char *slash = strrchr(folder, '/');
	*(slash ? slash : folder) = '\0';
	return true;
}

int root_find(const char **out, struct arena *arena, struct repo *repo, const struct oid *commit,
        bool at_hand, struct error *err)
{
	struct search search = {arena, repo, at_hand ? repo_work_tree(repo) : NULL, commit, NULL};
	char *folder = bare_folder(arena, repo_prefix(repo));

	*out = NULL;
	do {
		const char *below = *out ? *out + strlen(folder) : "";
		if (*out && !is_governed_folder(below + (*below == '/')))
			continue;
		int found = holds_charter(&search, folder, err);
		if (found < 0)
			return -1;
		if (found)
			*out = arena_string(arena, folder, strlen(folder));
	} while (go_up(folder));
	return 0;
}

int root_below(const char **out, struct arena *arena, struct repo *repo, const struct oid *commit,
        struct error *err)
{
	struct search search = {arena, repo, NULL, commit, NULL};
	struct object tree = OBJECT_INIT;
	struct tree_entry entry;
	size_t at = 0;
	int found = 0;

	*out = NULL;
	if (read_tree(&search, err))
		return -1;
	if (!search.tree)
		return 0;
	if (repo_tree(repo, search.tree, &tree, err))
		return -1;
	while (!found && tree_next(tree.data, tree.len, &at, &entry) > 0) {
		if (entry.mode != MODE_TREE)
			continue;
		const char *folder = arena_string(arena, entry.name, entry.len);
		found = holds_charter(&search, folder, err);
		if (found > 0)
			*out = folder;
	}
	object_release(&tree);
	return found < 0 ? -1 : 0;
}

/* A root of the tree in this folder that the later one has not. */
static int is_gone(struct search *search, const struct oid *later, const char *folder,
        const char *root, struct error *err)
{
	struct search then = {search->arena, search->repo, NULL, NULL, later};

	if (!strcmp(folder, root))
		return 0;
	int found = holds_charter(search, folder, err);
	if (found <= 0)
		return found;
	found = holds_charter(&then, folder, err);
	return found < 0 ? -1 : !found;
}

int root_moved(const char **out, struct arena *arena, struct repo *repo, const struct oid *tree,
        const struct oid *later, const char *root, struct error *err)
{
	struct search search = {arena, repo, NULL, NULL, tree};
	struct object object = OBJECT_INIT;
	struct tree_entry entry;
	size_t at = 0;
	int gone = is_gone(&search, later, "", root, err);

	*out = gone > 0 ? "" : NULL;
	if (gone)
		return gone < 0 ? -1 : 0;
	if (repo_tree(repo, tree, &object, err))
		return -1;
	while (!gone && tree_next(object.data, object.len, &at, &entry) > 0) {
		if (entry.mode != MODE_TREE)
			continue;
		const char *folder = arena_string(arena, entry.name, entry.len);
		gone = is_gone(&search, later, folder, root, err);
		if (gone > 0)
			*out = folder;
	}
	object_release(&object);
	return gone < 0 ? -1 : 0;
}

int root_named(const char **out, struct arena *arena, struct repo *repo, const char *named,
        const struct oid *commit, bool at_hand, struct error *err)
{
	struct search search = {arena, repo, at_hand ? repo_work_tree(repo) : NULL, commit, NULL};
	char *folder = bare_folder(arena, named);

	*out = NULL;
	int found = holds_charter(&search, folder, err);
	if (found > 0)
		*out = folder;
	if (found)
		return found < 0 ? -1 : 0;
	error_set(err, ERROR_FATAL, "git config moot.dir is '%s', which holds no moot.ini", named);
	return error_hint(err, "name the folder that holds it, or git config --unset moot.dir");
}
