/* SPDX-License-Identifier: MIT */
/*
 * Who made a commit, by the people's files that stood before it (rules V2, D7): whose address the
 * author has, or, where the charter that stood says so, whose key signed it.
 */
#include "core/replay/replay_private.h"

#include "core/rules/force.h"
#include "formats/key.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { INDEX_KEPT = 4 };

struct who_slot {
	const char *text, *handle; /* an address in lower case, or the fingerprint of a key */
	uint32_t claim;            /* the lower the earlier */
	bool retired;
};

struct who_index {
	const struct pathmap_node *root;
	bool filled;
	struct who_slot *slot;
	size_t count;
	struct buf *openpgp; /* packets of the current keys, in the order of the claims */
	uint64_t openpgp_hash;
	unsigned age;
};

static struct who_slot *find_slot(const struct who_index *index, const char *text)
{
	size_t mask = index->count - 1, at = XXH3_64bits(text, strlen(text)) & mask;

	while (index->slot[at].text && strcmp(index->slot[at].text, text) != 0)
		at = (at + 1) & mask;
	return &index->slot[at];
}

struct filling {
	struct replay *replay;
	struct who_index *index;
	size_t texts;
};

static void count_texts(void *context, uint32_t path, const void *value)
{
	struct filling *filling = context;
	const struct file *file = value;

	(void)path;
	if (file->usable)
		filling->texts += file->person.email_count + file->person.key_count +
		                  file->person.key_retired_count;
}

/* Rule D7: what stands in two files belongs to the one that had it first. */
static void claim(
        const struct filling *filling, const struct file *file, const char *text, bool retired)
{
	struct replay *replay = filling->replay;
	struct who_slot *slot = find_slot(filling->index, text);
	char *claimed = arena_print(replay->arena, "%s %s", text, file->stem);
	uint32_t number = paths_add(&replay->ledger->claims, claimed, strlen(claimed));

	if (slot->text && !slot->handle)
		return;
	if (slot->text && !strcmp(slot->handle, file->stem)) {
		retired |= slot->retired;
	} else if (slot->text) {
		const struct owned *owned = replay_owned(replay, text);
		if (owned && !owned->owner) {
			*slot = (struct who_slot){text, NULL, 0, true};
			return;
		}
		if (slot->claim <= number)
			return;
	}
	*slot = (struct who_slot){text, file->stem, number, retired};
}

const struct key *replay_key(struct replay *replay, const char *text)
{
	uint32_t known = replay->key_text.count;
	uint32_t number = paths_add(&replay->key_text, text, strlen(text));

	if (number == known) {
		replay->key = arena_grow(replay->arena, replay->key, known, &replay->key_capacity,
		        sizeof *replay->key);
		if (!key_parse(&replay->key[number], replay->arena, text))
			replay->key[number] = (struct key){.fingerprint = ""};
	}
	return &replay->key[number];
}

static void add_texts(void *context, uint32_t path, const void *value)
{
	struct filling *filling = context;
	const struct file *file = value;
	const struct person *person = &file->person;

	(void)path;
	if (!file->usable)
		return;
	for (size_t i = 0; i < person->email_count; i++)
		claim(filling, file, lower_mail(filling->replay->arena, person->email[i]), false);
	for (size_t i = 0; i < person->key_count; i++)
		claim(filling, file, replay_key(filling->replay, person->key[i])->fingerprint,
		        false);
	for (size_t i = 0; i < person->key_retired_count; i++)
		claim(filling, file,
		        replay_key(filling->replay, person->key_retired[i])->fingerprint, true);
}

/* Of a key that two have only the owner's own packets are used. */
static void add_packets(void *context, uint32_t path, const void *value)
{
	struct filling *filling = context;
	const struct file *file = value;

	(void)path;
	for (size_t i = 0; file->usable && i < file->person.key_count; i++) {
		const struct key *key = replay_key(filling->replay, file->person.key[i]);
		if (!key->openpgp)
			continue;
		const struct who_slot *slot = find_slot(filling->index, key->fingerprint);
		if (slot->text && slot->handle && !slot->retired &&
		        !strcmp(slot->handle, file->stem))
			buf_add(filling->index->openpgp, key->data, key->len);
	}
}

static struct who_index *choose(struct replay *replay, const struct pathmap_node *root)
{
	if (!replay->people)
		replay->people = arena_array(replay->arena, INDEX_KEPT, sizeof *replay->people);
	struct who_index *index = &replay->people[0];
	for (int i = 0; i < INDEX_KEPT; i++) {
		struct who_index *one = &replay->people[i];
		if (one->filled && one->root == root)
			return one;
		if (one->age < index->age)
			index = one;
	}
	index->filled = false;
	return index;
}

