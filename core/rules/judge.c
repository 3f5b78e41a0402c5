/* SPDX-License-Identifier: MIT */
#include "core/rules/judge.h"

#include "core/rules/after.h"
#include "core/rules/away.h"
#include "core/rules/duty.h"
#include "core/rules/force.h"
#include "core/rules/option.h"
#include "core/rules/place.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <string.h>

struct judging {
	const struct moment *moment;
	struct arena *arena;
	const char *who;
	const struct file *before, *after;
	const char **why, **place;
};

__attribute__((format(printf, 3, 4))) static enum right refuse(
        const struct judging *judging, const char *place, const char *format, ...)
{
	va_list args;

	*judging->place = place;
	va_start(args, format);
	*judging->why = arena_vprint(judging->arena, format, args);
	va_end(args);
	return RIGHT_NONE;
}

/* A key of the file as it stood. */
static const char *stood(const struct judging *judging, const struct keyed_entry *entry)
{
	return place_line(judging->arena, judging->before->name, entry ? entry->line : 0);
}

static const char *place_of_who(const struct judging *judging)
{
	return place_of_member(judging->moment, judging->arena, judging->who);
}

static const char *place_of_kind(const struct judging *judging, enum change_kind kind)
{
	return place_of_use(judging->arena, standing_charter(judging->moment), kind);
}

static const char *place_of_holders(const struct judging *judging)
{
	return place_of_holder(judging->moment, judging->arena, judging->before->role.name,
	        judging->who ? judging->who : "");
}

static const char *place_of_autonomy(const struct judging *judging)
{
	return place_of_role(
	        judging->moment, judging->arena, judging->before->role.name, "autonomy");
}

/* What the change is of: where it stands nowhere yet, the term of that person, else how far the
 * holder goes alone. */
static const char *place_of_change(const struct judging *judging, const struct keyed_change *change)
{
	const struct keyed_entry *entry = keyed_change_entry(change);

	if (change->before)
		return stood(judging, change->before);
	return !strcmp(entry->word, "holder") && entry->name
	               ? place_of_holder(judging->moment, judging->arena,
	                         judging->before->role.name, entry->name)
	               : place_of_autonomy(judging);
}

/* An end that moves to an earlier day. */
static bool is_shortened(const struct keyed_change *change)
{
	return change->before && change->after && !strcmp(change->before->key, "until") &&
	       change->before->value_count == 1 && change->after->value_count == 1 &&
	       strcmp(change->after->value[0], change->before->value[0]) < 0;
}

/* Nobody ends yesterday what others have gone on from since (rule D1). */
static const char *past_end(const struct judging *judging, const struct keyed_change *change)
{
	struct error ignored = ERROR_INIT;
	int32_t earliest = judging->moment->day - 1, until;
	char text[DAY_SIZE];
	const char *value = change->after->value[0];

	if (day_parse(&until, value, strlen(value), &ignored) || until >= earliest)
		return NULL;
	return arena_print(judging->arena,
	        "one ends a term of one's own from this day on: until = %s at the earliest (rule "
	        "D1)",
	        day_print(text, earliest));
}

static enum right judge_person(const struct judging *judging)
{
	const struct file *before = judging->before, *after = judging->after;
	struct keyed_diff diff;
	enum right right = RIGHT_OWN;

	if (!before) {
		if (after->person.member_count)
			return refuse(judging, place_of_kind(judging, CHANGE_PERSON),
			        "a member is taken in by a decision (rule A7)");
		if (!is_member(judging->moment, judging->who))
			return refuse(judging, place_of_who(judging),
			        "%s is no member in force (rule A7)", judging->who);
		return RIGHT_ACQUAINTANCE;
	}
	if (strcmp(after->stem, judging->who) != 0)
		return refuse(judging, stood(judging, NULL),
		        "only %s may change this, or a decision (rule V4)", after->stem);
	int year = away_too_long(&after->person, &before->person);
	if (year)
		return refuse(judging, stood(judging, keyed_find(&before->keyed, "person", "away")),
		        "that is away for more than %d days of %d, and no more count (rule V4)",
		        AWAY_MOST, year);
	keyed_compare(&diff, judging->arena, &before->keyed, &after->keyed);
	for (size_t i = 0; i < diff.count; i++) {
		const struct keyed_change *change = &diff.change[i];
		/* what one is, and whose word counts while one is silent */
		if (!strcmp(keyed_change_entry(change)->word, "person") ||
		        !strcmp(keyed_change_entry(change)->word, "delegate"))
			continue;
		if (!is_shortened(change))
			return refuse(judging, place_of_who(judging),
			        "a membership is agreed, and may only be shortened by its own "
			        "person (rule A3)");
		const char *past = past_end(judging, change);
		if (past)
			return refuse(judging, stood(judging, change->before), "%s", past);
		right = RIGHT_ACT;
	}
	return right;
}

static enum level level_of_key(const char *word, const char *key)
{
	enum level level;

	if (level_parse(&level, word) && level != LEVEL_NONE)
		return level;
	if (!strcmp(word, "role") && (!strcmp(key, "title") || !strcmp(key, "topics")))
		return LEVEL_WHAT;
	return LEVEL_NONE; /* negotiated, whatever the autonomy */
}

