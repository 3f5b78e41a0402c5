/* SPDX-License-Identifier: MIT */
#include "formats/keyed.h"

#include "formats/date.h"
#include "formats/keyed_private.h"
#include "formats/name.h"
#include "formats/value.h"

#include <stdlib.h>
#include <string.h>

/* NULL before everything. */
static int compare_text(const char *a, const char *b)
{
	if (a == b)
		return 0;
	if (!a || !b)
		return a ? 1 : -1;
	return strcmp(a, b);
}

int keyed_kin_compare(const struct keyed_entry *a, const struct keyed_entry *b)
{
	int order = compare_text(a->word, b->word);

	if (!order)
		order = compare_text(a->name, b->name);
	return order ? order : compare_text(a->from, b->from);
}

static int compare_identity(const struct keyed_entry *a, const struct keyed_entry *b)
{
	int order = keyed_kin_compare(a, b);

	return order ? order : (a->twin > b->twin) - (a->twin < b->twin);
}

int keyed_section_compare(const struct keyed_entry *a, const struct keyed_entry *b)
{
	return compare_text(a->section, b->section);
}

int keyed_entry_compare(const struct keyed_entry *a, const struct keyed_entry *b)
{
	int order = keyed_section_compare(a, b);

	return order ? order : strcmp(a->key, b->key);
}

static int compare_sections_by_place(const void *left, const void *right)
{
	const struct keyed_entry *a = *(const struct keyed_entry *const *)left;
	const struct keyed_entry *b = *(const struct keyed_entry *const *)right;
	int order = compare_identity(a, b);

	return order ? order : (a > b) - (a < b); /* of one array, which has the file's order */
}

/* twin is 0 for all while they are sorted */
static void number_twins(struct arena *arena, struct keyed_entry *section, size_t count)
{
	struct keyed_entry **sorted = arena_array(arena, count, sizeof *sorted);
	unsigned twin = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = &section[i];
	qsort(sorted, count, sizeof *sorted, compare_sections_by_place);
	for (size_t i = 0; i < count; i++) {
		bool same = i && !keyed_kin_compare(sorted[i], sorted[i - 1]);
		twin = same ? twin + 1 : 1;
		sorted[i]->twin = twin;
	}
}

static bool is_day(const char *text)
{
	struct error err = ERROR_INIT;
	int32_t day;

	return !day_parse(&day, text, strlen(text), &err);
}

static void put_quoted(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_putc(out, '"');
}

/* "holder ada 2026-11-01 #2"; what could be taken for something else is quoted */
static const char *section_text(struct arena *arena, const struct keyed_entry *section)
{
	const char *name = section->name, *from = section->from;
	struct buf out = BUF_INIT;

	buf_puts(&out, section->word);
	if (name && name_valid(name, strlen(name)) && !is_day(name)) {
		buf_print(&out, " %s", name);
	} else if (name) {
		buf_putc(&out, ' ');
		put_quoted(&out, name);
	}
	if (from && is_day(from)) {
		buf_print(&out, " %s", from);
	} else if (from) {
		buf_puts(&out, " from=");
		put_quoted(&out, from);
	}
	if (section->twin > 1)
		buf_print(&out, " #%u", section->twin);
	const char *text = arena_string(arena, out.data, out.len);
	buf_release(&out);
	return text;
}

struct keyed_entry *keyed_sections(struct arena *arena, const struct ini_file *file)
{
	size_t count = file->section_count;
	struct keyed_entry *section = arena_array(arena, count, sizeof *section);

	for (size_t i = 0; i < count; i++) {
		const struct ini_section *from = &file->section[i];
		section[i] = (struct keyed_entry){
		        .word = from->word,
		        .name = from->name,
		        .from = ini_value(from, "from"),
		        .key = "",
		        .line = from->line,
		};
	}
	number_twins(arena, section, count);
	for (size_t i = 0; i < count; i++)
		section[i].section = section_text(arena, &section[i]);
	return section;
}

static int compare_keys(const void *left, const void *right)
{
	const struct ini_key *a = *(const struct ini_key *const *)left;
	const struct ini_key *b = *(const struct ini_key *const *)right;
	int order = strcmp(a->name, b->name);

	return order ? order : (a->begin > b->begin) - (a->begin < b->begin);
}

const struct ini_key **keyed_sorted_keys(struct arena *arena, const struct ini_section *section)
{
	const struct ini_key **sorted = arena_array(arena, section->key_count, sizeof *sorted);

	for (size_t i = 0; i < section->key_count; i++)
		sorted[i] = &section->key[i];
	qsort(sorted, section->key_count, sizeof *sorted, compare_keys);
	return sorted;
}

/* Adds the section's entries and returns how many. */
static size_t read_section(struct keyed_entry *out, struct arena *arena,
        const struct keyed_entry *identity, const struct ini_section *section)
{
	const struct ini_key **key = keyed_sorted_keys(arena, section);
	const char **value = arena_array(arena, section->key_count, sizeof *value);
	size_t count = 0;

	for (size_t i = 0; i < section->key_count; i++) {
		value[i] = key[i]->value;
		if (i && !strcmp(key[i]->name, key[i - 1]->name)) {
			out[count - 1].value_count++;
			continue;
		}
		out[count] = *identity;
		out[count].key = key[i]->name;
		out[count].value = value + i;
		out[count].value_count = 1;
		out[count++].line = key[i]->line;
	}
	if (!count)
		out[count++] = *identity;
	return count;
}

