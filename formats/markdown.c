/* SPDX-License-Identifier: MIT */
#include "formats/markdown.h"
#include "formats/arena.h"
#include "formats/bump.h"
#include "formats/letter.h"
#include "formats/passage.h"
#include "formats/run.h"
#include "formats/tame.h"
#include "formats/text.h"

#include <cmark.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static cmark_mem bump_mem = {bump_calloc, bump_realloc, bump_free};

struct markdown {
	struct run_builder builder;
	struct buf tamed;
	struct bump *bump;
	bool exact;
	/* The text being read, and the last line looked up in it. */
	const char *text;
	const char *end;
	uint32_t line;
	uint32_t column;
	const char *line_at;
	uint32_t line_number; /* from 1, in the text */
	/* markdown_place(): what was found last. */
	const struct markdown_piece *place_piece;
	size_t place_text;  /* offset in the run's text */
	const char *place;  /* and its place */
	const char *found;  /* behind the last thing that was found */
	const char *row_at; /* number_place(): the line of the last place, and lines before it */
	const char *row_next;
	uint32_t row;
	const char *seen; /* column_of(): the last place asked, and where its line starts */
	const char *seen_start;
};

struct markdown *markdown_open(void)
{
	struct markdown *markdown = memory_alloc(sizeof(*markdown));

	*markdown = (struct markdown){.builder.text = BUF_INIT, .tamed = BUF_INIT};
	return markdown;
}

void markdown_close(struct markdown *markdown)
{
	if (!markdown)
		return;
	run_release(&markdown->builder);
	buf_release(&markdown->tamed);
	bump_release(&markdown->bump);
	free(markdown);
}

void markdown_set_exact(struct markdown *markdown, bool exact)
{
	markdown->exact = exact;
}

/* The start of a line of the text; asked in rising order, so that all of it is walked once. */
static const char *line_start(struct markdown *markdown, uint32_t number)
{
	while (markdown->line_number < number && markdown->line_at < markdown->end) {
		markdown->line_at = passage_line(markdown->line_at, markdown->end, true).next;
		markdown->line_number++;
	}
	return markdown->line_at;
}

/* Places asked in rising order cost one walk over the text. */
static uint32_t column_of(struct markdown *markdown, const char *at)
{
	const char *stop = markdown->seen <= at ? markdown->seen : markdown->text;
	const char *start = at;

	while (start > stop && start[-1] != '\n' && start[-1] != '\r')
		start--;
	if (start == stop && stop == markdown->seen)
		start = markdown->seen_start;
	markdown->seen = at;
	markdown->seen_start = start;
	return (uint32_t)(at - start) + (start == markdown->text ? markdown->column : 1);
}

/* Whether an HTML tag takes what follows out of the text (1) or ends that (-1). */
static int tag_mutes(const char *html)
{
	static const char *const tags[] = {"code", "kbd", "samp", "tt", "pre", "a", "del", "s",
	        "strike", "script", "style", "textarea"};
	bool closing = html[0] == '<' && html[1] == '/';
	const char *name = html + 1 + closing;
	size_t len = strcspn(name, " \t\r\n/>");

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strlen(tags[i]) == len && strncasecmp(name, tags[i], len) == 0)
			return closing ? -1 : 1;
	return 0;
}

static bool leads_out(const char *url)
{
	size_t scheme =
	        strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	return (scheme > 1 && url[scheme] == ':') || strncmp(url, "//", 2) == 0;
}

struct inlines {
	struct markdown *markdown;
	cmark_node *block;
	unsigned muted; /* links that lead out and images that are open */
	unsigned tags;  /* HTML elements that mute and are open */
	bool rows;      /* the block is a table */

	/* cmark's lines and columns, mended: see node_at(). */
	int missed;          /* lines it did not count */
	int counted;         /* the line it last gave */
	int line;            /* the true line of the last node's end, from 1 in the text */
	int breaks;          /* line breaks that came since */
	int base_line;       /* the line its columns count from */
	const char *base_at; /* and where the block's text begins in that line */
	bool aligned;        /* a text was seen to stand there */
};

static const char *text_start(const struct markdown *markdown, const char *line)
{
	while (line < markdown->end && (*line == ' ' || *line == '\t'))
		line++;
	return line;
}

