/* SPDX-License-Identifier: MIT */
#include "core/group/blame.h"

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

/* The last change that stands after which the key had its value and before which it had not. */
static const struct verdict *blame_key(
        const struct group *group, uint32_t path, const struct keyed_entry *entry)
{
	const struct ledger *ledger = &group->ledger;

	for (size_t i = ledger->verdict_count; i-- > 0;) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (verdict->path != path || verdict->right == RIGHT_NONE || !verdict->after ||
		        !verdict->after->usable)
			continue;
		const struct keyed_entry *before =
		        verdict->before && verdict->before->usable
		                ? keyed_find(&verdict->before->keyed, entry->section, entry->key)
		                : NULL;
		const struct keyed_entry *after =
		        keyed_find(&verdict->after->keyed, entry->section, entry->key);
		if (keyed_values_equal(after, entry) && !keyed_values_equal(before, after))
			return verdict;
	}
	return NULL;
}

static const struct keyed_entry *entry_at(
        const struct file *file, const struct ini_file *ini, uint32_t line)
{
	for (size_t i = 0; i < ini->section_count; i++) {
		const struct ini_section *section = &ini->section[i];
		for (size_t j = 0; j < section->key_count; j++) {
			const struct ini_key *key = &section->key[j];
			if (line < key->line || line >= key->line + key->part_count)
				continue;
			/* keyed entries know the line of their first value */
			for (size_t k = 0; k < file->keyed.count; k++) {
				const struct keyed_entry *entry = &file->keyed.entry[k];
				if (strcmp(entry->key, key->name) != 0 ||
				        strcmp(entry->word, section->word) != 0 ||
				        entry->line < section->line || entry->line > key->line)
					continue;
				return entry;
			}
		}
	}
	return NULL;
}

int blame_line(struct blame_line *out, struct arena *arena, const struct group *group,
        const char *path, uint32_t line, struct error *err)
{
	const struct file *file = standing_file(&group->ledger, group->now.standing, path);
	const struct ini_file *ini = ini_of(file);

	(void)arena;
	*out = (struct blame_line){.line = line};
	if (!file)
		return error_set(err, ERROR_FATAL, "no '%s' stands at this commit", path);
	if (!ini) {
		out->verdict = blame_file(group, path);
		return 0;
	}
	const struct keyed_entry *entry = entry_at(file, ini, line);
	if (!entry) {
		error_set(err, ERROR_FATAL, "%s:%u is no key", path, line);
		return error_hint(
		        err, "a blank line, a comment or a section header: name the line of a key");
	}
	out->section = entry->section;
	out->key = entry->key;
	out->value = entry->value_count ? entry->value[0] : "";
	out->verdict = blame_key(group, file->path, entry);
	return 0;
}
