/* SPDX-License-Identifier: MIT */
#include "formats/record.h"

#include "formats/date.h"
#include "formats/name.h"
#include "formats/record_words.h"
#include "formats/value.h"

#include <string.h>

enum { CHUNK = 57 }; /* bytes that a line of base64 holds */

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

/* --- the head --- */

typedef bool head_reader(struct record_words *reader, struct slice word);

static bool head_person(struct record_words *reader, struct slice word)
{
	if (name_valid(word.data, word.len)) {
		reader->record->person = arena_string(reader->arena, word.data, word.len);
		return true;
	}
	words_complain(reader, "E902", word, "'%s' is no handle", words_shown(reader, word));
	return false;
}

static bool head_root(struct record_words *reader, struct slice word)
{
	if (!slice_is(word, "."))
		return words_path(reader, word, &reader->record->root);
	reader->record->root = "";
	return true;
}

static bool head_genesis(struct record_words *reader, struct slice word)
{
	return words_hex(reader, word, &reader->record->genesis);
}

static bool head_tip(struct record_words *reader, struct slice word)
{
	return words_hex(reader, word, &reader->record->tip);
}

static bool head_at(struct record_words *reader, struct slice word)
{
	struct error err = ERROR_INIT;

	if (!day_parse(&reader->record->at, word.data, word.len, &err))
		return true;
	words_complain(reader, "E902", word, "%s", err.text);
	return false;
}

/* Ends the reading when it is not what it should be: the rest would be misread. */
static bool read_head(struct record_words *reader)
{
	static const struct {
		const char *word;
		head_reader *read;
	} head[] = {{"person", head_person}, {"root", head_root}, {"genesis", head_genesis},
	        {"tip", head_tip}, {"at", head_at}};
	struct slice word;

	if (!words_line(reader) || !slice_is(reader->line, "moot record 1")) {
		words_complain(reader, "E901", reader->line,
		        slice_starts(reader->line, "moot record ")
		                ? "a record of a form that this program does not know"
		                : "not a record: it begins with 'moot record 1'");
		return false;
	}
	for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
		if (!words_line(reader))
			return false;
		words_next(reader, &word);
		if (!slice_is(word, head[i].word)) {
			words_complain(reader, "E901", word, "'%s' and its value belong here",
			        head[i].word);
			return false;
		}
		words_next(reader, &word);
		if (head[i].read(reader, word))
			words_end(reader);
	}
	return true;
}

/* --- claims --- */

static bool read_place(struct record_words *reader, struct slice word, struct record_claim *claim)
{
	enum place place = kind_place[claim->kind];
	bool wants_row = place == PLACE_FILE_LINE || place == PLACE_MESSAGE_LINE;
	struct slice name = {word.data, 0};

	while (name.len < word.len && word.data[name.len] != ':')
		name.len++;
	bool has_row = name.len < word.len;
	if (!name.len || has_row != wants_row ||
	        (place >= PLACE_MESSAGE && !slice_is(name, "message"))) {
		words_complain(reader, "E902", word, "a claim '%s' points to %s",
		        record_kind_name[claim->kind], place_form[place]);
		return false;
	}
	if (place < PLACE_MESSAGE && !words_path(reader, name, &claim->path))
		return false;
	struct slice row = {word.data + name.len + 1, word.len - name.len - has_row};
	if (!has_row)
		return true;
	if (!words_number(reader, row, UINT32_MAX, &claim->row))
		return false;
	if (!claim->row)
		words_complain(reader, "E902", row, "lines count from 1");
	return claim->row > 0;
}

