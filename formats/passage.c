/* SPDX-License-Identifier: MIT */
#include "formats/passage.h"

#include <string.h>
#include <strings.h>

/* The first LF or CR, or end; in steps, so that a rare one of the two is not looked for too far. */
static const char *find_return(const char *at, const char *end)
{
	while (at < end) {
		size_t size = end - at < 256 ? (size_t)(end - at) : 256;
		const char *lf = memchr(at, '\n', size);
		const char *cr = memchr(at, '\r', lf ? (size_t)(lf - at) : size);

		if (cr || lf)
			return cr ? cr : lf;
		at += size;
	}
	return end;
}

struct passage_line passage_line(const char *at, const char *end, bool returns)
{
	struct passage_line line = {.start = at};
	const char *stop = returns ? find_return(at, end) : memchr(at, '\n', (size_t)(end - at));

	if (!stop)
		stop = end;
	line.end = stop;
	line.next = stop < end ? stop + 1 : end;
	if (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n')
		line.next++;
	for (line.first = at; line.first < stop; line.first++) {
		if (*line.first == ' ')
			line.indent++;
		else if (*line.first == '\t')
			line.indent += 4 - line.indent % 4;
		else
			break;
	}
	return line;
}

int passage_heading(const struct passage_line *line)
{
	const char *at = line->first;
	int level = 0;

	if (line->indent > 3)
		return 0;
	while (at < line->end && *at == '#' && level < 7) {
		at++;
		level++;
	}
	if (level < 1 || level > 6 || (at < line->end && *at != ' ' && *at != '\t'))
		return 0;
	return level;
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_alnum(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* The length of the fence that the line opens, or 0. */
static size_t fence_length(const struct passage_line *line)
{
	const char *at = line->first;

	if (at >= line->end || (*at != '`' && *at != '~') || line->indent > 3)
		return 0;
	while (at < line->end && *at == *line->first)
		at++;
	if (at - line->first < 3 ||
	        (*line->first == '`' && memchr(at, '`', (size_t)(line->end - at))))
		return 0;
	return (size_t)(at - line->first);
}

static bool closes_fence(const struct passage_line *line, char mark, size_t length)
{
	const char *at = line->first;

	if (line->indent > 3)
		return false;
	while (at < line->end && *at == mark)
		at++;
	if ((size_t)(at - line->first) < length)
		return false;
	while (at < line->end && (*at == ' ' || *at == '\t'))
		at++;
	return at == line->end;
}

static bool begins(const char *at, const char *end, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(end - at) >= len && strncasecmp(at, word, len) == 0;
}

/*
 * What ends the HTML block that the line opens, when it is one of those that a blank line does not
 * end; else NULL.  "" stands for the four tags whose closing forms end each other.
 */
static const char *html_end(const struct passage_line *line)
{
	static const char *const tags[] = {"script", "pre", "style", "textarea"};
	const char *at = line->first;

	if (at >= line->end || *at != '<' || line->indent > 3)
		return NULL;
	at++;
	if (begins(at, line->end, "!--"))
		return "-->";
	if (begins(at, line->end, "?"))
		return "?>";
	if (begins(at, line->end, "![CDATA["))
		return "]]>";
	if (begins(at, line->end, "!") && at + 1 < line->end && at[1] >= 'A' && at[1] <= 'Z')
		return ">";
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		const char *behind = at + strlen(tags[i]);

		if (begins(at, line->end, tags[i]) &&
		        (behind == line->end || strchr(" \t>", *behind)))
			return "";
	}
	return NULL;
}

static bool closes_html(const struct passage_line *line, const char *mark)
{
	size_t len = (size_t)(line->end - line->start);

	if (*mark)
		return memmem(line->start, len, mark, strlen(mark));
	for (const char *at = line->start; (at = memmem(at, (size_t)(line->end - at), "</", 2));
	        at += 2)
		if (begins(at, line->end, "</script>") || begins(at, line->end, "</pre>") ||
		        begins(at, line->end, "</style>") || begins(at, line->end, "</textarea>"))
			return true;
	return false;
}

/* "* * *" and "- - -" are no items. */
static bool is_rule(const struct passage_line *line)
{
	unsigned count = 0;

	for (const char *at = line->first; at < line->end; at++) {
		if (*at == *line->first)
			count++;
		else if (*at != ' ' && *at != '\t')
			return false;
	}
	return count >= 3 && (*line->first == '-' || *line->first == '*');
}

/* The columns up to the text of the list item that the line opens, or 0. */
static unsigned item_width(const struct passage_line *line)
{
	const char *at = line->first;
	unsigned width = line->indent, column;

	if (at >= line->end || line->indent > 3)
		return 0;
	if (*at == '-' || *at == '*' || *at == '+') {
		at++;
		if (is_rule(line))
			return 0;
	} else {
		while (at < line->end && *at >= '0' && *at <= '9' && at - line->first < 9)
			at++;
		if (at == line->first || at == line->end || (*at != '.' && *at != ')'))
			return 0;
		at++;
	}
	width += (unsigned)(at - line->first);
	for (column = width; at < line->end && (*at == ' ' || *at == '\t'); at++)
		column += *at == ' ' ? 1 : 4 - column % 4;
	if (at < line->end && column == width)
		return 0;
	return at == line->end || column - width > 4 ? width + 1 : column;
}

/* An item at the left margin whose first line says something: it may interrupt a paragraph. */
static bool opens_item(const struct passage_line *line, bool in_list)
{
	const char *at = line->start;

	if (line->indent || line->end - at < 3)
		return false;
	if (*at == '-' || *at == '*' || *at == '+')
		return at[1] == ' ' && at[2] != ' ' && at[2] != '\t';
	return in_list && *at >= '0' && *at <= '9' && item_width(line) > 0;
}

static bool is_underline(const struct passage_line *line)
{
	const char *at = line->first;

	if (at == line->end || line->indent > 3 || (*at != '=' && *at != '-'))
		return false;
	while (at < line->end && *at == *line->first)
		at++;
	while (at < line->end && (*at == ' ' || *at == '\t'))
		at++;
	return at == line->end;
}

static unsigned at_marks(const char *text, const char *end)
{
	for (const char *at = text; (at = memchr(at, '@', (size_t)(end - at))); at++)
		if (at + 1 < end && is_alnum(at[1]) && (at == text || !is_alnum(at[-1])))
			return PASSAGE_AT;
	return 0;
}

static unsigned topic_marks(const char *text, const char *end)
{
	for (const char *at = text; (at = memchr(at, '#', (size_t)(end - at))); at++) {
		char before = at == text ? ' ' : at[-1];
		unsigned char after = at + 1 < end ? (unsigned char)at[1] : ' ';

		if ((after >= 0x80 || (is_alnum((char)after) && after > '9')) &&
		        !is_alnum(before) && !strchr("/&#", before))
			return PASSAGE_TOPIC;
	}
	return 0;
}

static unsigned bracket_marks(const char *text, const char *end, bool referring)
{
	unsigned marks = 0;

	for (const char *at = text; (at = memchr(at, '[', (size_t)(end - at))); at++) {
		if (referring)
			marks |= PASSAGE_LINK;
		if (end - at > 3 && (at[1] == ' ' || (at[1] | 32) == 'x') && at[2] == ']' &&
		        (at[3] == ' ' || at[3] == '\t'))
			marks |= PASSAGE_TASK;
	}
	for (const char *at = text;
	        !(marks & PASSAGE_LINK) && (at = memchr(at, ']', (size_t)(end - at))); at++) {
		const char *url = at + 2;

		if (end - at < 3 || at[1] != '(')
			continue;
		url += *url == '<';
		if (!begins(url, end, "http:") && !begins(url, end, "https:") &&
		        !begins(url, end, "#"))
			marks |= PASSAGE_LINK;
	}
	return marks;
}

static void see_marks(struct passage *passage, bool referring)
{
	const char *end = passage->text + passage->len;

	passage->marks |= at_marks(passage->text, end);
	if (passage->kind != PASSAGE_HEADING)
		passage->marks |= topic_marks(passage->text, end);
	else
		passage->marks |= topic_marks(passage->text + 1, end);
	passage->marks |= bracket_marks(passage->text, end, referring);
}

static bool has_references(const char *text, const char *end)
{
	for (const char *at = text; (at = memchr(at, ']', (size_t)(end - at))); at++) {
		const char *start = at;

		if (at + 1 == end || at[1] != ':')
			continue;
		while (start > text && at - start < 1000 && start[-1] != '\n' && start[-1] != '\r')
			start--;
		while (start < at && (*start == ' ' || *start == '\t'))
			start++;
		if (*start == '[')
			return true;
	}
	return false;
}

void passages_open(struct passages *passages, const char *text, size_t len, uint32_t first_line)
{
	*passages =
	        (struct passages){.at = text, .end = text + len, .line = first_line, .column = 1};
	passages->returns = len && memchr(text, '\r', len);
	passages->referring = len && has_references(text, text + len);
}

static const struct passage_line *peek(struct passages *passages)
{
	if (passages->line_at.start != passages->at)
		passages->line_at = passage_line(passages->at, passages->end, passages->returns);
	return &passages->line_at;
}

static void step(struct passages *passages, const struct passage_line *line)
{
	passages->at = line->next;
	passages->line++;
	passages->column = 1;
}

static void skip_fence(struct passages *passages, const struct passage_line *open, size_t length)
{
	char mark = *open->first;

	step(passages, open);
	while (passages->at < passages->end) {
		const struct passage_line *line = peek(passages);

		step(passages, line);
		if (closes_fence(line, mark, length))
			break;
	}
}

static void skip_html(struct passages *passages, const struct passage_line *open, const char *mark)
{
	for (const struct passage_line *line = open;; line = peek(passages)) {
		step(passages, line);
		if (closes_html(line, mark) || passages->at >= passages->end)
			return;
	}
}

/* Blank lines, fences and lasting HTML; false when nothing is left. */
static bool skip_to_text(struct passages *passages)
{
	while (passages->at < passages->end) {
		const struct passage_line *line = peek(passages);
		size_t fence = passages->column == 1 ? fence_length(line) : 0;
		const char *html = passages->column == 1 ? html_end(line) : NULL;

		if (line->first == line->end)
			step(passages, line);
		else if (fence)
			skip_fence(passages, line, fence);
		else if (html)
			skip_html(passages, line, html);
		else
			return true;
		if (fence || html)
			passages->block = true;
	}
	return false;
}

/* Where to cut a stretch too long: behind a blank, else not before an '@' or inside a character. */
static const char *cut_point(const char *text, const char *limit)
{
	const char *at = limit;

	while (at > text + 1 && limit - at < 4096 && at[-1] != ' ')
		at--;
	if (at[-1] == ' ')
		return at;
	for (at = limit; at > text + 1 && limit - at < 4 && ((unsigned char)*at & 0xC0) == 0x80;)
		at--;
	return *at == '@' ? at + 1 : at;
}

/* What the lines taken so far say about how the next one is read. */
struct outline {
	unsigned width; /* of the open list item, 0 when there is none */
	bool unsure;    /* whether that item is still open */
	bool html;      /* a line of this block began with '<' */
	bool flat;      /* nothing but a paragraph */
	bool blank;     /* the line before is blank */
	bool empty;     /* the line before opened an item and said nothing: a blank one ends it */
	bool opaque;    /* from here to the end there is no safe cut */
};

/* Whether the line begins something at the outermost level, so that a passage ends before it. */
static bool ends_passage(struct outline *outline, const struct passage_line *line)
{
	if (outline->opaque)
		return false;
	if (line->indent == 0 && outline->blank)
		return true;
	if (line->indent > 3 || is_letter(*line->first))
		return false;
	if (fence_length(line) || html_end(line)) {
		if (outline->html || (outline->unsure && line->indent))
			outline->opaque = true;
		else if (!outline->width || line->indent < outline->width)
			return true;
		return false;
	}
	if (outline->html)
		return false;
	return line->indent == 0 &&
	       (passage_heading(line) || opens_item(line, outline->width > 0 && !outline->unsure));
}

/* Whether there is nothing behind the mark of the item that the line opens. */
static bool says_nothing(const struct passage_line *line)
{
	const char *at = line->first;

	while (at < line->end && *at != ' ' && *at != '\t')
		at++;
	while (at < line->end && (*at == ' ' || *at == '\t'))
		at++;
	return at == line->end;
}

static void follow(struct outline *outline, const struct passage_line *line, bool first)
{
	char c = *line->first;
	unsigned width = is_letter(c) ? 0 : item_width(line);

	if (outline->blank)
		outline->html = false;
	outline->blank = false;
	outline->empty = width && says_nothing(line);
	if (c == '<' && line->indent < 4)
		outline->html = true;
	if (line->indent > 3 ? first : c == '>' || c == '<' || width)
		outline->flat = false;
	if (width && (!outline->width || line->indent < outline->width)) {
		/* Within HTML nothing is an item, and within a paragraph no number or empty mark.
		 */
		outline->unsure =
		        outline->html || (!first && (outline->empty || (c >= '0' && c <= '9')));
		outline->width = width;
	} else if (outline->html || (!first && line->indent < outline->width)) {
		outline->unsure = true;
	}
}

/* Takes the lines of one passage; returns where its text ends. */
static const char *take_lines(struct passages *passages, struct passage *out)
{
	struct outline outline = {.flat = true};
	const char *end = passages->at;

	for (bool first = true; passages->at < passages->end; first = false) {
		const struct passage_line *line = peek(passages);
		size_t room;

		if (line->first == line->end) {
			outline.blank = true;
			outline.unsure |= outline.empty;
			step(passages, line);
			continue;
		}
		if (!first && ends_passage(&outline, line))
			break;
		follow(&outline, line, first);
		if (!first && is_underline(line))
			out->marks |= PASSAGE_SETEXT;
		room = (size_t)(passages->at - out->text);
		if (!first && outline.flat &&
		        room + (size_t)(line->end - line->start) > PASSAGE_LINE)
			break;
		if (line->end - line->start > PASSAGE_LINE && *line->first != '>' &&
		        *line->first != '<' && line->indent < 4) {
			end = cut_point(line->start, line->start + PASSAGE_LINE);
			passages->column += (uint32_t)(end - passages->at);
			passages->at = end;
			return end;
		}
		end = line->end;
		step(passages, line);
		if (first && out->kind == PASSAGE_HEADING)
			break;
	}
	return end;
}

/* Bytes of a passage of text that may be a line of thanks, which opens a list. */
#define QUIET_MIN 64

/* Each is looked for only when the last one is behind, so that all of the text is searched once. */
static const char *next_mark(struct passages *passages)
{
	static const char bytes[] = {'@', '#', '['};
	const char *next = passages->end;

	for (size_t i = 0; i < sizeof(bytes); i++) {
		const char **mark = passages->mark + i;

		if (!*mark || *mark < passages->at)
			*mark = memchr(
			        passages->at, bytes[i], (size_t)(passages->end - passages->at));
		if (!*mark)
			*mark = passages->end;
		next = *mark < next ? *mark : next;
	}
	return next;
}

static bool is_plain_start(const char *at)
{
	return is_letter(*at) || (unsigned char)*at >= 0x80;
}

/* A row of passages that carry no mark: walks over their lines by their first bytes alone. */
struct quiet {
	const char *start; /* of the passage being walked over */
	uint32_t line;     /* its line */
	bool text;         /* it is no list item */
	bool texts;        /* one of those before is none */
};

/* At a line that begins a passage; false where the one before has to be looked at after all. */
static bool quiet_begin(struct quiet *quiet, const char *at, uint32_t line, bool text)
{
	if (quiet->text && at > quiet->start && at - quiet->start <= QUIET_MIN)
		return false;
	quiet->texts |= quiet->text && at > quiet->start;
	quiet->start = at;
	quiet->line = line;
	quiet->text = text;
	return true;
}

static bool take_quiet(struct passages *passages, struct passage *out)
{
	struct quiet quiet = {.start = passages->at, .line = passages->line};
	const char *mark = next_mark(passages), *end = passages->end, *next, *at;
	uint32_t line = passages->line;
	bool blank = true;

	if (passages->at < passages->walked)
		return false;
	for (at = passages->at; at < end; at = next + 1, line++) {
		bool item = end - at > 2 && (*at == '-' || *at == '*' || *at == '+') &&
		            at[1] == ' ' && is_plain_start(at + 2);
		bool plain = is_plain_start(at);

		/* What begins otherwise may be a heading: the passage before it may be the last of
		 * an entry. */
		if (!item && !plain && *at != '\n')
			break;
		if ((item || (blank && plain)) && !quiet_begin(&quiet, at, line, !item))
			break;
		next = memchr(at, '\n', (size_t)(end - at));
		if (!next || next > mark)
			break;
		blank = at == next;
	}
	passages->looked += (size_t)(at - passages->at);
	passages->walked = at;
	if (quiet.start == passages->at)
		return false;
	out->len = (size_t)(quiet.start - passages->at);
	out->kind = quiet.texts ? PASSAGE_TEXT : PASSAGE_ITEM;
	passages->at = quiet.start;
	passages->line = quiet.line;
	return true;
}

bool passages_next(struct passages *passages, struct passage *out)
{
	const struct passage_line *line;
	const char *end;

	if (!skip_to_text(passages))
		return false;
	line = peek(passages);
	*out = (struct passage){.text = passages->at, .line = passages->line};
	out->column = passages->column;
	out->behind_block = passages->block;
	passages->block = false;
	if (passages->joined && !passages->returns && out->column == 1 && take_quiet(passages, out))
		return true;
	if (out->column == 1 && passage_heading(line))
		out->kind = PASSAGE_HEADING;
	else if (out->column == 1 && item_width(line))
		out->kind = PASSAGE_ITEM;
	end = take_lines(passages, out);
	out->len = (size_t)(end - out->text);
	if (out->len > PASSAGE_MAX)
		out->len = PASSAGE_MAX;
	see_marks(out, passages->referring);
	return true;
}
