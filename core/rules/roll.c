/* SPDX-License-Identifier: MIT */
#include "core/rules/roll.h"

#include "core/rules/place.h"

#include "core/rules/hierarchy.h"
#include "core/rules/option.h"

#include <stdlib.h>
#include <string.h>

/* The reasons in the order in which they are shown (rule N4). */
enum reason { REASON_HOLDER, REASON_LED, REASON_LEAD, REASON_TEAM, REASON_MEMBER };

static const char *const reason_text[] = {"holder", "led", "lead", "team", "member"};

struct roll_seat {
	const char *handle;
	enum reason reason;
	uint32_t group;
};

/* Seats of one roll stand together; two changes that ask the same people ask them once. */
struct roll_list {
	struct arena *arena;
	struct roll_seat *seat;
	size_t count, capacity;
	size_t *first; /* per roll that is filled: its first seat; the next one's is behind it */
	size_t first_capacity;
	uint32_t group;     /* the roll that is being filled */
	size_t filled_at;   /* its first seat */
	const char **gains; /* who gains by the change that it is for */
	size_t gains_count;
	struct roll_gain *gain;
	size_t gain_count, gain_capacity;
};

#define HEARD UINT32_MAX /* asked, and on no roll by that */

static void add(struct roll_list *list, const char *handle, enum reason reason)
{
	list->seat = arena_grow(
	        list->arena, list->seat, list->count, &list->capacity, sizeof *list->seat);
	list->seat[list->count++] = (struct roll_seat){handle, reason, list->group};
}

static void add_holders(struct roll_list *list, const struct moment *moment,
        const struct role *role, enum reason reason)
{
	struct handles handles = role_holders(moment, list->arena, role);

	for (size_t i = 0; i < handles.count; i++)
		if (is_member(moment, handles.handle[i]))
			add(list, handles.handle[i], reason);
}

static void add_members(struct roll_list *list, const struct moment *moment)
{
	struct handles members = members_in_force(moment, list->arena);

	for (size_t i = 0; i < members.count; i++)
		add(list, members.handle[i], REASON_MEMBER);
}

static int by_handle_then_reason(const void *left, const void *right)
{
	const struct roll_seat *a = left, *b = right;
	int order = strcmp(a->handle, b->handle);

	return order ? order : (int)a->reason - (int)b->reason;
}

/* Of the roll that is being filled. */
static void sort_unique(struct roll_list *list)
{
	size_t kept = list->filled_at;

	if (list->count > list->filled_at)
		qsort(list->seat + list->filled_at, list->count - list->filled_at,
		        sizeof *list->seat, by_handle_then_reason);
	for (size_t i = list->filled_at; i < list->count; i++)
		if (kept == list->filled_at ||
		        strcmp(list->seat[kept - 1].handle, list->seat[i].handle) != 0)
			list->seat[kept++] = list->seat[i];
	list->count = kept;
}

static bool names_lead(const struct role *role, const char *lead)
{
	for (size_t i = 0; i < role->led_by_count; i++)
		if (!strcmp(role->led_by[i].role, lead))
			return true;
	return false;
}

/* All leads are read at once, and only where one may be the role's: a chain of them may be long. */
static void add_led(struct roll_list *list, const struct moment *moment, const struct role *role)
{
	struct arena scratch = ARENA_INIT;
	struct file_list roles = standing_roles(moment, &scratch);
	struct hierarchy hierarchy = {NULL, 0, SIZE_MAX};
	bool any = false;

	for (size_t i = 0; i < roles.count && !any; i++)
		any = names_lead(&roles.file[i]->role, role->name);
	if (any)
		hierarchy_read(&hierarchy, &scratch, moment);
	size_t lead = hierarchy_find(&hierarchy, role->name);
	size_t led = lead == SIZE_MAX ? SIZE_MAX : hierarchy.node[lead].first;
	for (; led != SIZE_MAX; led = hierarchy.node[led].next)
		add_holders(list, moment, hierarchy.node[led].role, REASON_LED);
	arena_release(&scratch);
}

