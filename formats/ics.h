/* SPDX-License-Identifier: MIT */
/*
 * ics: a calendar as RFC 5545 wants it: CRLF behind every line, lines folded so that none is longer
 * than 75 octets and no character is cut, text with its commas, semicolons, backslashes and line
 * ends escaped.  Days are all-day; nothing has a time of day but the stamp.
 */
#ifndef FORMATS_ICS_H
#define FORMATS_ICS_H

#include "formats/buf.h"

#include <stdint.h>

enum ics_kind { ICS_EVENT, ICS_TODO };

struct ics_item {
	enum ics_kind kind;
	const char *uid;
	int32_t stamp; /* the day on which it was said */
	int32_t day;   /* of an event; by when of a todo, DAY_NONE: no day */
	const char *summary;
	const char *description; /* or NULL */
};

void ics_begin(struct buf *to, const char *name);
void ics_add(struct buf *to, const struct ics_item *item);
void ics_end(struct buf *to);

#endif
