/* SPDX-License-Identifier: MIT */
/* Before a push leaves, and before one comes in: what it brings is verified. */
#include "cmd/hooks.h"
#include "cmd/report_verify.h"

#include "core/group/pin.h"
#include "core/git/refs.h"
#include "formats/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_WORDS = 4, SHOWN = 20 };

/* One line of what git says on standard input. */
struct update {
	const char *ref;       /* as the other side will have it */
	const char *from, *to; /* in hex */
	bool created, deleted;
	struct oid old, new;
};

static bool read_update(struct update *out, struct arena *arena, bool pushing)
{
	char *line = NULL, *word[LINE_WORDS] = {NULL}, *rest;
	size_t size = 0, count = 0;
	ssize_t len = getline(&line, &size, stdin);
	const struct oid zero = {{0}};

	if (len <= 0) {
		free(line);
		return false;
	}
	for (char *at = strtok_r(line, " \n", &rest); at && count < LINE_WORDS;
	        at = strtok_r(NULL, " \n", &rest))
		word[count++] = arena_string(arena, at, strlen(at));
	free(line);
	/* pre-receive: old new ref; pre-push: local-ref new ref old */
	*out = (struct update){
	        .ref = word[2],
	        .from = pushing ? word[3] : word[0],
	        .to = word[1],
	        .old = zero,
	        .new = zero,
	};
	if (count < (pushing ? 4u : 3u) || !oid_parse(&out->old, out->from, strlen(out->from)) ||
	        !oid_parse(&out->new, out->to, strlen(out->to)))
		out->ref = NULL;
	out->created = oid_is_zero(&out->old);
	out->deleted = oid_is_zero(&out->new);
	return true;
}

/*
 * The group as it would be.  What is dated ahead is judged as on its day, not passed over until
 * that comes.
 */
static int open_group(struct context *context, const struct update *update, struct group *group,
        struct error *err)
{
	struct group_options options = {
	        .root = context->root,
	        .commit = update->to,
	        .at = DAY_NONE,
	        .seconds = context->now,
	        .genesis = git_config_get(context_config(context), "moot.genesis"),
	        .memo = context_memo(context),
	};
	int32_t newest = DAY_FIRST;

	if (group_open(group, context->arena, context->repo, &options, err))
		return -1;
	for (uint32_t i = 0; i < group->history.count; i++)
		if (group->history.commit[i].day > newest)
			newest = group->history.commit[i].day;
	if (newest <= group->day)
		return 0;
	options.at = newest;
	return group_open(group, context->arena, context->repo, &options, err);
}

static void tell(struct context *context, const struct group *group, const struct finding *finding)
{
	struct oid id;
	uint32_t commit = finding->commit && oid_parse(&id, finding->commit, 40)
	                          ? history_find(&group->history, &id)
	                          : (uint32_t)HISTORY_NONE;
	const char *author =
	        commit == HISTORY_NONE
	                ? ""
	                : group->history.ident[group->history.commit[commit].author].name;

	(void)context;
	talk("  %.10s %s: %s: %s [%s]", finding->commit ? finding->commit : "", author,
	        *finding->path ? group_path(group, finding->path) : "the commit", finding->message,
	        finding->code);
}

/* What the commits marked bring; 1: some of it does not hold. */
static int judge(struct context *context, const struct group *group, const struct update *update,
        const bool *marked, struct error *err)
{
	struct findings findings;
	size_t wrong = 0, told = 0;

	if (verify_findings(&findings, context, group, marked, marked, err))
		return -1;
	for (size_t i = 0; i < findings.count; i++)
		wrong += findings.item[i].severity == SEVERITY_ERROR;
	if (wrong)
		talk("moot: %s is refused: what it brings does not hold by the rules of %s",
		        update->ref, standing_charter(&group->now)->name);
	for (size_t i = 0; i < findings.count && told < SHOWN; i++) {
		const struct finding *finding = &findings.item[i];
		if (finding->severity != SEVERITY_ERROR && strcmp(finding->code, "E609") != 0 &&
		        strcmp(finding->code, "E608") != 0)
			continue;
		tell(context, group, finding);
		told++;
	}
	if (!wrong)
		return 0;
	if (wrong > SHOWN)
		talk("  ... %zu in all", wrong);
	talk("moot: moot verify in your clone says the same; git revert takes a change back, moot "
	     "propose asks the others, and both answer it");
	return 1;
}

/* --- coming in --- */

/* What is rewritten or taken away: 1 where something of the group would be gone. */
static int judge_loss(
        struct context *context, const struct update *update, const char *root, struct error *err)
{
	struct pin_loss *loss;
	size_t count;

	if (pin_losses(&loss, &count, context->arena, root, update->from, update->to, err))
		return -1;
	if (!count)
		return 0;
	talk("moot: %s is refused: %zu commit%s of the group would be gone (rule V9)", update->ref,
	        count, count == 1 ? "" : "s");
	for (size_t i = 0; i < count && i < SHOWN; i++)
		talk("  %.10s %s", loss[i].commit, loss[i].subject);
	talk("moot: git pull first, then push again");
	return 1;
}

