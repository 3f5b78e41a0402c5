/* SPDX-License-Identifier: MIT */
#include "core/rules/option_private.h"

#include "formats/date.h"
#include "formats/text.h"

#include <string.h>

enum { VALUE_SHOWN = 48 };

struct sentence_parts {
	struct buf *text;
	size_t count;
};

static void part(struct sentence_parts *parts, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

static void part(struct sentence_parts *parts, const char *format, ...)
{
	va_list args;

	if (parts->count++)
		buf_puts(parts->text, ", ");
	va_start(args, format);
	buf_vprint(parts->text, format, args);
	va_end(args);
}

/* Of a key that wants one the first holds (rule D5). */
static const char *value_of(const struct keyed_entry *entry)
{
	return entry && entry->value_count ? entry->value[0] : "";
}

/* One line, not too long: a sentence is a subject. */
static void put_value(struct buf *text, const char *value)
{
	size_t len = strcspn(value, "\n");
	bool cut = value[len] != '\0';

	if (len > VALUE_SHOWN) {
		for (len = VALUE_SHOWN; len && ((unsigned char)value[len] & 0xC0) == 0x80;)
			len--;
		cut = true;
	}
	buf_add(text, value, len);
	if (cut)
		buf_puts(text, "\xe2\x80\xa6");
}

static bool was_there(const struct keyed_entry *before, const char *value)
{
	for (size_t i = 0; before && i < before->value_count; i++)
		if (!strcmp(before->value[i], value))
			return true;
	return false;
}

/* Of a key that repeats what is new in it; where nothing is, all that it has. */
static void put_values(struct buf *text, const struct keyed_change *key)
{
	const struct keyed_entry *after = key->after;
	size_t told = 0;

	for (int all = 0; all < 2 && !told; all++)
		for (size_t i = 0; i < after->value_count; i++) {
			if (!all && was_there(key->before, after->value[i]))
				continue;
			buf_puts(text, told++ ? ", " : "");
			put_value(text, after->value[i]);
		}
}

/* "role.autonomy what", "no role.duty" */
static void key_part(struct sentence_parts *parts, const struct keyed_change *key)
{
	const struct keyed_entry *entry = keyed_change_entry(key);

	part(parts, "%s%s%s%s.%s", key->after ? "" : "no ", entry->word, entry->name ? " " : "",
	        entry->name ? entry->name : "", entry->key);
	if (key->after) {
		buf_puts(parts->text, " ");
		put_values(parts->text, key);
	}
}

/* What stays in the file as the option has it, beside the changed keys of the same section. */
static const char *kept_end(const struct option_change *change, const struct keyed_entry *entry)
{
	const struct keyed_entry *then =
	        change->base && change->base->usable
	                ? keyed_find(&change->base->keyed, entry->section, "until")
	                : NULL;
	const struct keyed_entry *now = keyed_find(&change->file->keyed, entry->section, "until");

	return then && keyed_values_equal(then, now) ? value_of(now) : NULL;
}

/* A term that keeps its days: "ben until 2026-06-30 by 8b7c6d5e4f", "holder ben.load 1d/week". */
static void kept_part(struct sentence_parts *parts, const struct keyed_change *key,
        const char *what, const char *end)
{
	const struct keyed_entry *entry = keyed_change_entry(key);

	if (!strcmp(entry->key, "by"))
		part(parts, "%s until %s by %s", what, end,
		        key->after ? value_of(key->after) : "no decision");
	else
		key_part(parts, key);
}

static void term_part(struct sentence_parts *parts, const struct option_change *change,
        const struct keyed_change *key, const char *what)
{
	const struct keyed_entry *entry = keyed_change_entry(key);
	const char *end = kept_end(change, entry);

	if (end)
		kept_part(parts, key, what, end);
	else if (strcmp(entry->key, "until") != 0)
		return;
	else if (!key->after)
		part(parts, "%s no longer", what);
	else
		part(parts, "%s until %s", what, value_of(key->after));
}

static void pay_part(struct sentence_parts *parts, const struct option_change *change,
        const struct keyed_change *key)
{
	const struct keyed_entry *entry = keyed_change_entry(key);

	if (!strcmp(entry->key, "amount"))
		part(parts, "%s", key->after ? value_of(key->after) : "no pay");
	else if (keyed_values_equal(keyed_find(&change->file->keyed, entry->section, "amount"),
	                 change->base && change->base->usable
	                         ? keyed_find(&change->base->keyed, entry->section, "amount")
	                         : NULL))
		term_part(parts, change, key, "pay");
}

static void role_part(struct arena *arena, struct sentence_parts *parts,
        const struct option_change *change, const struct keyed_change *key)
{
	const struct keyed_entry *entry = keyed_change_entry(key);

	if (!strcmp(entry->word, "holder") && entry->name)
		term_part(parts, change, key, entry->name);
	else if (!strcmp(entry->word, "led-by") && entry->name)
		term_part(parts, change, key, arena_print(arena, "led by %s", entry->name));
	else if (!strcmp(entry->word, "pay"))
		pay_part(parts, change, key);
	else if (change->base || change->file->class != PATH_ROLE ||
	         strcmp(entry->word, "role") != 0)
		key_part(parts, key);
}

/* Whose other term or lead is said by the same change: that this one goes is no news. */
static bool is_said_otherwise(const struct keyed_diff *diff, const struct keyed_change *key)
{
	for (size_t i = 0; !key->after && key->before->name && i < diff->count; i++) {
		const struct keyed_entry *other = diff->change[i].after;
		if (other && other->name && !strcmp(other->word, key->before->word) &&
		        !strcmp(other->name, key->before->name) && !strcmp(other->key, "until"))
			return true;
	}
	return false;
}

/* Terms first: who does it says more than how. */
static void role_parts(
        struct arena *arena, struct sentence_parts *parts, const struct option_change *change)
{
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < change->diff.count; i++) {
			const struct keyed_change *key = &change->diff.change[i];
			const struct keyed_entry *entry = keyed_change_entry(key);
			bool term = !strcmp(entry->word, "holder") ||
			            !strcmp(entry->word, "led-by") || !strcmp(entry->word, "pay");
			if (term == (pass == 0) && !(pass && !change->base && parts->count) &&
			        !is_said_otherwise(&change->diff, key))
				role_part(arena, parts, change, key);
		}
	if (!parts->count)
		part(parts, change->base ? "edited" : "a new role");
}

