/* SPDX-License-Identifier: MIT */
#include "formats/ini.h"
#include "formats/margin.h"
#include "formats/name.h"
#include "formats/negotiation.h"
#include "formats/value.h"

#include <string.h>

enum foot_word { FOOT_UNTIL, FOOT_BY, FOOT_TEAM, FOOT_AMOUNT, FOOT_WORDS };

static const char *const foot_word[FOOT_WORDS] = {"Until", "By", "Team", "Amount"};

struct reader {
	struct agreement *out;
	struct arena *arena;
	struct slice text;
	const char *path;
	struct findings *findings;
	uint32_t seen[FOOT_WORDS]; /* the line a word stands in, or 0 */
	uint32_t foot;             /* its first line; 0: none yet */
	uint32_t until;            /* the last line that begins with Until, wherever it stands */
};

static struct finding *refuse(const struct reader *reader, const char *code,
        const struct margin_line *line, struct slice where, const char *message)
{
	struct finding *finding = findings_add(reader->findings, SEVERITY_ERROR, code, reader->path,
	        line->line, (uint32_t)(where.data - line->text.data) + 1, "%s", message);

	finding_show(reader->findings, finding, reader->text.data, reader->text.len,
	        (uint32_t)where.len);
	return finding;
}

static void take_value(struct reader *reader, enum foot_word word, const struct margin_line *line,
        struct slice value)
{
	struct agreement *out = reader->out;
	const char *text = arena_string(reader->arena, value.data, value.len);
	struct error err = ERROR_INIT;

	if (word == FOOT_UNTIL)
		day_parse(&out->until, text, value.len, &err);
	else if (word == FOOT_TEAM && !name_check(text, value.len, &err))
		out->team = text;
	else if (word == FOOT_BY && (!strcmp(text, "founding") || id_valid(text, value.len)))
		out->by = text;
	else if (word == FOOT_BY)
		error_set(&err, ERROR_FATAL,
		        "'%s' is neither 'founding' nor the id of a negotiation",
		        value_shown(reader->arena, text));
	else if (word == FOOT_AMOUNT)
		out->amount = text;
	if (err.kind)
		refuse(reader, "E106", line, value, err.text);
}

static void take_line(struct reader *reader, const struct margin_line *line)
{
	struct slice label, value;
	struct arena *arena = reader->findings->arena;

	if (!margin_label(line, &label, &value))
		return;
	for (unsigned i = 0; i < FOOT_WORDS; i++) {
		if (!slice_same_word(label, slice_of(foot_word[i])))
			continue;
		if (reader->seen[i]) {
			refuse(reader, "E105", line, label,
			        arena_print(arena, "'%s:' stands twice, in line %u already",
			                foot_word[i], reader->seen[i]));
			return;
		}
		reader->seen[i] = line->line;
		if (value.len)
			take_value(reader, (enum foot_word)i, line, value);
		else
			refuse(reader, "E106", line, label,
			        arena_print(arena, "'%s:' has no value", foot_word[i]));
		return;
	}
	const char *word = arena_string(arena, label.data, label.len);
	const char *near = nearest_word(word, foot_word, FOOT_WORDS);
	if (near) {
		struct finding *finding = refuse(reader, "E104", line, label,
		        arena_print(arena, "unknown word '%s:'", word));
		finding->hint = arena_print(arena, "did you mean '%s:'?", near);
	}
}

static size_t run_of(struct slice text, char c)
{
	size_t len = 0;

	while (len < text.len && text.data[len] == c)
		len++;
	return len;
}

/* "# Reply time" or the text above "====" */
static void take_title(
        struct reader *reader, const struct margin_line *line, const struct margin_line *above)
{
	struct slice text = slice_trim(line->text);
	size_t marks = run_of(text, '#');
	bool underline =
	        text.len && (run_of(text, '=') == text.len || run_of(text, '-') == text.len);

	if (line->code || line->quote)
		return;
	if (marks && marks <= 6 && (marks == text.len || text_blank(text.data[marks]))) {
		text = slice_trim((struct slice){text.data + marks, text.len - marks});
		while (text.len && text.data[text.len - 1] == '#')
			text.len--;
		text = slice_trim(text);
	} else if (underline && !above->code && !above->quote) {
		text = slice_trim(above->text);
	} else {
		return;
	}
	if (text.len)
		reader->out->title = arena_string(reader->arena, text.data, text.len);
}

/* Lines of words, and blank ones between them, belong to the foot until other text follows. */
static void find_foot(struct reader *reader, const struct margin_line *line)
{
	struct slice label, value;

	if (margin_label(line, &label, &value)) {
		if (!reader->foot)
			reader->foot = line->line;
		if (slice_same_word(label, slice_of(foot_word[FOOT_UNTIL])))
			reader->until = line->line;
	} else if (slice_trim(line->text).len) {
		reader->foot = 0;
	}
}

static void check_until(struct reader *reader)
{
	if (reader->seen[FOOT_UNTIL])
		return;
	struct finding *finding = findings_add(reader->findings, SEVERITY_ERROR, "E107",
	        reader->path, 0, 0, "agreement has no 'Until:' at its foot");
	finding->hint = "its last line may be 'Until: YYYY-MM-DD'";
	if (reader->until)
		finding->hint = arena_print(reader->findings->arena,
		        "the one in line %u stands before other text", reader->until);
}

static void read_lines(struct reader *reader)
{
	struct margin margin;
	struct margin_line line, above = {.line = 0};
	const char *name = reader->out->title;

	margin_open(&margin, reader->text.data, reader->text.len);
	while (margin_next(&margin, &line)) {
		if (reader->out->title == name)
			take_title(reader, &line, &above);
		find_foot(reader, &line);
		above = line;
	}
	margin_open(&margin, reader->text.data, reader->text.len);
	while (reader->foot && margin_next(&margin, &line))
		if (line.line >= reader->foot)
			take_line(reader, &line);
	check_until(reader);
}

bool agreement_parse(struct agreement *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct reader reader = {.out = out,
	        .arena = arena,
	        .text = {text, len},
	        .path = path,
	        .findings = findings};
	uint32_t line, column;
	size_t bad;

	*out = (struct agreement){
	        .name = path_name(arena, path, ".md", findings), .until = DAY_NONE};
	out->title = out->name;
	if (len > INI_FILE_MAX) {
		findings_add(findings, SEVERITY_ERROR, "E109", path, 0, 0,
		        "file has %zu bytes, of at most %d", len, INI_FILE_MAX);
		return false;
	}
	if (!text_valid(text, len, &bad)) {
		text_position(text, len, bad, &line, &column);
		struct finding *finding = findings_add(findings, SEVERITY_ERROR, "E108", path, line,
		        column, text[bad] ? "byte 0x%02x is not UTF-8" : "NUL byte in a text file",
		        (unsigned char)text[bad]);
		finding_show(findings, finding, text, len, 1);
		return false;
	}
	read_lines(&reader);
	return true;
}
