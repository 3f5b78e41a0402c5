/* SPDX-License-Identifier: MIT */
#include "core/writing/edit.h"

#include "formats/date.h"
#include "formats/ini.h"
#include "formats/ini_edit.h"
#include "formats/name.h"
#include "formats/term.h"

#include <ctype.h>
#include <string.h>

/* "what.work=a release" taken apart; value NULL when there is no sign. */
struct words {
	const char *section, *name, *key, *value;
};

static int bad_words(const char *typed, struct error *err)
{
	error_set(err, ERROR_USAGE, "'%s' is not SECTION.KEY=VALUE", typed);
	error_hint(err, "for example what.work='a release every six weeks'");
	return -1;
}

static int take_apart(struct words *out, struct arena *arena, const char *typed, bool wants_value,
        struct error *err)
{
	const char *sign = strchr(typed, '=');
	const char *end = sign ? sign : typed + strlen(typed);
	const char *dot = memchr(typed, '.', (size_t)(end - typed));

	if (!dot || dot == typed || dot + 1 == end || (wants_value && !sign))
		return bad_words(typed, err);
	char *section = arena_string(arena, typed, (size_t)(dot - typed));
	char *space = strchr(section, ' ');
	if (space)
		*space = '\0';
	const char *value_at = sign ? sign + 1 : "";
	while (*value_at == ' ')
		value_at++;
	char *key = arena_string(arena, dot + 1, (size_t)(end - dot - 1));
	for (size_t len = strlen(key); len && key[len - 1] == ' ';)
		key[--len] = '\0';
	*out = (struct words){section, space ? space + 1 : NULL, key, sign ? value_at : NULL};
	return 0;
}

static size_t sections_of(const struct ini_file *ini, const char *word, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < ini->section_count; i++) {
		const struct ini_section *section = &ini->section[i];
		bool same_name = name ? section->name && !strcmp(section->name, name)
		                      : section->name == NULL;
		count += !strcmp(section->word, word) && same_name;
	}
	return count;
}

static void parse(struct ini_file *ini, const struct edit_context *context, const struct buf *text)
{
	struct findings ignored = FINDINGS_INIT(context->arena);

	ini_parse(ini, context->arena, arena_string(context->arena, text->data, text->len),
	        text->len, context->path, &ignored);
}

static const char *day_text(struct arena *arena, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(arena, "%s", day_print(text, day));
}

/* A term section: from, until and by, behind what else the section says. */
static int add_term(struct buf *text, const struct edit_context *context, const char *word,
        const char *name, int32_t from, int32_t until, const struct ini_pair *more,
        size_t more_count, struct error *err)
{
	struct ini_pair pair[8];
	size_t count = 0;

	for (; count < more_count; count++)
		pair[count] = more[count];
	pair[count++] = (struct ini_pair){"from", day_text(context->arena, from)};
	pair[count++] = (struct ini_pair){"until", day_text(context->arena, until)};
	if (context->by)
		pair[count++] = (struct ini_pair){"by", context->by};
	return ini_edit_add_section(text, word, name, pair, count, err);
}

/* What was agreed cannot be lengthened, only followed: a term like the newest from the day after
 * it. */
static int add_following(struct buf *text, const struct edit_context *context,
        const struct words *words, const struct ini_section *newest, int32_t ends,
        struct error *err)
{
	const char *until = ini_value(newest, "until");
	struct ini_pair more[4];
	size_t count = 0;
	int32_t last;

	if (day_parse(&last, until, strlen(until), err))
		return -1;
	for (size_t i = 0; i < newest->key_count && count < 4; i++) {
		const char *name = newest->key[i].name;
		if (strcmp(name, "from") != 0 && strcmp(name, "until") != 0 &&
		        strcmp(name, "by") != 0)
			more[count++] = (struct ini_pair){name, newest->key[i].value};
	}
	return add_term(text, context, words->section, NULL, last + 1, ends, more, count, err);
}

