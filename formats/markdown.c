/* SPDX-License-Identifier: MIT */
#include "formats/markdown.h"
#include "formats/arena.h"
#include "formats/passage.h"
#include "formats/run.h"
#include "formats/tame.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * cmark's allocator takes no context, hence the one variable a thread.  Memory is never given back
 * singly: a parse ends by forgetting all of it.
 */
#define BUMP_BLOCK (256u << 10)

struct bump {
	struct bump *older;
	size_t size;
	size_t used;
	char data[] __attribute__((aligned(16)));
};

static _Thread_local struct bump *bump;

static void *bump_take(size_t size)
{
	char *at;

	size = (size + 16 + 15) & ~(size_t)15;
	if (!bump || bump->size - bump->used < size) {
		size_t room = size > BUMP_BLOCK ? size : BUMP_BLOCK;
		struct bump *block = memory_alloc(sizeof(*block) + room);

		*block = (struct bump){.older = bump, .size = room};
		bump = block;
	}
	at = bump->data + bump->used;
	bump->used += size;
	*(size_t *)(void *)at = size - 16;
	return at + 16;
}

static void *bump_calloc(size_t count, size_t size)
{
	if (size && count > (SIZE_MAX >> 1) / size)
		memory_exhausted();
	return memset(bump_take(count * size), 0, count * size);
}

static void *bump_realloc(void *old, size_t size)
{
	size_t had = old ? *(size_t *)(void *)((char *)old - 16) : 0;

	if (size <= had)
		return old;
	/* A string that grows is most often the newest thing there is. */
	if (old && (char *)old + had == bump->data + bump->used &&
	        bump->size - bump->used >= size - had + 16) {
		size_t more = (size - had + 15) & ~(size_t)15;

		bump->used += more;
		*(size_t *)(void *)((char *)old - 16) = had + more;
		return old;
	}
	return old ? memcpy(bump_take(size), old, had) : bump_take(size);
}

static void bump_free(void *old)
{
	(void)old;
}

/* Keeps the oldest block, which has the usual size. */
static void bump_reset(struct bump *keep)
{
	while (bump && bump != keep) {
		struct bump *older = bump->older;

		free(bump);
		bump = older;
	}
	if (bump)
		bump->used = 0;
}

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
	const char *place;    /* markdown_place(): nothing before is looked at again */
	uint32_t place_line;
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
	free(markdown->bump);
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

/*
 * Where an inline node begins.  cmark gives columns on the first line of a block as they are, and
 * on the others without their indentation and shifted by the block's own column.
 */
static const char *node_at(struct markdown *markdown, cmark_node *block, cmark_node *node)
{
	uint32_t number = (uint32_t)cmark_node_get_start_line(node);
	const char *start = line_start(markdown, number);
	int column = cmark_node_get_start_column(node) - 1;

	if ((int)number != cmark_node_get_start_line(block)) {
		column -= cmark_node_get_start_column(block) - 1;
		while (start < markdown->end && (*start == ' ' || *start == '\t'))
			start++;
	}
	if (column > 0)
		start += column < markdown->end - start ? column : markdown->end - start;
	return start;
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
};

static void enter_link(struct inlines *inlines, cmark_node *node)
{
	struct markdown *markdown = inlines->markdown;
	const char *url = cmark_node_get_url(node);
	uint32_t line = markdown->line + (uint32_t)cmark_node_get_start_line(node) - 1;
	bool out = url && leads_out(url);

	/* cmark does not know the column of a link in angle brackets; those lead out. */
	run_add_link(&markdown->builder, url ? url : "", line,
	        out ? 0 : column_of(markdown, node_at(markdown, inlines->block, node)));
	inlines->muted += out;
}

static void begin_run(struct inlines *inlines, enum markdown_kind kind, uint32_t number)
{
	struct markdown *markdown = inlines->markdown;
	struct markdown_run *run = &markdown->builder.run;
	const char *at = line_start(markdown, number);

	while (at < markdown->end && (*at == ' ' || *at == '\t'))
		at++;
	if ((int)number == cmark_node_get_start_line(inlines->block))
		at = node_at(markdown, inlines->block, inlines->block);
	run_begin(&markdown->builder, kind);
	run->line = markdown->line + number - 1;
	run->column = column_of(markdown, at);
	if (kind == MARKDOWN_HEADING)
		run->level = cmark_node_get_heading_level(inlines->block);
}