/* Those who work with a role: its leads, those it leads, its team; its holders unless it is about
 * what they hold. */
static void add_around(
        struct roll_list *list, const struct moment *moment, const struct role *role, bool own)
{
	if (own)
		add_holders(list, moment, role, REASON_HOLDER);
	add_led(list, moment, role);
	const char *leader = role_led_by(moment, role);
	const struct role *lead = leader ? standing_role(moment, leader) : NULL;
	if (lead)
		add_holders(list, moment, lead, REASON_LEAD);
	const struct role *team = role->team ? standing_role(moment, role->team) : NULL;
	if (team)
		add_holders(list, moment, team, REASON_TEAM);
	else
		add_members(list, moment);
}

static const char *change_word(
        const struct keyed_change *change, const char **key, const char **name)
{
	const struct keyed_entry *entry = keyed_change_entry(change);

	*key = entry->key;
	*name = entry->name;
	return entry->word;
}

/* [holder], [pay], [led-by], autonomy and seats are about the holders themselves. */
static bool about_holders(const struct keyed_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		const char *key, *name, *word = change_word(&diff->change[i], &key, &name);
		if (!strcmp(word, "holder") || !strcmp(word, "pay") || !strcmp(word, "led-by"))
			return true;
		if (!strcmp(word, "role") && (!strcmp(key, "autonomy") || !strcmp(key, "seats")))
			return true;
	}
	return false;
}

static size_t deciding(const struct roll_list *list, const struct option *option);

/* The roll that asks the same people, or UINT32_MAX; they are shown by the first reason of both. */
static uint32_t same_roll(struct roll_list *list)
{
	size_t count = list->count - list->filled_at;
	const struct roll_seat *filled = list->seat + list->filled_at;

	for (uint32_t group = 0; group < list->group; group++) {
		size_t first = list->first[group];
		size_t end = group + 1 < list->group ? list->first[group + 1] : list->filled_at;
		struct roll_seat *seat = list->seat + first;
		bool same = end - first == count;
		for (size_t i = 0; i < count && same; i++)
			same = !strcmp(seat[i].handle, filled[i].handle);
		for (size_t i = 0; i < count && same; i++)
			if (filled[i].reason < seat[i].reason)
				seat[i].reason = filled[i].reason;
		if (same)
			return group;
	}
	return UINT32_MAX;
}

/* Fewer than two who decide: all members (and then whoever there is). */
static void complete_group(
        struct roll_list *list, const struct moment *moment, const struct option *option)
{
	sort_unique(list);
	if (deciding(list, option) < 2)
		add_members(list, moment);
	sort_unique(list);
	uint32_t group = same_roll(list);
	if (group == UINT32_MAX) {
		list->first = arena_grow(list->arena, list->first, list->group,
		        &list->first_capacity, sizeof *list->first);
		group = list->group++;
		list->first[group] = list->filled_at;
		list->filled_at = list->count;
	} else {
		list->count = list->filled_at;
	}
	for (size_t i = 0; i < list->gains_count; i++) {
		list->gain = arena_grow(list->arena, list->gain, list->gain_count,
		        &list->gain_capacity, sizeof *list->gain);
		list->gain[list->gain_count++] = (struct roll_gain){list->gains[i], group};
	}
}

/* A change of [led-by] or team must pass on the roll of the other role too. */
static void add_other_roles(struct roll_list *list, const struct moment *moment,
        const struct option *option, const struct keyed_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		const char *key, *name, *word = change_word(&diff->change[i], &key, &name);
		const struct keyed_change *change = &diff->change[i];
		const char *other = NULL;
		if (!strcmp(word, "led-by"))
			other = name;
		else if (!strcmp(word, "role") && !strcmp(key, "team") && change->after)
			other = change->after->value[0];
		const struct role *role = other ? standing_role(moment, other) : NULL;
		if (role) {
			add_around(list, moment, role, true);
			complete_group(list, moment, option);
		}
	}
}

