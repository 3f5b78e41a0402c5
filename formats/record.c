/* SPDX-License-Identifier: MIT */
#include "formats/record.h"

#include "formats/date.h"
#include "formats/name.h"
#include "formats/text.h"
#include "formats/value.h"

#include <string.h>

enum { FINDINGS_MOST = 100, CHUNK = 57, PATH_MOST = 4096 };

const char *const record_kind_name[RECORD_KINDS] = {
        [RECORD_CHARTER] = "charter",
        [RECORD_NAME] = "name",
        [RECORD_MEMBER] = "member",
        [RECORD_ROLE] = "role",
        [RECORD_PAY] = "pay",
        [RECORD_DECISION] = "decision",
        [RECORD_VOICE] = "voice",
        [RECORD_SAID] = "said",
        [RECORD_TRAILER] = "trailer",
        [RECORD_LANDED] = "landed",
};

const char *const record_type_name[3] = {"commit", "tree", "blob"};

/* What a claim of a kind points to. */
enum place { PLACE_FILE, PLACE_FILE_LINE, PLACE_MESSAGE, PLACE_MESSAGE_LINE };

static const enum place kind_place[RECORD_KINDS] = {
        [RECORD_MEMBER] = PLACE_FILE_LINE,
        [RECORD_ROLE] = PLACE_FILE_LINE,
        [RECORD_PAY] = PLACE_FILE_LINE,
        [RECORD_SAID] = PLACE_FILE_LINE,
        [RECORD_TRAILER] = PLACE_MESSAGE_LINE,
        [RECORD_LANDED] = PLACE_MESSAGE,
};

static const char *const place_form[] = {
        [PLACE_FILE] = "a path",
        [PLACE_FILE_LINE] = "a path, ':' and a line",
        [PLACE_MESSAGE] = "'message'",
        [PLACE_MESSAGE_LINE] = "'message:' and a line",
};

struct reader {
	struct record *record;
	struct arena *arena;
	struct findings *findings;
	const char *path;
	struct slice rest;  /* behind the line at hand */
	struct slice line;  /* as it is */
	struct slice words; /* what is left of it */
	uint32_t number;    /* from 1 */
	size_t errors;      /* found, told or not */
};

/* About a part of the line at hand. */
static void complain(struct reader *reader, const char *code, struct slice part, const char *format,
        ...) __attribute__((format(printf, 4, 5)));

static void complain(
        struct reader *reader, const char *code, struct slice part, const char *format, ...)
{
	va_list args;

	if (reader->errors++ >= FINDINGS_MOST)
		return;
	va_start(args, format);
	const char *message = arena_vprint(reader->arena, format, args);
	va_end(args);
	/* shown while the line is at hand: nothing is searched for again */
	struct finding *finding = findings_add(reader->findings, SEVERITY_ERROR, code, reader->path,
	        1, (uint32_t)(part.data - reader->line.data) + 1, "%s", message);
	if (reader->line.len)
		finding_show(reader->findings, finding, reader->line.data, reader->line.len,
		        (uint32_t)part.len);
	else
		finding->column = 0;
	finding->line = reader->number;
}

static const char *shown(struct reader *reader, struct slice part)
{
	size_t len = part.len < PATH_MOST ? part.len : PATH_MOST;

	return value_shown(reader->arena, arena_string(reader->arena, part.data, len));
}

/* --- lines and words --- */

/* The next line that is not empty; false at the end. */
static bool next_line(struct reader *reader)
{
	do {
		if (!text_line(&reader->rest, &reader->line))
			return false;
		reader->number++;
	} while (!reader->line.len);
	reader->words = reader->line;
	return true;
}

/* Words are apart by one blank each; an empty one is no word. */
static bool next_word(struct reader *reader, struct slice *word)
{
	*word = (struct slice){reader->words.data, 0};
	while (word->len < reader->words.len && word->data[word->len] != ' ')
		word->len++;
	reader->words.data += word->len;
	reader->words.len -= word->len;
	if (reader->words.len > 1) {
		reader->words.data++;
		reader->words.len--;
	}
	return word->len > 0;
}