/* [pay] and [member] are terms: setting their first key makes the section with its days. */
static int set_in_term(struct buf *text, const struct edit_context *context,
        const struct words *words, const struct ini_file *ini, struct error *err)
{
	size_t count = sections_of(ini, words->section, NULL);
	const struct ini_section *newest =
	        count ? ini_section(ini, words->section, NULL, count - 1) : NULL;
	const char *until = newest ? ini_value(newest, "until") : NULL;
	const char *by = newest ? ini_value(newest, "by") : NULL;
	bool running = until && strcmp(until, day_text(context->arena, context->today)) >= 0;
	bool own = running && by && context->by && !strcmp(by, context->by);
	bool ends_it = !strcmp(words->key, "until");
	struct ini_place place = {words->section, NULL, count ? count - 1 : 0};
	struct ini_pair pair = {words->key, words->value};
	int32_t ends = context->until;

	if (ends_it) {
		struct error why = ERROR_INIT;
		if (day_resolve(&ends, words->value, strlen(words->value), context->today, &why))
			return error_set(err, ERROR_USAGE, "%s", why.text);
		pair.value = day_text(context->arena, ends);
	}
	if (own || (running &&
	                   (ends_it ? strcmp(pair.value, until) <= 0 : !strcmp(pair.key, "guest"))))
		return ini_edit_set(text, place, pair.key, 0, pair.value, strlen(pair.value), err);
	if (running && ends_it)
		return add_following(text, context, words, newest, ends, err);
	if (ends == DAY_NONE) {
		error_set(err, ERROR_USAGE, "[%s] needs an end", words->section);
		return error_hint(err, "add --set %s.until=DATE", words->section);
	}
	/* the running one ends the day before; the new one says the rest */
	if (running && ini_edit_set(text, place, "until", 0,
	                       day_text(context->arena, context->today - 1), 10, err))
		return -1;
	return add_term(
	        text, context, words->section, NULL, context->today, ends, &pair, !ends_it, err);
}

static int apply_set(struct buf *text, const struct edit_context *context, const struct edit *edit,
        struct error *err)
{
	struct words words = {NULL, NULL, NULL, NULL};
	struct ini_file ini;

	if (take_apart(&words, context->arena, edit->words, edit->kind != EDIT_UNSET, err))
		return -1;
	parse(&ini, context, text);
	size_t count = sections_of(&ini, words.section, words.name);
	bool is_term =
	        !words.name && (!strcmp(words.section, "pay") || !strcmp(words.section, "member"));
	if (edit->kind == EDIT_SET && is_term)
		return set_in_term(text, context, &words, &ini, err);
	struct ini_place place = {words.section, words.name, count ? count - 1 : 0};
	if (!count) {
		struct ini_pair pair = {words.key, words.value};
		if (edit->kind == EDIT_UNSET)
			return error_set(
			        err, ERROR_USAGE, "%s has no [%s]", context->path, words.section);
		return ini_edit_add_section(text, words.section, words.name, &pair, 1, err);
	}
	const struct ini_section *section = ini_section(&ini, words.section, words.name, place.nth);
	size_t values = 0;
	while (ini_find_nth(section, words.key, values))
		values++;
	if (edit->kind == EDIT_ADD)
		return ini_edit_add(text, place, words.key, words.value, strlen(words.value), err);
	if (edit->kind == EDIT_UNSET && !values)
		return error_set(err, ERROR_USAGE, "%s has no %s in [%s]", context->path, words.key,
		        words.section);
	size_t keep = edit->kind == EDIT_SET ? 1 : 0;
	for (; values > keep; values--)
		if (ini_edit_unset(text, place, words.key, values - 1, err))
			return -1;
	if (edit->kind == EDIT_UNSET)
		return 0;
	return ini_edit_set(text, place, words.key, 0, words.value, strlen(words.value), err);
}

static int wrong_day(const char *typed, const struct error *why, struct error *err)
{
	error_set(err, ERROR_USAGE, "%s: %s", typed, why->text);
	return error_hint(
	        err, "%s", why->hint[0] ? why->hint : "a date is written 2026-11-24, or as +6m");
}

/* "ada:2026-11-01..2027-01-31" */
struct term_words {
	const char *name;
	int32_t from, until; /* from DAY_NONE: not typed */
};

static int read_term(struct term_words *out, const struct edit_context *context, const char *typed,
        struct error *err)
{
	const char *dots = strstr(typed, ".."), *colon = strchr(typed, ':');
	struct error why = ERROR_INIT;

