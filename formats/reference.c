/* SPDX-License-Identifier: MIT */
#include "formats/reference.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>

/* Labels are compared without case (ASCII) and with blanks folded. */
static size_t fold_label(char *out, const char *text, size_t len)
{
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		if (!text_blank(text[i]))
			out[used++] = text_lower(text[i]);
		else if (used && out[used - 1] != ' ')
			out[used++] = ' ';
	}
	while (used && out[used - 1] == ' ')
		used--;
	return used;
}

static int compare_labels(const struct reference *a, const struct reference *b)
{
	size_t len = a->label_len < b->label_len ? a->label_len : b->label_len;
	int order = memcmp(a->label, b->label, len);

	return order ? order : (a->label_len > b->label_len) - (a->label_len < b->label_len);
}

static int compare(const void *a, const void *b)
{
	const struct reference *left = a, *right = b;
	int order = compare_labels(left, right);

	return order ? order : (left->line > right->line) - (left->line < right->line);
}

static bool is_definition(const struct passage_line *line, struct reference *out, char *label)
{
	size_t len = (size_t)(line->end - line->first);
	const char *close;

	if (line->indent > 3 || len < 5 || len > REFERENCE_MAX || *line->first != '[')
		return false;
	close = memmem(line->first, len, "]:", 2);
	if (!close)
		return false;
	*out = (struct reference){.line = line->first, .line_len = (uint32_t)len};
	out->label_len =
	        (uint32_t)fold_label(label, line->first + 1, (size_t)(close - line->first - 1));
	return out->label_len > 0;
}

void references_find(struct references *out, struct arena *arena, const struct passages *passages)
{
	struct passages rest = *passages;
	struct passage passage;
	size_t capacity = 0;

	*out = (struct references){.room = 4 * (size_t)(passages->end - passages->at)};
	if (!passages->referring)
		return;
	while (passages_next(&rest, &passage)) {
		const char *end = passage.text + passage.len;

		for (const char *at = passage.text; at < end;) {
			struct passage_line line = passage_line(at, end, true);
			struct reference reference;
			char label[REFERENCE_MAX];

			at = line.next;
			if (!is_definition(&line, &reference, label))
				continue;
			reference.label = arena_string(arena, label, reference.label_len);
			out->reference = arena_grow(arena, out->reference, out->count, &capacity,
			        sizeof(*out->reference));
			out->reference[out->count++] = reference;
		}
	}
	if (out->count)
		qsort(out->reference, out->count, sizeof(*out->reference), compare);
}

static const struct reference *find(const struct references *references, struct reference *key)
{
	size_t low = 0, high = references->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_labels(references->reference + middle, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == references->count || compare_labels(references->reference + low, key) != 0)
		return NULL;
	return references->reference + low;
}

bool references_join(
        struct buf *joined, struct references *references, const char *text, size_t len)
{
	const char *end = text + len;
	bool used = false;

	if (!references->count)
		return false;
	for (const char *at = text; (at = memchr(at, '[', (size_t)(end - at))); at++) {
		size_t near =
		        (size_t)(end - at) < REFERENCE_MAX ? (size_t)(end - at) : REFERENCE_MAX;
		const char *close = memchr(at, ']', near);
		char label[REFERENCE_MAX];
		struct reference key = {.label = label};
		const struct reference *found;

		if (!close)
			continue;
		key.label_len = (uint32_t)fold_label(label, at + 1, (size_t)(close - at - 1));
		found = find(references, &key);
		if (!found || found->line_len + 1 > references->room ||
		        (found->line >= text && found->line < end))
			continue;
		if (!used) {
			buf_clear(joined);
			buf_add(joined, text, len);
			buf_puts(joined, "\n\n");
			used = true;
		}
		references->room -= found->line_len + 1;
		buf_add(joined, found->line, found->line_len);
		buf_putc(joined, '\n');
	}
	return used;
}
