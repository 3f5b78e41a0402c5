/* SPDX-License-Identifier: MIT */
#include "cmd/hooks.h"

#include "core/git/root.h"

#include <string.h>

static const struct {
	const char *name;
	int (*run)(struct context *context, int argc, char **argv, struct error *err);
} hooks[] = {
        {"pre-commit", hook_pre_commit},
        {"commit-msg", hook_commit_msg},
        {"pre-push", hook_pre_push},
        {"pre-receive", hook_pre_receive},
};

int hook_root(
        struct context *context, const struct oid *commit, const char **root, struct error *err)
{
	const char *named = git_config_get(context_config(context), "moot.dir");
	bool at_hand = !repo_work_tree(context->repo) ? false : context->commit == NULL;
	struct error ignored = ERROR_INIT;

	*root = NULL;
	if (root_find(root, context->arena, context->repo, commit, at_hand, err))
		return -1;
	if (!*root && named &&
	        root_named(root, context->arena, context->repo, named, commit, at_hand, &ignored))
		*root = NULL;
	if (!*root && commit)
		return root_below(root, context->arena, context->repo, commit, err);
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	if (!strcmp(argv[0], "install")) {
		if (argc > 1)
			return error_set(err, ERROR_USAGE, "'%s' is one word too many", argv[1]);
		return hook_install(context, err);
	}
	for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
		if (!strcmp(argv[0], hooks[i].name))
			return hooks[i].run(context, argc - 1, argv + 1, err);
	error_set(err, ERROR_USAGE, "'%s' is no hook of moot's", argv[0]);
	return error_hint(err, "install, pre-commit, commit-msg, pre-push or pre-receive");
}

const struct command command_hook = {
        .name = "hook",
        .group = GROUP_HONEST,
        .summary = "let git ask moot before it commits, pushes and receives",
        .operands = "install|pre-commit|commit-msg|pre-push|pre-receive [ARG...]",
        .operand_min = 1,
        .operand_max = OPERANDS_ANY,
        .needs = NEEDS_REPO,
        .run = run,
};
