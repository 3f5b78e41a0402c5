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

struct roll_list {
	struct arena *arena;
	struct roll_seat {
		const char *handle;
		enum reason reason;
		uint64_t groups;
	} * seat;
	size_t count, capacity;
	unsigned group; /* the roll that is being filled */
};

enum { GROUPS_MAX = 64 };

static uint64_t group_bit(unsigned group)
{
	return UINT64_C(1) << (group < GROUPS_MAX ? group : GROUPS_MAX - 1);
}

static void add(struct roll_list *list, const char *handle, enum reason reason)
{
	list->seat = arena_grow(
	        list->arena, list->seat, list->count, &list->capacity, sizeof *list->seat);
	list->seat[list->count++] = (struct roll_seat){handle, reason, group_bit(list->group)};
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

static void sort_unique(struct roll_list *list)
{
	size_t kept = 0;

	if (list->count)
		qsort(list->seat, list->count, sizeof *list->seat, by_handle_then_reason);
	for (size_t i = 0; i < list->count; i++)
		if (kept && !strcmp(list->seat[kept - 1].handle, list->seat[i].handle))
			list->seat[kept - 1].groups |= list->seat[i].groups;
		else
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
	const struct keyed_entry *entry = change->after ? change->after : change->before;

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

static size_t deciding(const struct roll_list *list, const struct option *option, unsigned group);

/* Fewer than two who decide: all members (and then whoever there is). */
static void complete_group(
        struct roll_list *list, const struct moment *moment, const struct option *option)
{
	sort_unique(list);
	if (deciding(list, option, list->group) < 2)
		add_members(list, moment);
	sort_unique(list);
	list->group++;
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

static size_t deciding(const struct roll_list *list, const struct option *option, unsigned group)
{
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += (list->seat[i].groups & group_bit(group)) &&
		         !contains(option->taken, option->taken_count, list->seat[i].handle);
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

int roll_compute(const struct moment *moment, const struct option *option, struct arena *arena,
        struct roll_entry **out, size_t *count, unsigned *groups, struct error *err)
{
	struct roll_list list = {.arena = arena};

	for (size_t i = 0; i < option->change_count; i++)
		if (!file_same(option->change[i].base, option->change[i].file))
			add_for_change(&list, moment, option, &option->change[i]);
	*groups = list.group ? list.group : 1;
	list.group = 0;
	add_heard(&list, moment, option);
	if (!list.count)
		add_caretakers(&list, moment, option);
	sort_unique(&list);
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
	*out = arena_array(arena, list.count, sizeof **out);
	*count = list.count;
	for (size_t i = 0; i < list.count; i++)
		(*out)[i] = (struct roll_entry){
		        .handle = list.seat[i].handle,
		        .because = reason_text[list.seat[i].reason],
		        .outside =
		                contains(option->taken, option->taken_count, list.seat[i].handle),
		        .groups = list.seat[i].groups,
		};
	return 0;
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

bool roll_within(const struct roll_entry *roll, size_t count, const struct roll_entry *other,
        size_t other_count)
{
	for (size_t i = 0; i < count; i++)
		if (!roll[i].outside && !roll_find(other, other_count, roll[i].handle))
			return false;
	return true;
}
