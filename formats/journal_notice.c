/* SPDX-License-Identifier: MIT */
#include "formats/journal_reader.h"
#include "formats/letter.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define TOPIC_SIZE 256 /* 64 characters of four bytes */

/* One sentence of a run: parts of its text, spots, names and links. */
struct journal_part {
	uint32_t start;
	uint32_t end;
	uint32_t spot;
	uint32_t spot_end;
	uint32_t name; /* names have their places within the sentence */
	uint32_t name_end;
	uint32_t topics;
	bool question;
	bool thanks; /* has a thanks-word */
};

struct notice {
	struct journal_reader *reader;
	const struct markdown_run *run;
	struct journal_part *part;
	size_t count;
	size_t link; /* the next one not yet noticed */
	/* Of the part being noticed: */
	struct sentence *sentence; /* NULL until something is kept of it */
	uint32_t line;
	uint32_t column;
};

static struct credit_name *names_of(struct notice *notice, const struct journal_part *part)
{
	return notice->reader->name + part->name;
}

static size_t name_count(const struct journal_part *part)
{
	return part->name_end - part->name;
}

static const char *folded(const struct notice *notice, const struct journal_part *part)
{
	return notice->reader->text.data + part->start;
}

/* Whether there is nothing between its topics. */
static bool is_only_topics(const struct notice *notice, const struct journal_part *part)
{
	const char *at = notice->run->text + part->start;
	const struct spot *spot = notice->reader->spots.spot;

	if (!part->topics || part->name != part->name_end)
		return false;
	for (uint32_t i = part->spot; i <= part->spot_end; i++) {
		const char *end =
		        notice->run->text + (i < part->spot_end ? spot[i].start : part->end);
		int32_t code;

		for (; at < end; at += text_decode(at, (size_t)(end - at), &code))
			if (letter_is(letter_at(at, end)))
				return false;
		if (i < part->spot_end)
			at = notice->run->text + spot[i].end;
	}
	return true;
}

static void add_part(struct notice *notice, struct journal_part part)
{
	struct journal_reader *reader = notice->reader;
	const char *text = notice->run->text;
	const struct spot *spot = reader->spots.spot;

	while (part.start < part.end && (text_blank(text[part.start]) || text[part.start] == '|'))
		part.start++;
	while (part.end > part.start && text_blank(text[part.end - 1]))
		part.end--;
	if (part.start == part.end)
		return;
	for (uint32_t i = part.spot; i < part.spot_end; i++) {
		part.topics += spot[i].kind == SPOT_TOPIC;
		if (spot[i].kind != SPOT_NAME)
			continue;
		if (part.name_end == reader->name_capacity) {
			reader->name_capacity =
			        reader->name_capacity ? 2 * reader->name_capacity : 32;
			reader->name = memory_resize(
			        reader->name, reader->name_capacity * sizeof(*reader->name));
		}
		reader->name[part.name_end++] = (struct credit_name){
		        .start = spot[i].start - part.start, .end = spot[i].end - part.start};
	}
	if (notice->count && is_only_topics(notice, &part)) {
		notice->part[notice->count - 1].end = part.end;
		notice->part[notice->count - 1].spot_end = part.spot_end;
		notice->part[notice->count - 1].topics += part.topics;
		return;
	}
	if (notice->count == reader->part_capacity) {
		reader->part_capacity = reader->part_capacity ? 2 * reader->part_capacity : 32;
		reader->part =
		        memory_resize(reader->part, reader->part_capacity * sizeof(*reader->part));
		notice->part = reader->part;
	}
	notice->part[notice->count++] = part;
}

/* Cuts the run into sentences. */
static void list_parts(struct notice *notice)
{
	const struct spots *spots = &notice->reader->spots;
	uint32_t start = 0, first = 0, names = 0;

	for (uint32_t i = 0; i < spots->count; i++) {
		size_t before = notice->count;

		if (spots->spot[i].kind != SPOT_END)
			continue;
		add_part(notice, (struct journal_part){.start = start,
		                         .end = spots->spot[i].end,
		                         .spot = first,
		                         .spot_end = i,
		                         .name = names,
		                         .name_end = names,
		                         .question = spots->spot[i].question});
		if (notice->count > before)
			names = notice->part[notice->count - 1].name_end;
		start = spots->spot[i].end;
		first = i + 1;
	}
}

/* The first sentence that is nothing but thanks. */
static size_t find_bare(const struct notice *notice)
{
	size_t i = 0;

	for (; i < notice->count; i++) {
		const struct journal_part *part = notice->part + i;

		if (part->thanks && !name_count(part) &&
		        credit_is_bare(notice->reader->thanks, folded(notice, part),
		                part->end - part->start))
			break;
	}
	return i;
}

