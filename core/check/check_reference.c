/* SPDX-License-Identifier: MIT */
/* Whatever names a person, a role or a decision: is there one? */
#include "core/check/check_private.h"

#include "formats/name.h"

#include <string.h>

struct naming {
	struct checking *checking;
	const struct ini_file *ini;
	const char **person, **role;
	size_t person_count, role_count;
};

static const struct check_path *find(
        const struct checking *checking, const char *folder, const char *name)
{
	return check_path_find(checking, arena_print(checking->arena, "%s/%s.ini", folder, name));
}

static bool is_there(const struct checking *checking, const char *folder, const char *name)
{
	const struct check_path *path = find(checking, folder, name);

	return path && path->here;
}

static void suggest(
        const struct naming *naming, struct finding *finding, const char *word, bool person)
{
	finding_suggest(naming->checking->out, finding, word,
	        person ? naming->person : naming->role,
	        person ? naming->person_count : naming->role_count);
}

static void check_value(
        const struct naming *naming, const struct ini_key *key, const char *name, bool person)
{
	const char *folder = person ? "people" : "roles";

	if (!key || !*name || is_there(naming->checking, folder, name))
		return;
	struct finding *finding = ini_finding_value(naming->checking->out, naming->ini, key,
	        SEVERITY_ERROR, "E206", "there is no %s/%s.ini", folder, name);
	suggest(naming, finding, name, person);
}

/* [holder ada], [led-by coordinator] */
static void check_header(const struct naming *naming, const struct ini_section *section)
{
	bool person = !strcmp(section->word, "holder") || !strcmp(section->word, "delegate");

	if ((!person && strcmp(section->word, "led-by") != 0) || !section->name)
		return;
	const char *folder = person ? "people" : "roles";
	/* what is no name was told of where it was read */
	if (!name_valid(section->name, strlen(section->name)) ||
	        is_there(naming->checking, folder, section->name))
		return;
	struct finding *finding = ini_finding_section(naming->checking->out, naming->ini, section,
	        SEVERITY_ERROR, "E206", "there is no %s/%s.ini", folder, section->name);
	suggest(naming, finding, section->name, person);
}

static void check_role(struct naming *naming, const struct file *file)
{
	const struct role *role = &file->role;
	const struct ini_section *section = ini_section(&role->ini, "role", NULL, 0);

	naming->ini = &role->ini;
	if (role->team && section)
		check_value(naming, ini_find(section, "team"), role->team, false);
	for (size_t i = 0; section && i < section->key_count; i++)
		if (!strcmp(section->key[i].name, "was"))
			check_value(naming, &section->key[i], section->key[i].value, false);
	for (size_t i = 0; i < role->ini.section_count; i++)
		check_header(naming, &role->ini.section[i]);
}

static void check_person(struct naming *naming, const struct file *file)
{
	const struct ini_section *section = ini_section(&file->person.ini, "person", NULL, 0);

	naming->ini = &file->person.ini;
	for (size_t i = 0; section && i < section->key_count; i++)
		if (!strcmp(section->key[i].name, "formerly"))
			check_value(naming, &section->key[i], section->key[i].value, true);
	for (size_t i = 0; i < file->person.ini.section_count; i++) {
		section = &file->person.ini.section[i];
		if (strcmp(section->word, "delegate") != 0)
			continue;
		check_header(naming, section);
		for (size_t j = 0; j < section->key_count; j++)
			if (!strcmp(section->key[j].name, "role"))
				check_value(naming, &section->key[j], section->key[j].value, false);
	}
}

static void check_charter(struct naming *naming, const struct file *file)
{
	const struct charter *charter = &file->charter;
	struct checking *checking = naming->checking;

	naming->ini = &charter->ini;
	for (size_t i = 0; i < charter->seed_count; i++) {
		if (is_there(checking, "roles", charter->seeds[i]))
			continue;
		struct finding *finding = findings_add(checking->out, SEVERITY_ERROR, "E206",
		        file->name, 0, 0, "seeds: there is no roles/%s.ini", charter->seeds[i]);
		suggest(naming, finding, charter->seeds[i], false);
	}
}

static void check_agreement(struct naming *naming, const struct file *file)
{
	const struct agreement *agreement = &file->agreement;
	struct checking *checking = naming->checking;

	if (!agreement->team || is_there(checking, "roles", agreement->team))
		return;
	struct finding *finding = findings_add(checking->out, SEVERITY_ERROR, "E206", file->name, 0,
	        0, "Team: there is no roles/%s.ini", agreement->team);
	suggest(naming, finding, agreement->team, false);
}

static void gather(struct naming *naming)
{
	struct checking *checking = naming->checking;

	naming->person = arena_array(checking->arena, checking->path_count, sizeof(char *));
	naming->role = arena_array(checking->arena, checking->path_count, sizeof(char *));
	for (size_t i = 0; i < checking->path_count; i++) {
		const struct file *file = checking->path[i].here;
		if (file && *file->stem && file->class == PATH_PERSON)
			naming->person[naming->person_count++] = file->stem;
		else if (file && *file->stem && file->class == PATH_ROLE)
			naming->role[naming->role_count++] = file->stem;
	}
}

void check_references(struct checking *checking)
{
	struct naming naming = {.checking = checking};

	gather(&naming);
	for (size_t i = 0; i < checking->path_count; i++) {
		const struct file *file = checking->path[i].here;
		if (!file || !file->usable)
			continue;
		if (file->class == PATH_ROLE)
			check_role(&naming, file);
		else if (file->class == PATH_PERSON)
			check_person(&naming, file);
		else if (file->class == PATH_CHARTER)
			check_charter(&naming, file);
		else if (file->class == PATH_AGREEMENT)
			check_agreement(&naming, file);
	}
}
