/* SPDX-License-Identifier: MIT */
#include "formats/ballot.h"

#include "formats/ballot_blt.h"
#include "formats/ballot_mark.h"
#include "formats/ballot_run.h"
#include "formats/csv.h"

#include <inttypes.h>
#include <string.h>

enum { FINDINGS_MAX = 200 };

struct column {
	const char *name;
	size_t offset;
	uint32_t line, column;
	enum { COLUMN_OPTION, COLUMN_WEIGHT, COLUMN_EXTRA, COLUMN_UNNAMED } use;
	size_t filled, readable; /* cells */
};

/* A cell that could not be read; forgotten when its column turns out to be no option. */
struct misread {
	size_t row; /* index into the rows read */
	uint32_t column;
	enum mark_reading reading;
	struct csv_field field;
};

struct reader {
	struct ballots *ballots;
	struct arena *arena;
	struct findings *findings;
	const char *path;
	struct csv csv;
	struct column *column;
	size_t columns;
	uint32_t *mark; /* mark[row * columns + column] */
	uint32_t *weight;
	bool *bad;
	size_t rows, mark_capacity, weight_capacity, bad_capacity;
	struct misread *misread;
	size_t misreads, misread_capacity;
	size_t errors; /* found, told or not */
};

static void show_line(struct reader *reader, struct finding *finding, const struct csv_field *field)
{
	size_t start = field->offset - (field->column - 1);
	struct csv *csv = &reader->csv;
	uint32_t line = finding->line;

	finding->line = 1;
	finding_show(reader->findings, finding, csv->text + start, csv->len - start,
	        field->text.len ? (uint32_t)field->text.len : 1);
	finding->line = line;
}

/* NULL when enough has been said; the number left is told at the end. */
static struct finding *complain(
        struct reader *reader, const char *code, const struct csv_field *field, const char *message)
{
	if (reader->errors++ >= FINDINGS_MAX)
		return NULL;
	struct finding *finding = findings_add(reader->findings, SEVERITY_ERROR, code, reader->path,
	        field->line, field->column, "%s", message);
	show_line(reader, finding, field);
	return finding;
}

static void note_left_out(struct reader *reader, const struct column *column, const char *why)
{
	findings_add(reader->findings, SEVERITY_NOTE, "E707", reader->path, column->line,
	        column->column, "column '%s' %s", column->name, why);
}

/* The earlier option of that name, or NULL. */
static const struct column *same_name(const struct reader *reader, struct slice name)
{
	for (size_t i = 0; i < reader->columns; i++) {
		const struct column *column = &reader->column[i];
		if (column->use == COLUMN_OPTION && slice_is(name, column->name))
			return column;
	}
	return NULL;
}

static bool has_weight(const struct reader *reader)
{
	for (size_t i = 0; i < reader->columns; i++)
		if (reader->column[i].use == COLUMN_WEIGHT)
			return true;
	return false;
}

static void classify(struct reader *reader, struct column *column, const struct csv_field *field)
{
	struct slice name = field->text;

	if (!name.len) {
		column->use = COLUMN_UNNAMED;
	} else if (ballot_is_weight(name) && !has_weight(reader)) {
		column->use = COLUMN_WEIGHT;
		note_left_out(reader, column, "is read as the weight of its row");
	} else if (ballot_is_extra(name)) {
		column->use = COLUMN_EXTRA;
		note_left_out(reader, column, "names no option and is left out");
	} else if (name.len > BALLOT_NAME_MAX) {
		complain(reader, "E708", field,
		        arena_print(reader->arena, "the name of an option is longer than %d bytes",
		                BALLOT_NAME_MAX));
	} else {
		const struct column *other = same_name(reader, name);
		if (other)
			complain(reader, "E702", field,
			        arena_print(reader->arena,
			                "option '%s' stands in column %" PRIu32 " already",
			                ballot_quote(reader->arena, name), other->column));
	}
}

