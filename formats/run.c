/* SPDX-License-Identifier: MIT */
#include "formats/run.h"
#include "formats/arena.h"
#include "formats/passage.h"
#include "formats/spot.h"

#include <stdlib.h>
#include <string.h>

void run_begin(struct run_builder *builder, enum markdown_kind kind)
{
	buf_clear(&builder->text);
	builder->run.kind = kind;
	builder->run.level = 0;
	builder->run.task = 0;
	builder->run.verbatim = false;
	builder->run.part = false;
	builder->run.piece_count = 0;
	builder->run.link_count = 0;
}

void run_add(struct run_builder *builder, const char *text, size_t len, const char *at,
        uint32_t line, bool muted)
{
	struct markdown_run *run = &builder->run;

	if (!len)
		return;
	if (run->piece_count == builder->piece_capacity) {
		builder->piece_capacity =
		        builder->piece_capacity ? 2 * builder->piece_capacity : 64;
		builder->piece = memory_resize(
		        builder->piece, builder->piece_capacity * sizeof(*builder->piece));
	}
	builder->piece[run->piece_count++] = (struct markdown_piece){
	        .at = at, .start = (uint32_t)builder->text.len, .line = line, .muted = muted};
	buf_add(&builder->text, text, len);
}

void run_add_link(struct run_builder *builder, const char *url, uint32_t line, uint32_t column)
{
	struct markdown_run *run = &builder->run;

	if (run->link_count == builder->link_capacity) {
		builder->link_capacity = builder->link_capacity ? 2 * builder->link_capacity : 16;
		builder->link = memory_resize(
		        builder->link, builder->link_capacity * sizeof(*builder->link));
	}
	builder->link[run->link_count++] = (struct markdown_link){
	        .url = url, .start = (uint32_t)builder->text.len, .line = line, .column = column};
}

static void cut_task(struct run_builder *builder)
{
	struct markdown_run *run = &builder->run;
	const char *text = builder->text.data;

	if (!run->item || builder->text.len < 4 || text[0] != '[' || text[2] != ']' ||
	        (text[3] != ' ' && text[3] != '\t'))
		return;
	if (text[1] == ' ')
		run->task = ' ';
	else if (text[1] == 'x' || text[1] == 'X')
		run->task = 'x';
	/* Overwritten rather than cut: offsets of pieces and links stay. */
	if (run->task)
		memset(builder->text.data, ' ', 3);
}

void run_end(struct run_builder *builder)
{
	struct markdown_run *run = &builder->run;

	cut_task(builder);
	run->text = builder->text.data;
	run->len = builder->text.len;
	run->piece = builder->piece;
	run->link = builder->link;
	if (run->len || run->link_count)
		builder->each(builder->context, run);
}

void run_release(struct run_builder *builder)
{
	buf_release(&builder->text);
	free(builder->piece);
	free(builder->link);
	builder->piece = NULL;
	builder->link = NULL;
}

