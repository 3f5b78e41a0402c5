/* SPDX-License-Identifier: MIT */
#include "cmd/known.h"
#include "cmd/path_words.h"
#include "cmd/report_history.h"
#include "cmd/report_negotiation.h"
#include "cmd/report_person.h"
#include "cmd/report_role.h"

#include "core/rules/trial.h"
#include "formats/charter.h"
#include "formats/date.h"
#include "formats/name.h"

#include <string.h>

/* --- the charter --- */

static void show_charter(struct context *context, const struct group *group)
{
	const struct charter *charter = standing_charter(&group->now);
	const char *shipped = charter_shipped(charter->rules);

	if (context->out->form != FORM_HUMAN) {
		record_open(context->out);
		record_text(context->out, "path", "moot.ini");
		record_bytes(context->out, "text", charter->ini.text, charter->ini.len);
		record_text(context->out, "shipped", shipped);
		record_close(context->out);
		return;
	}
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

static void print_text(struct context *context, const char *path, const char *text, size_t len)
{
	if (context->out->form == FORM_HUMAN) {
		out_print(context->out, "%s", text);
		return;
	}
	record_open(context->out);
	record_text(context->out, "path", path);
	record_bytes(context->out, "text", text, len);
	record_close(context->out);
}

/* A slip of the pen in the name of a role or person. */
static int no_such_path(
        struct context *context, const struct group *group, const char *path, struct error *err)
{
	const char *name = strrchr(path, '/'), *dot = strrchr(path, '.');
	bool role = !strncmp(path, "roles/", 6);

	error_set(err, ERROR_FATAL, "there is no '%s' at this commit", path);
	if ((!role && strncmp(path, "people/", 7) != 0) || !dot || dot < name)
		return -1;
	name = arena_string(context->arena, name + 1, (size_t)(dot - name) - 1);
	const char *near = known_nearest(context, group, role ? KNOWN_ROLES : KNOWN_PEOPLE, name);
	return near ? error_hint(err, "did you mean '%s/%s.ini'?", role ? "roles" : "people", near)
	            : -1;
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
		if (!text || len != file->len || memcmp(text, file->text, len) != 0)
			talk_warning(
			        "this is what stands; the tree has it otherwise: moot check %s",
			        path);
		file = trial_lapse(&group->now, file);
		print_text(context, path, file->text, file->len);
		return 0;
	}
	if (!text)
		return no_such_path(context, group, path, err);
	const struct verdict *verdict = void_at(group, path);
	if (verdict) {
		error_refuse(err, "V4", "%s is void: %s", path, verdict->why);
		error_place(err, "%s:1", path);
		return error_hint(err, "moot check %s tells more", group_here(group, path));
	}
	print_text(context, path, text, len);
	return 0;
}

static int no_such_thing(
        struct context *context, const struct group *group, const char *word, struct error *err)
{
	const char *path = arena_print(context->arena, "roles/%s.ini", word);
	const struct verdict *verdict = void_at(group, path);
	const char *ids = known_ids(context, group, word);

	if (verdict) {
		error_refuse(err, "V4", "%s is void: %s", path, verdict->why);
		error_place(err, "%s:1", path);
		return error_hint(err, "moot propose %s --from-file %s asks the others", word,
		        group_here(group, path));
	}
	if (ids) {
		error_set(err, ERROR_FATAL, "'%s' is several negotiations", word);
		return error_hint(err, "type the id: %s", ids);
	}
	error_set(err, ERROR_FATAL, "'%s' is no negotiation, role, person or path here", word);
	return known_hint(context, group, KNOWN_PEOPLE | KNOWN_ROLES | KNOWN_NEGOTIATIONS, word,
	        "moot roles --all and moot status list what there is", err);
}

static int show_word(
        struct context *context, struct group *group, const char *word, struct error *err)
{
	const struct negotiation *negotiation = NULL;
	const struct role *role = standing_role(&group->now, word);
	const struct person *person = standing_person(&group->now, word);
	struct error ignored = ERROR_INIT;
	const char *path;
	bool by_id = false;

	if (!ledger_find(&group->ledger, word, &negotiation, &ignored))
		by_id = !strncmp(negotiation->id, word, strlen(word)) || (!role && !person);
	if (!strcmp(word, "charter") && !by_id) {
		show_charter(context, group);
		return 0;
	}
	if (strchr(word, '/') || strchr(word, '.'))
		return path_word(&path, context, group, word, err)
		               ? -1
		               : show_path(context, group, path, err);
	session_mark_void(context, group);
	if (by_id + (role != NULL) + (person != NULL) > 1) {
		error_set(err, ERROR_FATAL, "'%s' could be %s%s%s", word, role ? "a role" : "",
		        person ? role ? " or a person" : "a person" : "",
		        by_id ? " or a negotiation" : "");
		return error_hint(err, "name the file: roles/%s.ini or people/%s.ini", word, word);
	}
	if (role)
		return report_role(context, group, role, err);
	if (person)
		report_person(context, group, person);
	else if (!by_id)
		return no_such_thing(context, group, word, err);
	else if (context->out->form == FORM_HUMAN)
		report_negotiation(context, group, negotiation);
	else
		record_negotiation(context, group, negotiation);
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	struct group group;

	(void)argc;
	if (!context->root)
		return report_history(context, argv[0], err);
	if (session_group(context, &group, err))
		return -1;
	return show_word(context, &group, argv[0], err);
}

const struct command command_show = {
        .name = "show",
        .group = GROUP_SEE,
        .summary = "a negotiation, a role, a person, the charter or a file as it stands",
        .operands = "ID|ROLE|HANDLE|PATH|COMMIT|charter",
        .operand_min = 1,
        .operand_max = 1,
        .needs = READS_HISTORY | READS | PAGED | KEPT,
        .run = run,
};
