/* SPDX-License-Identifier: MIT */
#include "formats/events.h"

#include "formats/date.h"
#include "formats/text.h"

#define XXH_INLINE_ALL
#include <string.h>
#include <xxhash.h>

enum { COLUMNS = 5, FINDINGS_MAX = 200, QUOTED_MAX = 40 };

enum column { GIVER, RECEIVER, DAY, UNITS, TOPIC };

static const char *const column_name[COLUMNS] = {"giver", "receiver", "day", "units", "topic"};

/* Names as they come get numbers; open addressing, a place holds a number plus one. */
struct names {
	const char **name;
	size_t count, capacity;
	uint32_t *place;
	size_t places; /* a power of two, or 0 */
};

struct reader {
	struct events *events;
	struct arena *arena;
	struct findings *findings;
	const char *path;
	struct slice text;   /* of the line */
	uint32_t line;       /* from 1 */
	size_t errors;       /* found, told or not */
	size_t row_capacity; /* of events->row */
	struct names people, topics;
};

/* The place of the name, or the free one where it belongs. */
static uint32_t *place_of(struct names *names, struct slice name)
{
	size_t at = (size_t)XXH3_64bits(name.data, name.len) & (names->places - 1);

	while (names->place[at] && !slice_is(name, names->name[names->place[at] - 1]))
		at = (at + 1) & (names->places - 1);
	return &names->place[at];
}

static void make_room(struct names *names, struct arena *arena)
{
	if (2 * (names->count + 1) <= names->places)
		return;
	names->places = names->places ? 2 * names->places : 64;
	names->place = arena_array(arena, names->places, sizeof *names->place);
	for (size_t i = 0; i < names->count; i++)
		*place_of(names, slice_of(names->name[i])) = (uint32_t)i + 1;
}

static uint32_t number_of(struct names *names, struct arena *arena, struct slice name)
{
	make_room(names, arena);
	uint32_t *place = place_of(names, name);

	if (*place)
		return *place - 1;
	if (names->count == names->capacity)
		names->name = arena_grow(
		        arena, names->name, names->count, &names->capacity, sizeof *names->name);
	names->name[names->count++] = arena_string(arena, name.data, name.len);
	*place = (uint32_t)names->count;
	return *place - 1;
}

/* About part of the line; always -1. */
static int complain(struct reader *reader, const char *code, struct slice part, const char *message)
{
	if (reader->errors++ >= FINDINGS_MAX)
		return -1;
	struct finding *finding = findings_add(reader->findings, SEVERITY_ERROR, code, reader->path,
	        1, (uint32_t)(part.data - reader->text.data) + 1, "%s", message);
	finding_show(reader->findings, finding, reader->text.data, reader->text.len,
	        part.len ? (uint32_t)part.len : 1);
	finding->line = reader->line; /* the text shown was this line alone */
	return -1;
}

static const char *quoted(struct arena *arena, struct slice part)
{
	struct buf plain = BUF_INIT, cut = BUF_INIT;
	/* no more than can be shown, so that a megabyte is not escaped first */
	size_t most = 4 * QUOTED_MAX + 8;

	text_escape(&plain, part.data, part.len < most ? part.len : most, TEXT_NEWLINE_ESCAPE);
	text_cut(&cut, plain.data, plain.len, QUOTED_MAX);
	const char *text = arena_string(arena, cut.data, cut.len);
	buf_release(&plain);
	buf_release(&cut);
	return text;
}

/* Blanks around a column are no part of it; -1 when there are not five of them. */
static int split(struct slice line, struct slice column[COLUMNS], size_t *count)
{
	*count = 0;
	for (size_t start = 0, i = 0; i <= line.len; i++) {
		if (i < line.len && line.data[i] != '\t')
			continue;
		struct slice part = {line.data + start, i - start};
		if (*count < COLUMNS)
			column[*count] = slice_trim(part);
		++*count;
		start = i + 1;
	}
	return *count == COLUMNS ? 0 : -1;
}

static int check_name(struct reader *reader, enum column column, struct slice name)
{
	if (name.len == 0)
		return complain(reader, "E804", name,
		        arena_print(reader->arena, "the %s is empty", column_name[column]));
	if (name.len > EVENTS_NAME_MAX)
		return complain(reader, "E804", name,
		        arena_print(reader->arena, "the %s has %zu bytes, at most %d",
		                column_name[column], name.len, EVENTS_NAME_MAX));
	return 0;
}