static int receive_deletion(struct context *context, const struct update *update, struct error *err)
{
	char head[1024];
	const char *root;

	if (!refs_head_name(repo_git_dir(context->repo), head, sizeof head) ||
	        strcmp(head, update->ref) != 0)
		return 0;
	context->commit = update->from;
	if (hook_root(context, &update->old, &root, err))
		return -1;
	if (!root)
		return 0;
	talk("moot: %s is refused: the group lives there, and is not deleted", update->ref);
	return 1;
}

/*
 * What is new: neither on the branch before nor on the one the group lives on, which were judged
 * as they came in.  Anything else (a tag, a branch that shows no group) was not, and excuses
 * nothing.
 */
static int mark_new(struct context *context, const struct group *group, const struct update *update,
        bool had_group, bool **marked, struct error *err)
{
	char head[OID_HEX_SIZE];
	struct oid id;
	const char *root = NULL, *words[5] = {update->to, "--not"};
	size_t count = 2;

	if (had_group)
		words[count++] = update->from;
	context->commit = "HEAD";
	int born = repo_resolve(context->repo, NULL, &id, err);
	if (born < 0 || (!born && hook_root(context, &id, &root, err)))
		return -1;
	if (root)
		words[count++] = oid_hex(head, &id);
	return verify_mark(context, group, words, marked, err);
}

/* What two members date ahead moves the day of all that others say afterwards (rule D1). */
static int judge_dates(const struct context *context, const struct group *group,
        const struct update *update, const bool *marked)
{
	enum { DAY_SECONDS = 24 * 60 * 60 };
	size_t wrong = 0;

	for (uint32_t i = 0; i < group->history.count; i++) {
		const struct history_commit *commit = &group->history.commit[i];
		char hex[OID_HEX_SIZE];
		if (!marked[i] || commit->committer_time <= context->now + DAY_SECONDS)
			continue;
		if (!wrong++)
			talk("moot: %s is refused: it is dated ahead, and would move the days of "
			     "others (rule D1)",
			        update->ref);
		if (wrong <= SHOWN)
			talk("  %.10s %s", oid_hex(hex, &commit->id),
			        group->history.ident[commit->author].name);
	}
	if (!wrong)
		return 0;
	if (wrong > SHOWN)
		talk("  ... %zu in all", wrong);
	talk("moot: set your clock, then git rebase --force-rebase --reset-author-date @{upstream} "
	     "dates them anew");
	return 1;
}

static int receive(struct context *context, const struct update *update, struct error *err)
{
	const char *before = NULL;
	struct group group;
	bool *marked;

	if (!strncmp(update->ref, "refs/replace/", strlen("refs/replace/"))) {
		talk("moot: %s is refused: with replaced objects nothing could be told (rule V11)",
		        update->ref);
		return 1;
	}
	if (strncmp(update->ref, "refs/heads/", strlen("refs/heads/")) != 0)
		return 0;
	if (update->deleted)
		return receive_deletion(context, update, err);
	context->commit = update->to;
	if (hook_root(context, &update->new, &context->root, err) ||
	        (!update->created && hook_root(context, &update->old, &before, err)))
		return -1;
	if (before && judge_loss(context, update, before, err))
		return 1;
	if (before && (!context->root || strcmp(before, context->root) != 0)) {
		talk("moot: %s is refused: it takes moot.ini away (rule D3)", update->ref);
		return 1;
	}
	if (!context->root)
		return 0;
	if (open_group(context, update, &group, err) ||
	        mark_new(context, &group, update, before != NULL, &marked, err))
		return -1;
	int status = judge(context, &group, update, marked, err);
	return status < 0 ? -1 : status | judge_dates(context, &group, update, marked);
}

/* Each update is looked at, so that whoever pushes hears of all of it at once. */
int hook_pre_receive(struct context *context, int argc, char **argv, struct error *err)
{
	struct update update;
	int status = 0;

	(void)argc;
	(void)argv;
	while (read_update(&update, context->arena, false)) {
		int one = update.ref ? receive(context, &update, err)
		                     : error_set(err, ERROR_FATAL, "git says what is no update");
		if (one < 0)
			return -1;
		status |= one;
	}
	return status;
}

/* --- leaving --- */

static int push(
        struct context *context, const struct update *update, const char *remote, struct error *err)
{
	struct group group;
	bool *marked;

	if (update->deleted || strncmp(update->ref, "refs/heads/", strlen("refs/heads/")) != 0)
		return 0;
	context->commit = update->to;
	if (hook_root(context, &update->new, &context->root, err))
		return -1;
	if (!context->root)
		return 0;
	if (open_group(context, update, &group, err))
		return -1;
	bool known = !update->created && history_find(&group.history, &update->old) != HISTORY_NONE;
	const char *const new[] = {update->to, "--not",
	        arena_print(context->arena, "--remotes=%s", remote), known ? update->from : NULL,
	        NULL};
	if (verify_mark(context, &group, new, &marked, err))
		return -1;
	return judge(context, &group, update, marked, err);
}

int hook_pre_push(struct context *context, int argc, char **argv, struct error *err)
{
	const char *remote = argc ? argv[0] : "origin";
	struct update update;
	int status = 0;

	while (read_update(&update, context->arena, true)) {
		int one = update.ref ? push(context, &update, remote, err)
		                     : error_set(err, ERROR_FATAL, "git says what is no update");
		if (one < 0)
			return -1;
		status |= one;
	}
	return status;
}
