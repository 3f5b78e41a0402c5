/* SPDX-License-Identifier: MIT */
/*
 * What has to change is found in one reading of the text and put together in one pass, so that the
 * cost does not depend on how many keys differ.  ini_edit writes: it is given each key alone, under
 * a header of its own.
 */
#include "formats/ini_edit.h"
#include "formats/keyed.h"
#include "formats/keyed_private.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>

struct splice {
	size_t at, end;
	const char *with;
	size_t len;
	size_t number; /* of those at one place the earlier comes first */
};

/* A section of the text and what it is to be: a range of the wanted entries, or none. */
struct part {
	const struct ini_section *section; /* NULL: a new one */
	const struct keyed_entry *identity;
	const struct keyed_entry *want;
	size_t count;
};

struct writer {
	struct arena arena;
	struct buf *text;
	const struct keyed *wanted;
	struct ini_file file;
	struct slice newline;
	struct buf alone; /* a key under a header of its own */
	struct splice *splice;
	size_t count, capacity;
	struct part *old, *new;
	size_t old_count, new_count;
	struct error *err;
};

static int read_text(struct ini_file *file, struct arena *arena, const struct buf *text,
        const char *path, struct error *err)
{
	struct findings findings = FINDINGS_INIT(arena);

	ini_parse(file, arena, text->data, text->len, path, &findings);
	if (!file->broken)
		return 0;
	const struct finding *first = findings.item;
	return error_set(err, ERROR_FATAL, "'%s' is broken: line %u: %s", path,
	        first ? first->line : 0, first ? first->message : "unreadable");
}

static void add_splice(struct writer *writer, size_t at, size_t end, struct slice with)
{
	writer->splice = arena_grow(&writer->arena, writer->splice, writer->count,
	        &writer->capacity, sizeof *writer->splice);
	writer->splice[writer->count] = (struct splice){.at = at,
	        .end = end,
	        .with = arena_string(&writer->arena, with.data, with.len),
	        .len = with.len,
	        .number = writer->count};
	writer->count++;
}

/* ---- one key ---- */

static const struct ini_place alone_place = {"x", NULL, 0};

static size_t begin_alone(struct writer *writer, const struct ini_key *key)
{
	buf_clear(&writer->alone);
	buf_puts(&writer->alone, "[x]");
	buf_add(&writer->alone, writer->newline.data, writer->newline.len);
	size_t header = writer->alone.len;
	if (key)
		buf_add(&writer->alone, writer->file.text + key->begin, key->end - key->begin);
	return header;
}

static void end_alone(struct writer *writer, size_t header, size_t at, size_t end)
{
	add_splice(writer, at, end,
	        (struct slice){writer->alone.data + header, writer->alone.len - header});
}

static int set_key(struct writer *writer, const struct ini_key *key, const char *value)
{
	size_t header = begin_alone(writer, key);

	if (!strcmp(key->value, value))
		return 0;
	if (ini_edit_set(
	            &writer->alone, alone_place, key->name, 0, value, strlen(value), writer->err))
		return -1;
	end_alone(writer, header, key->begin, key->end);
	return 0;
}

static int unset_key(struct writer *writer, const struct ini_key *key)
{
	size_t header = begin_alone(writer, key);

	if (ini_edit_unset(&writer->alone, alone_place, key->name, 0, writer->err))
		return -1;
	end_alone(writer, header, key->begin, key->end);
	return 0;
}

static int add_key(struct writer *writer, const char *key, const char *value, size_t at)
{
	size_t header = begin_alone(writer, NULL);

	if (ini_edit_add(&writer->alone, alone_place, key, value, strlen(value), writer->err))
		return -1;
	end_alone(writer, header, at, at);
	return 0;
}

/* Values of one key: what is the same at both ends stays, what is between is written over. */
static int edit_values(struct writer *writer, const struct ini_key *const *key, size_t count,
        const struct keyed_entry *want)
{
	size_t front = 0, back = 0, wanted = want->value_count;
	size_t least = count < wanted ? count : wanted;

	while (front < least && !strcmp(key[front]->value, want->value[front]))
		front++;
	while (back < least - front &&
	        !strcmp(key[count - 1 - back]->value, want->value[wanted - 1 - back]))
		back++;
	if (front + back == count && !front)
		back--; /* new values go behind an old one */
	for (size_t i = front; i < count - back; i++) {
		if (i < wanted - back ? set_key(writer, key[i], want->value[i])
		                      : unset_key(writer, key[i]))
			return -1;
	}
	for (size_t i = count - back; i < wanted - back; i++)
		if (add_key(writer, want->key, want->value[i], key[count - back - 1]->end))
			return -1;
	return 0;
}

