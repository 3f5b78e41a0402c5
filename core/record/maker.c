/* SPDX-License-Identifier: MIT */
#include "core/record/maker.h"

#include "core/git/tree.h"
#include "formats/key.h"
#include "formats/name.h"

#include <string.h>
#include <strings.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* What a signature that is not of ed25519 costs to check, as bytes looked at: a program is run. */
enum { PROGRAM_WORK = 1 << 20 };

/* The people's files before a commit that the record has. */
struct people {
	struct objects *objects;
	const struct person **person;
	size_t count, capacity;
};

static void add_person(struct people *people, const struct tree_entry *entry)
{
	struct arena *arena = people->objects->arena;
	size_t ending = strlen(".ini");

	if ((entry->mode != MODE_FILE && entry->mode != MODE_EXECUTABLE) || entry->len <= ending ||
	        memcmp(entry->name + entry->len - ending, ".ini", ending) != 0 ||
	        !name_valid(entry->name, entry->len - ending) ||
	        !objects_find(people->objects, entry->id, RECORD_BLOB))
		return;
	const struct person *person = objects_person(
	        people->objects, entry->id, arena_string(arena, entry->name, entry->len - ending));
	if (!person)
		return;
	people->person = arena_grow(
	        arena, people->person, people->count, &people->capacity, sizeof *people->person);
	people->person[people->count++] = person;
}

static void list_people(struct people *people, const struct oid *tree)
{
	const struct held *folder = objects_folder(people->objects, tree, "people");
	struct tree_entry entry;
	size_t at = 0;

	if (!folder || !objects_spend(people->objects, folder->object->len * 8))
		return;
	while (tree_next(folder->object->data, folder->object->len, &at, &entry) > 0)
		add_person(people, &entry);
}

/* --- by key --- */

static bool has_key(struct people *people, const char *const *text, size_t count,
        const char *fingerprint, struct buf *packets)
{
	bool has = false;

	for (size_t i = 0; i < count; i++) {
		struct key key;
		if (!objects_spend(people->objects, strlen(text[i])) ||
		        !key_parse(&key, people->objects->arena, text[i]))
			continue;
		if (packets && key.openpgp)
			buf_add(packets, key.data, key.len);
		has |= fingerprint && !strcmp(key.fingerprint, fingerprint);
	}
	return has;
}

/* Whose key it is; a retired one is nobody's. */
static const char *keeper(struct people *people, const char *fingerprint)
{
	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = people->person[i];
		if (has_key(people, person->key, person->key_count, fingerprint, NULL) &&
		        !has_key(people, person->key_retired, person->key_retired_count,
		                fingerprint, NULL))
			return person->handle;
	}
	return NULL;
}

static bool known(void *context, const char *fingerprint)
{
	struct people *people = context;

	return keeper(people, fingerprint) && objects_spend(people->objects, PROGRAM_WORK);
}

static int by_key(
        struct maker *out, struct people *people, const struct commit *commit, struct error *err)
{
	struct buf packets = BUF_INIT;
	struct signing signing = {SIGNING_UNREAD, false, NULL, 0};
	struct signer_keys keys = {known, people, &packets, 0};

	for (size_t i = 0; i < people->count; i++)
		has_key(people, people->person[i]->key, people->person[i]->key_count, NULL,
		        &packets);
	if (packets.len && objects_spend(people->objects, PROGRAM_WORK))
		keys.openpgp_hash = XXH3_64bits(packets.data, packets.len) | 2;
	int status = signer_read_commit(&signing, people->objects->arena, commit, &keys, err);
	buf_release(&packets);
	if (status)
		return -1;
	/* an OpenPGP signature by a key that is not here is by nobody; one of ssh names its key */
	out->is_false = signing.state == SIGNING_FALSE && !signing.keyring;
	if (signing.state == SIGNING_KEY && signing.checked) {
		out->handle = keeper(people, signing.fingerprint);
		out->fingerprint = out->handle ? signing.fingerprint : NULL;
		out->committer = out->handle;
	}
	return 0;
}

/* --- by address --- */

static const char *bearer(const struct people *people, const char *mail)
{
	for (size_t i = 0; i < people->count && *mail; i++)
		for (size_t j = 0; j < people->person[i]->email_count; j++)
			if (!strcasecmp(people->person[i]->email[j], mail))
				return people->person[i]->handle;
	return NULL;
}

static int find(
        struct maker *out, struct objects *objects, const struct commit *commit, struct error *err)
{
	struct people people = {.objects = objects};
	char hex[OID_HEX_SIZE];
	const struct commit *before = commit;
	bool founds = !strcmp(oid_hex(hex, &commit->id), objects->record->genesis);

	if (!founds)
		before = commit->parent_count ? objects_commit(objects, &commit->parent[0]) : NULL;
	if (!before) {
		out->why = commit->parent_count
		                   ? "the commit before it is not in the record"
		                   : "it begins a history, and is not the one that founded "
		                     "the group";
		return 0;
	}
	list_people(&people, &before->tree);
	if (by_key(out, &people, commit, err))
		return -1;
	if (out->is_false) {
		out->why = "its signature is not by the key that it names, or of another text";
		return 0;
	}
	if (out->handle)
		return 0;
	out->handle = bearer(&people, commit->author.mail);
	out->committer = bearer(&people, commit->committer.mail);
	if (!out->handle)
		out->why = arena_print(objects->arena,
		        "its author, %s, is in none of the people's files before it that the "
		        "record has",
		        commit->author.mail);
	return 0;
}

int maker_of(const struct maker **out, struct objects *objects, const struct commit *commit,
        struct error *err)
{
	struct held *held = objects_find(objects, &commit->id, RECORD_COMMIT);

	if (!held->maker) {
		struct maker *maker = arena_alloc(objects->arena, sizeof *maker);
		if (find(maker, objects, commit, err))
			return -1;
		held->maker = maker;
	}
	*out = held->maker;
	return 0;
}
