/* SPDX-License-Identifier: MIT */
/* path_words: paths as people type them, as paths below the root. */
#ifndef CMD_PATH_WORDS_H
#define CMD_PATH_WORDS_H

#include "cmd/session.h"

/*
 * Relative to the current folder, as git takes them and shells complete them; else below the root,
 * as moot prints them: where the one names nothing that the group ever had and the other does.
 * Without a slash at the end; "" is the root itself, which in history mode is the top.  ERROR_FATAL
 * when one leads out of the root.
 */
int path_word(const char **out, struct context *context, const struct group *group,
        const char *word, struct error *err);
int path_words(const char ***out, struct context *context, const struct group *group, int argc,
        char **argv, struct error *err);

/* Whether path is one of them or below one; true where there are none. */
bool path_wanted(const char *path, const char *const *wanted, size_t count);

#endif
