/* SPDX-License-Identifier: MIT */
/*
 * key: a public key as a person's file holds it.
 *
 *     ssh-ed25519 AAAAC3Nz... ana@laptop      a line of a .pub file of ssh
 *     openpgp mDMEZ...                        what gpg exports, in base64 on one line
 *
 * A key is known by its fingerprint; the words behind the base64 are the owner's own.
 */
#ifndef FORMATS_KEY_H
#define FORMATS_KEY_H

#include "formats/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct key {
	bool openpgp;
	const char *type;          /* "ssh-ed25519", "sk-ssh-ed25519@openssh.com", "openpgp" */
	const char *fingerprint;   /* "SHA256:..." as ssh-keygen -l has it; of OpenPGP 40 digits */
	const unsigned char *data; /* ssh: its wire form; openpgp: packets, the first is the key */
	size_t len;
};

/* False when it is no key: unknown form, broken base64, or a body of another type than it says. */
bool key_parse(struct key *out, struct arena *arena, const char *text);

/* The same from the wire form of ssh, as a signature holds it; data is borrowed. */
bool key_from_wire(struct key *out, struct arena *arena, const unsigned char *data, size_t len);

/* Bytes from base64 without blanks, in the arena; NULL when it is none. */
unsigned char *base64_bytes(struct arena *arena, const char *text, size_t len, size_t *size);

#endif
