/* SPDX-License-Identifier: MIT */
#include "formats/letter.h"
#include "formats/markdown.h"
#include "formats/passage.h"
#include "formats/text.h"

#include <string.h>
#include <utf8proc.h>

static bool is_rule(const struct passage_line *line, const char *mark)
{
	const char *stop = line->end;

	while (stop > line->start && (stop[-1] == ' ' || stop[-1] == '\t'))
		stop--;
	return stop - line->start == 3 && memcmp(line->start, mark, 3) == 0;
}

size_t markdown_front_matter(const char *text, size_t len, uint32_t *lines)
{
	const char *end = text + len, *at = text + text_mark(text, len);
	size_t mark = (size_t)(at - text);
	struct passage_line line;
	uint32_t count = 0;

	*lines = 0;
	if (end - at < 4 || memcmp(at, "---", 3) != 0)
		return mark;
	line = passage_line(at, end, true);
	if (!is_rule(&line, "---"))
		return mark;
	do {
		count++;
		if (line.next == end)
			return mark;
		line = passage_line(line.next, end, true);
		/* A rule and a paragraph are no front matter, which has no blank line at its top.
		 */
		if (count == 1 && line.first == line.end)
			return mark;
	} while (!is_rule(&line, "---") && !is_rule(&line, "..."));
	*lines = count + 1;
	return (size_t)(line.next - text);
}

void markdown_slug(struct buf *out, const char *text, size_t len)
{
	buf_reserve(out, len);
	for (size_t i = 0; i < len;) {
		int32_t code = text_lower(text[i]);
		size_t size = 1;
		utf8proc_uint8_t lower[4];

		if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == '-') {
			buf_putc(out, (char)code);
			i++;
			continue;
		}
		size = text_decode(text + i, len - i, &code);

		if (code == ' ' || code == '\n' || code == '\t' || code == '-')
			buf_putc(out, '-');
		else if (code == '_')
			buf_putc(out, '_');
		else if (code >= 0 && letter_is(code))
			buf_add(out, lower,
			        (size_t)utf8proc_encode_char(utf8proc_tolower(code), lower));
		i += size;
	}
}
