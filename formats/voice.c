/* SPDX-License-Identifier: MIT */
#include "formats/voice.h"

#include "formats/buf.h"
#include "formats/date.h"
#include "formats/margin.h"
#include "formats/voice_near.h"

#include <string.h>

enum { NEAR_MAX = 100 };

const char *const voice_word_name[VOICE_WORDS] = {
        [VOICE_CONSENT] = "Consent",
        [VOICE_CONCERN] = "Concern",
        [VOICE_OBJECT] = "Object",
        [VOICE_STAND_ASIDE] = "Stand-aside",
        [VOICE_ABSTAIN] = "Abstain",
        [VOICE_HOLD] = "Hold",
        [VOICE_PREFER] = "Prefer",
        [VOICE_NOMINATE] = "Nominate",
        [VOICE_ACCEPT] = "Accept",
        [VOICE_DECLINE] = "Decline",
        [VOICE_SECOND] = "Second",
        [VOICE_KEEP] = "Keep",
        [VOICE_WITHDRAW] = "Withdraw",
        [VOICE_WILLING] = "Willing",
        [VOICE_SEAL] = "Seal",
        [VOICE_REVEAL] = "Reveal",
};

struct reader {
	struct voice *out;
	struct arena *arena;
	struct slice text;
	const char *path;
	struct findings *findings;
	size_t capacity;
	size_t near; /* E401 so far */
	struct buf prose;
};

static struct finding *warn(const struct reader *reader, const char *code,
        const struct margin_line *line, struct slice where, const char *message)
{
	struct finding *finding =
	        findings_add(reader->findings, SEVERITY_WARNING, code, reader->path, line->line,
	                (uint32_t)(where.data - line->text.data) + 1, "%s", message);

	finding_show(reader->findings, finding, reader->text.data, reader->text.len,
	        (uint32_t)where.len);
	return finding;
}

static void add_line(struct reader *reader, const struct margin_line *line, unsigned word,
        struct slice label, struct slice value)
{
	struct voice *out = reader->out;
	struct error err = ERROR_INIT;
	struct duration length;

	out->line = arena_grow(
	        reader->arena, out->line, out->line_count, &reader->capacity, sizeof *out->line);
	out->line[out->line_count++] = (struct voice_line){
	        .word = (enum voice_word)word,
	        .value = arena_string(reader->arena, value.data, value.len),
	        .line = line->line,
	};
	if (word == VOICE_HOLD && !value.len)
		warn(reader, "E106", line, label, "'Hold:' has no value");
	else if (word == VOICE_HOLD && duration_parse(&length, value.data, value.len, &err))
		warn(reader, "E106", line, value, err.text);
}

/* Is the line one of moot's words? */
static bool take_word(struct reader *reader, const struct margin_line *line)
{
	struct slice label, value;

	if (!margin_label(line, &label, &value))
		return false;
	for (unsigned i = 0; i < VOICE_WORDS; i++) {
		if (!slice_same_word(label, slice_of(voice_word_name[i])))
			continue;
		add_line(reader, line, i, label, value);
		return true;
	}
	return false;
}

static void check_near(struct reader *reader, const struct margin_line *line, bool taken)
{
	struct slice where;
	const char *word = voice_near(line, taken, &where);

	if (!word || ++reader->near > NEAR_MAX)
		return;
	struct finding *finding = warn(reader, "E401", line, where,
	        arena_print(reader->findings->arena, "'%.*s' does not count: it nearly is '%s:'",
	                (int)where.len, where.data, word));
	finding->hint = arena_print(
	        reader->findings->arena, "'%s: ...' at the start of a line says it", word);
}

static void check_reasons(const struct reader *reader)
{
	const struct voice *out = reader->out;

	if (*out->prose)
		return;
	for (size_t i = 0; i < out->line_count; i++) {
		if (out->line[i].word != VOICE_OBJECT)
			continue;
		struct finding *finding = findings_add(reader->findings, SEVERITY_WARNING, "E403",
		        reader->path, out->line[i].line, 1, "objection gives no reason");
		finding_show(reader->findings, finding, reader->text.data, reader->text.len,
		        (uint32_t)strlen(voice_word_name[VOICE_OBJECT]));
		finding->hint = "say what is harmed, and why waiting is worse";
		return;
	}
}

/*
 * The text with U+FFFD for what is no UTF-8 and for NUL: an objection is not lost for an encoding.
 */
static struct slice cleaned(const struct reader *reader, const char *text, size_t len)
{
	struct buf clean = BUF_INIT;
	uint32_t line, column;
	size_t bad;

	if (text_valid(text, len, &bad))
		return (struct slice){text, len};
	text_position(text, len, bad, &line, &column);
	for (size_t at = 0; at < len;) {
		int32_t code;
		size_t size = text_decode(text + at, len - at, &code);
		if (code > 0)
			buf_add(&clean, text + at, size);
		else
			buf_puts(&clean, "\xEF\xBF\xBD");
		at += size;
	}
	struct slice result = {arena_string(reader->arena, clean.data, clean.len), clean.len};
	buf_release(&clean);
	struct finding *finding =
	        findings_add(reader->findings, SEVERITY_WARNING, "E108", reader->path, line, column,
	                text[bad] ? "byte 0x%02x is not UTF-8" : "NUL byte in a text file",
	                (unsigned char)text[bad]);
	finding_show(reader->findings, finding, result.data, result.len, 1);
	return result;
}

void voice_parse(struct voice *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct reader reader = {
	        .out = out, .arena = arena, .path = path, .findings = findings, .prose = BUF_INIT};
	struct margin margin;
	struct margin_line line;

	*out = (struct voice){.prose = ""};
	if (len > VOICE_MAX) {
		findings_add(findings, SEVERITY_ERROR, "E109", path, 0, 0,
		        "voice has %zu bytes, of at most %d", len, VOICE_MAX);
		return;
	}
	reader.text = cleaned(&reader, text, len);
	margin_open(&margin, reader.text.data, reader.text.len);
	while (margin_next(&margin, &line)) {
		bool taken = take_word(&reader, &line);
		check_near(&reader, &line, taken);
		if (taken)
			continue;
		buf_add(&reader.prose, line.text.data, line.text.len);
		buf_putc(&reader.prose, '\n');
	}
	struct slice prose = slice_trim((struct slice){reader.prose.data, reader.prose.len});
	out->prose = arena_string(arena, prose.data, prose.len);
	buf_release(&reader.prose);
	check_reasons(&reader);
}

static void add_choice(struct voice_choice *choice, size_t *count, struct arena *arena,
        struct slice option, uint32_t rank)
{
	char *name = arena_string(arena, option.data, option.len);

	for (char *c = name; *c; c++)
		*c = text_lower(*c);
	choice[(*count)++] = (struct voice_choice){name, rank};
}

size_t voice_choices(struct voice_choice **out, struct arena *arena, const char *value)
{
	size_t len = strlen(value), most = 1, count = 0, end;
	uint32_t rank = 1;

	for (size_t i = 0; i < len; i++)
		most += strchr(",=>", value[i]) != NULL;
	*out = arena_array(arena, most, sizeof **out);
	while (len && strchr(".;! \t", value[len - 1]))
		len--;
	for (size_t start = 0; start < len; start = end + 1) {
		end = start + strcspn(value + start, ",=>");
		if (end > len)
			end = len;
		struct slice option = slice_trim((struct slice){value + start, end - start});
		if (option.len)
			add_choice(*out, &count, arena, option, rank);
		if (end < len && value[end] == '>' && count)
			rank = (*out)[count - 1].rank + 1;
	}
	return count;
}
