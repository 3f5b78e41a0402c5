/* SPDX-License-Identifier: MIT */
#include "formats/ini_edit.h"

#include "formats/ini.h"
#include "formats/text.h"

#include <string.h>

struct edit {
	struct arena arena;
	struct ini_file file;
	const char *newline; /* "\n" or "\r\n" */
	struct buf text;     /* the result in the making */
};

/* ---- what can be written ---- */

/* A blank followed by ';', which would begin a comment. */
static bool has_comment(const char *text, size_t len)
{
	for (size_t i = 1; i < len; i++)
		if (text[i] == ';' && text_blank(text[i - 1]))
			return true;
	return false;
}

static const char *line_problem(const char *line, size_t len, bool first)
{
	if (!len)
		return first ? NULL : "an empty line";
	if (text_blank(line[0]) || text_blank(line[len - 1]))
		return "a blank at the start or end of a line";
	if (line[0] == ';' || (line[0] == '#' && !first) || has_comment(line, len))
		return "what would begin a comment";
	return NULL;
}

bool ini_writable(const char *value, size_t len, struct error *err)
{
	const char *problem = NULL;
	size_t bad, start = 0;

	if (!text_valid(value, len, &bad))
		problem = "bytes that are not UTF-8, or NUL";
	while (!problem && start <= len) {
		const char *newline = start < len ? memchr(value + start, '\n', len - start) : NULL;
		size_t end = newline ? (size_t)(newline - value) : len;
		problem = line_problem(value + start, end - start, !start);
		start = end + 1;
	}
	if (!problem)
		return true;
	error_set(err, ERROR_FATAL, "the value cannot be written: it has %s", problem);
	return false;
}

static bool plain(const char *text)
{
	size_t len = strlen(text), bad;

	return text_valid(text, len, &bad) && !strchr(text, '\n') && !has_comment(text, len) &&
	       (!len || (!text_blank(text[0]) && !text_blank(text[len - 1])));
}

static int check_key(const char *key, struct error *err)
{
	if (*key && plain(key) && !strchr(key, '=') && !strchr(";#[", *key))
		return 0;
	return error_set(err, ERROR_FATAL, "no key can be called '%s'", key);
}

static int check_header(const char *word, const char *name, struct error *err)
{
	bool good = *word && plain(word) && !strchr(word, ']');

	for (const char *c = word; *c; c++)
		good = good && !text_blank(*c);
	if (name)
		good = good && *name && *name != ';' && plain(name) && !strchr(name, ']');
	if (good)
		return 0;
	return error_set(err, ERROR_FATAL, "no section can be called [%s%s%s]", word,
	        name ? " " : "", name ? name : "");
}

/* ---- one edit ---- */

static int parse(
        struct ini_file *file, struct arena *arena, const struct buf *text, struct error *err)
{
	struct findings findings = FINDINGS_INIT(arena);

	ini_parse(file, arena, text->data, text->len, "", &findings);
	if (!file->broken)
		return 0;
	const struct finding *first = findings.item;
	if (first && first->line)
		return error_set(err, ERROR_FATAL, "the file is broken: line %u: %s", first->line,
		        first->message);
	return error_set(
	        err, ERROR_FATAL, "the file is broken: %s", first ? first->message : "unreadable");
}

static int edit_begin(struct edit *edit, const struct buf *text, struct error *err)
{
	*edit = (struct edit){.arena = ARENA_INIT, .newline = "\n", .text = BUF_INIT};
	if (parse(&edit->file, &edit->arena, text, err)) {
		arena_release(&edit->arena);
		return -1;
	}
	const char *newline = memchr(text->data, '\n', text->len);
	if (newline && newline > text->data && newline[-1] == '\r')
		edit->newline = "\r\n";
	buf_add(&edit->text, text->data, text->len);
	return 0;
}

static void edit_end(struct edit *edit)
{
	buf_release(&edit->text);
	arena_release(&edit->arena);
}

static const struct ini_section *find_section(
        const struct ini_file *file, const struct ini_place *place)
{
	size_t nth = place->nth;

	for (size_t i = 0; i < file->section_count; i++) {
		const struct ini_section *section = &file->section[i];
		if (strcmp(section->word, place->word) || !section->name != !place->name ||
		        (place->name && strcmp(section->name, place->name)))
			continue;
		if (!nth--)
			return section;
	}
	return NULL;
}

static int no_section(const struct ini_place *place, struct error *err)
{
	return error_set(err, ERROR_FATAL, "no section [%s%s%s]", place->word,
	        place->name ? " " : "", place->name ? place->name : "");
}

/* The result takes the text's place if it reads back: no error, and the value where it belongs. */
static int edit_commit(struct edit *edit, struct buf *text, const struct ini_place *place,
        const char *key, size_t nth, const char *value, size_t len, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct ini_file file;
	int result = parse(&file, &arena, &edit->text, err);

	if (!result && key) {
		const struct ini_section *section = find_section(&file, place);
		const struct ini_key *now = section ? ini_find_nth(section, key, nth) : NULL;
		if (!now || now->value_len != len || memcmp(now->value, value, len))
			result = error_set(err, ERROR_FATAL,
			        "the value of '%s' cannot be written so that it reads back", key);
	}
	if (!result) {
		struct buf before = *text;
		*text = edit->text;
		edit->text = before;
	}
	arena_release(&arena);
	edit_end(edit);
	return result;
}

