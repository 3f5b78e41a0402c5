/* SPDX-License-Identifier: MIT */
/*
 * What the history holds and the rules do not: the findings of the replay, and those that are
 * answered by now.  Nothing under negotiations/ is ever edited, so what is wrong there is of use
 * while the negotiation is, and a note afterwards.
 */
#include "core/check/check_private.h"

#include "formats/name.h"
#include "formats/negotiation.h"

#include <string.h>

enum {
	LIVE_DAYS = 28
}; /* of what belongs to no negotiation: the longest shipped one is open so long */

static const struct history_commit *commit_of(
        const struct checking *checking, const struct finding *finding)
{
	const struct history *history = &checking->group->history;
	struct oid id;

	if (!finding->commit || !oid_parse(&id, finding->commit, strlen(finding->commit)))
		return NULL;
	uint32_t number = history_find(history, &id);
	return number == HISTORY_NONE ? NULL : &history->commit[number];
}

/* --- governed files --- */

/* Does the path read as what stands, as it was committed or as it is in the work tree? */
static int reads_as_stands(
        const struct checking *checking, const char *path, bool *out, struct error *err)
{
	struct group *group = checking->group;
	const struct check_path *known = check_path_find(checking, path);
	const struct file *stands = standing_file(&group->ledger, group->now.standing, path);
	const struct file *committed = NULL;

	if (known && !oid_is_zero(&known->blob) &&
	        file_from_blob(&group->ledger.files, group->repo, known->number, &known->blob,
	                known->mode, &committed, err))
		return -1;
	*out = stands ? file_same(committed, stands) ||
	                        (known && known->tree && file_same(known->here, stands))
	              : !committed || (known->tree && known->tree->kind == WORKTREE_GONE);
	return 0;
}

/* --- negotiations --- */

static const struct negotiation *negotiation_of(const struct checking *checking, const char *path)
{
	const struct ledger *ledger = &checking->group->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const char *folder = ledger->negotiation[i]->folder;
		size_t len = strlen(folder);
		if (!strncmp(path, folder, len) && (!path[len] || path[len] == '/'))
			return ledger->negotiation[i];
	}
	return NULL;
}

static bool is_over(const struct checking *checking, const struct finding *finding)
{
	const struct group *group = checking->group;
	const struct negotiation *negotiation = negotiation_of(checking, finding->path);
	const struct history_commit *commit = commit_of(checking, finding);

	if (negotiation && !negotiation->void_reason)
		return negotiation_ended(&group->now, negotiation) ||
		       (negotiation->lapses != DAY_NONE && group->day > negotiation->lapses);
	if (negotiation)
		return group->day > negotiation->opened + LIVE_DAYS;
	return commit && group->day > commit->day + LIVE_DAYS;
}

/* The first finding of the kind at that path: what was there before is what was written. */
static const struct finding *first_of(
        const struct checking *checking, const struct finding *finding)
{
	const struct findings *findings = &checking->group->ledger.findings;

	for (size_t i = 0; i < findings->count; i++)
		if (!strcmp(findings->item[i].code, finding->code) &&
		        !strcmp(findings->item[i].path, finding->path))
			return &findings->item[i];
	return finding;
}

/* Edited and put back: the path is again as it was before that was first done. */
static int is_put_back(const struct checking *checking, const struct finding *finding, bool *out,
        struct error *err)
{
	const struct group *group = checking->group;
	const struct history_commit *commit = commit_of(checking, first_of(checking, finding));
	const struct check_path *known = check_path_find(checking, finding->path);
	struct oid before;
	uint16_t mode;

	*out = false;
	if (!commit || !commit->parent_count || !known || known->tree)
		return 0;
	const struct oid *tree =
	        &group->history.commit[group->history.parent[commit->first_parent]].tree;
	int found =
	        repo_find(group->repo, tree, group_path(group, finding->path), &before, &mode, err);
	*out = found > 0 && oid_equal(&before, &known->blob);
	return found < 0 ? -1 : 0;
}

/* A void decision does harm where its commit changed files that still read so. */
static int has_open_change(
        const struct checking *checking, const char *commit, bool *out, struct error *err)
{
	const struct findings *findings = &checking->group->ledger.findings;

	*out = false;
	for (size_t i = 0; i < findings->count && !*out; i++) {
		const struct finding *finding = &findings->item[i];
		bool answered;
		if (strcmp(finding->code, "E601") != 0 || !finding->commit || !commit ||
		        strcmp(finding->commit, commit) != 0)
			continue;
		if (reads_as_stands(checking, finding->path, &answered, err))
			return -1;
		*out = !answered;
	}
	return 0;
}

