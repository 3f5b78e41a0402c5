/* SPDX-License-Identifier: MIT */
#include "cmd/report_negotiation.h"
#include "cmd/report_role.h"

#include "core/rules/force.h"
#include "core/rules/trial.h"
#include "formats/charter.h"
#include "formats/date.h"
#include "formats/name.h"

#include <string.h>

/* --- a person --- */

/* Who was here and is no longer, and the way back. */
static void show_alumni(
        struct context *context, const struct group *group, const struct person *person)
{
	int32_t last = DAY_NONE;

	for (size_t i = 0; i < person->member_count; i++)
		if (person->member[i].term.until > last)
			last = person->member[i].term.until;
	if (last != DAY_NONE && last < group->day)
		out_print(context->out,
		        "  was here until %s; what they gave stays. The way back: moot join %s\n",
		        day_said(context, group, last), person->handle);
}

/* When they are away, and whose word counts while they are silent. */
static void show_own(
        struct context *context, const struct group *group, const struct person *person)
{
	struct out *out = context->out;

	for (size_t i = 0; i < person->away_count; i++)
		if (person->away[i].until >= group->day)
			out_print(out, "  away %s..%s\n",
			        day_iso(context->arena, person->away[i].from),
			        day_iso(context->arena, person->away[i].until));
	for (size_t i = 0; i < person->delegate_count; i++) {
		const struct delegate *delegate = &person->delegate[i];
		const char *over = delegate->term.until < group->day ? "  over" : "";
		out_print(out, "  while silent, %s speaks for %s %s..%s%s%s%s%s%s\n",
		        delegate->handle, person->handle,
		        day_iso(context->arena, delegate->term.from),
		        day_iso(context->arena, delegate->term.until),
		        delegate->role_count ? ", about " : "",
		        join_names(context->arena, delegate->role, delegate->role_count),
		        delegate->topic_count ? ", on " : "",
		        join_names(context->arena, delegate->topic, delegate->topic_count), over);
	}
}

static void show_person(
        struct context *context, const struct group *group, const struct person *person)
{
	struct out *out = context->out;
	struct file_list roles = standing_roles(&group->now, context->arena);

	out_style(out, STYLE_BOLD, "%s", person->handle);
	out_print(out, "  %s", person->name);
	if (person->affiliation)
		out_print(out, ", %s", person->affiliation);
	out_print(out, "\n");
	if (!person->member_count)
		out_print(out, "  an acquaintance: may be thanked and cited, has no voice\n");
	for (size_t i = 0; i < person->member_count; i++) {
		const struct membership *membership = &person->member[i];
		enum force force = membership_force(&group->now, person, membership);
		out_print(out, "  %s %s..%s  %s\n", membership->guest ? "guest" : "member",
		        day_iso(context->arena, membership->term.from),
		        day_iso(context->arena, membership->term.until),
		        force == FORCE_OFFER ? "offered: begins with a commit of theirs"
		                             : force_text[force]);
	}
	show_alumni(context, group, person);
	show_own(context, group, person);
	int32_t load = 0;
	for (size_t i = 0; i < roles.count; i++)
		for (size_t j = 0; j < roles.file[i]->role.holder_count; j++) {
			const struct holder *holder = &roles.file[i]->role.holder[j];
			if (!strcmp(holder->handle, person->handle) &&
			        holder_force(&group->now, &roles.file[i]->role, holder) ==
			                FORCE_YES)
				load += holder->load_tenths;
		}
	if (load)
		out_print(out, "  a load of %d.%d days a week\n", load / 10, load % 10);
	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		for (size_t j = 0; j < role->holder_count; j++)
			if (!strcmp(role->holder[j].handle, person->handle))
				out_print(out, "  %s %s..%s  %s\n", role->name,
				        day_iso(context->arena, role->holder[j].term.from),
				        day_iso(context->arena, role->holder[j].term.until),
				        force_text[holder_force(
				                &group->now, role, &role->holder[j])]);
	}
}

/* --- the charter --- */

