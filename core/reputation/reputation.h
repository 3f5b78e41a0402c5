/* SPDX-License-Identifier: MIT */
/*
 * reputation: one number a person and topic, from what others wrote about them.
 *
 * The definition is moot-reputation(7).  Everything is exact: a score is a natural number in units
 * of 2^-reputation_places(), the same on every machine, and the parts that reputation_explain()
 * lists add up to it.  Nobody else in moot computes a score.
 *
 * One struct reputation is used by one thread at a time: the functions share its scratch memory.
 * Memory that cannot be had ends the program (formats/arena.h); an error is about the input.
 */
#ifndef CORE_REPUTATION_REPUTATION_H
#define CORE_REPUTATION_REPUTATION_H

#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 128 bits without a sign. */
struct wide {
	uint64_t high, low;
};

#define WIDE_TEXT 40 /* room for the digits and the NUL */

int wide_compare(struct wide a, struct wide b); /* <0, 0, >0 */
bool wide_zero(struct wide a);
struct wide wide_sum(struct wide a, struct wide b);
char *wide_text(struct wide value, char text[WIDE_TEXT]); /* decimal digits; returns text */

#define REPUTATION_UNITS_MAX 32

/* Giver and receiver are indices into the person table, topic into the topic table. */
struct reputation_event {
	uint32_t giver, receiver;
	int32_t day; /* DAY_FIRST to DAY_LAST of formats/date.h */
	uint32_t topic;
	uint8_t units; /* 0 to REPUTATION_UNITS_MAX */
};

struct reputation_params {
	uint32_t half_life; /* days, 1 to 36500 */
	uint32_t units_of;  /* this many units would give all that is left, 32 to 2^20 */
	uint32_t pair_cap;  /* what one person can have out to another, of 2^20; 1 to 2^20 */
	unsigned steps;     /* 1 to 5 */
};

#define REPUTATION_PARAMS_INIT                                                                     \
	{                                                                                          \
		180, 512, 32768, 3                                                                 \
	}

#define REPUTATION_ALL UINT32_MAX /* in place of a topic: the total */

struct reputation_shares;

struct reputation_input {
	const struct reputation_event *event; /* in landing order; self events and events of 0 units
	                                       * may occur and count nothing */
	size_t event_count;
	const char *const *person; /* handles, all different */
	size_t person_count;
	const char *const *topic; /* all different */
	size_t topic_count;
	const uint32_t *seed; /* persons, in any order; one named twice is one seed */
	size_t seed_count;    /* 0: all scores are 0 */
	int32_t at;           /* events of a later day are not there */
	struct reputation_params params;
	const struct reputation_shares
	        *shares; /* of exactly these events, or NULL: computed here */
};

struct reputation;

/* -1: a parameter out of its limits, more than 2^32 - 2 people or events, an event with an
 * index outside its table or too many units, shares of something else. */
int reputation_check_params(const struct reputation_params *params, struct error *err);

/*
 * Shares, matrix and everybody's score.  *out is the caller's, by reputation_free().  All arrays of
 * the input are borrowed and stay as they are until then; shares are not borrowed.
 */
int reputation_compute(
        struct reputation **out, const struct reputation_input *in, struct error *err);
/* The same with all hops in one topic; shares and seeds are those of `of`, which may be freed. */
int reputation_strict(
        struct reputation **out, const struct reputation *of, uint32_t topic, struct error *err);
void reputation_free(struct reputation *reputation); /* NULL is fine */

/* Everybody's score, person_count of them; borrowed. */
const struct wide *reputation_scores(const struct reputation *reputation);
/* Binary places of a score, 20(L+1)+L-1, and of a standing, 20 less. */
unsigned reputation_places(const struct reputation *reputation);
/* floor(10^6 * score), floor(10^6 * standing) */
uint64_t reputation_ppm(const struct reputation *reputation, struct wide score);
uint64_t reputation_standing_ppm(const struct reputation *reputation, struct wide standing);

