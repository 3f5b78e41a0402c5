/* SPDX-License-Identifier: MIT */
#include "formats/voice_near.h"

#include "formats/letter.h"
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

static struct slice behind(struct slice text, size_t at)
{
	return (struct slice){text.data + at, text.len - at};
}

/* What begins at `at`, as it looks: a letter from a to z or 0, and how many bytes it takes. */
static char look_at(struct slice text, size_t at, int32_t *code, size_t *size)
{
	*size = text_decode(text.data + at, text.len - at, code);
	return letter_look(*code);
}

/* Bullets, numbers, heading marks, emphasis and what is not seen before the first letter. */
static struct slice strip_marks(struct slice text)
{
	size_t at = 0, size;
	int32_t code;

	for (; at < text.len && !look_at(text, at, &code, &size); at += size)
		if (code < 0x80 ? !letter_blank(code) && !strchr("0123456789-*+#_.)", code)
		                : !letter_blank(code) && letter_is(code))
			break;
	return behind(text, at);
}

/* The length of a colon at `at`, of the Chinese form too, or of the end of emphasis before it. */
static bool colon_at(struct slice text, size_t at)
{
	struct slice rest = behind(text, at);

	return slice_starts(rest, ":") || slice_starts(rest, "\xEF\xBC\x9A");
}

/* The letters of text in lower case; marks, hyphens and blanks between them are passed over. */
static size_t letters_of(char out[LETTERS_MAX + 1], struct slice text, size_t *end)
{
	size_t len = 0, at = 0, size;
	int32_t code;

	for (; at < text.len && !colon_at(text, at); at += size) {
		char look = look_at(text, at, &code, &size);
		if (look && len < LETTERS_MAX)
			out[len++] = look;
		else if (look || (!letter_blank(code) && code != '-' && code != '_' && code != '*'))
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

/* The bytes of a word at the start, as it looks; 0: it is not there. */
static size_t word_at(struct slice text, const char *name)
{
	size_t at = 0, size;
	int32_t code;

	for (; *name; name++, at += size) {
		if (at == text.len)
			return 0;
		char look = look_at(text, at, &code, &size);
		if (look != text_lower(*name) && !(*name == '-' && (code == '-' || code == ' ')))
			return 0;
	}
	return at == text.len || text_blank(text.data[at]) ? at : 0;
}

/* "consent a", "Object b-ben", "Accept" */
static const char *near_without_colon(struct slice text, struct slice *where)
{
	size_t colon = 0;

	while (colon < text.len && !colon_at(text, colon))
		colon++;
	text.len = colon;
	for (unsigned i = 0; i < VOICE_WORDS; i++) {
		size_t len = word_at(text, voice_word_name[i]);
		struct slice rest = slice_trim(behind(text, len));
		bool small = text.len && text.data[0] >= 'a' && text.data[0] <= 'z';
		if (!len || !value_like(i, rest, !small))
			continue;
		*where = (struct slice){text.data, len};
		return voice_word_name[i];
	}
	return NULL;
}

static const char *near_word(struct slice text, struct slice *where)
{
	char letters[LETTERS_MAX + 1];
	size_t end;
	int32_t code;

	text = strip_marks(slice_trim(text));
	while (text.len && strchr(".!", text.data[text.len - 1]))
		text.len--;
	if (!text.len || !look_at(text, 0, &code, &end))
		return NULL;
	size_t len = letters_of(letters, text, &end);
	*where = slice_trim((struct slice){text.data, end});
	const char *near = end < text.len && colon_at(text, end) ? near_label(letters, len) : NULL;
	return near ? near : near_without_colon(text, where);
}

/* Where something ends that looks like a line and is none: CR, VT, FF, NEL, U+2028, U+2029. */
static size_t line_look(struct slice text)
{
	size_t at = 0, size;
	int32_t code;

	for (; at < text.len; at += size) {
		size = text_decode(text.data + at, text.len - at, &code);
		if ((code >= 0x0B && code <= 0x0D) || code == 0x85 || code == 0x2028 ||
		        code == 0x2029)
			break;
	}
	return at;
}

const char *voice_near(const struct margin_line *line, bool taken, struct slice *where)
{
	struct slice rest = behind(line->text, line->indent);
	const char *near = NULL;

	if (line->code || line->quote)
		return NULL;
	while (rest.len && !near) {
		size_t end = line_look(rest);
		near = taken ? NULL : near_word((struct slice){rest.data, end}, where);
		rest = behind(rest, end == rest.len ? end : end + 1);
		taken = false;
	}
	return near;
}
