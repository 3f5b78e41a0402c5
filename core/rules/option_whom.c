/* SPDX-License-Identifier: MIT */
/* For whom an option is: who gains and who loses a term, lead, membership, pay or autonomy. */
#include "core/rules/option_private.h"

#include "core/rules/force.h"
#include "formats/date.h"

#include <string.h>

struct names {
	struct arena *arena;
	const char **name;
	size_t count, capacity;
};

static void add_name(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->name[i], name))
			return;
	names->name = arena_grow(
	        names->arena, names->name, names->count, &names->capacity, sizeof *names->name);
	names->name[names->count++] = name;
}

static void add_holders(const struct moment *moment, struct names *names, const struct role *role)
{
	struct handles handles = role_holders(moment, names->arena, role);

	for (size_t i = 0; i < handles.count; i++)
		add_name(names, handles.handle[i]);
}

/* --- terms --- */

static bool has_from(const struct term *term, const struct keyed_entry *entry)
{
	int32_t from = keyed_from(entry);

	return from != DAY_NONE && from == term->from;
}

struct moment term_moment(const struct moment *moment, const struct term *term)
{
	struct moment then = *moment;

	if (term->from > then.day)
		then.day = term->from;
	return then;
}

static bool stands_in_role(
        const struct moment *moment, const struct role *role, const struct keyed_entry *entry)
{
	for (size_t i = 0; !strcmp(entry->word, "holder") && i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		struct moment then = term_moment(moment, &holder->term);
		if (entry->name && !strcmp(holder->handle, entry->name) &&
		        has_from(&holder->term, entry) &&
		        holder_force(&then, role, holder) == FORCE_YES)
			return true;
	}
	for (size_t i = 0; !strcmp(entry->word, "led-by") && i < role->led_by_count; i++) {
		const struct led_by *lead = &role->led_by[i];
		struct moment then = term_moment(moment, &lead->term);
		if (entry->name && !strcmp(lead->role, entry->name) &&
		        has_from(&lead->term, entry) &&
		        led_by_force(&then, role, lead) == FORCE_YES)
			return true;
	}
	return false;
}

/* Whether the section is in force where the option begins, or will be without it. */
static bool stands(
        const struct moment *moment, const struct file *base, const struct keyed_entry *entry)
{
	if (!base || !base->usable)
		return false;
	if (base->class == PATH_ROLE)
		return stands_in_role(moment, &base->role, entry);
	for (size_t i = 0; base->class == PATH_PERSON && i < base->person.member_count; i++) {
		const struct membership *member = &base->person.member[i];
		struct moment then = term_moment(moment, &member->term);
		if (has_from(&member->term, entry) &&
		        membership_force(&then, &base->person, member) == FORCE_YES)
			return true;
	}
	return false;
}

/* Whoever writes an option has accepted what it gives them (rule N9). */
static bool is_author(
        const struct option *option, const struct file *file, const struct keyed_entry *entry)
{
	const char *handle = file->class == PATH_PERSON       ? file->stem
	                     : !strcmp(entry->word, "holder") ? entry->name
	                                                      : NULL;

	return handle && option->stamp.who && !strcmp(handle, option->stamp.who);
}

/* Named by another decision it is another term, which begins as an offer or not at all. */
static int by_order(const struct moment *moment, const struct option *option,
        const struct option_change *change, const struct keyed_change *key)
{
	if (!key->before || !stands(moment, change->base, key->before))
		return key->after != NULL;
	return is_author(option, change->file, key->before) ? 0 : -1;
}

/*
 * What becomes of the days that a [holder], [member] or [led-by] gives: below 0 they end earlier,
 * or no longer hold; above 0 there are more of them.
 */
static int term_order(const struct moment *moment, const struct option *option,
        const struct option_change *change, const struct keyed_change *key)
{
	const struct keyed_entry *entry = keyed_change_entry(key);
	int32_t before = keyed_day(key->before), after = keyed_day(key->after);

	if (!strcmp(entry->key, "by"))
		return by_order(moment, option, change, key);
	return strcmp(entry->key, "until") ? 0 : (after > before) - (after < before);
}

/* The last day that `ended` leaves to what runs in a role. */
static int32_t last_day(const struct keyed_entry *ended)
{
	int32_t day = keyed_day(ended);

	return day == DAY_NONE ? DAY_LAST : day;
}

static bool ends_role(const struct keyed_change *key)
{
	const struct keyed_entry *entry = keyed_change_entry(key);

	return !strcmp(entry->word, "role") && !strcmp(entry->key, "ended") &&
	       last_day(key->after) < last_day(key->before);
}

/* A term in force, or to come, that the end of its role cuts off. */
static bool is_cut(const struct moment *moment, const struct role *role,
        const struct holder *holder, const struct keyed_change *key)
{
	struct moment then = term_moment(moment, &holder->term);

	return holder->term.until > last_day(key->after) &&
	       holder_force(&then, role, holder) == FORCE_YES;
}

