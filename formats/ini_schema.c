/* SPDX-License-Identifier: MIT */
#include "formats/ini_schema.h"

#include <stdlib.h>
#include <string.h>

enum { FINDINGS_MAX = 1000 };

struct checker {
	const struct ini_file *file;
	const struct ini_schema_section *schema;
	size_t count;
	const char **word; /* of the schema, for hints */
	enum severity unknown;
	struct findings *findings;
	size_t added;
	bool failed;
};

/* Counts; false when there are enough, so that a hostile file costs no more than a broken one. */
static bool may_add(struct checker *checker, enum severity severity)
{
	checker->failed |= severity == SEVERITY_ERROR;
	return ++checker->added <= FINDINGS_MAX;
}

static const struct ini_schema_section *known_section(
        const struct checker *checker, const struct ini_section *section)
{
	for (size_t i = 0; i < checker->count; i++)
		if (!strcmp(checker->schema[i].word, section->word))
			return &checker->schema[i];
	return NULL;
}

static void check_name(struct checker *checker, const struct ini_section *section,
        const struct ini_schema_section *schema)
{
	if (schema->wants == INI_NO_NAME && section->name && may_add(checker, SEVERITY_ERROR))
		ini_finding_section(checker->findings, checker->file, section, SEVERITY_ERROR,
		        "E110", "section [%s] has no name behind its word", section->word);
	if (schema->wants == INI_MUST_NAME && !section->name && may_add(checker, SEVERITY_ERROR))
		ini_finding_section(checker->findings, checker->file, section, SEVERITY_ERROR,
		        "E110", "section [%s] needs a name behind its word", section->word);
}

static void check_key(struct checker *checker, const struct ini_section *section,
        const struct ini_schema_key *schema)
{
	const struct ini_key *first = NULL;

	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->key[i];
		if (strcmp(key->name, schema->name))
			continue;
		if (!first) {
			first = key;
			continue;
		}
		if (schema->repeat)
			return;
		if (may_add(checker, SEVERITY_ERROR))
			ini_finding_key(checker->findings, checker->file, key, SEVERITY_ERROR,
			        "E105", "key '%s' stands twice, in line %u already", key->name,
			        first->line);
	}
	if (!first && schema->required && may_add(checker, SEVERITY_ERROR))
		ini_finding_section(checker->findings, checker->file, section, SEVERITY_ERROR,
		        "E107", "section [%s%s%s] has no key '%s'", section->word,
		        section->name ? " " : "", section->name ? section->name : "", schema->name);
}

static void check_unknown_keys(struct checker *checker, const struct ini_section *section,
        const struct ini_schema_section *schema, const char **word)
{
	for (size_t i = 0; i < schema->key_count; i++)
		word[i] = schema->key[i].name;
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->key[i];
		size_t known = 0;
		while (known < schema->key_count && strcmp(word[known], key->name))
			known++;
		if (known < schema->key_count || !may_add(checker, checker->unknown))
			continue;
		struct finding *finding = ini_finding_key(checker->findings, checker->file, key,
		        checker->unknown, "E104", "unknown key '%s'", key->name);
		finding_suggest(checker->findings, finding, key->name, word, schema->key_count);
	}
}

static void check_section(struct checker *checker, const struct ini_section *section)
{
	const struct ini_schema_section *schema = known_section(checker, section);

	if (!schema) {
		if (!may_add(checker, checker->unknown))
			return;
		struct finding *finding = ini_finding_section(checker->findings, checker->file,
		        section, checker->unknown, "E103", "unknown section [%s]", section->word);
		finding_suggest(
		        checker->findings, finding, section->word, checker->word, checker->count);
		return;
	}
	check_name(checker, section, schema);
	for (size_t i = 0; i < schema->key_count; i++)
		check_key(checker, section, &schema->key[i]);
	if (schema->open)
		return;
	const char **word = arena_array(checker->findings->arena, schema->key_count, sizeof *word);
	check_unknown_keys(checker, section, schema, word);
}

static int compare(const void *left, const void *right)
{
	const struct ini_section *a = *(const struct ini_section *const *)left;
	const struct ini_section *b = *(const struct ini_section *const *)right;
	int order = strcmp(a->word, b->word);

	if (!order)
		order = strcmp(a->name ? a->name : "", b->name ? b->name : "");
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static bool same(const struct ini_section *a, const struct ini_section *b)
{
	return !strcmp(a->word, b->word) && !strcmp(a->name ? a->name : "", b->name ? b->name : "");
}

static void check_repeated_sections(struct checker *checker)
{
	size_t count = checker->file->section_count;
	const struct ini_section **sorted =
	        arena_array(checker->findings->arena, count, sizeof *sorted);

	for (size_t i = 0; i < count; i++)
		sorted[i] = &checker->file->section[i];
	qsort(sorted, count, sizeof *sorted, compare);
	for (size_t i = 1, first = 0; i < count; i++) {
		if (!same(sorted[first], sorted[i])) {
			first = i;
			continue;
		}
		const struct ini_schema_section *schema = known_section(checker, sorted[i]);
		if (!schema || schema->repeat || !may_add(checker, SEVERITY_ERROR))
			continue;
		const char *name = sorted[i]->name;
		ini_finding_section(checker->findings, checker->file, sorted[i], SEVERITY_ERROR,
		        "E114", "section [%s%s%s] stands twice, in line %u already",
		        sorted[i]->word, name ? " " : "", name ? name : "", sorted[first]->line);
	}
}

static void check_missing_sections(struct checker *checker)
{
	for (size_t i = 0; i < checker->count; i++) {
		const struct ini_schema_section *schema = &checker->schema[i];
		if (schema->required && !ini_section(checker->file, schema->word, NULL, 0) &&
		        may_add(checker, SEVERITY_ERROR))
			ini_finding(checker->findings, checker->file, SEVERITY_ERROR, "E113", 0, 0,
			        0, "section [%s] is missing", schema->word);
	}
}

bool ini_check(const struct ini_file *file, const struct ini_schema_section *schema, size_t count,
        enum severity unknown, struct findings *findings)
{
	struct checker checker = {
	        .file = file,
	        .schema = schema,
	        .count = count,
	        .word = arena_array(findings->arena, count, sizeof *checker.word),
	        .unknown = unknown,
	        .findings = findings,
	};

	if (file->broken)
		return false;
	for (size_t i = 0; i < count; i++)
		checker.word[i] = schema[i].word;
	check_missing_sections(&checker);
	check_repeated_sections(&checker);
	for (size_t i = 0; i < file->section_count; i++)
		check_section(&checker, &file->section[i]);
	if (checker.added > FINDINGS_MAX)
		ini_finding(findings, file, checker.failed ? SEVERITY_ERROR : unknown, "E104", 0, 0,
		        0, "%zu more findings in this file", checker.added - FINDINGS_MAX);
	return !checker.failed;
}
