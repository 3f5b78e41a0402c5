/* SPDX-License-Identifier: MIT */
/*
 * spot: where names, topics and the ends of sentences stand in a run of text.
 *
 * A name is '@' and a handle: not in an address, a web address or a package, not behind or before
 * letters of a script that joins words (in Chinese or Japanese it may stand between them), not
 * written with unseen characters inside.  A topic is '#', a letter and letters, digits, '-' or '_',
 * at most 64 characters: no heading, number or colour.
 *
 * A sentence ends at '.', '!' or '?' before a blank, at their Chinese and Japanese forms, at a hard
 * line break, and between the cells of a table; not at "(?)".
 */
#ifndef FORMATS_SPOT_H
#define FORMATS_SPOT_H

#include "formats/markdown.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum spot_kind { SPOT_NAME, SPOT_TOPIC, SPOT_END };

struct spot {
	enum spot_kind kind;
	bool question;  /* of an end: the sentence asks */
	uint32_t start; /* of the '@' or '#'; for an end the same as `end` */
	uint32_t end;   /* behind the last byte that belongs to it */
};

/* An array of its own, kept from run to run. */
struct spots {
	struct spot *spot;
	size_t count;
	size_t capacity;
};

/* Replaces the contents by those of the run, in order; the last is always its end. */
void spots_find(struct spots *out, const struct markdown_run *run);
/* Whether a sentence ends for certain where a line of plain text does; the line and those before it
 * are [text, end). */
bool spots_stop_at(const char *text, const char *end);
void spots_release(struct spots *spots);

#endif