static bool is_guest(const struct keyed_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		const struct keyed_entry *entry = diff->change[i].after;
		if (entry && !strcmp(entry->word, "member") && !strcmp(entry->key, "guest") &&
		        !strcmp(value_of(entry), "yes"))
			return true;
	}
	return false;
}

static size_t values_of(const struct keyed_entry *entry)
{
	return entry ? entry->value_count : 0;
}

/* What somebody says of themselves; addresses and keys stand in their file. */
static void own_part(struct sentence_parts *parts, const struct keyed_change *change)
{
	const struct keyed_entry *entry = keyed_change_entry(change);
	bool fewer = values_of(change->after) < values_of(change->before);
	bool secret = !strcmp(entry->key, "email") || !strncmp(entry->key, "key", 3);
	const char *word = !strcmp(entry->key, "email")         ? "e-mail"
	                   : !strcmp(entry->key, "key-retired") ? "retired key"
	                                                        : entry->key;

	if (strcmp(entry->word, "person") != 0)
		return;
	if (secret)
		part(parts, "%s %s", fewer ? "one less" : "new", word);
	else if (!change->after)
		part(parts, "no %s", word);
	else {
		part(parts, "%s ", word);
		put_values(parts->text, change);
	}
}

static void person_parts(struct sentence_parts *parts, const struct option_change *change)
{
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(key);
		if (!strcmp(entry->word, "member"))
			term_part(parts, change, key,
			        is_guest(&change->diff) ? "a guest" : "a member");
	}
	if (parts->count)
		return;
	for (size_t i = 0; change->base && i < change->diff.count; i++)
		own_part(parts, &change->diff.change[i]);
	if (!parts->count)
		part(parts, change->base ? "edited" : "an acquaintance");
}

const char *option_sentence(struct arena *arena, const struct option *option, int32_t today)
{
	struct buf text = BUF_INIT;
	char day[DAY_SIZE];

	(void)today;
	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		const struct file *file = change->file;
		struct sentence_parts parts = {&text, 0};
		if (text.len)
			buf_puts(&text, "; ");
		buf_print(&text, "%s: ", *file->stem ? file->stem : "charter");
		if (file->class == PATH_ROLE)
			role_parts(arena, &parts, change);
		else if (file->class == PATH_PERSON)
			person_parts(&parts, change);
		else if (file->class == PATH_AGREEMENT && file->usable)
			part(&parts, "agreed until %s", day_print(day, file->agreement.until));
		else
			for (size_t j = 0; j < change->diff.count; j++)
				role_part(arena, &parts, change, &change->diff.change[j]);
	}
	char *copy = arena_string(arena, text.data, text.len);
	buf_release(&text);
	return copy;
}