static struct who_index *index_for(struct replay *replay, struct pathmap people)
{
	struct who_index *index = choose(replay, people.root);

	if (index->filled)
		return index;
	struct filling filling = {replay, index, 0};
	pathmap_each(people, count_texts, &filling);
	size_t needed = 16;
	while (needed < filling.texts * 2)
		needed *= 2;
	if (needed > index->count) {
		index->slot = arena_array(replay->arena, needed, sizeof *index->slot);
		index->count = needed;
	} else {
		memset(index->slot, 0, index->count * sizeof *index->slot);
	}
	pathmap_each(people, add_texts, &filling);
	struct buf packets = BUF_INIT;
	index->openpgp = &packets;
	pathmap_each(people, add_packets, &filling);
	index->openpgp_hash = packets.len ? XXH3_64bits(packets.data, packets.len) | 2 : 0;
	index->openpgp = arena_alloc(replay->arena, sizeof *index->openpgp);
	index->openpgp->data = arena_string(replay->arena, packets.data, packets.len);
	index->openpgp->len = packets.len;
	buf_release(&packets);
	index->filled = true;
	index->root = people.root;
	for (int i = 0; i < INDEX_KEPT; i++)
		if (replay->people[i].age >= index->age)
			index->age = replay->people[i].age + 1;
	return index;
}

void replay_claim(struct replay *replay, struct pathmap people)
{
	if (people.root)
		index_for(replay, people);
}

const char *replay_who_in(struct replay *replay, struct pathmap people, const char *mail)
{
	if (!people.root || !*mail)
		return NULL;
	return find_slot(index_for(replay, people), mail)->handle;
}

const char *replay_mail_of(struct replay *replay, uint32_t commit)
{
	uint32_t ident = replay->history->commit[commit].author;

	if (!replay->mail[ident])
		replay->mail[ident] = lower_mail(replay->arena, replay->history->ident[ident].mail);
	return replay->mail[ident];
}

/* --- by key --- */

const char *replay_keeper(
        struct replay *replay, struct pathmap people, const char *fingerprint, bool *retired)
{
	if (!people.root || !*fingerprint)
		return NULL;
	const struct who_slot *slot = find_slot(index_for(replay, people), fingerprint);
	*retired = slot->retired;
	return slot->handle;
}

static bool known(void *context, const char *fingerprint)
{
	const struct who_slot *slot = find_slot(context, fingerprint);

	return slot->text && !slot->retired;
}

int replay_signing(struct replay *replay, uint32_t commit, struct pathmap people,
        const struct signing **out, struct error *err)
{
	struct who_index *index = index_for(replay, people);
	const struct signer_keys keys = {known, index, index->openpgp, index->openpgp_hash};

	*out = &replay->signing[commit];
	return signer_read(&replay->signing[commit], replay->arena, replay->repo,
	        replay->options.store, &replay->history->commit[commit].id, &keys, err);
}

struct of_file {
	struct replay *replay;
	const struct person *person;
};

static bool known_to_file(void *context, const char *fingerprint)
{
	const struct of_file *of = context;
	bool found = false;

	for (size_t i = 0; i < of->person->key_count; i++)
		found |= !strcmp(
		        replay_key(of->replay, of->person->key[i])->fingerprint, fingerprint);
	for (size_t i = 0; i < of->person->key_retired_count; i++)
		found &= strcmp(replay_key(of->replay, of->person->key_retired[i])->fingerprint,
		                 fingerprint) != 0;
	return found;
}

static int is_by_key(struct replay *replay, uint32_t commit, const struct person *person, bool *yes,
        struct error *err)
{
	struct of_file of = {replay, person};
	struct buf packets = BUF_INIT;
	struct signer_keys keys = {known_to_file, &of, &packets, 0};

	for (size_t i = 0; i < person->key_count; i++) {
		const struct key *key = replay_key(replay, person->key[i]);
		if (key->openpgp && known_to_file(&of, key->fingerprint))
			buf_add(&packets, key->data, key->len);
	}
	if (packets.len)
		keys.openpgp_hash = XXH3_64bits(packets.data, packets.len) | 2;
	struct signing *signing = &replay->signing[commit];
	int status = signer_read(signing, replay->arena, replay->repo, replay->options.store,
	        &replay->history->commit[commit].id, &keys, err);
	*yes = !status && signing->state == SIGNING_KEY && signing->checked &&
	       known_to_file(&of, signing->fingerprint);
	buf_release(&packets);
	return status;
}

int replay_is_by(struct replay *replay, uint32_t commit, const struct file *file, bool by_key,
        bool *yes, struct error *err)
{
	*yes = false;
	if (!file->usable)
		return 0;
	if (by_key)
		return is_by_key(replay, commit, &file->person, yes, err);
	for (size_t i = 0; i < file->person.email_count; i++)
		*yes |= !strcmp(lower_mail(replay->arena, file->person.email[i]),
		        replay_mail_of(replay, commit));
	return 0;
}