static bool read_header(struct reader *reader)
{
	struct csv *csv = &reader->csv;
	size_t capacity = 0, options = 0;

	if (!csv_next(csv)) {
		findings_add(reader->findings, SEVERITY_ERROR, "E701", reader->path, 0, 0,
		        "the file is empty");
		return false;
	}
	if (csv->problem != CSV_FINE)
		complain(reader, "E705", &csv->problem_field, "the header's quotes do not match");
	for (size_t i = 0; i < csv->fields; i++) {
		const struct csv_field *field = &csv->field[i];
		reader->column = arena_grow(reader->arena, reader->column, reader->columns,
		        &capacity, sizeof *reader->column);
		struct column *column = &reader->column[reader->columns];
		*column = (struct column){
		        .name = ballot_quote(reader->arena, field->text),
		        .offset = field->offset,
		        .line = field->line,
		        .column = field->column,
		};
		if (field->text.len <= BALLOT_NAME_MAX)
			column->name =
			        arena_string(reader->arena, field->text.data, field->text.len);
		classify(reader, column, field);
		options += column->use == COLUMN_OPTION;
		reader->columns++;
		if (options > BALLOT_OPTIONS_MAX) {
			complain(reader, "E708", field,
			        arena_print(
			                reader->arena, "more than %d options", BALLOT_OPTIONS_MAX));
			return false;
		}
	}
	if (!options)
		findings_add(reader->findings, SEVERITY_ERROR, "E701", reader->path, 1, 0,
		        "the header names no option");
	return options > 0;
}

static void add_misread(struct reader *reader, uint32_t column, enum mark_reading reading,
        const struct csv_field *field)
{
	reader->misread = arena_grow(reader->arena, reader->misread, reader->misreads,
	        &reader->misread_capacity, sizeof *reader->misread);
	reader->misread[reader->misreads++] =
	        (struct misread){reader->rows, column, reading, *field};
}

static void read_weight(struct reader *reader, const struct csv_field *field)
{
	uint32_t *weight = &reader->weight[reader->rows];

	if (ballot_number(weight, field->text, BALLOT_WEIGHT_MAX) == MARK_FINE)
		return;
	reader->bad[reader->rows] = true;
	complain(reader, "E704", field,
	        arena_print(reader->arena, "'%s' is no weight: a whole number up to %u is",
	                ballot_quote(reader->arena, field->text), BALLOT_WEIGHT_MAX));
}

static void read_cell(struct reader *reader, size_t index)
{
	const struct csv_field *field = &reader->csv.field[index];
	struct column *column = &reader->column[index];
	uint32_t *mark = &reader->mark[reader->rows * reader->columns + index];

	*mark = BALLOT_UNRANKED;
	column->filled += field->text.len > 0;
	if (column->use == COLUMN_WEIGHT)
		read_weight(reader, field);
	if (column->use != COLUMN_OPTION)
		return;
	enum mark_reading reading = ballot_mark(mark, field->text, reader->ballots->kind);
	column->readable += field->text.len > 0 && reading != MARK_NO_NUMBER;
	if (reading != MARK_FINE)
		add_misread(reader, (uint32_t)index, reading, field);
}

/* Empty cells behind the last column are what spreadsheets leave. */
static size_t used_fields(const struct csv *csv, size_t columns)
{
	size_t fields = csv->fields;

	while (fields > columns && !csv->field[fields - 1].text.len)
		fields--;
	return fields;
}

static bool check_row(struct reader *reader)
{
	struct csv *csv = &reader->csv;
	size_t fields = used_fields(csv, reader->columns);

	if (csv->problem != CSV_FINE) {
		complain(reader, "E705", &csv->problem_field,
		        csv->problem == CSV_OPEN_QUOTE
		                ? "a quoted cell never ends"
		                : "something stands behind the closing quote of a cell");
		return false;
	}
	if (fields == reader->columns)
		return true;
	size_t at = fields > reader->columns ? reader->columns : fields - 1;
	complain(reader, "E703", &csv->field[at],
	        arena_print(reader->arena, "the row has %zu %s, the header %zu", fields,
	                fields == 1 ? "cell" : "cells", reader->columns));
	return false;
}

static void read_row(struct reader *reader)
{
	size_t marks = reader->rows * reader->columns;

	if (!check_row(reader)) {
		reader->ballots->left_out++;
		return;
	}
	/* one row at a time: a row has at most as many marks as its line has bytes */
	while (!reader->mark || reader->mark_capacity < marks + reader->columns) {
		size_t have = reader->mark_capacity > marks ? reader->mark_capacity : marks;
		reader->mark_capacity = 0;
		uint32_t *larger = arena_array(
		        reader->arena, have * 2 + reader->columns, sizeof *reader->mark);
		if (reader->mark)
			memcpy(larger, reader->mark, marks * sizeof *larger);
		reader->mark = larger;
		reader->mark_capacity = have * 2 + reader->columns;
	}
	reader->weight = arena_grow(reader->arena, reader->weight, reader->rows,
	        &reader->weight_capacity, sizeof *reader->weight);
	reader->bad = arena_grow(reader->arena, reader->bad, reader->rows, &reader->bad_capacity,
	        sizeof *reader->bad);
	reader->weight[reader->rows] = 1;
	reader->bad[reader->rows] = false;
	for (size_t i = 0; i < reader->columns; i++)
		read_cell(reader, i);
	reader->rows++;
}

