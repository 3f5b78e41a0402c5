/* SPDX-License-Identifier: MIT */
/*
 * error: why a function could not do its work.
 *
 * A function that can fail takes a `struct error *` last and returns 0, or -1 with *err set.  The
 * text is made where the fact is known; only cmd/ prints it.  The first error wins: setting one
 * that is already set keeps the old text, so clean-up code needs no care.
 *
 * What is wrong in the user's *files* is a finding (finding.h): there may be many, an error is one.
 */
#ifndef FORMATS_ERROR_H
#define FORMATS_ERROR_H

#include <stdarg.h>

enum error_kind {
	ERROR_NONE = 0,
	ERROR_NO = 1,      /* the answer is no: refused by a rule; exit status 1 */
	ERROR_UNSURE = 3,  /* cannot tell: shallow, missing or unsupported; exit status 3 */
	ERROR_FATAL = 128, /* could not do it; exit status 128 */
	ERROR_USAGE = 129, /* the words of the command are wrong; exit status 129 */
};

struct error {
	enum error_kind kind;
	char text[1024]; /* lower case, no full stop, what first, subject quoted */
	char place[512]; /* what makes it so, "roles/release.ini:13", or "" */
	char hint[512];  /* what to do next, or "" */
};

#define ERROR_INIT                                                                                 \
	{                                                                                          \
		ERROR_NONE, "", "", ""                                                             \
	}

/* Sets *err unless it is set already; a text too long is cut on a character.  Returns -1. */
int error_set(struct error *err, enum error_kind kind, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/*
 * ERROR_NO, in its only form: who is refused is told the rule, the place that makes it so, and what
 * to do next.  The rule ("N7") is put behind the text, unless the text cites one already; place and
 * hint are added by the next two, and no refusal is without them.
 */
int error_refuse(struct error *err, const char *rule, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* Adds the place to *err unless it has one.  Returns -1. */
int error_place(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds the hint to *err unless it has one.  Returns -1. */
int error_hint(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Analyzers read one file at a time: what every caller relies on is said where they see it. */
#ifdef __clang_analyzer__
#define error_set(...)                                                                             \
	__extension__({                                                                            \
		error_set(__VA_ARGS__);                                                            \
		-1;                                                                                \
	})
#define error_refuse(...)                                                                          \
	__extension__({                                                                            \
		error_refuse(__VA_ARGS__);                                                         \
		-1;                                                                                \
	})
#define error_place(...)                                                                           \
	__extension__({                                                                            \
		error_place(__VA_ARGS__);                                                          \
		-1;                                                                                \
	})
#define error_hint(...)                                                                            \
	__extension__({                                                                            \
		error_hint(__VA_ARGS__);                                                           \
		-1;                                                                                \
	})
#endif

#endif
