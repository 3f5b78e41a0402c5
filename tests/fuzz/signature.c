/* SPDX-License-Identifier: MIT */
/* A signature as it stands in a commit, and, put into its armor, as the bytes within. */
#include "core/identity/signature.h"

#include <openssl/evp.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_text(struct arena *arena, const char *text, size_t len)
{
	struct signature signature;
	struct key key;

	signature_read(&signature, arena, text, len);
	if (signature_is_quick(&signature))
		(void)signature_check(&signature, text, len);
	(void)key_parse(&key, arena, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char first[] = "-----BEGIN SSH SIGNATURE-----\n";
	static const char last[] = "\n-----END SSH SIGNATURE-----\n";
	static const unsigned char magic[10] = {'S', 'S', 'H', 'S', 'I', 'G', 0, 0, 0, 1};
	struct arena arena = ARENA_INIT;
	struct buf wire = BUF_INIT, text = BUF_INIT;

	if (size > 1 << 15)
		return 0;
	read_text(&arena, arena_string(&arena, (const char *)data, size), size);
	buf_add(&wire, magic, sizeof magic);
	buf_add(&wire, data, size);
	buf_puts(&text, first);
	buf_reserve(&text, wire.len * 2 + 8);
	text.len += (size_t)EVP_EncodeBlock((unsigned char *)text.data + text.len,
	        (const unsigned char *)wire.data, (int)wire.len);
	buf_puts(&text, last);
	read_text(&arena, text.data, text.len);
	buf_clear(&text);
	buf_puts(&text, "openpgp ");
	buf_reserve(&text, size * 2 + 8);
	text.len += (size_t)EVP_EncodeBlock((unsigned char *)text.data + text.len, data, (int)size);
	buf_putc(&text, ' ');
	read_text(&arena, text.data, text.len);
	buf_release(&wire);
	buf_release(&text);
	arena_release(&arena);
	return 0;
}
