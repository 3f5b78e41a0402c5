/* SPDX-License-Identifier: MIT */
#include "cmd/proposal.h"

#include "cmd/input.h"
#include "cmd/known.h"

#include "core/rules/option.h"
#include "core/rules/force.h"
#include "core/rules/stagger.h"
#include "core/rules/trial.h"
#include "formats/date.h"
#include "formats/name.h"

#include <string.h>

static enum edit_kind kind_of(const char *name)
{
	return !strcmp(name, "set")        ? EDIT_SET
	       : !strcmp(name, "add")      ? EDIT_ADD
	       : !strcmp(name, "unset")    ? EDIT_UNSET
	       : !strcmp(name, "holder")   ? EDIT_HOLDER
	       : !strcmp(name, "delegate") ? EDIT_DELEGATE
	                                   : EDIT_LED_BY;
}

/* Where a [pay] or [member] ends when nobody says: with the role's last term, or a year on. */
static int32_t usual_end(const struct group *group, const struct role *role)
{
	int32_t latest = DAY_NONE;

	for (size_t i = 0; role && i < role->holder_count; i++)
		if (role->holder[i].term.until > latest && role->holder[i].term.until >= group->day)
			latest = role->holder[i].term.until;
	if (latest == DAY_NONE)
		latest = day_after(group->day, (struct duration){-1, 12});
	return latest;
}

static int edit_in_editor(struct context *context, const struct buf *text, struct opening_file *out,
        struct error *err)
{
	const struct option_list none = {NULL, 0, 0};
	const char *edited;
	const char *template = arena_print(context->arena,
	        "%s\n# Change the text above as you would have it, and close the editor.\n"
	        "# These lines are left out; an empty text aborts.\n",
	        text->data);

	if (session_text(context, &none, template, false, &edited, err))
		return -1;
	out->text = arena_print(context->arena, "%s\n", edited);
	out->len = strlen(out->text);
	return 0;
}

/* The text with what the trial changed laid over it. */
static int keep_trial(
        struct group *group, const char *id, const char *path, struct buf *text, struct error *err)
{
	const struct negotiation *trial;

	if (ledger_find(&group->ledger, id, &trial, err))
		return -1;
	const struct decision *decision = negotiation_adopted(&group->now, trial);
	if (!decision || !is_trial(trial))
		return error_set(err, ERROR_FATAL, "%s is no trial that was adopted", trial->slug);
	const struct option *option = &trial->option[decision->option];
	for (size_t i = 0; i < option->change_count; i++)
		if (!strcmp(option->change[i].file->name, path))
			return keyed_apply(text, path, &option->change[i].diff, err);
	return error_set(err, ERROR_FATAL, "the trial %s changed nothing in %s", trial->id, path);
}

int proposal_edit(struct context *context, const struct proposal_options *options,
        const struct edit_context *editing, struct buf *text, struct opening_file *out,
        struct error *err)
{
	struct edit *edit = arena_array(context->arena, options->edit.count, sizeof *edit);

	out->path = editing->path;
	for (size_t i = 0; i < options->edit.count; i++)
		edit[i] = (struct edit){
		        kind_of(options->edit.item[i].option->name), options->edit.item[i].value};
	if (!options->edit.count && !options->editor && !options->keep && !options->from_file) {
		error_set(err, ERROR_USAGE, "nothing is changed");
		return error_hint(err, "say what: --set, --add, --unset, --holder, --led-by, "
		                       "--from-file or --edit");
	}
	if (edit_apply(text, editing, edit, options->edit.count, err))
		return -1;
	if (options->editor)
		return edit_in_editor(context, text, out, err);
	out->text = arena_string(context->arena, text->data, text->len);
	out->len = text->len;
	return 0;
}

int proposal_file(struct context *context, struct group *group,
        const struct proposal_options *options, const char *path, const char *by,
        struct opening_file *out, struct error *err)
{
	const struct file *stands =
	        trial_lapse(&group->now, standing_file(&group->ledger, group->now.standing, path));
	struct buf text = BUF_INIT;
	struct edit_context editing = {
	        .arena = context->arena,
	        .path = path,
	        .role = stands && stands->usable && stands->class == PATH_ROLE ? &stands->role
	                                                                       : NULL,
	        .by = by,
	        .today = group->day,
	};