static int compare_entries(const void *left, const void *right)
{
	return keyed_entry_compare(left, right);
}

void keyed_read(struct keyed *out, struct arena *arena, const struct ini_file *file)
{
	const struct keyed_entry *section = keyed_sections(arena, file);
	size_t most = file->section_count;

	for (size_t i = 0; i < file->section_count; i++)
		most += file->section[i].key_count;
	*out = (struct keyed){.entry = arena_array(arena, most, sizeof *out->entry)};
	for (size_t i = 0; i < file->section_count; i++)
		out->count += read_section(
		        out->entry + out->count, arena, &section[i], &file->section[i]);
	qsort(out->entry, out->count, sizeof *out->entry, compare_entries);
}

bool keyed_values_equal(const struct keyed_entry *a, const struct keyed_entry *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->value_count != b->value_count)
		return false;
	for (size_t i = 0; i < a->value_count; i++)
		if (strcmp(a->value[i], b->value[i]) != 0)
			return false;
	return true;
}

bool keyed_equal(const struct keyed *a, const struct keyed *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (keyed_entry_compare(&a->entry[i], &b->entry[i]) ||
		        !keyed_values_equal(&a->entry[i], &b->entry[i]))
			return false;
	return true;
}

const struct keyed_entry *keyed_find(
        const struct keyed *keyed, const char *section, const char *key)
{
	size_t low = 0, high = keyed->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(keyed->entry[middle].section, section) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < keyed->count && !strcmp(keyed->entry[low].section, section); low++)
		if (!strcmp(keyed->entry[low].key, key))
			return &keyed->entry[low];
	return NULL;
}

const struct keyed_entry *keyed_change_entry(const struct keyed_change *change)
{
	return change->after ? change->after : change->before;
}

const char *keyed_value(const struct keyed_entry *entry)
{
	return entry && entry->value_count ? entry->value[0] : NULL;
}

static int32_t day_of(const char *text)
{
	struct error ignored = ERROR_INIT;
	int32_t day;

	return text && !day_parse(&day, text, strlen(text), &ignored) ? day : DAY_NONE;
}

int32_t keyed_day(const struct keyed_entry *entry)
{
	return day_of(keyed_value(entry));
}

int32_t keyed_from(const struct keyed_entry *entry)
{
	return day_of(entry->from);
}

void keyed_compare(struct keyed_diff *out, struct arena *arena, const struct keyed *before,
        const struct keyed *after)
{
	size_t a = 0, b = 0;

	*out = (struct keyed_diff){
	        .change = arena_array(arena, before->count + after->count, sizeof *out->change)};
	while (a < before->count || b < after->count) {
		const struct keyed_entry *old = a < before->count ? &before->entry[a] : NULL;
		const struct keyed_entry *new = b < after->count ? &after->entry[b] : NULL;
		int order = !old ? 1 : !new ? -1 : keyed_entry_compare(old, new);
		if (order > 0)
			old = NULL;
		if (order < 0)
			new = NULL;
		a += old != NULL;
		b += new != NULL;
		if (!keyed_values_equal(old, new))
			out->change[out->count++] = (struct keyed_change){old, new};
	}
}

size_t keyed_section_size(const struct keyed *keyed, size_t first)
{
	size_t size = 1;

	while (first + size < keyed->count &&
	        !keyed_section_compare(&keyed->entry[first], &keyed->entry[first + size]))
		size++;
	return size;
}

/* A section that has keys has no entry that says it has none. */
static void drop_empty(struct keyed *keyed)
{
	size_t kept = 0, size;

	for (size_t i = 0; i < keyed->count; i += size) {
		size = keyed_section_size(keyed, i);
		size_t skip = size > 1 && !*keyed->entry[i].key; /* "" sorts first */
		memmove(keyed->entry + kept, keyed->entry + i + skip,
		        (size - skip) * sizeof *keyed->entry);
		kept += size - skip;
	}
	keyed->count = kept;
}

void keyed_lay(struct keyed *out, struct arena *arena, const struct keyed *keyed,
        const struct keyed_diff *diff)
{
	size_t a = 0, b = 0;

	*out = (struct keyed){
	        .entry = arena_array(arena, keyed->count + diff->count, sizeof *out->entry)};
	while (a < keyed->count || b < diff->count) {
		const struct keyed_entry *old = a < keyed->count ? &keyed->entry[a] : NULL;
		const struct keyed_change *change = b < diff->count ? &diff->change[b] : NULL;
		int order = !old      ? 1
		            : !change ? -1
		                      : keyed_entry_compare(old, keyed_change_entry(change));
		if (order < 0)
			out->entry[out->count++] = *old;
		else if (change && change->after)
			out->entry[out->count++] = *change->after;
		a += order <= 0;
		b += order >= 0;
	}
	drop_empty(out);
}