static const char *levels_up_to(enum level autonomy)
{
	static const char *const text[6] = {"nothing", "where", "where, how", "where, how, what",
	        "where, how, what, who", "where, how, what, who, why"};

	return text[autonomy];
}

static enum right judge_key(const struct judging *judging, const struct keyed_change *change)
{
	const struct role *role = &judging->before->role;
	const struct keyed_entry *entry = keyed_change_entry(change);
	enum level level = level_of_key(entry->word, entry->key);

	if (!strcmp(entry->word, "holder") && entry->name && !strcmp(entry->name, judging->who) &&
	        is_shortened(change)) {
		const char *past = past_end(judging, change);
		return past ? refuse(judging, stood(judging, change->before), "%s", past)
		            : RIGHT_ACT;
	}
	if (level == LEVEL_NONE && !strcmp(entry->word, "role"))
		return refuse(judging, place_of_change(judging, change),
		        "%s is agreed, not taken; as %s you may change %s (rule A3)", entry->key,
		        role->name, levels_up_to(role->autonomy));
	if (level == LEVEL_NONE)
		return refuse(judging, place_of_change(judging, change),
		        "[%s] is agreed, not taken (rule A3)", entry->word);
	if (!is_holder(judging->moment, role, judging->who))
		return refuse(judging, place_of_holders(judging),
		        "%s does not hold %s on that day (rule A3)", judging->who, role->name);
	if (is_contested_holder(judging->moment, judging->arena, role, judging->who))
		return refuse(judging, place_of_holders(judging),
		        "%s is a caretaker of %s, whose decision is contested: an election is to "
		        "be called (rule A6)",
		        judging->who, role->name);
	if (level > role->autonomy)
		return refuse(judging, place_of_autonomy(judging),
		        "%s is above the autonomy of %s: its holder may change %s (rule A3)",
		        level_name[level], role->name, levels_up_to(role->autonomy));
	if (duty_missed(judging->moment, role, judging->who))
		return refuse(judging,
		        stood(judging, keyed_find(&judging->before->keyed, "role", "duty")),
		        "duty = %s is missed: no entry of %s about %s within %d days, and without "
		        "one %s does nothing alone (rule A8)",
		        role->duty, judging->who, duty_topics(judging->arena, role),
		        role->duty_days, judging->who);
	if (holders_in_force(judging->moment, role) > 1)
		return refuse(judging, place_of_holders(judging),
		        "%s has several holders, who decide it among themselves (rule A3)",
		        role->name);
	return RIGHT_ACT;
}

static enum right judge_role(const struct judging *judging)
{
	struct keyed_diff diff;

	if (!judging->before)
		return refuse(judging, place_of_kind(judging, CHANGE_WHO),
		        "a role is made by a decision (rule V4)");
	keyed_compare(&diff, judging->arena, &judging->before->keyed, &judging->after->keyed);
	for (size_t i = 0; i < diff.count; i++)
		if (judge_key(judging, &diff.change[i]) == RIGHT_NONE)
			return RIGHT_NONE;
	return RIGHT_ACT;
}

enum right judge_change_at(const struct moment *moment, struct arena *arena, const char *who,
        const struct file *before, const struct file *after, const char **why, const char **place)
{
	struct judging judging = {moment, arena, who, before, after, why, place};

	*why = NULL;
	if (before == after)
		return RIGHT_FREE;
	if (!after)
		return refuse(&judging, stood(&judging, NULL),
		        "a governed file is ended, never deleted (rule D3)");
	if (!who)
		return refuse(&judging, place_line(arena, after->name, 0),
		        "its author is nobody known here (rule V2)");
	if (file_is_keyed(after) && !after->usable)
		return refuse(&judging, place_line(arena, after->name, 0),
		        "it is no plain file that can be read (rule D4)");
	const struct file *lapsed = before ? trial_lapse(moment, before) : NULL;
	if (lapsed != before && file_same(after, lapsed))
		return is_member(moment, who) ? RIGHT_SETTLE
		                              : refuse(&judging, place_of_who(&judging),
		                                        "%s is no member in force (rule A7)", who);
	if (before && file_same(before, after))
		return is_member(moment, who) || is_guest(moment, who)
		               ? RIGHT_FREE
		               : refuse(&judging, place_of_who(&judging),
		                         "%s is no member in force (rule A7)", who);
	switch (after->class) {
	case PATH_PERSON:
		return judge_person(&judging);
	case PATH_ROLE:
		return judge_role(&judging);
	case PATH_CHARTER:
		return refuse(&judging, place_of_kind(&judging, CHANGE_CHARTER),
		        "the charter is changed by a decision (rule V4)");
	case PATH_AGREEMENT:
		return refuse(&judging, place_of_kind(&judging, CHANGE_AGREEMENT),
		        "an agreement is changed by a decision (rule V4)");
	default:
		return refuse(&judging, place_of_kind(&judging, CHANGE_CHARTER),
		        "it is governed, and changes by a decision only (rule V4)");
	}
}

enum right judge_change(const struct moment *moment, struct arena *arena, const char *who,
        const struct file *before, const struct file *after, const char **why)
{
	const char *ignored;

	return judge_change_at(moment, arena, who, before, after, why, &ignored);
}
