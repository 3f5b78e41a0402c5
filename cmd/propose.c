/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/known.h"
#include "cmd/path_words.h"
#include "cmd/proposal.h"

#include "core/rules/appeal.h"
#include "core/rules/place.h"
#include "core/writing/renewal.h"

#include <string.h>

static const struct command_option options[] = {
        PROPOSAL_EDITS(struct proposal_options, edit),
        OPTION_STRING(struct proposal_options, from_file, 0, "from-file", "FILE",
                "take the whole text from FILE ('-': standard input)"),
        OPTION_FLAG(struct proposal_options, editor, 0, "edit", "change the text in your editor"),
        OPTION_FLAG(struct proposal_options, charter, 0, "charter", "change the charter, moot.ini"),
        OPTION_STRING(
                struct proposal_options, person, 0, "person", "HANDLE", "change a person's file"),
        OPTION_STRING(struct proposal_options, agreement, 0, "agreement", "NAME",
                "make or change an agreement"),
        OPTION_LIST(struct proposal_options, seen, 0, "seen", "PATH",
                "a journal entry that showed the need"),
        OPTION_FLAG(struct proposal_options, aware, 0, "aware", "open without an option yet"),
        OPTION_STRING(struct proposal_options, trial, 0, "trial", "DURATION",
                "let it hold for this long and then fall back"),
        OPTION_STRING(
                struct proposal_options, keep, 0, "keep", "ID", "let what a trial changed stay"),
        OPTION_STRING(struct proposal_options, policy, 0, "policy", "POLICY",
                "ask for a stronger policy, or for texts a lazy one"),
        OPTION_FLAG(struct proposal_options, renew, 0, "renew",
                "renew all memberships and terms that end within 60 days"),
        OPTION_STRING(struct proposal_options, answers, 0, "answers", "ID",
                "appeal from an objection: a voice, or what it blocked"),
        OPTION_STRING(struct proposal_options, ratifies, 0, "ratifies", "COMMIT",
                "answer for a commit that does not hold by the rules"),
        OPTION_FLAG(struct proposal_options, no_consent, 0, "no-consent",
                "do not consent by writing it"),
        OPTION_LIST(struct proposal_options, message, 'm', "message", "WHY", "why, in prose"),
        OPTION_FLAG(struct proposal_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static int check_seen(struct context *context, struct group *group,
        const struct proposal_options *wanted, struct opening *opening, struct error *err)
{
	const char **seen = arena_array(context->arena, wanted->seen.count, sizeof *seen);

	for (size_t i = 0; i < wanted->seen.count; i++) {
		const char *text;
		size_t len;
		if (path_word(&seen[i], context, group, wanted->seen.item[i].value, err) ||
		        group_tree_text(group, seen[i], &text, &len, err))
			return -1;
		if (!text) {
			error_set(err, ERROR_FATAL, "there is no '%s' in the last commit", seen[i]);
			return error_hint(err,
			        "a path below the folder of moot.ini, like journals/%s/...",
			        opening->who);
		}
	}
	opening->seen = seen;
	opening->seen_count = wanted->seen.count;
	return 0;
}

static int not_blocked(
        const struct group *group, const struct negotiation *negotiation, struct error *err)
{
	error_refuse(err, "N11", "%s was not blocked by an objection", negotiation->slug);
	error_place(err, "%s", place_of_end(&group->now, group->arena, negotiation));
	return error_hint(err, "without --answers it is a change like any other");
}

/* A path of a voice as it is; else the newest objection of a negotiation. */
static int find_answered(struct context *context, struct group *group, const char *word,
        const char **path, struct error *err)
{
	const struct negotiation *blocked;

	if (strchr(word, '/'))
		return path_word(path, context, group, word, err);
	if (session_negotiation(context, group, word, &blocked, err))
		return -1;
	*path = appeal_voice(&group->now, blocked);
	if (*path)
		return 0;
	if (negotiation_ended(&group->now, blocked))
		return not_blocked(group, blocked, err);
	error_refuse(err, "N11", "%s is not over", blocked->slug);
	error_place(err, "%s", place_of_fact(context->arena, blocked, "closes"));
	if (blocked->closes == DAY_NONE)
		return error_hint(err, "moot amend %.4s writes its first option", blocked->id);
	return error_hint(err,
	        "it closes on %s; then moot decide %.4s records what came of it, and a block may "
	        "be answered",
	        day_said(context, group, blocked->closes), blocked->id);
}

static int find_ratified(struct context *context, const struct group *group, const char *word,
        const char **commit, struct error *err)
{
	struct oid id;

	if (repo_resolve(context->repo, word, &id, err))
		return -1;
	if (history_find(&group->history, &id) == HISTORY_NONE)
		return error_set(err, ERROR_FATAL, "'%s' is not in this history", word);
	*commit = oid_hex(arena_alloc(context->arena, OID_HEX_SIZE), &id);
	return 0;
}

static const char template[] = "\n"
                               "# Why? What was seen, what hurts, what would be better.\n"
                               "# These lines are left out; an empty text is fine.\n";

static int find_target(struct context *context, int argc, char **argv, const char **path,
        const char **slug, struct error *err)
{
	const struct proposal_options *wanted = context->options;
	bool more = argc || wanted->charter || wanted->person || wanted->agreement ||
	            wanted->edit.count || wanted->from_file || wanted->editor || wanted->aware ||
	            wanted->trial || wanted->keep || wanted->answers || wanted->ratifies;

	if (!wanted->renew)
		return proposal_target(context, wanted, argc, argv, path, slug, err);
	*path = NULL;
	*slug = "renewal";
	return more ? error_set(err, ERROR_USAGE, "--renew says by itself what is to change") : 0;
}

static int find_files(struct context *context, struct group *group, const char *path,
        struct opening *opening, struct error *err)
{
	const struct proposal_options *wanted = context->options;
	struct opening_file *file = arena_alloc(context->arena, sizeof *file);

	if (wanted->aware)
		return 0;
	opening->file_count = 1;
	if (wanted->renew) {
		if (renewal_files(group, opening->id, &file, &opening->file_count, err))
			return -1;
	} else if (proposal_file(context, group, wanted, path, opening->id, file, err)) {
		return -1;
	}
	opening->file = file;
	return 0;
}

static int no_such_person(
        struct context *context, const struct group *group, const char *handle, struct error *err)
{
	error_set(err, ERROR_FATAL, "there is no '%s' under people/", handle);
	return known_hint(context, group, KNOWN_PEOPLE, handle,
	        arena_print(context->arena, "to take somebody in: moot join %s", handle), err);
}

/* "propose ben --set person.email=...": no role has that section. */
static int is_person(const struct group *group, const struct proposal_options *wanted,
        const char *name, struct error *err)
{
	const struct option_list *edit = &wanted->edit;
	bool meant = false;

	for (size_t i = 0; i < edit->count; i++)
		meant |= !strncmp(edit->item[i].value, "person.", strlen("person."));
	if (!meant || !standing_person(&group->now, name) || standing_role(&group->now, name))
		return 0;
	error_set(err, ERROR_FATAL, "%s is a person, and no role", name);
	return error_hint(err, "moot propose --person %s --%s %s", name, edit->item[0].option->name,
	        edit->item[0].value);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct proposal_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct opening opening = {.id = opening_id(context->arena), .seconds = context->now};
	const char *path;
	struct oid id;
	bool committed;

	if (find_target(context, argc, argv, &path, &opening.slug, err) ||
	        session_group(context, &group, err) ||
	        session_member(context, &group, &person, err))
		return -1;
	if (argc && is_person(&group, wanted, argv[0], err))
		return -1;
	if (wanted->person && !standing_person(&group.now, wanted->person))
		return no_such_person(context, &group, wanted->person, err);
	opening.who = person.handle;
	opening.policy = wanted->policy;
	opening.trial = wanted->trial;
	if (wanted->keep) {
		const struct negotiation *trial;
		if (session_negotiation(context, &group, wanted->keep, &trial, err))
			return -1;
		opening.keep = trial->id;
	}
	opening.no_consent = wanted->no_consent;
	if (wanted->answers &&
	        find_answered(context, &group, wanted->answers, &opening.answers, err))
		return -1;
	if (wanted->ratifies &&
	        find_ratified(context, &group, wanted->ratifies, &opening.ratifies, err))
		return -1;
	if (find_files(context, &group, path, &opening, err))
		return -1;
	if (check_seen(context, &group, wanted, &opening, err) ||
	        opening_prepare(&opening, &group, err))
		return proposal_unknown(context, &group, wanted, err);
	opening.why = session_message(context, &wanted->message);
	if (!wanted->message.count && context->out->terminal &&
	        session_text(context, &wanted->message, template, true, &opening.why, err))
		return -1;
	opening_draft(&opening, &group, &draft);
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	proposal_report(context, &group, &opening);
	advice_next(context, "moot show %.4s", opening.id);
	return 0;
}

const struct command command_propose = {
        .name = "propose",
        .group = GROUP_NEGOTIATE,
        .summary = "open a negotiation about a role, person, agreement or the charter",
        .operands = "[ROLE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct proposal_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