static void add_for_change(struct roll_list *list, const struct moment *moment,
        const struct option *option, const struct option_change *change)
{
	if (option->way == WAY_ACT && change->base) {
		add_holders(list, moment, &change->base->role, REASON_HOLDER);
		complete_group(list, moment, option);
		return;
	}
	if (change->file->class == PATH_ROLE && change->base && change->base->usable) {
		add_around(list, moment, &change->base->role, !about_holders(&change->diff));
		complete_group(list, moment, option);
		add_other_roles(list, moment, option, &change->diff);
		return;
	}
	if (change->file->class == PATH_AGREEMENT) {
		const struct file *file = change->base ? change->base : change->file;
		const struct role *team = file->usable && file->agreement.team
		                                  ? standing_role(moment, file->agreement.team)
		                                  : NULL;
		if (team)
			add_holders(list, moment, team, REASON_TEAM);
		else
			add_members(list, moment);
	} else {
		add_members(list, moment);
	}
	complete_group(list, moment, option);
}

static bool contains(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* Heard and asked, though they may not be on the roll by themselves. */
static void add_heard(
        struct roll_list *list, const struct moment *moment, const struct option *option)
{
	for (size_t i = 0; i < option->taken_count; i++)
		if (is_member(moment, option->taken[i]))
			add(list, option->taken[i], REASON_HOLDER);
}

/* Of those on the roll that is being filled. */
static size_t deciding(const struct roll_list *list, const struct option *option)
{
	size_t count = 0;

	for (size_t i = list->filled_at; i < list->count; i++)
		count += !contains(option->taken, option->taken_count, list->seat[i].handle);
	return count;
}

/* Rule A6: only for people. */
static void add_caretakers(
        struct roll_list *list, const struct moment *moment, const struct option *option)
{
	struct handles handles = caretakers(moment, list->arena);

	for (size_t i = 0; i < option->change_count; i++)
		if (option->change[i].file->class != PATH_PERSON)
			return;
	for (size_t i = 0; i < handles.count; i++)
		add(list, handles.handle[i], REASON_MEMBER);
}

/* Everybody once, with the rolls they are on. */
static void make_roll(const struct roll_list *list, const struct option *option, unsigned groups,
        struct roll_entry **out, size_t *count)
{
	struct roll_entry *entry = arena_array(list->arena, list->count, sizeof *entry);
	size_t words = groups / 64 + 1, made = 0;
	uint64_t *on = NULL;

	for (size_t i = 0; i < list->count; i++) {
		const struct roll_seat *seat = &list->seat[i];
		if (!i || strcmp(seat[-1].handle, seat->handle) != 0) {
			on = arena_array(list->arena, words, sizeof *on);
			entry[made++] = (struct roll_entry){
			        .handle = seat->handle,
			        .because = reason_text[seat->reason],
			        .outside =
			                contains(option->taken, option->taken_count, seat->handle),
			        .groups = on,
			};
		}
		if (seat->group != HEARD)
			on[seat->group / 64] |= UINT64_C(1) << (seat->group % 64);
	}
	*out = entry;
	*count = made;
}

/* By this one of its changes. */
static void find_gains(struct roll_list *list, const struct moment *moment,
        const struct option *option, const struct option_change *change)
{
	struct option alone = *option;

	if (option->change_count > 1) {
		alone = (struct option){.name = option->name, .way = option->way};
		alone.change = arena_copy(list->arena, change, sizeof *change);
		alone.change_count = 1;
		option_read(moment, list->arena, &alone);
	}
	list->gains = alone.given;
	list->gains_count = alone.given_count;
}

static int by_roll_then_handle(const void *left, const void *right)
{
	const struct roll_gain *a = left, *b = right;

	return a->roll != b->roll ? (a->roll > b->roll) - (a->roll < b->roll)
	                          : strcmp(a->handle, b->handle);
}

static void sort_gains(struct option *option)
{
	if (option->gain_count)
		qsort(option->gain, option->gain_count, sizeof *option->gain, by_roll_then_handle);
}

int roll_compute(const struct moment *moment, struct option *option, struct arena *arena,
        struct roll_entry **out, size_t *count, unsigned *groups, struct error *err)
{
	struct roll_list list = {.arena = arena};

	for (size_t i = 0; i < option->change_count; i++)
		if (!file_same(option->change[i].base, option->change[i].file)) {
			find_gains(&list, moment, option, &option->change[i]);
			add_for_change(&list, moment, option, &option->change[i]);
		}
	*groups = list.group ? list.group : 1;
	option->gain = list.gain;
	option->gain_count = list.gain_count;
	sort_gains(option);
	list.group = HEARD;
	add_heard(&list, moment, option);
	list.group = 0;
	if (!list.count)
		add_caretakers(&list, moment, option);
	if (!list.count) {
		error_refuse(err, "A6",
		        "nobody is on the roll: no member is in force, and whose membership ended "
		        "last decides about people only");
		struct handles left = caretakers(moment, arena);
		error_place(err, "%s",
		        left.count ? place_of_member(moment, arena, left.handle[0]) : "people/");
		return error_hint(err, "moot join HANDLE; moot show HANDLE tells when a membership "
		                       "ended");
	}
	qsort(list.seat, list.count, sizeof *list.seat, by_handle_then_reason);
	make_roll(&list, option, *groups, out, count);
	return 0;
}

bool roll_has(const struct roll_entry *entry, unsigned group)
{
	return entry->groups[group / 64] >> (group % 64) & 1;
}

const struct roll_entry *roll_find(const struct roll_entry *roll, size_t count, const char *handle)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;
		int order = strcmp(roll[middle].handle, handle);
		if (!order)
			return &roll[middle];
		if (order < 0)
			low = middle + 1;
		else
			count = middle;
	}
	return NULL;
}