/* The line cmark gives a node; a link gets that of its end, though it begins where its text does.
 */
static int given_line(const struct inlines *inlines, cmark_node *node)
{
	cmark_node *first = node;

	if (cmark_node_get_type(node) != CMARK_NODE_LINK)
		return cmark_node_get_start_line(node);
	while (cmark_node_first_child(first))
		first = cmark_node_first_child(first);
	if (cmark_node_get_type(first) == CMARK_NODE_SOFTBREAK ||
	        cmark_node_get_type(first) == CMARK_NODE_LINEBREAK)
		return inlines->line + inlines->breaks - inlines->missed;
	return cmark_node_get_start_line(first);
}

/*
 * Where an inline node begins; its line goes to inlines->line.  cmark gives columns on the first
 * line of a block as they are, on the others without their indentation and shifted by the block's
 * own column; and a break written with a backslash it does not count as a line at all.
 */
static const char *node_at(struct inlines *inlines, cmark_node *node)
{
	struct markdown *markdown = inlines->markdown;
	int given = given_line(inlines, node);
	int column =
	        cmark_node_get_start_column(node) - cmark_node_get_start_column(inlines->block);
	const char *at;

	if (given != inlines->counted) {
		inlines->base_line = given + inlines->missed;
		inlines->base_at =
		        text_start(markdown, line_start(markdown, (uint32_t)inlines->base_line));
		inlines->aligned = false;
	}
	inlines->counted = given;
	if (given + inlines->missed < inlines->line + inlines->breaks)
		inlines->missed = inlines->line + inlines->breaks - given;
	inlines->line = given + inlines->missed;
	inlines->breaks = 0;
	at = inlines->base_at;
	for (int line = inlines->base_line; line < inlines->line; line++) {
		struct passage_line source = passage_line(at, markdown->end, true);

		column -= (int)(source.next - at);
		at = text_start(markdown, source.next);
	}
	if (column > 0)
		at += column < markdown->end - at ? column : markdown->end - at;
	return at;
}

/* A line that only continues a paragraph lazily keeps its indentation: finds how much of it. */
static const char *align(struct inlines *inlines, const char *at, const char *literal)
{
	const struct markdown *markdown = inlines->markdown;
	size_t len = strnlen(literal, 4);

	inlines->aligned = true;
	if ((size_t)(markdown->end - at) < len)
		at -= len - (size_t)(markdown->end - at);
	for (const char *try = at; try >= markdown->text && at - try <= TAME_INDENT; try--) {
		if (memcmp(try, literal, len) == 0) {
			inlines->base_at -= at - try;
			return try;
		}
		if (try == markdown->text || try[-1] == '\n' || try[-1] == '\r')
			break;
	}
	return at;
}

static uint32_t line_of(const struct inlines *inlines)
{
	return inlines->markdown->line + (uint32_t)inlines->line - 1;
}

static void enter_link(struct inlines *inlines, cmark_node *node)
{
	struct markdown *markdown = inlines->markdown;
	const char *url = cmark_node_get_url(node);
	const char *at = node_at(inlines, node);
	bool out = url && leads_out(url);

	/* cmark does not know the column of a link in angle brackets; those lead out. */
	run_add_link(&markdown->builder, url ? url : "", line_of(inlines),
	        out ? 0 : column_of(markdown, at));
	inlines->muted += out;
}

static void begin_run(struct inlines *inlines, enum markdown_kind kind, uint32_t number)
{
	struct markdown *markdown = inlines->markdown;
	struct markdown_run *run = &markdown->builder.run;
	const char *at = line_start(markdown, number);

	if ((int)number == cmark_node_get_start_line(inlines->block))
		at += cmark_node_get_start_column(inlines->block) - 1;
	at = text_start(markdown, at < markdown->end ? at : markdown->end);
	run_begin(&markdown->builder, kind);
	run->line = markdown->line + number - 1;
	run->column = column_of(markdown, at);
	if (kind == MARKDOWN_HEADING)
		run->level = cmark_node_get_heading_level(inlines->block);
}

