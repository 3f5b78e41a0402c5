/* SPDX-License-Identifier: MIT */
/*
 * inih is given one short line at a time, made from one true line (or from a piece of a long
 * value), and says what it is.  Short lines go over as they are; of long ones only what inih judges
 * by:
 *
 *     [holder ada] ; x      ->  [7] ; x         names of sections by number, cut behind the bracket
 *     a long name = value   ->  R=G             the name by reference, then the value in pieces
 *     (a piece of a value)  ->  G=pieceG        cut shorter than G at its end: a comment begins
 * there (a question)          ->  G=              which section is open, so was the header
 * accepted?
 *
 * R and G are bytes that no UTF-8 text has.  Bytes of the text that are not ASCII go over as 'x',
 * so that no locale has a say in what is blank.
 */
#include "formats/ini.h"

#include "formats/text.h"

#include <stdio.h>
#include <string.h>

#define ini_parse inih_parse_file_name /* declared there, never called here */
#include <ini.h>
#undef ini_parse

enum {
	GUARD = 0xFF,
	REFERENCE = 0xFE,
	SIZE_LEAST = 32, /* of inih's line buffer; it has 200 */
	SIZE_SPARE = 8,  /* of it, for what stands around a piece of the text */
	COMMENT_SHOWN = 16,
	FINDINGS_MAX = 1000,
};

enum handed { HANDED_LINE, HANDED_PIECE, HANDED_QUESTION };
enum line_kind { LINE_FREE, LINE_HEADER, LINE_KEY };

struct reader {
	struct ini_file *file;
	struct arena *arena;
	struct findings *findings;
	size_t refused; /* findings so far */
	const char *text;
	size_t len;
	char *copy; /* names and values end in a NUL here */
	bool ascii;

	/* the true line at hand, and what it is for inih */
	size_t next;       /* where the next one starts */
	size_t start, end; /* without its LF */
	size_t first;      /* its first byte that is no blank */
	uint32_t number;
	enum line_kind kind;
	bool seen; /* inih has called back for it */
	size_t equals;
	bool taken; /* the line is the next one still: a question goes first */

	char *line; /* inih's buffer */
	size_t size;
	enum handed handed;
	bool whole;   /* the line went over as it is */
	bool open;    /* a value's pieces are going over */
	size_t value; /* where it starts */
	size_t piece; /* the piece at hand */
	size_t piece_end;

	bool asking;      /* inih's word on the last header is still out */
	char ordinal[16]; /* its number, as inih has it */
	bool has_key;     /* an indented line would continue one */
	bool dropped;     /* ... that belongs to no section */
	size_t value_end; /* in copy */

	struct ini_section *section;
	size_t section_count, section_capacity;
	struct ini_key *key;
	size_t key_count, key_capacity;
	struct ini_part *part;
	size_t part_count, part_capacity;
};

static uint32_t column_of(const struct reader *reader, size_t at)
{
	size_t start = reader->number == 1 ? 0 : reader->start;

	return (uint32_t)(at - start) + 1;
}

/* An error at a place of the true line at hand; NULL when there were too many. */
static struct finding *refuse(
        struct reader *reader, const char *code, size_t at, size_t end, const char *message)
{
	reader->file->broken = true;
	if (++reader->refused > FINDINGS_MAX)
		return NULL;
	return ini_finding_at(reader->findings, reader->file, SEVERITY_ERROR, code, reader->number,
	        column_of(reader, at), at, end - at, "%s", message);
}

static size_t trim_end(const char *text, size_t start, size_t end)
{
	while (end > start && text_blank(text[end - 1]))
		end--;
	return end;
}

static size_t trim_start(const char *text, size_t start, size_t end)
{
	while (start < end && text_blank(text[start]))
		start++;
	return start;
}

/* The first ';' with a blank before it, of which the first byte has none; or end. */
static size_t find_comment(const char *text, size_t start, size_t end)
{
	size_t at = start + 1;

	while (at < end) {
		const char *found = memchr(text + at, ';', end - at);
		if (!found)
			break;
		at = (size_t)(found - text);
		if (text_blank(text[at - 1]))
			return at;
		at++;
	}
	return end;
}

