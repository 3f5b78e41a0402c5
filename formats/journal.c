/* SPDX-License-Identifier: MIT */
#include "formats/journal.h"
#include "formats/date.h"
#include "formats/foot.h"
#include "formats/journal_reader.h"
#include "formats/letter.h"
#include "formats/passage.h"
#include "formats/reference.h"
#include "formats/text.h"
#include "formats/trailer.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_MAX 120

struct journal_reader *journal_open(void)
{
	struct journal_reader *reader = memory_alloc(sizeof(*reader));

	*reader = (struct journal_reader){.text = BUF_INIT, .joined = BUF_INIT};
	reader->markdown = markdown_open();
	return reader;
}

void journal_close(struct journal_reader *reader)
{
	if (!reader)
		return;
	markdown_close(reader->markdown);
	spots_release(&reader->spots);
	journal_words_release(&reader->words);
	buf_release(&reader->text);
	buf_release(&reader->joined);
	free(reader->part);
	free(reader->name);
	free(reader);
}

static bool is_broken(int32_t code)
{
	return code < 0x20 || code == 0x7F;
}

#define EACH_BYTE 0x0101010101010101u

/* Whether eight bytes hold a control, a byte beyond ASCII or two blanks in a row; may say so where
 * they do not, since only more work follows. */
static bool is_odd(uint64_t bytes)
{
	uint64_t blank = bytes ^ EACH_BYTE * ' ';
	uint64_t blanks = (blank - EACH_BYTE) & ~blank & EACH_BYTE * 0x80;

	return ((bytes | (bytes + EACH_BYTE) | (bytes - EACH_BYTE * ' ')) & EACH_BYTE * 0x80) ||
	       (blanks & blanks << 8);
}

/* Nothing but ASCII without controls, its blanks single and inside: it is folded already. */
static bool is_clean(const char *text, size_t len)
{
	uint64_t bytes;
	size_t i = 0;

	if (len < 8 || text[0] == ' ' || text[len - 1] == ' ')
		return false;
	/* Overlapping by a byte, for two blanks across the border. */
	for (; i + 8 < len; i += 7) {
		memcpy(&bytes, text + i, 8);
		if (is_odd(bytes))
			return false;
	}
	memcpy(&bytes, text + len - 8, 8);
	return !is_odd(bytes);
}

char *journal_fold(struct journal_reader *reader, const char *text, size_t len, size_t *out_len)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	size_t room = len + 1, used = 0;
	int32_t code;
	char *out;

	if (is_clean(text, len)) {
		*out_len = len;
		return arena_string(reader->arena, text, len);
	}
	for (size_t i = 0; i < len; i += text_decode(text + i, len - i, &code))
		room += 2 * is_broken(letter_at(text + i, text + len));
	out = arena_array(reader->arena, room, 1);
	for (size_t i = 0; i < len;) {
		size_t size = text_decode(text + i, len - i, &code);

		if (text_blank(text[i])) {
			if (used && out[used - 1] != ' ')
				out[used++] = ' ';
		} else if (is_broken(code)) {
			memcpy(out + used, replacement, 3);
			used += 3;
		} else {
			memcpy(out + used, text + i, size);
			used += size;
		}
		i += size;
	}
	while (used && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
	*out_len = used;
	return out;
}

struct journal_entry *journal_entry_open(struct journal_reader *reader, uint32_t line)
{
	struct journal *out = reader->out;

	if (!reader->open) {
		out->entry = arena_grow(reader->arena, out->entry, out->entry_count,
		        &reader->entry_capacity, sizeof(*out->entry));
		out->entry[out->entry_count++] =
		        (struct journal_entry){.day = JOURNAL_NO_DAY, .title = "", .line = line};
		reader->open = true;
	}
	return out->entry + out->entry_count - 1;
}

struct sentence *journal_add_sentence(
        struct journal_reader *reader, const char *text, size_t len, uint32_t line, uint32_t column)
{
	struct journal *out = reader->out;
	struct journal_entry *entry = journal_entry_open(reader, line);
	struct sentence sentence = {.line = line, .column = column, .day = entry->day};

