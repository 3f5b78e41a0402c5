/* SPDX-License-Identifier: MIT */
#include "cmd/known.h"
#include "cmd/table.h"

#include "core/check/check.h"
#include "core/group/due.h"
#include "core/group/ends.h"
#include "formats/ics.h"

#include <string.h>

struct status_options {
	const char *who;
	bool all, ics;
};

static const struct command_option options[] = {
        OPTION_STRING(struct status_options, who, 0, "for", "HANDLE", "what needs HANDLE, not you"),
        OPTION_FLAG(struct status_options, all, 0, "all", "what needs anybody"),
        OPTION_FLAG(struct status_options, ics, 0, "ics",
                "a calendar of what is due and of all that ends"),
        OPTION_END,
};

static const char *label(const struct due *due, const char *who)
{
	bool mine = who && due->who && !strcmp(due->who, who);

	if (due->what == DUE_VOICE)
		return mine ? "your voice" : "voice";
	if (due->what == DUE_ACCEPT)
		return mine ? "your word" : "accept";
	if (due->what == DUE_ENDING && mine)
		return "your term";
	return due_name[due->what];
}

static void print_records(struct out *out, const struct due_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct due *due = &list->item[i];
		record_open(out);
		record_text(out, "what", due_name[due->what]);
		record_text(out, "who", due->who);
		record_text(out, "role", due->role);
		record_text(out, "id", due->id);
		record_day(out, "due", due->day);
		record_text(out, "text", due->text);
		record_close(out);
	}
}

/* Of roles that nobody holds a few are named, those first that were held last, and the rest is
 * counted: a register that was taken over may have hundreds. */
enum { VACANT_NAMED = 3, VACANT_MOST = 6 };

struct vacancies {
	size_t held, never;           /* of those that somebody held, and of the others */
	size_t seen_held, seen_never; /* so far */
	size_t left_out;
};

static bool is_left_out(struct vacancies *vacancies, const struct due *due)
{
	size_t held = vacancies->held < VACANT_NAMED ? vacancies->held : VACANT_NAMED;

	if (due->what != DUE_VACANT || vacancies->held + vacancies->never <= VACANT_MOST)
		return false;
	bool out = due->day == DAY_NONE ? vacancies->seen_never++ >= VACANT_NAMED - held
	                                : vacancies->seen_held++ + held < vacancies->held;
	vacancies->left_out += out;
	return out;
}

/* The command that answers it: below, where a name in it is too long for the column. */
static void print_next(struct context *context, struct table *table, const char *next)
{
	enum { WORD_MOST = 24 };
	size_t longest = 0;

	for (const char *at = next; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		longest = len > longest ? len : longest;
		at += len;
	}
	if (longest > WORD_MOST) {
		table_below(table, next);
		return;
	}
	table_row(table, context->arena);
	table_cell(table, STYLE_PLAIN, "%s", "");
	table_cell(table, STYLE_PLAIN, "%s", "");
	table_cell(table, STYLE_DIM, "%s", next);
}

static void print_more(struct context *context, struct table *table, size_t count)
{
	table_row(table, context->arena);
	table_cell(table, STYLE_PLAIN, "%s", due_name[DUE_VACANT]);
	table_cell(table, STYLE_PLAIN, "%zu more", count);
	table_cell(table, STYLE_PLAIN, "nobody holds them");
	print_next(context, table, "moot roles");
}

/* The same is asked of the next one as of this one. */
static bool is_asked_again(const struct due_list *list, size_t at)
{
	const struct due *due = &list->item[at], *next = due + 1;

	return at + 1 < list->count && due->what == DUE_VOICE && next->what == DUE_VOICE &&
	       due->id && next->id && !strcmp(due->id, next->id) && !strcmp(due->text, next->text);
}

/* Of everybody's, what is asked of several is said once, with all their names. */
static const char *asked_of(struct context *context, const struct due_list *list, size_t *at)
{
	const char **name = arena_array(context->arena, list->count, sizeof *name);
	const char *text = list->item[*at].text;
	size_t count = 0;

	for (; is_asked_again(list, *at); (*at)++)
		name[count++] = list->item[*at].who;
	if (!count)
		return text;
	name[count++] = list->item[*at].who;
	return arena_print(context->arena, "%s; not heard yet: %s", text,
	        join_names(context->arena, name, count));
}

static void print_table(struct context *context, const struct due_list *list, const char *who)
{
	struct table table = TABLE_INIT;
	struct vacancies vacancies = {.held = 0};

	table.indent = 2;
	for (size_t i = 0; i < list->count; i++)
		if (list->item[i].what == DUE_VACANT)
			*(list->item[i].day == DAY_NONE ? &vacancies.never : &vacancies.held) += 1;
	for (size_t i = 0; i < list->count; i++) {
		const struct due *due = &list->item[i];
		bool mine = who && due->who && !strcmp(due->who, who);
		const char *text = asked_of(context, list, &i);
		if (is_left_out(&vacancies, due))
			continue;
		table_row(&table, context->arena);
		table_cell(&table, mine ? STYLE_BOLD : STYLE_PLAIN, "%s", label(due, who));
		table_cell(&table, STYLE_NAME, "%s%s%.4s", due->role, due->id ? " " : "",
		        due->id ? due->id : "");
		table_cell(&table, STYLE_PLAIN, "%s", text);
		if (due->next)
			print_next(context, &table, due->next);
	}
	if (vacancies.left_out)
		print_more(context, &table, vacancies.left_out);
	table_print(&table, context->out);
}

