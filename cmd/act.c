/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/known.h"
#include "cmd/proposal.h"
#include "cmd/report_negotiation.h"

#include "core/rules/acting.h"
#include "core/rules/duty.h"
#include "core/rules/force.h"
#include "core/rules/judge.h"
#include "core/rules/limit.h"
#include "core/rules/option.h"
#include "core/rules/place.h"
#include "core/rules/trial.h"

#include <string.h>

struct act_options {
	struct proposal_options proposal;
	const char *until, *emergency;
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
        OPTION_LIST(struct act_options, proposal.edit, 0, "delegate", "NAME[:FROM]..UNTIL",
                "let what NAME says count for you while you are silent"),
        OPTION_STRING(struct act_options, emergency, 0, "emergency", "WHY",
                "do what is above your autonomy, for three days, and ask the others"),
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

struct refusal {
	const char *slug, *why, *place, *who;
	const struct file *before;
};

static bool has_edit(const struct proposal_options *proposal, const char *name)
{
	for (size_t i = 0; i < proposal->edit.count; i++)
		if (!strcmp(proposal->edit.item[i].option->name, name))
			return true;
	return false;
}

/* What is missed can be made good; everything else is asked of the others. */
static int refuse(struct context *context, const struct group *group,
        const struct proposal_options *proposal, const struct refusal *refusal, struct error *err)
{
	const struct file *before = refusal->before;

	error_refuse(err, "A3", "%s: %s", refusal->slug, refusal->why);
	error_place(err, "%s", refusal->place);
	if (has_edit(proposal, "delegate"))
		return error_hint(
		        err, "your own word is yours to give: moot act --delegate NAME..DATE");
	if (before && before->class == PATH_ROLE && before->usable &&
	        is_holder(&group->now, &before->role, refusal->who) &&
	        duty_missed(&group->now, &before->role, refusal->who))
		return error_hint(err, "moot write -m '... %s%s'; or ask the others: %s",
		        before->role.topic_count ? "#" : "",
		        before->role.topic_count ? before->role.topic[0] : "",
		        as_proposal(context, proposal, refusal->slug));
	return error_hint(err, "%s", as_proposal(context, proposal, refusal->slug));
}

/* An act about to be made. */
struct acting {
	struct context *context;
	struct group group;
	struct person_at_hand person;
	struct proposal_options proposal;
	const char *path, *slug;
	const struct file *before, *after;
	struct opening opening; /* of several holders, or an emergency */
	struct opening_file file;
};

static void open_as(struct acting *acting, enum option_way way, const char *why)
{
	acting->opening.who = acting->person.handle;
	acting->opening.slug = acting->slug;
	acting->opening.file = &acting->file;
	acting->opening.file_count = 1;
	acting->opening.way = way;
	acting->opening.why = why;
}

/* The option that the change would be. */
static struct option as_option(struct acting *acting, struct option_change *change)
{
	struct option option = {.change = change, .change_count = 1};

