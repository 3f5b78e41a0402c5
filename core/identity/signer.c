/* SPDX-License-Identifier: MIT */
#include "core/identity/signer.h"

#include "core/git/commit.h"
#include "core/identity/signature.h"

#include <string.h>

/* What the store has: a letter, and behind it the fingerprint with its NUL. */
enum {
	RECORD_NONE = 'n',
	RECORD_BROKEN = 'b',
	RECORD_FALSE = 'f',
	RECORD_KEY = 'k',
	RECORD_UNCHECKED = 'u'
};

/* What is said of OpenPGP hangs on the keys at hand; never 0, which is for all others. */
static uint64_t ring(const struct signer_keys *keys)
{
	return keys->openpgp_hash ? keys->openpgp_hash : 1;
}

static bool recall(struct signing *out, struct arena *arena, struct store *store,
        const struct oid *commit, uint64_t keyring)
{
	const void *data;
	size_t size;

	if (!store || !store_get(store, STORE_SIGNING, commit, keyring, &data, &size) || size < 2)
		return false;
	const char *record = data;
	if (record[size - 1] != '\0')
		return false;
	const char *fingerprint = size > 2 ? arena_string(arena, record + 1, size - 2) : NULL;
	switch (record[0]) {
	case RECORD_NONE:
		*out = (struct signing){SIGNING_NONE, true, NULL, 0};
		return true;
	case RECORD_BROKEN:
		*out = (struct signing){SIGNING_BROKEN, true, NULL, 0};
		return true;
	case RECORD_FALSE:
		*out = (struct signing){SIGNING_FALSE, true, fingerprint, keyring};
		return true;
	case RECORD_KEY:
	case RECORD_UNCHECKED:
		*out = (struct signing){SIGNING_KEY, record[0] == RECORD_KEY, fingerprint, keyring};
		return fingerprint != NULL;
	default:
		return false;
	}
}

static void keep(struct store *store, const struct oid *commit, const struct signing *signing,
        uint64_t extra, char letter)
{
	struct buf record = BUF_INIT;

	if (!store)
		return;
	buf_putc(&record, letter);
	if (signing->fingerprint)
		buf_puts(&record, signing->fingerprint);
	buf_putc(&record, '\0');
	store_put(store, STORE_SIGNING, commit, extra, record.data, record.len);
	buf_release(&record);
}

static void conclude(struct signing *out, struct store *store, const struct oid *commit,
        const struct signing *found)
{
	static const char letter[] = {[SIGNING_NONE] = RECORD_NONE,
	        [SIGNING_BROKEN] = RECORD_BROKEN,
	        [SIGNING_FALSE] = RECORD_FALSE,
	        [SIGNING_KEY] = RECORD_KEY};

	*out = *found;
	keep(store, commit, found, found->keyring,
	        found->state == SIGNING_KEY && !found->checked ? RECORD_UNCHECKED
	                                                       : letter[found->state]);
}

struct reading {
	struct signing *out;
	struct arena *arena;
	struct store *store;
	const struct oid *commit;
	const struct signer_keys *keys;
};

static int read_ssh(const struct reading *reading, const struct signature *signature,
        const struct buf *payload, struct error *err)
{
	const char *fingerprint = arena_string(
	        reading->arena, signature->key.fingerprint, strlen(signature->key.fingerprint));
	struct signing found = {SIGNING_KEY, true, fingerprint, 0};
	bool good = false;

	if (signature_is_quick(signature))
		good = signature_check(signature, payload->data, payload->len);
	else if (!reading->keys->known(reading->keys->context, fingerprint))
		found.checked = false;
	else if (signature_check_ssh(signature, payload->data, payload->len, &good, err))
		return -1;
	if (found.checked && !good)
		found.state = SIGNING_FALSE;
	conclude(reading->out, reading->store, reading->commit, &found);
	return 0;
}

