/* SPDX-License-Identifier: MIT */
#include "formats/ini_schema.h"
#include "formats/name.h"
#include "formats/negotiation.h"
#include "formats/negotiation_private.h"

#include <string.h>

static const struct ini_schema_key decision_key[] = {
        {"result", false, false},
        {"option", false, false},
        {"elected", true, false},
        {"tally", true, false},
        {"absent", true, false},
        {"voices", false, false},
        {"ratifies", false, false},
        {"review", false, false},
        {"trial-until", false, false},
};

static const struct ini_schema_section schema[] = {
        {"decision", INI_NO_NAME, false, true, false, LISTED(decision_key)},
};

/* "ana consent": a handle and what they said */
static bool value_tally(const char **out, const struct values *values, const struct ini_key *key)
{
	const char *text;

	if (!value_text(&text, values, key))
		return false;
	size_t len = strcspn(text, " \t");
	if (!name_valid(text, len) || !text[len]) {
		value_finding(values, key, 0, 0, "E106", "'%s' is not a handle and what they said",
		        value_shown(values->arena, text));
		return false;
	}
	*out = text;
	return true;
}

static void read_lists(
        struct decision_file *out, const struct values *values, const struct ini_section *section)
{
	struct value_list tally = {NULL, 0, 0}, absent = {NULL, 0, 0}, elected = {NULL, 0, 0};
	const char *text;

	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->key[i];
		if (!strcmp(key->name, "tally") && value_tally(&text, values, key))
			value_list_add(&tally, values->arena, text);
		else if (!strcmp(key->name, "absent"))
			value_list_read(&absent, value_item_name, values, key);
		else if (!strcmp(key->name, "elected"))
			value_list_read(&elected, value_item_name, values, key);
	}
	out->tally = tally.item;
	out->tally_count = tally.count;
	out->absent = absent.item;
	out->absent_count = absent.count;
	out->elected = elected.item;
	out->elected_count = elected.count;
}

static void read_result(
        struct decision_file *out, const struct values *values, const struct ini_section *section)
{
	static const char *const result_word[] = {"adopted", "lapsed", "blocked", "withdrawn"};
	const struct ini_key *result = ini_find(section, "result");
	unsigned number = 0;

	value_first(&out->option, value_option, values, section, "option");
	if (result && !value_word(&number, LISTED(result_word), values, result))
		return;
	const struct ini_key *elected = ini_find(section, "elected");
	if (number == 0 && !ini_find(section, "option") && !elected) {
		value_section_finding(
		        values, section, "E107", "decision adopts, and has no key 'option'");
		return;
	}
	if (number || out->option || elected)
		out->result = result_word[number];
}

bool decision_parse(struct decision_file *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	size_t added = 0;

	*out = (struct decision_file){.review = DAY_NONE, .trial_until = DAY_NONE};
	ini_parse(&out->ini, arena, text, len, path, findings);
	if (out->ini.broken)
		return false;
	ini_check(&out->ini, LISTED(schema), SEVERITY_ERROR, findings);
	const struct ini_section *section = ini_section(&out->ini, "decision", NULL, 0);
	if (!section)
		return false;
	struct values values = {arena, &out->ini, findings, &added};
	const struct ini_key *review = ini_find(section, "review");
	const struct ini_key *trial = ini_find(section, "trial-until");
	read_result(out, &values, section);
	read_lists(out, &values, section);
	value_first(&out->voices, value_hash, &values, section, "voices");
	value_first(&out->ratifies, value_hash, &values, section, "ratifies");
	if (review)
		value_day(&out->review, &values, review);
	if (trial)
		value_day(&out->trial_until, &values, trial);
	values_end(&values);
	return true;
}