	/* what a trial leaves behind is written along, and is no change of theirs */
	*change = (struct option_change){
	        trial_lapse(&acting->group.now, acting->before), acting->after, {NULL, 0}};
	option_read(&acting->group.now, acting->context->arena, &option);
	return option;
}

/* Several holders decide among themselves: their act is a negotiation. */
static int act_among(struct acting *acting, struct error *err)
{
	struct context *context = acting->context;
	struct draft draft = DRAFT_INIT(context->arena);
	struct oid id;
	bool committed;

	open_as(acting, WAY_ACT, session_message(context, &acting->proposal.message));
	if (opening_prepare(&acting->opening, &acting->group, err))
		return -1;
	opening_draft(&acting->opening, &acting->group, &draft);
	if (session_commit(context, &acting->group, &draft, acting->proposal.dry_run, &id,
	            &committed, err))
		return -1;
	if (!committed)
		return 0;
	if (context->out->form == FORM_HUMAN)
		out_print(context->out, "%s has several holders, who decide it among themselves\n",
		        acting->slug);
	proposal_report(context, &acting->group, &acting->opening);
	advice_next(context, "moot show %.4s", acting->opening.id);
	return 0;
}

/* What is done now, the negotiation about it, and why, in one commit. */
static int act_in_emergency(struct acting *acting, const char *why, struct error *err)
{
	struct context *context = acting->context;
	struct group *group = &acting->group;
	struct draft draft = DRAFT_INIT(context->arena);
	const char *message = session_message(context, &acting->proposal.message);
	struct option_change change;
	struct buf text = BUF_INIT;
	struct oid id;
	bool committed;

	struct option option = as_option(acting, &change);
	open_as(acting, WAY_EMERGENCY,
	        *message ? arena_print(context->arena, "%s\n\n%s", why, message) : why);
	if (opening_prepare(&acting->opening, group, err))
		return -1;
	opening_draft(&acting->opening, group, &draft);
	int32_t end = group->day + EMERGENCY_DAYS;
	buf_add(&text, acting->file.text, acting->file.len);
	trial_mark(&text, acting->path, &change, acting->opening.id, end);
	draft_add(&draft, acting->path, text.data, text.len);
	buf_release(&text);
	draft.subject = arena_print(context->arena, "%s (an emergency)",
	        option_sentence(context->arena, &option, group->day));
	draft.body = acting->opening.why;
	draft.trailers = arena_print(context->arena, "Act: %s %s\nEmergency: %s\nNegotiation: %s\n",
	        acting->slug, level_name[change_level(change.base, acting->after)],
	        first_words(context->arena, why, 200), acting->opening.id);
	if (session_commit(context, group, &draft, acting->proposal.dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	if (context->out->form == FORM_HUMAN) {
		session_report_commit(context, &id, draft.subject);
		out_print(context->out, "it holds until %s, and stays if it is adopted by then\n",
		        day_said(context, group, end));
	}
	proposal_report(context, group, &acting->opening);
	advice_next(context, "moot show %.4s", acting->opening.id);
	return 0;
}

/* "clients: ana resigns on 2026-06-15", or NULL. */
static const char *resignation(const struct acting *acting, const struct option_change *change)
{
	const char *who = acting->person.handle;

	for (size_t i = 0; acting->after->class == PATH_ROLE && i < change->diff.count; i++) {
		const struct keyed_entry *before = change->diff.change[i].before;
		const struct keyed_entry *after = change->diff.change[i].after;
		if (before && after && !strcmp(after->word, "holder") &&
		        !strcmp(after->key, "until") && after->name && !strcmp(after->name, who) &&
		        change->diff.count == 1)
			return arena_print(acting->context->arena, "%s: %s resigns on %s",
			        acting->slug, who, after->value[0]);
	}
	return NULL;
}

/* The last of those that the change lets speak for the person or no longer, or NULL. */
static const struct keyed_entry *delegated(const struct option_change *change)
{
	for (size_t i = change->diff.count; i-- > 0;) {
		const struct keyed_entry *after = change->diff.change[i].after;
		if (after && !strcmp(after->word, "delegate") && !strcmp(after->key, "until"))
			return after;
	}
	return NULL;
}

/* Who is let to speak for the person must be able to. */
static int check_delegates(struct acting *acting, struct error *err)
{
	const struct moment *now = &acting->group.now;
	const struct person *before =
	        acting->before && acting->before->usable ? &acting->before->person : NULL;
	size_t stood = before ? before->delegate_count : 0;

	if (acting->after->class != PATH_PERSON || !acting->after->usable)
		return 0;
	for (size_t i = stood; i < acting->after->person.delegate_count; i++) {
		const struct delegate *delegate = &acting->after->person.delegate[i];
		const char *to = delegate->handle;
		if (delegate->term.until < acting->group.day) {
			error_refuse(err, "V4", "%s: that is over already", to);
			error_place(err, "%s:%u", acting->path, delegate->term.line);
			return error_hint(
			        err, "give it a last day to come: --delegate %s..DATE", to);
		}
		if (!strcmp(to, acting->after->stem)) {
			error_refuse(err, "V4", "%s speaks for %s anyway", to, to);
			error_place(err, "%s:1", acting->path);
			return error_hint(err, "name whose word is to count while you are silent");
		}
		if (is_member(now, to))
			continue;
		error_refuse(err, "A7", "'%s' is no member in force, and can speak for nobody", to);
		error_place(err, "%s", place_of_member(now, acting->context->arena, to));
		return known_hint(acting->context, &acting->group, KNOWN_PEOPLE, to,
		        "moot status --all lists who is; a member may speak for you", err);
	}
	return 0;
}

static int act_alone(struct acting *acting, bool founds, struct error *err)
{
	struct context *context = acting->context;
	struct group *group = &acting->group;
	struct draft draft = DRAFT_INIT(context->arena);
	struct option_change change;
	struct option option = as_option(acting, &change);
	int level = change_level(change.base, acting->after);
	struct oid id;
	bool committed;

	const struct keyed_entry *to = delegated(&change);
	const char *resigns = founds ? NULL : resignation(acting, &change);
	draft.subject = resigns ? resigns
	                : to    ? arena_print(context->arena, "%s: %s speaks for %s until %s",
	                                  acting->slug, to->name, acting->slug, to->value[0])
	                        : option_sentence(context->arena, &option, group->day);
	draft.body = session_message(context, &acting->proposal.message);
	if (!founds)
		draft.trailers = arena_print(context->arena, "Act: %s %s\n", acting->slug,
		        level >= 0 ? level_name[level] : "own");
	draft_add(&draft, acting->path, acting->file.text, acting->file.len);
	if (session_commit(context, group, &draft, acting->proposal.dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	session_report_commit(context, &id, draft.subject);
	if (context->out->form == FORM_HUMAN && option.kinds & 1u << CHANGE_HOLDER)
		proposal_stagger(context, group, acting->after);
	if (context->out->form == FORM_HUMAN)
		proposal_outlast(context, group, &option, acting->after);
	if (acting->after->class == PATH_PERSON && context->out->form == FORM_HUMAN)
		report_endings(context, group, &acting->after->person);
	if (to && context->out->form == FORM_HUMAN)
		out_print(context->out,
		        "while you are silent, what %s says counts for you; your own word is "
		        "before it\n",
		        to->name);
	advice_next(context, "moot show %s", acting->slug);
	return 0;
}

/* What the founder sets up needs nobody, and is no more impossible than what others agree to. */
static int check_founding(struct acting *acting, struct error *err)
{
	struct option_change change;
	struct option option = as_option(acting, &change);
	const char *place = NULL;
	const char *why =
	        limit_broken_at(&acting->group.now, acting->context->arena, &option, &place);

	if (!why)
		return 0;
	error_refuse(err, "N12", "%s", why);
	error_place(err, "%s", place);
	proposal_unknown(acting->context, &acting->group, &acting->proposal, err);
	return error_hint(err, "moot roles lists who holds what until when");
}

static bool is_among(struct acting *acting)
{
	struct option_change change;
	struct option option = as_option(acting, &change);

	return !option.void_reason && !act_refused(&acting->group.now, acting->context->arena,
	                                      acting->person.handle, &option);
}

/* --delegate is about whoever types it, and needs no --person. */
static bool is_of_oneself(const struct proposal_options *proposal, int argc)
{
	return !argc && !proposal->person && has_edit(proposal, "delegate");
}

static int target(struct acting *acting, int argc, char **argv, struct error *err)
{
	return proposal_target(
	        acting->context, &acting->proposal, argc, argv, &acting->path, &acting->slug, err);
}

/* Reads who acts and on what; founds says whether it is the founding's. */
static int prepare(struct acting *acting, int argc, char **argv, bool emergency, bool *founds,
        struct error *err)
{
	struct context *context = acting->context;
	struct group *group = &acting->group;

	acting->opening.id = opening_id(context->arena);
	acting->opening.seconds = context->now;
	bool of_oneself = is_of_oneself(&acting->proposal, argc);
	if ((!of_oneself && target(acting, argc, argv, err)) ||
	        session_group(context, group, err) ||
	        session_member(context, group, &acting->person, err))
		return -1;
	if (of_oneself)
		acting->proposal.person = acting->person.handle;
	if (of_oneself && target(acting, argc, argv, err))
		return -1;
	*founds = session_founds(group, &acting->person) && !emergency;
	if (proposal_file(context, group, &acting->proposal, acting->path,
	            *founds ? "founding" : NULL, &acting->file, err))
		return -1;
	uint32_t number = paths_add(&group->ledger.paths, acting->path, strlen(acting->path));
	acting->before = standing_file(&group->ledger, group->now.standing, acting->path);
	acting->after =
	        file_from_text(&group->ledger.files, number, acting->file.text, acting->file.len);
	if (made_check(acting->after, acting->before, err))
		return -1;
	if (!acting->before && !*founds) {
		error_set(err, ERROR_FATAL, "there is no %s", acting->path);
		return error_hint(err, "%s", as_proposal(context, &acting->proposal, acting->slug));
	}
	if (acting->before == acting->after || file_same(acting->before, acting->after)) {
		error_refuse(err, "V4", "%s: it is so already", acting->slug);
		error_place(err, "%s:1", acting->path);
		return error_hint(err, "moot show %s", acting->slug);
	}
	return check_delegates(acting, err);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct act_options *wanted = context->options;
	struct acting acting = {.context = context, .proposal = wanted->proposal};
	const char *why, *who, *place;
	bool founds;

	if (wanted->until && !wanted->proposal.person) {
		error_set(err, ERROR_USAGE, "--until goes with --person: it ends a membership");
		return error_hint(err, "a term is ended with --holder HANDLE..DATE");
	}
	if (wanted->until)
		add_edit(context, &acting.proposal,
		        arena_print(context->arena, "member.until=%s", wanted->until));
	if (prepare(&acting, argc, argv, wanted->emergency != NULL, &founds, err))
		return -1;
	who = acting.person.handle;
	if (founds && check_founding(&acting, err))
		return -1;
	if (founds || judge_change_at(&acting.group.now, context->arena, who, acting.before,
	                      acting.after, &why, &place) != RIGHT_NONE)
		return act_alone(&acting, founds, err);
	if (wanted->emergency && !*wanted->emergency)
		return error_set(err, ERROR_USAGE, "an emergency says why");
	if (wanted->emergency)
		return act_in_emergency(&acting, wanted->emergency, err);
	if (is_among(&acting))
		return act_among(&acting, err);
	return refuse(context, &acting.group, &acting.proposal,
	        &(struct refusal){acting.slug, why, place, who, acting.before}, err);
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
