/* SPDX-License-Identifier: MIT */
/*
 * varint: numbers in as few bytes as they need, seven bits a byte, the lowest first.  What is kept
 * in .git/moot/ is written so.
 */
#ifndef CORE_HISTORY_VARINT_H
#define CORE_HISTORY_VARINT_H

#include "core/git/oid.h"
#include "formats/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { VARINT_MAX = 10 };

/* Bytes being read.  Whoever reads beyond the end gets zeros, and bad is set. */
struct reader {
	const unsigned char *at, *end;
	bool bad;
};

static inline size_t varint_write(unsigned char *to, uint64_t number)
{
	size_t len = 0;

	for (; number >= 128; number >>= 7)
		to[len++] = (unsigned char)(number | 128);
	to[len++] = (unsigned char)number;
	return len;
}

static inline void varint_add(struct buf *to, uint64_t number)
{
	buf_reserve(to, VARINT_MAX);
	to->len += varint_write((unsigned char *)to->data + to->len, number);
	to->data[to->len] = '\0';
}

/* Small negative numbers are short too. */
static inline void varint_add_signed(struct buf *to, int64_t number)
{
	varint_add(to, ((uint64_t)number << 1) ^ (uint64_t)(number >> 63));
}

static inline uint64_t varint_next(struct reader *reader)
{
	uint64_t number = 0;

	for (unsigned shift = 0; reader->at < reader->end && shift < 64; shift += 7) {
		unsigned char byte = *reader->at++;
		number |= (uint64_t)(byte & 127) << shift;
		if (byte < 128)
			return number;
	}
	reader->bad = true;
	return 0;
}

static inline int64_t varint_next_signed(struct reader *reader)
{
	uint64_t number = varint_next(reader);

	return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

/* A number that has to be below a limit; 0 and bad else. */
static inline uint32_t varint_next_below(struct reader *reader, uint32_t limit)
{
	uint64_t number = varint_next(reader);

	if (number < limit)
		return (uint32_t)number;
	reader->bad = true;
	return 0;
}

static inline const unsigned char *reader_bytes(struct reader *reader, size_t len)
{
	const unsigned char *at = reader->at;

	if ((size_t)(reader->end - at) < len) {
		reader->bad = true;
		reader->at = reader->end;
		return NULL;
	}
	reader->at += len;
	return at;
}

static inline struct oid reader_oid(struct reader *reader)
{
	const unsigned char *bytes = reader_bytes(reader, OID_SIZE);
	struct oid oid = {{0}};

	if (bytes)
		memcpy(oid.id, bytes, OID_SIZE);
	return oid;
}

static inline bool reader_more(const struct reader *reader)
{
	return reader->at < reader->end;
}

#endif