static int read_openpgp(const struct reading *reading, const struct signature *signature,
        const struct buf *payload, struct error *err)
{
	const struct signer_keys *keys = reading->keys;
	struct signing found = {SIGNING_FALSE, true, NULL, ring(keys)};

	if (keys->openpgp_hash && signature_check_openpgp(signature, payload->data, payload->len,
	                                  keys->openpgp, reading->arena, &found.fingerprint, err))
		return -1;
	if (found.fingerprint)
		found.state = SIGNING_KEY;
	conclude(reading->out, reading->store, reading->commit, &found);
	return 0;
}

static int read_commit(const struct reading *reading, const struct commit *commit,
        struct arena *scratch, struct error *err)
{
	struct buf text = BUF_INIT, payload = BUF_INIT;
	struct signature signature;
	struct signing found = {SIGNING_NONE, true, NULL, 0};
	int status = 0;

	if (!commit_signature(commit, &text, &payload)) {
		conclude(reading->out, reading->store, reading->commit, &found);
	} else {
		signature_read(&signature, scratch, text.data, text.len);
		found.state = SIGNING_BROKEN;
		if (signature.kind == SIGNATURE_SSH)
			status = read_ssh(reading, &signature, &payload, err);
		else if (signature.kind == SIGNATURE_OPENPGP)
			status = read_openpgp(reading, &signature, &payload, err);
		else
			conclude(reading->out, reading->store, reading->commit, &found);
	}
	buf_release(&text);
	buf_release(&payload);
	return status;
}

/* What was found before holds for these keys too. */
static bool holds(const struct signing *signing, const struct signer_keys *keys)
{
	if (signing->state == SIGNING_UNREAD)
		return false;
	if (signing->state == SIGNING_KEY && !signing->checked)
		return !keys->known(keys->context, signing->fingerprint);
	return true;
}

int signer_read(struct signing *signing, struct arena *arena, struct repo *repo,
        struct store *store, const struct oid *commit, const struct signer_keys *keys,
        struct error *err)
{
	const struct reading reading = {signing, arena, store, commit, keys};
	struct arena scratch = ARENA_INIT;
	struct commit raw;

	/* an answer that hangs on the keyring is good for that one only */
	if (holds(signing, keys) && (!signing->keyring || signing->keyring == ring(keys)))
		return 0;
	if (recall(signing, arena, store, commit, 0) && holds(signing, keys))
		return 0;
	if (recall(signing, arena, store, commit, ring(keys)))
		return 0;
	int status = repo_commit(repo, commit, &raw, &scratch, err);
	if (!status)
		status = read_commit(&reading, &raw, &scratch, err);
	arena_release(&scratch);
	return status;
}

int signer_read_commit(struct signing *signing, struct arena *arena, const struct commit *commit,
        const struct signer_keys *keys, struct error *err)
{
	const struct reading reading = {signing, arena, NULL, &commit->id, keys};
	struct arena scratch = ARENA_INIT;
	int status = read_commit(&reading, commit, &scratch, err);

	arena_release(&scratch);
	return status;
}

int signer_read_text(struct signing *signing, struct arena *arena, struct store *store,
        const struct signed_text *text, const struct signer_keys *keys, struct error *err)
{
	struct buf payload = BUF_INIT, all = BUF_INIT;
	struct arena scratch = ARENA_INIT;
	struct signature signature;
	struct signing found = {SIGNING_BROKEN, true, NULL, 0};
	int status = 0;

	/* its name in the store: no commit has this text */
	buf_add(&all, text->space, strlen(text->space) + 1);
	buf_add(&all, text->signature, text->signature_len);
	buf_add(&all, text->text, text->len);
	const struct oid name = repo_hash_blob(all.data, all.len);
	const struct reading reading = {signing, arena, store, &name, keys};

	if (!recall(signing, arena, store, &name, 0) || !holds(signing, keys)) {
		buf_add(&payload, text->text, text->len);
		signature_read_for(
		        &signature, &scratch, text->space, text->signature, text->signature_len);
		if (signature.kind == SIGNATURE_SSH)
			status = read_ssh(&reading, &signature, &payload, err);
		else
			conclude(signing, store, &name, &found);
	}
	buf_release(&payload);
	buf_release(&all);
	arena_release(&scratch);
	return status;
}
