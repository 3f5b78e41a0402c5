/* SPDX-License-Identifier: MIT */
#include "cmd/path_words.h"

#include <string.h>

/* Without "." and "..", doubled slashes and one at the end; false when it leads above the top. */
static bool normalize(char *path)
{
	char *out = path;

	for (char *at = path; *at;) {
		size_t len = strcspn(at, "/");
		char *next = at + len + (at[len] == '/');
		if (len == 2 && at[0] == '.' && at[1] == '.') {
			if (out == path)
				return false;
			while (out > path && *--out != '/')
				;
		} else if (len && !(len == 1 && at[0] == '.')) {
			if (out > path)
				*out++ = '/';
			memmove(out, at, len);
			out += len;
		}
		at = next;
	}
	*out = '\0';
	return true;
}

static const char *below(const char *root, const char *path)
{
	size_t len = strlen(root);

	if (!len)
		return path;
	if (strncmp(path, root, len) != 0 || (path[len] && path[len] != '/'))
		return NULL;
	return path + len + (path[len] == '/');
}

static const char *from_top(struct context *context, const char *word)
{
	const char *top = repo_work_tree(context->repo);

	if (*word != '/')
		return arena_print(context->arena, "%s%s", repo_prefix(context->repo), word);
	return top ? below(top, word) : NULL;
}

/* The history has named it, or there is such a folder. */
static int is_known(const struct group *group, const char *path, bool *out, struct error *err)
{
	uint16_t mode = 0;

	*out = paths_find(&group->ledger.paths, path, strlen(path)) != UINT32_MAX;
	if (!*out && group_tree_mode(group, path, &mode, err))
		return -1;
	*out |= mode != 0;
	return 0;
}

int path_word(const char **out, struct context *context, const struct group *group,
        const char *word, struct error *err)
{
	const char *path = from_top(context, word);
	char *text = path ? arena_string(context->arena, path, strlen(path)) : NULL;
	const char *root = group->root ? group->root : "";
	const char *here = text && normalize(text) ? below(root, text) : NULL;
	bool known_here = true, known_there = false;

	text = arena_string(context->arena, word, strlen(word));
	const char *there = *word != '/' && normalize(text) && !strstr(word, "..") ? text : NULL;
	*out = here ? here : there;
	if (!*out)
		return error_set(err, ERROR_FATAL, "'%s' is outside of the group's folder", word);
	if (!here || !there || !strcmp(here, there))
		return 0;
	if (is_known(group, here, &known_here, err) || is_known(group, there, &known_there, err))
		return -1;
	if (!known_here && known_there)
		*out = there;
	return 0;
}

int path_words(const char ***out, struct context *context, const struct group *group, int argc,
        char **argv, struct error *err)
{
	*out = arena_array(context->arena, (size_t)argc, sizeof **out);
	for (int i = 0; i < argc; i++)
		if (path_word(&(*out)[i], context, group, argv[i], err))
			return -1;
	return 0;
}

bool path_wanted(const char *path, const char *const *wanted, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(wanted[i]);
		if (!len || (!strncmp(path, wanted[i], len) && (!path[len] || path[len] == '/')))
			return true;
	}
	return !count;
}
