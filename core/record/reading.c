/* SPDX-License-Identifier: MIT */
#include "core/record/reading_private.h"

#include "core/rules/file.h"
#include "formats/date.h"
#include "formats/name.h"

#include <stdlib.h>
#include <string.h>

bool claim_fails(struct claims_reader *reader, const struct record_claim *claim, const char *code,
        const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const char *message = arena_vprint(reader->arena, format, args);
	va_end(args);
	findings_add(reader->findings, SEVERITY_ERROR, code, reader->path, claim->line, 0,
	        "claim '%s' of %.12s: %s", record_kind_name[claim->kind], claim->commit, message);
	return false;
}

bool claim_is_new(struct claims_reader *reader, const struct claimed *claimed, blob_has *has,
        const void *context)
{
	struct objects *objects = &reader->objects;
	const struct commit *commit = claimed->commit;

	for (uint32_t i = 0; i < commit->parent_count; i++) {
		const struct commit *parent = objects_commit(objects, &commit->parent[i]);
		struct oid blob;
		enum found found =
		        parent ? objects_path(objects, &parent->tree, claimed->claim->path, &blob)
		               : FOUND_UNKNOWN;
		if (found == FOUND_NOTHING)
			continue;
		if (found == FOUND_UNKNOWN || !objects_find(objects, &blob, RECORD_BLOB))
			return claim_fails(reader, claimed->claim, "E905",
			        "the record does not show what was there before");
		if (oid_equal(&blob, &claimed->blob) || has(reader, claimed, &blob, context))
			return claim_fails(reader, claimed->claim, "E905",
			        "it was there before, so that this commit says nothing of it");
	}
	return true;
}

const char *claim_stem(struct arena *arena, const char *path, const char *folder)
{
	size_t before = strlen(folder), len = strlen(path), ending = strlen(".ini");

	if (strncmp(path, folder, before) != 0 || len <= before + ending ||
	        strcmp(path + len - ending, ".ini") != 0 ||
	        !name_valid(path + before, len - before - ending))
		return NULL;
	return arena_string(arena, path + before, len - before - ending);
}

/* --- the two that the others are read by --- */

static bool read_charter(struct claims_reader *reader, const struct claimed *claimed)
{
	const struct held *held = objects_find(&reader->objects, &claimed->blob, RECORD_BLOB);
	struct charter *charter = arena_alloc(reader->arena, sizeof *charter);
	struct findings ignored = FINDINGS_INIT(reader->arena);
	struct thanks *thanks = arena_alloc(reader->arena, sizeof *thanks);

	if (reader->out->charter || strcmp(claimed->claim->path, "moot.ini") != 0 ||
	        held->object->len > GOVERNED_MAX ||
	        !charter_parse(charter, reader->arena, (const char *)held->object->data,
	                held->object->len, "moot.ini", &ignored) ||
	        findings_has(&ignored, SEVERITY_ERROR))
		return claim_fails(reader, claimed->claim, "E905", "it is no charter, or a second");
	if (charter->thanks_count)
		thanks_build(thanks, reader->arena, (const char *const *)charter->thanks,
		        charter->thanks_count);
	else
		thanks_build(thanks, reader->arena, thanks_shipped, thanks_shipped_count);
	reader->objects.thanks = thanks;
	reader->out->charter = charter;
	return true;
}

static void find_names(struct claims_reader *reader)
{
	const struct person *person = reader->out->person;
	const char **handle = arena_array(reader->arena, 1, sizeof *handle);
	struct person_claim *claim =
	        arena_array(reader->arena, person->email_count + 1, sizeof *claim);
	struct identity_options *options = arena_alloc(reader->arena, sizeof *options);

	handle[0] = person->handle;
	*options = (struct identity_options){.handle = handle, .handle_count = 1, .claim = claim};
	for (size_t i = 0; i < person->email_count; i++)
		claim[options->claim_count++] =
		        (struct person_claim){person->handle, person->email[i], true, 0};
	claim[options->claim_count++] =
	        (struct person_claim){person->handle, person->name, false, 0};
	reader->identity = identity_new(reader->arena, options);
}

