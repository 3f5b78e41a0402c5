/* SPDX-License-Identifier: MIT */
#include "formats/buf.h"

#include "formats/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char buf_empty[1] = "";

void buf_reserve(struct buf *buf, size_t more)
{
	if (buf->capacity && more < buf->capacity - buf->len)
		return;
	if (more > SIZE_MAX / 2 - buf->len) {
		memory_exhausted();
		abort();
	}
	size_t capacity = buf->capacity + buf->capacity / 2;
	if (capacity < buf->len + more + 1)
		capacity = buf->len + more + 1;
	if (capacity < 64)
		capacity = 64;
	buf->data = memory_resize(buf->capacity ? buf->data : NULL, capacity);
	buf->data[buf->len] = '\0';
	buf->capacity = capacity;
}

void buf_add(struct buf *buf, const void *data, size_t len)
{
	if (!len)
		return;
	buf_reserve(buf, len);
	memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_vprint(struct buf *buf, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length <= 0)
		return;
	buf_reserve(buf, (size_t)length);
	vsnprintf(buf->data + buf->len, (size_t)length + 1, format, args);
	buf->len += (size_t)length;
}

void buf_print(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprint(buf, format, args);
	va_end(args);
}

void buf_splice(struct buf *buf, size_t at, size_t cut, const void *data, size_t len)
{
	assert(at <= buf->len && cut <= buf->len - at);
	if (len > cut)
		buf_reserve(buf, len - cut);
	if (!buf->capacity)
		return;
	memmove(buf->data + at + len, buf->data + at + cut, buf->len - at - cut + 1);
	if (len)
		memcpy(buf->data + at, data, len);
	buf->len = buf->len - cut + len;
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	/* The shared "" is left alone: two threads may hold it. */
	if (buf->capacity)
		buf->data[0] = '\0';
}

void buf_release(struct buf *buf)
{
	if (buf->capacity)
		free(buf->data);
	*buf = (struct buf)BUF_INIT;
}