/* Where a line ends, its newline included. */
static size_t line_after(const struct edit *edit, size_t at)
{
	const char *newline = memchr(edit->file.text + at, '\n', edit->file.len - at);

	return newline ? (size_t)(newline - edit->file.text) + 1 : edit->file.len;
}

static size_t line_start(const struct edit *edit, size_t at)
{
	while (at > 0 && edit->file.text[at - 1] != '\n')
		at--;
	return at;
}

/* The text that ends at `at` ends in a newline, unless it is empty or a byte order mark. */
static void put_newline(struct edit *edit, struct buf *lines, size_t at)
{
	if (at > text_mark(edit->file.text, edit->file.len) && edit->file.text[at - 1] != '\n')
		buf_puts(lines, edit->newline);
}

static void put_continuations(
        struct edit *edit, struct buf *lines, struct slice rest, struct slice indent)
{
	while (rest.len) {
		const char *newline = memchr(rest.data, '\n', rest.len);
		size_t len = newline ? (size_t)(newline - rest.data) : rest.len;
		buf_add(lines, indent.data, indent.len);
		buf_add(lines, rest.data, len);
		buf_puts(lines, edit->newline);
		rest.data += len + !!newline;
		rest.len -= len + !!newline;
	}
}

/* Takes the first line from rest, which is then what stands behind its newline. */
static struct slice take_first(struct slice *rest)
{
	const char *newline = rest->len ? memchr(rest->data, '\n', rest->len) : NULL;
	size_t len = newline ? (size_t)(newline - rest->data) : rest->len;
	struct slice first = {rest->data, len};

	rest->data += len + !!newline;
	rest->len -= len + !!newline;
	return first;
}

static void put_key(
        struct edit *edit, struct buf *lines, const char *key, const char *value, size_t len)
{
	struct slice rest = {value, len};
	struct slice first = take_first(&rest);

	buf_puts(lines, key);
	buf_puts(lines, first.len ? " = " : " =");
	buf_add(lines, first.data, first.len);
	buf_puts(lines, edit->newline);
	put_continuations(edit, lines, rest, slice_of("\t"));
}

static void splice(struct edit *edit, size_t at, size_t end, const struct buf *with)
{
	buf_splice(&edit->text, at, end - at, with ? with->data : NULL, with ? with->len : 0);
}

/* Takes a continuation's text out, and its line unless there is a comment on it. */
static void cut_continuation(struct edit *edit, const struct ini_part *part)
{
	size_t after = line_after(edit, part->end);
	struct slice behind = {edit->file.text + part->end, after - part->end};

	if (slice_trim(behind).len)
		splice(edit, part->begin, part->end, NULL);
	else
		splice(edit, line_start(edit, part->begin), after, NULL);
}

/* The first line's share: "key =" gets a blank behind it as others have, or loses it. */
static void set_first(struct edit *edit, const struct ini_part *part, struct slice value)
{
	const char *text = edit->file.text;
	struct slice behind = {text + part->end, line_after(edit, part->end) - part->end};
	struct buf with = BUF_INIT;
	size_t begin = part->begin;

	if (begin == part->end && value.len && begin >= 2 && text_blank(text[begin - 2]))
		buf_putc(&with, ' ');
	if (!value.len && !slice_trim(behind).len)
		while (text_blank(text[begin - 1]))
			begin--;
	buf_add(&with, value.data, value.len);
	splice(edit, begin, part->end, &with);
	buf_release(&with);
}

static void set_value(struct edit *edit, const struct ini_key *key, const char *value, size_t len)
{
	struct slice rest = {value, len};
	struct slice indent = slice_of("\t");
	struct buf lines = BUF_INIT;
	size_t kept = 1;

	for (const char *c = value; c < value + len; c++)
		kept += *c == '\n';
	if (kept > key->part_count)
		kept = key->part_count;
	struct slice *line = arena_array(&edit->arena, kept, sizeof *line);
	for (size_t i = 0; i < kept; i++)
		line[i] = take_first(&rest);
	if (key->part_count > 1) {
		size_t begin = key->part[1].begin;
		size_t start = line_start(edit, begin);
		indent = (struct slice){edit->file.text + start, begin - start};
	}
	if (rest.len) {
		put_newline(edit, &lines, key->end);
		put_continuations(edit, &lines, rest, indent);
		splice(edit, key->end, key->end, &lines);
	}
	/* from the end, so that the places before stay what they are */
	for (size_t i = key->part_count; i-- > kept;)
		cut_continuation(edit, &key->part[i]);
	for (size_t i = kept; i-- > 1;)
		buf_splice(&edit->text, key->part[i].begin, key->part[i].end - key->part[i].begin,
		        line[i].data, line[i].len);
	set_first(edit, &key->part[0], line[0]);
	buf_release(&lines);
}

