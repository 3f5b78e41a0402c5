/* SPDX-License-Identifier: MIT */
#include "formats/amount.h"

#include <string.h>

enum { DIGITS_MAX = 12, GROUP = 3 };

static const char digits[] = "0123456789";

/* The length of "1200", "1,200" or "1'200'300" at the start; 0: too long. */
static size_t whole_of(int64_t *value, const char *text)
{
	size_t len = strspn(text, digits), count = len;
	char mark = text[len];

	while (len <= DIGITS_MAX && count <= GROUP && mark && strchr(",.' ", mark) &&
	        text[len] == mark && strspn(text + len + 1, digits) == GROUP)
		len += 1 + GROUP;
	*value = 0;
	for (size_t i = 0; i < len; i++)
		if (strchr(digits, text[i]))
			*value = *value * 10 + (text[i] - '0');
	return len > DIGITS_MAX ? 0 : len;
}

/* The length of ".5" or ",50" at the start, or 0. */
static size_t part_of(int64_t *hundredths, const char *text)
{
	size_t len = *text == '.' || *text == ',' ? strspn(text + 1, digits) : 0;

	if (len < 1 || len > 2)
		return 0;
	*hundredths += (text[1] - '0') * 10 + (len == 2 ? text[2] - '0' : 0);
	return 1 + len;
}

struct amount amount_of(const char *text)
{
	struct amount whole = {100, slice_of(text), {text, 0}};
	size_t front = strcspn(text, digits);
	struct amount out = {0, slice_trim((struct slice){text, front}), {NULL, 0}};
	size_t len = whole_of(&out.hundredths, text + front);

	if (!len || memchr(text, '-', front))
		return whole;
	out.hundredths *= 100;
	len += part_of(&out.hundredths, text + front + len);
	out.behind = slice_trim(slice_of(text + front + len));
	for (size_t i = 0; i < out.behind.len; i++)
		if (strchr(digits, out.behind.data[i]))
			return whole;
	return out;
}

bool amount_same_unit(const struct amount *a, const struct amount *b)
{
	return slice_equal(a->front, b->front) && slice_equal(a->behind, b->behind);
}