static void end_run(struct inlines *inlines)
{
	inlines->markdown->place = NULL;
	run_end(&inlines->markdown->builder);
	inlines->markdown->builder.run.item = false;
}

static void break_line(struct inlines *inlines, cmark_node *node, char with)
{
	if (inlines->rows) {
		cmark_node *next = cmark_node_next(node);

		end_run(inlines);
		begin_run(inlines, MARKDOWN_ROW,
		        (uint32_t)cmark_node_get_start_line(next ? next : node));
	} else {
		buf_putc(&inlines->markdown->builder.text, with);
	}
}

static void enter_inline(struct inlines *inlines, cmark_node *node)
{
	struct markdown *markdown = inlines->markdown;
	const char *literal = cmark_node_get_literal(node);
	uint32_t line = markdown->line + (uint32_t)cmark_node_get_start_line(node) - 1;
	int mutes;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		run_add(&markdown->builder, literal, strlen(literal),
		        node_at(markdown, inlines->block, node), line,
		        inlines->muted || inlines->tags ||
		                cmark_node_get_type(node) == CMARK_NODE_CODE);
		break;
	case CMARK_NODE_SOFTBREAK:
		break_line(inlines, node, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		break_line(inlines, node, '\n');
		break;
	case CMARK_NODE_HTML_INLINE:
		mutes = tag_mutes(literal);
		if (mutes > 0)
			inlines->tags++;
		else if (mutes < 0 && inlines->tags)
			inlines->tags--;
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
	markdown->place = NULL;
	markdown->seen = markdown->seen_start = text;
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
	struct bump *outer = bump;

	markdown->builder.each = each;
	markdown->builder.context = context;
	markdown->builder.run.reader = markdown;
	set_text(markdown, text, len, line, column);
	if (!markdown->exact && run_plain(&markdown->builder, text, len, line, column))
		return;
	if (tame(&markdown->tamed, text, len))
		set_text(markdown, markdown->tamed.data, len, line, column);
	if (!markdown->bump) {
		markdown->bump = memory_alloc(sizeof(struct bump) + BUMP_BLOCK);
		*markdown->bump = (struct bump){.size = BUMP_BLOCK};
	}
	bump = markdown->bump;
	walk_blocks(markdown, parse(markdown->text, len));
	bump_reset(markdown->bump);
	bump = outer;
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

/* Where an entity or an escape shifted the text: the next such bytes behind the last place. */
static const char *find_near(const struct markdown *markdown, const struct markdown_piece *piece,
        const char *bytes, size_t len, uint32_t *line)
{
	const char *from = piece->at, *at, *end = markdown->end;

	if (markdown->place > from) {
		from = markdown->place;
		*line = markdown->place_line;
	}
	if (end - from > PLACE_NEAR)
		end = from + PLACE_NEAR;
	at = memmem(from, (size_t)(end - from), bytes, len);
	for (; at && from < at; from++)
		*line += *from == '\n';
	return at;
}

bool markdown_place(
        const struct markdown_run *run, size_t offset, size_t len, uint32_t *line, uint32_t *column)
{
	struct markdown *markdown = run->reader;
	const struct markdown_piece *piece = piece_at(run, offset);
	const char *at, *end = markdown->end;
	size_t ahead;

	*line = run->line;
	*column = run->column;
	if (!piece || offset < piece->start)
		return false;
	ahead = offset - piece->start;
	at = ahead < (size_t)(end - piece->at) ? piece->at + ahead : end;
	*line = piece->line;
	if ((size_t)(end - at) < len || memcmp(at, run->text + offset, len) != 0) {
		at = find_near(markdown, piece, run->text + offset, len, line);
		if (!at)
			return false;
	}
	markdown->place = at + len;
	markdown->place_line = *line;
	*column = column_of(markdown, at);
	return at == markdown->text || at[-1] != '\\';
}

void markdown_html(struct buf *out, const char *text, size_t len)
{
	struct buf tamed = BUF_INIT;
	struct bump *outer = bump;
	char *html;

	bump = NULL;
	html = cmark_render_html(
	        parse(tame(&tamed, text, len) ? tamed.data : text, len), CMARK_OPT_VALIDATE_UTF8);
	buf_puts(out, html);
	bump_reset(NULL);
	bump = outer;
	buf_release(&tamed);
}