static bool has_marks(const char *text, size_t len)
{
	static const bool mark[256] = {['\0'] = true,
	        ['\\'] = true,
	        ['`'] = true,
	        ['*'] = true,
	        ['_'] = true,
	        ['['] = true,
	        ['<'] = true,
	        ['&'] = true};

	for (size_t i = 0; i < len; i++)
		if (mark[(unsigned char)text[i]])
			return true;
	return false;
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Whether a line beginning like this can only be text of a paragraph. */
static bool begins_text(const char *at, const char *end)
{
	unsigned char c = (unsigned char)*at;
	const char *digit = at;

	if (c >= 0x80 || is_letter(*at) || strchr("@(\"'/$,.", c))
		return true;
	if (c == '#')
		return at + 1 < end && is_letter(at[1]);
	while (digit < end && *digit >= '0' && *digit <= '9')
		digit++;
	return digit > at && (digit == end || (*digit != '.' && *digit != ')'));
}

static const char *trim(const char *start, const char *end)
{
	while (end > start && strchr(" \t\r\n\v\f", end[-1]) && end[-1])
		end--;
	return end;
}

static bool is_plain(const char *text, const char *end, bool returns, bool item)
{
	for (const char *at = text; at < end;) {
		struct passage_line line = passage_line(at, end, returns);

		if (at == text && item) {
			line.first = at + 2;
		} else if (line.first == line.end || (at == text && line.indent > 3)) {
			return false;
		}
		if (!begins_text(line.first, line.end))
			return false;
		at = line.next;
	}
	return true;
}

/* The lines of [from, end); of an item the first begins with its mark. */
static void add_lines(struct run_builder *builder, const char *from, const char *end,
        uint32_t number, bool returns, bool item)
{
	for (const char *at = from; at < end; number++) {
		struct passage_line line = passage_line(at, end, returns);
		const char *start = at == from && item ? at + 2 : line.first;
		const char *stop = trim(start, line.end);
		bool hard = line.end - stop >= 2 && line.end[-1] == ' ' && line.end[-2] == ' ';

		run_add(builder, start, (size_t)(stop - start), start, number, false);
		if (trim(line.next, end) > line.next)
			buf_putc(&builder->text, hard ? '\n' : ' ');
		at = line.next;
	}
}

/* Where the next '@' or '#' stands at or behind `at`; asked in rising order. */
struct mark_finder {
	const char *end;
	const char *name;
	const char *topic;
};

static const char *next_mark(struct mark_finder *finder, const char *at)
{
	if (finder->name < at)
		finder->name = memchr(at, '@', (size_t)(finder->end - at));
	if (!finder->name)
		finder->name = finder->end;
	if (finder->topic < at)
		finder->topic = memchr(at, '#', (size_t)(finder->end - at));
	if (!finder->topic)
		finder->topic = finder->end;
	return finder->name < finder->topic ? finder->name : finder->topic;
}

static void hand_out(struct run_builder *builder, const char *from, const char *end,
        uint32_t number, uint32_t column, bool returns)
{
	struct passage_line first = passage_line(from, end, returns);

	run_begin(builder, MARKDOWN_PARAGRAPH);
	builder->run.verbatim = true;
	builder->run.part = true;
	builder->run.line = number;
	builder->run.column = column + (uint32_t)(first.first - first.start);
	add_lines(builder, from, end, number, returns, false);
	run_end(builder);
}

/*
 * Only the sentences with a mark, each with the lines it is on.  One of topics alone belongs to the
 * sentence before it, so the two are not parted.
 */
static void marked_lines(struct run_builder *builder, const char *text, const char *end,
        uint32_t number, bool returns)
{
	struct mark_finder finder = {.end = end, .name = text - 1, .topic = text - 1};
	const char *from = text;
	uint32_t from_number = number;

	for (const char *at = text; at < end; number++) {
		struct passage_line line = passage_line(at, end, returns);

		at = line.next;
		if (at < end && (!spots_stop_at(from, line.end) || *line.first == '#' ||
		                        *passage_line(at, end, returns).first == '#'))
			continue;
		if (next_mark(&finder, from) < at)
			hand_out(builder, from, at, from_number, 1, returns);
		from = at;
		from_number = number + 1;
	}
}

static bool plain_heading(struct run_builder *builder, const struct passage_line *line,
        uint32_t number, uint32_t column)
{
	int level = passage_heading(line);
	const char *start = line->first + level;
	const char *stop = trim(start, line->end);

	while (start < stop && (*start == ' ' || *start == '\t'))
		start++;
	if (start < stop && stop[-1] == '#')
		return false;
	run_begin(builder, MARKDOWN_HEADING);
	builder->run.verbatim = true;
	builder->run.level = level;
	builder->run.depth = 0;
	builder->run.item = false;
	builder->run.line = number;
	builder->run.column = column + (uint32_t)(line->first - line->start);
	run_add(builder, start, (size_t)(stop - start), start, number, false);
	run_end(builder);
	return true;
}

bool run_plain(
        struct run_builder *builder, const char *text, size_t len, uint32_t line, uint32_t column)
{
	const char *end = text + len;
	struct passage_line first;
	bool item = false, returns;

	if (!len || has_marks(text, len))
		return false;
	returns = memchr(text, '\r', len);
	first = passage_line(text, end, returns);
	if (passage_heading(&first))
		return first.next == end && plain_heading(builder, &first, line, column);
	if (len > 2 && (*text == '-' || *text == '+') && text[1] == ' ')
		item = true;
	if (!is_plain(text, end, returns, item))
		return false;
	builder->run.depth = item;
	builder->run.item = item;
	if (builder->marked && !item && column == 1 && len > MARKDOWN_MARKED_MIN) {
		marked_lines(builder, text, end, line, returns);
		return true;
	}
	run_begin(builder, MARKDOWN_PARAGRAPH);
	builder->run.verbatim = true;
	builder->run.line = line;
	builder->run.column = column + (item ? 2 : (uint32_t)(first.first - first.start));
	add_lines(builder, text, end, line, returns, item);
	run_end(builder);
	return true;
}