/* ---- one section ---- */

static int compare_by_line(const void *left, const void *right)
{
	const struct keyed_entry *a = *(const struct keyed_entry *const *)left;
	const struct keyed_entry *b = *(const struct keyed_entry *const *)right;

	return a->line != b->line ? (a->line > b->line) - (a->line < b->line) : (a > b) - (a < b);
}

/* Entries in the order of the file they come from. */
static const struct keyed_entry **by_line(
        struct writer *writer, const struct keyed_entry *entry, size_t count)
{
	const struct keyed_entry **sorted = arena_array(&writer->arena, count, sizeof *sorted);

	for (size_t i = 0; i < count; i++)
		sorted[i] = &entry[i];
	qsort(sorted, count, sizeof *sorted, compare_by_line);
	return sorted;
}

static int add_keys(struct writer *writer, const struct part *part, const bool *there)
{
	const struct keyed_entry **sorted = by_line(writer, part->want, part->count);

	for (size_t i = 0; i < part->count; i++) {
		if (there[sorted[i] - part->want])
			continue;
		for (size_t v = 0; v < sorted[i]->value_count; v++)
			if (add_key(writer, sorted[i]->key, sorted[i]->value[v],
			            part->section->end))
				return -1;
	}
	return 0;
}

static int edit_section(struct writer *writer, const struct part *part)
{
	const struct ini_section *section = part->section;
	const struct ini_key **key = keyed_sorted_keys(&writer->arena, section);
	bool *there = arena_array(&writer->arena, part->count, sizeof *there);
	size_t want = 0, count;

	for (size_t i = 0; i < section->key_count; i += count) {
		count = 1;
		while (i + count < section->key_count &&
		        !strcmp(key[i]->name, key[i + count]->name))
			count++;
		while (want < part->count && strcmp(part->want[want].key, key[i]->name) < 0)
			want++;
		if (want < part->count && !strcmp(part->want[want].key, key[i]->name)) {
			there[want] = true;
			if (edit_values(writer, key + i, count, &part->want[want]))
				return -1;
			continue;
		}
		for (size_t k = 0; k < count; k++)
			if (unset_key(writer, key[i + k]))
				return -1;
	}
	return add_keys(writer, part, there);
}

/* The header goes, one blank line before it, and the keys; as ini_edit_remove_section(). */
static int remove_section(struct writer *writer, const struct ini_section *section)
{
	const char *text = writer->file.text;
	size_t begin = section->begin, before = begin;

	const char *newline =
	        memchr(text + section->begin, '\n', writer->file.len - section->begin);
	size_t end = newline ? (size_t)(newline - text) + 1 : writer->file.len;
	if (before > 0)
		before--;
	while (before > 0 && text[before - 1] != '\n')
		before--;
	if (!slice_trim((struct slice){text + before, begin - before}).len)
		begin = before;
	add_splice(writer, begin, end, (struct slice){"", 0});
	for (size_t i = 0; i < section->key_count; i++)
		if (unset_key(writer, &section->key[i]))
			return -1;
	return 0;
}

static int append_section(struct writer *writer, struct buf *out, const struct part *part)
{
	const struct keyed_entry **sorted = by_line(writer, part->want, part->count);
	size_t values = 0, count = 0;

	for (size_t i = 0; i < part->count; i++)
		values += part->want[i].value_count;
	struct ini_pair *pair = arena_array(&writer->arena, values, sizeof *pair);
	for (size_t i = 0; i < part->count; i++)
		for (size_t v = 0; v < sorted[i]->value_count; v++)
			pair[count++] = (struct ini_pair){sorted[i]->key, sorted[i]->value[v]};

	/* behind a comment, whose end says how lines end, and a blank line */
	buf_clear(&writer->alone);
	buf_puts(&writer->alone, ";");
	buf_add(&writer->alone, writer->newline.data, writer->newline.len);
	size_t skip = 1 + 2 * writer->newline.len;
	if (ini_edit_add_section(&writer->alone, part->identity->word, part->identity->name, pair,
	            count, writer->err))
		return -1;
	size_t last = out->len;
	while (last > 0 && (last == out->len || out->data[last - 1] != '\n'))
		last--;
	if (slice_trim((struct slice){out->data + last, out->len - last}).len &&
	        out->len > text_mark(out->data, out->len))
		buf_add(out, writer->newline.data, writer->newline.len);
	buf_add(out, writer->alone.data + skip, writer->alone.len - skip);
	return 0;
}