/* ---- what inih is given ---- */

static char *hand(struct reader *reader, enum handed handed, size_t used)
{
	reader->handed = handed;
	reader->line[used] = '\n';
	reader->line[used + 1] = '\0';
	return reader->line;
}

/* Adds bytes of the text, ASCII only, as many as fit. */
static size_t put(struct reader *reader, size_t used, size_t start, size_t end)
{
	size_t room = reader->size - SIZE_SPARE;
	char *to = reader->line + used;

	if (end - start > room)
		end = start + room;
	memcpy(to, reader->text + start, end - start);
	if (!reader->ascii)
		for (size_t i = 0; i < end - start; i++)
			if ((unsigned char)to[i] >= 0x80)
				to[i] = 'x';
	return used + (end - start);
}

static char *hand_question(struct reader *reader)
{
	reader->line[0] = (char)GUARD;
	reader->line[1] = '=';
	return hand(reader, HANDED_QUESTION, 2);
}

/* The piece has the byte before it in front, so that a blank before a ';' is seen. */
static char *hand_piece(struct reader *reader)
{
	size_t room = reader->size - SIZE_SPARE;
	size_t used = 0;

	reader->piece_end = reader->end - reader->piece > room ? reader->piece + room : reader->end;
	reader->line[used++] = (char)GUARD;
	reader->line[used++] = '=';
	reader->line[used++] = reader->text[reader->piece - 1] & 0x7F;
	used = put(reader, used, reader->piece, reader->piece_end);
	reader->line[used++] = (char)GUARD;
	return hand(reader, HANDED_PIECE, used);
}

static void add_section(struct reader *reader, size_t close)
{
	reader->section = arena_grow(reader->arena, reader->section, reader->section_count,
	        &reader->section_capacity, sizeof *reader->section);
	struct ini_section *section = &reader->section[reader->section_count++];
	size_t start = trim_start(reader->text, reader->start + 1, close);
	size_t end = trim_end(reader->text, start, close);
	size_t word_end = start;

	while (word_end < end && !text_blank(reader->text[word_end]))
		word_end++;
	size_t name = trim_start(reader->text, word_end, end);
	reader->copy[word_end] = '\0';
	reader->copy[end] = '\0';
	*section = (struct ini_section){
	        .word = reader->copy + start,
	        .name = name < end ? reader->copy + name : NULL,
	        .line = reader->number,
	        .column = column_of(reader, reader->start),
	        .begin = reader->start,
	        .end = reader->next,
	};
}

static char *hand_header(struct reader *reader)
{
	const char *text = reader->text;
	size_t inside = reader->start + 1;
	size_t close = find_comment(text, reader->start, reader->end);
	const char *bracket = memchr(text + inside, ']', close - inside);
	size_t tail;

	if (bracket)
		tail = close = (size_t)(bracket - text);
	else
		tail = close > inside && close < reader->end ? close - 1 : close;
	add_section(reader, close);
	int used = snprintf(reader->ordinal, sizeof reader->ordinal, "%zu", reader->section_count);
	reader->line[0] = '[';
	memcpy(reader->line + 1, reader->ordinal, (size_t)used);
	reader->asking = true;
	reader->has_key = false;
	size_t behind = bracket ? trim_start(text, close + 1, reader->end) : reader->end;
	if (behind < reader->end && text[behind] != ';' && text[behind] != '#')
		refuse(reader, "E101", behind, reader->end,
		        "text behind a section's closing bracket");
	else if (bracket && trim_start(text, inside, close) == close)
		refuse(reader, "E110", reader->start, close + 1, "section header without a word");
	size_t most = tail + SIZE_LEAST - SIZE_SPARE - sizeof reader->ordinal;
	return hand(reader, HANDED_LINE,
	        put(reader, (size_t)used + 1, tail, most < reader->end ? most : reader->end));
}

/* inih takes ':' for '=', moot-ini(5) does not. */
static void mask_colons(char *line, size_t used)
{
	char *end = memchr(line, '=', used);
	char *colon = line;

	if (!end)
		end = line + used;
	while ((colon = memchr(colon, ':', (size_t)(end - colon))))
		*colon = 'x';
}