	if (!dots || dots == typed) {
		error_set(err, ERROR_USAGE, "'%s' is not NAME[:FROM]..UNTIL", typed);
		return error_hint(err, "for example ada:2026-11-01..2027-01-31, or ada..+6m");
	}
	if (colon && colon > dots)
		colon = NULL;
	const char *name_end = colon ? colon : dots;
	out->name = arena_string(context->arena, typed, (size_t)(name_end - typed));
	out->from = DAY_NONE;
	if (name_check(out->name, strlen(out->name), err))
		return -1;
	if (colon && day_resolve(&out->from, colon + 1, (size_t)(dots - colon - 1), context->today,
	                     &why))
		return wrong_day(typed, &why, err);
	int32_t start = out->from == DAY_NONE ? context->today : out->from;
	if (day_resolve(&out->until, dots + 2, strlen(dots + 2), start, &why))
		return wrong_day(typed, &why, err);
	if (out->from != DAY_NONE && out->until < out->from)
		return error_set(err, ERROR_USAGE, "%s: the term ends before it starts", typed);
	return 0;
}

/* The newest section of that name whose end is today or later, or SIZE_MAX. */
static size_t running_section(const struct ini_file *ini, const char *word, const char *name,
        const char *today, const char **until)
{
	size_t count = sections_of(ini, word, name), found = SIZE_MAX;

	for (size_t i = 0; i < count; i++) {
		const char *end = ini_value(ini_section(ini, word, name, i), "until");
		if (end && strcmp(end, today) >= 0 &&
		        (found == SIZE_MAX || strcmp(end, *until) > 0)) {
			found = i;
			*until = end;
		}
	}
	return found;
}

/* A term of that beginning which this very negotiation offers already, or SIZE_MAX. */
static size_t offered_section(const struct ini_file *ini, const struct edit_context *context,
        const char *word, const struct term_words *term)
{
	const char *from = day_text(context->arena, term->from);
	size_t count = sections_of(ini, word, term->name);

	for (size_t i = 0; context->by && term->from != DAY_NONE && i < count; i++) {
		const struct ini_section *section = ini_section(ini, word, term->name, i);
		const char *by = ini_value(section, "by"), *begin = ini_value(section, "from");
		if (by && begin && !strcmp(by, context->by) && !strcmp(begin, from))
			return i;
	}
	return SIZE_MAX;
}

static int apply_term(struct buf *text, const struct edit_context *context, const struct edit *edit,
        struct error *err)
{
	const char *word = edit->kind == EDIT_HOLDER     ? "holder"
	                   : edit->kind == EDIT_DELEGATE ? "delegate"
	                                                 : "led-by";
	const char *today = day_text(context->arena, context->today), *until = NULL;
	struct term_words term;
	struct ini_file ini;

	if (read_term(&term, context, edit->words, err))
		return -1;
	parse(&ini, context, text);
	size_t running = running_section(&ini, word, term.name, today, &until);
	size_t offered = offered_section(&ini, context, word, &term);
	if (offered != SIZE_MAX) {
		const char *end = day_text(context->arena, term.until);
		return ini_edit_set(text, (struct ini_place){word, term.name, offered}, "until", 0,
		        end, strlen(end), err);
	}
	int32_t from = term.from;
	if (from == DAY_NONE && running != SIZE_MAX) {
		const char *end = day_text(context->arena, term.until);
		if (strcmp(end, until) <= 0)
			return ini_edit_set(text, (struct ini_place){word, term.name, running},
			        "until", 0, end, strlen(end), err);
		struct error ignored = ERROR_INIT;
		if (day_parse(&from, until, strlen(until), &ignored))
			from = context->today;
		else
			from++;
	}
	if (from == DAY_NONE)
		from = context->today;
	if (term.until < from)
		return error_set(
		        err, ERROR_USAGE, "%s: the term ends before it starts", edit->words);
	return add_term(text, context, word, term.name, from, term.until, NULL, 0, err);
}

int edit_apply(struct buf *text, const struct edit_context *context, const struct edit *edit,
        size_t count, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		bool term = edit[i].kind == EDIT_HOLDER || edit[i].kind == EDIT_LED_BY ||
		            edit[i].kind == EDIT_DELEGATE;
		if (term ? apply_term(text, context, &edit[i], err)
		         : apply_set(text, context, &edit[i], err))
			return -1;
	}
	return 0;
}

void edit_new_role(struct buf *text, const char *name)
{
	buf_puts(text, "[role]\ntitle = ");
	size_t start = text->len;
	buf_puts(text, name);
	for (size_t i = start; i < text->len; i++)
		if (text->data[i] == '-')
			text->data[i] = ' ';
	if (text->data[start] >= 'a' && text->data[start] <= 'z')
		text->data[start] = (char)(text->data[start] - 'a' + 'A');
	buf_puts(text, "\nkind = role\n");
}
