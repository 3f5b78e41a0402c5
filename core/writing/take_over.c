/* SPDX-License-Identifier: MIT */
#include "core/writing/take_over.h"

#include "formats/date.h"
#include "formats/ini.h"
#include "formats/ini_edit.h"

#include <string.h>

static bool is_term(const char *word)
{
	return !strcmp(word, "member") || !strcmp(word, "holder") || !strcmp(word, "led-by") ||
	       !strcmp(word, "pay");
}

/* Which of the sections of that word and name it is. */
static size_t twin_of(const struct ini_file *ini, size_t number)
{
	const struct ini_section *section = &ini->section[number];
	size_t nth = 0;

	for (size_t i = 0; i < number; i++) {
		const struct ini_section *other = &ini->section[i];
		bool same_name = section->name ? other->name && !strcmp(other->name, section->name)
		                               : !other->name;
		nth += same_name && !strcmp(other->word, section->word);
	}
	return nth;
}

static int say_day(struct buf *text, struct ini_place place, const struct ini_section *section,
        const char *key, int32_t day, struct error *err)
{
	char word[DAY_SIZE];

	if (ini_find(section, key))
		return 0;
	day_print(word, day);
	return ini_edit_add(text, place, key, word, strlen(word), err);
}

/* One that has yet to begin lasts as long as the others from then on. */
static int32_t end_of(const struct ini_section *section, const struct taking_over *taking)
{
	const struct ini_key *from = ini_find(section, "from");
	struct error ignored = ERROR_INIT;
	int32_t day;

	if (!from || day_parse(&day, from->value, strlen(from->value), &ignored) ||
	        day <= taking->until)
		return taking->until;
	return day + (taking->until - taking->day);
}

static int take_term(struct buf *text, struct ini_place place, const struct ini_section *section,
        struct taking_over *taking, struct error *err)
{
	taking->endless += !ini_find(section, "until");
	if (say_day(text, place, section, "from", taking->day, err) ||
	        say_day(text, place, section, "until", end_of(section, taking), err))
		return -1;
	return ini_edit_set(text, place, "by", 0, "founding", strlen("founding"), err);
}

int take_over(struct buf *text, const char *path, struct taking_over *taking, struct arena *arena,
        struct error *err)
{
	struct findings findings = FINDINGS_INIT(arena);
	struct ini_file ini;

	ini_parse(&ini, arena, arena_string(arena, text->data, text->len), text->len, path,
	        &findings);
	if (ini.broken) {
		error_set(err, ERROR_FATAL, "%s:%u: %s", path, findings.item[0].line,
		        findings.item[0].message);
		return error_hint(err, "put it right first");
	}
	for (size_t i = 0; i < ini.section_count; i++) {
		const struct ini_section *section = &ini.section[i];
		struct ini_place place = {section->word, section->name, twin_of(&ini, i)};
		if (is_term(section->word) && take_term(text, place, section, taking, err))
			return -1;
	}
	return 0;
}