static void drop_text_columns(struct reader *reader)
{
	for (size_t i = 0; i < reader->columns; i++) {
		struct column *column = &reader->column[i];
		if (column->use == COLUMN_UNNAMED && column->filled)
			findings_add(reader->findings, SEVERITY_NOTE, "E707", reader->path,
			        column->line, column->column,
			        "column %zu has no name and is left out", i + 1);
		if (column->use != COLUMN_OPTION || column->filled < 2 || column->readable)
			continue;
		column->use = COLUMN_EXTRA;
		note_left_out(reader, column,
		        arena_print(reader->arena, "holds no %ss and is left out",
		                ballot_kind_word(reader->ballots->kind)));
	}
}

/* A number of the voter read as a rank or a score would be an option like the others. */
static void refuse_numbered_rows(struct reader *reader)
{
	struct ballot_run *run = arena_array(reader->arena, reader->columns, sizeof *run);

	if (reader->ballots->kind == BALLOT_APPROVALS || !reader->rows)
		return;
	for (size_t i = 0; i < reader->columns; i++)
		if (reader->column[i].use == COLUMN_OPTION)
			run[i] = ballot_run_read(
			        reader->arena, &reader->mark[i], reader->rows, reader->columns);
	for (size_t i = 0; i < reader->columns; i++) {
		const struct column *column = &reader->column[i];
		uint32_t others_most = 0;
		bool others = false;
		for (size_t j = 0; j < reader->columns; j++) {
			if (j == i || !run[j].count)
				continue;
			others = true;
			others_most = run[j].most > others_most ? run[j].most : others_most;
		}
		if (column->use != COLUMN_OPTION || !others ||
		        !ballot_run_numbers_rows(&run[i], others_most))
			continue;
		struct csv_field field = {
		        slice_of(column->name), column->offset, column->line, column->column};
		struct finding *finding = complain(reader, "E707", &field,
		        arena_print(reader->arena,
		                "column '%s' seems to number the rows and to be no option",
		                column->name));
		if (finding)
			finding->hint = "call it 'id', and it is left out";
	}
}

/* A header of nothing but numbers is perhaps the first ballot. */
static void doubt_header(struct reader *reader)
{
	const struct column *first = NULL;

	for (size_t i = 0; i < reader->columns; i++) {
		const struct column *column = &reader->column[i];
		uint32_t number;
		if (column->use != COLUMN_OPTION)
			continue;
		if (ballot_mark(&number, slice_of(column->name), BALLOT_SCORES) != MARK_FINE)
			return;
		first = first ? first : column;
	}
	if (!first)
		return;
	struct finding *finding = findings_add(reader->findings, SEVERITY_WARNING, "E707",
	        reader->path, first->line, first->column,
	        "the options are called by numbers: is the first line a ballot?");
	finding->hint = "if so, put a line with the names of the options before it";
}

static const char *misread_text(struct reader *reader, const struct misread *misread)
{
	const char *cell = ballot_quote(reader->arena, misread->field.text);
	const char *word = ballot_kind_word(reader->ballots->kind);
	const char *article = word[0] == 'a' ? "an" : "a";

	switch (misread->reading) {
	case MARK_TOO_LOW:
		return arena_print(reader->arena, "'%s' is too low for %s %s", cell, article, word);
	case MARK_TOO_HIGH:
		return arena_print(
		        reader->arena, "'%s' is too high for %s %s", cell, article, word);
	case MARK_FRACTION:
		return arena_print(reader->arena, "'%s' is no whole number", cell);
	default:
		return arena_print(reader->arena, "'%s' is no %s", cell, word);
	}
}

static const char *misread_hint(const struct reader *reader, const struct misread *misread)
{
	switch (reader->ballots->kind) {
	case BALLOT_APPROVALS:
		return "1, yes or x approves; 0, no or nothing does not";
	case BALLOT_SCORES:
		return misread->reading == MARK_FRACTION
		               ? "scores are whole numbers: multiply all of them by 10 or 100"
		               : "scores are whole numbers from 0; leave the cell empty for no "
		                 "opinion";
	default:
		if (misread->reading == MARK_TOO_HIGH)
			return "a column that is no option may be called 'id'";
		if (misread->reading == MARK_TOO_LOW)
			return "1 is the best rank: add 1 to all where they begin at 0; leave the "
			       "cell empty for no opinion";
		return "1 is the best rank; leave the cell empty for no opinion";
	}
}

