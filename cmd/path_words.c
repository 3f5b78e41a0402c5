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

static const char *path_word(struct context *context, const struct group *group, const char *word)
{
	const char *path = from_top(context, word);
	char *text = path ? arena_string(context->arena, path, strlen(path)) : NULL;
	const char *found = text && normalize(text) ? below(group->root, text) : NULL;

	if (found || *word == '/')
		return found;
	text = arena_string(context->arena, word, strlen(word));
	return normalize(text) && !strstr(word, "..") ? text : NULL;
}

int path_words(const char ***out, struct context *context, const struct group *group, int argc,
        char **argv, struct error *err)
{
	*out = arena_array(context->arena, (size_t)argc, sizeof **out);
	for (int i = 0; i < argc; i++) {
		(*out)[i] = path_word(context, group, argv[i]);
		if (!(*out)[i])
			return error_set(
			        err, ERROR_FATAL, "'%s' is outside of the group's folder", argv[i]);
	}
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
