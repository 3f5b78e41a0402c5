/* SPDX-License-Identifier: MIT */
/* advice: the one useful next command, last on the stderr of every writing command. */
#ifndef CMD_ADVICE_H
#define CMD_ADVICE_H

#include "cmd/command.h"

/* "  next: moot join ben ..."; silent with advice.moot = false. */
void advice_next(struct context *context, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#endif
