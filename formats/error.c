/* SPDX-License-Identifier: MIT */
#include "formats/error.h"

#include <stdio.h>
#include <string.h>

static void print_cut(char *to, size_t size, const char *format, va_list args)
        __attribute__((format(printf, 3, 0)));

static void print_cut(char *to, size_t size, const char *format, va_list args)
{
	int length = vsnprintf(to, size, format, args);

	if (length < 0) {
		to[0] = '\0';
		return;
	}
	if ((size_t)length < size)
		return;
	/* cut before the first byte of a UTF-8 sequence, not inside one */
	size_t end = size - 1;
	while (end > 0 && ((unsigned char)to[end - 1] & 0xC0) == 0x80)
		end--;
	if (end > 0 && (unsigned char)to[end - 1] >= 0xC0)
		end--;
	to[end] = '\0';
}

static void set(struct error *err, enum error_kind kind, const char *format, va_list args)
        __attribute__((format(printf, 3, 0)));

static void set(struct error *err, enum error_kind kind, const char *format, va_list args)
{
	err->kind = kind;
	err->place[0] = err->hint[0] = '\0';
	print_cut(err->text, sizeof err->text, format, args);
}

int(error_set)(struct error *err, enum error_kind kind, const char *format, ...)
{
	va_list args;

	if (err->kind != ERROR_NONE)
		return -1;
	va_start(args, format);
	set(err, kind, format, args);
	va_end(args);
	return -1;
}

int(error_refuse)(struct error *err, const char *rule, const char *format, ...)
{
	va_list args;
	size_t len;

	if (err->kind != ERROR_NONE)
		return -1;
	va_start(args, format);
	set(err, ERROR_NO, format, args);
	va_end(args);
	len = strlen(err->text);
	if (!strstr(err->text, "(rule "))
		snprintf(err->text + len, sizeof err->text - len, " (rule %s)", rule);
	return -1;
}

int(error_place)(struct error *err, const char *format, ...)
{
	va_list args;

	if (err->place[0] != '\0')
		return -1;
	va_start(args, format);
	print_cut(err->place, sizeof err->place, format, args);
	va_end(args);
	return -1;
}

int(error_hint)(struct error *err, const char *format, ...)
{
	va_list args;

	if (err->hint[0] != '\0')
		return -1;
	va_start(args, format);
	print_cut(err->hint, sizeof err->hint, format, args);
	va_end(args);
	return -1;
}
