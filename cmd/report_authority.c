/* SPDX-License-Identifier: MIT */
#include "cmd/report_authority.h"

#include "cmd/report_negotiation.h"

#include "core/rules/option.h"
#include "core/group/blame.h"
#include "core/writing/opening.h"
#include "core/rules/tally.h"

#include <string.h>

static bool is_on_roll(const struct negotiation *negotiation, const char *handle)
{
	for (size_t i = 0; i < negotiation->roll_count; i++)
		if (!strcmp(negotiation->roll[i].handle, handle))
			return true;
	return false;
}

static const char *agreed_by(struct context *context, const struct negotiation *negotiation,
        const struct decision *decision)
{
	const char **name =
	        arena_array(context->arena, decision->file.tally_count + 1, sizeof *name);
	size_t count = 0;

	for (size_t i = 0; i < decision->file.tally_count; i++) {
		const char *line = decision->file.tally[i], *space = strchr(line, ' ');
		if (!space || strncmp(space + 1, "consent", strlen("consent")) != 0)
			continue;
		const char *who = arena_string(context->arena, line, (size_t)(space - line));
		if (is_on_roll(negotiation, who))
			name[count++] = who;
	}
	return join_names(context->arena, name, count);
}

static bool objects(const struct said *said)
{
	for (size_t i = 0; i < said->voice.line_count; i++)
		if (said->voice.line[i].word == VOICE_OBJECT)
			return true;
	return false;
}

/* What the decision has of somebody, or NULL. */
static const char *counted(const struct decision *decision, const char *who)
{
	size_t len = strlen(who);

	for (size_t i = 0; i < decision->file.tally_count; i++)
		if (!strncmp(decision->file.tally[i], who, len) &&
		        decision->file.tally[i][len] == ' ')
			return decision->file.tally[i] + len + 1;
	return NULL;
}

/* "met by b-ben: ben consents to it" */
static const char *how_met(struct context *context, const struct decision *decision,
        const struct option *adopted, const char *who)
{
	static const char *const says[][2] = {{"consent", "consents to it"},
	        {"concern", "is left with a concern"}, {"stand-aside", "stands aside"},
	        {"abstain", "abstains"}};
	const char *stance = counted(decision, who);

	if (stance && !strcmp(stance, "object"))
		return "outvoted";
	for (size_t i = 0; stance && i < sizeof says / sizeof *says; i++)
		if (!strcmp(stance, says[i][0]))
			return arena_print(
			        context->arena, "met by %s: %s %s", adopted->name, who, says[i][1]);
	return arena_print(context->arena, "%s says nothing of %s", who, adopted->name);
}

static const char *objected_to(const struct said *said)
{
	for (size_t i = 0; i < said->voice.line_count; i++)
		if (said->voice.line[i].word == VOICE_OBJECT)
			return said->voice.line[i].value;
	return "";
}

/* The decision knew it, or it came from somebody silent while it still counted (rule N9). */
static bool was_heard(const struct group *group, const struct negotiation *negotiation,
        const struct decision *decision, const struct said *said)
{
	return said->stamp.commit == decision->stamp.commit ||
	       history_is_ancestor(&group->history, said->stamp.commit, decision->stamp.commit) ||
	       (!counted(decision, said->stamp.who) && said->stamp.day <= negotiation->closes);
}

static void objections(struct context *context, const struct group *group,
        const struct negotiation *negotiation, const struct decision *decision,
        const struct option *adopted)
{
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		if (!said->stamp.who || !objects(said) || !*said->voice.prose ||
		        !was_heard(group, negotiation, decision, said))
			continue;
		const char *to = objected_to(said);
		out_fold(context->out, 4,
		        arena_print(context->arena, "%s objected%s%s: \"%s\"", said->stamp.who,
		                *to ? " to " : "", to,
		                first_words(context->arena, said->voice.prose, 400)));
		out_fold(context->out, 6, how_met(context, decision, adopted, said->stamp.who));
	}
	for (size_t i = 0; i < negotiation->option_count; i++) {
		const struct option *option = &negotiation->option[i];
		if (option != adopted && !option->void_reason)
			out_fold(context->out, 4,
			        arena_print(context->arena, "instead of option %s by %s: %s",
			                option->name, option->stamp.who,
			                option_sentence(context->arena, option, 0)));
	}
}

static void say_decision(
        struct context *context, struct group *group, const struct verdict *verdict)
{
	const struct negotiation *negotiation = verdict->negotiation;
	const struct decision *decision = negotiation_adopted(&group->now, negotiation);
	char hex[OID_HEX_SIZE];

	if (!decision)
		return;
	const struct option *adopted = &negotiation->option[decision->option];
	out_fold(context->out, 2,
	        arena_print(context->arena,
	                "decided %s by %s (%.7s, %.4s), option %s of %zu, written by %s",
	                day_iso(context->arena, decision->stamp.day),
	                agreed_by(context, negotiation, decision),
	                oid_hex(hex, &decision->stamp.id), negotiation->id, adopted->name,
	                negotiation->option_count, adopted->stamp.who));
	int length = (int)strlen(negotiation->proposal);
	while (length && strchr(" \t\r\n", negotiation->proposal[length - 1]))
		length--;
	if (length)
		out_fold(context->out, 4,
		        arena_print(context->arena, "\"%.*s\"", length, negotiation->proposal));
	objections(context, group, negotiation, decision, adopted);
	for (size_t i = 0; i < negotiation->facts.seen_count; i++)
		out_print(context->out, "  because of %s\n", negotiation->facts.seen[i]);
}

