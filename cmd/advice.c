/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"

#include "core/git/git.h"

void advice_next(struct context *context, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;

	if (!git_config_bool(context_config(context), "advice.moot", true))
		return;
	va_start(args, format);
	buf_vprint(&text, format, args);
	va_end(args);
	/* what it follows is read first */
	fflush(context->out->file);
	talk("  next: %s", text.data);
	buf_release(&text);
}
