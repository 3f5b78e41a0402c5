/* SPDX-License-Identifier: MIT */
/* The talk of out.h: everything that goes to stderr. */
#include "cmd/out.h"

#include "formats/text.h"

#include <stdio.h>
#include <string.h>

/* Who listens (answer.c).  One a process, as stderr is. */
static struct buf *listener;

void talk_heard(struct buf *into)
{
	listener = into;
}

/* Every line behind the prefix, in one write. */
static void say(const char *prefix, const char *format, va_list args)
        __attribute__((format(printf, 2, 0)));

static void say(const char *prefix, const char *format, va_list args)
{
	struct buf text = BUF_INIT, safe = BUF_INIT, lines = BUF_INIT;
	struct slice line;

	buf_vprint(&text, format, args);
	text_escape(&safe, text.data, text.len, TEXT_NEWLINE_KEEP);
	struct slice rest = {safe.data, safe.len};
	while (text_line(&rest, &line)) {
		buf_puts(&lines, prefix);
		buf_add(&lines, line.data, line.len);
		buf_putc(&lines, '\n');
	}
	fwrite(lines.data, 1, lines.len, stderr);
	if (listener)
		buf_add(listener, lines.data, lines.len);
	buf_release(&lines);
	buf_release(&safe);
	buf_release(&text);
}

void talk(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", format, args);
	va_end(args);
}

void talk_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("warning: ", format, args);
	va_end(args);
}

void talk_hint(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("hint: ", format, args);
	va_end(args);
}

void talk_error(const struct error *err)
{
	talk("%s: %s", err->kind == ERROR_USAGE ? "error" : "fatal", err->text);
	if (err->place[0] && !strstr(err->text, err->place))
		talk("see: %s", err->place);
	if (err->hint[0])
		talk_hint("%s", err->hint);
}
