/* SPDX-License-Identifier: MIT */
/*
 * events: acknowledgements kept elsewhere (chat kudos, a forum), as a table.
 *
 * A line an event, in the order they happened, five columns with a tab between:
 *
 *     giver  receiver  day(YYYY-MM-DD)  units(0 to 32)  topic
 *
 * The first line may be exactly the names giver, receiver, day, units, topic.  A topic left empty
 * is "-".  Empty lines are skipped; LF or CRLF; a byte order mark is skipped.  See
 * moot-reputation(7).
 */
#ifndef FORMATS_EVENTS_H
#define FORMATS_EVENTS_H

#include "formats/arena.h"
#include "formats/finding.h"

#include <stddef.h>
#include <stdint.h>

enum { EVENTS_UNITS_MAX = 32, EVENTS_NAME_MAX = 255 /* bytes of a giver, receiver or topic */ };

struct events_row {
	uint32_t giver, receiver; /* indices into person */
	int32_t day;              /* days since 1970-01-01 */
	uint32_t topic;           /* index into topic */
	uint32_t line;            /* from 1 */
	uint8_t units;
};

/* Everything lives in the arena.  People and topics stand in order of first appearance. */
struct events {
	const char *path; /* as events_parse() was told */
	const char **person;
	size_t person_count;
	const char **topic;
	size_t topic_count;
	struct events_row *row;
	size_t row_count;
};

/* Lines with a finding give no row; the rest is read on. */
void events_parse(struct events *events, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

#endif