static void end_run(struct inlines *inlines)
{
	inlines->markdown->place_piece = NULL;
	run_end(&inlines->markdown->builder);
	inlines->markdown->builder.run.item = false;
}

static void break_line(struct inlines *inlines, char with)
{
	inlines->breaks++;
	if (!inlines->rows) {
		buf_putc(&inlines->markdown->builder.text, with);
		return;
	}
	end_run(inlines);
	begin_run(inlines, MARKDOWN_ROW, (uint32_t)(inlines->line + inlines->breaks));
}

static void add_text(struct inlines *inlines, cmark_node *node, bool muted)
{
	const char *literal = cmark_node_get_literal(node);
	const char *at = node_at(inlines, node);

	if (!inlines->aligned && inlines->base_line == inlines->line)
		at = align(inlines, at, literal);
	run_add(&inlines->markdown->builder, literal, strlen(literal), at, line_of(inlines),
	        muted || inlines->muted || inlines->tags);
}

static void enter_html(struct inlines *inlines, cmark_node *node)
{
	int mutes = tag_mutes(cmark_node_get_literal(node));

	node_at(inlines, node);
	if (mutes > 0)
		inlines->tags++;
	else if (mutes < 0 && inlines->tags)
		inlines->tags--;
}

static void enter_inline(struct inlines *inlines, cmark_node *node)
{
	int lines = cmark_node_get_end_line(node) - cmark_node_get_start_line(node);

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		add_text(inlines, node, false);
		break;
	case CMARK_NODE_CODE:
		add_text(inlines, node, true);
		inlines->line += lines;
		break;
	case CMARK_NODE_HTML_INLINE:
		enter_html(inlines, node);
		inlines->line += lines;
		break;
	case CMARK_NODE_SOFTBREAK:
		break_line(inlines, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		break_line(inlines, '\n');
		break;
	case CMARK_NODE_LINK:
		enter_link(inlines, node);
		break;
	case CMARK_NODE_IMAGE:
		inlines->muted++;
		break;
	default:
		break;
	}
}

static void leave_inline(struct inlines *inlines, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	const char *url = type == CMARK_NODE_LINK ? cmark_node_get_url(node) : NULL;

	if (type == CMARK_NODE_IMAGE || (url && leads_out(url)))
		inlines->muted--;
}

static void walk_inlines(struct inlines *inlines)
{
	cmark_node *node = cmark_node_first_child(inlines->block);

	while (node) {
		cmark_node *child = cmark_node_first_child(node);

		enter_inline(inlines, node);
		if (child) {
			node = child;
			continue;
		}
		leave_inline(inlines, node);
		while (node != inlines->block && !cmark_node_next(node)) {
			node = cmark_node_parent(node);
			if (node == inlines->block)
				return;
			leave_inline(inlines, node);
		}
		node = cmark_node_next(node);
	}
}

/* The second line of a table: "|---|:-:|". */
static bool is_table(struct markdown *markdown, cmark_node *block)
{
	int first = cmark_node_get_start_line(block);
	struct passage_line line;
	bool bar = false;

	if (cmark_node_get_end_line(block) <= first)
		return false;
	line = passage_line(line_start(markdown, (uint32_t)first), markdown->end, true);
	if (line.next == markdown->end)
		return false;
	line = passage_line(line.next, markdown->end, true);
	for (const char *at = line.first; at < line.end; at++) {
		if (!strchr("|-: \t", *at))
			return false;
		bar = bar || *at == '|';
	}
	return bar;
}

static void read_block(struct markdown *markdown, cmark_node *block)
{
	bool heading = cmark_node_get_type(block) == CMARK_NODE_HEADING;
	struct inlines inlines = {.markdown = markdown, .block = block};

	inlines.line = inlines.counted = inlines.base_line = cmark_node_get_start_line(block);
	inlines.aligned = true;
	inlines.base_at = line_start(markdown, (uint32_t)inlines.line) +
	                  cmark_node_get_start_column(block) - 1;

	inlines.rows = !heading && is_table(markdown, block);
	begin_run(&inlines,
	        heading        ? MARKDOWN_HEADING
	        : inlines.rows ? MARKDOWN_ROW
	                       : MARKDOWN_PARAGRAPH,
	        (uint32_t)cmark_node_get_start_line(block));
	walk_inlines(&inlines);
	end_run(&inlines);
}

