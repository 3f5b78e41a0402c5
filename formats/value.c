/* SPDX-License-Identifier: MIT */
#include "formats/value.h"

#include "formats/name.h"
#include "formats/text.h"

#include <string.h>

enum { SHOWN_MAX = 60 };

const char *value_shown(struct arena *arena, const char *text)
{
	struct buf escaped = BUF_INIT, cut = BUF_INIT;
	size_t len = strlen(text);

	text_escape(&escaped, text, len > 256 ? 256 : len, TEXT_NEWLINE_ESCAPE);
	text_cut(&cut, escaped.data, escaped.len, SHOWN_MAX);
	const char *copy = arena_string(arena, cut.data, cut.len);
	buf_release(&escaped);
	buf_release(&cut);
	return copy;
}

static const char *shown_value(const struct values *values, const struct ini_key *key)
{
	return value_shown(values->arena, key->value);
}

static bool counted_only(const struct values *values)
{
	return ++*values->added > VALUES_MAX;
}

void values_end(const struct values *values)
{
	if (*values->added > VALUES_MAX)
		ini_finding(values->findings, values->file, SEVERITY_ERROR, "E106", 0, 0, 0,
		        "%zu more findings in this file", *values->added - VALUES_MAX);
}

/* Where in the text the byte of the value stands; *len is cut at the end of its line. */
static size_t place_of(const struct ini_key *key, size_t offset, size_t *len)
{
	for (size_t i = 0; i < key->part_count; i++) {
		size_t size = key->part[i].end - key->part[i].begin;
		if (offset <= size) {
			if (*len > size - offset)
				*len = size - offset;
			return key->part[i].begin + offset;
		}
		offset -= size + 1;
	}
	*len = 0;
	return key->begin;
}

static struct finding *finding_at(const struct values *values, const struct ini_key *key, size_t at,
        size_t len, const char *code, const char *message)
{
	const char *text = values->file->text;
	const char *start = text + key->begin;
	uint32_t line = key->line;

	for (;;) {
		const char *newline = memchr(start, '\n', (size_t)(text + at - start));
		if (!newline)
			break;
		start = newline + 1;
		line++;
	}
	return ini_finding_at(values->findings, values->file, SEVERITY_ERROR, code, line,
	        (uint32_t)(text + at - start) + 1, at, len, "%s", message);
}

struct finding *value_finding(const struct values *values, const struct ini_key *key, size_t offset,
        size_t len, const char *code, const char *format, ...)
{
	va_list args;

	if (counted_only(values))
		return NULL;
	va_start(args, format);
	const char *message = arena_vprint(values->arena, format, args);
	va_end(args);
	if (!len)
		return ini_finding_value(
		        values->findings, values->file, key, SEVERITY_ERROR, code, "%s", message);
	size_t at = place_of(key, offset, &len);
	return finding_at(values, key, at, len, code, message);
}

struct finding *value_key_finding(const struct values *values, const struct ini_key *key,
        const char *code, const char *format, ...)
{
	va_list args;

	if (counted_only(values))
		return NULL;
	va_start(args, format);
	const char *message = arena_vprint(values->arena, format, args);
	va_end(args);
	return ini_finding_key(
	        values->findings, values->file, key, SEVERITY_ERROR, code, "%s", message);
}

struct finding *value_section_finding(const struct values *values,
        const struct ini_section *section, const char *code, const char *format, ...)
{
	va_list args;

	if (counted_only(values))
		return NULL;
	va_start(args, format);
	const char *message = arena_vprint(values->arena, format, args);
	va_end(args);
	return ini_finding_section(
	        values->findings, values->file, section, SEVERITY_ERROR, code, "%s", message);
}

/* A finding with an error's text and hint. */
static bool refuse(const struct values *values, const struct ini_key *key, const struct error *err)
{
	struct finding *finding = value_finding(values, key, 0, 0, "E106", "%s", err->text);

	if (finding && *err->hint)
		finding->hint = arena_string(values->findings->arena, err->hint, strlen(err->hint));
	return false;
}