static char *hand_long(struct reader *reader, size_t used)
{
	size_t first = reader->first;

	reader->line[used++] = (char)REFERENCE;
	if (find_comment(reader->text, first, reader->equals) < reader->equals) {
		reader->line[used++] = ' ';
		reader->line[used++] = ';';
	} else if (reader->equals < reader->end) {
		/* "= value" has no name, and must have none for inih */
		used -= reader->equals == first;
		reader->line[used++] = '=';
		reader->line[used++] = (char)GUARD;
	}
	return hand(reader, HANDED_LINE, used);
}

static char *hand_key(struct reader *reader)
{
	const char *text = reader->text;
	size_t first = reader->first;
	const char *equals = memchr(text + first, '=', reader->end - first);
	size_t used = 0;

	reader->equals = equals ? (size_t)(equals - text) : reader->end;
	if (first > reader->start)
		reader->line[used++] = ' ';
	if (used && !reader->has_key && text[first] == '[') {
		/* text, and nothing that it could continue */
		reader->line[used++] = (char)REFERENCE;
		return hand(reader, HANDED_LINE, used);
	}
	reader->whole = reader->end - first <= reader->size - SIZE_SPARE;
	if (!reader->whole)
		return hand_long(reader, used);
	used = put(reader, used, first, reader->end);
	mask_colons(reader->line, used);
	return hand(reader, HANDED_LINE, used);
}

/* The next line that is not blank; false at the end. */
static bool take_line(struct reader *reader)
{
	while (reader->next < reader->len) {
		reader->start = reader->next;
		const char *newline =
		        memchr(reader->text + reader->start, '\n', reader->len - reader->start);
		reader->end = newline ? (size_t)(newline - reader->text) : reader->len;
		reader->next = newline ? reader->end + 1 : reader->end;
		reader->number++;
		reader->first = trim_start(reader->text, reader->start, reader->end);
		if (reader->first < reader->end)
			return true;
	}
	return false;
}

static bool header_line(const struct reader *reader)
{
	return reader->first == reader->start && reader->text[reader->first] == '[';
}

static char *hand_line(struct reader *reader)
{
	char c = reader->text[reader->first];
	size_t used = 0;

	reader->seen = false;
	if (header_line(reader)) {
		reader->kind = LINE_HEADER;
		return hand_header(reader);
	}
	if (c != ';' && c != '#') {
		reader->kind = LINE_KEY;
		return hand_key(reader);
	}
	reader->kind = LINE_FREE;
	if (reader->first > reader->start)
		reader->line[used++] = ' ';
	size_t most = reader->first + COMMENT_SHOWN;
	return hand(reader, HANDED_LINE,
	        put(reader, used, reader->first, most < reader->end ? most : reader->end));
}

static void refuse_line(struct reader *reader)
{
	const char *text = reader->text;
	size_t first = reader->first, end = trim_end(text, first, reader->end);
	struct finding *finding = refuse(reader, "E101", first, end,
	        "line is neither a section, a key, a continuation nor a comment");

	if (!finding)
		return;
	if (text[first] == '[')
		finding->hint = "an indented '[' is text; a section begins where its line does";
	else if (find_comment(text, first, reader->equals) < reader->equals)
		finding->hint = "a ';' behind a blank starts a comment";
	else if (memchr(text + first, ':', end - first))
		finding->hint = "only '=' separates a key from its value";
	else if (first > reader->start)
		finding->hint = "an indented line continues the value above it, and there is none";
	else
		finding->hint = "a key is written NAME = VALUE";
}

static char *hand_over(char *line, int size, void *stream)
{
	struct reader *reader = stream;

	if (size < SIZE_LEAST) {
		refuse(reader, "E101", 0, 0,
		        "the INI library was built for lines that are too short");
		return NULL;
	}
	reader->line = line;
	reader->size = (size_t)size;
	if (reader->open)
		return hand_piece(reader);
	if (reader->kind == LINE_KEY && !reader->seen)
		refuse_line(reader);
	reader->kind = LINE_FREE;
	if (!reader->taken && !take_line(reader))
		return reader->asking ? hand_question(reader) : NULL;
	reader->taken = reader->asking && header_line(reader);
	return reader->taken ? hand_question(reader) : hand_line(reader);
}

