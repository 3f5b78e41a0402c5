/* SPDX-License-Identifier: MIT */
/* Which of the terms were granted, and what is left of them. */
#include "core/record/reading_private.h"

#include <stdlib.h>
#include <string.h>

static bool is_term(const struct statement *statement)
{
	return statement->fine && statement->claim->kind >= RECORD_MEMBER &&
	       statement->claim->kind <= RECORD_PAY;
}

/* Versions of one section: its end may have come nearer. */
static bool same_section(const struct statement *a, const struct statement *b)
{
	return a->claim->kind == b->claim->kind && a->from == b->from &&
	       !strcmp(a->claim->path, b->claim->path);
}

/* Somebody else consented to what the person wrote down. */
static void find_voices(struct claims_reader *reader, struct statement *decision)
{
	const struct reading *out = reader->out;

	for (size_t i = 0; i < out->count && objects_spend(&reader->objects, 0); i++) {
		const struct statement *voice = &out->statement[i];
		if (voice->fine && voice->claim->kind == RECORD_VOICE &&
		        !strcmp(voice->id, decision->id))
			decision->own = false;
	}
}

static const char *founder(struct claims_reader *reader)
{
	struct held *held;
	struct oid id;

	oid_parse(&id, reader->record->genesis, RECORD_HEX);
	held = objects_find(&reader->objects, &id, RECORD_COMMIT);
	return held && held->maker ? held->maker->handle : NULL;
}

/* By its own commit: the founder's, or one that decides what it names. */
static bool is_granted(struct claims_reader *reader, const struct statement *term, bool *own)
{
	const struct reading *out = reader->out;

	if (!strcmp(term->id, "founding")) {
		*own = !strcmp(term->who, reader->record->person);
		return founder(reader) && !strcmp(founder(reader), term->who);
	}
	for (size_t i = 0; i < out->count && objects_spend(&reader->objects, 0); i++) {
		const struct statement *decision = &out->statement[i];
		if (!decision->fine || decision->claim->kind != RECORD_DECISION ||
		        !decision->adopted || strcmp(decision->id, term->id) != 0 ||
		        strcmp(decision->claim->commit, term->claim->commit) != 0)
			continue;
		*own = decision->own;
		return true;
	}
	return false;
}

/* Rule A1: what was agreed to may be shortened, never lengthened. */
static void find_grant(struct claims_reader *reader, struct statement *term)
{
	const struct reading *out = reader->out;
	bool own, granted = false;

	for (size_t i = 0; i < out->count && objects_spend(&reader->objects, 0); i++) {
		const struct statement *version = &out->statement[i];
		if (!is_term(version) || !same_section(version, term) ||
		        version->until < term->until || !is_granted(reader, version, &own))
			continue;
		term->own = granted ? term->own && own : own;
		granted = true;
	}
	if (!granted)
		term->fine = claim_fails(
		        reader, term->claim, "E905", "nothing in the record agreed to it");
}

/* --- what is left of them --- */

static void add_tenure(
        struct reading *out, struct arena *arena, size_t *capacity, struct statement *one)
{
	for (size_t i = 0; i < out->tenure_count; i++) {
		struct tenure *tenure = &out->tenure[i];
		if (!same_section(tenure->statement, one))
			continue;
		if (one->until < tenure->until) {
			tenure->until = one->until;
			tenure->statement = one;
		}
		return;
	}
	out->tenure =
	        arena_grow(arena, out->tenure, out->tenure_count, capacity, sizeof *out->tenure);
	out->tenure[out->tenure_count++] = (struct tenure){
	        .kind = one->claim->kind,
	        .path = one->claim->path,
	        .title = one->what,
	        .amount = one->text,
	        .from = one->from,
	        .until = one->until,
	        .statement = one,
	};
}

static int compare(const void *left, const void *right)
{
	const struct tenure *a = left, *b = right;
	int order = (a->kind > b->kind) - (a->kind < b->kind);

	if (!order)
		order = strcmp(a->path, b->path);
	return order ? order : (a->from > b->from) - (a->from < b->from);
}

/* The days of the memberships that meet a term; false where none does. */
static bool within_membership(const struct reading *out, struct tenure *tenure)
{
	int32_t from = DAY_NONE, until = DAY_NONE;

	for (size_t i = 0; i < out->tenure_count; i++) {
		const struct tenure *member = &out->tenure[i];
		if (member->kind != RECORD_MEMBER || member->until < tenure->from ||
		        member->from > tenure->until)
			continue;
		if (from == DAY_NONE || member->from < from)
			from = member->from;
		if (until == DAY_NONE || member->until > until)
			until = member->until;
	}
	if (from == DAY_NONE)
		return false;
	if (tenure->from < from)
		tenure->from = from;
	if (tenure->until > until)
		tenure->until = until;
	return tenure->from <= tenure->until;
}

void read_tenures(struct claims_reader *reader)
{
	struct reading *out = reader->out;
	size_t capacity = 0;

	for (size_t i = 0; i < out->count; i++) {
		struct statement *one = &out->statement[i];
		if (one->fine && one->own && one->claim->kind == RECORD_DECISION)
			find_voices(reader, one);
	}
	for (size_t i = 0; i < out->count; i++)
		if (is_term(&out->statement[i]))
			find_grant(reader, &out->statement[i]);
	for (size_t i = 0; i < out->count; i++)
		if (is_term(&out->statement[i]))
			add_tenure(out, reader->arena, &capacity, &out->statement[i]);
	if (out->tenure_count)
		qsort(out->tenure, out->tenure_count, sizeof *out->tenure, compare);
	for (size_t i = 0; i < out->tenure_count; i++)
		if (out->tenure[i].kind != RECORD_MEMBER &&
		        !within_membership(out, &out->tenure[i]))
			out->tenure[i].statement->fine =
			        claim_fails(reader, out->tenure[i].statement->claim, "E905",
			                "no membership in the record covers it");
}