/* Whoever decides on the one is on the other (there perhaps only to be heard). */
static bool is_within(
        const struct roll *roll, unsigned group, const struct roll *other, unsigned other_group)
{
	for (size_t i = 0; i < roll->count; i++) {
		const struct roll_entry *entry = &roll->entry[i];
		if (entry->outside || !roll_has(entry, group))
			continue;
		entry = roll_find(other->entry, other->count, entry->handle);
		if (!entry || !roll_has(entry, other_group))
			return false;
	}
	return true;
}

static bool everybody_is_on(const struct roll *roll, const struct roll *other)
{
	for (size_t i = 0; i < roll->count; i++)
		if (!roll->entry[i].outside &&
		        !roll_find(other->entry, other->count, roll->entry[i].handle))
			return false;
	return true;
}

bool roll_fits(struct option *option, const struct roll *roll, const struct roll *opening,
        struct arena *arena)
{
	uint32_t *as = arena_array(arena, roll->groups, sizeof *as);

	if (!everybody_is_on(roll, opening) || !everybody_is_on(opening, roll))
		return false;
	for (unsigned group = 0; group < roll->groups; group++) {
		while (as[group] < opening->groups &&
		        !(is_within(roll, group, opening, as[group]) &&
		                is_within(opening, as[group], roll, group)))
			as[group]++;
		if (as[group] == opening->groups)
			return false;
	}
	for (size_t i = 0; i < option->gain_count; i++)
		option->gain[i].roll = as[option->gain[i].roll];
	sort_gains(option);
	return true;
}

bool roll_gains(const struct option *option, unsigned group, const char *handle)
{
	struct roll_gain wanted = {handle, group};

	return option->gain_count && bsearch(&wanted, option->gain, option->gain_count,
	                                     sizeof wanted, by_roll_then_handle);
}
