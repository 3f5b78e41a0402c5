/* SPDX-License-Identifier: MIT */
#include "cmd/json.h"

#include "formats/arena.h"
#include "formats/text.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

enum { DEPTH_MAX = 16 };

struct json {
	json_t *open[DEPTH_MAX]; /* borrowed but for the first */
	unsigned depth;
};

static void put(struct json *json, const char *name, json_t *value)
{
	json_t *into = json->open[json->depth];

	if (!value)
		memory_exhausted();
	assert(!name == !json_is_object(into));
	int failed =
	        name ? json_object_set_new(into, name, value) : json_array_append_new(into, value);
	if (failed)
		memory_exhausted();
}

static void deepen(struct json *json, const char *name, json_t *value)
{
	assert(json->depth + 1 < DEPTH_MAX);
	put(json, name, value);
	json->open[++json->depth] = value;
}

struct json *json_open(void)
{
	struct json *json = memory_alloc(sizeof *json);

	json->depth = 0;
	json->open[0] = json_object();
	if (!json->open[0])
		memory_exhausted();
	return json;
}

/* Each byte that is no UTF-8 becomes U+FFFD. */
static void mend(struct buf *to, const char *value, size_t len)
{
	for (size_t at = 0; at < len;) {
		int32_t code;
		size_t length = text_decode(value + at, len - at, &code);
		if (code < 0)
			buf_puts(to, "\xEF\xBF\xBD");
		else
			buf_add(to, value + at, length);
		at += length;
	}
}

void json_text(struct json *json, const char *name, const char *value, size_t len)
{
	/* jansson refuses broken UTF-8, and says so by NULL */
	json_t *text = json_stringn(value, len);

	if (!text) {
		struct buf mended = BUF_INIT;
		mend(&mended, value, len);
		text = json_stringn(mended.data, mended.len);
		buf_release(&mended);
	}
	put(json, name, text);
}

void json_no_value(struct json *json, const char *name)
{
	put(json, name, json_null());
}

void json_number(struct json *json, const char *name, int64_t value)
{
	put(json, name, json_integer(value));
}

void json_flag(struct json *json, const char *name, bool value)
{
	put(json, name, json_boolean(value));
}

void json_open_object(struct json *json, const char *name)
{
	deepen(json, name, json_object());
}

void json_open_array(struct json *json, const char *name)
{
	deepen(json, name, json_array());
}

void json_close(struct json *json)
{
	assert(json->depth > 0);
	json->depth--;
}

void json_finish(struct json *json, struct buf *to)
{
	assert(json->depth == 0);
	char *line = json_dumps(json->open[0], JSON_COMPACT);

	if (!line)
		memory_exhausted();
	buf_puts(to, line);
	free(line);
	json_decref(json->open[0]);
	free(json);
}