static void say_verdict(struct context *context, struct group *group, const struct verdict *verdict)
{
	char hex[OID_HEX_SIZE];
	const char *day = day_iso(context->arena, verdict->stamp.day);
	const char *who = verdict->stamp.who ? verdict->stamp.who : verdict->author_name;

	oid_hex(hex, &verdict->stamp.id);
	switch (verdict->right) {
	case RIGHT_DECISION:
		say_decision(context, group, verdict);
		return;
	case RIGHT_FOUNDING:
		out_fold(context->out, 2,
		        arena_print(
		                context->arena, "of the founding, %s by %s (%.7s)", day, who, hex));
		return;
	case RIGHT_ACT:
		out_fold(context->out, 2,
		        arena_print(context->arena, "an act of %s, %s (%.7s)", who, day, hex));
		return;
	case RIGHT_EMERGENCY:
		out_print(context->out, "  an emergency act of %s, %s (%.7s)\n", who, day, hex);
		say_decision(context, group, verdict);
		return;
	case RIGHT_SETTLE:
		out_fold(context->out, 2,
		        arena_print(context->arena,
		                "what had lapsed, written down by %s, %s (%.7s)", who, day, hex));
		return;
	default:
		out_fold(context->out, 2,
		        arena_print(context->arena, "written by %s, %s (%.7s)", who, day, hex));
	}
}

static void record(struct context *context, const char *path, const struct blame_line *line)
{
	const struct verdict *verdict = line->verdict;
	char hex[OID_HEX_SIZE];

	record_open(context->out);
	record_text(context->out, "path", path);
	record_number(context->out, "line", line->line);
	record_text(context->out, "section", line->section);
	record_text(context->out, "key", line->key);
	record_text(context->out, "value", line->value);
	record_text(context->out, "right", verdict ? right_name[verdict->right] : NULL);
	record_text(context->out, "who", verdict ? verdict->stamp.who : NULL);
	record_day(context->out, "day", verdict ? verdict->stamp.day : DAY_NONE);
	record_text(context->out, "id",
	        verdict && verdict->negotiation ? verdict->negotiation->id : NULL);
	record_text(context->out, "commit", verdict ? oid_hex(hex, &verdict->stamp.id) : NULL);
	record_close(context->out);
}

static void say_line(struct context *context, const struct blame_line *line)
{
	out_style(context->out, STYLE_BOLD, "[%s] %s = %s\n", line->section ? line->section : "",
	        line->key, line->value);
}

static void say_why(struct context *context, struct group *group, const struct verdict *verdict)
{
	if (verdict)
		say_verdict(context, group, verdict);
	else
		out_print(context->out, "  nothing in the history gives it this value\n");
}

/* Every value of the file, those that came by one change together, in the order of the file. */
static void say_lines(struct context *context, struct group *group, const struct blame_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		bool told = false;
		for (size_t j = 0; j < i; j++)
			told |= lines->line[j].verdict == lines->line[i].verdict;
		for (size_t j = i; !told && j < lines->count; j++)
			if (lines->line[j].verdict == lines->line[i].verdict)
				say_line(context, &lines->line[j]);
		if (!told)
			say_why(context, group, lines->line[i].verdict);
	}
}

static void report_file(
        struct context *context, struct group *group, const char *path, const struct file *file)
{
	struct blame_lines lines = blame_lines(context->arena, group, file);
	struct blame_line whole = {.verdict = blame_file(group, path)};

	if (context->out->form != FORM_HUMAN) {
		for (size_t i = 0; i < lines.count; i++)
			record(context, path, &lines.line[i]);
		if (!lines.count)
			record(context, path, &whole);
		return;
	}
	say_lines(context, group, &lines);
	if (lines.count)
		return;
	out_style(context->out, STYLE_BOLD, "%s\n", path);
	say_why(context, group, whole.verdict);
}

int report_authority(struct context *context, struct group *group, const char *path, uint32_t line,
        struct error *err)
{
	const struct file *file = standing_file(&group->ledger, group->now.standing, path);
	struct blame_line blame;

	if (!file)
		return error_set(err, ERROR_FATAL, "no '%s' stands at this commit", path);
	if (!line) {
		report_file(context, group, path, file);
		return 0;
	}
	if (blame_line(&blame, group, path, line, err))
		return -1;
	if (context->out->form != FORM_HUMAN) {
		record(context, path, &blame);
		return 0;
	}
	if (blame.key)
		say_line(context, &blame);
	else
		out_style(context->out, STYLE_BOLD, "%s\n", path);
	if (blame.lapsed)
		out_fold(context->out, 2,
		        "a trial that is over: what was before it holds again, as moot show tells");
	say_why(context, group, blame.verdict);
	return 0;
}
