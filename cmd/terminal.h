/* SPDX-License-Identifier: MIT */
/* terminal: what stands behind stdout: its width, whether colour is wanted, the pager. */
#ifndef CMD_TERMINAL_H
#define CMD_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct context;

enum color_wish { COLOR_UNSAID, COLOR_ALWAYS, COLOR_NEVER, COLOR_AUTO };

/* COLUMNS, else what the terminal says, else 80. */
int terminal_width(int fd);

/* --color, else NO_COLOR, else color.moot, else color.ui; auto: only on a terminal not dumb. */
bool terminal_color(struct context *context, enum color_wish wish, bool terminal);

/*
 * Puts the user's pager behind stdout (GIT_PAGER, core.pager, PAGER, less) unless pager.moot, an
 * empty name or "cat" says no.  Returns its process, or 0 when there is none.
 */
pid_t pager_start(struct context *context);
void pager_wait(pid_t pager); /* stdout must be closed */

#endif
