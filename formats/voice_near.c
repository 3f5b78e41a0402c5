/* SPDX-License-Identifier: MIT */
#include "formats/voice_near.h"

#include "formats/voice.h"

#include <string.h>

enum { LETTERS_MAX = 24, TOKENS_MAX = 8 };

static bool letter(char c)
{
	c = text_lower(c);
	return c >= 'a' && c <= 'z';
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bullets, numbers, heading marks and emphasis before the first letter. */
static struct slice strip_marks(struct slice text)
{
	size_t at = 0;

	while (at < text.len && (digit(text.data[at]) || strchr("-*+#_.) \t", text.data[at])))
		at++;
	return (struct slice){text.data + at, text.len - at};
}

/* The length of a colon at `at`, of the Chinese form too, or of the end of emphasis before it. */
static bool colon_at(struct slice text, size_t at)
{
	struct slice rest = {text.data + at, text.len - at};

	return slice_starts(rest, ":") || slice_starts(rest, "\xEF\xBC\x9A");
}

/* The letters of text in lower case; marks, hyphens and blanks between them are passed over. */
static size_t letters_of(char out[LETTERS_MAX + 1], struct slice text, size_t *end)
{
	size_t len = 0, at = 0;

	while (at < text.len && !colon_at(text, at)) {
		struct slice rest = {text.data + at, text.len - at};
		if (letter(text.data[at]) && len < LETTERS_MAX)
			out[len++] = text_lower(text.data[at++]);
		else if (strchr("-_* \t", text.data[at]))
			at++;
		else if (slice_starts(rest, "\xC2\xA0"))
			at += 2;
		else
			break;
	}
	out[len] = '\0';
	*end = at;
	return len;
}

static size_t word_letters(char out[LETTERS_MAX + 1], unsigned word)
{
	size_t end;

	return letters_of(out, slice_of(voice_word_name[word]), &end);
}

/* One letter too many, too few, wrong, or two swapped. */
static bool one_edit_apart(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t front = 0, back = 0;

	while (front < a_len && front < b_len && a[front] == b[front])
		front++;
	while (back < a_len - front && back < b_len - front &&
	        a[a_len - 1 - back] == b[b_len - 1 - back])
		back++;
	size_t a_rest = a_len - front - back, b_rest = b_len - front - back;
	if (a_rest <= 1 && b_rest <= 1)
		return true;
	return a_rest == 2 && b_rest == 2 && a[front] == b[front + 1] && a[front + 1] == b[front];
}

static bool inflected(const char *text, const char *word)
{
	static const char *const ending[] = {"", "s", "d", "n", "ed", "to", "ing", "ion", "red",
	        "for", "ions", "ance", "ence", "ences"};
	size_t len = strlen(word);

	if (strncmp(text, word, len) != 0)
		return false;
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
		if (!strcmp(text + len, ending[i]))
			return true;
	return false;
}

/* "Consents:", "Objekt:", "Stand aside:" */
static const char *near_label(const char *letters, size_t len)
{
	char word[LETTERS_MAX + 1];

	for (unsigned i = 0; i < VOICE_WORDS; i++) {
		size_t word_len = word_letters(word, i);
		if (inflected(letters, word))
			return voice_word_name[i];
		if (word_len > 4 && one_edit_apart(letters, len, word, word_len))
			return voice_word_name[i];
	}
	return NULL;
}

/* "a", "b-ben", "none" */
static bool option_like(struct slice token)
{
	if (slice_same_word(token, slice_of("none")))
		return true;
	return token.len && letter(token.data[0]) &&
	       (token.len == 1 || (token.len > 2 && token.data[1] == '-'));
}

static bool next_token(struct slice *rest, struct slice *token)
{
	size_t start = 0, end;

	while (start < rest->len && strchr(" \t,", rest->data[start]))
		start++;
	for (end = start; end < rest->len && !strchr(" \t,", rest->data[end]); end++)
		;
	*token = (struct slice){rest->data + start, end - start};
	*rest = (struct slice){rest->data + end, rest->len - end};
	return token->len > 0;
}

static bool options_like(struct slice rest)
{
	struct slice token;
	unsigned options = 0, tokens = 0;

	while (next_token(&rest, &token)) {
		if (option_like(token))
			options++;
		else if (!slice_same_word(token, slice_of("and")))
			return false;
		if (++tokens > TOKENS_MAX)
			return false;
	}
	return options > 0;
}

/* Could this be what a word's value looks like? */
static bool value_like(unsigned word, struct slice rest, bool capital)
{
	struct slice all = rest, token;

	if (!rest.len)
		return capital && word != VOICE_PREFER && word != VOICE_NOMINATE &&
		       word != VOICE_SEAL && word != VOICE_REVEAL;
	switch (word) {
	case VOICE_CONSENT:
	case VOICE_CONCERN:
	case VOICE_OBJECT:
	case VOICE_STAND_ASIDE:
		return options_like(rest);
	case VOICE_HOLD:
		return digit(rest.data[0]) && rest.len < 8;
	case VOICE_PREFER:
		return memchr(rest.data, '>', rest.len) != NULL;
	case VOICE_NOMINATE:
		return next_token(&all, &token) && !next_token(&all, &(struct slice){NULL, 0}) &&
		       token.data[0] == '@';
	default:
		return false;
	}
}

/* "consent a", "Object b-ben", "Accept" */
static const char *near_without_colon(struct slice text, struct slice *where)
{
	size_t colon = 0;

	while (colon < text.len && !colon_at(text, colon))
		colon++;
	for (unsigned i = 0; i < VOICE_WORDS; i++) {
		const char *name = voice_word_name[i];
		size_t len = strlen(name), at = 0;
		while (at < len && at < colon &&
		        (text_lower(text.data[at]) == text_lower(name[at]) ||
		                (name[at] == '-' && text.data[at] == ' ')))
			at++;
		if (at < len || (at < colon && !text_blank(text.data[at])))
			continue;
		struct slice rest = slice_trim((struct slice){text.data + len, colon - len});
		if (!value_like(i, rest, text.data[0] < 'a'))
			continue;
		*where = (struct slice){text.data, len};
		return name;
	}
	return NULL;
}

const char *voice_near(const struct margin_line *line, struct slice *where)
{
	struct slice text = {line->text.data + line->indent, line->text.len - line->indent};
	char letters[LETTERS_MAX + 1];
	size_t end;

	text = strip_marks(slice_trim(text));
	while (text.len && strchr(".!", text.data[text.len - 1]))
		text.len--;
	if (line->code || line->quote || !text.len || !letter(text.data[0]))
		return NULL;
	size_t len = letters_of(letters, text, &end);
	*where = slice_trim((struct slice){text.data, end});
	const char *near = end < text.len && colon_at(text, end) ? near_label(letters, len) : NULL;
	return near ? near : near_without_colon(text, where);
}