/* ---- all sections ---- */

static int compare_identities(const void *left, const void *right)
{
	const struct part *a = left, *b = right;

	return keyed_section_compare(a->identity, b->identity);
}

/* The sections of the text, each with what it is to be, and those that are new. */
static void find_parts(struct writer *writer)
{
	const struct keyed *wanted = writer->wanted;
	const struct keyed_entry *identity = keyed_sections(&writer->arena, &writer->file);
	size_t count = writer->file.section_count, at = 0, size;
	struct part *old = arena_array(&writer->arena, count, sizeof *old);

	for (size_t i = 0; i < count; i++)
		old[i] = (struct part){
		        .section = &writer->file.section[i], .identity = &identity[i]};
	qsort(old, count, sizeof *old, compare_identities);
	writer->old = old;
	writer->old_count = count;
	writer->new = arena_array(&writer->arena, wanted->count, sizeof *writer->new);
	for (size_t i = 0; i < wanted->count; i += size) {
		const struct keyed_entry *first = &wanted->entry[i];
		size = keyed_section_size(wanted, i);
		while (at < count && keyed_section_compare(old[at].identity, first) < 0)
			at++;
		if (at < count && !keyed_section_compare(old[at].identity, first)) {
			old[at].want = first;
			old[at].count = size;
		} else {
			writer->new[writer->new_count++] = (struct part){NULL, first, first, size};
		}
	}
}

static int compare_names(const struct part *a, const struct part *b)
{
	const char *a_name = a->identity->name, *b_name = b->identity->name;
	int order = strcmp(a->identity->word, b->identity->word);

	if (!order && (!a_name || !b_name))
		return !!a_name - !!b_name;
	return order ? order : strcmp(a_name, b_name);
}

static int compare_by_name(const void *left, const void *right)
{
	const struct part *a = left, *b = right;
	int order = compare_names(a, b);

	if (!order)
		order = keyed_kin_compare(a->identity, b->identity);
	if (!order)
		order = (a->identity->twin > b->identity->twin) -
		        (a->identity->twin < b->identity->twin);
	return order;
}

/* Twins are told apart by their order, which only those at the end cannot upset. */
static bool is_twin(const struct part *part, const struct part *next)
{
	return part->identity->twin > 1 ||
	       (next && !keyed_kin_compare(part->identity, next->identity));
}

/* A section that only gets another `from` stays where it is. */
static void pair_parts(struct writer *writer)
{
	size_t kept = 0, at = 0;

	qsort(writer->old, writer->old_count, sizeof *writer->old, compare_by_name);
	qsort(writer->new, writer->new_count, sizeof *writer->new, compare_by_name);
	for (size_t i = 0; i < writer->new_count; i++) {
		struct part *new = &writer->new[i];
		if (is_twin(new, i + 1 < writer->new_count ? new + 1 : NULL)) {
			writer->new[kept++] = *new;
			continue;
		}
		while (at < writer->old_count &&
		        (compare_names(&writer->old[at], new) < 0 ||
		                (writer->old[at].want && !compare_names(&writer->old[at], new))))
			at++;
		if (at < writer->old_count && !compare_names(&writer->old[at], new)) {
			writer->old[at].want = new->want;
			writer->old[at].count = new->count;
		} else {
			writer->new[kept++] = *new;
		}
	}
	writer->new_count = kept;
}

static uint32_t first_line(const struct part *part)
{
	uint32_t line = part->want[0].line;

	for (size_t i = 1; i < part->count; i++)
		if (part->want[i].line < line)
			line = part->want[i].line;
	return line;
}

