/* SPDX-License-Identifier: MIT */
/*
 * signer: which key signed a commit.  What was found is kept in the store by commit id, and holds
 * whoever the key belongs to: that is for the people's files to say (replay_who.c).
 */
#ifndef CORE_IDENTITY_SIGNER_H
#define CORE_IDENTITY_SIGNER_H

#include "core/git/repo.h"
#include "core/history/store.h"

enum signing_state {
	SIGNING_UNREAD, /* not looked at */
	SIGNING_NONE,   /* there is no signature */
	SIGNING_BROKEN, /* of a kind that is not read, or malformed */
	SIGNING_FALSE,  /* not made by the key it names, or not over this commit */
	SIGNING_KEY, /* by the key of this fingerprint, if that is known to anybody: else unproven
	              */
};

struct signing {
	enum signing_state state;
	bool checked;            /* false: by a key of nobody, and it was not worth checking */
	const char *fingerprint; /* or NULL */
	uint64_t keyring;        /* of OpenPGP: which keys it was checked against */
};

/* The keys that somebody has at the time. */
struct signer_keys {
	bool (*known)(void *context, const char *fingerprint);
	void *context;
	const struct buf *openpgp; /* packets of all OpenPGP keys */
	uint64_t openpgp_hash;     /* of these; 0: there are none */
};

/*
 * What is in *signing from an earlier call for this commit is used again where it still holds.  -1
 * = the commit cannot be read, or a program that is needed is missing (ERROR_UNSURE).
 */
int signer_read(struct signing *signing, struct arena *arena, struct repo *repo,
        struct store *store, const struct oid *commit, const struct signer_keys *keys,
        struct error *err);

/* The same for a commit at hand, of no repository: nothing is kept. */
int signer_read_commit(struct signing *signing, struct arena *arena, const struct commit *commit,
        const struct signer_keys *keys, struct error *err);

/* A text, and the signature that somebody made for it alone, of ssh. */
struct signed_text {
	const char *text;
	size_t len;
	const char *signature;
	size_t signature_len;
	const char *space; /* what it has to be made for: "moot:ID/voice-ada-1.md" */
};

/* The same for one; *signing begins as SIGNING_UNREAD. */
int signer_read_text(struct signing *signing, struct arena *arena, struct store *store,
        const struct signed_text *text, const struct signer_keys *keys, struct error *err);

#endif
