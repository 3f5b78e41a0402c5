/* SPDX-License-Identifier: MIT */
/* Any bytes as an INI file: every place lies in it, and what is edited reads back as it was meant.
 */
#include "formats/ini.h"
#include "formats/ini_edit.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void check_places(const struct ini_file *file)
{
	size_t behind = 0;

	for (size_t i = 0; i < file->section_count; i++) {
		const struct ini_section *section = &file->section[i];
		if (section->begin < behind || section->end < section->begin ||
		        section->end > file->len)
			abort();
		behind = section->end;
		for (size_t j = 0; j < section->key_count; j++) {
			const struct ini_key *key = &section->key[j];
			if (!key->value || key->begin < section->begin || key->end > section->end ||
			        !key->part_count || strlen(key->value) != key->value_len)
				abort();
		}
	}
}

/* The first key of the first section gets another value; all others stay. */
static void edit(const struct ini_file *file, struct arena *arena)
{
	struct findings findings = FINDINGS_INIT(arena);
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	struct ini_file again;

	if (file->broken || !file->section_count || !file->section[0].key_count)
		return;
	const struct ini_section *section = &file->section[0];
	const char *key = section->key[0].name;
	struct ini_place place = {section->word, section->name, 0};
	buf_add(&text, file->text, file->len);
	if (!ini_edit_set(&text, place, key, 0, "another value", strlen("another value"), &err)) {
		ini_parse(&again, arena, text.data, text.len, file->path, &findings);
		const struct ini_section *now =
		        ini_section(&again, section->word, section->name, 0);
		if (again.broken || again.section_count != file->section_count || !now ||
		        strcmp(ini_value(now, key), "another value") != 0)
			abort();
		for (size_t i = 1; i < section->key_count; i++)
			if (strcmp(section->key[i].value, now->key[i].value) != 0)
				abort();
	}
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct ini_file file;

	ini_parse(&file, &arena, (const char *)data, size, "x.ini", &findings);
	check_findings(&findings, data, size);
	check_places(&file);
	edit(&file, &arena);
	arena_release(&arena);
	return 0;
}
