/* SPDX-License-Identifier: MIT */
#include "cmd/answer.h"
#include "cmd/path_words.h"
#include "cmd/report_finding.h"

#include "core/check/check.h"

#include <string.h>
#include <unistd.h>

struct check_wanted {
	bool strict;
};

static const struct command_option options[] = {
        OPTION_FLAG(struct check_wanted, strict, 0, "strict",
                "journals too: handles of nobody, sentences by others; and what is answered"),
        OPTION_END,
};

/* With --strict the journals are read, which costs what reputation costs. */
static int open_group(
        struct context *context, struct account *account, bool strict, struct error *err)
{
	struct account_options opening = {.threads = 2};

	if (!strict)
		return session_group(context, &account->group, err);
	if (context_repo(context, NULL, err))
		return -1;
	opening.config = context_config(context);
	opening.group = (struct group_options){
	        .root = context->root,
	        .commit = context->commit,
	        .at = context->at,
	        .seconds = context->now,
	        .genesis = git_config_get(opening.config, "moot.genesis"),
	};
	return account_open(account, context->arena, context->repo, &opening, err);
}

/* Each clone has to be told of the driver: what .gitattributes wants does nothing without. */
static void talk_driver(struct context *context, const struct group *group)
{
	const struct git_config *config = context_config(context);
	struct error ignored = ERROR_INIT;
	const char *text;
	size_t len;

	if (context->out->form != FORM_HUMAN || git_config_get(config, "merge.moot.driver") ||
	        !git_config_bool(config, "advice.moot", true))
		return;
	if (group_tree_text(group, ".gitattributes", &text, &len, &ignored) || !text ||
	        !strstr(text, "merge=moot"))
		return;
	talk_hint("roles and people are merged by lines in this clone; by key: git config "
	          "merge.moot.driver 'moot merge-driver %%O %%A %%B %%P'");
}

static void keep_wanted(struct findings *findings, const char *const *path, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++)
		if (path_wanted(findings->item[i].path, path, count))
			findings->item[kept++] = findings->item[i];
	findings->count = kept;
}

/* In the commit that is asked, or in the work tree. */
static bool is_there(struct context *context, const struct group *group, const char *path)
{
	const char *top = repo_work_tree(context->repo);
	const char *whole = group_path(group, path);
	struct error ignored = ERROR_INIT;
	struct commit commit;
	struct oid id;
	uint16_t mode;

	if (!*path || (!context->commit && top &&
	                      !access(arena_print(context->arena, "%s/%s", top, whole), F_OK)))
		return true;
	return !group->unborn &&
	       !repo_commit(context->repo, &group->tip, &commit, context->arena, &ignored) &&
	       repo_find(context->repo, &commit.tree, whole, &id, &mode, &ignored) == 1;
}

/* A word that names nothing, and that nothing is found of, is a slip of the pen. */
static int check_words(struct context *context, const struct group *group, char **word,
        const char *const *path, size_t count, const struct findings *findings, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		bool known = is_there(context, group, path[i]);
		for (size_t j = 0; j < findings->count && !known; j++)
			known = path_wanted(findings->item[j].path, &path[i], 1);
		if (!known)
			return error_set(err, ERROR_FATAL, "there is no '%s'%s", word[i],
			        context->commit ? " at this commit" : " here");
	}
	return 0;
}

static void talk_count(const struct findings *findings)
{
	size_t count[3] = {0};

	for (size_t i = 0; i < findings->count; i++)
		count[findings->item[i].severity]++;
	if (!count[SEVERITY_ERROR] && !count[SEVERITY_WARNING])
		return;
	talk("%zu error%s, %zu warning%s", count[SEVERITY_ERROR],
	        count[SEVERITY_ERROR] == 1 ? "" : "s", count[SEVERITY_WARNING],
	        count[SEVERITY_WARNING] == 1 ? "" : "s");
}

enum { REGISTER_LEAST = 2 }; /* roles, none of which stands */

/* A history that was no group's when it was made: its roles are nobody's, all of them. */
static bool is_foreign(struct context *context, const struct group *group)
{
	return group->root && !standing_roles(&group->now, context->arena).count &&
	       ledger_void(&group->ledger, context->arena, PATH_ROLE).count >= REGISTER_LEAST;
}

static int check(struct context *context, const struct worktree *worktree, int argc, char **argv,
        struct error *err)
{
	const struct check_wanted *wanted = context->options;
	struct account account = {.reputation = NULL};
	struct group *group = &account.group;
	struct findings findings;
	struct person_at_hand person = {NULL, NULL, NULL};
	struct error unknown = ERROR_INIT;
	const char **path;

	if (open_group(context, &account, wanted->strict, err) ||
	        path_words(&path, context, group, argc, argv, err)) {
		account_release(&account);
		return -1;
	}
	struct check_options checking = {
	        .worktree = worktree,
	        .strict = wanted->strict,
	        .account = wanted->strict ? &account : NULL,
	};
	/* without an identity nothing may be committed, which is said where it matters */
	if (worktree && !session_person(context, group, &person, &unknown)) {
		checking.who = person.handle;
		checking.mail = person.mail;
	}
	int status = check_read(&findings, group, &checking, err);
	bool foreign = is_foreign(context, group);
	account_release(&account);
	if (status || check_words(context, group, argv, path, (size_t)argc, &findings, err))
		return -1;
	keep_wanted(&findings, path, (size_t)argc);
	report_findings(context->out, &findings);
	if (context->out->form == FORM_HUMAN)
		talk_count(&findings);
	if (foreign && context->out->form == FORM_HUMAN)
		talk_hint("no role here was agreed to: a register that was kept before is taken "
		          "over by founding, in a new repository with its people/ and roles/: "
		          "moot help init");
	if (worktree)
		talk_driver(context, group);
	return findings_has(&findings, SEVERITY_WARNING) ? 1 : 0;
}

/* A clean work tree says no more than the commit does: the answer is kept like those of others. */
static int check_kept(struct context *context, const struct worktree *worktree, int argc,
        char **argv, struct error *err)
{
	const struct check_wanted *wanted = context->options;
	char **word = arena_array(context->arena, (size_t)argc + 1, sizeof *word);
	struct answer answer;
	int status;

	word[0] = arena_print(context->arena, "%s%s", worktree ? "here" : "committed",
	        wanted->strict ? ", strictly" : "");
	memcpy(word + 1, argv, (size_t)argc * sizeof *word);
	if (answer_find(&answer, context, argc + 1, word, &status))
		return status;
	answer_begin(&answer);
	status = check(context, worktree, argc, argv, err);
	answer_end(&answer, status);
	return status;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct check_wanted *wanted = context->options;
	struct worktree worktree;

	if (context->commit || !repo_work_tree(context->repo))
		return check_kept(context, NULL, argc, argv, err);
	if (worktree_look(
	            &worktree, context->arena, context->repo, context->root, wanted->strict, err))
		return -1;
	int status = worktree_is_clean(&worktree) ? check_kept(context, &worktree, argc, argv, err)
	                                          : check(context, &worktree, argc, argv, err);
	worktree_release(&worktree);
	return status;
}

const struct command command_check = {
        .name = "check",
        .group = GROUP_HONEST,
        .summary = "find what is wrong in the files, committed or not",
        .operands = "[PATH...]",
        .operand_max = OPERANDS_ANY,
        .option = options,
        .options_size = sizeof(struct check_wanted),
        .needs = NEEDS_MOOT | READS | PAGED,
        .run = run,
};
