/* SPDX-License-Identifier: MIT */
#include "cmd/options.h"

#include "formats/buf.h"
#include "formats/date.h"
#include "formats/finding.h"
#include "formats/term.h"

#include <string.h>

enum { NAMES_MAX = 256 };

struct parser {
	const struct option_set *sets;
	size_t set_count;
	char **argv;
	int argc;
	int at; /* of the next word */
	int32_t today;
	struct arena *arena;
	struct error *err;
};

/* An option that was found, and how it was typed: "--set" or "-m", for messages. */
struct found {
	const struct command_option *option;
	void *target;
	const char *typed;
	bool negated;
};

void options_init(const struct option_set *set)
{
	for (const struct command_option *option = set->option; option && option->kind; option++) {
		if (option->kind == COMMAND_OPTION_DAY)
			*(int32_t *)(void *)((char *)set->target + option->offset) = DAY_NONE;
	}
}

const char *option_value_name(struct arena *arena, const struct command_option *option)
{
	struct buf words = BUF_INIT;

	if (option->kind != COMMAND_OPTION_CHOICE)
		return option->value;
	for (size_t i = 0; option->word[i]; i++)
		buf_print(&words, "%s%s", i ? "|" : "", option->word[i]);
	const char *name = arena_string(arena, words.data, words.len);
	buf_release(&words);
	return name;
}

static int set_count_value(struct parser *parser, const struct found *found, const char *value)
{
	const struct command_option *option = found->option;
	uint64_t number = 0;
	const char *digit = value;

	for (; *digit >= '0' && *digit <= '9' && number <= UINT32_MAX; digit++)
		number = number * 10 + (uint64_t)(*digit - '0');
	if (!*value || *digit || number < option->min || number > option->max)
		return option->max == UINT32_MAX
		               ? error_set(parser->err, ERROR_USAGE,
		                         "option '%s' wants a number, %u or more, not '%s'",
		                         found->typed, option->min, value)
		               : error_set(parser->err, ERROR_USAGE,
		                         "option '%s' wants a number from %u to %u, not '%s'",
		                         found->typed, option->min, option->max, value);
	*(uint32_t *)found->target = (uint32_t)number;
	return 0;
}

static int set_choice(struct parser *parser, const struct found *found, const char *value)
{
	const struct command_option *option = found->option;
	size_t count = 0;

	for (; option->word[count]; count++) {
		if (!strcmp(option->word[count], value)) {
			*(unsigned *)found->target = (unsigned)count + 1;
			return 0;
		}
	}
	error_set(parser->err, ERROR_USAGE, "option '%s' wants %s, not '%s'", found->typed,
	        option_value_name(parser->arena, option), value);
	const char *near = nearest_word(value, option->word, count);
	if (near)
		error_hint(parser->err, "did you mean '%s'?", near);
	return -1;
}

static int set_day(struct parser *parser, const struct found *found, const char *value)
{
	struct error why = ERROR_INIT;

	if (!day_resolve(found->target, value, strlen(value), parser->today, &why))
		return 0;
	error_set(parser->err, ERROR_USAGE, "option '%s': %s", found->typed, why.text);
	return error_hint(parser->err,
	        "a date is written 2026-11-24; today, yesterday, tomorrow, +30d and -2w work too");
}

static void add_item(struct parser *parser, const struct found *found, const char *value)
{
	struct option_list *list = found->target;

	list->item = arena_grow(
	        parser->arena, list->item, list->count, &list->capacity, sizeof *list->item);
	list->item[list->count++] = (struct option_item){found->option, value};
}

static int set_value(struct parser *parser, const struct found *found, const char *value)
{
	switch (found->option->kind) {
	case COMMAND_OPTION_FLAG:
		*(bool *)found->target = !found->negated;
		return 0;
	case COMMAND_OPTION_STRING:
		*(const char **)found->target = value;
		return 0;
	case COMMAND_OPTION_LIST:
		add_item(parser, found, value);
		return 0;
	case COMMAND_OPTION_COUNT:
		return set_count_value(parser, found, value);
	case COMMAND_OPTION_DAY:
		return set_day(parser, found, value);
	case COMMAND_OPTION_CHOICE:
		return set_choice(parser, found, value);
	case COMMAND_OPTION_END:
		break;
	}
	return 0;
}

/* value: what stood behind '=' or the letter, or NULL. */
static int take(struct parser *parser, const struct found *found, const char *value)
{
	const struct command_option *option = found->option;

	if (option->kind == COMMAND_OPTION_FLAG) {
		if (value)
			return error_set(parser->err, ERROR_USAGE, "option '%s' takes no value",
			        found->typed);
		return set_value(parser, found, NULL);
	}
	if (!value && option->bare)
		value = option->bare;
	if (!value && parser->at < parser->argc)
		value = parser->argv[parser->at++];
	if (!value)
		return error_set(parser->err, ERROR_USAGE, "option '%s' needs a value: %s",
		        found->typed, option_value_name(parser->arena, option));
	return set_value(parser, found, value);
}

