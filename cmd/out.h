/* SPDX-License-Identifier: MIT */
/*
 * out: the results of a command on stdout, in one of three forms, and its talk on stderr.
 *
 * human       made with out_print() and struct table (table.h): fits the terminal, may change
 * porcelain   one record a line, fields separated by tabs, stable; with -z lines end with a NUL
 * json        JSON Lines: one object a line, its first field "v":1
 *
 * A command asks out->form: in FORM_HUMAN it prints as it likes, in the other two it makes records,
 * and the same calls give both.  Nothing from a repository reaches a terminal unescaped: whatever
 * goes through here has its control characters, broken UTF-8 and direction marks shown as \x1b.
 *
 * Write errors are kept and told at the end by the frame (out_close): no call here fails.
 */
#ifndef CMD_OUT_H
#define CMD_OUT_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum form { FORM_HUMAN, FORM_PORCELAIN, FORM_JSON };

enum style {
	STYLE_PLAIN,
	STYLE_BOLD,
	STYLE_DIM,
	STYLE_GOOD, /* green */
	STYLE_WARN, /* yellow */
	STYLE_BAD,  /* red */
	STYLE_NAME, /* cyan: ids, handles, commits */
};

struct json;

enum { OUT_LEVELS = 8 };

struct out {
	FILE *file;
	enum form form;
	bool nul;          /* -z: lines of the porcelain form end with a NUL */
	bool color;        /* styles are shown */
	bool terminal;     /* a person reads along: what does not fit is cut, not only folded */
	int width;         /* columns of the terminal; lines of the human form stay within */
	struct buf line;   /* the porcelain record being made */
	struct json *json; /* the json record being made */
	struct out_level { /* the record, and the groups and lists open in it */
		char separator;
		bool started;
	} level[OUT_LEVELS];
	int depth; /* of the innermost level, -1: no record is open */
	int error; /* errno of the first failed write, or 0 */
};

/* --- the human form --- */

/* Text with control characters other than newline made visible. */
void out_print(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same in a style; the style ends with the text. */
void out_style(struct out *out, enum style style, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/*
 * One field of a file that must not break the layout: newlines and tabs are made visible too, and
 * more than `width` columns are cut with an ellipsis (0: not cut).
 */
void out_field(struct out *out, const char *text, int width);
/* Bytes as they are: file contents asked for by name (`show PATH`), pages, generated formats. */
void out_raw(struct out *out, const void *data, size_t len);
/* The text folded at blanks to the width, each line behind `indent` blanks; ends with a newline. */
void out_fold(struct out *out, int indent, const char *text);
/* The same for the rest of a line that has `column` columns, more than `indent`, already. */
void out_fold_rest(struct out *out, int column, int indent, const char *text);

/* --- records: the porcelain and json forms; nothing in the human form --- */

/*
 * Fields stand in the order of the calls, the same for every record of a command: a field without a
 * value is written empty (json: null).  Inside a list, name is NULL.
 *
 * In the porcelain form names are left out.  Items of a list are joined by commas, fields of a
 * group in it by colons, items of a list in such a group by '+'.  In values, backslashes, tabs and
 * newlines are written \\, \t, \n, other controls \x1b, and a separator of a list or group that
 * they stand in has a backslash before it; with -z newlines and controls stand as they are.
 */
void record_open(struct out *out);
void record_text(struct out *out, const char *name, const char *value); /* NULL: no value */
void record_bytes(struct out *out, const char *name, const char *value, size_t len);
void record_number(struct out *out, const char *name, int64_t value);
void record_flag(
        struct out *out, const char *name, bool value); /* true, false; porcelain yes, no */
void record_day(struct out *out, const char *name, int32_t day); /* DAY_NONE: no value */
void record_list_open(struct out *out, const char *name);
void record_list_close(struct out *out);
void record_group_open(struct out *out, const char *name);
void record_group_close(struct out *out);
void record_close(struct out *out);

/* A finished writing command's one line: the id, option, path or commit; json {"v":1,name:value}.
 */
void record_result(struct out *out, const char *name, const char *value);

/* --- the talk, on stderr, with git's prefixes --- */

void talk(const char *format, ...)
        __attribute__((format(printf, 1, 2))); /* no prefix; newline added */
void talk_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void talk_hint(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "fatal: TEXT" (refused by a rule, ERROR_NO, too) or "error: TEXT" for usage, then "hint: ...". */
void talk_error(const struct error *err);
/* What is said from here on is added to *into too; NULL: to nothing. */
void talk_heard(struct buf *into);

/* --- for the frame --- */

#define OUT_INIT                                                                                   \
	{                                                                                          \
		.line = BUF_INIT, .width = 80, .depth = -1                                         \
	}

/* Flushes and closes; -1 when anything could not be written. */
int out_close(struct out *out, struct error *err);

#endif
