/* SPDX-License-Identifier: MIT */
/*
 * robot: accounts of programs that histories are full of.
 *
 * Asked only where no register says who is a person, and sure of what it says: a name that somebody
 * may be born with ("Talbot", "Ben Bot", "Claude") is none.  moot-trailers(7) has the list.
 */
#ifndef CORE_IDENTITY_ROBOT_H
#define CORE_IDENTITY_ROBOT_H

#include <stdbool.h>

/* A program's name or mail, whatever the case; either may be empty. */
bool robot_known(const char *name, const char *mail);

#endif
