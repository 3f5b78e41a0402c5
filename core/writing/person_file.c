/* SPDX-License-Identifier: MIT */
#include "core/writing/person_file.h"

#include "formats/date.h"
#include "formats/ini_edit.h"
#include "formats/person.h"

#include <string.h>

static const struct ini_place person_place = {"person", NULL, 0};

static int check_line(const char *what, const char *word, struct error *err)
{
	struct error why = ERROR_INIT;

	if (!*word)
		return error_set(err, ERROR_FATAL, "the %s is empty", what);
	if (strchr(word, '\n'))
		return error_set(err, ERROR_FATAL, "the %s is more than one line", what);
	if (ini_writable(word, strlen(word), &why))
		return 0;
	return error_set(err, ERROR_FATAL, "the %s '%s': %s", what, word, why.text);
}

static int check_words(const struct person_words *words, struct error *err)
{
	if (words->name && check_line("name", words->name, err))
		return -1;
	for (size_t i = 0; i < words->email_count; i++)
		if (check_line("e-mail address", words->email[i], err))
			return -1;
	for (size_t i = 0; i < words->key_count; i++)
		if (check_line("key", words->key[i], err))
			return -1;
	return 0;
}

static void read_text(struct person *out, struct findings *findings, struct arena *arena,
        const char *path, const struct buf *text)
{
	person_parse(
	        out, arena, arena_string(arena, text->data, text->len), text->len, path, findings);
}

static bool was_found(const struct findings *before, const struct finding *finding)
{
	for (size_t i = 0; i < before->count; i++)
		if (!strcmp(before->item[i].message, finding->message))
			return true;
	return false;
}

static int check_made(
        const struct findings *before, const struct findings *after, struct error *err)
{
	for (size_t i = 0; i < after->count; i++) {
		const struct finding *finding = &after->item[i];
		if (finding->severity != SEVERITY_ERROR || was_found(before, finding))
			continue;
		error_set(err, ERROR_FATAL, "%s", finding->message);
		return finding->hint ? error_hint(err, "%s", finding->hint) : -1;
	}
	return 0;
}

static bool is_among(const char *word, const char *const *known, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(known[i], word))
			return true;
	return false;
}

static int add_new(struct buf *text, const char *key, const char *const *word, size_t count,
        const char *const *known, size_t known_count, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (!is_among(word[i], known, known_count) && !is_among(word[i], word, i) &&
		        ini_edit_add(text, person_place, key, word[i], strlen(word[i]), err))
			return -1;
	return 0;
}

int person_file_say(
        struct buf *text, struct arena *arena, const struct person_words *words, struct error *err)
{
	struct findings before = FINDINGS_INIT(arena), after = FINDINGS_INIT(arena);
	struct person known = {.name = NULL}, made;

	if (check_words(words, err))
		return -1;
	if (text->len)
		read_text(&known, &before, arena, words->path, text);
	else if (ini_edit_add_section(text, "person", NULL, NULL, 0, err))
		return -1;
	if (words->name && (!known.name || strcmp(known.name, words->name) != 0) &&
	        ini_edit_set(text, person_place, "name", 0, words->name, strlen(words->name), err))
		return -1;
	if (add_new(text, "email", words->email, words->email_count, known.email, known.email_count,
	            err) ||
	        add_new(text, "key", words->key, words->key_count, known.key, known.key_count, err))
		return -1;
	read_text(&made, &after, arena, words->path, text);
	return check_made(&before, &after, err);
}

int person_file_admit(struct buf *text, const struct term *term, bool guest, struct error *err)
{
	char from[DAY_SIZE], until[DAY_SIZE];
	struct ini_pair pair[] = {
	        {"from", day_print(from, term->from)},
	        {"until", day_print(until, term->until)},
	        {"by", term->by},
	        {"guest", "yes"},
	};

	return ini_edit_add_section(text, "member", NULL, pair, guest ? 4 : 3, err);
}
