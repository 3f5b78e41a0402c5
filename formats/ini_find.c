/* SPDX-License-Identifier: MIT */
#include "formats/ini.h"

#include "formats/text.h"

#include <string.h>

enum { SOURCE_MAX = 512 };

const struct ini_key *ini_find_nth(const struct ini_section *section, const char *key, size_t nth)
{
	for (size_t i = 0; i < section->key_count; i++)
		if (!strcmp(section->key[i].name, key) && !nth--)
			return &section->key[i];
	return NULL;
}

const struct ini_key *ini_find(const struct ini_section *section, const char *key)
{
	return ini_find_nth(section, key, 0);
}

const char *ini_value(const struct ini_section *section, const char *key)
{
	const struct ini_key *found = ini_find(section, key);

	return found ? found->value : NULL;
}

const struct ini_section *ini_section(
        const struct ini_file *file, const char *word, const char *name, size_t nth)
{
	for (size_t i = 0; i < file->section_count; i++) {
		const struct ini_section *section = &file->section[i];
		if (strcmp(section->word, word))
			continue;
		if (name && (!section->name || strcmp(section->name, name)))
			continue;
		if (!nth--)
			return section;
	}
	return NULL;
}

static void show(struct findings *findings, struct finding *finding, const struct ini_file *file,
        size_t at, size_t width)
{
	size_t start = at, end = at;

	while (start > 0 && file->text[start - 1] != '\n' && at - start < SOURCE_MAX)
		start--;
	if (start > 0 && file->text[start - 1] != '\n')
		return; /* the place is too far into the line to be shown */
	while (end < file->len && file->text[end] != '\n' && end - start < SOURCE_MAX)
		end++;
	if (end > start && file->text[end - 1] == '\r')
		end--;
	finding->source = arena_string(findings->arena, file->text + start, end - start);
	if (width > end - at)
		width = end > at ? end - at : 1;
	finding->width = width ? (uint32_t)width : 1;
}

struct finding *ini_finding(struct findings *findings, const struct ini_file *file,
        enum severity severity, const char *code, uint32_t line, uint32_t column, uint32_t width,
        const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const char *message = arena_vprint(findings->arena, format, args);
	va_end(args);
	struct finding *finding =
	        findings_add(findings, severity, code, file->path, line, column, "%s", message);
	if (line)
		finding_show(findings, finding, file->text, file->len, width);
	return finding;
}

static struct finding *add(struct findings *findings, const struct ini_file *file,
        enum severity severity, const char *code, uint32_t line, uint32_t column, size_t at,
        size_t width, const char *format, va_list args) __attribute__((format(printf, 9, 0)));

static struct finding *add(struct findings *findings, const struct ini_file *file,
        enum severity severity, const char *code, uint32_t line, uint32_t column, size_t at,
        size_t width, const char *format, va_list args)
{
	const char *message = arena_vprint(findings->arena, format, args);
	struct finding *finding =
	        findings_add(findings, severity, code, file->path, line, column, "%s", message);

	show(findings, finding, file, at, width);
	return finding;
}

struct finding *ini_finding_at(struct findings *findings, const struct ini_file *file,
        enum severity severity, const char *code, uint32_t line, uint32_t column, size_t at,
        size_t width, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	struct finding *finding =
	        add(findings, file, severity, code, line, column, at, width, format, args);
	va_end(args);
	return finding;
}

struct finding *ini_finding_section(struct findings *findings, const struct ini_file *file,
        const struct ini_section *section, enum severity severity, const char *code,
        const char *format, ...)
{
	const char *close = memchr(file->text + section->begin, ']', file->len - section->begin);
	size_t width = close ? (size_t)(close - (file->text + section->begin)) + 1 : 1;
	va_list args;

	va_start(args, format);
	struct finding *finding = add(findings, file, severity, code, section->line,
	        section->column, section->begin, width, format, args);
	va_end(args);
	return finding;
}

struct finding *ini_finding_key(struct findings *findings, const struct ini_file *file,
        const struct ini_key *key, enum severity severity, const char *code, const char *format,
        ...)
{
	size_t at = key->begin;
	va_list args;

	while (text_blank(file->text[at])) /* the name ends this */
		at++;

	va_start(args, format);
	struct finding *finding = add(findings, file, severity, code, key->line, key->column, at,
	        strlen(key->name), format, args);
	va_end(args);
	return finding;
}

struct finding *ini_finding_value(struct findings *findings, const struct ini_file *file,
        const struct ini_key *key, enum severity severity, const char *code, const char *format,
        ...)
{
	size_t i = 0;
	va_list args;

	while (i + 1 < key->part_count && key->part[i].begin == key->part[i].end)
		i++;
	if (key->part[i].begin == key->part[i].end)
		i = 0;
	const struct ini_part *part = &key->part[i];
	va_start(args, format);
	struct finding *finding = add(findings, file, severity, code, key->value_line,
	        key->value_column, part->begin, part->end - part->begin, format, args);
	va_end(args);
	return finding;
}