static bool begins(const char *text, const char *with, size_t len)
{
	return !strncmp(text, with, len);
}

static bool match(
        struct parser *parser, struct found *found, const char *name, size_t len, bool whole)
{
	size_t matches = 0;

	for (size_t s = 0; s < parser->set_count; s++) {
		const struct option_set *set = &parser->sets[s];
		for (const struct command_option *o = set->option; o && o->kind; o++) {
			if (!o->name || !begins(o->name, name, len) || (!whole && !o->help))
				continue;
			if (whole && o->name[len])
				continue;
			if (found->negated &&
			        (o->kind != COMMAND_OPTION_FLAG || begins(o->name, "no-", 3)))
				continue;
			if (matches++)
				return error_set(parser->err, ERROR_USAGE,
				        "option '--%.*s' is short for several: --%s, --%s",
				        (int)len, name, found->option->name, o->name);
			found->option = o;
			found->target = (char *)set->target + o->offset;
		}
	}
	return matches;
}

static int unknown_long(struct parser *parser, const char *name, size_t len)
{
	const char *known[NAMES_MAX];
	size_t count = 0;
	const char *word = arena_string(parser->arena, name, len);

	for (size_t s = 0; s < parser->set_count; s++)
		for (const struct command_option *o = parser->sets[s].option; o && o->kind; o++)
			if (o->name && o->help && count < NAMES_MAX)
				known[count++] = o->name;
	error_set(parser->err, ERROR_USAGE, "unknown option '--%s'", word);
	const char *near = nearest_word(word, known, count);
	if (near)
		error_hint(parser->err, "did you mean '--%s'?", near);
	return -1;
}

/* argument: behind the two dashes. */
static int take_long(struct parser *parser, const char *argument)
{
	const char *equal = strchr(argument, '=');
	size_t len = equal ? (size_t)(equal - argument) : strlen(argument);
	struct found found = {NULL, NULL, NULL, false};

	for (int whole = 1; len && whole >= 0 && !found.option; whole--) {
		found.negated = false;
		if (match(parser, &found, argument, len, whole) || parser->err->kind)
			break;
		found.negated = len > 3 && begins(argument, "no-", 3);
		if (found.negated)
			match(parser, &found, argument + 3, len - 3, whole);
		if (parser->err->kind)
			break;
	}
	if (parser->err->kind)
		return -1;
	if (!found.option)
		return unknown_long(parser, argument, len);
	found.typed = arena_print(
	        parser->arena, "--%s%s", found.negated ? "no-" : "", found.option->name);
	return take(parser, &found, equal ? equal + 1 : NULL);
}

static bool match_letter(struct parser *parser, struct found *found, char letter)
{
	for (size_t s = 0; s < parser->set_count; s++) {
		const struct option_set *set = &parser->sets[s];
		for (const struct command_option *o = set->option; o && o->kind; o++) {
			if (o->letter != letter)
				continue;
			found->option = o;
			found->target = (char *)set->target + o->offset;
			return true;
		}
	}
	return false;
}

/* The letters behind one dash: flags, the last of which may have a value. */
static int take_letters(struct parser *parser, const char *letters)
{
	for (const char *at = letters; *at; at++) {
		struct found found = {NULL, NULL, NULL, false};
		if (!match_letter(parser, &found, *at)) {
			error_set(parser->err, ERROR_USAGE, "unknown option '-%s'", at);
			if (strlen(letters) > 1)
				error_hint(parser->err, "long options begin with two dashes");
			return -1;
		}
		found.typed = arena_print(parser->arena, "-%c", *at);
		if (found.option->kind != COMMAND_OPTION_FLAG)
			return take(parser, &found, at[1] ? at + 1 : NULL);
		if (take(parser, &found, NULL))
			return -1;
	}
	return 0;
}

int options_parse(const struct option_set *sets, size_t set_count, int argc, char **argv,
        bool leading, int32_t today, int *operands, struct arena *arena, struct error *err)
{
	struct parser parser = {sets, set_count, argv, argc, 0, today, arena, err};
	int kept = 0;

	while (parser.at < argc) {
		char *word = argv[parser.at];
		if (word[0] != '-' || !word[1]) {
			if (leading)
				break;
			argv[kept++] = word;
			parser.at++;
			continue;
		}
		parser.at++;
		if (!strcmp(word, "--"))
			break;
		if (word[1] == '-' ? take_long(&parser, word + 2) : take_letters(&parser, word + 1))
			return -1;
	}
	while (parser.at < argc)
		argv[kept++] = argv[parser.at++];
	*operands = kept;
	return 0;
}
