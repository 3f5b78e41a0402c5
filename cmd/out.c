/* SPDX-License-Identifier: MIT */
#include "cmd/out.h"

#include "formats/text.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static const char *const style_code[] = {
        [STYLE_BOLD] = "\033[1m",
        [STYLE_DIM] = "\033[2m",
        [STYLE_GOOD] = "\033[32m",
        [STYLE_WARN] = "\033[33m",
        [STYLE_BAD] = "\033[31m",
        [STYLE_NAME] = "\033[36m",
};

void out_raw(struct out *out, const void *data, size_t len)
{
	errno = 0;
	if (len && fwrite(data, 1, len, out->file) != len && !out->error)
		out->error = errno ? errno : EIO;
}

static void put(struct out *out, enum style style, const char *format, va_list args)
        __attribute__((format(printf, 3, 0)));

static void put(struct out *out, enum style style, const char *format, va_list args)
{
	struct buf text = BUF_INIT, safe = BUF_INIT;
	bool styled = out->color && style != STYLE_PLAIN;

	buf_vprint(&text, format, args);
	if (styled)
		buf_puts(&safe, style_code[style]);
	text_escape(&safe, text.data, text.len, TEXT_NEWLINE_KEEP);
	if (styled)
		buf_puts(&safe, "\033[m");
	out_raw(out, safe.data, safe.len);
	buf_release(&safe);
	buf_release(&text);
}

void out_print(struct out *out, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put(out, STYLE_PLAIN, format, args);
	va_end(args);
}

void out_style(struct out *out, enum style style, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put(out, style, format, args);
	va_end(args);
}

void out_field(struct out *out, const char *text, int width)
{
	struct buf safe = BUF_INIT, cut = BUF_INIT;

	text_escape(&safe, text, strlen(text), TEXT_NEWLINE_ESCAPE);
	if (width > 0)
		text_cut(&cut, safe.data, safe.len, (size_t)width);
	else
		buf_add(&cut, safe.data, safe.len);
	out_raw(out, cut.data, cut.len);
	buf_release(&cut);
	buf_release(&safe);
}

/* One paragraph line, folded at blanks, where `column` columns are filled already. */
static void fold_rest(struct buf *to, size_t column, int indent, int width, struct slice line)
{
	bool first = column <= (size_t)indent;

	while ((line = slice_trim(line)).len) {
		const char *blank = memchr(line.data, ' ', line.len);
		size_t length = blank ? (size_t)(blank - line.data) : line.len;
		size_t columns = text_width(line.data, length);

		if (!first && column + 1 + columns > (size_t)width) {
			buf_print(to, "\n%*s", indent, "");
			column = (size_t)indent;
		} else if (!first) {
			buf_putc(to, ' ');
			column++;
		}
		buf_add(to, line.data, length);
		column += columns;
		first = false;
		line = (struct slice){line.data + length, line.len - length};
	}
	buf_putc(to, '\n');
}

static void fold_line(struct buf *to, int indent, int width, struct slice line)
{
	buf_print(to, "%*s", indent, "");
	fold_rest(to, (size_t)indent, indent, width, line);
}

void out_fold_rest(struct out *out, int column, int indent, const char *text)
{
	struct buf safe = BUF_INIT, folded = BUF_INIT;

	text_escape(&safe, text, strlen(text), TEXT_NEWLINE_ESCAPE);
	fold_rest(&folded, (size_t)column, indent, out->width, (struct slice){safe.data, safe.len});
	out_raw(out, folded.data, folded.len);
	buf_release(&folded);
	buf_release(&safe);
}

void out_fold(struct out *out, int indent, const char *text)
{
	struct buf safe = BUF_INIT, folded = BUF_INIT;
	struct slice line;

	text_escape(&safe, text, strlen(text), TEXT_NEWLINE_KEEP);
	struct slice rest = {safe.data, safe.len};
	while (text_line(&rest, &line))
		fold_line(&folded, line.len ? indent : 0, out->width, line);
	out_raw(out, folded.data, folded.len);
	buf_release(&folded);
	buf_release(&safe);
}

int out_close(struct out *out, struct error *err)
{
	FILE *file = out->file;

	if (!file)
		return 0;
	out->file = NULL;
	errno = 0;
	bool failed = ferror(file);
	if (fclose(file) && !out->error)
		out->error = errno;
	if (failed && !out->error)
		out->error = EIO;
	if (!out->error)
		return 0;
	if (out->error == EPIPE) {
		/* the reader has what it wanted: end as everybody in a pipeline does */
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	return error_set(err, ERROR_FATAL, "cannot write the results: %s", strerror(out->error));
}