static void show_charter(struct context *context, const struct group *group)
{
	const struct charter *charter = standing_charter(&group->now);
	const char *shipped = charter_shipped(charter->rules);

	out_print(context->out, "; what this group says (moot.ini)\n%s\n", charter->ini.text);
	out_print(context->out, "; what holds where it says nothing: the shipped rules %u\n%s",
	        charter->rules, shipped ? shipped : "");
}

static const struct verdict *void_at(const struct group *group, const char *path)
{
	uint32_t number = paths_find(&group->ledger.paths, path, strlen(path));
	const struct verdict *verdict =
	        number == UINT32_MAX ? NULL : ledger_void_at(&group->ledger, number);

	return verdict && verdict->why ? verdict : NULL;
}

static int show_path(
        struct context *context, struct group *group, const char *path, struct error *err)
{
	const struct file *file = standing_file(&group->ledger, group->now.standing, path);
	const char *text;
	size_t len;

	if (group_tree_text(group, path, &text, &len, err))
		return -1;
	if (file) {
		/* what stands, which the tree may not be */
		if (!text || len != file->len || memcmp(text, file->text, len) != 0) {
			context->talked = true;
			talk_warning(
			        "this is what stands; the tree has it otherwise: moot check %s",
			        path);
		}
		out_print(context->out, "%s", trial_lapse(&group->now, file)->text);
		return 0;
	}
	if (!text)
		return error_set(err, ERROR_FATAL, "there is no '%s' at this commit", path);
	const struct verdict *verdict = void_at(group, path);
	if (verdict)
		return error_set(err, ERROR_NO, "%s is void: %s", path, verdict->why);
	out_print(context->out, "%s", text);
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct negotiation *negotiation = NULL;
	struct error ignored = ERROR_INIT;
	struct group group;
	const char *word = argv[0];

	(void)argc;
	if (session_group(context, &group, err))
		return -1;
	const struct role *role = standing_role(&group.now, word);
	const struct person *person = standing_person(&group.now, word);
	bool by_id = false;
	if (!ledger_find(&group.ledger, word, &negotiation, &ignored))
		by_id = !strncmp(negotiation->id, word, strlen(word)) || (!role && !person);
	if (!strcmp(word, "charter") && !by_id) {
		show_charter(context, &group);
		return 0;
	}
	if (strchr(word, '/') || strchr(word, '.'))
		return show_path(context, &group, word, err);
	session_mark_void(context, &group);
	int meanings = by_id + (role != NULL) + (person != NULL);
	if (meanings > 1) {
		error_set(err, ERROR_FATAL, "'%s' could be %s%s%s", word, role ? "a role" : "",
		        person ? role ? " or a person" : "a person" : "",
		        by_id ? " or a negotiation" : "");
		return error_hint(err, "name the file: roles/%s.ini or people/%s.ini", word, word);
	}
	if (by_id) {
		if (context->out->form == FORM_HUMAN)
			report_negotiation(context, &group, negotiation);
		else
			record_negotiation(context, &group, negotiation);
	} else if (role) {
		if (context->out->form == FORM_HUMAN)
			return report_role(context, &group, role, err);
		else
			record_role(context->out, &group, role, role_state(&group, role));
	} else if (person) {
		show_person(context, &group, person);
	} else {
		const char *path = arena_print(context->arena, "roles/%s.ini", word);
		const struct verdict *verdict = void_at(&group, path);
		if (verdict) {
			error_set(err, ERROR_NO, "%s is void: %s", path, verdict->why);
			return error_hint(err, "moot propose %s --from-file %s asks the others",
			        word, group_path(&group, path));
		}
		error_set(err, ERROR_FATAL, "'%s' is no negotiation, role, person or path here",
		        word);
		return error_hint(err, "moot roles --all and moot status list what there is");
	}
	return 0;
}

const struct command command_show = {
        .name = "show",
        .group = GROUP_SEE,
        .summary = "a negotiation, a role, a person, the charter or a file as it stands",
        .operands = "ID|ROLE|HANDLE|PATH|charter",
        .operand_min = 1,
        .operand_max = 1,
        .needs = NEEDS_MOOT | READS | PAGED | KEPT,
        .run = run,
};