	sentence.text = journal_fold(reader, text, len, &sentence.len);
	sentence.entry = (uint32_t)(out->entry_count - 1);
	out->sentence = arena_grow(reader->arena, out->sentence, out->sentence_count,
	        &reader->sentence_capacity, sizeof(*out->sentence));
	out->sentence[out->sentence_count] = sentence;
	return out->sentence + out->sentence_count++;
}

static int compare_signals(const void *a, const void *b)
{
	const struct signal *left = a, *right = b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return strcmp(left->target, right->target);
}

struct signal *journal_add_signal(struct journal_reader *reader, enum signal_kind kind,
        const char *target, uint32_t line, uint32_t column)
{
	struct journal *out = reader->out;
	struct signal *signal;

	out->signal = arena_grow(reader->arena, out->signal, out->signal_count,
	        &reader->signal_capacity, sizeof(*out->signal));
	signal = out->signal + out->signal_count++;
	*signal = (struct signal){.kind = kind,
	        .target = target,
	        .sentence = (uint32_t)(out->sentence_count - 1),
	        .line = line,
	        .column = column};
	if (signal > out->signal && compare_signals(signal - 1, signal) > 0)
		reader->sorted = false;
	return signal;
}

void journal_add_topic(struct journal_reader *reader, struct journal_word *word)
{
	uint32_t entry = (uint32_t)reader->out->entry_count;

	if (word->entry == entry)
		return;
	word->entry = entry;
	reader->topic = arena_grow(reader->arena, reader->topic, reader->topic_count,
	        &reader->topic_capacity, sizeof(*reader->topic));
	reader->topic[reader->topic_count++] = word->text;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = text_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool has_scheme(const char *url, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = text_lower(url[i]);

		if (c == ':')
			return i > 1;
		if (!(c >= 'a' && c <= 'z') && !(i && ((c >= '0' && c <= '9') || strchr("+.-", c))))
			return false;
	}
	return false;
}

