/* SPDX-License-Identifier: MIT */
#include "cmd/table.h"

#include "formats/text.h"

#include <assert.h>
#include <string.h>

enum { GAP = 2, LAST_MIN = 20, CUT_MIN = 4 };

void table_row(struct table *table, struct arena *arena)
{
	table->arena = arena;
	table->row =
	        arena_grow(arena, table->row, table->count, &table->capacity, sizeof *table->row);
	table->row[table->count++] = (struct table_row){.below = NULL};
	table->column = 0;
}

void table_cell(struct table *table, enum style style, const char *format, ...)
{
	struct buf text = BUF_INIT, safe = BUF_INIT;
	va_list args;

	assert(table->count && table->column < TABLE_COLUMNS_MAX);
	va_start(args, format);
	buf_vprint(&text, format, args);
	va_end(args);
	text_escape(&safe, text.data, text.len, TEXT_NEWLINE_SPACE);
	table->row[table->count - 1].cell[table->column++] = (struct table_cell){
	        .text = arena_string(table->arena, safe.data, safe.len),
	        .width = (int)text_width(safe.data, safe.len),
	        .style = style,
	};
	if (table->column > table->columns)
		table->columns = table->column;
	buf_release(&safe);
	buf_release(&text);
}

void table_below(struct table *table, const char *text)
{
	assert(table->count);
	table->row[table->count - 1].below = text;
}

static void measure(const struct table *table, int width[TABLE_COLUMNS_MAX])
{
	for (size_t row = 0; row < table->count; row++)
		for (unsigned column = 0; column < table->columns; column++)
			if (table->row[row].cell[column].width > width[column])
				width[column] = table->row[row].cell[column].width;
}

/* Where the last column starts. */
static int last_start(const struct table *table, const int *width)
{
	int start = table->indent;

	for (unsigned column = 0; column + 1 < table->columns; column++)
		start += width[column] + GAP;
	return start;
}

int table_width(const struct table *table)
{
	int width[TABLE_COLUMNS_MAX] = {0};

	measure(table, width);
	return table->columns ? last_start(table, width) + width[table->columns - 1] : 0;
}

/* Takes from the widest column but the last until the last one has room. */
static void squeeze(const struct table *table, int *width, int room)
{
	int last = width[table->columns - 1];
	int wanted = last < LAST_MIN ? last : LAST_MIN;

	while (last_start(table, width) + wanted > room) {
		unsigned widest = 0;
		for (unsigned column = 1; column + 1 < table->columns; column++)
			if (width[column] > width[widest])
				widest = column;
		if (table->columns < 2 || width[widest] <= CUT_MIN)
			return;
		width[widest]--;
	}
}

static void print_cell(
        struct out *out, const struct table_cell *cell, int width, bool right, bool pad)
{
	struct buf cut = BUF_INIT;
	int used = (int)text_cut(&cut, cell->text ? cell->text : "",
	        cell->text ? strlen(cell->text) : 0, (size_t)width);

	if (right && used < width)
		out_print(out, "%*s", width - used, "");
	if (cut.len)
		out_style(out, cell->style, "%s", cut.data);
	if (pad)
		out_print(out, "%*s", (right ? 0 : width - used) + GAP, "");
	buf_release(&cut);
}

/* How many bytes of the text go on a line of so many columns; at least one word. */
static size_t fold_at(struct slice text, int room)
{
	size_t taken = 0;

	for (size_t at = 0; at <= text.len; at++) {
		if (at < text.len && text.data[at] != ' ')
			continue;
		if (taken && (room < 1 || text_width(text.data, at) > (size_t)room))
			break;
		taken = at;
	}
	return taken;
}

/* A word that is wider than the room is cut, if it is to fit. */
static void print_folded(
        struct out *out, const struct table_cell *cell, struct slice line, int room, bool fit)
{
	struct buf cut = BUF_INIT;

	if (fit && room > 0)
		text_cut(&cut, line.data, line.len, (size_t)room);
	else
		buf_add(&cut, line.data, line.len);
	out_style(out, cell->style, "%s", cut.len ? cut.data : "");
	buf_release(&cut);
}

static void print_last(struct out *out, const struct table_cell *cell, int start, bool fit)
{
	struct slice rest = slice_of(cell->text ? cell->text : "");
	int room = out->width - start;

	if (rest.len && cell->width <= room) {
		out_style(out, cell->style, "%s", cell->text);
		rest.len = 0;
	}
	while (rest.len) {
		size_t taken = fold_at(rest, room);
		print_folded(out, cell, (struct slice){rest.data, taken}, room, fit);
		rest = slice_trim((struct slice){rest.data + taken, rest.len - taken});
		if (rest.len)
			out_print(out, "\n%*s", start, "");
	}
	out_print(out, "\n");
}

/* The number of cells up to the last that has text: nothing is padded behind it. */
static unsigned used_cells(const struct table *table, size_t row)
{
	unsigned used = table->columns;

	while (used && !table->row[row].cell[used - 1].width)
		used--;
	return used;
}

void table_print(const struct table *table, struct out *out)
{
	int width[TABLE_COLUMNS_MAX] = {0};
	bool fit = out->terminal || table->fit;

	measure(table, width);
	if (fit && table->columns)
		squeeze(table, width, out->width);
	for (size_t row = 0; row < table->count; row++) {
		unsigned used = used_cells(table, row);
		const struct table_cell *cell = table->row[row].cell;
		out_print(out, "%*s", table->indent, "");
		for (unsigned column = 0; column + 1 < table->columns && column < used; column++)
			print_cell(out, &cell[column], width[column], table->right & 1U << column,
			        column + 1 < used);
		unsigned last = table->columns ? table->columns - 1 : 0;
		bool right = table->right & 1U << last;
		if (used == table->columns && used && right)
			out_print(out, "%*s", width[last] - cell[last].width, "");
		print_last(out, &cell[last],
		        last_start(table, width) + (right ? width[last] - cell[last].width : 0),
		        fit);
		if (table->row[row].below)
			out_fold(out, table->indent + GAP, table->row[row].below);
	}
}
