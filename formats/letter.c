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

bool letter_blank(int32_t code)
{
	if (code <= ' ')
		return code >= 0;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
		return true;
	default:
		return code == 0x2800 || utf8proc_get_property(code)->ignorable;
	}
}

/* Cyrillic and Greek, as the capitals and the small ones are drawn. */
static const struct {
	int32_t code;
	char look;
} alike[] = {
        {0x391, 'a'},
        {0x392, 'b'},
        {0x395, 'e'},
        {0x396, 'z'},
        {0x397, 'h'},
        {0x399, 'i'},
        {0x39A, 'k'},
        {0x39C, 'm'},
        {0x39D, 'n'},
        {0x39F, 'o'},
        {0x3A1, 'p'},
        {0x3A4, 't'},
        {0x3A5, 'y'},
        {0x3A7, 'x'},
        {0x3B1, 'a'},
        {0x3B5, 'e'},
        {0x3B7, 'n'},
        {0x3B9, 'i'},
        {0x3BA, 'k'},
        {0x3BD, 'v'},
        {0x3BF, 'o'},
        {0x3C1, 'p'},
        {0x3C4, 't'},
        {0x3C5, 'u'},
        {0x3C9, 'w'},
        {0x3F2, 'c'},
        {0x3F3, 'j'},
        {0x3F9, 'c'},
        {0x405, 's'},
        {0x406, 'i'},
        {0x408, 'j'},
        {0x410, 'a'},
        {0x412, 'b'},
        {0x415, 'e'},
        {0x41A, 'k'},
        {0x41C, 'm'},
        {0x41D, 'h'},
        {0x41E, 'o'},
        {0x420, 'p'},
        {0x421, 'c'},
        {0x422, 't'},
        {0x423, 'y'},
        {0x425, 'x'},
        {0x430, 'a'},
        {0x435, 'e'},
        {0x43A, 'k'},
        {0x43E, 'o'},
        {0x440, 'p'},
        {0x441, 'c'},
        {0x442, 't'},
        {0x443, 'y'},
        {0x445, 'x'},
        {0x455, 's'},
        {0x456, 'i'},
        {0x458, 'j'},
        {0x4AE, 'y'},
        {0x4AF, 'y'},
        {0x4BA, 'h'},
        {0x4BB, 'h'},
        {0x4CF, 'l'},
        {0x501, 'd'},
        {0x51A, 'q'},
        {0x51B, 'q'},
        {0x51C, 'w'},
        {0x51D, 'w'},
};

char letter_look(int32_t code)
{
	utf8proc_int32_t part[32];
	int bound = 0;

	if (code < 0x80)
		return (code | 32) >= 'a' && (code | 32) <= 'z' ? (char)(code | 32) : 0;
	/* without its accent, and the same letter in another size */
	if (utf8proc_decompose_char(code, part, 32, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &bound) <
	        1)
		return 0;
	if (part[0] != code)
		return letter_look(part[0]);
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		if (alike[i].code == code)
			return alike[i].look;
	return 0;
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
