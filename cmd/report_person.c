/* SPDX-License-Identifier: MIT */
#include "cmd/report_person.h"

#include "core/rules/force.h"

#include <string.h>

/* Who was here and is no longer, and the way back. */
static void show_alumni(
        struct context *context, const struct group *group, const struct person *person)
{
	int32_t last = DAY_NONE;

	for (size_t i = 0; i < person->member_count; i++)
		if (person->member[i].term.until > last)
			last = person->member[i].term.until;
	if (last != DAY_NONE && last < group->day)
		out_print(context->out,
		        "  was here until %s; what they gave stays. The way back: moot join %s\n",
		        day_said(context, group, last), person->handle);
}

/* When they are away, and whose word counts while they are silent. */
static void show_own(
        struct context *context, const struct group *group, const struct person *person)
{
	struct out *out = context->out;

	for (size_t i = 0; i < person->away_count; i++)
		if (person->away[i].until >= group->day)
			out_print(out, "  away %s..%s\n",
			        day_iso(context->arena, person->away[i].from),
			        day_iso(context->arena, person->away[i].until));
	for (size_t i = 0; i < person->delegate_count; i++) {
		const struct delegate *delegate = &person->delegate[i];
		const char *over = delegate->term.until < group->day ? "  over" : "";
		out_print(out, "  while silent, %s speaks for %s %s..%s%s%s%s%s%s\n",
		        delegate->handle, person->handle,
		        day_iso(context->arena, delegate->term.from),
		        day_iso(context->arena, delegate->term.until),
		        delegate->role_count ? ", about " : "",
		        join_names(context->arena, delegate->role, delegate->role_count),
		        delegate->topic_count ? ", on " : "",
		        join_names(context->arena, delegate->topic, delegate->topic_count), over);
	}
}

static int32_t load_of(
        const struct group *group, const struct person *person, const struct file_list *roles)
{
	int32_t load = 0;

	for (size_t i = 0; i < roles->count; i++)
		for (size_t j = 0; j < roles->file[i]->role.holder_count; j++) {
			const struct holder *holder = &roles->file[i]->role.holder[j];
			if (!strcmp(holder->handle, person->handle) &&
			        holder_force(&group->now, &roles->file[i]->role, holder) ==
			                FORCE_YES)
				load += holder->load_tenths;
		}
	return load;
}

static void record_term(struct out *out, const struct term *term)
{
	record_day(out, "from", term->from);
	record_day(out, "until", term->until);
	record_text(out, "by", term->by);
}

static void record_list(struct out *out, const char *name, const char *const *value, size_t count)
{
	record_list_open(out, name);
	for (size_t i = 0; i < count; i++)
		record_text(out, NULL, value[i]);
	record_list_close(out);
}

/* What stands in somebody else's file too is told by check, and is theirs who had it first (rule
 * D7). */
static void record_email(struct out *out, const struct group *group, const struct person *person)
{
	record_list_open(out, "email");
	for (size_t i = 0; i < person->email_count; i++) {
		const char *owner = group_handle(group, person->email[i]);
		if (owner && !strcmp(owner, person->handle))
			record_text(out, NULL, person->email[i]);
	}
	record_list_close(out);
}

static void record_own(struct out *out, const struct person *person)
{
	record_list_open(out, "away");
	for (size_t i = 0; i < person->away_count; i++) {
		record_group_open(out, NULL);
		record_day(out, "from", person->away[i].from);
		record_day(out, "until", person->away[i].until);
		record_group_close(out);
	}
	record_list_close(out);
	record_list_open(out, "delegates");
	for (size_t i = 0; i < person->delegate_count; i++) {
		const struct delegate *delegate = &person->delegate[i];
		record_group_open(out, NULL);
		record_text(out, "person", delegate->handle);
		record_day(out, "from", delegate->term.from);
		record_day(out, "until", delegate->term.until);
		record_list(out, "roles", delegate->role, delegate->role_count);
		record_list(out, "topics", delegate->topic, delegate->topic_count);
		record_group_close(out);
	}
	record_list_close(out);
}