/* Of a line that has a word too many or a blank at its end. */
static bool line_ends(struct reader *reader)
{
	if (!reader->words.len)
		return true;
	complain(reader, "E901", reader->words, "nothing may stand behind that");
	return false;
}

static bool read_hex(struct reader *reader, struct slice word, const char **out)
{
	bool fine = word.len == RECORD_HEX;

	for (size_t i = 0; fine && i < word.len; i++)
		fine = (word.data[i] >= '0' && word.data[i] <= '9') ||
		       (word.data[i] >= 'a' && word.data[i] <= 'f');
	if (fine)
		*out = arena_string(reader->arena, word.data, word.len);
	else
		complain(reader, "E902", word, "'%s' is no id of 40 hexadecimal digits",
		        shown(reader, word));
	return fine;
}

static bool read_number(struct reader *reader, struct slice word, uint32_t most, uint32_t *out)
{
	uint64_t number = 0;
	bool fine = word.len && word.len <= 10 && (word.data[0] != '0' || word.len == 1);

	for (size_t i = 0; fine && i < word.len; i++) {
		fine = word.data[i] >= '0' && word.data[i] <= '9';
		number = number * 10 + (uint64_t)(word.data[i] - '0');
	}
	fine = fine && number <= most;
	if (fine)
		*out = (uint32_t)number;
	else
		complain(reader, "E902", word, "'%s' is no number up to %u", shown(reader, word),
		        most);
	return fine;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Every byte has one way to be written, so that a record has one too. */
static bool path_byte(struct slice *word, char *out)
{
	unsigned char c = (unsigned char)word->data[0];
	size_t taken = 1;

	if (c == '%') {
		int high = word->len > 2 ? hex_digit(word->data[1]) : -1;
		int low = word->len > 2 ? hex_digit(word->data[2]) : -1;
		if (high < 0 || low < 0)
			return false;
		c = (unsigned char)(high * 16 + low);
		taken = 3;
	}
	bool plain = c > ' ' && c < 0x7f && c != '%' && c != ':';
	if (!c || plain != (taken == 1))
		return false;
	*out = (char)c;
	word->data += taken;
	word->len -= taken;
	return true;
}

/* A path as git has them: no empty part, none that is "." or "..". */
static bool is_path(const char *path)
{
	for (;;) {
		size_t len = strcspn(path, "/");
		if (!len || (len == 1 && path[0] == '.') ||
		        (len == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		if (!path[len])
			return true;
		path += len + 1;
	}
}

static bool read_path(struct reader *reader, struct slice word, const char **out)
{
	struct slice left = word;
	char *path = arena_alloc(reader->arena, word.len + 1);
	size_t len = 0;
	bool fine = word.len <= 3 * PATH_MOST;

	while (fine && left.len)
		fine = path_byte(&left, &path[len++]);
	if (fine && is_path(path)) {
		*out = path;
		return true;
	}
	complain(reader, "E902", word, "'%s' is no path as a record has them", shown(reader, word));
	return false;
}

/* --- the head --- */

typedef bool head_reader(struct reader *reader, struct slice word);

static bool head_person(struct reader *reader, struct slice word)
{
	if (name_valid(word.data, word.len)) {
		reader->record->person = arena_string(reader->arena, word.data, word.len);
		return true;
	}
	complain(reader, "E902", word, "'%s' is no handle", shown(reader, word));
	return false;
}

static bool head_root(struct reader *reader, struct slice word)
{
	if (!slice_is(word, "."))
		return read_path(reader, word, &reader->record->root);
	reader->record->root = "";
	return true;
}

static bool head_genesis(struct reader *reader, struct slice word)
{
	return read_hex(reader, word, &reader->record->genesis);
}

static bool head_tip(struct reader *reader, struct slice word)
{
	return read_hex(reader, word, &reader->record->tip);
}

static bool head_at(struct reader *reader, struct slice word)
{
	struct error err = ERROR_INIT;

	if (!day_parse(&reader->record->at, word.data, word.len, &err))
		return true;
	complain(reader, "E902", word, "%s", err.text);
	return false;
}

/* Ends the reading when it is not what it should be: the rest would be misread. */
static bool read_head(struct reader *reader)
{
	static const struct {
		const char *word;
		head_reader *read;
	} head[] = {{"person", head_person}, {"root", head_root}, {"genesis", head_genesis},
	        {"tip", head_tip}, {"at", head_at}};
	struct slice word;

	if (!next_line(reader) || !slice_is(reader->line, "moot record 1")) {
		complain(reader, "E901", reader->line,
		        slice_starts(reader->line, "moot record ")
		                ? "a record of a form that this program does not know"
		                : "not a record: it begins with 'moot record 1'");
		return false;
	}
	for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
		if (!next_line(reader))
			return false;
		next_word(reader, &word);
		if (!slice_is(word, head[i].word)) {
			complain(reader, "E901", word, "'%s' and its value belong here",
			        head[i].word);
			return false;
		}
		next_word(reader, &word);
		if (head[i].read(reader, word))
			line_ends(reader);
	}
	return true;
}

/* --- claims --- */

static bool read_place(struct reader *reader, struct slice word, struct record_claim *claim)
{
	enum place place = kind_place[claim->kind];
	bool wants_row = place == PLACE_FILE_LINE || place == PLACE_MESSAGE_LINE;
	struct slice name = {word.data, 0};

	while (name.len < word.len && word.data[name.len] != ':')
		name.len++;
	bool has_row = name.len < word.len;
	if (!name.len || has_row != wants_row ||
	        (place >= PLACE_MESSAGE && !slice_is(name, "message"))) {
		complain(reader, "E902", word, "a claim '%s' points to %s",
		        record_kind_name[claim->kind], place_form[place]);
		return false;
	}
	if (place < PLACE_MESSAGE && !read_path(reader, name, &claim->path))
		return false;
	struct slice row = {word.data + name.len + 1, word.len - name.len - has_row};
	if (!has_row)
		return true;
	if (!read_number(reader, row, UINT32_MAX, &claim->row))
		return false;
	if (!claim->row)
		complain(reader, "E902", row, "lines count from 1");
	return claim->row > 0;
}

static void read_claim(struct reader *reader, enum record_kind kind)
{
	struct record *record = reader->record;
	struct record_claim claim = {.kind = kind, .line = reader->number};
	struct slice commit, place;

	next_word(reader, &commit);
	next_word(reader, &place);
	bool fine = read_hex(reader, commit, &claim.commit);
	if (!read_place(reader, place, &claim) || !fine || !line_ends(reader))
		return;
	if (record->claim_count >= RECORD_CLAIMS_MAX) {
		complain(reader, "E903", reader->line, "a record has at most %d claims",
		        RECORD_CLAIMS_MAX);
		return;
	}
	record->claim = arena_grow(reader->arena, record->claim, record->claim_count,
	        &record->claim_capacity, sizeof *record->claim);
	record->claim[record->claim_count++] = claim;
}

/* --- objects --- */

static int base64_digit(char c)
{
	static const char digit[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digit, c) : NULL;

	return at ? (int)(at - digit) : -1;
}

/* A line that holds so many bytes, at most CHUNK. */
static bool read_base64(struct slice line, unsigned char *out, size_t len)
{
	uint32_t bits = 0;

	if (line.len != (len + 2) / 3 * 4)
		return false;
	for (size_t i = 0, byte = 0; i < line.len; i++) {
		bool pad = i >= (len * 8 + 5) / 6;
		int digit = pad ? 0 : base64_digit(line.data[i]);
		if (digit < 0 || (pad && line.data[i] != '='))
			return false;
		bits = bits << 6 | (uint32_t)digit;
		for (int shift = 16; i % 4 == 3 && shift >= 0; shift -= 8)
			if (byte < len)
				out[byte++] = (unsigned char)(bits >> shift);
	}
	return true;
}

/* The lines behind the one that names it. */
static bool read_data(struct reader *reader, struct record_object *object)
{
	unsigned char *data = arena_alloc(reader->arena, object->len + 1);

	for (size_t at = 0; at < object->len; at += CHUNK) {
		size_t len = object->len - at < CHUNK ? object->len - at : CHUNK;
		if (!text_line(&reader->rest, &reader->line))
			return false;
		reader->number++;
		if (!read_base64(reader->line, data + at, len)) {
			complain(reader, "E902", reader->line,
			        "no line of base64 that holds the next %zu bytes of %s", len,
			        object->id);
			return false;
		}
	}
	object->data = data;
	return true;
}

static bool read_type(struct reader *reader, struct slice word, enum record_type *type)
{
	for (size_t i = 0; i < sizeof record_type_name / sizeof *record_type_name; i++)
		if (slice_is(word, record_type_name[i])) {
			*type = (enum record_type)i;
			return true;
		}
	complain(reader, "E902", word, "'%s' is no commit, tree or blob", shown(reader, word));
	return false;
}

static void add_object(struct reader *reader, const struct record_object *object)
{
	struct record *record = reader->record;

	record->object = arena_grow(reader->arena, record->object, record->object_count,
	        &record->object_capacity, sizeof *record->object);
	record->object[record->object_count++] = *object;
}

/* False: nothing behind it can be told apart. */
static bool read_object(struct reader *reader)
{
	struct record *record = reader->record;
	struct record_object object = {.line = reader->number};
	struct slice type, id, size, left = reader->rest;
	uint32_t len = 0;

	next_word(reader, &type);
	next_word(reader, &id);
	next_word(reader, &size);
	if (!read_type(reader, type, &object.type) || !read_hex(reader, id, &object.id) ||
	        !read_number(reader, size, RECORD_MAX, &len) || !line_ends(reader))
		return false;
	object.len = len;
	/* what is promised has to be there before room is made for it */
	if (object.len / 3 * 4 > left.len)
		return false;
	if (record->object_count >= RECORD_OBJECTS_MAX) {
		complain(reader, "E903", reader->line, "a record has at most %d objects",
		        RECORD_OBJECTS_MAX);
		return false;
	}
	if (record->object_count &&
	        strcmp(record->object[record->object_count - 1].id, object.id) >= 0)
		complain(reader, "E901", id, "objects stand in the order of their ids, each once");
	if (!read_data(reader, &object))
		return false;
	add_object(reader, &object);
	return true;
}

/* True when it ends as it should. */
static bool read_body(struct reader *reader)
{
	struct slice word;

	while (next_line(reader)) {
		enum record_kind kind = 0;
		next_word(reader, &word);
		if (slice_is(word, "end") && line_ends(reader))
			return true;
		if (slice_is(word, "object")) {
			if (!read_object(reader))
				return false;
			continue;
		}
		while (kind < RECORD_KINDS && !slice_is(word, record_kind_name[kind]))
			kind++;
		if (kind == RECORD_KINDS || reader->record->object_count)
			complain(reader, "E901", word,
			        kind == RECORD_KINDS
			                ? "'%s' is no claim, and neither 'object' nor 'end'"
			                : "a claim '%s' stands before the objects",
			        shown(reader, word));
		else
			read_claim(reader, kind);
	}
	return false;
}

bool record_parse(struct record *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct reader reader = {.record = out,
	        .arena = arena,
	        .findings = findings,
	        .path = path,
	        .rest = {text, len},
	        .line = {text, 0}};

	*out = (struct record){.at = DAY_NONE};
	if (len > RECORD_MAX) {
		complain(&reader, "E903", reader.line, "a record has at most %u MiB",
		        RECORD_MAX >> 20);
		return false;
	}
	if (!read_head(&reader) || !read_body(&reader)) {
		reader.line = (struct slice){reader.rest.data, 0};
		if (!reader.errors)
			complain(&reader, "E903", reader.line,
			        "the record is cut short: it ends with a line 'end'");
		return false;
	}
	if (next_line(&reader))
		complain(&reader, "E901", reader.line, "nothing may stand behind 'end'");
	return !reader.errors;
}
