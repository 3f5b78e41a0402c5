/* SPDX-License-Identifier: MIT */
/* Settings and identity: what git knows about the person and the place. */
#include "core/git/git.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Records are "key LF value NUL", or "key NUL" where there is no `=`. */
int git_config_read(struct git_config *out, struct arena *arena, const char *dir, struct error *err)
{
	static const char *const argv[] = {"git", "config", "--list", "-z", NULL};
	struct buf listed = BUF_INIT;
	size_t capacity = 0;

	*out = (struct git_config){NULL, 0};
	if (git_run(argv, dir, &listed, NULL, 0, NULL, err) != 0) {
		buf_release(&listed);
		return -1;
	}
	char *record = arena_string(arena, listed.data, listed.len);
	char *end = record + listed.len;
	for (; record < end; record += strlen(record) + 1) {
		char *lf = strchr(record, '\n');
		char *value = lf ? lf + 1 : NULL;

		out->entry =
		        arena_grow(arena, out->entry, out->count, &capacity, sizeof *out->entry);
		out->entry[out->count++] = (struct git_config_entry){record, value};
		if (value) {
			*lf = '\0';
			record = value;
		}
	}
	buf_release(&listed);
	return 0;
}

/* Section and name fold case; what stands between the first and the last dot does not. */
static bool same_key(const char *key, const char *asked)
{
	const char *first = strchr(asked, '.');
	const char *last = strrchr(asked, '.');

	if (!first || strlen(key) != strlen(asked))
		return false;
	size_t head = (size_t)(first - asked);
	size_t middle = (size_t)(last - first);

	return strncasecmp(key, asked, head) == 0 && strncmp(key + head, first, middle) == 0 &&
	       strcasecmp(key + head + middle, last) == 0;
}

const char *git_config_get(const struct git_config *config, const char *key)
{
	for (size_t i = config->count; i-- > 0;) {
		const struct git_config_entry *entry = &config->entry[i];

		if (same_key(entry->key, key))
			return entry->value ? entry->value : "true";
	}
	return NULL;
}

bool git_config_bool(const struct git_config *config, const char *key, bool fallback)
{
	static const char *const yes[] = {"true", "yes", "on"};
	static const char *const no[] = {"false", "no", "off", ""};
	const char *value = git_config_get(config, key);
	char *end;

	if (!value)
		return fallback;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (strcasecmp(value, yes[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (strcasecmp(value, no[i]) == 0)
			return false;
	long number = strtol(value, &end, 10);
	return *end ? fallback : number != 0;
}

/* "Ada Ng <ada@example.org> 1700000000 +0000" */
int git_identity(const char **name, const char **mail, struct arena *arena, const char *dir,
        struct error *err)
{
	static const char *const argv[] = {"git", "var", "GIT_AUTHOR_IDENT", NULL};
	struct buf said = BUF_INIT;
	struct error why = ERROR_INIT;
	int result = git_run(argv, dir, &said, NULL, 0, NULL, &why);
	const char *open = strchr(said.data, '<');
	const char *close = open ? strchr(open, '>') : NULL;

	if (result == 0 && close) {
		size_t name_len = (size_t)(open - said.data);

		while (name_len && said.data[name_len - 1] == ' ')
			name_len--;
		*name = arena_string(arena, said.data, name_len);
		*mail = arena_string(arena, open + 1, (size_t)(close - open - 1));
	} else if (result == 0) {
		result = error_set(err, ERROR_FATAL, "git names no author: '%s'", said.data);
	} else {
		error_set(err, why.kind, "%s", why.text);
		error_hint(err, "git config --global user.name 'YOUR NAME'; "
		                "git config --global user.email ADDRESS");
	}
	buf_release(&said);
	return result;
}
