/* SPDX-License-Identifier: MIT */
/*
 * table: rows of the human form in columns that fit the terminal.
 *
 *     struct table table = TABLE_INIT;
 *     table_row(&table, context->arena);
 *     table_cell(&table, STYLE_NAME, "%s", role->name);
 *     table_cell(&table, STYLE_PLAIN, "%s", role->title);
 *     table_print(&table, out);
 *
 * Columns are as wide as their widest cell and two blanks apart.  When a line is too wide, the last
 * column is folded below itself; if that alone does not help, on a terminal, or where the table is
 * to fit anywhere, the widest of the others is cut with an ellipsis, and so are words of the last.
 * What has no room beside may stand on lines of its own, table_below().
 */
#ifndef CMD_TABLE_H
#define CMD_TABLE_H

#include "cmd/out.h"
#include "formats/arena.h"

enum { TABLE_COLUMNS_MAX = 12 };

struct table {
	struct arena *arena;
	struct table_row {
		struct table_cell {
			const char *text; /* escaped already */
			int width;        /* in columns of the terminal */
			enum style style;
		} cell[TABLE_COLUMNS_MAX];
		const char *below;
	} * row;
	size_t count, capacity;
	unsigned column;  /* the next cell of the last row */
	unsigned columns; /* of the widest row */
	unsigned right;   /* bits: columns set against their right edge (numbers) */
	int indent;       /* blanks before each line */
	bool fit;         /* also where there is no terminal: whole texts are told elsewhere */
};

#define TABLE_INIT                                                                                 \
	{                                                                                          \
		NULL, NULL, 0, 0, 0, 0, 0, 0, false                                                \
	}

void table_row(struct table *table, struct arena *arena);
void table_cell(struct table *table, enum style style, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/* A text below the last row, set in and folded. */
void table_below(struct table *table, const char *text);
/* Of its longest line, if none is folded or cut. */
int table_width(const struct table *table);
void table_print(const struct table *table, struct out *out);

#endif