static int is_answered(const struct checking *checking, const struct finding *finding, bool *out,
        struct error *err)
{
	bool governed = strncmp(finding->path, "negotiations/", 13) != 0, harm;

	*out = ledger_ratified(&checking->group->ledger, finding->commit) != NULL;
	if (*out)
		return 0;
	if (!strcmp(finding->code, "E602") || (!governed && !strcmp(finding->code, "E603")))
		return is_put_back(checking, finding, out, err);
	if (governed)
		return reads_as_stands(checking, finding->path, out, err);
	*out = is_over(checking, finding);
	if (strcmp(finding->code, "E605") != 0)
		return 0;
	if (has_open_change(checking, finding->commit, &harm, err))
		return -1;
	*out &= !harm;
	return 0;
}

/* --- what would help --- */

static const char *advice(const struct checking *checking, const struct finding *finding)
{
	struct arena *arena = checking->arena;
	const struct check_path *known = check_path_find(checking, finding->path);

	if (!strcmp(finding->code, "E602"))
		return arena_print(arena, "git checkout %.10s^ -- %s puts it back", finding->commit,
		        group_here(checking->group, finding->path));
	if (strcmp(finding->code, "E601") != 0 && strcmp(finding->code, "E603") != 0)
		return NULL;
	if (known && known->class == PATH_ROLE && known->here && known->here->usable &&
	        name_valid(known->here->stem, strlen(known->here->stem)))
		return arena_print(arena,
		        "agree to it: moot propose %s --from-file %s; or put back what stands: "
		        "moot show %s",
		        known->here->stem, group_here(checking->group, finding->path),
		        finding->path);
	return arena_print(
	        arena, "until it is agreed the text before it holds: moot show %s", finding->path);
}

/* --- voices (rule V3) --- */

static bool names_options(enum voice_word word)
{
	return word == VOICE_CONSENT || word == VOICE_CONCERN || word == VOICE_OBJECT ||
	       word == VOICE_STAND_ASIDE || word == VOICE_PREFER;
}

static void check_choices(struct checking *checking, const struct negotiation *negotiation,
        const struct said *said, const struct voice_line *line)
{
	struct voice_choice *choice;
	size_t count = voice_choices(&choice, checking->arena, line->value);

	for (size_t i = 0; i < count; i++) {
		if (!strcmp(choice[i].option, "none") ||
		        negotiation_option(negotiation, choice[i].option) != UINT32_MAX)
			continue;
		struct finding *finding = findings_add(checking->out, SEVERITY_WARNING, "E402",
		        said->path, line->line, 0, "there is no option '%s' in %s",
		        choice[i].option, negotiation->slug);
		finding->hint = arena_print(checking->arena,
		        "moot show %.4s lists them; say it again", negotiation->id);
		const char *text;
		size_t len;
		struct error ignored = ERROR_INIT;
		if (!check_text(checking, said->path, &text, &len, &ignored) && text)
			finding_show(checking->out, finding, text, len, 0);
	}
}

void check_said(
        struct checking *checking, const struct negotiation *negotiation, const struct said *said)
{
	for (size_t i = 0; i < said->voice.line_count; i++)
		if (names_options(said->voice.line[i].word))
			check_choices(checking, negotiation, said, &said->voice.line[i]);
}

static void check_voices(struct checking *checking)
{
	const struct group *group = checking->group;

	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *negotiation = group->ledger.negotiation[i];
		bool over = negotiation->void_reason ||
		            negotiation_ended(&group->now, negotiation) ||
		            (negotiation->lapses != DAY_NONE && group->day > negotiation->lapses);
		for (size_t j = 0; !over && j < negotiation->said_count; j++)
			check_said(checking, negotiation, &negotiation->said[j]);
	}
}

int check_void(struct checking *checking, struct error *err)
{
	const struct findings *findings = &checking->group->ledger.findings;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->item[i];
		bool answered;
		if (!strcmp(finding->code, "E203") || !strcmp(finding->code, "E205"))
			continue; /* told of the path as it is */
		if (is_answered(checking, finding, &answered, err))
			return -1;
		if (answered && !checking->options->strict)
			continue;
		struct finding *copy = check_copy(checking, finding);
		if (answered) {
			copy->severity = SEVERITY_NOTE;
			copy->message =
			        arena_print(checking->arena, "answered: %s", finding->message);
		} else if (!copy->hint) {
			copy->hint = advice(checking, finding);
		}
	}
	check_voices(checking);
	return 0;
}
