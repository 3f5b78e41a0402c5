/* SPDX-License-Identifier: MIT */
#include "core/rules/leading.h"

#include "core/rules/force.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *left, const void *right)
{
	const struct lead_role *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static void read_roles(struct leading *out, const struct moment *moment, struct arena *arena,
        const struct option *option)
{
	struct file_list roles = standing_roles(moment, arena);
	size_t kept = 0;

	out->role = arena_array(arena, roles.count + option->change_count, sizeof *out->role);
	for (size_t i = 0; i < roles.count; i++)
		out->role[out->count++] = (struct lead_role){
		        .name = roles.file[i]->stem, .stands = &roles.file[i]->role};
	for (size_t i = 0; i < option->change_count; i++)
		if (option->change[i].file->class == PATH_ROLE)
			out->role[out->count++] = (struct lead_role){
			        .name = option->change[i].file->stem, .change = &option->change[i]};
	if (out->count)
		qsort(out->role, out->count, sizeof *out->role, by_name);
	for (size_t i = 0; i < out->count; i++) {
		struct lead_role *last = kept ? &out->role[kept - 1] : NULL;
		if (!last || strcmp(last->name, out->role[i].name) != 0) {
			out->role[kept++] = out->role[i];
			continue;
		}
		if (out->role[i].stands)
			last->stands = out->role[i].stands;
		if (out->role[i].change)
			last->change = out->role[i].change;
	}
	out->count = kept;
}

size_t leading_find(const struct leading *leading, const char *name)
{
	const struct lead_role wanted = {.name = name};
	const struct lead_role *found =
	        leading->count
	                ? bsearch(&wanted, leading->role, leading->count, sizeof wanted, by_name)
	                : NULL;

	return found ? (size_t)(found - leading->role) : NO_ROLE;
}

/* The days on which a section leads; whether the leading role is held is not asked. */
static struct lead_span span_of(
        const struct moment *moment, const struct lead_role *role, const struct seat *seat)
{
	struct moment then = *moment;
	struct lead_span span = {seat->from, seat->until, 0, !seat->agreed};

	if (seat->agreed && role->stands) {
		then.day = seat->from;
		enum force force = led_by_force(&then, role->stands, seat->led_by);
		if (force != FORCE_YES && force != FORCE_NOT_LED)
			span.until = DAY_NONE;
		else if (role->stands->ended != DAY_NONE && role->stands->ended < span.until)
			span.until = role->stands->ended;
	}
	if (span.from < moment->day)
		span.from = moment->day;
	return span;
}

static size_t first_day(const struct days *days, int32_t day)
{
	size_t low = 0, high = days->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (days->day[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first stretch from here on that nothing has been laid over. */
static size_t first_free(size_t *next, size_t at)
{
	size_t free = at;

	while (next[free] != free)
		free = next[free];
	while (next[at] != free) {
		size_t behind = next[at];
		next[at] = free;
		at = behind;
	}
	return free;
}

/* Lays the sections over the days, the last of the file first: what is free is led by the next. */
static void lay(
        struct lead_role *role, struct arena *arena, const struct lead_span *section, size_t count)
{
	struct days days = {arena_array(arena, 2 * count, sizeof *days.day), 0};

	for (size_t i = 0; i < count; i++) {
		days.day[days.count++] = section[i].from;
		days.day[days.count++] = section[i].until + 1;
	}
	days_sort(&days);
	size_t *next = arena_array(arena, days.count + 1, sizeof *next);
	const struct lead_span **on = arena_array(arena, days.count, sizeof *on);
	for (size_t i = 0; i <= days.count; i++)
		next[i] = i;
	for (size_t i = count; i-- > 0;) {
		size_t end = first_day(&days, section[i].until + 1);
		size_t at = first_free(next, first_day(&days, section[i].from));
		for (; at < end; at = first_free(next, at)) {
			on[at] = &section[i];
			next[at] = at + 1;
		}
	}
	role->span = arena_array(arena, days.count, sizeof *role->span);
	for (size_t i = 0; i + 1 < days.count; i++)
		if (on[i])
			role->span[role->span_count++] = (struct lead_span){
			        days.day[i], days.day[i + 1] - 1, on[i]->leader, on[i]->given};
}

static void read_spans(struct leading *out, struct lead_role *role, const struct moment *moment,
        struct arena *arena)
{
	struct seats seats = seats_led(arena, role->stands, role->change);
	struct lead_span *section = arena_array(arena, seats.count, sizeof *section);
	size_t count = 0;

	for (size_t i = 0; i < seats.count; i++) {
		struct lead_span span = span_of(moment, role, &seats.seat[i]);
		span.leader = leading_find(out, seats.seat[i].name);
		if (span.until >= span.from && span.leader != NO_ROLE)
			section[count++] = span;
	}
	lay(role, arena, section, count);
}

static int by_day(const void *left, const void *right)
{
	const struct lead_span *a = left, *b = right;

	return (a->from > b->from) - (a->from < b->from);
}

/* The spans again, by the role that leads. */
static void turn_round(struct leading *out, struct arena *arena)
{
	size_t *room = arena_array(arena, out->count, sizeof *room);

	for (size_t i = 0; i < out->count; i++)
		for (size_t j = 0; j < out->role[i].span_count; j++)
			room[out->role[i].span[j].leader]++;
	for (size_t i = 0; i < out->count; i++)
		out->role[i].leads = arena_array(arena, room[i], sizeof *out->role[i].leads);
	for (size_t i = 0; i < out->count; i++)
		for (size_t j = 0; j < out->role[i].span_count; j++) {
			struct lead_span span = out->role[i].span[j];
			struct lead_role *leader = &out->role[span.leader];
			span.leader = i;
			leader->leads[leader->leads_count++] = span;
		}
	for (size_t i = 0; i < out->count; i++)
		if (out->role[i].leads_count)
			qsort(out->role[i].leads, out->role[i].leads_count,
			        sizeof *out->role[i].leads, by_day);
}

void leading_read(struct leading *out, const struct moment *moment, struct arena *arena,
        const struct option *option)
{
	size_t count = 1;

	*out = (struct leading){NULL, 0, {NULL, 0}};
	read_roles(out, moment, arena, option);
	for (size_t i = 0; i < out->count; i++)
		read_spans(out, &out->role[i], moment, arena);
	turn_round(out, arena);
	for (size_t i = 0; i < out->count; i++)
		count += out->role[i].span_count;
	out->begin.day = arena_array(arena, count, sizeof *out->begin.day);
	out->begin.day[out->begin.count++] = moment->day;
	for (size_t i = 0; i < out->count; i++)
		for (size_t j = 0; j < out->role[i].span_count; j++)
			out->begin.day[out->begin.count++] = out->role[i].span[j].from;
	days_sort(&out->begin);
}

const struct lead_span *leading_on(const struct lead_role *role, int32_t day)
{
	size_t low = 0, high = role->span_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (role->span[middle].until < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < role->span_count && role->span[low].from <= day ? &role->span[low] : NULL;
}

bool leading_within(const struct lead_role *role, int32_t from, int32_t until, bool given)
{
	for (size_t i = 0; i < role->leads_count && role->leads[i].from <= until; i++)
		if (role->leads[i].until >= from && role->leads[i].given == given)
			return true;
	return false;
}

/* --- circles --- */

struct walking {
	const struct leading *leading;
	size_t *walk; /* per role: the number of the last walk that came by */
	size_t count; /* walks so far */
};

/* Walks up from a role; the role where the walk meets itself, or NO_ROLE. */
static size_t walk_up(struct walking *walking, size_t role, int32_t day, size_t since)
{
	const struct leading *leading = walking->leading;
	size_t walk = ++walking->count;

	while (walking->walk[role] < since) {
		walking->walk[role] = walk;
		const struct lead_span *span = leading_on(&leading->role[role], day);
		if (!span)
			return NO_ROLE;
		role = span->leader;
	}
	return walking->walk[role] == walk ? role : NO_ROLE;
}

/* From the first in it that is given its lead; nothing where it stands already. */
static bool read_circle(struct lead_circle *out, const struct leading *leading, struct arena *arena,
        size_t role, int32_t day)
{
	size_t length = 0, at = role, first = NO_ROLE;

	do {
		const struct lead_span *span = leading_on(&leading->role[at], day);
		if (span->given && (first == NO_ROLE || at < first))
			first = at;
		at = span->leader;
		length++;
	} while (at != role);
	if (first == NO_ROLE)
		return false;
	*out = (struct lead_circle){day, arena_array(arena, length, sizeof *out->role), 0};
	for (at = first; out->count < length; at = leading_on(&leading->role[at], day)->leader)
		out->role[out->count++] = at;
	return true;
}

struct lead_circle leading_circle(const struct leading *leading, struct arena *arena)
{
	struct lead_circle circle = {DAY_NONE, NULL, 0};
	struct walking walking = {
	        leading, arena_array(arena, leading->count, sizeof *walking.walk), 0};

	for (size_t i = 0; i < leading->begin.count; i++) {
		int32_t day = leading->begin.day[i];
		size_t since = walking.count + 1;
		for (size_t j = 0; j < leading->count; j++) {
			const struct lead_span *span =
			        leading->role[j].change ? leading_on(&leading->role[j], day) : NULL;
			size_t met =
			        span && span->given ? walk_up(&walking, j, day, since) : NO_ROLE;
			if (met != NO_ROLE && read_circle(&circle, leading, arena, met, day))
				return circle;
		}
	}
	return circle;
}
