/* SPDX-License-Identifier: MIT */
#include "core/identity/identity.h"

#include "core/rules/file.h"
#include "formats/buf.h"

#include <stdio.h>
#include <string.h>

static int add_blob(
        struct mailmap *out, struct repo *repo, const struct oid *blob, struct error *err)
{
	struct object object = OBJECT_INIT;

	if (repo_blob(repo, blob, GOVERNED_MAX, &object, err) < 0)
		return -1;
	if (object.data)
		mailmap_add(out, (const char *)object.data, object.len);
	object_release(&object);
	return 0;
}

static int add_tree_file(struct mailmap *out, struct repo *repo, const struct oid *tree,
        const char *path, struct error *err)
{
	struct oid blob;
	uint16_t mode;
	int found = repo_find(repo, tree, path, &blob, &mode, err);

	if (found <= 0 || (mode != MODE_FILE && mode != MODE_EXECUTABLE))
		return found < 0 ? -1 : 0;
	return add_blob(out, repo, &blob, err);
}

/* What `git config` and `git cat-file` print; a name that leads nowhere is no mailmap. */
static int add_output(
        struct mailmap *out, struct repo *repo, const char *const argv[], struct error *err)
{
	struct buf text = BUF_INIT;
	int status = 0;
	int result = git_run(argv, repo_git_dir(repo), &text, NULL, 0, &status, err);

	if (result == 0 && status == 0)
		mailmap_add(out, text.data, text.len);
	buf_release(&text);
	return result;
}

static int read_path(struct buf *path, struct repo *repo, struct error *err)
{
	static const char *const argv[] = {
	        "git", "config", "--type=path", "--get", "mailmap.file", NULL};
	const char *top = repo_work_tree(repo);
	int status = 0;

	if (git_run(argv, repo_git_dir(repo), path, NULL, 0, &status, err) < 0)
		return -1;
	if (path->len && path->data[path->len - 1] == '\n')
		buf_splice(path, path->len - 1, 1, "", 0);
	/* git reads a relative name from the top of the work tree, where it runs. */
	if (path->len && path->data[0] != '/' && top) {
		buf_splice(path, 0, 0, "/", 1);
		buf_splice(path, 0, 0, top, strlen(top));
	}
	return 0;
}

static int add_file(struct mailmap *out, struct repo *repo, struct error *err)
{
	struct buf path = BUF_INIT, text = BUF_INIT;
	int result = read_path(&path, repo, err);
	FILE *file = result == 0 && path.len ? fopen(path.data, "re") : NULL;

	while (file && !feof(file) && !ferror(file) && text.len < GOVERNED_MAX) {
		buf_reserve(&text, 4096);
		text.len += fread(text.data + text.len, 1, 4096, file);
	}
	if (file) {
		fclose(file);
		mailmap_add(out, text.data, text.len);
	}
	buf_release(&path);
	buf_release(&text);
	return result;
}

int identity_mailmap(struct mailmap *out, struct repo *repo, const struct oid *tree,
        const char *path, const struct git_config *config, struct error *err)
{
	const char *blob = config ? git_config_get(config, "mailmap.blob") : NULL;

	if (add_tree_file(out, repo, tree, path, err) < 0)
		return -1;
	if (blob) {
		const char *const argv[] = {"git", "cat-file", "blob", blob, NULL};
		if (add_output(out, repo, argv, err) < 0)
			return -1;
	}
	return config && git_config_get(config, "mailmap.file") ? add_file(out, repo, err) : 0;
}
