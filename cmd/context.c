/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/terminal.h"

#include "core/git/git.h"
#include "core/history/memo.h"
#include "core/git/repo.h"
#include "core/git/root.h"
#include "formats/date.h"
#include "formats/term.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int context_init(struct context *context, struct arena *arena, struct error *err)
{
	const char *now = getenv("MOOT_NOW");
	struct error why = ERROR_INIT;
	struct tm local;

	*context = (struct context){.arena = arena, .at = DAY_NONE};
	if (!now || !now[0]) {
		time_t seconds = time(NULL);
		context->now = seconds;
		if (localtime_r(&seconds, &local))
			context->now_offset = (int32_t)local.tm_gmtoff;
	} else if (time_parse(&context->now, &context->now_offset, now, strlen(now), &why)) {
		error_set(err, ERROR_FATAL, "MOOT_NOW: %s", why.text);
		return error_hint(err, "write it as 2026-11-24T10:15:02Z, or unset it");
	}
	context->today = day_of_time(context->now, 0);
	return 0;
}

static int change_folder(const struct option_list *directory, struct error *err)
{
	for (size_t i = 0; i < directory->count; i++) {
		const char *path = directory->item[i].value;
		/* as git: an empty name is the folder at hand */
		if (path[0] && chdir(path))
			return error_set(err, ERROR_FATAL, "cannot change to '%s': %s", path,
			        strerror(errno));
	}
	return 0;
}

int context_open_out(struct context *context, const struct common_options *common, struct out *out,
        struct error *err)
{
	if (change_folder(&common->directory, err))
		return -1;
	if (common->json && common->porcelain)
		return error_set(err, ERROR_USAGE, "--json and --porcelain exclude each other");
	out->file = stdout;
	out->nul = common->nul;
	out->form = common->json                       ? FORM_JSON
	            : common->porcelain || common->nul ? FORM_PORCELAIN
	                                               : FORM_HUMAN;
	out->terminal = isatty(STDOUT_FILENO);
	out->width = terminal_width(STDOUT_FILENO);
	/* help and version, which need nothing, do not ask git for its configuration */
	if (out->form == FORM_HUMAN && (common->color || context->command->needs))
		out->color = terminal_color(context, common->color, out->terminal);
	context->out = out;
	return 0;
}

int context_repo(struct context *context, struct repo **out, struct error *err)
{
	if (!context->repo && repo_open(&context->repo, NULL, err))
		return strstr(err->text, "not a git repository")
		               ? error_hint(err, "moot init DIR founds a group in a new one")
		               : -1;
	if (out)
		*out = context->repo;
	return 0;
}

const struct git_config *context_config(struct context *context)
{
	struct error ignored = ERROR_INIT;

	if (!context->config) {
		context->config = arena_alloc(context->arena, sizeof *context->config);
		/* a configuration that git cannot read is told by the first git command that is run
		 */
		if (git_config_read(context->config, context->arena, NULL, &ignored))
			*context->config = (struct git_config){NULL, 0};
	}
	return context->config;
}

const char *context_branches(struct context *context)
{
	static const char *const argv[] = {"git", "for-each-ref", "--count=4",
	        "--sort=-committerdate", "--format=%(refname:short)", "refs/heads", NULL};
	struct error ignored = ERROR_INIT;
	struct buf names = BUF_INIT;
	const char *list = NULL;

	if (!git_run(argv, repo_git_dir(context->repo), &names, NULL, 0, NULL, &ignored) &&
	        names.len) {
		char *text = arena_string(context->arena, names.data, names.len - 1);
		for (char *end = text; (end = strchr(end, '\n')) != NULL;)
			*end = ' ';
		list = text;
	}
	buf_release(&names);
	return list;
}

/* Where somebody who asks of a group may have meant to be; NULL: nowhere. */
static const char *group_below(struct context *context, const struct oid *commit)
{
	struct error ignored = ERROR_INIT;
	const char *below = NULL;

	if (commit && root_below(&below, context->arena, context->repo, commit, &ignored))
		below = NULL;
	return below;
}

/* The commits alone answer otherwise than the group would. */
static void talk_of_group(struct context *context, const struct oid *commit)
{
	const char *below = context->told ? NULL : group_below(context, commit);

	context->told = true;
	if (below)
		talk_hint("this is read from the commits alone; there is a group in %s: git config "
		          "moot.dir %s",
		        below, below);
}

static int no_root(struct context *context, const struct oid *commit, struct error *err)
{
	const char *branches = commit ? NULL : context_branches(context);
	const char *below = group_below(context, commit);

	error_set(err, ERROR_FATAL, "no moot.ini in this folder or above it");
	if (below)
		return error_hint(
		        err, "there is a group in %s: git config moot.dir %s", below, below);
	if (branches)
		return error_hint(err,
		        "nothing was committed on this branch yet; there are others: %s "
		        "(--commit BRANCH, or git checkout BRANCH)",
		        branches);
	if (!repo_work_tree(context->repo))
		return error_hint(err, "moot reputation, why, log and show need none");
	return error_hint(
	        err, "moot init founds a group here; moot reputation, why, log and show need none");
}

static int provide_root(struct context *context, unsigned needs, struct error *err)
{
	struct oid id;
	bool at_hand = !context->commit;
	int born = repo_resolve(context->repo, context->commit, &id, err);
	const struct oid *commit = born ? NULL : &id;

	if (born < 0 ||
	        root_find(&context->root, context->arena, context->repo, commit, at_hand, err))
		return -1;
	if (context->root)
		return 0;
	const char *named = git_config_get(context_config(context), "moot.dir");
	if (named)
		return root_named(
		        &context->root, context->arena, context->repo, named, commit, at_hand, err);
	if (needs & READS_HISTORY) {
		talk_of_group(context, commit);
		return 0;
	}
	return no_root(context, commit, err);
}

int context_provide_for(struct context *context, unsigned needs, struct error *err)
{
	if (!(needs & (NEEDS_REPO | NEEDS_MOOT | READS_HISTORY | WRITES)))
		return 0;
	if (context_repo(context, NULL, err))
		return -1;
	if (needs & WRITES && !repo_work_tree(context->repo)) {
		error_set(err, ERROR_FATAL, "moot %s writes, and there is no work tree here",
		        context->command->name);
		return error_hint(err, "run it in a clone that has one");
	}
	return needs & (NEEDS_MOOT | READS_HISTORY) ? provide_root(context, needs, err) : 0;
}

int context_provide(struct context *context, struct error *err)
{
	return context_provide_for(context, context->command->needs, err);
}

struct memo *context_memo(struct context *context)
{
	if (!context->memo) {
		context->memo = arena_alloc(context->arena, sizeof *context->memo);
		memo_open(context->memo, context->repo);
	}
	return context->memo;
}

void context_release(struct context *context)
{
	if (context->memo)
		memo_close(context->memo);
	repo_close(context->repo);
	context->repo = NULL;
}
