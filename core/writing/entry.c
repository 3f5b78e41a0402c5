/* SPDX-License-Identifier: MIT */
#include "core/writing/entry.h"

#include "formats/date.h"
#include "formats/text.h"

#include <string.h>

enum { SUBJECT_COLUMNS = 60 };

const char *entry_path(struct arena *arena, const char *handle, int32_t day)
{
	char text[DAY_SIZE];

	day_print(text, day);
	return arena_print(arena, "journals/%s/%.4s/%s.md", handle, text, text);
}

const struct thanks *entry_thanks(struct arena *arena, const struct group *group)
{
	const struct charter *charter = standing_charter(&group->now);
	struct thanks *thanks = arena_alloc(arena, sizeof *thanks);

	if (charter->thanks_count)
		thanks_build(
		        thanks, arena, (const char *const *)charter->thanks, charter->thanks_count);
	else
		thanks_build(thanks, arena, thanks_shipped, thanks_shipped_count);
	return thanks;
}

int addition_read(struct addition *addition, struct arena *arena, const struct thanks *thanks,
        const char *text, size_t len, int32_t day, struct error *err)
{
	size_t bad;

	while (len && text_blank(text[len - 1]))
		len--;
	for (size_t line; (line = strspn(text, " \t\r")) < len && text[line] == '\n';) {
		text += line + 1;
		len -= line + 1;
	}
	if (!len)
		return error_set(err, ERROR_FATAL, "nothing was said: aborted");
	if (len > JOURNAL_MAX)
		return error_set(err, ERROR_FATAL, "the text is too large: the limit is 64 MiB");
	if (!text_valid(text, len, &bad)) {
		error_set(err, ERROR_FATAL, "the text is not UTF-8: byte %zu", bad + 1);
		return error_hint(err, "journals are text in UTF-8; iconv -t UTF-8 converts");
	}
	*addition = (struct addition){
	        .text = arena_string(arena, text, len),
	        .len = len,
	        .day = day,
	        .thanks = thanks,
	};
	journal_parse(&addition->journal, arena, addition->text, len, thanks);
	return 0;
}

/* --- putting it behind what stands --- */

static bool uses_crlf(const char *text, size_t len)
{
	const char *end = memchr(text, '\n', len);

	return end && end > text && end[-1] == '\r';
}

static void add_lines(struct buf *out, const char *text, size_t len, bool crlf)
{
	for (size_t i = 0; i < len; i++) {
		if (crlf && text[i] == '\n' && (!i || text[i - 1] != '\r'))
			buf_putc(out, '\r');
		buf_putc(out, text[i]);
	}
	buf_puts(out, crlf ? "\r\n" : "\n");
}

static void join(struct buf *out, const struct addition *addition, const char *before, size_t len,
        bool under_heading)
{
	bool crlf = uses_crlf(before, len);
	char day[DAY_SIZE];

	buf_clear(out);
	buf_add(out, before, len);
	if (len && before[len - 1] != '\n')
		buf_puts(out, crlf ? "\r\n" : "\n");
	if (len)
		buf_puts(out, crlf ? "\r\n" : "\n");
	if (under_heading) {
		buf_print(out, "## %s", day_print(day, addition->day));
		buf_puts(out, crlf ? "\r\n\r\n" : "\n\n");
	}
	add_lines(out, addition->text, addition->len, crlf);
}

static bool same_signals(const struct signal *a, const struct signal *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i].kind != b[i].kind || strcmp(a[i].target, b[i].target) != 0)
			return false;
	return true;
}

static const char *last_settled(const struct journal *journal, size_t entries)
{
	const char *settled = NULL;

	for (size_t i = 0; i < entries && i < journal->entry_count; i++)
		settled = journal->entry[i].settled ? journal->entry[i].settled : settled;
	return settled;
}

/* Is everything noticed that was before, and everything that is in the addition alone? */
static bool reads_as_meant(
        const struct addition *addition, const struct journal *before, const struct journal *whole)
{
	const struct journal *alone = &addition->journal;
	size_t had = before->signal_count, new = alone->signal_count;

	if (whole->signal_count != had + new ||
	        whole->sentence_count != before->sentence_count + alone->sentence_count)
		return false;
	if (!same_signals(whole->signal, before->signal, had) ||
	        (new && !same_signals(whole->signal + had, alone->signal, new)))
		return false;
	return !last_settled(before, before->entry_count) ||
	       last_settled(whole, before->entry_count);
}

/* A day further up, under a heading of its own, must not take in what is written today. */
static bool is_of_another_day(const struct journal *before, int32_t day)
{
	int32_t last =
	        before->entry_count ? before->entry[before->entry_count - 1].day : JOURNAL_NO_DAY;

	return last != JOURNAL_NO_DAY && last != day;
}

const char *addition_make(void *context, struct arena *arena, const char *before, size_t len,
        size_t *new_len, struct error *err)
{
	const struct addition *addition = context;
	struct journal had, whole;
	struct buf text = BUF_INIT;
	const char *result = NULL;

	journal_parse(&had, arena, before ? before : "", len, addition->thanks);
	int least = is_of_another_day(&had, addition->day);
	for (int heading = least; heading < 2 && !result; heading++) {
		join(&text, addition, before ? before : "", len, heading);
		journal_parse(&whole, arena, text.data, text.len, addition->thanks);
		if (reads_as_meant(addition, &had, &whole))
			result = arena_string(arena, text.data, *new_len = text.len);
	}
	buf_release(&text);
	if (result)
		return result;
	error_set(err, ERROR_FATAL,
	        "the entry so far ends where nothing is noticed, in a code block or a comment");
	error_hint(err, "close it in your editor first; nothing was written");
	return NULL;
}

/* --- the commit --- */

const char *entry_subject(
        struct arena *arena, const char *handle, int32_t day, const struct journal *journal)
{
	char text[DAY_SIZE];
	const char *title = journal->entry_count ? journal->entry[0].title : "";
	size_t len = strlen(title);
	struct buf words = BUF_INIT;

	day_print(text, day);
	if (len && title[len - 1] == '.')
		len--;
	if (!len)
		return arena_print(arena, "%s: %s", handle, text);
	/* at the end of a word, where there is one */
	if (text_width(title, len) > SUBJECT_COLUMNS) {
		text_cut(&words, title, len, SUBJECT_COLUMNS - 1);
		const char *blank = memrchr(words.data, ' ', words.len);
		size_t kept = blank && blank > words.data + SUBJECT_COLUMNS / 2
		                      ? (size_t)(blank - words.data)
		                      : words.len - strlen("\xe2\x80\xa6");
		buf_splice(&words, kept, words.len - kept, " ...", 4);
	} else {
		buf_add(&words, title, len);
	}
	const char *subject = arena_print(arena, "%s: %s, %s", handle, text, words.data);
	buf_release(&words);
	return subject;
}
