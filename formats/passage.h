/* SPDX-License-Identifier: MIT */
/*
 * passage: a Markdown text cut where nothing is open, so that each part can be read, or left
 * unread, on its own.
 *
 * CommonMark ends every list, quote and paragraph at a heading, at a list item, a fence or certain
 * HTML at the left margin, and at an unindented line behind a blank one.  The cuts are there.
 * Fenced code and the HTML blocks that blank lines do not end (comments, script, pre, style ...)
 * are passed over whole when they stand at the outermost level.  What remains is handed out with
 * what can be seen from outside: a passage without a mark needs no parser.
 *
 * Lines end in LF, CRLF or a lone CR, as cmark counts them.
 */
#ifndef FORMATS_PASSAGE_H
#define FORMATS_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PASSAGE_LINE (64u << 10) /* a longer line, or plain paragraph, is cut at a blank */
#define PASSAGE_MAX (1u << 20)   /* of any other passage the rest behind it is not read */

enum passage_kind { PASSAGE_TEXT, PASSAGE_ITEM, PASSAGE_HEADING };

enum passage_mark {
	PASSAGE_AT = 1,     /* an '@' that may begin a name */
	PASSAGE_TOPIC = 2,  /* a '#' that may begin a topic */
	PASSAGE_LINK = 4,   /* a link that may lead to a file near by, or by reference */
	PASSAGE_TASK = 8,   /* "[ ]" or "[x]" */
	PASSAGE_SETEXT = 16 /* a line that may make the one above it a heading */
};

struct passage {
	const char *text;
	size_t len;
	uint32_t line;   /* of its first byte */
	uint32_t column; /* of its first byte; not 1 only where a long line was cut */
	enum passage_kind kind;
	unsigned marks;    /* of passage_mark */
	bool behind_block; /* code or HTML was passed over just before it */
};

struct passage_line {
	const char *start;
	const char *first; /* its first byte that is no blank or tab; == end in a blank line */
	const char *end;   /* without the line end */
	const char *next;
	unsigned indent; /* columns before first, tabs of four */
};

struct passages {
	const char *at;
	const char *end;
	uint32_t line;
	uint32_t column;
	bool returns; /* there is a CR somewhere */
	/* To be set by the caller: passages in a row that carry no mark may come as one; never a
	 * short line of text, nor the last passage before a heading or the end. */
	bool joined;
	const char *mark[3]; /* the next '@', '#' and '[', once they were looked for */
	const char *walked;  /* up to here no further passages come as one */
	size_t looked;       /* bytes that were walked over to find out: for tests */
	bool referring;      /* there are link reference definitions: every bracket may be a link */
	bool block;          /* code or HTML was passed over since the last passage */
	struct passage_line line_at; /* the line at `at`, once it was looked at */
};

void passages_open(struct passages *passages, const char *text, size_t len, uint32_t first_line);
/* false at the end; block then says whether code or HTML came last. */
bool passages_next(struct passages *passages, struct passage *out);

/* The line at `at` < end.  returns: whether CR has to be looked for. */
struct passage_line passage_line(const char *at, const char *end, bool returns);

/* Whether the line is an ATX heading: its level, or 0. */
int passage_heading(const struct passage_line *line);

#endif
