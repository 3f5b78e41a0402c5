/* SPDX-License-Identifier: MIT */
/* What is in the work tree and not committed yet: by what right could it be? */
#include "core/check/check_private.h"

#include "core/rules/judge.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

/* A merge that is being resolved brings in what others have agreed. */
static bool is_merging(const struct checking *checking)
{
	const char *head =
	        arena_print(checking->arena, "%s/MERGE_HEAD", repo_git_dir(checking->group->repo));

	return !access(head, F_OK);
}

/* Rule A4 */
static bool is_founder(const struct checking *checking)
{
	const struct ledger *ledger = &checking->group->ledger;
	const char *who = checking->options->who, *mail = checking->options->mail;

	if (ledger->genesis.commit == HISTORY_NONE)
		return true;
	if (!ledger->founding_open)
		return false;
	return (who && ledger->genesis.who && !strcmp(who, ledger->genesis.who)) ||
	       (mail && ledger->genesis_mail && !strcasecmp(mail, ledger->genesis_mail));
}

/* What asks the others, for a file that has been changed by hand. */
static const char *command_for(
        const struct checking *checking, const struct file *file, bool is_new)
{
	struct arena *arena = checking->arena;
	const char *here = group_here(checking->group, file->name);

	switch (file->class) {
	case PATH_ROLE:
		return arena_print(arena, "moot propose %s --from-file %s", file->stem, here);
	case PATH_PERSON:
		return is_new ? arena_print(arena, "moot join %s --name '%s' --email ADDRESS",
		                        file->stem, file->person.name)
		              : arena_print(arena, "moot propose --person %s --from-file %s",
		                        file->stem, here);
	case PATH_CHARTER:
		return arena_print(arena, "moot propose --charter --from-file %s", here);
	case PATH_AGREEMENT:
		return arena_print(
		        arena, "moot propose --agreement %s --from-file %s", file->stem, here);
	default:
		return NULL;
	}
}

static void refuse(struct checking *checking, const struct check_path *path,
        const struct file *before, const struct file *after, const char *why)
{
	struct arena *arena = checking->arena;
	const char *command = after ? command_for(checking, after, !before) : NULL;
	const char *back = arena_print(arena, before ? "git checkout -- %s" : "rm %s",
	        group_here(checking->group, path->path));
	struct finding *finding = findings_add(checking->out, SEVERITY_WARNING, "E506", path->path,
	        0, 0, after ? "not committed, and it needs a decision: %s" : "taken out: %s", why);

	finding->hint = command ? arena_print(arena, "%s; then %s", command, back)
	                        : arena_print(arena, "%s puts it back", back);
}

static const struct file *after_of(struct checking *checking, const struct check_path *path)
{
	if (path->here || path->tree->kind != WORKTREE_FILE)
		return path->here;
	return file_from_text(
	        &checking->group->ledger.files, path->number, path->tree->text, path->tree->len);
}

static void judge(struct checking *checking, const struct check_path *path,
        const struct check_path *const *laid, size_t laid_count)
{
	struct group *group = checking->group;
	const struct file *before = standing_file(&group->ledger, group->now.standing, path->path);
	const struct file *after = after_of(checking, path);
	const char *why;

	for (size_t i = 0; i < laid_count; i++)
		if (laid[i] == path)
			return;
	if (path->tree->unmerged || (!before && !after) ||
	        (path->tree->kind != WORKTREE_FILE && path->tree->kind != WORKTREE_GONE))
		return;
	if (after && ((file_is_keyed(after) && !after->usable) ||
	                     findings_has(&after->findings, SEVERITY_ERROR)))
		return; /* first things first */
	if (judge_change(&group->now, checking->arena, checking->options->who, before, after,
	            &why) == RIGHT_NONE)
		refuse(checking, path, before, after, why);
}

int check_pending(struct checking *checking, struct error *err)
{
	const struct check_path **laid;
	size_t laid_count;

	if (!checking->options->worktree)
		return 0;
	if (check_pending_negotiations(checking, &laid, &laid_count, err))
		return -1;
	if (is_founder(checking) || is_merging(checking))
		return 0;
	for (size_t i = 0; i < checking->path_count; i++) {
		const struct check_path *path = &checking->path[i];
		if (path->tree && path->class != PATH_NEGOTIATION && path->class != PATH_JOURNAL)
			judge(checking, path, laid, laid_count);
	}
	return 0;
}