/* ---- what inih says ---- */

static void answer(struct reader *reader, const char *open)
{
	struct ini_section *section = &reader->section[reader->section_count - 1];
	size_t start = reader->start, number = reader->number;

	reader->asking = false;
	if (!strcmp(open, reader->ordinal))
		return;
	section->word = "";
	section->name = NULL;
	const char *newline =
	        memchr(reader->text + section->begin, '\n', reader->len - section->begin);
	size_t end = newline ? (size_t)(newline - reader->text) : reader->len;
	reader->start = section->begin;
	reader->number = section->line;
	refuse(reader, "E102", section->begin, trim_end(reader->text, section->begin, end),
	        "section header without a closing bracket");
	reader->start = start;
	reader->number = (uint32_t)number;
}

/* The value's share of this line is [start, end) with blanks around it. */
static void add_part(struct reader *reader, size_t start, size_t end)
{
	const char *text = reader->text;
	size_t from = trim_start(text, start, end), to = trim_end(text, from, end);
	size_t comment = trim_start(text, end, reader->end);

	reader->open = false;
	if (reader->dropped)
		return;
	if (from == to)
		from = to = start;
	reader->part = arena_grow(reader->arena, reader->part, reader->part_count,
	        &reader->part_capacity, sizeof *reader->part);
	reader->part[reader->part_count++] = (struct ini_part){from, to};
	struct ini_key *key = &reader->key[reader->key_count - 1];
	if (key->part_count++) {
		reader->copy[reader->value_end++] = '\n';
		memmove(reader->copy + reader->value_end, text + from, to - from);
	} else {
		key->value = reader->copy + from;
		reader->value_end = from;
	}
	if (key->part_count == 1 || !key->value_len) {
		key->value_line = reader->number;
		key->value_column = column_of(reader, from);
	}
	reader->value_end += to - from;
	reader->copy[reader->value_end] = '\0';
	key->value_len = (size_t)(reader->copy + reader->value_end - key->value);
	key->end = reader->section[reader->section_count - 1].end = reader->next;
	if (comment < reader->end) {
		size_t note = trim_start(text, comment + 1, reader->end);
		key->comment = arena_string(
		        reader->arena, text + note, trim_end(text, note, reader->end) - note);
	}
}

static void add_key(struct reader *reader)
{
	size_t name_end = trim_end(reader->text, reader->first, reader->equals);

	reader->dropped = true;
	reader->has_key = name_end > reader->first;
	if (!reader->has_key) {
		refuse(reader, "E115", reader->first, reader->end, "key without a name");
		return;
	}
	if (!reader->section_count) {
		refuse(reader, "E112", reader->first, name_end, "key before the first section");
		return;
	}
	reader->dropped = false;
	reader->key = arena_grow(reader->arena, reader->key, reader->key_count,
	        &reader->key_capacity, sizeof *reader->key);
	reader->copy[name_end] = '\0';
	reader->key[reader->key_count++] = (struct ini_key){
	        .name = reader->copy + reader->first,
	        .value = "",
	        .line = reader->number,
	        .column = column_of(reader, reader->first),
	        .begin = reader->start,
	        .end = reader->next,
	};
	reader->section[reader->section_count - 1].key_count++;
}

static void take_piece(struct reader *reader, const char *value)
{
	size_t len = strlen(value);

	if (!len || (unsigned char)value[len - 1] != GUARD) {
		/* in the buffer the piece stands behind three bytes */
		size_t end = reader->piece + (size_t)(value + len - reader->line) - 3;
		add_part(reader, reader->value, end > reader->value ? end : reader->value);
	} else if (reader->piece_end == reader->end) {
		add_part(reader, reader->value, reader->end);
	} else {
		reader->piece = reader->piece_end;
	}
}

