/* SPDX-License-Identifier: MIT */
/* Memberships, roles, pay, and the decisions that gave them. */
#include "core/record/reading_private.h"

#include "formats/negotiation.h"
#include "formats/voice.h"

#include <string.h>

/* --- sections with a term --- */

/* One of a file: what is compared with the versions before. */
struct section {
	const char *name; /* of a role's file, or a person's handle */
	const char *said; /* an amount, or NULL */
	struct term term;
	int32_t ended; /* of the role */
};

static bool same_term(const struct term *a, const struct term *b)
{
	return a->from == b->from && a->until == b->until &&
	       !strcmp(a->by ? a->by : "", b->by ? b->by : "");
}

static bool member_had(struct claims_reader *reader, const struct claimed *claimed,
        const struct oid *blob, const void *context)
{
	const struct section *section = context;
	const struct person *person = objects_person(&reader->objects, blob, section->name);
	bool has = false;

	(void)claimed;
	for (size_t i = 0; person && i < person->member_count; i++)
		has |= same_term(&person->member[i].term, &section->term);
	return has;
}

static bool holder_had(struct claims_reader *reader, const struct claimed *claimed,
        const struct oid *blob, const void *context)
{
	const struct section *section = context;
	const struct role *role = objects_role(&reader->objects, blob, section->name);
	bool has = false;

	(void)claimed;
	for (size_t i = 0; role && role->ended == section->ended && i < role->holder_count; i++)
		has |= !strcmp(role->holder[i].handle, reader->record->person) &&
		       same_term(&role->holder[i].term, &section->term);
	return has;
}

static bool pay_had(struct claims_reader *reader, const struct claimed *claimed,
        const struct oid *blob, const void *context)
{
	const struct section *section = context;
	const struct role *role = objects_role(&reader->objects, blob, section->name);
	bool has = false;

	(void)claimed;
	for (size_t i = 0; role && role->ended == section->ended && i < role->pay_count; i++)
		has |= role->pay[i].amount && !strcmp(role->pay[i].amount, section->said) &&
		       same_term(&role->pay[i].term, &section->term);
	return has;
}

static bool read_section(struct claims_reader *reader, const struct claimed *claimed,
        const struct section *section, blob_has *had)
{
	struct statement *statement = claimed->statement;
	const struct term *term = &section->term;

	if (term->from == DAY_NONE || term->until == DAY_NONE || !term->by)
		return claim_fails(reader, claimed->claim, "E905",
		        "the section there has no term that was agreed to");
	statement->from = term->from;
	statement->until = section->ended != DAY_NONE && section->ended < term->until
	                           ? section->ended
	                           : term->until;
	statement->id = term->by;
	return claim_is_new(reader, claimed, had, section);
}

bool read_member(struct claims_reader *reader, const struct claimed *claimed)
{
	const char *handle = claim_stem(reader->arena, claimed->claim->path, "people/");
	const struct person *person = NULL;

	if (handle && !strcmp(handle, reader->record->person))
		person = objects_person(&reader->objects, &claimed->blob, handle);
	for (size_t i = 0; person && i < person->member_count; i++)
		if (person->member[i].term.line == claimed->claim->row)
			return read_section(reader, claimed,
			        &(struct section){.name = handle,
			                .term = person->member[i].term,
			                .ended = DAY_NONE},
			        member_had);
	return claim_fails(reader, claimed->claim, "E905", "no membership of %s begins there",
	        reader->record->person);
}

static const struct role *role_of(
        struct claims_reader *reader, const struct claimed *claimed, struct section *section)
{
	section->name = claim_stem(reader->arena, claimed->claim->path, "roles/");
	if (!section->name)
		return NULL;
	const struct role *role = objects_role(&reader->objects, &claimed->blob, section->name);
	section->ended = role ? role->ended : DAY_NONE;
	if (role)
		claimed->statement->what = role->title;
	return role;
}