/* Scores in one topic into score[person_count]; REPUTATION_ALL copies the total. */
void reputation_topic(struct reputation *reputation, uint32_t topic, struct wide *score);

/*
 * Scores without the floor(panels/4) panels that give each person most, into firm[person_count].
 * false, and firm is all 0: fewer than four seeds, so there is no firm (shown as "-").
 */
bool reputation_firm(struct reputation *reputation, uint32_t topic, struct wide *firm);

/* Persons sorted by first, then by total (either descending), then by handle. */
void reputation_order(const struct reputation *reputation, const struct wide *first,
        const struct wide *total, uint32_t *person, size_t count);

/* How many equal givers a score is worth.  topic may be REPUTATION_ALL. */
struct reputation_breadth {
	uint64_t tenths; /* floor(10 * breadth); 0 for a score of 0 */
	bool three;      /* breadth >= 3 */
};
struct reputation_breadth reputation_breadth(
        struct reputation *reputation, uint32_t person, uint32_t topic);

/* A person's topics with a score above 0, the largest first, then by name; count in *count. */
struct reputation_in_topic {
	uint32_t topic;
	struct wide score;
};
const struct reputation_in_topic *reputation_topics(
        struct reputation *reputation, struct arena *arena, uint32_t person, size_t *count);

/* What an event took of its giver when it landed, and what is left of that at the date asked; both
 * of 2^20.  0 for an event that counts nothing. */
uint32_t reputation_share(const struct reputation *reputation, size_t event);
uint32_t reputation_weight(const struct reputation *reputation, size_t event);

/* One event's part of a score: part = weight * standing. */
struct reputation_part {
	uint32_t event;
	uint32_t giver;
	uint32_t share, weight;
	struct wide standing; /* the giver's, without the receiver: reputation_standing_ppm() */
	struct wide part;     /* as a score: reputation_ppm() */
};
/* In landing order; every event to person that counts, a part of 0 too.  Their sum is the score. */
const struct reputation_part *reputation_explain(struct reputation *reputation, struct arena *arena,
        uint32_t person, uint32_t topic, size_t *count);

/* The same of the firm score: standings are those of the panels that it is left with.  NULL: there
 * is no firm. */
const struct reputation_part *reputation_explain_firm(struct reputation *reputation,
        struct arena *arena, uint32_t person, uint32_t topic, size_t *count);

/* Makes reputation_explain(), _breadth() and _topics() of many people fast (4 bytes an event). */
void reputation_index(struct reputation *reputation);

/*
 * What `to` owes to `from`: direct are the parts of what `from` wrote to them; all is the score
 * less what it would be had `from` written nothing at all, so it includes direct.
 */
struct reputation_debt {
	struct wide direct, all;
};
struct reputation_debt reputation_owed(struct reputation *reputation, uint32_t from, uint32_t to);

/* How many events count: not to oneself, of more than 0 units, not after the date. */
size_t reputation_counted(const struct reputation *reputation);

/* SHA-256 of parameters, seeds, counted events and scores; lower-case hex. */
#define REPUTATION_DIGEST 65
int reputation_digest(
        const struct reputation *reputation, char hex[REPUTATION_DIGEST], struct error *err);

/*
 * Shares that grow: appending events gives what a fresh run over all of them gives.
 *
 * Shares do not depend on the date asked, except that an event of a later day is not there.  So
 * shares made for one date hold for every date from the latest day counted to the day before the
 * earliest one left out: reputation_shares_hold().
 */
int reputation_shares_new(struct reputation_shares **out, const struct reputation_params *params,
        int32_t at, struct error *err);
/* The next events in landing order. */
int reputation_shares_append(struct reputation_shares *shares, const struct reputation_event *event,
        size_t count, struct error *err);
bool reputation_shares_hold(const struct reputation_shares *shares, int32_t at);
/* One share an event appended so far; borrowed until the next append. */
const uint32_t *reputation_shares_all(const struct reputation_shares *shares, size_t *count);
void reputation_shares_free(struct reputation_shares *shares);

#endif
