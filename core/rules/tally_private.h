/* SPDX-License-Identifier: MIT */
/* What the files of the tally share; nobody else includes it. */
#ifndef CORE_RULES_TALLY_PRIVATE_H
#define CORE_RULES_TALLY_PRIVATE_H

#include "core/rules/tally.h"

struct counting {
	const struct moment *moment;
	const struct negotiation *negotiation;
	struct arena *arena;
	const struct policy *policy[2]; /* at the opening, and as it stands now */
	size_t policy_count;
	bool unseconded;  /* a recall that nobody has seconded */
	bool *seen;       /* per item: seen from the moment */
	bool *counts;     /* per item: also in time and before any decision that is seen */
	size_t *proposal; /* the items that are options */
	size_t proposals;
};

/* --- tally.c --- */

/* Policies, and which items are seen and count. */
void counting_begin(struct counting *counting);
/* Every option that stands, with its stances and whether it passes, whatever the day. */
void tally_count(const struct counting *counting, struct tally *tally);

/* --- stance.c: what each person says --- */

bool item_before(const struct negotiation *negotiation, size_t earlier, size_t later);
const struct stamp *item_stamp(const struct negotiation *negotiation, size_t number);
/* Fills seen and counts. */
void mark_items(struct counting *counting);
/* Everybody on the roll or who said something, with what they say to the option. */
size_t stances_read(
        const struct counting *counting, uint32_t option, size_t newest, struct stance_entry **out);
/* Said something about what is to be decided: at all (SIZE_MAX), or in an item that has the newest
 * option before it. */
bool has_spoken(const struct counting *counting, const char *handle, size_t newest);
/* A word that is having spoken (rule N5: a Hold is not). */
bool word_speaks(enum voice_word word);

/* --- passing.c: whether an option passes, whatever the day --- */

/* Whether the person counts: on the roll, not outside, not away unless they spoke. */
bool in_base(const struct counting *counting, const struct option *option,
        const struct stance_entry *entry);
/* Fills the counts, passes and why. */
void judge_option(const struct counting *counting, struct option_tally *tally);
/* --- ranking.c: Prefer --- */

/* Who ranks an option before `none` and said nothing else to it consents to it. */
void rankings_take(const struct counting *counting, struct tally *tally);
/* Policies of method ranked: sets outranked of every option that does not win. */
void rankings_count(const struct counting *counting, struct tally *tally);
/* An election of several seats: who of those that pass is elected. */
void rankings_elect(const struct counting *counting, struct tally *tally);

bool list_has(const char *const *names, size_t count, const char *name);

#endif