/* Names that thanks in a sentence of their own belong to: how many of the sentence's. */
static size_t names_apart(
        struct notice *notice, struct journal_part *part, bool before, size_t names)
{
	const char *text = folded(notice, part);
	struct credit_name *name = names_of(notice, part);
	size_t len = part->end - part->start,
	       lead = credit_leading(text, len, name, name_count(part));

	if (before)
		return thanks_token(text, text + name->start).len && names == 1 ? 1 : lead;
	/* "Thanks! @bob", but not "Thanks! @bob will do it." */
	return lead && !thanks_token(text + name[lead - 1].end, text + len).len ? lead : 0;
}

/* "@bob found it. Thank you!" */
static void credit_apart(struct notice *notice, size_t names)
{
	size_t bare = find_bare(notice);

	for (size_t i = 0; bare < notice->count && i < notice->count; i++) {
		struct journal_part *part = notice->part + i;
		size_t count;

		if (!name_count(part))
			continue;
		if (part->question || (i > bare && i != bare + 1))
			return;
		count = names_apart(notice, part, i < bare, names);
		for (size_t k = 0; k < count; k++)
			names_of(notice, part)[k].thanked = true;
		return;
	}
}

static bool is_listed(const struct journal_reader *reader, const struct markdown_run *run)
{
	if (!run->item || run->task)
		return false;
	return reader->thanks_level ||
	       (reader->listed_depth >= 0 && run->depth > reader->listed_depth);
}

/* Folds the sentence at its place and decides whom it thanks. */
static bool credit_part(struct notice *notice, struct journal_part *part)
{
	size_t len = part->end - part->start;
	bool thanked = false;

	thanks_fold(notice->reader->text.data + part->start, notice->run->text + part->start, len);
	part->thanks = credit_sentence(notice->reader->thanks, folded(notice, part), len,
	        names_of(notice, part), name_count(part));
	for (size_t k = 0; k < name_count(part); k++)
		thanked |= names_of(notice, part)[k].thanked;
	return thanked;
}

/* "- [ ] thank @bob" is yet to be done. */
static bool is_intended(const struct notice *notice, const struct journal_part *part)
{
	const char *text = notice->run->text + part->start, *end = notice->run->text + part->end;
	char first[6];

	if (notice->run->task != ' ' || end - text < (ptrdiff_t)sizeof(first))
		return false;
	thanks_fold(first, text, sizeof(first));
	return memcmp(first, "thank ", sizeof(first)) == 0 &&
	       !(end - text > 9 && memcmp(text + 6, "you", 3) == 0);
}

/* A paragraph below a heading of thanks. */
static void told_below(struct notice *notice)
{
	struct journal_part *part = notice->part;

	if (name_count(part))
		credit_told(folded(notice, part), part->end - part->start, names_of(notice, part),
		        name_count(part));
}

/* Decides whom the run thanks. */
static void credit_parts(struct notice *notice, size_t names)
{
	struct journal_reader *reader = notice->reader;
	bool found = false, thanked = false;

	buf_clear(&reader->text);
	buf_reserve(&reader->text, notice->run->len);
	for (size_t i = 0; i < notice->count; i++) {
		struct journal_part *part = notice->part + i;

		if (!name_count(part) && !notice->run->item)
			continue;
		if (is_intended(notice, part))
			continue;
		thanked |= credit_part(notice, part);
		found |= part->thanks;
	}
	if (thanked)
		return;
	if (!notice->run->item) {
		if (reader->thanks_level && notice->run->kind == MARKDOWN_PARAGRAPH && !found)
			told_below(notice);
		return;
	}
	if (found)
		credit_apart(notice, names);
	else if (is_listed(reader, notice->run) && name_count(notice->part))
		credit_listed(folded(notice, notice->part), notice->part->end - notice->part->start,
		        names_of(notice, notice->part), name_count(notice->part));
}

static void keep_sentence(struct notice *notice, const struct journal_part *part)
{
	if (notice->sentence)
		return;
	notice->sentence = journal_add_sentence(notice->reader, notice->run->text + part->start,
	        part->end - part->start, notice->line, notice->column);
}

static uint32_t sentence_number(const struct notice *notice)
{
	return (uint32_t)notice->reader->out->sentence_count;
}

/* In lower case, composed; most are ASCII. */
static struct journal_word *topic_word(struct journal_reader *reader, const char *text, size_t len)
{
	struct journal_word *word;
	utf8proc_uint8_t *form;
	char lower[TOPIC_SIZE];
	bool ascii = true;

	if (len > sizeof(lower))
		return NULL;
	for (size_t i = 0; i < len; i++)
		ascii &= (unsigned char)text[i] < 0x80;
	thanks_fold(lower, text, len);
	if (ascii)
		return journal_words_get(&reader->words, reader->arena, lower, len);
	if (utf8proc_map((const utf8proc_uint8_t *)lower, (utf8proc_ssize_t)len, &form,
	            UTF8PROC_STABLE | UTF8PROC_COMPOSE) < 0)
		return NULL;
	word = journal_words_get(&reader->words, reader->arena, (char *)form, strlen((char *)form));
	free(form);
	return word;
}

