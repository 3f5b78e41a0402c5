/* SPDX-License-Identifier: MIT */
#include "formats/letter.h"
#include "formats/text.h"

#include <utf8proc.h>

bool letter_is(int32_t code)
{
	if (code < 0x80)
		return (code >= '0' && code <= '9') || ((code | 32) >= 'a' && (code | 32) <= 'z');
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

bool letter_runs_on(int32_t code)
{
	return (code >= 0x1100 && code < 0x1200) || (code >= 0x2E80 && code < 0xA000) ||
	       (code >= 0xAC00 && code < 0xD7B0) || (code >= 0xF900 && code < 0xFB00) ||
	       (code >= 0xFF66 && code < 0xFFA0) || (code >= 0x0E00 && code < 0x0F00) ||
	       (code >= 0x20000 && code < 0x32000);
}

bool letter_joins(int32_t code)
{
	return code >= 0 && letter_is(code) && !letter_runs_on(code);
}

bool letter_unseen(int32_t code)
{
	return code >= 0x80 && utf8proc_category(code) == UTF8PROC_CATEGORY_CF;
}

int32_t letter_before(const char *start, const char *at)
{
	const char *back = at;
	int32_t code;

	if (at == start)
		return ' ';
	do
		back--;
	while (back > start && at - back < 4 && ((unsigned char)*back & 0xC0) == 0x80);
	if (text_decode(back, (size_t)(at - back), &code) != (size_t)(at - back))
		return -1;
	return code;
}

int32_t letter_at(const char *at, const char *end)
{
	int32_t code = ' ';

	if (at < end)
		text_decode(at, (size_t)(end - at), &code);
	return code;
}