/* Empty is told apart, since nothing can be said about what is not there. */
static bool empty(const struct values *values, const struct ini_key *key)
{
	if (key->value_len)
		return false;
	value_finding(values, key, 0, 0, "E106", "key '%s' has no value", key->name);
	return true;
}

void value_first(const char **out, value_reader *read, const struct values *values,
        const struct ini_section *section, const char *name)
{
	const struct ini_key *key = ini_find(section, name);

	if (key)
		read(out, values, key);
}

bool value_text(const char **out, const struct values *values, const struct ini_key *key)
{
	if (empty(values, key))
		return false;
	if (key->part_count > 1) {
		value_finding(values, key, 0, 0, "E106", "key '%s' wants a single line", key->name);
		return false;
	}
	*out = key->value;
	return true;
}

bool value_day(int32_t *out, const struct values *values, const struct ini_key *key)
{
	struct error err = ERROR_INIT;

	if (empty(values, key))
		return false;
	return !day_parse(out, key->value, key->value_len, &err) || refuse(values, key, &err);
}

bool value_days(struct day_range *out, const struct values *values, const struct ini_key *key)
{
	struct error err = ERROR_INIT;
	struct day_range range;

	if (empty(values, key))
		return false;
	if (day_range_parse(&range.from, &range.until, key->value, key->value_len, &err))
		return refuse(values, key, &err);
	if (range.until < range.from) {
		value_finding(values, key, 0, 0, "E111", "'%s' ends before it starts",
		        shown_value(values, key));
		return false;
	}
	*out = range;
	return true;
}

bool value_duration(struct duration *out, const struct values *values, const struct ini_key *key)
{
	struct error err = ERROR_INIT;

	if (empty(values, key))
		return false;
	return !duration_parse(out, key->value, key->value_len, &err) || refuse(values, key, &err);
}

static bool whole_number(uint64_t *out, const char *text)
{
	uint64_t number = 0;

	if (!*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || number > UINT32_MAX)
			return false;
		number = number * 10 + (uint64_t)(*text - '0');
	}
	*out = number;
	return true;
}

bool value_count(uint32_t *out, uint32_t least, uint32_t most, const struct values *values,
        const struct ini_key *key)
{
	uint64_t number;

	if (empty(values, key))
		return false;
	if (!whole_number(&number, key->value) || number < least || number > most) {
		value_finding(values, key, 0, 0, "E106", "'%s' is not a whole number from %u to %u",
		        shown_value(values, key), least, most);
		return false;
	}
	*out = (uint32_t)number;
	return true;
}

bool value_fraction(struct fraction *out, const struct values *values, const struct ini_key *key)
{
	struct error err = ERROR_INIT;
	struct fraction fraction;

	if (empty(values, key))
		return false;
	if (key->value_len > SHOWN_MAX)
		error_set(&err, ERROR_USAGE, "'%s' is no fraction", shown_value(values, key));
	else
		fraction_parse(&fraction, key->value, &err);
	if (err.kind)
		return refuse(values, key, &err);
	*out = fraction;
	return true;
}

bool value_word(unsigned *out, const char *const *word, size_t count, const struct values *values,
        const struct ini_key *key)
{
	struct buf known = BUF_INIT;

	if (empty(values, key))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(key->value, word[i])) {
			*out = (unsigned)i;
			buf_release(&known);
			return true;
		}
		buf_print(&known, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", word[i]);
	}
	struct finding *finding = value_finding(
	        values, key, 0, 0, "E106", "'%s' is not %s", shown_value(values, key), known.data);
	if (finding)
		finding_suggest(values->findings, finding, key->value, word, count);
	buf_release(&known);
	return false;
}

bool value_yes(bool *out, const struct values *values, const struct ini_key *key)
{
	static const char *const word[] = {"yes", "no"};
	unsigned number;

	if (!value_word(&number, word, 2, values, key))
		return false;
	*out = number == 0;
	return true;
}