	editing.until = usual_end(group, editing.role);
	out->path = path;
	if (options->from_file && input_read(context->arena, options->from_file, GOVERNED_MAX,
	                                  &out->text, &out->len, err))
		return -1;
	if (options->from_file)
		buf_add(&text, out->text, out->len);
	else if (stands)
		buf_add(&text, stands->text, stands->len);
	else if (!strncmp(path, "roles/", 6))
		edit_new_role(&text, arena_string(context->arena, path + 6, strlen(path) - 10));
	int status = options->keep ? keep_trial(group, options->keep, path, &text, err) : 0;
	if (!status)
		status = proposal_edit(context, options, &editing, &text, out, err);
	buf_release(&text);
	return status;
}

int proposal_target(struct context *context, const struct proposal_options *options, int argc,
        char **argv, const char **path, const char **slug, struct error *err)
{
	int named = (argc > 0) + options->charter + (options->person != NULL) +
	            (options->agreement != NULL);
	const char *name = argc ? argv[0] : options->person ? options->person : options->agreement;
	char made[SLUG_LENGTH + 1];

	if (named != 1) {
		error_set(err, ERROR_USAGE,
		        named ? "more than one thing to change is named" : "what is to change?");
		return error_hint(err, "a ROLE, --charter, --person HANDLE or --agreement NAME");
	}
	if (options->charter) {
		*path = "moot.ini";
		*slug = "charter";
		return 0;
	}
	if (name_check(name, strlen(name), err))
		return -1;
	*path = arena_print(context->arena, "%s/%s.%s",
	        argc              ? "roles"
	        : options->person ? "people"
	                          : "agreements",
	        name, options->agreement ? "md" : "ini");
	slug_make(made, name, strlen(name));
	*slug = arena_string(context->arena, made, strlen(made));
	return 0;
}

void proposal_stagger(struct context *context, const struct group *group, const struct file *file)
{
	struct stagger stagger;

	if (file->class == PATH_ROLE && file->usable &&
	        stagger_find(&stagger, context->arena, &file->role, group->day))
		talk_warning("all terms of %s end on %s; staggered: %s", file->role.name,
		        day_iso(context->arena, stagger.day), stagger.advice);
}

/* The last day of the newest membership, as it stands. */
static int32_t membership_end(const struct group *group, const char *handle)
{
	const struct person *person = standing_person(&group->now, handle);

	return person && person->member_count ? person->member[person->member_count - 1].term.until
	                                      : DAY_NONE;
}

void proposal_outlast(struct context *context, const struct group *group,
        const struct option *option, const struct file *file)
{
	for (size_t i = 0; file->class == PATH_ROLE && file->usable && i < option->given_count;
	        i++) {
		int32_t end = membership_end(group, option->given[i]), until = DAY_NONE;
		for (size_t j = 0; j < file->role.holder_count; j++)
			if (!strcmp(file->role.holder[j].handle, option->given[i]) &&
			        file->role.holder[j].term.until > until)
				until = file->role.holder[j].term.until;
		if (end != DAY_NONE && end >= group->day && until > end)
			talk_warning("%s is a member until %s, and holds %s no longer than that",
			        option->given[i], day_iso(context->arena, end), file->role.name);
	}
}

int proposal_unknown(struct context *context, const struct group *group,
        const struct proposal_options *options, struct error *err)
{
	for (size_t i = 0; i < options->edit.count; i++) {
		const char *value = options->edit.item[i].value;
		enum edit_kind kind = kind_of(options->edit.item[i].option->name);
		size_t len = strcspn(value, ":.");
		char *name = arena_string(context->arena, value, len);
		if (kind == EDIT_HOLDER && !standing_person(&group->now, name))
			return known_hint(context, group, KNOWN_PEOPLE, name,
			        arena_print(context->arena, "moot join %s takes somebody in", name),
			        err);
		if (kind == EDIT_LED_BY && !standing_role(&group->now, name))
			return known_hint(
			        context, group, KNOWN_ROLES, name, "moot roles lists them", err);
	}
	return -1;
}

