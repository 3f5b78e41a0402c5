/* SPDX-License-Identifier: MIT */
/* The records of out.h: one printer, two forms. */
#include "cmd/json.h"
#include "cmd/out.h"

#include "formats/date.h"
#include "formats/term.h"
#include "formats/text.h"

#include <assert.h>
#include <string.h>

static struct out_level *innermost(struct out *out)
{
	assert(out->depth >= 0);
	return &out->level[out->depth];
}

static void descend(struct out *out, char separator)
{
	assert(out->depth + 1 < OUT_LEVELS);
	out->level[++out->depth] = (struct out_level){separator, false};
}

static void separate(struct out *out)
{
	struct out_level *level = innermost(out);

	if (level->started)
		buf_putc(&out->line, level->separator);
	level->started = true;
}

/* A separator of an open list or group, which a value may hold only behind a backslash. */
static bool separates(const struct out *out, char c)
{
	for (int depth = 1; depth <= out->depth; depth++)
		if (out->level[depth].separator == c)
			return true;
	return false;
}

static void quote_byte(struct out *out, char c)
{
	if (c == '\\' || separates(out, c))
		buf_print(&out->line, "\\%c", c);
	else if (c == '\t')
		buf_puts(&out->line, "\\t");
	else if (c == '\n' && !out->nul)
		buf_puts(&out->line, "\\n");
	else
		buf_putc(&out->line, c);
}

static void quote(struct out *out, const char *value, size_t len)
{
	for (size_t at = 0; at < len;) {
		int32_t code;
		size_t length = text_decode(value + at, len - at, &code);
		bool plain = length == 1 && code >= 0x20 && code < 0x7F;

		if (plain || value[at] == '\t' || value[at] == '\n')
			quote_byte(out, value[at]);
		else if (out->nul && value[at])
			buf_add(&out->line, value + at, length);
		else
			text_escape(&out->line, value + at, length, TEXT_NEWLINE_ESCAPE);
		at += length;
	}
}

void record_open(struct out *out)
{
	if (out->form == FORM_HUMAN)
		return;
	descend(out, '\t');
	buf_clear(&out->line);
	if (out->form == FORM_JSON) {
		out->json = json_open();
		json_number(out->json, "v", 1);
	}
}

void record_bytes(struct out *out, const char *name, const char *value, size_t len)
{
	if (out->form == FORM_HUMAN)
		return;
	if (out->form == FORM_JSON) {
		json_text(out->json, name, value, len);
		return;
	}
	separate(out);
	quote(out, value, len);
}

static void no_value(struct out *out, const char *name)
{
	if (out->form == FORM_JSON)
		json_no_value(out->json, name);
	else if (out->form == FORM_PORCELAIN)
		separate(out);
}

void record_text(struct out *out, const char *name, const char *value)
{
	if (value)
		record_bytes(out, name, value, strlen(value));
	else
		no_value(out, name);
}

void record_number(struct out *out, const char *name, int64_t value)
{
	if (out->form == FORM_JSON) {
		json_number(out->json, name, value);
	} else if (out->form == FORM_PORCELAIN) {
		separate(out);
		buf_print(&out->line, "%lld", (long long)value);
	}
}

void record_flag(struct out *out, const char *name, bool value)
{
	if (out->form == FORM_JSON) {
		json_flag(out->json, name, value);
	} else if (out->form == FORM_PORCELAIN) {
		separate(out);
		buf_puts(&out->line, value ? "yes" : "no");
	}
}

void record_day(struct out *out, const char *name, int32_t day)
{
	char text[DAY_SIZE];

	record_text(out, name, day == DAY_NONE ? NULL : day_print(text, day));
}

void record_list_open(struct out *out, const char *name)
{
	if (out->form == FORM_HUMAN)
		return;
	if (out->form == FORM_JSON)
		json_open_array(out->json, name);
	else
		separate(out);
	descend(out, out->depth == 0 ? ',' : '+');
}

void record_group_open(struct out *out, const char *name)
{
	if (out->form == FORM_HUMAN)
		return;
	if (out->form == FORM_JSON)
		json_open_object(out->json, name);
	else
		separate(out);
	descend(out, ':');
}

static void ascend(struct out *out)
{
	if (out->form == FORM_HUMAN)
		return;
	assert(out->depth > 0);
	if (out->form == FORM_JSON)
		json_close(out->json);
	out->depth--;
}

void record_list_close(struct out *out)
{
	ascend(out);
}

void record_group_close(struct out *out)
{
	ascend(out);
}

void record_close(struct out *out)
{
	if (out->form == FORM_HUMAN)
		return;
	assert(out->depth == 0);
	out->depth = -1;
	if (out->form == FORM_JSON) {
		json_finish(out->json, &out->line);
		out->json = NULL;
	}
	buf_putc(&out->line, out->nul ? '\0' : '\n');
	out_raw(out, out->line.data, out->line.len);
}

void record_result(struct out *out, const char *name, const char *value)
{
	record_open(out);
	record_text(out, name, value);
	record_close(out);
}