static void leave_block(struct markdown_run *run, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	run->depth -= type == CMARK_NODE_LIST;
	if (type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM)
		run->item = false;
}

/* Goes into lists and items, hands out paragraphs and headings, passes over all else. */
static void walk_blocks(struct markdown *markdown, cmark_node *document)
{
	struct markdown_run *run = &markdown->builder.run;
	cmark_node *node = cmark_node_first_child(document);

	run->depth = 0;
	run->item = false;
	while (node) {
		cmark_node *child = NULL;

		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_LIST:
			run->depth++;
			child = cmark_node_first_child(node);
			break;
		case CMARK_NODE_ITEM:
			child = cmark_node_first_child(node);
			run->item = true;
			break;
		case CMARK_NODE_PARAGRAPH:
		case CMARK_NODE_HEADING:
			read_block(markdown, node);
			break;
		default:
			run->item = false;
			break;
		}
		if (child) {
			node = child;
			continue;
		}
		/* Up to where there is a next one, leaving lists and items on the way. */
		for (;;) {
			leave_block(run, node);
			if (node == document || cmark_node_next(node))
				break;
			node = cmark_node_parent(node);
		}
		node = node == document ? NULL : cmark_node_next(node);
	}
}

static void set_text(
        struct markdown *markdown, const char *text, size_t len, uint32_t line, uint32_t column)
{
	markdown->text = text;
	markdown->end = text + len;
	markdown->line = line;
	markdown->column = column;
	markdown->line_at = text;
	markdown->line_number = 1;
	markdown->place_piece = NULL;
	markdown->seen = markdown->seen_start = markdown->found = markdown->row_at = text;
	markdown->row_next = NULL;
	markdown->row = 0;
}

static cmark_node *parse(const char *text, size_t len)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, &bump_mem);

	cmark_parser_feed(parser, text, len);
	return cmark_parser_finish(parser);
}

void markdown_read(struct markdown *markdown, const char *text, size_t len, uint32_t line,
        uint32_t column, markdown_each *each, void *context)
{
	struct bump *outer;

	markdown->builder.each = each;
	markdown->builder.context = context;
	markdown->builder.run.reader = markdown;
	set_text(markdown, text, len, line, column);
	if (!markdown->exact && run_plain(&markdown->builder, text, len, line, column))
		return;
	if (tame(&markdown->tamed, text, len))
		set_text(markdown, markdown->tamed.data, len, line, column);
	outer = bump_enter(&markdown->bump);
	walk_blocks(markdown, parse(markdown->text, len));
	bump_leave(&markdown->bump, outer);
}

void markdown_read_marked(struct markdown *markdown, const char *text, size_t len, uint32_t line,
        uint32_t column, markdown_each *each, void *context)
{
	markdown->builder.marked = true;
	markdown_read(markdown, text, len, line, column, each, context);
	markdown->builder.marked = false;
}

/* The piece that holds the offset. */
static const struct markdown_piece *piece_at(const struct markdown_run *run, size_t offset)
{
	size_t low = 0, high = run->piece_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (run->piece[middle].start <= offset)
			low = middle;
		else
			high = middle;
	}
	return high ? run->piece + low : NULL;
}

#define PLACE_NEAR 4096 /* how far a thing can be behind where cmark says it is */

/* Behind the character reference at `at`, or NULL when it is none. */
static const char *skip_reference(const char *at, const char *end)
{
	const char *start = at;

	for (at++; at < end && at - start < 40; at++) {
		if (*at == ';')
			return at + 1;
		if (*at != '#' && !letter_is((unsigned char)*at))
			break;
	}
	return NULL;
}

/*
 * Walks text and source of a piece side by side up to `to` in the text, over escapes and character
 * references.  False where they part; goes on where the last walk of the same piece ended.
 */