const char *journal_destination(struct arena *arena, const char *url, size_t len)
{
	const char *stop = memchr(url, '#', len);
	size_t path = stop ? (size_t)(stop - url) : len, used = 0;
	char *out;

	if (path < 4 || has_scheme(url, len) || (url[0] == '/' && url[1] == '/') ||
	        url[path - 3] != '.' || text_lower(url[path - 2]) != 'm' ||
	        text_lower(url[path - 1]) != 'd')
		return NULL;
	out = arena_array(arena, len + 1, 1);
	for (size_t i = 0; i < len; i++) {
		int high = i + 2 < len && url[i] == '%' ? hex_digit(url[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(url[i + 2]) : -1;

		out[used] = url[i];
		if (low >= 0) {
			out[used] = (char)(high * 16 + low);
			i += 2;
		}
		if (out[used++] == '\0')
			return NULL;
	}
	return out;
}

/* The day that a heading begins with, and what stands behind it. */
static bool heading_day(struct slice text, int32_t *day, struct slice *rest)
{
	struct error err = ERROR_INIT;

	if (text.len < 10 ||
	        (text.len > 10 && letter_joins((unsigned char)text.data[10]) &&
	                text.data[10] != 'T') ||
	        day_parse(day, text.data, 10, &err) < 0)
		return false;
	*rest = (struct slice){text.data + 10, text.len - 10};
	return true;
}

static const char *title_of(struct journal_reader *reader, const char *text, size_t len)
{
	size_t out_len, cut = TITLE_MAX;
	char *title = journal_fold(reader, text, len, &out_len);

	if (out_len > TITLE_MAX) {
		while (cut && ((unsigned char)title[cut] & 0xC0) == 0x80)
			cut--;
		title[cut] = '\0';
	}
	return title;
}

static void close_entry(struct journal_reader *reader)
{
	struct journal_entry *entry;

	if (!reader->open)
		return;
	entry = journal_entry_open(reader, 0);
	entry->topic = reader->topic;
	entry->topic_count = reader->topic_count;
	reader->topic = NULL;
	reader->topic_count = 0;
	reader->topic_capacity = 0;
	reader->open = false;
}

/* What separates a date from a title: blanks, dashes, a colon. */
static struct slice skip_separators(struct slice text)
{
	while (text.len) {
		int32_t code;
		size_t size = text_decode(text.data, text.len, &code);

		if (letter_is(code) || code == '@' || code == '#' || code == '"' || code == '(')
			break;
		text.data += size;
		text.len -= size;
	}
	return text;
}

static void begin_entry(
        struct journal_reader *reader, int32_t day, struct slice title, uint32_t line)
{
	struct journal *out = reader->out;
	struct journal_entry *entry;

	/* Headings before the first date are the file's, not an entry. */
	if (reader->open && !reader->text_seen && out->entry_count == 1 &&
	        out->entry->day == JOURNAL_NO_DAY) {
		*out->entry = (struct journal_entry){.title = "", .line = line};
	} else {
		close_entry(reader);
	}
	entry = journal_entry_open(reader, line);
	entry->day = day;
	title = skip_separators(title);
	reader->titled = title.len > 0;
	if (title.len)
		entry->title = title_of(reader, title.data, title.len);
	reader->text_seen = false;
	reader->thanks_level = 0;
}

static void add_anchor(struct journal_reader *reader, const struct markdown_run *run)
{
	struct journal *out = reader->out;
	struct journal_word *word;
	struct anchor anchor = {.line = run->line};

	buf_clear(&reader->text);
	markdown_slug(&reader->text, run->text, run->len);
	word = journal_words_get(
	        &reader->words, reader->arena, reader->text.data, reader->text.len);
	anchor.slug = word->uses ? arena_print(reader->arena, "%s-%u", word->text, word->uses)
	                         : word->text;
	word->uses++;
	anchor.entry = (uint32_t)(out->entry_count - 1);
	out->anchor = arena_grow(reader->arena, out->anchor, out->anchor_count,
	        &reader->anchor_capacity, sizeof(*out->anchor));
	out->anchor[out->anchor_count++] = anchor;
}

static void read_heading(struct journal_reader *reader, const struct markdown_run *run)
{
	struct slice text = slice_trim((struct slice){run->text, run->len}), rest;
	int32_t day;

	reader->listed_depth = -1;
	if (heading_day(text, &day, &rest)) {
		begin_entry(reader, day, rest, run->line);
	} else if (!reader->titled && !reader->text_seen && text.len) {
		journal_entry_open(reader, run->line)->title =
		        title_of(reader, text.data, text.len);
		reader->titled = true;
	}
	journal_entry_open(reader, run->line);
	if (reader->thanks_level >= run->level)
		reader->thanks_level = 0;
	if (!reader->thanks_level && thanks_is_heading(reader->thanks, run->text, run->len))
		reader->thanks_level = run->level;
	add_anchor(reader, run);
}

static void see_text(struct journal_reader *reader, uint32_t line)
{
	journal_entry_open(reader, line);
	reader->text_seen = true;
}

/* A line of nothing but thanks opens the list below it; other text at its depth ends that. */
static void see_depth(struct journal_reader *reader, int depth)
{
	if (depth <= reader->listed_depth)
		reader->listed_depth = -1;
}

static void title_by_text(struct journal_reader *reader, const struct markdown_run *run)
{
	struct markdown_run begin = *run;

	begin.len = run->len <= TITLE_MAX ? run->len : TITLE_MAX + 1;
	spots_find(&reader->spots, &begin);
	for (size_t i = 0; i < reader->spots.count; i++) {
		struct slice first = {run->text, reader->spots.spot[i].end};

		first = slice_trim(first);
		if (reader->spots.spot[i].kind != SPOT_END || !first.len)
			continue;
		journal_entry_open(reader, run->line)->title =
		        title_of(reader, first.data, first.len);
		reader->titled = true;
		return;
	}
}

static void read_run(void *context, const struct markdown_run *run)
{
	struct journal_reader *reader = context;

	/* Of what was put behind a passage only definitions count, not what turns out to be text.
	 */
	if (run->line > reader->last_line)
		return;
	if (run->kind == MARKDOWN_HEADING) {
		read_heading(reader, run);
	} else {
		see_text(reader, run->line);
		see_depth(reader, run->depth);
		if (!reader->titled && run->kind != MARKDOWN_ROW)
			title_by_text(reader, run);
		if (!run->part && thanks_is_heading(reader->thanks, run->text, run->len))
			reader->listed_depth = run->depth;
	}
	if (reader->marked)
		journal_notice(reader, run);
}

static void add_credit(struct journal_reader *reader, const struct foot_line *line)
{
	const struct trailer_kind *kind = trailer_kind_find(line->word.data, line->word.len);
	struct trailer_people people = {0};
	bool counts = kind && kind->units;

	trailer_people_parse(&people, reader->arena, line->value.data, line->value.len);
	for (size_t i = 0; i < people.count; i++) {
		const struct trailer_person *person = people.person + i;
		char *target;

		if (person->handle_len) {
			target = arena_print(
			        reader->arena, "@%.*s", (int)person->handle_len, person->handle);
			for (char *at = target; *at; at++)
				*at = text_lower(*at);
		} else if (person->mail_len) {
			target = arena_print(reader->arena, "%.*s%s<%.*s>", (int)person->name_len,
			        person->name, person->name_len ? " " : "", (int)person->mail_len,
			        person->mail);
		} else {
			target = arena_string(reader->arena, person->name, person->name_len);
		}
		journal_add_signal(
		        reader, counts ? SIGNAL_THANKS : SIGNAL_MENTION, target, line->line, 1);
	}
}

/* "path", "<path>" or "[text](path)". */
static void add_basis(struct journal_reader *reader, const struct foot_line *line)
{
	struct slice value = line->value;
	const char *open = memmem(value.data, value.len, "](", 2);
	const char *target;

	if (open) {
		value.len -= (size_t)(open + 2 - value.data);
		value.data = open + 2;
		if (memchr(value.data, ')', value.len))
			value.len = (size_t)((const char *)memchr(value.data, ')', value.len) -
			                     value.data);
	}
	if (value.len > 2 && value.data[0] == '<' && value.data[value.len - 1] == '>')
		value = (struct slice){value.data + 1, value.len - 2};
	target = journal_destination(reader->arena, value.data, value.len);
	if (target)
		journal_add_signal(reader, SIGNAL_BUILDS_ON, target, line->line, 1);
}

static void read_foot(struct journal_reader *reader, const struct foot *foot)
{
	for (size_t i = 0; i < foot->count; i++) {
		const struct foot_line *line = foot->line + i;
		size_t first = reader->out->signal_count, len;
		char *word = arena_string(reader->arena, line->word.data, line->word.len);

		see_text(reader, line->line);
		if (slice_same_word(line->word, slice_of("settled"))) {
			journal_entry_open(reader, line->line)->settled =
			        journal_fold(reader, line->value.data, line->value.len, &len);
			continue;
		}
		journal_add_sentence(reader, line->at,
		        (size_t)(line->value.data + line->value.len - line->at), line->line, 1);
		if (slice_same_word(line->word, slice_of("builds-on")))
			add_basis(reader, line);
		else
			add_credit(reader, line);
		if (reader->out->signal_count == first)
			reader->out->sentence_count--;
		for (char *at = word; *at; at++)
			*at = text_lower(*at);
		for (; first < reader->out->signal_count; first++)
			reader->out->signal[first].trailer = word;
	}
}

/* Of text that is read for its first sentence only, enough lines for that. */
static size_t title_lines(const char *text, size_t len)
{
	const char *stop = len > 4 * TITLE_MAX
	                           ? memchr(text + 4 * TITLE_MAX, '\n', len - 4 * TITLE_MAX)
	                           : NULL;

	return stop ? (size_t)(stop - text) : len;
}

static uint32_t last_line(const struct passage *passage)
{
	uint32_t line = passage->line;

	for (size_t i = 0; i + 1 < passage->len; i++)
		line += passage->text[i] == '\n' ||
		        (passage->text[i] == '\r' && passage->text[i + 1] != '\n');
	return line;
}

static void read_passage(struct journal_reader *reader, struct references *references,
        const struct passage *passage, bool last)
{
	struct foot foot = {0};
	const char *text = passage->text;
	size_t len = passage->len;
	bool marked;

	if (last && passage->kind != PASSAGE_HEADING && passage->column == 1)
		len = foot_find(&foot, reader->arena, text, len, passage->line);
	if (passage->marks || passage->kind == PASSAGE_HEADING || (!reader->titled && len) ||
	        (passage->kind == PASSAGE_TEXT && thanks_is_heading(reader->thanks, text, len))) {
		if (passage->marks & PASSAGE_LINK &&
		        references_join(&reader->joined, references, text, len)) {
			reader->marked = true;
			reader->last_line = last_line(passage);
			markdown_read(reader->markdown, reader->joined.data, reader->joined.len,
			        passage->line, passage->column, read_run, reader);
			reader->last_line = UINT32_MAX;
		} else {
			reader->marked = passage->marks != 0;
			if (!reader->marked && passage->kind != PASSAGE_HEADING)
				len = title_lines(text, len);
			marked = reader->titled && !reader->exact && len > MARKDOWN_MARKED_MIN &&
			         passage->kind == PASSAGE_TEXT &&
			         !(passage->marks & ~(PASSAGE_AT | PASSAGE_TOPIC));
			(marked ? markdown_read_marked : markdown_read)(reader->markdown, text, len,
			        passage->line, passage->column, read_run, reader);
		}
	} else if (len) {
		see_text(reader, passage->line);
		see_depth(reader, passage->kind == PASSAGE_ITEM);
	}
	read_foot(reader, &foot);
}

/* Whether the passage begins another entry, as far as can be told without reading it. */
static bool begins_dated(const struct passage *passage)
{
	struct slice text = {passage->text, passage->len}, rest;
	int32_t day;

	if (passage->kind != PASSAGE_HEADING && !(passage->marks & PASSAGE_SETEXT))
		return false;
	while (text.len && strchr("# \t*_", *text.data)) {
		text.data++;
		text.len--;
	}
	if (text.len > 11)
		text.len = 11;
	return heading_day(text, &day, &rest);
}

static void read_passages(
        struct journal_reader *reader, const char *text, size_t len, uint32_t line)
{
	struct passages passages;
	struct passage passage, next;
	struct references references;
	bool more;

	passages_open(&passages, text, len, line);
	references_find(&references, reader->arena, &passages);
	for (more = passages_next(&passages, &passage); more; passage = next) {
		passages.joined = reader->titled && !reader->exact;
		more = passages_next(&passages, &next);
		read_passage(reader, &references, &passage,
		        more ? begins_dated(&next) && !next.behind_block : !passages.block);
	}
	close_entry(reader);
}

void journal_read(struct journal_reader *reader, struct journal *out, struct arena *arena,
        const char *text, size_t len, const struct thanks *words)
{
	uint32_t lines;
	size_t front = markdown_front_matter(text, len, &lines);

	*out = (struct journal){0};
	journal_words_clear(&reader->words);
	reader->out = out;
	reader->arena = arena;
	reader->thanks = words;
	reader->entry_capacity = reader->sentence_capacity = 0;
	reader->signal_capacity = reader->anchor_capacity = 0;
	reader->topic = NULL;
	reader->topic_count = reader->topic_capacity = 0;
	reader->sorted = true;
	reader->last_line = UINT32_MAX;
	reader->open = reader->text_seen = reader->titled = false;
	reader->thanks_level = 0;
	reader->listed_depth = -1;
	read_passages(reader, text + front, len - front, 1 + lines);
	if (!reader->sorted)
		qsort(out->signal, out->signal_count, sizeof(*out->signal), compare_signals);
}

void journal_parse(struct journal *out, struct arena *arena, const char *text, size_t len,
        const struct thanks *words)
{
	struct journal_reader *reader = journal_open();

	journal_read(reader, out, arena, text, len, words);
	journal_close(reader);
}