static void warn_of_teams(const struct group *group, const struct opening *opening)
{
	for (size_t i = 0; i < opening->option.change_count; i++) {
		const struct file *file = opening->option.change[i].file;
		if (file->class != PATH_ROLE || !file->usable)
			continue;
		if (file->role.team && !standing_role(&group->now, file->role.team) &&
		        strcmp(file->role.team, file->stem) != 0)
			talk_warning("there is no role '%s' yet that could be the team of %s: "
			             "until then all members are asked",
			        file->role.team, file->stem);
	}
}

static const char *roll_text(struct context *context, const struct opening *opening)
{
	const char **name = arena_array(context->arena, opening->roll_count, sizeof *name);

	for (size_t i = 0; i < opening->roll_count; i++)
		name[i] = opening->roll[i].outside ? arena_print(context->arena, "%s (heard)",
		                                             opening->roll[i].handle)
		                                   : opening->roll[i].handle;
	return join_names(context->arena, name, opening->roll_count);
}

/* A role that is new and called almost like one that stands may be meant for it. */
static const char *like_role(
        struct context *context, struct group *group, const struct opening *opening)
{
	const struct option_change *change =
	        opening->option.change_count == 1 ? opening->option.change : NULL;

	if (!change || change->base || change->file->class != PATH_ROLE)
		return NULL;
	struct file_list roles = standing_roles(&group->now, context->arena);
	const char **name = arena_array(context->arena, roles.count, sizeof *name);
	for (size_t i = 0; i < roles.count; i++)
		name[i] = roles.file[i]->stem;
	return nearest_word(change->file->stem, name, roles.count);
}

static bool is_asked(const struct opening *opening)
{
	for (size_t i = 0; i < opening->roll_count; i++)
		if (!strcmp(opening->roll[i].handle, opening->who))
			return true;
	return false;
}

void proposal_report(struct context *context, struct group *group, const struct opening *opening)
{
	struct out *out = context->out;

	if (out->form != FORM_HUMAN) {
		record_result(out, "id", opening->id);
		return;
	}
	out_style(out, STYLE_NAME, "%s", opening->id);
	out_print(out, " ");
	out_fold_rest(out, (int)strlen(opening->id) + 1, 2,
	        arena_print(context->arena, "%s%s%s%s",
	                opening->file_count
	                        ? option_sentence(context->arena, &opening->option, group->day)
	                        : opening->slug,
	                opening->trial ? ", a trial of " : "", opening->trial ? opening->trial : "",
	                opening->trial ? " from the decision" : ""));
	if (!opening->file_count) {
		out_print(out, "  no option yet: moot amend %.4s\n", opening->id);
		return;
	}
	if (opening->chosen->method == METHOD_LAZY)
		out_fold(out, 2,
		        arena_print(context->arena,
		                "on the roll: %s. Policy %s: passes on %s with one more consent, "
		                "unless somebody objects.",
		                roll_text(context, opening), opening->chosen->name,
		                day_said(context, group, opening->closes)));
	else
		out_fold(out, 2,
		        arena_print(context->arena,
		                "on the roll: %s. Policy %s: decidable from %s%s; closes %s.",
		                roll_text(context, opening), opening->chosen->name,
		                day_said(context, group, opening->decidable),
		                opening->chosen->early ? ", or when all have spoken" : "",
		                day_said(context, group, opening->closes)));
	const char *like = like_role(context, group, opening);
	if (like)
		out_fold(out, 2,
		        arena_print(context->arena,
		                "it would be a new role. If you meant %s: moot withdraw %.4s, and "
		                "again",
		                like, opening->id));
	if (!opening->no_consent)
		out_fold(out, 2,
		        is_asked(opening)
		                ? "you consent to a, since you wrote it"
		                : "you consent to a, since you wrote it; you are not on "
		                  "the roll, so it is heard and does not count (rule N4)");
	fflush(out->file); /* what follows is about it */
	warn_of_teams(group, opening);
	for (size_t i = 0; i < opening->option.change_count; i++)
		if (opening->option.kinds & 1u << CHANGE_HOLDER)
			proposal_stagger(context, group, opening->option.change[i].file);
	for (size_t i = 0; i < opening->option.change_count; i++)
		proposal_outlast(context, group, &opening->option, opening->option.change[i].file);
}
