/* SPDX-License-Identifier: MIT */
/*
 * markdown: CommonMark as runs of plain text with their places.  The only owner of cmark.
 *
 * What is code, a block quote or HTML is not handed out, or muted where it stands inside a run.  A
 * table (of the GitHub kind) is handed out row by row, since cmark knows no tables.
 *
 * Limits, so that no input costs more than linear time: see tame.h.
 */
#ifndef FORMATS_MARKDOWN_H
#define FORMATS_MARKDOWN_H

#include "formats/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum markdown_kind { MARKDOWN_HEADING, MARKDOWN_PARAGRAPH, MARKDOWN_ROW };

/* A stretch of a run's text that comes from one place of one source line. */
struct markdown_piece {
	const char
	        *at; /* in the source; where the same bytes stand unless an entity shifted them */
	uint32_t start; /* offset in the run's text */
	uint32_t line;
	bool muted; /* code, or the text of a link that leads out */
};

struct markdown_link {
	const char *url; /* as cmark decodes it; NUL-terminated */
	uint32_t start;  /* offset in the run's text */
	uint32_t line;
	uint32_t column; /* of its '['; 0 when it leads out */
};

struct markdown_run {
	enum markdown_kind kind;
	int level;     /* of a heading, else 0 */
	int depth;     /* of lists around it: 0 outside of any */
	bool verbatim; /* the text is the source's but for its line ends */
	bool part;     /* some lines of a longer paragraph: markdown_read_marked() */
	bool item;     /* the first run of its list item */
	char task; /* ' ' or 'x' for the first run of a task item, whose mark is cut off; else 0 */
	uint32_t line; /* of its first byte */
	uint32_t column;
	const char *text; /* soft breaks are blanks, hard breaks '\n'; not NUL-terminated */
	size_t len;
	const struct markdown_piece *piece; /* ordered; the first starts at 0 when len > 0 */
	size_t piece_count;
	const struct markdown_link *link;
	size_t link_count;
	struct markdown *reader; /* for markdown_place() */
};

/* Memory for parsing, kept from call to call; one a thread. */
struct markdown;
struct markdown *markdown_open(void);
void markdown_close(struct markdown *markdown);

/* For tests: never take the short way past cmark that text without any mark allows. */
void markdown_set_exact(struct markdown *markdown, bool exact);

typedef void markdown_each(void *context, const struct markdown_run *run);

/*
 * Hands each run to each() in order; what a run points to is gone after the call.  line and column
 * (in bytes) are those of the text's first byte, both from 1.
 */
void markdown_read(struct markdown *markdown, const char *text, size_t len, uint32_t line,
        uint32_t column, markdown_each *each, void *context);

#define MARKDOWN_MARKED_MIN 120 /* bytes; a shorter paragraph is not worth parting */

/*
 * The same, but of a plain paragraph only the lines of those sentences that hold an '@' or a '#',
 * each stretch of lines as a run of its own: all that can carry a name or a topic.
 */
void markdown_read_marked(struct markdown *markdown, const char *text, size_t len, uint32_t line,
        uint32_t column, markdown_each *each, void *context);

/*
 * Where the len bytes at `offset` of the run's text stand in the source.  False when they do not
 * stand there as they are: written with an entity, or behind a backslash.  To be asked in rising
 * order of offset.
 */
bool markdown_place(const struct markdown_run *run, size_t offset, size_t len, uint32_t *line,
        uint32_t *column);

/* As HTML for a page: raw HTML and dangerous links are left out. */
void markdown_html(struct buf *out, const char *text, size_t len);

/* Bytes of front matter (between lines "---") at the start of the text, with *lines of it; 0 if
 * none.  A byte order mark is counted in. */
size_t markdown_front_matter(const char *text, size_t len, uint32_t *lines);

/* Appends the anchor that a forge gives to a heading with this text. */
void markdown_slug(struct buf *out, const char *text, size_t len);

#endif
