/* SPDX-License-Identifier: MIT */
/*
 * git: running programs, git above all, for what it knows better: writing, identity, configuration.
 *
 * The environment goes on as it is.  No shell is involved.  An interrupted call is taken up again,
 * output of any size is read, and a program that does not read its input harms nobody.
 */
#ifndef CORE_GIT_GIT_H
#define CORE_GIT_GIT_H

#include "formats/arena.h"
#include "formats/buf.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

enum git_flags {
	GIT_TERMINAL =
	        1, /* stdin, stdout (unless out) and stderr are those of moot: hooks, editors */
	GIT_PARSED = 2, /* LC_ALL=C, since moot reads the words */
};

struct git_call {
	const char *const *argv; /* argv[0] is the program, looked up in PATH; NULL at the end */
	const char *dir;         /* NULL = the current folder */
	const char *const *env;  /* NAME=value added to the environment, NULL at the end; or NULL */
	const char *input;       /* stdin; with input NULL and no GIT_TERMINAL it is empty */
	size_t input_len;
	struct buf *out;    /* stdout is added here; NULL = that of moot */
	struct buf *errors; /* stderr is added here; NULL = that of moot with GIT_TERMINAL, else
	                       kept for the error text */
	unsigned flags;
	int status; /* set: the exit status, 128 + signal when killed */
};

/*
 * 0 when the program ran, whatever its status; -1 = ERROR_FATAL, it could not be started.
 */
int git_call(struct git_call *call, struct error *err);

/*
 * The short form.  out NULL: stdout is that of moot.  With status NULL, any status but 0 is an
 * error with the program's own words; else *status is set and stderr is kept only for that.
 */
int git_run(const char *const argv[], const char *dir, struct buf *out, const char *input,
        size_t input_len, int *status, struct error *err);

/* Sets *err from what a program said on stderr: its last "fatal:" or "error:" line is the text, the
 * rest, on one line, the hint.  Returns -1. */
int git_said(
        struct error *err, enum error_kind kind, const char *program, const struct buf *errors);

/* All settings that hold in dir, from one `git config --list -z`. */
struct git_config {
	struct git_config_entry {
		const char *key;   /* section and name in lower case, the middle as written */
		const char *value; /* NULL: a key without `=`, which git reads as true */
	} * entry;
	size_t count;
};

int git_config_read(
        struct git_config *out, struct arena *arena, const char *dir, struct error *err);
/* The last value of "section.middle.name", or NULL when it is not set ("true" without `=`). */
const char *git_config_get(const struct git_config *config, const char *key);
/* true, yes, on and numbers but 0 are true; false, no, off, 0 and "" are false; else fallback. */
bool git_config_bool(const struct git_config *config, const char *key, bool fallback);

/*
 * The person that git would name as the author in dir; where it knows none, ERROR_FATAL with git's
 * own words and advice.
 */
int git_identity(const char **name, const char **mail, struct arena *arena, const char *dir,
        struct error *err);

#endif