bool value_name(const char **out, const struct values *values, const struct ini_key *key)
{
	struct error err = ERROR_INIT;

	if (empty(values, key))
		return false;
	if (name_check(key->value, key->value_len, &err))
		return refuse(values, key, &err);
	*out = key->value;
	return true;
}

bool value_by(const char **out, const struct values *values, const struct ini_key *key)
{
	if (empty(values, key))
		return false;
	if (strcmp(key->value, "founding") != 0 && !id_valid(key->value, key->value_len)) {
		value_finding(values, key, 0, 0, "E106",
		        "'%s' is neither 'founding' nor the id of a negotiation",
		        shown_value(values, key));
		return false;
	}
	*out = key->value;
	return true;
}

bool value_hash(const char **out, const struct values *values, const struct ini_key *key)
{
	static const struct {
		const char *prefix;
		size_t digits;
	} kind[] = {{"sha1:", 40}, {"sha256:", 64}};

	if (empty(values, key))
		return false;
	for (size_t i = 0; i < 2; i++) {
		size_t skip = strlen(kind[i].prefix);
		const char *digits = key->value + skip;
		if (strncmp(key->value, kind[i].prefix, skip) || strlen(digits) != kind[i].digits ||
		        strspn(digits, "0123456789abcdef") != kind[i].digits)
			continue;
		*out = digits;
		return true;
	}
	value_finding(values, key, 0, 0, "E106", "'%s' is not sha1: and 40 hexadecimal digits",
	        shown_value(values, key));
	return false;
}

void value_list_add(struct value_list *list, struct arena *arena, const char *item)
{
	list->item =
	        arena_grow(arena, list->item, list->count, &list->capacity, sizeof *list->item);
	list->item[list->count++] = item;
}

void value_list_read(struct value_list *list, value_item *each, const struct values *values,
        const struct ini_key *key)
{
	const char *value = key->value;
	size_t end;

	if (empty(values, key))
		return;
	for (size_t start = 0; start <= key->value_len; start = end + 1) {
		const char *comma = memchr(value + start, ',', key->value_len - start);
		end = comma ? (size_t)(comma - value) : key->value_len;
		struct slice item = slice_trim((struct slice){value + start, end - start});
		const char *text;
		if (!item.len)
			value_finding(values, key, comma ? start : start - 1, 1, "E106",
			        "key '%s' has an empty item in its list", key->name);
		else if (each(&text, values, key, (size_t)(item.data - value), item.len))
			value_list_add(list, values->arena, text);
	}
}

bool value_item_name(const char **item, const struct values *values, const struct ini_key *key,
        size_t offset, size_t len)
{
	struct error err = ERROR_INIT;

	if (name_check(key->value + offset, len, &err)) {
		value_finding(values, key, offset, len, "E106", "%s", err.text);
		return false;
	}
	*item = arena_string(values->arena, key->value + offset, len);
	return true;
}

bool value_item_text(const char **item, const struct values *values, const struct ini_key *key,
        size_t offset, size_t len)
{
	char *text = arena_string(values->arena, key->value + offset, len);

	for (char *c = text; *c; c++)
		if (*c == '\n')
			*c = ' ';
	*item = text;
	return true;
}

bool section_name(const char **out, const struct values *values, const struct ini_section *section)
{
	struct error err = ERROR_INIT;

	if (!section->name)
		return false; /* ini_check() has said it */
	if (name_check(section->name, strlen(section->name), &err)) {
		value_section_finding(values, section, "E116", "%s", err.text);
		return false;
	}
	*out = section->name;
	return true;
}

const char *path_name(
        struct arena *arena, const char *path, const char *ending, struct findings *findings)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	size_t len = strlen(base), ending_len = strlen(ending);
	struct error err = ERROR_INIT;

	if (len >= ending_len && !strcmp(base + len - ending_len, ending))
		len -= ending_len;
	if (name_check(base, len, &err))
		findings_add(findings, SEVERITY_ERROR, name_valid(base, len) ? "E202" : "E201",
		        path, 0, 0, "%s", err.text);
	return arena_string(arena, base, len);
}
