/* SPDX-License-Identifier: MIT */
/* What stands and is not in force, or is too much: rules A1 and A2, seats, trials that are over. */
#include "core/check/check_private.h"

#include "core/rules/hierarchy.h"
#include "core/rules/stagger.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

/* The section that begins in a line. */
static const struct ini_section *section_at(const struct ini_file *ini, uint32_t line)
{
	for (size_t i = 0; i < ini->section_count; i++)
		if (ini->section[i].line == line)
			return &ini->section[i];
	return NULL;
}

static struct finding *report(struct checking *checking, const struct ini_file *ini, uint32_t line,
        enum severity severity, const char *code, const char *text)
{
	const struct ini_section *section = section_at(ini, line);

	return section ? ini_finding_section(
	                         checking->out, ini, section, severity, code, "%s", text)
	               : findings_add(
	                         checking->out, severity, code, ini->path, line, 0, "%s", text);
}

/* A section of a day to come is judged on that day. */
static struct moment on_its_day(const struct checking *checking, const struct term *term)
{
	struct moment moment = checking->group->now;

	if (term->from != DAY_NONE && term->from > moment.day)
		moment.day = term->from;
	return moment;
}

static const char *why_not_agreed(const struct checking *checking, const struct term *term)
{
	struct arena *arena = checking->arena;

	if (!term->by)
		return "nobody agreed to it: it does not say by whom (rule A1)";
	if (!strcmp(term->by, "founding"))
		return "the founding did not have this section: nobody agreed to it (rule A1)";
	if (!ledger_negotiation(&checking->group->ledger, term->by))
		return arena_print(arena,
		        "there is no decision %s here: nobody agreed to it (rule A1)", term->by);
	return arena_print(arena, "%s has not decided this very section (rule A1)", term->by);
}

/* E503 and E504 of one section. */
static void check_term(struct checking *checking, const struct ini_file *ini,
        const struct term *term, enum force force, const char *who)
{
	if (force == FORCE_NOT_AGREED)
		report(checking, ini, term->line, SEVERITY_WARNING, "E503",
		        why_not_agreed(checking, term));
	else if (force == FORCE_NO_MEMBER &&
	         check_path_find(checking, arena_print(checking->arena, "people/%s.ini", who)))
		report(checking, ini, term->line, SEVERITY_WARNING, "E504",
		        arena_print(checking->arena,
		                "%s is no member in force on that day, so this is not in force",
		                who));
}

/* The holders in force beyond the seats: by their sections. */
static void check_seats(struct checking *checking, const struct role *role)
{
	const struct moment *now = &checking->group->now;
	const char **seated = arena_array(checking->arena, role->holder_count, sizeof *seated);
	size_t count = 0;

	for (size_t i = 0; role->seats && i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		bool again = false;
		if (holder_force(now, role, holder) != FORCE_YES)
			continue;
		for (size_t j = 0; j < count; j++)
			again |= !strcmp(seated[j], holder->handle);
		if (again)
			continue;
		seated[count++] = holder->handle;
		if (count <= role->seats)
			continue;
		report(checking, &role->ini, holder->term.line, SEVERITY_ERROR, "E502",
		        arena_print(checking->arena,
		                "%s is one too many: %s has %u seat%s, and %s holds %s",
		                holder->handle, role->name, role->seats,
		                role->seats == 1 ? "" : "s", seated[0],
		                role->seats == 1 ? "it" : "one"));
	}
}

/* Where all terms of a role end on one day, nobody is left who knows how it goes. */
static void check_ends(struct checking *checking, const struct role *role)
{
	struct stagger stagger;
	char text[DAY_SIZE];

	if (role->seats == 1 || holders_in_force(&checking->group->now, role) < 2 ||
	        !stagger_find(&stagger, checking->arena, role, checking->group->day))
		return;
	struct finding *finding =
	        report(checking, &role->ini, role->holder[0].term.line, SEVERITY_NOTE, "E507",
	                arena_print(checking->arena, "all terms of %s end on %s", role->name,
	                        day_print(text, stagger.day)));
	finding->hint = arena_print(checking->arena, "staggered: %s", stagger.advice);
}

static void check_role(struct checking *checking, const struct role *role)
{
	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		struct moment moment = on_its_day(checking, &holder->term);
		check_term(checking, &role->ini, &holder->term, holder_force(&moment, role, holder),
		        holder->handle);
	}
	for (size_t i = 0; i < role->led_by_count; i++) {
		const struct led_by *led_by = &role->led_by[i];
		struct moment moment = on_its_day(checking, &led_by->term);
		check_term(checking, &role->ini, &led_by->term, led_by_force(&moment, role, led_by),
		        "");
	}
	for (size_t i = 0; i < role->pay_count; i++) {
		const struct pay *pay = &role->pay[i];
		struct moment moment = on_its_day(checking, &pay->term);
		check_term(checking, &role->ini, &pay->term, pay_force(&moment, role, pay), "");
	}
	check_seats(checking, role);
	check_ends(checking, role);
}

