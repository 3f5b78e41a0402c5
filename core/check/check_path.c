/* SPDX-License-Identifier: MIT */
#include "core/check/check_private.h"

#include "formats/name.h"
#include "formats/negotiation.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>

struct finding *check_copy(struct checking *checking, const struct finding *finding)
{
	struct finding *copy = findings_add(checking->out, finding->severity, finding->code,
	        finding->path, finding->line, finding->column, "%s", finding->message);

	copy->width = finding->width;
	copy->hint = finding->hint;
	copy->source = finding->source;
	copy->commit = finding->commit;
	return copy;
}

/* --- which there are --- */

static struct check_path *add_path(
        struct checking *checking, uint32_t number, enum path_class class)
{
	checking->path = arena_grow(checking->arena, checking->path, checking->path_count,
	        &checking->path_capacity, sizeof *checking->path);
	struct check_path *path = &checking->path[checking->path_count++];
	*path = (struct check_path){
	        .path = checking->group->ledger.paths.entry[number].text,
	        .number = number,
	        .class = class,
	};
	return path;
}

static int take_entry(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err)
{
	struct checking *checking = context;

	(void)commit;
	(void)parent_number;
	(void)err;
	for (size_t i = 0; i < count; i++) {
		bool plain = change[i].mode_after == MODE_FILE ||
		             change[i].mode_after == MODE_EXECUTABLE;
		if (change[i].class == PATH_JOURNAL && plain && !checking->options->strict)
			continue;
		struct check_path *path = add_path(checking, change[i].path, change[i].class);
		path->blob = change[i].after;
		path->mode = change[i].mode_after;
	}
	return 0;
}

static bool is_twin(const char *name, size_t len)
{
	return governed_twin(name, len) != NULL;
}

static int read_commit(struct checking *checking, struct error *err)
{
	struct group *group = checking->group;
	struct changes_options options = {
	        .root = group->root, .is_twin = is_twin, .context = checking};
	struct arena scratch = ARENA_INIT;
	struct commit commit;

	if (group->unborn)
		return 0;
	int status = repo_commit(group->repo, &group->tip, &commit, &scratch, err);
	if (!status)
		status = changes_between(group->repo, NULL, &commit.tree, &options,
		        &group->ledger.paths, take_entry, err);
	arena_release(&scratch);
	return status;
}

