/* SPDX-License-Identifier: MIT */
/*
 * buf: bytes that grow.  Always ends in a NUL that is not counted, so data is a C string as long as
 * no NUL was added.  Memory as in arena.h: no function fails.
 */
#ifndef FORMATS_BUF_H
#define FORMATS_BUF_H

#include <stddef.h>
#include <stdarg.h>

struct buf {
	char *data; /* never NULL; "" until something is added */
	size_t len;
	size_t capacity; /* 0 while data is the shared "" */
};

extern char buf_empty[1];

#define BUF_INIT                                                                                   \
	{                                                                                          \
		buf_empty, 0, 0                                                                    \
	}

void buf_add(struct buf *buf, const void *data, size_t len);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_print(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprint(struct buf *buf, const char *format, va_list args)
        __attribute__((format(printf, 2, 0)));
/* Replaces the cut bytes at `at` by the len bytes of data; at + cut <= buf->len. */
void buf_splice(struct buf *buf, size_t at, size_t cut, const void *data, size_t len);
/* Room for `more` further bytes; the caller writes at data + len and then adds to len. */
void buf_reserve(struct buf *buf, size_t more);
void buf_clear(struct buf *buf); /* len = 0, memory kept */
void buf_release(struct buf *buf);

#endif
