/* SPDX-License-Identifier: MIT */
/* What makes a history one that cannot be read whole. */
#include "core/git/place.h"

#include "core/git/git.h"
#include "core/git/refs.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether the file (the variable's, else that of common_dir) has a byte in it. */
static bool holds_something(const char *common_dir, const char *name, const char *variable)
{
	char path[PATH_MAX];
	struct stat info;
	const char *other = getenv(variable);

	if (!other && (size_t)snprintf(path, sizeof path, "%s/%s", common_dir, name) < sizeof path)
		other = path;
	return other && stat(other, &info) == 0 && info.st_size > 0;
}

static int shallow_or_grafted(const struct place *place, struct error *err)
{
	if (holds_something(place->common_dir, "shallow", "GIT_SHALLOW_FILE")) {
		error_set(err, ERROR_UNSURE, "this clone is shallow: its history is cut off");
		return error_hint(err, "git fetch --unshallow");
	}
	if (holds_something(place->common_dir, "info/grafts", "GIT_GRAFT_FILE")) {
		error_set(err, ERROR_UNSURE,
		        "the history is grafted: parents are not those of the commits");
		return error_hint(
		        err, "git replace --convert-graft-file, then git replace -d what it made");
	}
	return 0;
}

static bool has_replacements(const struct place *place)
{
	static const char *const argv[] = {
	        "git", "for-each-ref", "--count=1", "refs/replace/", NULL};
	struct buf found = BUF_INIT;
	struct error ignored = ERROR_INIT;
	bool any;

	if (getenv("GIT_NO_REPLACE_OBJECTS"))
		return false;
	if (place->plain)
		return refs_any(place->common_dir, "refs/replace/");
	/* References may be kept in another way than as files. */
	any = git_run(argv, place->start, &found, NULL, 0, NULL, &ignored) != 0 || found.len;
	buf_release(&found);
	return any;
}

static int replaced(const struct place *place, struct error *err)
{
	if (!has_replacements(place))
		return 0;
	error_set(err, ERROR_UNSURE, "objects of this repository are replaced by others");
	return error_hint(err, "git replace -l lists them, git replace -d takes one back; with "
	                       "GIT_NO_REPLACE_OBJECTS=1 they are left out of account");
}

static int promised(struct error *err)
{
	error_set(err, ERROR_UNSURE, "this is a partial clone: objects were left out of it");
	return error_hint(err, "clone it again without --filter");
}

/* One setting of the repository's own config. */
static int judge_setting(const char *key, const char *value, struct error *err)
{
	size_t len = strlen(key);

	if (strcmp(key, "extensions.objectformat") == 0 && strcasecmp(value, "sha1") != 0)
		return error_set(err, ERROR_UNSURE,
		        "this repository names its objects by '%s', and moot reads 'sha1' only",
		        value);
	if (strcmp(key, "extensions.partialclone") == 0 ||
	        (len > 9 && strcmp(key + len - 9, ".promisor") == 0 &&
	                strcasecmp(value, "false") != 0))
		return promised(err);
	return 0;
}

static int unusual(const struct place *place, struct error *err)
{
	struct buf listed = BUF_INIT;
	char file[PATH_MAX];
	const char *const argv[] = {"git", "config", "--file", file, "--list", "-z", NULL};
	int result;

	snprintf(file, sizeof file, "%s/config", place->common_dir);
	result = git_run(argv, NULL, &listed, NULL, 0, NULL, err);
	for (char *at = listed.data; result == 0 && at < listed.data + listed.len;) {
		size_t len = strlen(at);
		char *lf = strchr(at, '\n');

		if (lf)
			*lf = '\0';
		result = judge_setting(at, lf ? lf + 1 : "true", err);
		at += len + 1;
	}
	buf_release(&listed);
	return result;
}

int place_unsure(const struct place *place, struct error *err)
{
	if (shallow_or_grafted(place, err) != 0 || replaced(place, err) != 0)
		return -1;
	return place->plain ? 0 : unusual(place, err);
}