static bool read_person(struct claims_reader *reader, const struct claimed *claimed)
{
	const char *stem = claim_stem(reader->arena, claimed->claim->path, "people/");
	const struct person *person = NULL;

	if (stem && !strcmp(stem, reader->record->person) && !reader->out->person)
		person = objects_person(&reader->objects, &claimed->blob, stem);
	if (!person)
		return claim_fails(reader, claimed->claim, "E905",
		        "it is not the file of %s, or a second", reader->record->person);
	reader->out->person = person;
	find_names(reader);
	return true;
}

/* --- each --- */

static claim_reader *const kind_reader[RECORD_KINDS] = {
        [RECORD_CHARTER] = read_charter,
        [RECORD_NAME] = read_person,
        [RECORD_MEMBER] = read_member,
        [RECORD_ROLE] = read_holder,
        [RECORD_PAY] = read_pay,
        [RECORD_DECISION] = read_decision,
        [RECORD_VOICE] = read_voice,
        [RECORD_SAID] = read_said,
        [RECORD_TRAILER] = read_trailer,
        [RECORD_LANDED] = read_landed,
};

static bool find_file(struct claims_reader *reader, struct claimed *claimed)
{
	struct objects *objects = &reader->objects;
	const char *path = claimed->claim->path;

	if (!path)
		return true;
	switch (objects_path(objects, &claimed->commit->tree, path, &claimed->blob)) {
	case FOUND_NOTHING:
		return claim_fails(
		        reader, claimed->claim, "E905", "the commit has no file %s", path);
	case FOUND_UNKNOWN:
		return claim_fails(reader, claimed->claim, "E905",
		        "the trees on the way to %s are not in the record", path);
	case FOUND_FILE:
		break;
	}
	if (!objects_find(objects, &claimed->blob, RECORD_BLOB))
		return claim_fails(reader, claimed->claim, "E905",
		        "the text of %s is not in the record", path);
	return true;
}

static bool is_ready(struct claims_reader *reader, const struct record_claim *claim)
{
	if (claim->kind == RECORD_CHARTER || (reader->out->charter && reader->out->person) ||
	        (reader->out->charter && claim->kind == RECORD_NAME))
		return true;
	/* said once: the others would be no news */
	if (!reader->unready)
		claim_fails(
		        reader, claim, "E905", "before it stand the claims 'charter' and 'name'");
	reader->unready = true;
	return false;
}

static int read_claim(struct claims_reader *reader, struct claimed *claimed, struct error *err)
{
	const struct record_claim *claim = claimed->claim;
	struct statement *statement = claimed->statement;
	struct oid id;

	*statement = (struct statement){.claim = claim, .from = DAY_NONE, .until = DAY_NONE};
	oid_parse(&id, claim->commit, RECORD_HEX);
	claimed->commit = objects_commit(&reader->objects, &id);
	if (!claimed->commit) {
		claim_fails(reader, claim, "E905", "the commit is not in the record");
		return 0;
	}
	if (maker_of(&statement->maker, &reader->objects, claimed->commit, err))
		return -1;
	if (!statement->maker->handle) {
		claim_fails(reader, claim, "E906", "%s", statement->maker->why);
		return 0;
	}
	if (!is_ready(reader, claim) || !find_file(reader, claimed))
		return 0;
	statement->who = statement->maker->handle;
	if (reader->out->charter)
		statement->day =
		        day_of_time(claimed->commit->committer.time, reader->out->charter->zone);
	statement->fine = kind_reader[claim->kind](reader, claimed);
	return 0;
}

