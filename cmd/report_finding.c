/* SPDX-License-Identifier: MIT */
#include "cmd/report_finding.h"

#include "formats/text.h"

#include <string.h>

enum { SOURCE_INDENT = 4 };

static const char *const severity_word[] = {
        [SEVERITY_NOTE] = "note",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_ERROR] = "error",
};

static const enum style severity_style[] = {
        [SEVERITY_NOTE] = STYLE_BOLD,
        [SEVERITY_WARNING] = STYLE_WARN,
        [SEVERITY_ERROR] = STYLE_BAD,
};

static void escape(struct buf *to, const char *text, size_t len)
{
	text_escape(to, text, len, TEXT_NEWLINE_SPACE);
}

/* "roles/x.ini:4:9"; of a commit as a whole "commit fd22ef6782" */
static void where(struct buf *to, const struct finding *finding)
{
	if (!*finding->path && finding->commit)
		buf_print(to, "commit %.10s", finding->commit);
	escape(to, finding->path, strlen(finding->path));
	if (finding->line)
		buf_print(to, ":%u", finding->line);
	if (finding->line && finding->column)
		buf_print(to, ":%u", finding->column);
}

/*
 * The source line, as far as it fits, and "^~~~" below it.  A caret right of the edge moves the
 * window: what stands left of it is left out.
 */
static void show_source(
        struct buf *source, struct buf *caret, const struct finding *finding, int width)
{
	size_t len = strlen(finding->source);
	size_t from = finding->column && finding->column <= len ? finding->column - 1 : 0;
	size_t wide = finding->width <= len - from ? finding->width : len - from;
	struct buf before = BUF_INIT, marked = BUF_INIT, whole = BUF_INIT;
	size_t room = (size_t)(width - SOURCE_INDENT);

	escape(&before, finding->source, from);
	escape(&marked, finding->source + from, wide);
	size_t column = text_width(before.data, before.len);
	size_t columns = text_width(marked.data, marked.len);
	if (column + 8 > room) {
		buf_clear(&before);
		buf_puts(&before, "... ");
		column = 4;
	}
	buf_add(&whole, before.data, before.len);
	escape(&whole, finding->source + from, len - from);
	buf_print(source, "%*s", SOURCE_INDENT, "");
	text_cut(source, whole.data, whole.len, room);
	if (finding->column) {
		buf_print(caret, "%*s^", SOURCE_INDENT + (int)column, "");
		for (size_t i = 1; i < columns && column + i < room; i++)
			buf_putc(caret, '~');
	}
	buf_release(&whole);
	buf_release(&marked);
	buf_release(&before);
}

static void print_human(struct out *out, const struct finding *finding)
{
	struct buf place = BUF_INIT, source = BUF_INIT, caret = BUF_INIT, message = BUF_INIT;

	where(&place, finding);
	escape(&message, finding->message, strlen(finding->message));
	if (place.len) {
		out_style(out, STYLE_BOLD, "%s:", place.data);
		out_print(out, " ");
	}
	out_style(out, severity_style[finding->severity], "%s:", severity_word[finding->severity]);
	out_print(out, " %s [%s]\n", message.data, finding->code);
	if (finding->source && finding->line) {
		show_source(&source, &caret, finding, out->width);
		out_print(out, "%s\n", source.data);
		if (caret.len) {
			out_style(out, STYLE_GOOD, "%s", caret.data);
			out_print(out, "\n");
		}
	}
	if (finding->commit && *finding->path)
		out_print(out, "%*sin commit %.10s\n", SOURCE_INDENT, "", finding->commit);
	if (finding->hint)
		out_print(out, "hint: %s\n", finding->hint);
	buf_release(&message);
	buf_release(&caret);
	buf_release(&source);
	buf_release(&place);
}

static void number_or_nothing(struct out *out, const char *name, uint32_t number)
{
	if (number)
		record_number(out, name, number);
	else
		record_text(out, name, NULL);
}

void report_finding(struct out *out, const struct finding *finding)
{
	if (out->form == FORM_HUMAN) {
		print_human(out, finding);
		return;
	}
	record_open(out);
	record_text(out, "code", finding->code);
	record_text(out, "severity", severity_word[finding->severity]);
	record_text(out, "path", finding->path);
	number_or_nothing(out, "line", finding->line);
	number_or_nothing(out, "column", finding->column);
	record_text(out, "message", finding->message);
	record_text(out, "hint", finding->hint);
	record_text(out, "commit", finding->commit);
	record_close(out);
}

void report_findings(struct out *out, const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		report_finding(out, &findings->item[i]);
}

void talk_findings(const struct findings *findings)
{
	struct out talk_out = OUT_INIT;

	talk_out.file = stderr;
	report_findings(&talk_out, findings);
}
