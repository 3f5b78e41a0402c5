/* SPDX-License-Identifier: MIT */
/*
 * amount: what is paid, "1200 EUR/month": one number, and a unit before or behind it.
 *
 * "1,200", "1.200", "1'200" and "1 200" are twelve hundred, "12,50" and "12.5" have hundredths.  A
 * text with no number or with several is a unit of its own, and one of it.
 */
#ifndef FORMATS_AMOUNT_H
#define FORMATS_AMOUNT_H

#include "formats/text.h"

struct amount {
	int64_t hundredths;
	struct slice front, behind; /* of the text, which is borrowed */
};

struct amount amount_of(const char *text);
bool amount_same_unit(const struct amount *a, const struct amount *b);

#endif