/* It adds the charter: no parent has one. */
static bool founds(struct claims_reader *reader, const struct commit *commit)
{
	struct objects *objects = &reader->objects;
	struct oid blob;

	if (!commit || objects_path(objects, &commit->tree, "moot.ini", &blob) != FOUND_FILE)
		return false;
	for (uint32_t i = 0; i < commit->parent_count; i++) {
		const struct commit *parent = objects_commit(objects, &commit->parent[i]);
		if (!parent ||
		        objects_path(objects, &parent->tree, "moot.ini", &blob) != FOUND_NOTHING)
			return false;
	}
	return true;
}

/* The commit that the head says founded the group. */
static int read_genesis(struct claims_reader *reader, struct error *err)
{
	const struct commit *commit;
	const struct maker *maker;
	struct oid id;

	oid_parse(&id, reader->record->genesis, RECORD_HEX);
	commit = objects_commit(&reader->objects, &id);
	if (!founds(reader, commit)) {
		findings_add(reader->findings, SEVERITY_ERROR, "E905", reader->path, 0, 0,
		        "commit %.12s founds no group, or the record does not show it",
		        reader->record->genesis);
		return 0;
	}
	if (!reader->out->person || !reader->out->charter)
		findings_add(reader->findings, SEVERITY_ERROR, "E905", reader->path, 0, 0,
		        "the record has no claim '%s' that holds",
		        reader->out->charter ? "name" : "charter");
	return maker_of(&maker, &reader->objects, commit, err);
}

/* --- each counts once --- */

static int compare_claims(const struct record_claim *a, const struct record_claim *b)
{
	int order = (a->kind > b->kind) - (a->kind < b->kind);

	if (!order)
		order = strcmp(a->commit, b->commit);
	if (!order)
		order = strcmp(a->path ? a->path : "", b->path ? b->path : "");
	return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* The same claim, or another decision of the same negotiation. */
static int compare_statements(const void *left, const void *right)
{
	const struct statement *a = *(struct statement *const *)left;
	const struct statement *b = *(struct statement *const *)right;
	bool decisions = a->fine && b->fine && a->claim->kind == RECORD_DECISION &&
	                 b->claim->kind == RECORD_DECISION;

	return decisions ? strcmp(a->id, b->id) : compare_claims(a->claim, b->claim);
}

static void refuse_twice(struct claims_reader *reader)
{
	struct reading *out = reader->out;
	struct statement **sorted = arena_array(reader->arena, out->count, sizeof(*sorted));
	size_t count = 0;

	for (size_t i = 0; i < out->count; i++)
		if (out->statement[i].fine)
			sorted[count++] = &out->statement[i];
	if (count)
		qsort(sorted, count, sizeof(*sorted), compare_statements);
	for (size_t i = 1; i < count; i++)
		if (!compare_statements(&sorted[i - 1], &sorted[i]))
			sorted[i - 1]->fine = claim_fails(reader, sorted[i - 1]->claim, "E905",
			        "line %u says it too, and it counts once", sorted[i]->claim->line);
}

int record_read(struct reading *out, struct arena *arena, const struct record *record,
        const char *path, struct findings *findings, struct error *err)
{
	struct claims_reader reader = {
	        .out = out, .arena = arena, .record = record, .path = path, .findings = findings};

	*out = (struct reading){.count = record->claim_count};
	objects_open(&reader.objects, arena, record, path, findings);
	out->statement = arena_array(arena, record->claim_count, sizeof *out->statement);
	for (size_t i = 0; i < record->claim_count; i++) {
		struct claimed claimed = {
		        .claim = &record->claim[i], .statement = &out->statement[i]};
		if (read_claim(&reader, &claimed, err))
			return -1;
	}
	if (read_genesis(&reader, err))
		return -1;
	refuse_twice(&reader);
	read_tenures(&reader);
	for (size_t i = 0; i < out->count; i++) {
		out->named += out->statement[i].fine && !out->statement[i].maker->fingerprint;
		out->own += out->statement[i].fine && out->statement[i].own;
	}
	if (reader.objects.exhausted)
		findings_add(findings, SEVERITY_ERROR, "E903", path, 0, 0,
		        "checking it is more work than a record may make");
	return 0;
}
