/* SPDX-License-Identifier: MIT */
#include "core/writing/renewal.h"

#include "core/rules/force.h"
#include "core/rules/place.h"
#include "formats/date.h"
#include "formats/ini_edit.h"

#include <string.h>

struct renewing {
	struct group *group;
	const char *by;
	struct buf text;
	size_t added;
};

static bool ends_soon(const struct renewing *renewing, const struct term *term)
{
	return term->until <= renewing->group->day + RENEWAL_DAYS;
}

static int follow(struct renewing *renewing, const char *word, const char *name,
        const struct term *term, int32_t most, bool guest, struct error *err)
{
	int32_t start = term->until + 1, end = start + (term->until - term->from);
	char from[DAY_SIZE], until[DAY_SIZE];
	struct ini_pair pair[4] = {
	        {"from", day_print(from, start)},
	        {"until", day_print(until, most != DAY_NONE && end > most ? most : end)},
	        {"by", renewing->by},
	        {"guest", "yes"},
	};

	renewing->added++;
	return ini_edit_add_section(&renewing->text, word, name, pair, guest ? 4 : 3, err);
}

static int renew_person(struct renewing *renewing, const struct person *person, struct error *err)
{
	const struct moment *now = &renewing->group->now;
	const struct membership *last = NULL;

	for (size_t i = 0; i < person->member_count; i++)
		if (!last || person->member[i].term.until > last->term.until)
			last = &person->member[i];
	if (!last || !ends_soon(renewing, &last->term) ||
	        membership_force(now, person, last) != FORCE_YES)
		return 0;
	return follow(renewing, "member", NULL, &last->term, DAY_NONE, last->guest, err);
}

static bool is_followed(const struct role *role, const struct holder *holder)
{
	for (size_t i = 0; i < role->holder_count; i++)
		if (!strcmp(role->holder[i].handle, holder->handle) &&
		        role->holder[i].term.until > holder->term.until)
			return true;
	return false;
}

static bool is_led_on(const struct role *role, const struct led_by *led_by)
{
	for (size_t i = 0; i < role->led_by_count; i++)
		if (!strcmp(role->led_by[i].role, led_by->role) &&
		        role->led_by[i].term.until > led_by->term.until)
			return true;
	return false;
}

static int renew_role(struct renewing *renewing, const struct role *role, struct error *err)
{
	const struct moment *now = &renewing->group->now;
	struct duration longest = standing_charter(now)->max_term;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		int32_t most = span_is_zero(longest)
		                       ? DAY_NONE
		                       : span_after(holder->term.until + 1, longest) - 1;
		if (!ends_soon(renewing, &holder->term) || is_followed(role, holder) ||
		        holder_force(now, role, holder) != FORCE_YES)
			continue;
		if (follow(renewing, "holder", holder->handle, &holder->term, most, false, err))
			return -1;
	}
	for (size_t i = 0; i < role->led_by_count; i++) {
		const struct led_by *led_by = &role->led_by[i];
		if (!ends_soon(renewing, &led_by->term) || is_led_on(role, led_by) ||
		        led_by_force(now, role, led_by) != FORCE_YES)
			continue;
		if (follow(renewing, "led-by", led_by->role, &led_by->term, DAY_NONE, false, err))
			return -1;
	}
	return 0;
}

static int renew_files(struct renewing *renewing, const struct file_list *list,
        struct opening_file *out, size_t *count, struct error *err)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct file *file = list->file[i];
		int status;
		renewing->added = 0;
		buf_clear(&renewing->text);
		buf_add(&renewing->text, file->text, file->len);
		status = file->class == PATH_PERSON ? renew_person(renewing, &file->person, err)
		                                    : renew_role(renewing, &file->role, err);
		if (status)
			return -1;
		if (renewing->added)
			out[(*count)++] = (struct opening_file){file->name,
			        arena_string(renewing->group->arena, renewing->text.data,
			                renewing->text.len),
			        renewing->text.len};
	}
	return 0;
}

struct ending {
	const struct file *file;
	const struct term *term;
};

static void sooner(const struct group *group, struct ending *next, const struct file *file,
        const struct term *term)
{
	if (term->until >= group->day && (!next->term || term->until < next->term->until))
		*next = (struct ending){file, term};
}

/* The membership or the term that ends first. */
static const char *next_end(
        const struct group *group, const struct file_list *people, const struct file_list *roles)
{
	struct ending next = {NULL, NULL};

	for (size_t i = 0; i < people->count; i++)
		for (size_t j = 0; j < people->file[i]->person.member_count; j++)
			sooner(group, &next, people->file[i],
			        &people->file[i]->person.member[j].term);
	for (size_t i = 0; i < roles->count; i++)
		for (size_t j = 0; j < roles->file[i]->role.holder_count; j++)
			sooner(group, &next, roles->file[i], &roles->file[i]->role.holder[j].term);
	return next.term ? place_line(group->arena, next.file->name, next.term->line) : "people/";
}

int renewal_files(struct group *group, const char *by, struct opening_file **out, size_t *count,
        struct error *err)
{
	struct file_list people = standing_people(&group->now, group->arena);
	struct file_list roles = standing_roles(&group->now, group->arena);
	struct renewing renewing = {group, by, BUF_INIT, 0};

	*count = 0;
	*out = arena_array(group->arena, people.count + roles.count + 1, sizeof **out);
	int status = renew_files(&renewing, &people, *out, count, err) ||
	                             renew_files(&renewing, &roles, *out, count, err)
	                     ? -1
	                     : 0;
	buf_release(&renewing.text);
	if (status || *count)
		return status;
	error_refuse(err, "N16", "no membership and no term ends within %d days", RENEWAL_DAYS);
	error_place(err, "%s", next_end(group, &people, &roles));
	return error_hint(err, "moot renew ROLE --until DATE renews one by itself");
}
