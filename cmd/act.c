/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/proposal.h"

#include "core/rules/force.h"
#include "core/rules/judge.h"
#include "core/rules/option.h"
#include "core/rules/trial.h"

#include <string.h>

struct act_options {
	struct proposal_options proposal;
	const char *until;
};

static const struct command_option options[] = {
        PROPOSAL_EDITS(struct act_options, proposal.edit),
        OPTION_STRING(struct act_options, proposal.from_file, 0, "from-file", "FILE",
                "take the whole text from FILE ('-': standard input)"),
        OPTION_FLAG(
                struct act_options, proposal.editor, 0, "edit", "change the text in your editor"),
        OPTION_STRING(struct act_options, proposal.person, 0, "person", "HANDLE",
                "change your own person file"),
        OPTION_STRING(struct act_options, until, 0, "until", "DATE",
                "with --person: end your membership on that day"),
        OPTION_LIST(struct act_options, proposal.message, 'm', "message", "WHY", "why, in prose"),
        OPTION_FLAG(struct act_options, proposal.dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static void add_edit(struct context *context, struct proposal_options *proposal, const char *words)
{
	static const struct command_option set = {.name = "set"};

	proposal->edit.item = arena_grow(context->arena, proposal->edit.item, proposal->edit.count,
	        &proposal->edit.capacity, sizeof *proposal->edit.item);
	proposal->edit.item[proposal->edit.count++] = (struct option_item){&set, words};
}

/* The same edits as a proposal, to be typed. */
static const char *as_proposal(
        struct context *context, const struct proposal_options *proposal, const char *slug)
{
	struct buf text = BUF_INIT;

	buf_print(&text, "moot propose %s%s", proposal->person ? "--person " : "", slug);
	for (size_t i = 0; i < proposal->edit.count; i++) {
		const char *value = proposal->edit.item[i].value;
		const char *quote = strpbrk(value, " \t\n;&|<>()$`\\\"*?[#~") ? "'" : "";
		if (strchr(value, '\'') || strlen(value) > 60)
			value = "...";
		buf_print(&text, " --%s %s%s%s", proposal->edit.item[i].option->name, quote, value,
		        quote);
	}
	char *copy = arena_string(context->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

/* "see roles/books.ini:4; ": where a role says how far its holder goes, or "". */
static const char *see_autonomy(struct context *context, const struct moment *now,
        const struct file *before, const char *who)
{
	const struct keyed_entry *entry =
	        before && before->class == PATH_ROLE && is_holder(now, &before->role, who)
	                ? keyed_find(&before->keyed, "role", "autonomy")
	                : NULL;

	return entry ? arena_print(context->arena, "see %s:%u; ", before->name, entry->line) : "";
}

/* "books and coop end with it": what somebody holds that their membership does not outlast. */
static void report_endings(
        struct context *context, const struct group *group, const struct person *person)
{
	struct file_list roles = standing_roles(&group->now, context->arena);
	int32_t end = person->member_count ? person->member[person->member_count - 1].term.until
	                                   : DAY_NONE;
	const char **ending = arena_array(context->arena, roles.count, sizeof *ending);
	size_t count = 0;

	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		bool ends = false;
		for (size_t j = 0; j < role->holder_count; j++)
			ends |= !strcmp(role->holder[j].handle, person->handle) &&
			        role->holder[j].term.until > end &&
			        role->holder[j].term.until >= group->day;
		if (ends)
			ending[count++] = role->name;
	}
	if (count == 1)
		out_print(context->out, "%s ends with it\n", ending[0]);
	else if (count)
		out_print(context->out, "%s and %s end with it\n",
		        join_names(context->arena, ending, count - 1), ending[count - 1]);
}

/* A founding asks nobody, but what it leaves must be readable. */
static int check_readable(const struct file *file, struct error *err)
{
	for (size_t i = 0; !file->usable && i < file->findings.count; i++) {
		const struct finding *finding = &file->findings.item[i];
		if (finding->severity != SEVERITY_ERROR)
			continue;
		error_set(err, ERROR_NO, "%s would be: line %u: %s [%s]", file->name, finding->line,
		        finding->message, finding->code);
		return finding->hint ? error_hint(err, "%s", finding->hint) : -1;
	}
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct act_options *wanted = context->options;
	struct proposal_options proposal = wanted->proposal;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct opening_file text;
	const char *path, *slug, *why;
	struct oid id;
	bool committed;

	if (wanted->until)
		add_edit(context, &proposal,
		        arena_print(context->arena, "member.until=%s", wanted->until));
	if (proposal_target(context, &proposal, argc, argv, &path, &slug, err) ||
	        session_group(context, &group, err) ||
	        session_member(context, &group, &person, err))
		return -1;
	bool founds = session_founds(&group, &person);
	if (proposal_file(context, &group, &proposal, path, founds ? "founding" : NULL, &text, err))
		return -1;
	uint32_t number = paths_add(&group.ledger.paths, path, strlen(path));
	const struct file *before = standing_file(&group.ledger, group.now.standing, path);
	const struct file *after = file_from_text(&group.ledger.files, number, text.text, text.len);
	if (founds && check_readable(after, err))
		return -1;
	if (!before && !founds) {
		error_set(err, ERROR_FATAL, "there is no %s", path);
		return error_hint(err, "%s", as_proposal(context, &proposal, slug));
	}
	if (!founds && judge_change(&group.now, context->arena, person.handle, before, after,
	                       &why) == RIGHT_NONE) {
		error_set(err, ERROR_NO, "%s: %s", slug, why);
		return error_hint(err, "%s%s",
		        see_autonomy(context, &group.now, before, person.handle),
		        as_proposal(context, &proposal, slug));
	}
	if (before == after || file_same(before, after))
		return error_set(err, ERROR_NO, "%s: it is so already", slug);
	/* what a trial leaves behind is written along, and is no change of theirs */
	struct option_change change = {trial_lapse(&group.now, before), after, {NULL, 0}};
	struct option option = {.change = &change, .change_count = 1};
	option_read(&group.now, context->arena, &option);
	int level = change_level(change.base, after);
	draft.subject = option_sentence(context->arena, &option, group.day);
	draft.body = session_message(context, &proposal.message);
	if (!founds)
		draft.trailers = arena_print(context->arena, "Act: %s %s\n", slug,
		        level >= 0 ? level_name[level] : "own");
	draft_add(&draft, path, text.text, text.len);
	if (session_commit(context, &group, &draft, proposal.dry_run, &id, &committed, err))
		return -1;
	if (committed) {
		session_report_commit(context, &id, draft.subject);
		if (after->class == PATH_PERSON && context->out->form == FORM_HUMAN)
			report_endings(context, &group, &after->person);
		advice_next(context, "moot show %s", slug);
	}
	return 0;
}

const struct command command_act = {
        .name = "act",
        .group = GROUP_DO,
        .summary = "change what your role may change by itself, end your own term, or set up while "
                   "founding",
        .operands = "[ROLE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct act_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