/* An id that is the same as long as the thing is, and nobody else's: the group's first commit is in
 * it. */
static const char *calendar_id(struct context *context, const struct group *group, const char *key)
{
	char hex[OID_HEX_SIZE];
	char *id = arena_print(
	        context->arena, "%s.%.12s@moot", key, oid_hex(hex, &group->ledger.genesis.id));

	for (char *at = id; *at; at++)
		if (*at == ' ')
			*at = '-';
	return id;
}

static void print_calendar(
        struct context *context, const struct group *group, const struct due_list *list)
{
	struct arena *arena = context->arena;
	struct buf text = BUF_INIT;
	struct ends ends;

	ics_begin(&text, standing_charter(&group->now)->name);
	for (size_t i = 0; i < list->count; i++) {
		const struct due *due = &list->item[i];
		const char *key = arena_print(arena, "%s %s %s", due_name[due->what],
		        due->id ? due->id : due->role, due->who ? due->who : "all");
		ics_add(&text, &(struct ics_item){.kind = ICS_TODO,
		                       .uid = calendar_id(context, group, key),
		                       .stamp = group->day,
		                       .day = due->day,
		                       .summary = arena_print(arena, "%s %s: %s",
		                               due_name[due->what], due->role, due->text),
		                       .description = due->next});
	}
	ends_read(&ends, arena, group);
	for (size_t i = 0; i < ends.count; i++)
		ics_add(&text, &(struct ics_item){.kind = ICS_EVENT,
		                       .uid = calendar_id(context, group, ends.item[i].key),
		                       .stamp = group->day,
		                       .day = ends.item[i].day,
		                       .summary = ends.item[i].text});
	ics_end(&text);
	out_raw(context->out, text.data, text.len);
	buf_release(&text);
}

/* To whoever founds: what the others, and the files, still need. */
static int talk_founding(struct context *context, struct group *group, struct error *err)
{
	struct check_options checking = {.who = NULL};
	struct findings findings;
	struct due_list all;
	size_t errors = 0, waiting = 0;

	if (check_read(&findings, group, &checking, err) ||
	        due_read(&all, context->arena, group, NULL, err))
		return -1;
	for (size_t i = 0; i < findings.count; i++)
		errors += findings.item[i].severity == SEVERITY_ERROR;
	const char **name = arena_array(context->arena, all.count, sizeof *name);
	for (size_t i = 0; i < all.count; i++)
		if (all.item[i].what == DUE_ACCEPT && all.item[i].who)
			name[waiting++] = all.item[i].who;
	if (errors)
		talk_hint("%zu error%s in the files: moot check", errors, errors == 1 ? "" : "s");
	if (waiting)
		talk_hint("not begun yet, with a first commit of their own: %s",
		        join_names(context->arena, name, waiting));
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct status_options *wanted = context->options;
	struct group group;
	struct due_list list;
	struct person_at_hand person = {NULL, NULL, NULL};
	const char *who = wanted->who;

	(void)argc;
	(void)argv;
	if (wanted->ics && context->out->form != FORM_HUMAN)
		return error_set(err, ERROR_USAGE, "--ics is a form of its own");
	if (session_group(context, &group, err))
		return -1;
	if (who && !standing_person(&group.now, who)) {
		error_set(err, ERROR_FATAL, "there is no '%s' under people/", who);
		return known_hint(context, &group, KNOWN_PEOPLE, who,
		        "git ls-files people lists everybody", err);
	}
	if (!who && !wanted->all) {
		struct error unknown = ERROR_INIT;
		/* without an identity it is what needs anybody */
		if (!session_person(context, &group, &person, &unknown))
			who = person.handle;
	}
	session_mark_void(context, &group);
	if (due_read(&list, context->arena, &group, wanted->all ? NULL : who, err))
		return -1;
	if (wanted->ics)
		print_calendar(context, &group, &list);
	else if (context->out->form == FORM_HUMAN)
		print_table(context, &list, who);
	else
		print_records(context->out, &list);
	if (context->out->form == FORM_HUMAN && !wanted->ics && person.handle &&
	        session_founds(&group, &person) && talk_founding(context, &group, err))
		return -1;
	return list.count && !wanted->ics ? 1 : 0;
}

const struct command command_status = {
        .name = "status",
        .group = GROUP_SEE,
        .summary = "what needs you: voices, terms that end, what is vacant or due",
        .option = options,
        .options_size = sizeof(struct status_options),
        .needs = NEEDS_MOOT | READS | PAGED | KEPT,
        .run = run,
};
