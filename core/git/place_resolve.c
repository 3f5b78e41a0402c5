/* SPDX-License-Identifier: MIT */
/* What a revision names. */
#include "core/git/place.h"

#include "core/git/git.h"
#include "core/git/refs.h"

#include <string.h>

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Names that stand for a commit wherever they exist, so no tag has to be followed. */
static bool names_a_commit(const char *rev)
{
	return strcmp(rev, "HEAD") == 0 || starts(rev, "refs/heads/") ||
	       starts(rev, "refs/remotes/") || starts(rev, "refs/moot/");
}

static int take_id(const struct buf *said, struct oid *out, struct error *err)
{
	size_t len = strcspn(said->data, "\n");

	if (oid_parse(out, said->data, len))
		return 0;
	if (len == 64)
		return error_set(err, ERROR_UNSURE,
		        "this repository names its objects by 'sha256', and moot reads 'sha1' "
		        "only");
	return error_set(err, ERROR_FATAL, "git names no commit: '%.*s'", (int)len, said->data);
}

/* HEAD is the name of a branch that has no commit yet. */
static bool is_unborn(const struct place *place)
{
	struct buf name = BUF_INIT;
	struct error ignored = ERROR_INIT;
	static const char *const symbolic[] = {"git", "symbolic-ref", "-q", "HEAD", NULL};
	int status = 1;
	bool unborn = git_run(symbolic, place->start, &name, NULL, 0, &status, &ignored) == 0 &&
	              status == 0;

	name.data[strcspn(name.data, "\n")] = '\0';
	const char *const exists[] = {"git", "show-ref", "--verify", "-q", name.data, NULL};
	unborn = unborn && git_run(exists, place->start, NULL, NULL, 0, &status, &ignored) == 0 &&
	         status != 0;
	buf_release(&name);
	return unborn;
}

static int cannot_resolve(const char *rev, const struct buf *errors, struct error *err)
{
	if (strstr(errors->data, "Needed a single revision") && !strstr(errors->data, "error:"))
		return error_set(err, ERROR_FATAL, "unknown revision '%s'", rev);
	return git_said(err, ERROR_FATAL, "git rev-parse", errors);
}

static int ask(const struct place *place, const char *rev, struct oid *out, struct error *err)
{
	struct buf commit = BUF_INIT;
	struct buf said = BUF_INIT;
	struct buf errors = BUF_INIT;

	buf_print(&commit, "%s^{commit}", rev);
	const char *const argv[] = {
	        "git", "rev-parse", "--verify", "--end-of-options", commit.data, NULL};
	struct git_call call = {.argv = argv,
	        .dir = place->start,
	        .out = &said,
	        .errors = &errors,
	        .flags = GIT_PARSED};
	int result = git_call(&call, err);
	if (result == 0 && call.status == 0)
		result = take_id(&said, out, err);
	else if (result == 0 && strcmp(rev, "HEAD") == 0 && is_unborn(place))
		result = 1;
	else if (result == 0)
		result = cannot_resolve(rev, &errors, err);
	buf_release(&commit);
	buf_release(&said);
	buf_release(&errors);
	return result;
}

int place_resolve(const struct place *place, const char *rev, struct oid *out, struct error *err)
{
	enum refs_answer answer = REFS_ASK;

	if (!rev)
		rev = "HEAD";
	if (place->plain && names_a_commit(rev))
		answer = refs_resolve(place->git_dir, place->common_dir, rev, out);
	if (answer == REFS_FOUND)
		return 0;
	memset(out, 0, sizeof *out);
	if (answer == REFS_UNBORN && strcmp(rev, "HEAD") == 0)
		return 1;
	return ask(place, rev, out, err);
}