static void record_holdings(struct out *out, const struct group *group, const struct person *person,
        const struct file_list *roles)
{
	record_list_open(out, "roles");
	for (size_t i = 0; i < roles->count; i++) {
		const struct role *role = &roles->file[i]->role;
		for (size_t j = 0; j < role->holder_count; j++) {
			if (strcmp(role->holder[j].handle, person->handle) != 0)
				continue;
			record_group_open(out, NULL);
			record_text(out, "role", role->name);
			record_term(out, &role->holder[j].term);
			record_flag(out, "in_force",
			        holder_force(&group->now, role, &role->holder[j]) == FORCE_YES);
			record_group_close(out);
		}
	}
	record_list_close(out);
}

static void record_person(struct out *out, const struct group *group, const struct person *person,
        const struct file_list *roles)
{
	record_open(out);
	record_text(out, "person", person->handle);
	record_text(out, "name", person->name);
	record_email(out, group, person);
	record_text(out, "affiliation", person->affiliation);
	record_list_open(out, "member");
	for (size_t i = 0; i < person->member_count; i++) {
		const struct membership *membership = &person->member[i];
		record_group_open(out, NULL);
		record_term(out, &membership->term);
		record_flag(out, "guest", membership->guest);
		record_flag(out, "in_force",
		        membership_force(&group->now, person, membership) == FORCE_YES);
		record_group_close(out);
	}
	record_list_close(out);
	record_own(out, person);
	record_number(out, "load_tenths", load_of(group, person, roles));
	record_holdings(out, group, person, roles);
	record_close(out);
}

void report_person(struct context *context, const struct group *group, const struct person *person)
{
	struct out *out = context->out;
	struct file_list roles = standing_roles(&group->now, context->arena);

	if (out->form != FORM_HUMAN) {
		record_person(out, group, person, &roles);
		return;
	}
	out_style(out, STYLE_BOLD, "%s", person->handle);
	out_print(out, "  %s", person->name);
	if (person->affiliation)
		out_print(out, ", %s", person->affiliation);
	out_print(out, "\n");
	if (!person->member_count)
		out_print(out, "  an acquaintance: may be thanked and cited, has no voice\n");
	for (size_t i = 0; i < person->member_count; i++) {
		const struct membership *membership = &person->member[i];
		enum force force = membership_force(&group->now, person, membership);
		out_print(out, "  %s %s..%s  %s\n", membership->guest ? "guest" : "member",
		        day_iso(context->arena, membership->term.from),
		        day_iso(context->arena, membership->term.until),
		        force != FORCE_OFFER ? force_text[force]
		        : ledger_active(&group->now, person->handle)
		                ? "offered: begins when they accept"
		                : "offered: begins with a commit of theirs");
	}
	show_alumni(context, group, person);
	show_own(context, group, person);
	int32_t load = load_of(group, person, &roles);
	if (load)
		out_print(out, "  a load of %d.%d days a week\n", load / 10, load % 10);
	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		for (size_t j = 0; j < role->holder_count; j++)
			if (!strcmp(role->holder[j].handle, person->handle))
				out_print(out, "  %s %s..%s  %s\n", role->name,
				        day_iso(context->arena, role->holder[j].term.from),
				        day_iso(context->arena, role->holder[j].term.until),
				        force_text[holder_force(
				                &group->now, role, &role->holder[j])]);
	}
}

void report_returns(struct context *context, const struct group *group, const char *handle)
{
	struct file_list roles = standing_roles(&group->now, context->arena);
	const char **name = arena_array(context->arena, roles.count, sizeof *name);
	size_t count = 0;

	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		for (size_t j = 0; j < role->holder_count; j++)
			if (!strcmp(role->holder[j].handle, handle) &&
			        holder_waits(&group->now, role, &role->holder[j]))
				name[count++] = arena_print(context->arena, "%s until %s",
				        role->name,
				        day_said(context, group, role->holder[j].term.until));
	}
	if (count)
		out_fold(context->out, 0,
		        arena_print(context->arena,
		                "with the membership %s holds again, since those terms are not "
		                "over: "
		                "%s",
		                handle, join_names(context->arena, name, count)));
}