static bool cuts_term(
        const struct moment *moment, const struct file *base, const struct keyed_change *key)
{
	if (!base || !base->usable || !ends_role(key))
		return false;
	for (size_t i = 0; i < base->role.holder_count; i++)
		if (is_cut(moment, &base->role, &base->role.holder[i], key))
			return true;
	return false;
}

bool change_ends_term(const struct moment *moment, const struct option *option,
        const struct option_change *change)
{
	for (size_t i = 0; change->file->class == PATH_ROLE && i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		bool holder = !strcmp(keyed_change_entry(key)->word, "holder");
		if (holder ? term_order(moment, option, change, key) < 0
		           : cuts_term(moment, change->base, key))
			return true;
	}
	return false;
}

/* --- the others --- */

static void pay_whom(const struct moment *moment, const struct role *role,
        const struct option_change *change, struct names *given, struct names *taken)
{
	struct pay_change pay;

	pay_compare(&pay, moment, given->arena, change);
	if (pay.more)
		add_holders(moment, given, role);
	if (pay.less)
		add_holders(moment, taken, role);
}

static void autonomy_change(const struct moment *moment, const struct role *role,
        const struct keyed_change *change, struct names *given)
{
	enum level before = LEVEL_NONE, after = LEVEL_NONE;

	if (keyed_value(change->before))
		level_parse(&before, keyed_value(change->before));
	if (keyed_value(change->after))
		level_parse(&after, keyed_value(change->after));
	if (after > before)
		add_holders(moment, given, role);
}

/* To be chosen as a lead is neither term nor pay nor autonomy (rule N6). */
static void lead_taken(const struct moment *moment, const char *name, struct names *taken)
{
	const struct role *leader = name ? standing_role(moment, name) : NULL;

	if (leader)
		add_holders(moment, taken, leader);
}

/* With a role end the terms in it, and the leads over it. */
static void role_cut(const struct moment *moment, const struct role *role,
        const struct keyed_change *key, struct names *taken)
{
	for (size_t i = 0; i < role->holder_count; i++)
		if (is_cut(moment, role, &role->holder[i], key))
			add_name(taken, role->holder[i].handle);
	for (size_t i = 0; i < role->led_by_count; i++) {
		const struct led_by *lead = &role->led_by[i];
		struct moment then = term_moment(moment, &lead->term);
		if (lead->term.until > last_day(key->after) &&
		        led_by_force(&then, role, lead) == FORCE_YES)
			lead_taken(moment, lead->role, taken);
	}
}

/* They run on when it ends later. */
static void role_restored(const struct moment *moment, const struct role *role,
        const struct keyed_change *key, struct names *given)
{
	for (size_t i = 0; i < role->holder_count; i++)
		if (role->holder[i].term.until > last_day(key->before) &&
		        role->holder[i].term.until >= moment->day)
			add_name(given, role->holder[i].handle);
}

static void change_whom(const struct moment *moment, const struct option *option,
        const struct option_change *change, struct names *given, struct names *taken)
{
	const struct file *file = change->file;
	const struct role *role =
	        file->class == PATH_ROLE
	                ? (change->base && change->base->usable ? &change->base->role : &file->role)
	                : NULL;

	if (role)
		pay_whom(moment, role, change, given, taken);
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(key);
		const char *handle = file->class == PATH_PERSON && !strcmp(entry->word, "member")
		                             ? file->stem
		                     : role && !strcmp(entry->word, "holder") ? entry->name
		                                                              : NULL;
		int order = handle || !strcmp(entry->word, "led-by")
		                    ? term_order(moment, option, change, key)
		                    : 0;
		if (handle && order)
			add_name(order > 0 ? given : taken, handle);
		if (!role)
			continue;
		if (!strcmp(entry->word, "led-by") && order < 0)
			lead_taken(moment, entry->name, taken);
		else if (!strcmp(entry->word, "role") && !strcmp(entry->key, "autonomy"))
			autonomy_change(moment, role, key, given);
		else if (ends_role(key))
			role_cut(moment, role, key, taken);
		else if (!strcmp(entry->word, "role") && !strcmp(entry->key, "ended"))
			role_restored(moment, role, key, given);
	}
}

/* One who gains a longer or a new term by the same option is not the one it takes from. */
static void drop_given(struct names *taken, const struct names *given)
{
	size_t kept = 0;

	for (size_t i = 0; i < taken->count; i++) {
		bool also = false;
		for (size_t j = 0; j < given->count; j++)
			also |= !strcmp(taken->name[i], given->name[j]);
		if (!also)
			taken->name[kept++] = taken->name[i];
	}
	taken->count = kept;
}

void option_whom(const struct moment *moment, struct arena *arena, struct option *option)
{
	struct names given = {.arena = arena}, taken = {.arena = arena};

	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		if (change->file->usable && !file_same(change->base, change->file))
			change_whom(moment, option, change, &given, &taken);
	}
	drop_given(&taken, &given);
	option->given = given.name;
	option->given_count = given.count;
	option->taken = taken.name;
	option->taken_count = taken.count;
}
