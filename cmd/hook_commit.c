/* SPDX-License-Identifier: MIT */
/* Before a commit: what is about to be committed, and its message. */
#include "cmd/hooks.h"
#include "cmd/report_finding.h"

#include "core/check/check.h"
#include "formats/date.h"
#include "formats/trailer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The group as it was committed last; *is_group false: there is none, or nothing yet. */
static int open_group(
        struct context *context, struct group *group, bool *is_group, struct error *err)
{
	struct oid head;
	int born = repo_resolve(context->repo, NULL, &head, err);

	*is_group = false;
	if (born)
		return born < 0 ? -1 : 0;
	if (hook_root(context, &head, &context->root, err))
		return -1;
	*is_group = context->root != NULL;
	return *is_group ? session_group(context, group, err) : 0;
}

/* Paths in the index that differ from HEAD, NUL behind each. */
static int read_staged(struct buf *out, struct error *err)
{
	static const char *const argv[] = {
	        "git", "diff", "--cached", "--name-only", "--no-renames", "-z", NULL};

	return git_run(argv, NULL, out, NULL, 0, NULL, err);
}

static bool is_staged(const struct group *group, const struct buf *staged, const char *path)
{
	const char *wanted = group_path(group, path);

	for (const char *at = staged->data; at < staged->data + staged->len; at += strlen(at) + 1)
		if (!strcmp(at, wanted))
			return true;
	return false;
}

int hook_pre_commit(struct context *context, int argc, char **argv, struct error *err)
{
	struct person_at_hand person = {NULL, NULL, NULL};
	struct check_options checking = {.strict = false};
	struct worktree worktree = WORKTREE_INIT;
	struct error unknown = ERROR_INIT;
	struct buf staged = BUF_INIT;
	struct findings found, wrong = FINDINGS_INIT(context->arena);
	struct group group;
	bool is_group;

	(void)argc;
	(void)argv;
	if (open_group(context, &group, &is_group, err))
		return -1;
	if (!is_group)
		return 0;
	if (!session_person(context, &group, &person, &unknown)) {
		checking.who = person.handle;
		checking.mail = person.mail;
	}
	checking.worktree = &worktree;
	int status = worktree_look(
	        &worktree, context->arena, context->repo, group.root, checking.strict, err);
	if (!status)
		status = check_read(&found, &group, &checking, err);
	if (!status)
		status = read_staged(&staged, err);
	worktree_release(&worktree);
	if (status) {
		buf_release(&staged);
		return -1;
	}
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *finding = &found.item[i];
		bool counts = finding->severity == SEVERITY_ERROR || !strcmp(finding->code, "E506");
		if (counts && !finding->commit && is_staged(&group, &staged, finding->path))
			*findings_add(&wrong, finding->severity, finding->code, finding->path, 0, 0,
			        "%s", "") = *finding;
	}
	buf_release(&staged);
	talk_findings(&wrong);
	if (!wrong.count)
		return 0;
	talk_hint("nothing was committed; git commit --no-verify commits it all the same");
	return 1;
}

/* The message git is about to use, in the arena; NULL when it cannot be read. */
static const char *read_message(struct context *context, const char *path, size_t *len)
{
	FILE *file = fopen(path, "re");
	struct buf text = BUF_INIT;
	char chunk[4096];
	size_t got;

	if (!file)
		return NULL;
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_add(&text, chunk, got);
	fclose(file);
	*len = text.len;
	const char *copy = arena_string(context->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

/* Says where a word nearly is one that counts.  Never in the way of a commit. */
int hook_commit_msg(struct context *context, int argc, char **argv, struct error *err)
{
	struct trailers trailers = TRAILERS_INIT;
	size_t len;
	const char *text;

	if (argc != 1)
		return error_set(err, ERROR_USAGE, "moot hook commit-msg wants the message's file");
	text = read_message(context, argv[0], &len);
	if (!text)
		return error_set(
		        err, ERROR_FATAL, "cannot read '%s': %s", argv[0], strerror(errno));
	trailers_parse(&trailers, context->arena, TRAILER_GIT, text, len);
	for (size_t i = 0; i < trailers.count; i++) {
		const struct trailer *trailer = &trailers.trailer[i];
		const char *near = trailer_nearest(trailer->key, trailer->key_len);
		if (near)
			talk_warning("'%.*s' acknowledges nobody; did you mean '%s'?",
			        (int)trailer->key_len, trailer->key, near);
	}
	return 0;
}
