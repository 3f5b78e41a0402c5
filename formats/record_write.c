/* SPDX-License-Identifier: MIT */
#include "formats/record.h"

#include "formats/date.h"

#include <openssl/evp.h>
#include <string.h>

enum { CHUNK = 57 }; /* bytes that a line of base64 holds */

static void write_path(struct buf *to, const char *path)
{
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;
		if (c > ' ' && c < 0x7f && c != '%' && c != ':')
			buf_putc(to, *path);
		else
			buf_print(to, "%%%02X", c);
	}
}

void record_write_place(struct buf *to, const struct record_claim *claim)
{
	if (claim->path)
		write_path(to, claim->path);
	else
		buf_puts(to, "message");
	if (claim->row)
		buf_print(to, ":%u", claim->row);
}

static void write_object(struct buf *to, const struct record_object *object)
{
	unsigned char line[CHUNK / 3 * 4 + 1];

	buf_print(
	        to, "object %s %s %zu\n", record_type_name[object->type], object->id, object->len);
	for (size_t at = 0; at < object->len; at += CHUNK) {
		size_t len = object->len - at < CHUNK ? object->len - at : CHUNK;
		int size = EVP_EncodeBlock(line, object->data + at, (int)len);
		buf_add(to, line, (size_t)size);
		buf_putc(to, '\n');
	}
}

void record_write(struct buf *to, const struct record *record)
{
	char day[DAY_SIZE];

	buf_print(to, "moot record 1\nperson %s\nroot ", record->person);
	if (*record->root)
		write_path(to, record->root);
	else
		buf_putc(to, '.');
	buf_print(to, "\ngenesis %s\ntip %s\nat %s\n\n", record->genesis, record->tip,
	        day_print(day, record->at));
	for (size_t i = 0; i < record->claim_count; i++) {
		const struct record_claim *claim = &record->claim[i];
		buf_print(to, "%s %s ", record_kind_name[claim->kind], claim->commit);
		record_write_place(to, claim);
		buf_putc(to, '\n');
	}
	buf_putc(to, '\n');
	for (size_t i = 0; i < record->object_count; i++)
		write_object(to, &record->object[i]);
	buf_puts(to, "end\n");
}
