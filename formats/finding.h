/* SPDX-License-Identifier: MIT */
/*
 * finding: what is wrong in the user's files.  All of them in one run; a parser that meets one says
 * so and reads on.  Printed by cmd/ as
 *
 *     roles/x.ini:4:9: error: unknown key 'colour' [E104]
 *         colour = red
 *         ^~~~~~
 *     hint: did you mean 'color'?
 */
#ifndef FORMATS_FINDING_H
#define FORMATS_FINDING_H

#include "formats/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct finding {
	enum severity severity;
	const char *code;    /* "E104"; listed with its meaning in codes.def */
	const char *path;    /* relative to the root; raw bytes, not NULL */
	uint32_t line;       /* from 1; 0 = the file as a whole */
	uint32_t column;     /* from 1, in bytes of the line; 0 = the line as a whole */
	uint32_t width;      /* bytes that the caret underlines, at least 1 */
	const char *message; /* as an error's text */
	const char *hint;    /* or NULL */
	const char *source;  /* the true line without its end, cut at 512 bytes, or NULL */
	const char *commit;  /* hex id where it came in, or NULL */
};

struct findings {
	struct arena *arena; /* texts and items live here; borrowed */
	struct finding *item;
	size_t count;
	size_t capacity;
};

#define FINDINGS_INIT(arena)                                                                       \
	{                                                                                          \
		(arena), NULL, 0, 0                                                                \
	}

/*
 * Adds one and returns it so that the caller can set hint, width, source, commit.  path is copied.
 * The pointer is good until the next one is added.
 */
struct finding *findings_add(struct findings *findings, enum severity severity, const char *code,
        const char *path, uint32_t line, uint32_t column, const char *format, ...)
        __attribute__((format(printf, 7, 8)));

/* Sets source (and width) from the text of the file. */
void finding_show(struct findings *findings, struct finding *finding, const char *text, size_t len,
        uint32_t width);

/* Sets the hint to "did you mean '...'?" when one of the known words is near enough. */
void finding_suggest(struct findings *findings, struct finding *finding, const char *word,
        const char *const *known, size_t known_count);

/* By path, line, column, code; duplicates (all fields equal) are dropped. */
void findings_sort(struct findings *findings);

bool findings_has(const struct findings *findings, enum severity at_least);

/* What a code means in one sentence, or NULL. */
const char *finding_meaning(const char *code);

/* The nearest of the known words by edit distance (at most a third of its length, at least 1), or
 * NULL. */
const char *nearest_word(const char *word, const char *const *known, size_t known_count);
/* The same, but at most `most` letters away. */
const char *nearest_word_within(
        const char *word, const char *const *known, size_t known_count, size_t most);

#endif