static void tell_misreads(struct reader *reader)
{
	for (size_t i = 0; i < reader->misreads; i++) {
		const struct misread *misread = &reader->misread[i];
		if (reader->column[misread->column].use != COLUMN_OPTION)
			continue;
		reader->bad[misread->row] = true;
		struct finding *finding = reader->errors < FINDINGS_MAX
		                                  ? complain(reader, "E704", &misread->field,
		                                            misread_text(reader, misread))
		                                  : complain(reader, "E704", &misread->field, "");
		if (finding)
			finding->hint = misread_hint(reader, misread);
	}
}

/* From what was read to what counts: good rows, options only. */
static void keep_good(struct reader *reader)
{
	struct ballots *ballots = reader->ballots;
	size_t at = 0;

	ballots->option = arena_array(reader->arena, reader->columns, sizeof *ballots->option);
	for (size_t i = 0; i < reader->columns; i++)
		if (reader->column[i].use == COLUMN_OPTION)
			ballots->option[ballots->options++] = reader->column[i].name;
	for (size_t row = 0; row < reader->rows; row++) {
		const uint32_t *from = &reader->mark[row * reader->columns];
		if (reader->bad[row]) {
			ballots->left_out++;
			continue;
		}
		ballots->voters += reader->weight[row];
		reader->weight[ballots->rows++] = reader->weight[row];
		for (size_t i = 0; i < reader->columns; i++)
			if (reader->column[i].use == COLUMN_OPTION)
				reader->mark[at++] = from[i];
	}
	ballots->mark = reader->mark;
	ballots->weight = reader->weight;
}

static void tell_rest(struct reader *reader)
{
	const struct ballots *ballots = reader->ballots;

	if (reader->errors > FINDINGS_MAX)
		findings_add(reader->findings, SEVERITY_ERROR, "E704", reader->path, 0, 0,
		        "and %zu more errors like these", reader->errors - FINDINGS_MAX);
	if (ballots->voters > BALLOT_WEIGHT_MAX)
		findings_add(reader->findings, SEVERITY_ERROR, "E708", reader->path, 0, 0,
		        "%" PRIu64 " ballots are more than the %u that can be counted",
		        ballots->voters, BALLOT_WEIGHT_MAX);
	if (!ballots->options)
		findings_add(reader->findings, SEVERITY_ERROR, "E701", reader->path, 1, 0,
		        "the header names no option")
		        ->hint = "a column is an option, a row a voter, a cell a rank or score";
	else if (!ballots->rows && !reader->errors)
		findings_add(reader->findings, SEVERITY_ERROR, "E706", reader->path, 0, 0,
		        "there is no ballot below the header");
}

static bool check_text(const char *text, size_t len, const char *path, struct findings *findings)
{
	size_t bad;
	uint32_t line, column;

	if (len > BALLOT_FILE_MAX) {
		findings_add(findings, SEVERITY_ERROR, "E109", path, 0, 0,
		        "the file has %zu bytes, more than %u", len, BALLOT_FILE_MAX);
		return false;
	}
	if (text_valid(text, len, &bad))
		return true;
	text_position(text, len, bad, &line, &column);
	struct finding *finding = findings_add(findings, SEVERITY_ERROR, "E108", path, line, column,
	        text[bad] ? "byte 0x%02x begins no UTF-8 character" : "byte 0x%02x is no text",
	        (unsigned)(unsigned char)text[bad]);
	finding->hint = "save the table as CSV in UTF-8";
	return false;
}

bool ballots_parse(struct ballots *ballots, struct arena *arena, const char *text, size_t len,
        const char *path, enum ballot_kind kind, struct findings *findings)
{
	struct reader reader = {
	        .ballots = ballots, .arena = arena, .findings = findings, .path = path};

	*ballots = (struct ballots){.kind = kind};
	if (!check_text(text, len, path, findings))
		return false;
	if (ballots_blt_is(text, len))
		return ballots_blt_parse(ballots, arena, text, len, path, findings);
	csv_begin(&reader.csv, arena, text, len);
	if (!read_header(&reader))
		return false;
	while (csv_next(&reader.csv))
		read_row(&reader);
	drop_text_columns(&reader);
	refuse_numbered_rows(&reader);
	doubt_header(&reader);
	tell_misreads(&reader);
	keep_good(&reader);
	tell_rest(&reader);
	return ballots->options > 0 && ballots->rows > 0;
}