static int compare_parts_by_line(const void *left, const void *right)
{
	const struct part *a = left, *b = right;
	uint32_t a_line = first_line(a), b_line = first_line(b);

	return a_line != b_line ? (a_line > b_line) - (a_line < b_line)
	                        : keyed_section_compare(a->identity, b->identity);
}

static int compare_splices(const void *left, const void *right)
{
	const struct splice *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static void put_newline(struct writer *writer, struct buf *out)
{
	if (out->len > text_mark(out->data, out->len) && out->data[out->len - 1] != '\n')
		buf_add(out, writer->newline.data, writer->newline.len);
}

static void assemble(struct writer *writer, struct buf *out)
{
	const struct buf *text = writer->text;
	size_t at = 0;

	qsort(writer->splice, writer->count, sizeof *writer->splice, compare_splices);
	for (size_t i = 0; i < writer->count; i++) {
		const struct splice *splice = &writer->splice[i];
		buf_add(out, text->data + at, splice->at - at);
		if (splice->at == splice->end)
			put_newline(writer, out);
		buf_add(out, splice->with, splice->len);
		at = splice->end;
	}
	buf_add(out, text->data + at, text->len - at);
}

static int write_parts(struct writer *writer, struct buf *out)
{
	for (size_t i = 0; i < writer->old_count; i++) {
		const struct part *part = &writer->old[i];
		if (part->want ? edit_section(writer, part) : remove_section(writer, part->section))
			return -1;
	}
	if (writer->count)
		assemble(writer, out);
	else
		buf_add(out, writer->text->data, writer->text->len);
	if (!writer->new_count)
		return 0;
	qsort(writer->new, writer->new_count, sizeof *writer->new, compare_parts_by_line);
	put_newline(writer, out);
	for (size_t i = 0; i < writer->new_count; i++)
		if (append_section(writer, out, &writer->new[i]))
			return -1;
	return 0;
}

static int check_result(
        struct writer *writer, const struct buf *out, const char *path, struct error *err)
{
	struct ini_file file;
	struct keyed keyed;

	if (read_text(&file, &writer->arena, out, path, err))
		return -1;
	keyed_read(&keyed, &writer->arena, &file);
	if (keyed_equal(&keyed, writer->wanted))
		return 0;
	return error_set(err, ERROR_FATAL,
	        "the changes of '%s' cannot be written so that they read back the same", path);
}

int keyed_write(struct buf *text, const char *path, const struct keyed *wanted, struct error *err)
{
	struct writer writer = {.arena = ARENA_INIT,
	        .text = text,
	        .wanted = wanted,
	        .alone = BUF_INIT,
	        .newline = {"\n", 1},
	        .err = err};
	struct buf out = BUF_INIT;
	int result = -1;

	if (read_text(&writer.file, &writer.arena, text, path, err))
		goto out;
	const char *newline = memchr(text->data, '\n', text->len);
	if (newline && newline > text->data && newline[-1] == '\r')
		writer.newline = (struct slice){"\r\n", 2};
	find_parts(&writer);
	pair_parts(&writer);
	if (write_parts(&writer, &out) || check_result(&writer, &out, path, err))
		goto out;
	buf_clear(text);
	buf_add(text, out.data, out.len);
	result = 0;
out:
	buf_release(&out);
	buf_release(&writer.alone);
	arena_release(&writer.arena);
	return result;
}

static int compare_changes(const void *left, const void *right)
{
	return keyed_entry_compare(keyed_change_entry(left), keyed_change_entry(right));
}

int keyed_apply(
        struct buf *text, const char *path, const struct keyed_diff *diff, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct ini_file file;
	struct keyed keyed, wanted;
	struct keyed_diff sorted = {arena_array(&arena, diff->count, sizeof *sorted.change), 0};
	int result = read_text(&file, &arena, text, path, err);

	for (; sorted.count < diff->count; sorted.count++)
		sorted.change[sorted.count] = diff->change[sorted.count];
	qsort(sorted.change, sorted.count, sizeof *sorted.change, compare_changes);
	if (!result) {
		keyed_read(&keyed, &arena, &file);
		keyed_lay(&wanted, &arena, &keyed, &sorted);
		result = keyed_write(text, path, &wanted, err);
	}
	arena_release(&arena);
	return result;
}
