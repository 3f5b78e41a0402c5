/* SPDX-License-Identifier: MIT */
#include "core/identity/signature.h"

#include <openssl/evp.h>
#include <stdint.h>
#include <string.h>

enum { ED25519_KEY = 32, ED25519_SIGNATURE = 64, ARMORED_MOST = 1 << 16 };

/* --- reading: PROTOCOL.sshsig --- */

struct wire {
	const unsigned char *at, *end;
};

static bool wire_string(struct wire *wire, const unsigned char **data, size_t *len)
{
	if (wire->end - wire->at < 4)
		return false;
	*len = (size_t)wire->at[0] << 24 | (size_t)wire->at[1] << 16 | (size_t)wire->at[2] << 8 |
	       wire->at[3];
	wire->at += 4;
	if (*len > (size_t)(wire->end - wire->at))
		return false;
	*data = wire->at;
	wire->at += *len;
	return true;
}

static bool wire_is(struct wire *wire, const char *text)
{
	const unsigned char *data;
	size_t len;

	return wire_string(wire, &data, &len) && len == strlen(text) && !memcmp(data, text, len);
}

/* What stands between the two lines of an armor that fills the text, without line ends. */
static char *armored(struct arena *arena, const char *text, size_t len, const char *first,
        const char *last, size_t *out_len)
{
	size_t begin = strlen(first), end = strlen(last);

	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	if (len > ARMORED_MOST || len < begin + end || memcmp(text, first, begin) != 0 ||
	        memcmp(text + len - end, last, end) != 0)
		return NULL;
	char *body = arena_alloc(arena, len + 1);
	*out_len = 0;
	for (size_t i = begin; i < len - end; i++)
		if (text[i] != '\n' && text[i] != '\r')
			body[(*out_len)++] = text[i];
	return body;
}

static void read_quick(struct signature *out, struct wire inner)
{
	const unsigned char *data;
	size_t len;
	struct wire key = {out->key.data, out->key.data + out->key.len};

	if (strcmp(out->key.type, "ssh-ed25519") != 0)
		return;
	out->kind = SIGNATURE_UNREADABLE;
	if (!wire_is(&key, "ssh-ed25519") || !wire_string(&key, &data, &len) ||
	        len != ED25519_KEY || key.at != key.end)
		return;
	if (!wire_is(&inner, "ssh-ed25519") || !wire_string(&inner, &data, &len) ||
	        len != ED25519_SIGNATURE || inner.at != inner.end)
		return;
	out->kind = SIGNATURE_SSH;
	out->signed_by = data;
}

static void read_ssh(
        struct signature *out, struct arena *arena, const unsigned char *data, size_t len)
{
	static const unsigned char magic[10] = {'S', 'S', 'H', 'S', 'I', 'G', 0, 0, 0, 1};
	struct wire wire = {data + sizeof magic, data + len};
	const unsigned char *key, *reserved, *hash, *signed_by;
	size_t key_len, reserved_len, hash_len, signed_len;

	if (len < sizeof magic || memcmp(data, magic, sizeof magic) != 0 ||
	        !wire_string(&wire, &key, &key_len) || !wire_is(&wire, out->space) ||
	        !wire_string(&wire, &reserved, &reserved_len) || reserved_len ||
	        !wire_string(&wire, &hash, &hash_len) ||
	        !wire_string(&wire, &signed_by, &signed_len) || wire.at != wire.end ||
	        !key_from_wire(&out->key, arena, key, key_len))
		return;
	out->hash = hash_len != 6                ? NULL
	            : !memcmp(hash, "sha256", 6) ? "sha256"
	            : !memcmp(hash, "sha512", 6) ? "sha512"
	                                         : NULL;
	if (!out->hash)
		return;
	out->kind = SIGNATURE_SSH;
	read_quick(out, (struct wire){signed_by, signed_by + signed_len});
}

void signature_read_for(
        struct signature *out, struct arena *arena, const char *space, const char *text, size_t len)
{
	size_t body_len, size;

	*out = (struct signature){
	        .kind = SIGNATURE_UNREADABLE, .text = text, .len = len, .space = space};
	char *body = armored(arena, text, len, "-----BEGIN SSH SIGNATURE-----",
	        "-----END SSH SIGNATURE-----", &body_len);
	unsigned char *data = body ? base64_bytes(arena, body, body_len, &size) : NULL;
	if (data)
		read_ssh(out, arena, data, size);
}

void signature_read(struct signature *out, struct arena *arena, const char *text, size_t len)
{
	size_t body_len;

	signature_read_for(out, arena, "git", text, len);
	if (out->kind == SIGNATURE_UNREADABLE &&
	        armored(arena, text, len, "-----BEGIN PGP SIGNATURE-----",
	                "-----END PGP SIGNATURE-----", &body_len))
		out->kind = SIGNATURE_OPENPGP;
}

/* --- checking --- */

bool signature_is_quick(const struct signature *signature)
{
	return signature->kind == SIGNATURE_SSH && signature->signed_by;
}

static void add_string(struct buf *to, const void *data, size_t len)
{
	const unsigned char head[4] = {(unsigned char)(len >> 24), (unsigned char)(len >> 16),
	        (unsigned char)(len >> 8), (unsigned char)len};

	buf_add(to, head, sizeof head);
	buf_add(to, data, len);
}

bool signature_check(const struct signature *signature, const void *payload, size_t len)
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned int sum_len = 0;
	struct buf message = BUF_INIT;
	bool sha256 = !strcmp(signature->hash, "sha256");

	if (!signature_is_quick(signature) || !EVP_Digest(payload, len, sum, &sum_len,
	                                              sha256 ? EVP_sha256() : EVP_sha512(), NULL))
		return false;
	buf_add(&message, "SSHSIG", 6);
	add_string(&message, signature->space, strlen(signature->space));
	add_string(&message, "", 0);
	add_string(&message, signature->hash, strlen(signature->hash));
	add_string(&message, sum, sum_len);
	EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL,
	        signature->key.data + signature->key.len - ED25519_KEY, ED25519_KEY);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = key && context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1 &&
	            EVP_DigestVerify(context, signature->signed_by, ED25519_SIGNATURE,
	                    (const unsigned char *)message.data, message.len) == 1;
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(key);
	buf_release(&message);
	return good;
}