static void notice_topics(struct notice *notice, const struct journal_part *part)
{
	struct journal_reader *reader = notice->reader;
	const char **topic;
	size_t count = 0;

	if (!part->topics)
		return;
	keep_sentence(notice, part);
	topic = arena_array(reader->arena, part->topics, sizeof(*topic));
	for (uint32_t i = part->spot; i < part->spot_end; i++) {
		const struct spot *spot = reader->spots.spot + i;
		struct journal_word *word;

		if (spot->kind != SPOT_TOPIC)
			continue;
		word = topic_word(
		        reader, notice->run->text + spot->start + 1, spot->end - spot->start - 1);
		if (!word || word->topic == sentence_number(notice))
			continue;
		word->topic = sentence_number(notice);
		topic[count++] = word->text;
		journal_add_topic(reader, word);
	}
	notice->sentence->topic = topic;
	notice->sentence->topic_count = count;
}

/* A question that is written down for somebody asks nothing of them. */
static bool is_speaking(const struct notice *notice, const struct journal_part *part,
        const struct credit_name *name)
{
	return !is_intended(notice, part) &&
	       credit_speaks(folded(notice, part), part->end - part->start, name);
}

static void notice_name(
        struct notice *notice, const struct journal_part *part, const struct credit_name *name)
{
	struct journal_reader *reader = notice->reader;
	const char *text = notice->run->text + part->start + name->start;
	size_t len = name->end - name->start;
	struct journal_word *word;
	enum signal_kind kind = SIGNAL_MENTION;
	uint32_t line, column;
	char handle[64];

	if (!markdown_place(notice->run, part->start + name->start, len, &line, &column))
		return;
	if (name->thanked)
		kind = SIGNAL_THANKS;
	else if (part->question && !is_speaking(notice, part, name))
		kind = SIGNAL_ASKS;
	for (size_t i = 1; i < len; i++)
		handle[i] = text_lower(text[i]);
	keep_sentence(notice, part);
	word = journal_words_get(&reader->words, reader->arena, handle + 1, len - 1);
	if (word->sentence == sentence_number(notice)) {
		struct signal *before = reader->out->signal + word->signal;

		before->kind = kind < before->kind ? kind : before->kind;
		return;
	}
	word->sentence = sentence_number(notice);
	word->signal = (uint32_t)reader->out->signal_count;
	journal_add_signal(reader, kind, word->text, line, column);
}

static void notice_links(struct notice *notice, const struct journal_part *part, bool last)
{
	struct journal_reader *reader = notice->reader;

	for (; notice->link < notice->run->link_count; notice->link++) {
		const struct markdown_link *link = notice->run->link + notice->link;
		const char *target;
		struct journal_word *word;

		if (link->start >= part->end && !last)
			return;
		target = journal_destination(reader->arena, link->url, strlen(link->url));
		if (!target)
			continue;
		keep_sentence(notice, part);
		word = journal_words_get(&reader->words, reader->arena, target, strlen(target));
		if (word->link == sentence_number(notice))
			continue;
		word->link = sentence_number(notice);
		journal_add_signal(reader, SIGNAL_BUILDS_ON, word->text, link->line, link->column);
	}
}

static void notice_part(struct notice *notice, size_t index)
{
	const struct journal_part *part = notice->part + index;
	const struct markdown_run *run = notice->run;

	notice->sentence = NULL;
	if (part->spot == part->spot_end && !run->task && notice->link == run->link_count)
		return;
	markdown_place(run, part->start, 1, &notice->line, &notice->column);
	if (index == 0 && run->task) {
		keep_sentence(notice, part);
		journal_add_signal(notice->reader,
		        run->task == 'x' ? SIGNAL_TASK_DONE : SIGNAL_TASK_OPEN, "", run->line,
		        run->column);
	}
	notice_topics(notice, part);
	for (uint32_t i = part->name; i < part->name_end; i++)
		notice_name(notice, part, notice->reader->name + i);
	notice_links(notice, part, index + 1 == notice->count);
}

void journal_notice(struct journal_reader *reader, const struct markdown_run *run)
{
	struct notice notice = {.reader = reader, .run = run, .part = reader->part};
	size_t names = 0;

	spots_find(&reader->spots, run);
	if (reader->spots.count == 1 && !run->link_count && !run->task)
		return;
	list_parts(&notice);
	if (notice.count)
		names = notice.part[notice.count - 1].name_end;
	if (names)
		credit_parts(&notice, names);
	for (size_t i = 0; i < notice.count; i++)
		notice_part(&notice, i);
}
