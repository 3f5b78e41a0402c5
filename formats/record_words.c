/* SPDX-License-Identifier: MIT */
#include "formats/record_words.h"

#include "formats/value.h"

#include <string.h>

enum { FINDINGS_MOST = 100, PATH_MOST = 4096 };

void words_complain(
        struct record_words *reader, const char *code, struct slice part, const char *format, ...)
{
	va_list args;

	if (reader->errors++ >= FINDINGS_MOST)
		return;
	va_start(args, format);
	const char *message = arena_vprint(reader->arena, format, args);
	va_end(args);
	/* shown while the line is at hand: nothing is searched for again */
	struct finding *finding = findings_add(reader->findings, SEVERITY_ERROR, code, reader->path,
	        1, (uint32_t)(part.data - reader->line.data) + 1, "%s", message);
	if (reader->line.len)
		finding_show(reader->findings, finding, reader->line.data, reader->line.len,
		        (uint32_t)part.len);
	else
		finding->column = 0;
	finding->line = reader->number;
}

const char *words_shown(struct record_words *reader, struct slice part)
{
	size_t len = part.len < PATH_MOST ? part.len : PATH_MOST;

	return value_shown(reader->arena, arena_string(reader->arena, part.data, len));
}

/* --- lines and words --- */

bool words_line(struct record_words *reader)
{
	do {
		if (!text_line(&reader->rest, &reader->line))
			return false;
		reader->number++;
	} while (!reader->line.len);
	reader->words = reader->line;
	return true;
}

bool words_next(struct record_words *reader, struct slice *word)
{
	*word = (struct slice){reader->words.data, 0};
	while (word->len < reader->words.len && word->data[word->len] != ' ')
		word->len++;
	reader->words.data += word->len;
	reader->words.len -= word->len;
	if (reader->words.len > 1) {
		reader->words.data++;
		reader->words.len--;
	}
	return word->len > 0;
}

bool words_end(struct record_words *reader)
{
	if (!reader->words.len)
		return true;
	words_complain(reader, "E901", reader->words, "nothing may stand behind that");
	return false;
}

bool words_hex(struct record_words *reader, struct slice word, const char **out)
{
	bool fine = word.len == RECORD_HEX;

	for (size_t i = 0; fine && i < word.len; i++)
		fine = (word.data[i] >= '0' && word.data[i] <= '9') ||
		       (word.data[i] >= 'a' && word.data[i] <= 'f');
	if (fine)
		*out = arena_string(reader->arena, word.data, word.len);
	else
		words_complain(reader, "E902", word, "'%s' is no id of 40 hexadecimal digits",
		        words_shown(reader, word));
	return fine;
}

bool words_number(struct record_words *reader, struct slice word, uint32_t most, uint32_t *out)
{
	uint64_t number = 0;
	bool fine = word.len && word.len <= 10 && (word.data[0] != '0' || word.len == 1);

	for (size_t i = 0; fine && i < word.len; i++) {
		fine = word.data[i] >= '0' && word.data[i] <= '9';
		number = number * 10 + (uint64_t)(word.data[i] - '0');
	}
	fine = fine && number <= most;
	if (fine)
		*out = (uint32_t)number;
	else
		words_complain(reader, "E902", word, "'%s' is no number up to %u",
		        words_shown(reader, word), most);
	return fine;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Every byte has one way to be written, so that a record has one too. */
static bool path_byte(struct slice *word, char *out)
{
	unsigned char c = (unsigned char)word->data[0];
	size_t taken = 1;

	if (c == '%') {
		int high = word->len > 2 ? hex_digit(word->data[1]) : -1;
		int low = word->len > 2 ? hex_digit(word->data[2]) : -1;
		if (high < 0 || low < 0)
			return false;
		c = (unsigned char)(high * 16 + low);
		taken = 3;
	}
	bool plain = c > ' ' && c < 0x7f && c != '%' && c != ':';
	if (!c || plain != (taken == 1))
		return false;
	*out = (char)c;
	word->data += taken;
	word->len -= taken;
	return true;
}

/* A path as git has them: no empty part, none that is "." or "..". */
static bool is_path(const char *path)
{
	for (;;) {
		size_t len = strcspn(path, "/");
		if (!len || (len == 1 && path[0] == '.') ||
		        (len == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		if (!path[len])
			return true;
		path += len + 1;
	}
}

bool words_path(struct record_words *reader, struct slice word, const char **out)
{
	struct slice left = word;
	char *path = arena_alloc(reader->arena, word.len + 1);
	size_t len = 0;
	bool fine = word.len <= 3 * PATH_MOST;

	while (fine && left.len)
		fine = path_byte(&left, &path[len++]);
	if (fine && is_path(path)) {
		*out = path;
		return true;
	}
	words_complain(reader, "E902", word, "'%s' is no path as a record has them",
	        words_shown(reader, word));
	return false;
}
