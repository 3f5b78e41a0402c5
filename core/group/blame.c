/* SPDX-License-Identifier: MIT */
#include "core/group/blame.h"

#include "core/rules/trial.h"
#include "formats/ini.h"

#include <string.h>

const struct verdict *blame_file(const struct group *group, const char *path)
{
	const struct ledger *ledger = &group->ledger;
	uint32_t number = paths_find(&ledger->paths, path, strlen(path));

	for (size_t i = ledger->verdict_count; i-- > 0;) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (verdict->path == number && verdict->right != RIGHT_NONE &&
		        verdict->right != RIGHT_FREE)
			return verdict;
	}
	return NULL;
}

static const struct ini_file *ini_of(const struct file *file)
{
	if (!file || !file->usable)
		return NULL;
	switch (file->class) {
	case PATH_ROLE:
		return &file->role.ini;
	case PATH_PERSON:
		return &file->person.ini;
	case PATH_CHARTER:
		return &file->charter.ini;
	default:
		return NULL;
	}
}

static bool has_value(const struct file *file, const struct keyed_entry *like, const char *value)
{
	const struct keyed_entry *entry =
	        file && file->usable ? keyed_find(&file->keyed, like->section, like->key) : NULL;

	for (size_t i = 0; entry && i < entry->value_count; i++)
		if (!strcmp(entry->value[i], value))
			return true;
	return false;
}

/*
 * The last change that stands after which the key had the value and before which it had not.  Who
 * writes down that a trial is over agrees to nothing: what holds again has its older right.
 */
static const struct verdict *blame_value(const struct group *group, uint32_t path,
        const struct keyed_entry *entry, const char *value)
{
	const struct ledger *ledger = &group->ledger;
	const struct verdict *settled = NULL;

	for (size_t i = ledger->verdict_count; i-- > 0;) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (verdict->path != path || verdict->right == RIGHT_NONE ||
		        !has_value(verdict->after, entry, value) ||
		        has_value(verdict->before, entry, value))
			continue;
		if (verdict->right != RIGHT_SETTLE)
			return verdict;
		settled = settled ? settled : verdict;
	}
	return settled;
}

/* Keyed entries know the line of their first value. */
static const struct keyed_entry *entry_of(
        const struct file *file, const struct ini_section *section, const struct ini_key *key)
{
	for (size_t i = 0; i < file->keyed.count; i++) {
		const struct keyed_entry *entry = &file->keyed.entry[i];
		if (!strcmp(entry->key, key->name) && !strcmp(entry->word, section->word) &&
		        entry->line >= section->line && entry->line <= key->line)
			return entry;
	}
	return NULL;
}

static struct blame_line line_of(const struct group *group, const struct file *file,
        const struct ini_section *section, const struct ini_key *key)
{
	const struct keyed_entry *entry = entry_of(file, section, key);
	struct blame_line line = {.key = key->name, .value = key->value, .line = key->line};

	if (entry) {
		line.section = entry->section;
		line.verdict = blame_value(group, file->path, entry, key->value);
		line.lapsed = !has_value(trial_lapse(&group->now, file), entry, key->value);
	}
	return line;
}

struct blame_lines blame_lines(
        struct arena *arena, const struct group *group, const struct file *file)
{
	const struct file *reads = trial_lapse(&group->now, file);
	const struct ini_file *ini = ini_of(reads);
	struct blame_lines lines = {NULL, 0};
	size_t capacity = 0;

	for (size_t i = 0; ini && i < ini->section_count; i++)
		for (size_t j = 0; j < ini->section[i].key_count; j++) {
			lines.line = arena_grow(
			        arena, lines.line, lines.count, &capacity, sizeof *lines.line);
			lines.line[lines.count++] =
			        line_of(group, reads, &ini->section[i], &ini->section[i].key[j]);
		}
	return lines;
}

/* The key whose value reaches over the line, or the first of the section that begins there. */
static bool find_key(const struct ini_file *ini, uint32_t line, const struct ini_section **section,
        const struct ini_key **key)
{
	for (size_t i = 0; i < ini->section_count; i++) {
		*section = &ini->section[i];
		for (size_t j = 0; j < (*section)->key_count; j++) {
			*key = &(*section)->key[j];
			if ((line >= (*key)->line && line < (*key)->line + (*key)->part_count) ||
			        (!j && line == (*section)->line))
				return true;
		}
	}
	return false;
}

int blame_line(struct blame_line *out, const struct group *group, const char *path, uint32_t line,
        struct error *err)
{
	const struct file *file = standing_file(&group->ledger, group->now.standing, path);
	const struct ini_file *ini = ini_of(file);
	const struct ini_section *section;
	const struct ini_key *key;

	*out = (struct blame_line){.line = line};
	if (!file)
		return error_set(err, ERROR_FATAL, "no '%s' stands at this commit", path);
	if (!ini) {
		out->verdict = blame_file(group, path);
		return 0;
	}
	if (!find_key(ini, line, &section, &key)) {
		error_set(err, ERROR_FATAL, "%s:%u is no key", path, line);
		return error_hint(
		        err, "a blank line or a comment: moot why %s lists the keys", path);
	}
	*out = line_of(group, file, section, key);
	return 0;
}