static bool walk_place(struct markdown *markdown, const struct markdown_run *run,
        const struct markdown_piece *piece, size_t to)
{
	if (markdown->place_piece != piece || markdown->place_text > to) {
		markdown->place_piece = piece;
		markdown->place_text = piece->start;
		markdown->place = piece->at;
	}
	while (markdown->place_text < to && markdown->place < markdown->end) {
		char want = run->text[markdown->place_text], have = *markdown->place;
		const char *behind;
		int32_t code;

		if (have == '\\' && markdown->place + 1 < markdown->end &&
		        markdown->place[1] == want && ispunct((unsigned char)want)) {
			markdown->place += 2;
			markdown->place_text++;
		} else if (have == '&' &&
		           (behind = skip_reference(markdown->place, markdown->end))) {
			markdown->place = behind;
			markdown->place_text += text_decode(
			        run->text + markdown->place_text, to - markdown->place_text, &code);
		} else if (have == want) {
			markdown->place++;
			markdown->place_text++;
		} else {
			return false;
		}
	}
	return markdown->place_text == to;
}

/* Where cmark's place is no good: the next such bytes on the piece's line or near behind it. */
static const char *find_near(const struct markdown *markdown, const struct markdown_piece *piece,
        const char *bytes, size_t len)
{
	const char *from = piece->at, *end = markdown->end;

	while (from > markdown->found && from[-1] != '\n' && from[-1] != '\r' &&
	        piece->at - from < PLACE_NEAR)
		from--;
	if (end - from > PLACE_NEAR)
		end = from + PLACE_NEAR;
	return memmem(from, (size_t)(end - from), bytes, len);
}

/* Whether the bytes stand at the place, as they are or written otherwise. */
static bool stands_at(
        const struct markdown *markdown, const char *at, const char *bytes, size_t len)
{
	if (at < markdown->end && *at != *bytes &&
	        ((*at == '&' && skip_reference(at, markdown->end)) ||
	                (*at == '\\' && at + 1 < markdown->end && at[1] == *bytes)))
		return true;
	return (size_t)(markdown->end - at) >= len && memcmp(at, bytes, len) == 0;
}

/* Line and column of a place; asked in rising order, so that all of the text is walked once. */
static void number_place(
        struct markdown *markdown, const char *at, uint32_t *line, uint32_t *column)
{
	if (at < markdown->row_at || !markdown->row_next) {
		markdown->row = 0;
		markdown->row_at = markdown->text;
		markdown->row_next = passage_line(markdown->text, markdown->end, true).next;
	}
	while (at >= markdown->row_next && markdown->row_next < markdown->end) {
		markdown->row++;
		markdown->row_at = markdown->row_next;
		markdown->row_next = passage_line(markdown->row_at, markdown->end, true).next;
	}
	*line = markdown->line + markdown->row;
	*column = (uint32_t)(at - markdown->row_at) + (markdown->row ? 1 : markdown->column);
}

bool markdown_place(
        const struct markdown_run *run, size_t offset, size_t len, uint32_t *line, uint32_t *column)
{
	struct markdown *markdown = run->reader;
	const struct markdown_piece *piece = piece_at(run, offset);
	const char *bytes = run->text + offset;

	*line = run->line;
	*column = run->column;
	if (!piece || offset < piece->start)
		return false;
	if (run->verbatim) {
		markdown->place = piece->at + (offset - piece->start);
	} else if (!walk_place(markdown, run, piece, offset) ||
	           !stands_at(markdown, markdown->place, bytes, len)) {
		const char *at = find_near(markdown, piece, bytes, len);

		if (!at)
			return false;
		markdown->place = at;
		markdown->place_text = offset;
	}
	number_place(markdown, markdown->place, line, column);
	if (!stands_at(markdown, markdown->place, bytes, len) || *markdown->place != *bytes)
		return false;
	markdown->found = markdown->place + len;
	return markdown->place == markdown->text || markdown->place[-1] != '\\';
}

void markdown_html(struct buf *out, const char *text, size_t len)
{
	struct buf tamed = BUF_INIT;
	struct bump *own = NULL, *outer = bump_enter(&own);
	char *html;

	html = cmark_render_html(
	        parse(tame(&tamed, text, len) ? tamed.data : text, len), CMARK_OPT_VALIDATE_UTF8);
	buf_puts(out, html);
	bump_leave(&own, outer);
	bump_release(&own);
	buf_release(&tamed);
}