static void add_key(struct edit *edit, const struct ini_section *section, const char *key,
        const char *value, size_t len)
{
	struct buf lines = BUF_INIT;

	put_newline(edit, &lines, section->end);
	put_key(edit, &lines, key, value, len);
	splice(edit, section->end, section->end, &lines);
	buf_release(&lines);
}

static size_t count_keys(const struct ini_section *section, const char *key)
{
	size_t count = 0;

	for (size_t i = 0; i < section->key_count; i++)
		count += !strcmp(section->key[i].name, key);
	return count;
}

enum { NTH_NEW = -1 };

/* nth NTH_NEW: a further key, whatever is there. */
static int put(struct buf *text, struct ini_place place, const char *key, size_t nth,
        const char *value, size_t len, struct error *err)
{
	struct edit edit;

	if (check_key(key, err) || !ini_writable(value, len, err))
		return -1;
	if (edit_begin(&edit, text, err))
		return -1;
	const struct ini_section *section = find_section(&edit.file, &place);
	size_t count = section ? count_keys(section, key) : 0;
	if (nth == (size_t)NTH_NEW)
		nth = count;
	if (!section || nth > count) {
		edit_end(&edit);
		if (!section)
			return no_section(&place, err);
		return error_set(err, ERROR_FATAL, "only %zu of key '%s'", count, key);
	}
	if (nth < count)
		set_value(&edit, ini_find_nth(section, key, nth), value, len);
	else
		add_key(&edit, section, key, value, len);
	return edit_commit(&edit, text, &place, key, nth, value, len, err);
}

int ini_edit_set(struct buf *text, struct ini_place place, const char *key, size_t nth,
        const char *value, size_t len, struct error *err)
{
	return put(text, place, key, nth, value, len, err);
}

int ini_edit_add(struct buf *text, struct ini_place place, const char *key, const char *value,
        size_t len, struct error *err)
{
	return put(text, place, key, (size_t)NTH_NEW, value, len, err);
}

/* The lines that hold the value; comments and blank lines between them stay. */
static void cut_key(struct edit *edit, const struct ini_key *key)
{
	for (size_t i = key->part_count; i-- > 1;)
		splice(edit, line_start(edit, key->part[i].begin),
		        line_after(edit, key->part[i].end), NULL);
	splice(edit, key->begin, line_after(edit, key->begin), NULL);
}

int ini_edit_unset(
        struct buf *text, struct ini_place place, const char *key, size_t nth, struct error *err)
{
	struct edit edit;

	if (edit_begin(&edit, text, err))
		return -1;
	const struct ini_section *section = find_section(&edit.file, &place);
	const struct ini_key *found = section ? ini_find_nth(section, key, nth) : NULL;
	if (!found) {
		edit_end(&edit);
		return section ? error_set(err, ERROR_FATAL, "no key '%s' in section [%s]", key,
		                         place.word)
		               : no_section(&place, err);
	}
	cut_key(&edit, found);
	return edit_commit(&edit, text, &place, NULL, 0, NULL, 0, err);
}

int ini_edit_add_section(struct buf *text, const char *word, const char *name,
        const struct ini_pair *pair, size_t count, struct error *err)
{
	struct edit edit;

	if (check_header(word, name, err))
		return -1;
	for (size_t i = 0; i < count; i++)
		if (check_key(pair[i].key, err) ||
		        !ini_writable(pair[i].value, strlen(pair[i].value), err))
			return -1;
	if (edit_begin(&edit, text, err))
		return -1;
	struct buf *out = &edit.text;
	put_newline(&edit, out, out->len);
	size_t last = text->len ? line_start(&edit, text->len - 1) : 0;
	if (slice_trim((struct slice){text->data + last, text->len - last}).len &&
	        text->len > text_mark(text->data, text->len))
		buf_puts(out, edit.newline);
	buf_print(out, "[%s%s%s]%s", word, name ? " " : "", name ? name : "", edit.newline);
	for (size_t i = 0; i < count; i++)
		put_key(&edit, out, pair[i].key, pair[i].value, strlen(pair[i].value));
	return edit_commit(&edit, text, NULL, NULL, 0, NULL, 0, err);
}

int ini_edit_remove_section(struct buf *text, struct ini_place place, struct error *err)
{
	struct edit edit;

	if (edit_begin(&edit, text, err))
		return -1;
	const struct ini_section *section = find_section(&edit.file, &place);
	if (!section) {
		edit_end(&edit);
		return no_section(&place, err);
	}
	for (size_t i = section->key_count; i-- > 0;)
		cut_key(&edit, &section->key[i]);
	size_t begin = section->begin;
	if (begin > 0) {
		size_t before = line_start(&edit, begin - 1);
		if (!slice_trim((struct slice){text->data + before, begin - before}).len)
			begin = before;
	}
	splice(&edit, begin, line_after(&edit, section->begin), NULL);
	return edit_commit(&edit, text, NULL, NULL, 0, NULL, 0, err);
}
