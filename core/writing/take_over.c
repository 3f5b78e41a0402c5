/* SPDX-License-Identifier: MIT */
#include "core/writing/take_over.h"

#include "core/rules/file.h"
#include "core/writing/person_file.h"
#include "core/writing/put.h"
#include "formats/date.h"
#include "formats/ini.h"
#include "formats/ini_edit.h"
#include "formats/name.h"
#include "formats/person.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* --- what is there --- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct taken_file *)a)->path, ((const struct taken_file *)b)->path);
}

static void list_folder(struct taking_over *taking, const char *name)
{
	DIR *folder = opendir(name);
	const struct dirent *entry;
	size_t first = taking->count;

	while (folder && (entry = readdir(folder))) {
		size_t len = strlen(entry->d_name);
		if (len < 5 || strcmp(entry->d_name + len - 4, ".ini") != 0)
			continue;
		taking->file = arena_grow(taking->arena, taking->file, taking->count,
		        &taking->capacity, sizeof *taking->file);
		taking->file[taking->count++] = (struct taken_file){
		        arena_print(taking->arena, "%s/%s", name, entry->d_name),
		        arena_string(taking->arena, entry->d_name, len - 4)};
	}
	if (folder)
		closedir(folder);
	if (taking->count > first)
		qsort(taking->file + first, taking->count - first, sizeof *taking->file, by_path);
}

/* A name holds for ever: what could be none is told before, all of it. */
static int check_names(const struct taking_over *taking, struct error *err)
{
	const char *wrong = "";
	size_t count = 0;

	for (size_t i = 0; i < taking->count; i++) {
		struct error why = ERROR_INIT;
		const struct taken_file *file = &taking->file[i];
		if (name_check(file->stem, strlen(file->stem), &why) && ++count <= 5)
			wrong = arena_print(
			        taking->arena, "%s%s%s", wrong, count > 1 ? ", " : "", file->path);
	}
	if (!count)
		return 0;
	error_set(err, ERROR_FATAL, "%zu file%s no name that a group can keep: %s%s", count,
	        count == 1 ? " has" : "s have", wrong, count > 5 ? ", ..." : "");
	return error_hint(err,
	        "rename them first: a name has a-z, 0-9 and '-', and at most %d characters",
	        NAME_LENGTH);
}

static int read_file(const struct taking_over *taking, const char *path, const char **text,
        size_t *len, struct error *err)
{
	mode_t mode;

	if (put_read(taking->arena, path, text, len, &mode, err))
		return -1;
	if (!*text)
		return error_set(err, ERROR_FATAL, "'%s' was there, and is not any more", path);
	if (*len > GOVERNED_MAX)
		return error_set(err, ERROR_FATAL, "'%s' is larger than 1 MiB", path);
	return 0;
}

int take_over_look(struct taking_over *taking, const char *founder_mail, struct error *err)
{
	list_folder(taking, "people");
	taking->people = taking->count;
	list_folder(taking, "roles");
	if (check_names(taking, err))
		return -1;
	for (size_t i = 0; i < taking->people; i++) {
		struct findings findings = FINDINGS_INIT(taking->arena);
		const char *path = taking->file[i].path, *text;
		struct person read;
		size_t len;
		if (read_file(taking, path, &text, &len, err))
			return -1;
		if (!person_parse(&read, taking->arena, text, len, path, &findings))
			continue;
		for (size_t j = 0; j < read.email_count; j++)
			if (!strcasecmp(read.email[j], founder_mail))
				taking->founder = taking->file[i].stem;
	}
	return 0;
}

/* --- what it is to be --- */

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

static int take_terms(
        struct taking_over *taking, const char *path, struct buf *text, struct error *err)
{
	struct arena *arena = taking->arena;
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

/* The founder's own file there makes them a member, like everybody's own does. */
static int admit_founder(
        const struct taking_over *taking, const char *path, struct buf *text, struct error *err)
{
	struct findings findings = FINDINGS_INIT(taking->arena);
	struct term term = {.from = taking->day, .until = taking->until, .by = "founding"};
	struct person person;

	person_parse(&person, taking->arena, text->data, text->len, path, &findings);
	return person.member_count ? 0 : person_file_admit(text, &term, false, err);
}

/* What a file had when it was read, and what it is to have. */
struct taken_text {
	const char *before;
	size_t before_len;
	const char *after;
	size_t after_len;
};

/* Nobody's change in between is lost. */
static const char *take_text(void *context, struct arena *arena, const char *before, size_t len,
        size_t *new_len, struct error *err)
{
	const struct taken_text *taken = context;

	(void)arena;
	*new_len = taken->after_len;
	if (before && len == taken->before_len && !memcmp(before, taken->before, len))
		return taken->after;
	error_set(err, ERROR_FATAL, "a file has changed meanwhile");
	error_hint(err, "nothing was written; do it again");
	return NULL;
}

static int draft_file(struct taking_over *taking, const struct taken_file *file, bool founders,
        struct draft *draft, struct error *err)
{
	struct taken_text *taken = arena_alloc(taking->arena, sizeof *taken);
	struct buf text = BUF_INIT;
	int status = read_file(taking, file->path, &taken->before, &taken->before_len, err);

	if (!status) {
		buf_add(&text, taken->before, taken->before_len);
		status = take_terms(taking, file->path, &text, err);
	}
	if (!status && founders)
		status = admit_founder(taking, file->path, &text, err);
	if (!status) {
		taken->after = arena_string(taking->arena, text.data, text.len);
		taken->after_len = text.len;
		draft_make(draft, file->path, take_text, taken);
	}
	buf_release(&text);
	return status;
}

int take_over_draft(struct taking_over *taking, struct draft *draft, struct error *err)
{
	for (size_t i = 0; i < taking->count; i++) {
		const struct taken_file *file = &taking->file[i];
		bool founders = i < taking->people && taking->founder &&
		                !strcmp(file->stem, taking->founder);
		if (draft_file(taking, file, founders, draft, err))
			return -1;
	}
	return 0;
}
