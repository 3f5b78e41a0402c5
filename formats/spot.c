/* SPDX-License-Identifier: MIT */
#include "formats/spot.h"
#include "formats/arena.h"
#include "formats/letter.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define HANDLE_MAX 39
#define TOPIC_MAX 64

/* What the byte may begin; bytes of no interest are 0. */
enum { SIGN_NAME = 1, SIGN_TOPIC, SIGN_STOP, SIGN_BREAK, SIGN_URL, SIGN_WIDE, SIGN_CELL };

static const uint8_t signs[256] = {['@'] = SIGN_NAME,
        ['#'] = SIGN_TOPIC,
        ['.'] = SIGN_STOP,
        ['!'] = SIGN_STOP,
        ['?'] = SIGN_STOP,
        ['\n'] = SIGN_BREAK,
        [':'] = SIGN_URL,
        [0xE3] = SIGN_WIDE,
        [0xEF] = SIGN_WIDE,
        [0xD8] = SIGN_WIDE,
        ['|'] = SIGN_CELL};

struct finder {
	struct spots *out;
	const struct markdown_run *run;
	const char *text;
	const char *end;
	const char *name_end; /* behind the last name found */
	const char *stop;     /* where the next text that counts for nothing begins, or end */
};

static void add(struct finder *finder, enum spot_kind kind, const char *start, const char *end,
        bool question)
{
	struct spots *out = finder->out;

	if (out->count == out->capacity) {
		out->capacity = out->capacity ? 2 * out->capacity : 64;
		out->spot = memory_resize(out->spot, out->capacity * sizeof(*out->spot));
	}
	out->spot[out->count++] = (struct spot){.kind = kind,
	        .question = question,
	        .start = (uint32_t)(start - finder->text),
	        .end = (uint32_t)(end - finder->text)};
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_blank(int32_t code)
{
	return code == ' ' || code == '\n' || code == '\t' || code == 0xA0 || code == 0x3000 ||
	       code == 0x202F || (code >= 0x2000 && code <= 0x200A);
}

/* The seen character before; *at is moved to where it begins. */
static int32_t seen_before(const struct finder *finder, const char **at)
{
	int32_t code;

	for (int unseen = 0; unseen < 8; unseen++) {
		code = letter_before(finder->text, *at);
		if (*at > finder->text)
			do
				--*at;
			while (*at > finder->text && ((unsigned char)**at & 0xC0) == 0x80);
		if (!letter_unseen(code))
			break;
	}
	return code;
}

/* Whether a name may begin at the '@'. */
static bool opens_name(const struct finder *finder, const char *at)
{
	const char *back = at;
	int32_t code = seen_before(finder, &back);

	if (at == finder->text || is_blank(code))
		return true;
	if (code >= 0x80)
		return !letter_joins(code);
	if (code < 0)
		return false;
	if (strchr("([{\"',;:!?*<>|&", code))
		return true;
	if (code == '/')
		return back == finder->name_end;
	if (strchr("-+~=_", code)) {
		const char *before = back;

		return back == finder->name_end || is_blank(seen_before(finder, &before));
	}
	return false;
}

/* Whether what stands behind lets it be a name. */
static bool closes_name(const struct finder *finder, const char *at)
{
	int32_t code = letter_at(at, finder->stop);
	char next;

	if (code < 0 || code == '@' || code == '_' || letter_joins(code))
		return false;
	if (letter_unseen(code)) {
		for (int unseen = 0; unseen < 8 && letter_unseen(letter_at(at, finder->stop));
		        unseen++)
			at += text_decode(at, (size_t)(finder->stop - at), &code);
		code = letter_at(at, finder->stop);
		return code != '@' && code != '_' && !letter_joins(code);
	}
	next = at + 1 < finder->stop ? at[1] : ' ';
	if (code == '/' || code == '.' || code == ':' || code == '\\')
		return !letter_joins(letter_at(at + 1, finder->stop)) && next != '/';
	return true;
}

static const char *find_name(struct finder *finder, const char *at)
{
	const char *end = at + 1;

	if (!opens_name(finder, at))
		return at + 1;
	while (end < finder->stop && (is_alnum(*end) || *end == '-'))
		end++;
	if (!closes_name(finder, end))
		return end > at + 1 ? end : at + 1;
	while (end > at + 1 && end[-1] == '-')
		end--;
	if (end == at + 1 || end - at > HANDLE_MAX + 1 || at[1] == '-')
		return at + 1;
	add(finder, SPOT_NAME, at, end, false);
	finder->name_end = end;
	return end;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* "#ffcc00", "#fff"; words that could be hexadecimal ("#cafe", "#facade") are topics. */
static bool is_colour(const char *start, const char *end)
{
	size_t len = (size_t)(end - start);
	bool digit = false, same = true;

	if (len != 3 && len != 4 && len != 6 && len != 8)
		return false;
	for (const char *at = start; at < end; at++) {
		if (!is_hex(*at))
			return false;
		digit = digit || *at <= '9';
		same = same && (*at | 32) == (*start | 32);
	}
	return digit || same;
}

static const char *find_topic(struct finder *finder, const char *at)
{
	const char *back = at, *start = at + 1, *end = start;
	int32_t before = seen_before(finder, &back), code = letter_at(start, finder->end);
	unsigned length = 0;

	if (at > finder->text && !is_blank(before) &&
	        (before < 0 || letter_joins(before) ||
	                (before < 0x80 && !strchr("([{\"',;:!?*<>|", before))))
		return start;
	if (!letter_is(code) || utf8proc_category(code) == UTF8PROC_CATEGORY_ND)
		return start;
	while (end < finder->end && (code == '-' || code == '_' || letter_is(code))) {
		end += text_decode(end, (size_t)(finder->end - end), &code);
		code = letter_at(end, finder->end);
		length++;
	}
	if (length > TOPIC_MAX)
		return end;
	while (end[-1] == '-' || end[-1] == '_')
		end--;
	if (!is_colour(start, end))
		add(finder, SPOT_TOPIC, at, end, false);
	return end;
}

static bool is_one_of(const char *const *form, const char *word, size_t len)
{
	for (; *form; form++)
		if (**form == *word && strncmp(*form, word, len) == 0 && !(*form)[len])
			return true;
	return false;
}

/* "e.g.", "z.B.", "Dr.": the stop belongs to the word. */
static bool is_short_form(const struct finder *finder, const char *stop)
{
	static const char *const forms[] = {"eg", "ie", "cf", "vs", "dr", "mr", "mrs", "ms", "prof",
	        "bzw", "ggf", "evtl", "inkl", "usw", "approx", "incl", NULL};
	static const char *const before_number[] = {
	        "no", "nr", "art", "ca", "fig", "p", "pp", "pag", "ref", "s", "tel", NULL};
	const char *start = stop;
	char word[8];
	size_t len;

	while (start > finder->text && stop - start < 7 && is_alnum(start[-1]))
		start--;
	len = (size_t)(stop - start);
	if (!len || len > 6)
		return false;
	if (len == 1 && start > finder->text && start[-1] == '.')
		return true;
	if (len == 1 && *start >= 'A' && *start <= 'Z' && finder->end - stop > 2 &&
	        stop[1] == ' ' && stop[2] >= 'A' && stop[2] <= 'Z')
		return true;
	for (size_t i = 0; i < len; i++)
		word[i] = text_lower(start[i]);
	if (is_one_of(forms, word, len))
		return true;
	return finder->end - stop > 2 && stop[1] == ' ' && stop[2] >= '0' && stop[2] <= '9' &&
	       is_one_of(before_number, word, len);
}

bool spots_stop_at(const char *text, const char *end)
{
	struct finder finder = {.text = text, .end = end};
	const char *stop = end;

	while (stop > text && text_blank(stop[-1]))
		stop--;
	if (stop == text)
		return false;
	if (stop[-1] == '!' || stop[-1] == '?')
		return true;
	/* A short word may stand before a number on the next line. */
	for (int back = 2; back < 6; back++)
		if (stop - text < back || stop[-back] < 'a' || stop[-back] > 'z')
			return false;
	return stop[-1] == '.' && !is_short_form(&finder, stop - 1);
}

static const char *skip_closers(const char *at, const char *end)
{
	while (at < end) {
		int32_t code = letter_at(at, end);

		if (code == '"' || code == '\'' || code == ')' || code == ']' || code == '*' ||
		        code == '_' || code == 0x201D || code == 0x2019 || code == 0xBB ||
		        code == 0x300D || code == 0x300F || code == 0xFF09)
			at += text_decode(at, (size_t)(end - at), &code);
		else
			break;
	}
	return at;
}

static const char *find_stop(struct finder *finder, const char *at)
{
	const char *end = at, *behind;
	bool question = false;

	while (end < finder->end && (*end == '.' || *end == '!' || *end == '?'))
		question |= *end++ == '?';
	behind = skip_closers(end, finder->end);
	/* "(?)" doubts a word and ends nothing. */
	if (at > finder->text && strchr("([", at[-1]) && behind > end)
		return behind;
	if (behind < finder->end && !is_blank(letter_at(behind, finder->end)))
		return behind;
	if (end - at == 1 && *at == '.' && behind == end && is_short_form(finder, at))
		return behind;
	add(finder, SPOT_END, behind, behind, question);
	return behind;
}

static const char *find_wide_stop(struct finder *finder, const char *at)
{
	int32_t code = letter_at(at, finder->end);
	bool question = code == 0xFF1F || code == 0x061F;

	if (code != 0x3002 && code != 0xFF01 && code != 0xFF0E && code != 0xFF61 && !question)
		return at + 1;
	at += text_decode(at, (size_t)(finder->end - at), &code);
	at = skip_closers(at, finder->end);
	add(finder, SPOT_END, at, at, question);
	return at;
}

/* Behind a web address, of which nothing counts; its last stops are the sentence's. */
static const char *skip_url(struct finder *finder, const char *at)
{
	const char *end = at + 3;

	if (finder->end - at < 4 || at[1] != '/' || at[2] != '/' || at == finder->text ||
	        !is_alnum(at[-1]))
		return at + 1;
	while (end < finder->end && (unsigned char)*end > ' ' && *end != '<' && *end != '>' &&
	        *end != '"' && *end != '|')
		end++;
	while (end > at + 3 && strchr(".,;:!?)]'*_", end[-1]))
		end--;
	return end;
}

static const char *find_at(struct finder *finder, const char *at, uint8_t sign)
{
	switch (sign) {
	case SIGN_NAME:
		return find_name(finder, at);
	case SIGN_TOPIC:
		return find_topic(finder, at);
	case SIGN_STOP:
		return find_stop(finder, at);
	case SIGN_URL:
		return skip_url(finder, at);
	case SIGN_WIDE:
		return find_wide_stop(finder, at);
	case SIGN_CELL:
		if (finder->run->kind != MARKDOWN_ROW)
			return at + 1;
		/* fall through */
	default:
		add(finder, SPOT_END, at, at, false);
		return at + 1;
	}
}

void spots_find(struct spots *out, const struct markdown_run *run)
{
	struct finder finder = {
	        .out = out, .run = run, .text = run->text, .end = run->text + run->len};
	const char *at = run->text;

	out->count = 0;
	for (size_t i = 0; i < run->piece_count; i++) {
		const struct markdown_piece *piece = run->piece + i;
		const char *end =
		        i + 1 < run->piece_count ? run->text + piece[1].start : finder.end;

		/* The run may have been cut shorter than its pieces. */
		end = end < finder.end ? end : finder.end;
		if (piece->muted) {
			at = at > end ? at : end;
			continue;
		}
		finder.stop = i + 1 < run->piece_count && piece[1].muted ? end : finder.end;
		while (at < end) {
			uint8_t sign = signs[(unsigned char)*at];

			if (sign)
				at = find_at(&finder, at, sign);
			else
				at++;
		}
	}
	if (!out->count || out->spot[out->count - 1].kind != SPOT_END ||
	        out->spot[out->count - 1].end < run->len)
		add(&finder, SPOT_END, finder.end, finder.end, false);
}

void spots_release(struct spots *spots)
{
	free(spots->spot);
	*spots = (struct spots){0};
}