/* A membership begins with a commit of theirs, by an address or a key that stands here (rule V2).
 */
static void check_beginning(struct checking *checking, const struct person *person)
{
	const struct group *group = checking->group;
	bool is_signed = standing_charter(&group->now)->identity_signed;

	if (person->key_count || (!is_signed && person->email_count))
		return;
	for (size_t i = 0; i < person->member_count; i++) {
		const struct membership *member = &person->member[i];
		if (member->term.until < group->day ||
		        membership_force(&group->now, person, member) != FORCE_OFFER)
			continue;
		struct finding *finding = report(checking, &person->ini, member->term.line,
		        SEVERITY_WARNING, "E508",
		        is_signed ? "no key stands here: this can never begin (rule V2)"
		                  : "no address stands here: this can never begin (rule V2)");
		finding->hint = arena_print(checking->arena, "moot %s --person %s --set person.%s",
		        group->ledger.founding_open ? "act" : "propose", person->handle,
		        is_signed ? "key='ssh-ed25519 AAAA...'" : "email=ADDRESS");
	}
}

static void check_person(struct checking *checking, const struct person *person)
{
	for (size_t i = 0; i < person->member_count; i++) {
		const struct membership *member = &person->member[i];
		struct moment moment = on_its_day(checking, &member->term);
		check_term(checking, &person->ini, &member->term,
		        membership_force(&moment, person, member), "");
	}
}

/* --- cycles (rule A2) --- */

/* The edges of the cycle, from one role round to it again: hierarchy_read() has cut them. */
static void report_cycle(
        struct checking *checking, const struct hierarchy *hierarchy, size_t start, bool *told)
{
	enum { SHOWN = 8 };
	struct buf text = BUF_INIT;
	size_t at = start, count = 0;

	buf_print(&text, "%s", hierarchy->node[start].role->name);
	do {
		const struct hierarchy_node *node = &hierarchy->node[at];
		told[at] = true;
		if (count++ < SHOWN)
			buf_print(&text, "%s is led by %s (%s:%u)", count == 1 ? "" : ", which",
			        node->edge->role, node->role->ini.path, node->edge->term.line);
		at = hierarchy_find(hierarchy, node->edge->role);
	} while (at != SIZE_MAX && at != start && hierarchy->node[at].edge);
	if (count > SHOWN)
		buf_print(&text, ", and so on through %zu roles", count);
	buf_puts(&text, ": nobody of them is led (rule A2)");
	report(checking, &hierarchy->node[start].role->ini, hierarchy->node[start].edge->term.line,
	        SEVERITY_ERROR, "E501", arena_string(checking->arena, text.data, text.len));
	buf_release(&text);
}

static void check_cycles(struct checking *checking)
{
	struct hierarchy hierarchy;

	hierarchy_read(&hierarchy, checking->arena, &checking->group->now);
	bool *told = arena_array(checking->arena, hierarchy.count, sizeof *told);
	for (size_t i = 0; i < hierarchy.count; i++)
		if (hierarchy.node[i].in_cycle && !told[i])
			report_cycle(checking, &hierarchy, i, told);
}

/* --- trials that are over (rule N14) --- */

static const char *first_value(const struct keyed_entry *entry)
{
	return entry && entry->value_count ? entry->value[0] : NULL;
}

static void check_trial(struct checking *checking, const char *path)
{
	const struct moment *now = &checking->group->now;
	const struct file *file = standing_file(now->ledger, now->standing, path);
	const struct file *reads = trial_lapse(now, file);
	const struct check_path *tree = check_path_find(checking, path);
	struct keyed_diff diff;

	if (reads == file || !file_is_keyed(file))
		return;
	if (tree && tree->here && file_same(tree->here, reads))
		return; /* written, and not committed yet */
	keyed_compare(&diff, checking->arena, &file->keyed, &reads->keyed);
	for (size_t i = 0; i < diff.count; i++) {
		const struct keyed_change *change = &diff.change[i];
		const char *again = first_value(change->after);
		struct finding *finding = findings_add(checking->out, SEVERITY_NOTE, "E505",
		        file->name, change->before ? change->before->line : 0, 0,
		        again ? "a trial is over: this reads '%s' again"
		              : "a trial is over: this is not there any more",
		        again ? again : "");
		if (finding->line)
			finding_show(checking->out, finding, file->text, file->len, 0);
		finding->hint = "moot settle writes what the date has made true";
	}
}

void check_force(struct checking *checking)
{
	struct file_list people = standing_people(&checking->group->now, checking->arena);
	struct file_list roles = standing_roles(&checking->group->now, checking->arena);

	for (size_t i = 0; i < people.count; i++) {
		check_person(checking, &people.file[i]->person);
		check_beginning(checking, &people.file[i]->person);
	}
	for (size_t i = 0; i < roles.count; i++) {
		check_role(checking, &roles.file[i]->role);
		check_trial(checking, roles.file[i]->name);
	}
	check_cycles(checking);
}
