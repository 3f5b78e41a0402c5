/* SPDX-License-Identifier: MIT */
/*
 * packs: whether the packs of a repository are as git wrote them.
 *
 * git ends each pack and each index with a checksum of all before it.  Where these hold, an object
 * from a pack is what its id says, and need not be hashed by itself: a history's objects are twenty
 * times as large as the packs they lie in.
 */
#ifndef CORE_GIT_PACKS_H
#define CORE_GIT_PACKS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum packs_state { PACKS_UNCHECKED, PACKS_IN_CHECK, PACKS_WHOLE, PACKS_DAMAGED };

/* May be shared by threads once it was looked at. */
struct packs {
	uint64_t bytes;  /* of the packs and their indexes; 0: not looked at */
	bool plain;      /* all objects lie in one folder, no alternates */
	bool loose[256]; /* objects whose id begins with this byte may lie outside of the packs */
	_Atomic enum packs_state state;
};

/* objects is the folder. */
void packs_look(struct packs *out, const char *objects);
/* Reads every pack to the end, unless that was done or another thread is at it. */
void packs_check(struct packs *packs, const char *objects);

#endif
