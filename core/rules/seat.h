/* SPDX-License-Identifier: MIT */
/*
 * seat: the terms of a role as an option would leave them, and the days on which they are taken.
 *
 * A role may have thousands of them, and so may an option that nobody agrees to: what is asked here
 * is sorted once, and gone through day by day.
 */
#ifndef CORE_RULES_SEAT_H
#define CORE_RULES_SEAT_H

#include "core/rules/ledger.h"

/* A term as it will be: of the option where it has a word on it, else as it stands. */
struct seat {
	const char *name; /* who holds, or which role leads */
	int32_t from, until;
	int32_t load_tenths;
	bool agreed;                 /* stands already, as far as it is not lengthened */
	const struct holder *holder; /* as it stands; NULL: it is new */
	const struct led_by *led_by;
};

struct seats {
	struct seat *seat;
	size_t count;
};

/* stands NULL: there is no such role; change NULL: the option says nothing of it. */
struct seats seats_held(
        struct arena *arena, const struct role *stands, const struct option_change *change);
struct seats seats_led(
        struct arena *arena, const struct role *stands, const struct option_change *change);

/* The role as it stands, ended when the option ends it; into *then where that differs. */
const struct role *seats_role(
        const struct role *stands, const struct option_change *change, struct role *then);

/* Days from the moment's on, on which a seat is taken: in force, or offered and not declined. */
struct spell {
	int32_t from, until;
	size_t seat;
};

struct spells {
	struct spell *spell;
	size_t count, capacity;
};

struct spells seats_taken(const struct moment *moment, struct arena *arena,
        const struct role *stands, const struct seats *seats);

/* The first days of all seats that are not over, or the moment's; sorted, each once. */
struct days {
	int32_t *day;
	size_t count;
};
struct days seats_begin(
        const struct moment *moment, struct arena *arena, const struct seats *seats);
void days_sort(struct days *days);

/* Names by number: equal names have one. */
struct numbering {
	const char **name; /* sorted */
	size_t count;
};
struct numbering seats_names(struct arena *arena, const struct seats *seats);
size_t numbering_find(const struct numbering *names, const char *name); /* it is there */

/* Where a spell begins, or the day after it ended. */
struct turn {
	int32_t day;
	bool ends;
	size_t spell;
};
/* By day. */
struct turn *spells_turns(struct arena *arena, const struct spells *spells);

/* Their file as it will be, or NULL. */
const struct person *seat_person(
        const struct moment *moment, const struct option *option, const char *handle);

#endif