static int read_units(struct reader *reader, struct slice text, uint8_t *units)
{
	unsigned value = 0;
	size_t i = 0;

	for (; i < text.len && text.data[i] >= '0' && text.data[i] <= '9'; i++)
		if (value <= EVENTS_UNITS_MAX)
			value = 10 * value + (unsigned)(text.data[i] - '0');
	if (text.len == 0 || i < text.len || value > EVENTS_UNITS_MAX)
		return complain(reader, "E803", text,
		        arena_print(reader->arena, "'%s' is no number of units, 0 to %d",
		                quoted(reader->arena, text), EVENTS_UNITS_MAX));
	*units = (uint8_t)value;
	return 0;
}

static int read_day(struct reader *reader, struct slice text, int32_t *day)
{
	struct error err = ERROR_INIT;

	if (day_parse(day, text.data, text.len, &err) == 0)
		return 0;
	return complain(reader, "E802", text,
	        arena_print(
	                reader->arena, "'%s' is no day, YYYY-MM-DD", quoted(reader->arena, text)));
}

static void add_row(
        struct reader *reader, const struct slice column[COLUMNS], int32_t day, uint8_t units)
{
	struct events *events = reader->events;
	struct slice topic = column[TOPIC].len ? column[TOPIC] : slice_of("-");

	if (events->row_count == reader->row_capacity)
		events->row = arena_grow(reader->arena, events->row, events->row_count,
		        &reader->row_capacity, sizeof *events->row);
	events->row[events->row_count++] = (struct events_row){
	        .giver = number_of(&reader->people, reader->arena, column[GIVER]),
	        .receiver = number_of(&reader->people, reader->arena, column[RECEIVER]),
	        .day = day,
	        .topic = number_of(&reader->topics, reader->arena, topic),
	        .line = reader->line,
	        .units = units,
	};
}

/* All that is wrong with the line is told. */
static void read_line(struct reader *reader)
{
	struct slice line = reader->text, column[COLUMNS];
	size_t count, bad;
	int32_t day = 0;
	uint8_t units = 0;
	int wrong = 0;

	if (!text_valid(line.data, line.len, &bad)) {
		unsigned char byte = (unsigned char)line.data[bad];
		complain(reader, "E108", (struct slice){line.data + bad, 1},
		        byte ? arena_print(
		                       reader->arena, "byte 0x%02x begins no UTF-8 character", byte)
		             : "a NUL byte");
		return;
	}
	if (split(line, column, &count)) {
		complain(reader, "E801", line,
		        arena_print(reader->arena,
		                "%zu column%s where an event has five: giver, receiver, day, "
		                "units, topic",
		                count, count == 1 ? "" : "s"));
		return;
	}
	wrong |= check_name(reader, GIVER, column[GIVER]);
	wrong |= check_name(reader, RECEIVER, column[RECEIVER]);
	wrong |= read_day(reader, column[DAY], &day);
	wrong |= read_units(reader, column[UNITS], &units);
	if (column[TOPIC].len)
		wrong |= check_name(reader, TOPIC, column[TOPIC]);
	if (!wrong)
		add_row(reader, column, day, units);
}

static bool is_header(struct slice line)
{
	struct slice column[COLUMNS];
	size_t count;

	if (split(line, column, &count))
		return false;
	for (size_t i = 0; i < COLUMNS; i++)
		if (!slice_is(column[i], column_name[i]))
			return false;
	return true;
}

void events_parse(struct events *events, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	size_t mark = text_mark(text, len);
	struct slice rest = {text + mark, len - mark};
	struct reader reader = {
	        .events = events, .arena = arena, .findings = findings, .path = path};

	*events = (struct events){.path = path};
	while (text_line(&rest, &reader.text)) {
		reader.line++;
		if (slice_trim(reader.text).len == 0 ||
		        (reader.line == 1 && is_header(reader.text)))
			continue;
		read_line(&reader);
	}
	if (reader.errors > FINDINGS_MAX)
		findings_add(findings, SEVERITY_ERROR, "E801", path, 0, 0,
		        "and %zu more errors like these", reader.errors - FINDINGS_MAX);
	events->person = reader.people.name;
	events->person_count = reader.people.count;
	events->topic = reader.topics.name;
	events->topic_count = reader.topics.count;
}
