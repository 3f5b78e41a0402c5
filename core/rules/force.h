/* SPDX-License-Identifier: MIT */
/*
 * force: what is in force on a day (rules A1, A2, A7).
 *
 * A section is in force when its dates say so, when the decision it names has agreed to this very
 * section, when the person is a member in force, and when they have accepted.
 */
#ifndef CORE_RULES_FORCE_H
#define CORE_RULES_FORCE_H

#include "core/rules/ledger.h"

/* Why a section is not in force; the first that holds. */
enum force {
	FORCE_YES,
	FORCE_NO_DAY,     /* a day is missing or none */
	FORCE_NOT_YET,    /* before `from` */
	FORCE_OVER,       /* after `until` */
	FORCE_NOT_AGREED, /* no decision has this very section */
	FORCE_NO_MEMBER,  /* the person is no member in force, or unknown */
	FORCE_OFFER,      /* not accepted */
	FORCE_NOT_LED,    /* the leading role has no holder in force */
	FORCE_ENDED,      /* the role has ended */
};

extern const char *const force_text[9]; /* "in force", "not yet", "ended" ... */

enum force membership_force(const struct moment *moment, const struct person *person,
        const struct membership *membership);
enum force holder_force(
        const struct moment *moment, const struct role *role, const struct holder *holder);
/* It was in force, is not over, and lacks nothing but a membership: who comes back has it again. */
bool holder_waits(
        const struct moment *moment, const struct role *role, const struct holder *holder);
/* Agreed, and the person said Decline since. */
bool holder_declined(
        const struct moment *moment, const struct role *role, const struct holder *holder);
enum force led_by_force(
        const struct moment *moment, const struct role *role, const struct led_by *led_by);
enum force pay_force(const struct moment *moment, const struct role *role, const struct pay *pay);

/* A member in force who may vote (a guest may not). */
bool is_member(const struct moment *moment, const char *handle);
bool is_guest(const struct moment *moment, const char *handle);
/*
 * Agreed, and not begun: somebody new has made no commit of their own yet, whoever comes back has
 * not accepted, or they declined (rules A7, N9).
 */
bool is_offered_membership(const struct moment *moment, const char *handle);
bool is_holder(const struct moment *moment, const struct role *role, const char *handle);
size_t holders_in_force(const struct moment *moment, const struct role *role);

/*
 * Rule A6: when nobody is a member in force, those whose membership ended last may still take
 * people in, and nothing else.
 */
bool may_speak(const struct moment *moment, const char *handle);

/* Handles of all members in force, in byte order. */
struct handles {
	const char **handle;
	size_t count;
};
struct handles caretakers(const struct moment *moment, struct arena *arena);
struct handles members_in_force(const struct moment *moment, struct arena *arena);
struct handles role_holders(
        const struct moment *moment, struct arena *arena, const struct role *role);

/* Whether the person has accepted what the adopted option gives them (rule N9). */
bool has_accepted(const struct moment *moment, const struct negotiation *negotiation,
        uint32_t option, const char *handle);

/* Of the led-by sections in force the one that begins last (of equals the last), or NULL. */
const struct led_by *role_lead(const struct moment *moment, const struct role *role);
/*
 * The role that leads this one on the day, or NULL.  In a circle of leads, which only the founding
 * or a merge can make, nobody leads (rule A2).
 */
const char *role_led_by(const struct moment *moment, const struct role *role);

#endif