static const char *nobody(
        struct replay *replay, const struct signing *signing, const char *handle, bool retired)
{
	switch (signing->state) {
	case SIGNING_UNREAD:
	case SIGNING_NONE:
		return "it is not signed";
	case SIGNING_BROKEN:
		return "its signature is none that can be read: malformed, or neither of ssh for "
		       "git "
		       "nor of OpenPGP";
	case SIGNING_FALSE:
		return signing->keyring ? "its OpenPGP signature is by no key of anybody here"
		                        : "its signature is not by the key it names, or of another "
		                          "text";
	case SIGNING_KEY:
		break;
	}
	if (handle && retired)
		return arena_print(
		        replay->arena, "it is signed by a key that %s has retired", handle);
	return arena_print(
	        replay->arena, "it is signed by a key of nobody here (%s)", signing->fingerprint);
}

int replay_own_word(struct replay *replay, uint32_t commit, struct pathmap people,
        const struct signed_text *text, const char **who, const char **why, struct error *err)
{
	struct who_index *index = index_for(replay, people);
	const struct signer_keys keys = {known, index, index->openpgp, index->openpgp_hash};
	struct signing signing = {SIGNING_UNREAD, false, NULL, 0};
	bool retired = false;

	*who = *why = NULL;
	if (signer_read_text(&signing, replay->arena, replay->options.store, text, &keys, err))
		return -1;
	const char *handle = signing.state == SIGNING_KEY && signing.checked
	                             ? replay_keeper(replay, people, signing.fingerprint, &retired)
	                             : NULL;
	const char *doubt = replay_disputed(replay, "", commit);
	if (!handle || retired || doubt) {
		*why = doubt ? doubt
		             : arena_print(replay->arena, "%s (for %s)",
		                       nobody(replay, &signing, handle, retired), text->space);
		return 0;
	}
	*who = handle;
	replay->own_word = arena_grow(replay->arena, replay->own_word, replay->own_word_count,
	        &replay->own_word_capacity, sizeof *replay->own_word);
	replay->own_word[replay->own_word_count++] =
	        (struct own_word){commit, signing.fingerprint, handle};
	return 0;
}

bool replay_is_signed(const struct replay *replay, const struct standing *standing)
{
	const struct file *file = standing_file(replay->ledger, standing, "moot.ini");

	return file && file->usable && file->charter.identity_signed;
}

/* Whoever only lends a name to code has made a commit of their own once, and not again. */
static bool is_idle(struct replay *replay, uint32_t commit, const char *hint)
{
	uint32_t parent = history_parents(replay->history, commit)[0];
	struct moment moment = moment_at(
	        replay->ledger, replay->at[parent], parent, replay->history->commit[commit].day);

	return !replay->touches[commit] && !replay->options.every_signer &&
	       (!hint || ledger_active(&moment, hint));
}

static int prove(struct replay *replay, uint32_t commit, const struct standing *before,
        const char **who, struct error *err)
{
	const struct signing *signing;
	bool retired = false;

	*who = NULL;
	if (is_idle(replay, commit,
	            replay_who_in(replay, before->people, replay_mail_of(replay, commit))))
		return 0;
	if (replay_signing(replay, commit, before->people, &signing, err))
		return -1;
	const char *handle = signing->state == SIGNING_KEY ? replay_keeper(replay, before->people,
	                                                             signing->fingerprint, &retired)
	                                                   : NULL;
	const char *doubt = replay_disputed(replay, "", commit);
	if (handle && !retired && signing->checked && !doubt)
		*who = handle;
	else
		replay->nobody[commit] = doubt ? doubt : nobody(replay, signing, handle, retired);
	return 0;
}

int replay_who(struct replay *replay, uint32_t commit, const char **who, struct error *err)
{
	const struct history *history = replay->history;

	*who = NULL;
	if (!history->commit[commit].parent_count)
		return 0;
	const struct standing *before = replay->at[history_parents(history, commit)[0]];
	if (replay_is_signed(replay, before)) {
		replay->ledger->proven[commit] = true;
		replay->ledger->any_proven = true;
		if (prove(replay, commit, before, who, err))
			return -1;
	} else if (!replay_disputed(replay, "", commit)) {
		*who = replay_who_in(replay, before->people, replay_mail_of(replay, commit));
	} else {
		replay->nobody[commit] = replay_disputed(replay, "", commit);
	}
	replay->ledger->speaker[commit] = *who;
	return 0;
}

struct stamp replay_stamp(struct replay *replay, uint32_t commit, const char *who)
{
	const struct history_commit *at = &replay->history->commit[commit];

	return (struct stamp){commit, at->id, at->day, who};
}
