/* SPDX-License-Identifier: MIT */
/*
 * signature: whether bytes were signed by a key.  Says nothing of whose key it is.
 *
 * Signatures are those that git puts into commits: of ssh (PROTOCOL.sshsig: ed25519, ecdsa, rsa and
 * keys on hardware) and of OpenPGP.  ed25519 of ssh, nearly all there are, is checked here; the
 * others by ssh-keygen and gpgv, which know them better.
 */
#ifndef CORE_IDENTITY_SIGNATURE_H
#define CORE_IDENTITY_SIGNATURE_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"
#include "formats/key.h"

#include <stdbool.h>
#include <stddef.h>

enum signature_kind {
	SIGNATURE_UNREADABLE, /* malformed, made for something else than git, or of another kind */
	SIGNATURE_SSH,
	SIGNATURE_OPENPGP,
};

struct signature {
	enum signature_kind kind;
	const char *text; /* as it stands in the commit */
	size_t len;
	struct key key;                 /* of ssh: the key it says it is by */
	const char *space;              /* of ssh: what it is for; git's is "git" */
	const char *hash;               /* of ssh: "sha256" or "sha512" */
	const unsigned char *signed_by; /* of ed25519: the 64 bytes; else NULL */
};

/* text is borrowed; the rest lives in the arena. One for git, as it stands in commits. */
void signature_read(struct signature *out, struct arena *arena, const char *text, size_t len);
/* One for something else: of ssh only, since OpenPGP does not say what a signature is for. */
void signature_read_for(struct signature *out, struct arena *arena, const char *space,
        const char *text, size_t len);

/* It can be checked without a program. */
bool signature_is_quick(const struct signature *signature);
/* Such a one over the payload; false: it is not by that key. */
bool signature_check(const struct signature *signature, const void *payload, size_t len);

/* Any of ssh, by ssh-keygen. ERROR_UNSURE where that cannot be run. */
int signature_check_ssh(const struct signature *signature, const void *payload, size_t len,
        bool *good, struct error *err);

/*
 * One of OpenPGP, by gpgv, against a keyring: packets one after the other.  The fingerprint of the
 * key that made it is *by, in the arena, or NULL when none of these did.  Expiry and revocation as
 * OpenPGP knows them play no part: whose key is current stands in the people's files.
 */
int signature_check_openpgp(const struct signature *signature, const void *payload, size_t len,
        const struct buf *keyring, struct arena *arena, const char **by, struct error *err);

#endif
