/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/proposal.h"

#include "core/rules/force.h"
#include "core/rules/place.h"
#include "core/writing/person_file.h"
#include "formats/date.h"
#include "formats/name.h"

#include <string.h>

struct join_options {
	const char *name;
	struct option_list email, key, message;
	int32_t until;
	bool guest, dry_run;
};

static const struct command_option options[] = {
        OPTION_STRING(struct join_options, name, 0, "name", "NAME", "the person's name"),
        OPTION_LIST(
                struct join_options, email, 0, "email", "ADDRESS", "an address they commit with"),
        OPTION_LIST(struct join_options, key, 0, "key", "KEY", "a key they sign with"),
        OPTION_DAY(struct join_options, until, 0, "until", "DATE",
                "when the membership ends by itself"),
        OPTION_FLAG(
                struct join_options, guest, 0, "guest", "a guest: may hold a role, is on no roll"),
        OPTION_LIST(struct join_options, message, 'm', "message", "WHY", "why, in prose"),
        OPTION_FLAG(struct join_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static int not_theirs(const struct file *file, const char *mail, struct error *err)
{
	const struct keyed_entry *entry = keyed_find(&file->keyed, "person", "email");

	error_refuse(err, "D7", "%s is the address of %s", mail, file->stem);
	error_place(err, "%s:%u", file->name, entry ? entry->line : 1);
	return error_hint(err, "moot show %s tells who that is; to take them in: moot join %s",
	        file->stem, file->stem);
}

/* Rules D3 and D7: no twin of a handle that is there, no address that stands elsewhere. */
static int check_new(struct context *context, const struct group *group, const char *handle,
        const struct join_options *wanted, struct error *err)
{
	struct file_list people = standing_people(&group->now, context->arena);

	if (name_check(handle, strlen(handle), err))
		return -1;
	for (size_t i = 0; i < people.count; i++) {
		const struct person *person = &people.file[i]->person;
		if (strcmp(person->handle, handle) && names_alike(person->handle, handle)) {
			error_refuse(err, "D3", "'%s' looks like %s, who is here already", handle,
			        person->handle);
			error_place(err, "%s:1", people.file[i]->name);
			return error_hint(err,
			        "choose another handle; moot show %s tells who that is",
			        person->handle);
		}
		for (size_t j = 0; j < person->email_count; j++)
			for (size_t k = 0; k < wanted->email.count; k++)
				if (strcmp(person->handle, handle) &&
				        !strcasecmp(person->email[j], wanted->email.item[k].value))
					return not_theirs(people.file[i], person->email[j], err);
	}
	return 0;
}

static const char **words_of(struct context *context, const struct option_list *list)
{
	const char **word = arena_array(context->arena, list->count, sizeof *word);

	for (size_t i = 0; i < list->count; i++)
		word[i] = list->item[i].value;
	return word;
}

/* An acquaintance, or somebody who was here before, keeps the file there is. */
static const char *person_text(struct context *context, const char *path,
        const struct person *known, const struct term *term, struct error *err)
{
	const struct join_options *wanted = context->options;
	struct person_words words = {
	        .path = path,
	        .name = wanted->name,
	        .email = words_of(context, &wanted->email),
	        .email_count = wanted->email.count,
	        .key = words_of(context, &wanted->key),
	        .key_count = wanted->key.count,
	};
	struct buf text = BUF_INIT;
	const char *copy = NULL;

	if (known)
		buf_add(&text, known->ini.text, known->ini.len);
	if (!person_file_say(&text, context->arena, &words, err) &&
	        !person_file_admit(&text, term, wanted->guest, err))
		copy = arena_string(context->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static int join_founding(struct context *context, struct group *group, const char *handle,
        const char *path, int32_t until, struct error *err)
{
	const struct join_options *wanted = context->options;
	struct draft draft = DRAFT_INIT(context->arena);
	struct term term = {.from = group->day, .until = until, .by = "founding"};
	struct oid id;
	char hex[OID_HEX_SIZE];
	bool committed;

	const char *text =
	        person_text(context, path, standing_person(&group->now, handle), &term, err);
	if (!text)
		return -1;
	draft_add(&draft, path, text, strlen(text));
	draft.subject = arena_print(
	        context->arena, "%s: a member until %s", handle, day_iso(context->arena, until));
	draft.body = session_message(context, &wanted->message);
	if (session_commit(context, group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	if (context->out->form == FORM_HUMAN)
		out_fold(context->out, 0,
		        arena_print(context->arena,
		                "%s joins until %s (founding). It begins with a first commit of "
		                "their own: moot write",
		                handle, day_iso(context->arena, until)));
	else
		record_result(context->out, "commit", oid_hex(hex, &id));
	advice_next(context,
	        "moot act ROLE --holder %s..DATE, which sets up a role while you found", handle);
	return 0;
}

static int join_proposed(struct context *context, struct group *group,
        const struct person_at_hand *person, const char *handle, const char *path, int32_t until,
        struct error *err)
{
	const struct join_options *wanted = context->options;
	struct draft draft = DRAFT_INIT(context->arena);
	struct opening opening = {.id = opening_id(context->arena),
	        .slug = handle,
	        .seconds = context->now,
	        .who = person->handle};
	struct opening_file file = {.path = path};
	struct oid id;
	bool committed;

	struct term term = {.from = group->day, .until = until, .by = opening.id};
	file.text = person_text(context, path, standing_person(&group->now, handle), &term, err);
	if (!file.text)
		return -1;
	file.len = strlen(file.text);
	opening.file = &file;
	opening.file_count = 1;
	opening.why = session_message(context, &wanted->message);
	if (opening_prepare(&opening, group, err))
		return -1;
	opening_draft(&opening, group, &draft);
	if (session_commit(context, group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	proposal_report(context, group, &opening);
	advice_next(context, "moot show %.4s", opening.id);
	return 0;
}

/* The founding has them down, until a day that is not over; they only have to come. */
static bool is_offered(const struct group *group, const struct person *person)
{
	for (size_t i = 0; i < person->member_count; i++) {
		const struct term *term = &person->member[i].term;
		if (term->by && !strcmp(term->by, "founding") && term->until >= group->day &&
		        membership_force(&group->now, person, &person->member[i]) == FORCE_OFFER)
			return true;
	}
	return false;
}

static int check_known(struct context *context, const struct group *group,
        const struct person_at_hand *person, const char *handle, struct error *err)
{
	const struct join_options *wanted = context->options;
	const struct person *known = standing_person(&group->now, handle);

	if (!known && (!wanted->name || !wanted->email.count)) {
		error_set(err, ERROR_USAGE, "%s is not known here yet", handle);
		return error_hint(err, "say --name 'NAME' --email ADDRESS");
	}
	if (known && !known->email_count && !wanted->email.count) {
		error_set(err, ERROR_USAGE, "no address of %s is known here yet", handle);
		return error_hint(err, "say --email ADDRESS, one they commit with");
	}
	if (is_member(&group->now, handle)) {
		error_refuse(err, "A7", "%s is a member already", handle);
		error_place(err, "%s", place_of_member(&group->now, context->arena, handle));
		return error_hint(err, "moot show %s tells until when", handle);
	}
	if (!known || !is_offered(group, known))
		return 0;
	error_refuse(
	        err, "A7", "%s was taken in, and begins with a first commit of their own", handle);
	error_place(err, "%s", place_of_member(&group->now, context->arena, handle));
	return error_hint(err,
	        "they may begin with: moot write; a slip is corrected with: moot %s --person %s "
	        "--set person.email=ADDRESS",
	        session_founds(group, person) ? "act" : "propose", handle);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct join_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	const char *handle = argv[0];

	(void)argc;
	if (session_group(context, &group, err) || session_person(context, &group, &person, err) ||
	        check_new(context, &group, handle, wanted, err))
		return -1;
	if (check_known(context, &group, &person, handle, err))
		return -1;
	int32_t until = wanted->until != DAY_NONE
	                        ? wanted->until
	                        : day_after(group.day, (struct duration){0, 12}) - 1;
	if (until < group.day)
		return error_set(err, ERROR_USAGE,
		        "the membership would end before it starts, on %s",
		        day_iso(context->arena, until));
	const char *path = arena_print(context->arena, "people/%s.ini", handle);
	if (session_founds(&group, &person))
		return join_founding(context, &group, handle, path, until, err);
	if (session_member(context, &group, &person, err))
		return -1;
	return join_proposed(context, &group, &person, handle, path, until, err);
}

const struct command command_join = {
        .name = "join",
        .group = GROUP_SET_UP,
        .summary = "take somebody in: a founding commit, later a negotiation",
        .operands = "HANDLE",
        .operand_min = 1,
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct join_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
