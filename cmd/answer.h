/* SPDX-License-Identifier: MIT */
/*
 * answer: what a reading command said before, kept.
 *
 * An answer is a pure function of the commit, the day and the words of the question, so the bytes
 * of one that was given may be given again, with the warnings beside them: .git/moot/answers/, a
 * file a question, named by a hash of all that the answer depends on.  A warm command starts, reads
 * HEAD and prints; it loads neither libgit2 nor the history.  Files are checked when read, replaced
 * by rename, bounded in number and bytes, and may be deleted at any time.
 */
#ifndef CMD_ANSWER_H
#define CMD_ANSWER_H

#include "cmd/command.h"

/* One question about to be asked. */
struct answer {
	struct context *context;
	const char *path; /* of the file; NULL: this one is not kept */
	FILE *results;    /* the real stdout while the answer is being recorded */
	FILE *memory;     /* what is written to meanwhile: text and len */
	char *text;
	size_t len;
	struct buf talk; /* what was said on stderr meanwhile */
};

/* One that is not kept. */
#define ANSWER_NONE                                                                                \
	{                                                                                          \
		.talk = BUF_INIT                                                                   \
	}

/*
 * Is the question known?  1: it was answered on stdout and stderr, *status is its exit status.  For
 * commands that are KEPT the frame asks; one whose answer depends on more asks itself, when it has
 * seen that there is no more.
 */
int answer_find(struct answer *answer, struct context *context, int argc, char **argv, int *status);
/* Catches what is printed from here on. */
void answer_begin(struct answer *answer);
/* Prints it, and keeps it where the command ended well. */
void answer_end(struct answer *answer, int status);

#endif