bool read_holder(struct claims_reader *reader, const struct claimed *claimed)
{
	struct section section = {.ended = DAY_NONE};
	const struct role *role = role_of(reader, claimed, &section);

	for (size_t i = 0; role && i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		if (holder->term.line != claimed->claim->row ||
		        strcmp(holder->handle, reader->record->person) != 0)
			continue;
		section.term = holder->term;
		return read_section(reader, claimed, &section, holder_had);
	}
	return claim_fails(reader, claimed->claim, "E905", "no section [holder %s] begins there",
	        reader->record->person);
}

bool read_pay(struct claims_reader *reader, const struct claimed *claimed)
{
	struct section section = {.ended = DAY_NONE};
	const struct role *role = role_of(reader, claimed, &section);

	for (size_t i = 0; role && i < role->pay_count; i++) {
		const struct pay *pay = &role->pay[i];
		if (pay->term.line != claimed->claim->row || !pay->amount)
			continue;
		section.term = pay->term;
		section.said = claimed->statement->text = pay->amount;
		return read_section(reader, claimed, &section, pay_had);
	}
	return claim_fails(reader, claimed->claim, "E905", "no section [pay] begins there");
}

/* --- decisions and voices --- */

/* Any version: what is written once was not there before in any form. */
static bool was_there(struct claims_reader *reader, const struct claimed *claimed,
        const struct oid *blob, const void *context)
{
	(void)reader;
	(void)claimed;
	(void)blob;
	(void)context;
	return true;
}

static bool is_part(
        struct claims_reader *reader, const struct claimed *claimed, enum negotiation_part part)
{
	struct negotiation_path path;

	if (!negotiation_path_parse(&path, reader->arena, claimed->claim->path) ||
	        path.part != part)
		return claim_fails(reader, claimed->claim, "E905", "it is no such file");
	claimed->statement->id = path.id;
	return claim_is_new(reader, claimed, was_there, NULL);
}

static const char *subject_of(struct claims_reader *reader, const struct commit *commit)
{
	const char *subject = commit->message + strspn(commit->message, " \t\r\n");

	return arena_string(reader->arena, subject, strcspn(subject, "\r\n"));
}

bool read_decision(struct claims_reader *reader, const struct claimed *claimed)
{
	const struct held *held = objects_find(&reader->objects, &claimed->blob, RECORD_BLOB);
	struct findings ignored = FINDINGS_INIT(reader->arena);
	struct statement *statement = claimed->statement;
	const char *person = reader->record->person;
	struct decision_file file;
	size_t len = strlen(person);

	if (!is_part(reader, claimed, PART_DECISION))
		return false;
	if (!decision_parse(&file, reader->arena, (const char *)held->object->data,
	            held->object->len, claimed->claim->path, &ignored) ||
	        findings_has(&ignored, SEVERITY_ERROR) || !file.result)
		return claim_fails(
		        reader, claimed->claim, "E905", "the file there decides nothing");
	statement->what = file.result;
	statement->text = subject_of(reader, claimed->commit);
	statement->adopted = !strcmp(file.result, "adopted");
	for (size_t i = 0; i < file.absent_count; i++)
		if (!strcmp(file.absent[i], person))
			statement->word = "absent";
	for (size_t i = 0; i < file.tally_count; i++)
		if (!strncmp(file.tally[i], person, len) && file.tally[i][len] == ' ')
			statement->word = file.tally[i] + len + strspn(file.tally[i] + len, " ");
	/* held against the voices once these are read */
	statement->own = !strcmp(statement->who, person);
	return true;
}

bool read_voice(struct claims_reader *reader, const struct claimed *claimed)
{
	const struct held *held = objects_find(&reader->objects, &claimed->blob, RECORD_BLOB);
	struct findings ignored = FINDINGS_INIT(reader->arena);
	struct voice voice;

	if (!is_part(reader, claimed, PART_VOICE))
		return false;
	voice_parse(&voice, reader->arena, (const char *)held->object->data, held->object->len,
	        claimed->claim->path, &ignored);
	for (size_t i = 0; i < voice.line_count; i++)
		if (voice.line[i].word == VOICE_CONSENT || voice.line[i].word == VOICE_NOMINATE)
			claimed->statement->word = "consent";
	if (!claimed->statement->word || !strcmp(claimed->statement->who, reader->record->person))
		return claim_fails(
		        reader, claimed->claim, "E905", "nobody else consents to anything there");
	return true;
}
