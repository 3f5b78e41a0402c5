/* SPDX-License-Identifier: MIT */
#include "formats/key.h"

#include <openssl/evp.h>
#include <stdint.h>
#include <string.h>

enum { KEY_MOST = 1 << 16 }; /* bytes of a key; the largest RSA keys have 2 KiB */

unsigned char *base64_bytes(struct arena *arena, const char *text, size_t len, size_t *size)
{
	static const char digit[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t pad = len && text[len - 1] == '=' ? 1 + (len > 1 && text[len - 2] == '=') : 0;

	if (!len || len % 4 || len / 4 * 3 > KEY_MOST)
		return NULL;
	for (size_t i = 0; i < len - pad; i++)
		if (!text[i] || !strchr(digit, text[i]))
			return NULL;
	unsigned char *bytes = arena_alloc(arena, len / 4 * 3 + 1);
	if (EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)len) < 0)
		return NULL;
	*size = len / 4 * 3 - pad;
	return bytes;
}

static bool digest(unsigned char *out, const EVP_MD *kind, const void *head, size_t head_len,
        const void *data, size_t len)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool fine = context && EVP_DigestInit_ex(context, kind, NULL) &&
	            EVP_DigestUpdate(context, head, head_len) &&
	            EVP_DigestUpdate(context, data, len) && EVP_DigestFinal_ex(context, out, NULL);

	EVP_MD_CTX_free(context);
	return fine;
}

bool key_from_wire(struct key *out, struct arena *arena, const unsigned char *data, size_t len)
{
	unsigned char sum[32], text[48];

	if (len < 5 || len > KEY_MOST)
		return false;
	size_t type =
	        (size_t)data[0] << 24 | (size_t)data[1] << 16 | (size_t)data[2] << 8 | data[3];
	if (!type || type > 64 || type > len - 4 || memchr(data + 4, '\0', type))
		return false;
	if (!digest(sum, EVP_sha256(), "", 0, data, len))
		return false;
	EVP_EncodeBlock(text, sum, sizeof sum);
	*out = (struct key){
	        .type = arena_string(arena, (const char *)data + 4, type),
	        .fingerprint = arena_print(arena, "SHA256:%.43s", (const char *)text),
	        .data = data,
	        .len = len,
	};
	return true;
}

/* The body of the first packet, which must be a public key: RFC 4880, 4.2 and 5.5. */
static bool first_packet(
        const unsigned char *data, size_t len, const unsigned char **body, size_t *size)
{
	size_t head;

	if (len < 6)
		return false;
	if (data[0] == 0x98 || data[0] == 0xc6) {
		*size = data[1];
		head = 2;
		if (data[0] == 0xc6 && data[1] >= 192) {
			*size = ((size_t)(data[1] - 192) << 8) + data[2] + 192;
			head = 3;
			if (data[1] >= 224)
				return false;
		}
	} else if (data[0] == 0x99) {
		*size = (size_t)data[1] << 8 | data[2];
		head = 3;
	} else {
		return false;
	}
	*body = data + head;
	return *size > 6 && *size <= len - head;
}

static bool from_openpgp(
        struct key *out, struct arena *arena, const unsigned char *data, size_t len)
{
	const unsigned char *body;
	unsigned char sum[20];
	size_t size;

	if (!first_packet(data, len, &body, &size) || body[0] != 4)
		return false;
	const unsigned char head[3] = {0x99, (unsigned char)(size >> 8), (unsigned char)size};
	if (!digest(sum, EVP_sha1(), head, sizeof head, body, size))
		return false;
	char *text = arena_alloc(arena, 41);
	for (size_t i = 0; i < sizeof sum; i++) {
		text[2 * i] = "0123456789ABCDEF"[sum[i] >> 4];
		text[2 * i + 1] = "0123456789ABCDEF"[sum[i] & 15];
	}
	*out = (struct key){true, "openpgp", text, data, len};
	return true;
}

bool key_parse(struct key *out, struct arena *arena, const char *text)
{
	size_t type = strcspn(text, " \t");
	const char *body = text + type + strspn(text + type, " \t");
	size_t len = strcspn(body, " \t"), size;
	unsigned char *bytes = base64_bytes(arena, body, len, &size);

	if (!bytes)
		return false;
	if (type == strlen("openpgp") && !strncmp(text, "openpgp", type))
		return from_openpgp(out, arena, bytes, size);
	return key_from_wire(out, arena, bytes, size) && strlen(out->type) == type &&
	       !strncmp(out->type, text, type);
}
