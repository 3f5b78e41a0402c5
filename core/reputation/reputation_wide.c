/* SPDX-License-Identifier: MIT */
#include "core/reputation/reputation_wide.h"

#include <string.h>

int wide_compare(struct wide a, struct wide b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return a.low < b.low ? -1 : a.low > b.low;
}

bool wide_zero(struct wide a)
{
	return (a.high | a.low) == 0;
}

struct wide wide_sum(struct wide a, struct wide b)
{
	return wide_add(a, b);
}

/* Divides the four digits of base 2^32, most significant first, by 10; returns the rest. */
static unsigned divide_by_ten(uint32_t digit[4])
{
	uint64_t rest = 0;

	for (int i = 0; i < 4; i++) {
		uint64_t value = rest << 32 | digit[i];
		digit[i] = (uint32_t)(value / 10);
		rest = value % 10;
	}
	return (unsigned)rest;
}

char *wide_text(struct wide value, char text[WIDE_TEXT])
{
	uint32_t digit[4] = {(uint32_t)(value.high >> 32), (uint32_t)value.high,
	        (uint32_t)(value.low >> 32), (uint32_t)value.low};
	char backwards[WIDE_TEXT];
	size_t length = 0;

	do
		backwards[length++] = (char)('0' + divide_by_ten(digit));
	while (digit[0] | digit[1] | digit[2] | digit[3]);
	for (size_t i = 0; i < length; i++)
		text[i] = backwards[length - 1 - i];
	text[length] = '\0';
	return text;
}