static void open_value(struct reader *reader, size_t start)
{
	reader->open = true;
	reader->value = reader->piece = start;
}

static void take_key(struct reader *reader, const char *value)
{
	size_t start = reader->equals + 1;

	add_key(reader);
	if (reader->dropped)
		return;
	if (!reader->whole && start < reader->end)
		open_value(reader, start);
	else if (!reader->whole)
		add_part(reader, start, start);
	else
		add_part(reader, start,
		        reader->first + (size_t)(value + strlen(value) - reader->line) -
		                (reader->first > reader->start));
}

static void take_continuation(struct reader *reader)
{
	if (!reader->has_key || reader->dropped)
		return;
	/* versions of inih differ in whether a comment may stand here; as a value it may */
	if (!reader->whole ||
	        memchr(reader->text + reader->first, ';', reader->end - reader->first))
		open_value(reader, reader->first);
	else
		add_part(reader, reader->first, reader->end);
}

static int take(void *user, const char *section, const char *name, const char *value)
{
	struct reader *reader = user;

	if (reader->handed == HANDED_PIECE) {
		take_piece(reader, value);
		return 1;
	}
	if (reader->asking)
		answer(reader, section);
	if (reader->handed == HANDED_QUESTION)
		return 1;
	reader->seen = true;
	if (reader->kind != LINE_KEY)
		reader->file->broken = true;
	else if (name >= reader->line && name < reader->line + reader->size)
		take_key(reader, value);
	else
		take_continuation(reader);
	return 1;
}

/* ---- a file ---- */

/* Keys and parts were gathered in arrays that moved; they are in order. */
static void hand_out(struct reader *reader)
{
	struct ini_part *part = reader->part;
	struct ini_key *key = reader->key;

	for (size_t i = 0; i < reader->key_count; i++) {
		reader->key[i].part = part;
		part += reader->key[i].part_count;
	}
	for (size_t i = 0; i < reader->section_count; i++) {
		if (!reader->section[i].key_count)
			continue; /* without any key there is no array to point into */
		reader->section[i].key = key;
		key += reader->section[i].key_count;
	}
	reader->file->section = reader->section;
	reader->file->section_count = reader->section_count;
}

/* May the text be read at all? */
static bool readable(struct reader *reader)
{
	struct ini_file *file = reader->file;
	size_t bad;

	if (reader->len > INI_FILE_MAX) {
		file->broken = true;
		findings_add(reader->findings, SEVERITY_ERROR, "E109", file->path, 0, 0,
		        "file has %zu bytes, of at most %d", reader->len, INI_FILE_MAX);
		return false;
	}
	if (text_valid(reader->text, reader->len, &bad))
		return true;
	uint32_t column;
	text_position(reader->text, reader->len, bad, &reader->number, &column);
	reader->start = bad + 1 - column;
	unsigned char byte = (unsigned char)reader->text[bad];
	refuse(reader, "E108", bad, bad + 1,
	        byte ? arena_print(reader->findings->arena, "byte 0x%02x is not UTF-8", byte)
	             : "NUL byte in a text file");
	return false;
}

static bool all_ascii(const char *text, size_t len)
{
	unsigned char all = 0;

	for (size_t i = 0; i < len; i++)
		all |= (unsigned char)text[i];
	return all < 0x80;
}

void ini_parse(struct ini_file *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct reader reader = {
	        .file = out,
	        .arena = arena,
	        .findings = findings,
	        .text = text,
	        .len = len,
	        .next = text_mark(text, len),
	};

	*out = (struct ini_file){
	        .path = arena_string(arena, path, strlen(path)),
	        .text = text,
	        .len = len,
	};
	if (!readable(&reader))
		return;
	reader.ascii = all_ascii(text, len);
	reader.copy = arena_string(arena, text, len);
	if (ini_parse_stream(hand_over, &reader, take, &reader))
		out->broken = true;
	hand_out(&reader);
	if (reader.refused > FINDINGS_MAX)
		findings_add(findings, SEVERITY_ERROR, "E101", path, 0, 0,
		        "%zu more errors in this file", reader.refused - FINDINGS_MAX);
}