static int by_path(const void *left, const void *right)
{
	const struct check_path *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static void sort_paths(struct checking *checking)
{
	if (checking->path_count)
		qsort(checking->path, checking->path_count, sizeof *checking->path, by_path);
}

struct check_path *check_path_find(const struct checking *checking, const char *path)
{
	struct check_path key = {.path = path};

	return checking->path_count ? bsearch(&key, checking->path, checking->path_count,
	                                      sizeof *checking->path, by_path)
	                            : NULL;
}

static enum path_class class_of(const char *path)
{
	return path_class_of(path, strcspn(path, "/"));
}

static int read_work_tree(struct checking *checking, struct error *err)
{
	struct paths *paths = &checking->group->ledger.paths;
	struct worktree_file *file;
	size_t count, known = checking->path_count;

	worktree_changes(&file, &count, checking->group, checking->options->worktree);
	for (size_t i = 0; i < count; i++) {
		enum path_class class = class_of(file[i].path);
		size_t limit = class == PATH_JOURNAL ? JOURNAL_MAX : GOVERNED_MAX;
		if (worktree_read(&file[i], checking->group, limit, err))
			return -1;
		size_t all = checking->path_count;
		checking->path_count = known; /* those still sorted */
		struct check_path *path = check_path_find(checking, file[i].path);
		checking->path_count = all;
		if (!path)
			path = add_path(checking,
			        paths_add(paths, file[i].path, strlen(file[i].path)), class);
		path->tree = &file[i];
	}
	sort_paths(checking);
	return 0;
}

/* --- each by itself --- */

static void check_mode(struct checking *checking, const struct check_path *path)
{
	const char *wrong = NULL;

	if (path->tree && path->tree->kind == WORKTREE_ODD)
		wrong = path->tree->text;
	else if (!path->tree && path->mode == MODE_LINK)
		wrong = "is a symbolic link, not a plain file";
	else if (!path->tree && path->mode == MODE_SUBMODULE)
		wrong = "is another repository, not a plain file";
	if (wrong)
		findings_add(checking->out, SEVERITY_ERROR, "E203", path->path, 0, 0,
		        "%s (rule D4)", wrong);
	if (path->tree && path->tree->kind == WORKTREE_LARGE)
		findings_add(checking->out, SEVERITY_ERROR, "E109", path->path, 0, 0,
		        "too large to be read (rule D6)");
}

/* The lines that git leaves where a merge has to be resolved; 0: there are none. */
static uint32_t conflict_line(const char *text, size_t len)
{
	struct slice rest = {text, len}, line;
	uint32_t number = 0, begin = 0;
	int stage = 0;

	while (text_line(&rest, &line)) {
		number++;
		if (slice_starts(line, "<<<<<<< ")) {
			begin = number;
			stage = 1;
		} else if (stage == 1 && slice_is(line, "=======")) {
			stage = 2;
		} else if (stage == 2 && slice_starts(line, ">>>>>>> ")) {
			return begin;
		}
	}
	return 0;
}

static bool check_conflict(
        struct checking *checking, const struct check_path *path, const char *text, size_t len)
{
	uint32_t line = conflict_line(text, len);
	bool unmerged = path->tree && path->tree->unmerged;

	if (!line && !unmerged)
		return false;
	struct finding *finding = findings_add(checking->out, SEVERITY_ERROR, "E117", path->path,
	        line, 0, "a merge has left this to be resolved: both sides changed it");
	if (line) {
		finding_show(checking->out, finding, text, len, 0);
		finding->hint = arena_print(checking->arena,
		        "keep what stands between '<<<<<<<' and '=======' or between '=======' and "
		        "'>>>>>>>', take these lines out, then: git add %s",
		        group_here(checking->group, path->path));
	} else {
		finding->hint =
		        arena_print(checking->arena, "make it as it is to be, then: git add %s",
		                group_here(checking->group, path->path));
	}
	return line != 0;
}

static void report_file(struct checking *checking, const struct file *file)
{
	static const char *const form[] = {
	        [PATH_PERSON] = "people/HANDLE.ini",
	        [PATH_ROLE] = "roles/NAME.ini",
	        [PATH_AGREEMENT] = "agreements/NAME.md",
	};

	for (size_t i = 0; i < file->findings.count; i++)
		if (strcmp(file->findings.item[i].code, "E203") != 0)
			check_copy(checking, &file->findings.item[i]);
	if (file->class != PATH_CHARTER && !*file->stem && !file->findings.count)
		findings_add(checking->out, SEVERITY_ERROR, "E201", file->name, 0, 0,
		        "is not of the form %s: it is not read", form[file->class]);
}

static bool is_read(enum path_class class)
{
	return class == PATH_CHARTER || class == PATH_PERSON || class == PATH_ROLE ||
	       class == PATH_AGREEMENT;
}

static int check_file(struct checking *checking, struct check_path *path, struct error *err)
{
	struct file_store *files = &checking->group->ledger.files;
	const struct file *file;

	if (path->tree) {
		if (path->tree->kind != WORKTREE_FILE)
			return 0;
		file = file_from_text(files, path->number, path->tree->text, path->tree->len);
	} else if (file_from_blob(files, checking->group->repo, path->number, &path->blob,
	                   path->mode, &file, err)) {
		return -1;
	}
	path->here = file;
	if (!check_conflict(checking, path, file->text, file->len))
		report_file(checking, file);
	return 0;
}

static void check_twin(struct checking *checking, const char *path)
{
	size_t len = strcspn(path, "/");
	const char *first = arena_string(checking->arena, path, len);

	findings_add(checking->out, SEVERITY_ERROR, "E204", first, 0, 0,
	        "looks like '%s' and is another name: nothing in it counts (rule D4)",
	        governed_twin(path, len));
}

int check_text(const struct checking *checking, const char *path, const char **text, size_t *len,
        struct error *err)
{
	const struct check_path *known = check_path_find(checking, path);

	if (!known || !known->tree)
		return group_tree_text(checking->group, path, text, len, err);
	*text = known->tree->kind == WORKTREE_FILE ? known->tree->text : NULL;
	*len = known->tree->len;
	return 0;
}

/* Rule D6: a journal above its limit is not read. */
static int check_journal_size(
        struct checking *checking, const struct check_path *path, struct error *err)
{
	struct object object = OBJECT_INIT;

	if (path->tree || (path->mode != MODE_FILE && path->mode != MODE_EXECUTABLE))
		return 0;
	/* with a limit of one byte no more than the size is looked up */
	if (repo_blob(checking->group->repo, &path->blob, 1, &object, err))
		return -1;
	if (object.len > JOURNAL_MAX)
		findings_add(checking->out, SEVERITY_ERROR, "E109", path->path, 0, 0,
		        "larger than 64 MiB: it is not read (rule D6)");
	object_release(&object);
	return 0;
}

int check_paths(struct checking *checking, struct error *err)
{
	const struct worktree *worktree = checking->options->worktree;

	if (read_commit(checking, err))
		return -1;
	sort_paths(checking);
	if (worktree && read_work_tree(checking, err))
		return -1;
	for (size_t i = 0; worktree && i < worktree->twin_count; i++)
		check_twin(checking, worktree->twin[i]);
	for (size_t i = 0; i < checking->path_count; i++) {
		struct check_path *path = &checking->path[i];
		if (path->class == PATH_TWIN) {
			check_twin(checking, path->path);
			continue;
		}
		check_mode(checking, path);
		if (is_read(path->class) && check_file(checking, path, err))
			return -1;
		if (path->class == PATH_JOURNAL && check_journal_size(checking, path, err))
			return -1;
	}
	return 0;
}
