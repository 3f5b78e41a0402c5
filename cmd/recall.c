/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/known.h"
#include "cmd/proposal.h"

#include "core/rules/force.h"
#include "core/rules/option.h"
#include "core/rules/place.h"
#include "core/rules/recall.h"
#include "formats/date.h"
#include "formats/ini_edit.h"
#include "formats/name.h"

#include <string.h>

struct recall_options {
	struct option_list message, seen;
	bool dry_run;
};

static const struct command_option options[] = {
        OPTION_LIST(struct recall_options, message, 'm', "message", "WHY", "why, in prose"),
        OPTION_FLAG(struct recall_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static const char template[] =
        "\n"
        "# Why? What is harmed, and why waiting for the end of the term is worse.\n"
        "# These lines are left out; an empty text aborts.\n";

static int check_holder(struct context *context, const struct group *group, const char *role_name,
        const char *handle, const char *who, struct error *err)
{
	const struct role *role = standing_role(&group->now, role_name);

	if (!role) {
		error_set(err, ERROR_FATAL, "there is no role '%s'", role_name);
		return known_hint(
		        context, group, KNOWN_ROLES, role_name, "moot roles lists them", err);
	}
	if (!is_holder(&group->now, role, handle)) {
		error_refuse(err, "A1", "%s does not hold %s", handle, role_name);
		error_place(
		        err, "%s", place_of_holder(&group->now, context->arena, role_name, handle));
		return error_hint(err, "moot roles %s shows who does", role_name);
	}
	if (strcmp(handle, who) == 0) {
		error_refuse(err, "A3", "ending one's own term is an act");
		error_place(
		        err, "%s", place_of_holder(&group->now, context->arena, role_name, handle));
		return error_hint(err, "moot act %s --holder %s..DATE", role_name, handle);
	}
	return 0;
}

/* One term of theirs: one that is to begin later than the recall is taken out. */
static int end_term(struct buf *text, const char *handle, size_t nth, const struct term *term,
        int32_t end, struct error *err)
{
	struct ini_place place = {"holder", handle, nth};
	char day[DAY_SIZE];

	if (term->from > end)
		return ini_edit_remove_section(text, place, err);
	if (term->until <= end)
		return 0;
	day_print(day, end);
	return ini_edit_set(text, place, "until", 0, day, strlen(day), err);
}

/* Every term of theirs that runs or is to come ends when the recall may first be decided. */
static int recall_text(struct context *context, struct group *group, const char *role_name,
        const char *handle, struct opening_file *file, struct error *err)
{
	const struct charter *charter = standing_charter(&group->now);
	const struct policy *policy = charter_policy(charter, charter->use[CHANGE_RECALL]);
	int32_t end = policy ? span_after(group->day, policy->open_min) : group->day;
	const char *path = arena_print(context->arena, "roles/%s.ini", role_name);
	const struct file *stands = standing_file(&group->ledger, group->now.standing, path);
	const struct role *role = &stands->role;
	struct buf text = BUF_INIT;
	size_t nth = 0;
	int status = 0;

	for (size_t i = 0; i < role->holder_count; i++)
		nth += !strcmp(role->holder[i].handle, handle);
	buf_add(&text, stands->text, stands->len);
	for (size_t i = role->holder_count; i-- > 0 && !status;)
		if (!strcmp(role->holder[i].handle, handle) &&
		        role->holder[i].term.until >= group->day)
			status = end_term(&text, handle, --nth, &role->holder[i].term, end, err);
		else if (!strcmp(role->holder[i].handle, handle))
			nth--;
	*file = (struct opening_file){
	        path, arena_string(context->arena, text.data, text.len), text.len};
	buf_release(&text);
	return status;
}

static void report(
        struct context *context, const struct group *group, const struct opening *opening)
{
	struct out *out = context->out;

	if (out->form != FORM_HUMAN) {
		record_result(out, "id", opening->id);
		return;
	}
	out_style(out, STYLE_NAME, "%s", opening->id);
	out_print(out, " ");
	out_fold_rest(out, (int)strlen(opening->id) + 1, 2,
	        arena_print(context->arena, "recall: %s, %s. It opens with a second, until %s.",
	                opening->slug, opening->recalled,
	                day_said(context, group, group->day + SECOND_DAYS)));
	out_fold(out, 2,
	        arena_print(context->arena,
	                "%s is heard, does not decide, and holds it unless it passes. Policy %s: "
	                "decidable from %s, closes "
	                "%s.",
	                opening->recalled, opening->chosen->name,
	                day_said(context, group, opening->decidable),
	                day_said(context, group, opening->closes)));
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct recall_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct opening opening = {.id = opening_id(context->arena), .seconds = context->now};
	struct opening_file file;
	char slug[SLUG_LENGTH + 1];
	struct oid id;
	bool committed;

	(void)argc;
	if (name_check(argv[0], strlen(argv[0]), err) || session_group(context, &group, err) ||
	        session_member(context, &group, &person, err) ||
	        check_holder(context, &group, argv[0], argv[1], person.handle, err) ||
	        recall_text(context, &group, argv[0], argv[1], &file, err))
		return -1;
	slug_make(slug, argv[0], strlen(argv[0]));
	opening.who = person.handle;
	opening.slug = slug;
	opening.recalled = argv[1];
	opening.role = argv[0];
	opening.file = &file;
	opening.file_count = 1;
	if (opening_prepare(&opening, &group, err))
		return -1;
	if (!wanted->message.count && !context->out->terminal) {
		error_set(err, ERROR_USAGE, "a recall gives its reasons");
		return error_hint(err, "say what is harmed, and why waiting is worse: -m WHY");
	}
	if (session_text(context, &wanted->message, template, false, &opening.why, err))
		return -1;
	opening_draft(&opening, &group, &draft);
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	report(context, &group, &opening);
	advice_next(context, "moot show %.4s", opening.id);
	return 0;
}

const struct command command_recall = {
        .name = "recall",
        .group = GROUP_NEGOTIATE,
        .summary = "call for the end of somebody's term",
        .operands = "ROLE HANDLE",
        .operand_min = 2,
        .operand_max = 2,
        .option = options,
        .options_size = sizeof(struct recall_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
