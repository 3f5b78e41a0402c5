/* SPDX-License-Identifier: MIT */
/*
 * credits: what the messages of all commits acknowledge, gathered while the history is read.
 *
 * The same line mostly stands in many commits, so each different one is kept and taken apart once.
 */
#ifndef CORE_HISTORY_CREDITS_H
#define CORE_HISTORY_CREDITS_H

#include "core/history/column.h"
#include "core/git/commit.h"
#include "core/history/history.h"
#include "core/history/paths.h"
#include "formats/arena.h"
#include "formats/error.h"
#include "formats/trailer.h"

#include <stddef.h>
#include <stdint.h>

/* A line "Reviewed-by: Ada Ng <ada@example.org>". */
struct credit_line {
	const char *text; /* as written, unfolded */
	uint32_t word;    /* into credits->word, or CREDITS_NO_WORD: no acknowledgement */
	uint32_t first_person, person_count; /* into credits->person */
	uint32_t commits;                    /* in which it stands */
};

#define CREDITS_NO_WORD UINT32_MAX

/* A line in a commit. */
struct credit {
	uint32_t line; /* into credits->line */
	uint32_t row;  /* of the message, from 1 */
};

struct credit_commit {
	uint32_t first, count; /* into credits->credit */
	uint32_t area;         /* into credits->area; CREDITS_NO_WORD: none */
};

struct credits {
	struct arena *arena;
	enum trailer_mode mode;
	struct paths text; /* the texts of line[] */
	struct credit_line *line;
	size_t line_capacity;
	struct trailer_person *person;
	size_t person_count, person_capacity;
	struct paths word; /* lower case */
	struct paths area; /* lower case */
	struct credit *credit;
	size_t credit_count, credit_capacity;
	struct credit_commit *commit; /* by history_commit.read */
	size_t commit_count, commit_capacity;
	/* Scratch. */
	struct trailers trailers;
	struct trailer_people people;
};

void credits_init(struct credits *credits, struct arena *arena, enum trailer_mode mode);

/* A history_options.on_commit: context is the credits. */
int credits_commit(void *context, uint32_t read, const struct commit *commit, struct error *err);

/*
 * Gathers those of a history from its chronicle, in canonical order; messages that were not read in
 * this mode yet are.
 */
int credits_read(struct credits *credits, struct repo *repo, const struct history *history,
        struct error *err);

/* What a chronicle keeps of a message: its area, then the number of each line with its row. */
struct credits_writer {
	struct dictionary *line, *area;
	enum trailer_mode mode;
	struct arena scratch;
	struct trailers trailers;
	struct buf text;
};

#define CREDITS_WRITER_INIT(line, area, mode)                                                      \
	{                                                                                          \
		line, area, mode, ARENA_INIT, TRAILERS_INIT, BUF_INIT                              \
	}

/* Replaces what is in *out. */
void credits_write(struct credits_writer *writer, struct buf *out, const char *message, size_t len);
void credits_writer_release(struct credits_writer *writer);

/*
 * The "area:" before the first colon of the subject: one word of at most 64 bytes in lower case,
 * "refs/files", "doc".  Empty when there is none.
 */
size_t credits_area(char area[65], const char *message, size_t len);

#endif