static void read_claim(struct record_words *reader, enum record_kind kind)
{
	struct record *record = reader->record;
	struct record_claim claim = {.kind = kind, .line = reader->number};
	struct slice commit, place;

	words_next(reader, &commit);
	words_next(reader, &place);
	bool fine = words_hex(reader, commit, &claim.commit);
	if (!read_place(reader, place, &claim) || !fine || !words_end(reader))
		return;
	if (record->claim_count >= RECORD_CLAIMS_MAX) {
		words_complain(reader, "E903", reader->line, "a record has at most %d claims",
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
static bool read_data(struct record_words *reader, struct record_object *object)
{
	unsigned char *data = arena_alloc(reader->arena, object->len + 1);

	for (size_t at = 0; at < object->len; at += CHUNK) {
		size_t len = object->len - at < CHUNK ? object->len - at : CHUNK;
		if (!text_line(&reader->rest, &reader->line))
			return false;
		reader->number++;
		if (!read_base64(reader->line, data + at, len)) {
			words_complain(reader, "E902", reader->line,
			        "no line of base64 that holds the next %zu bytes of %s", len,
			        object->id);
			return false;
		}
	}
	object->data = data;
	return true;
}

static bool read_type(struct record_words *reader, struct slice word, enum record_type *type)
{
	for (size_t i = 0; i < sizeof record_type_name / sizeof *record_type_name; i++)
		if (slice_is(word, record_type_name[i])) {
			*type = (enum record_type)i;
			return true;
		}
	words_complain(
	        reader, "E902", word, "'%s' is no commit, tree or blob", words_shown(reader, word));
	return false;
}

static void add_object(struct record_words *reader, const struct record_object *object)
{
	struct record *record = reader->record;

	record->object = arena_grow(reader->arena, record->object, record->object_count,
	        &record->object_capacity, sizeof *record->object);
	record->object[record->object_count++] = *object;
}

/* False: nothing behind it can be told apart. */
static bool read_object(struct record_words *reader)
{
	struct record *record = reader->record;
	struct record_object object = {.line = reader->number};
	struct slice type, id, size, left = reader->rest;
	uint32_t len = 0;

	words_next(reader, &type);
	words_next(reader, &id);
	words_next(reader, &size);
	if (!read_type(reader, type, &object.type) || !words_hex(reader, id, &object.id) ||
	        !words_number(reader, size, RECORD_MAX, &len) || !words_end(reader))
		return false;
	object.len = len;
	/* what is promised has to be there before room is made for it */
	if (object.len / 3 * 4 > left.len)
		return false;
	if (record->object_count >= RECORD_OBJECTS_MAX) {
		words_complain(reader, "E903", reader->line, "a record has at most %d objects",
		        RECORD_OBJECTS_MAX);
		return false;
	}
	if (record->object_count &&
	        strcmp(record->object[record->object_count - 1].id, object.id) >= 0)
		words_complain(
		        reader, "E901", id, "objects stand in the order of their ids, each once");
	if (!read_data(reader, &object))
		return false;
	add_object(reader, &object);
	return true;
}

/* True when it ends as it should. */
static bool read_body(struct record_words *reader)
{
	struct slice word;

	while (words_line(reader)) {
		enum record_kind kind = 0;
		words_next(reader, &word);
		if (slice_is(word, "end") && words_end(reader))
			return true;
		if (slice_is(word, "object")) {
			if (!read_object(reader))
				return false;
			continue;
		}
		while (kind < RECORD_KINDS && !slice_is(word, record_kind_name[kind]))
			kind++;
		if (kind == RECORD_KINDS || reader->record->object_count)
			words_complain(reader, "E901", word,
			        kind == RECORD_KINDS
			                ? "'%s' is no claim, and neither 'object' nor 'end'"
			                : "a claim '%s' stands before the objects",
			        words_shown(reader, word));
		else
			read_claim(reader, kind);
	}
	return false;
}

bool record_parse(struct record *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct record_words reader = {.record = out,
	        .arena = arena,
	        .findings = findings,
	        .path = path,
	        .rest = {text, len},
	        .line = {text, 0}};

	*out = (struct record){.at = DAY_NONE};
	if (len > RECORD_MAX) {
		words_complain(&reader, "E903", reader.line, "a record has at most %u MiB",
		        RECORD_MAX >> 20);
		return false;
	}
	if (!read_head(&reader) || !read_body(&reader)) {
		reader.line = (struct slice){reader.rest.data, 0};
		if (!reader.errors)
			words_complain(&reader, "E903", reader.line,
			        "the record is cut short: it ends with a line 'end'");
		return false;
	}
	if (words_line(&reader))
		words_complain(&reader, "E901", reader.line, "nothing may stand behind 'end'");
	return !reader.errors;
}
