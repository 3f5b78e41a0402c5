/* SPDX-License-Identifier: MIT */
#include "formats/negotiation.h"

#include "formats/ini_schema.h"
#include "formats/name.h"
#include "formats/negotiation_private.h"

#include <stdlib.h>
#include <string.h>

enum { SEATS_MAX = 10000 };

static const struct ini_schema_key negotiation_key[] = {
        {"by", false, false},
        {"opened", false, false},
        {"from", false, false},
        {"policy", false, false},
        {"decidable", false, false},
        {"closes", false, false},
        {"seen", true, false},
        {"trial", false, false},
        {"kind", false, false},
        {"role", false, false},
        {"person", false, false},
        {"term", false, false},
        {"seats", false, false},
        {"answers", false, false},
        {"ratifies", false, false},
        {"keep", false, false},
};

static const struct ini_schema_section schema[] = {
        {"negotiation", INI_NO_NAME, false, false, false, LISTED(negotiation_key)},
        {"base", INI_NO_NAME, false, false, true, NULL, 0},
        {"roll", INI_NO_NAME, false, false, true, NULL, 0},
};

static int compare_keys(const void *left, const void *right)
{
	const struct ini_key *a = *(const struct ini_key *const *)left;
	const struct ini_key *b = *(const struct ini_key *const *)right;
	int order = strcmp(a->name, b->name);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

const struct ini_key **keys_by_name(struct arena *arena, const struct ini_section *section)
{
	const struct ini_key **sorted = arena_array(arena, section->key_count, sizeof *sorted);

	for (size_t i = 0; i < section->key_count; i++)
		sorted[i] = &section->key[i];
	qsort(sorted, section->key_count, sizeof *sorted, compare_keys);
	return sorted;
}

void keys_check_twice(const struct values *values, const struct ini_section *section)
{
	const struct ini_key **sorted = keys_by_name(values->arena, section);
	size_t first = 0;

	for (size_t i = 1; i < section->key_count; i++) {
		if (!strcmp(sorted[i]->name, sorted[first]->name))
			value_key_finding(values, sorted[i], "E105",
			        "key '%s' stands twice, in line %u already",
			        value_shown(values->arena, sorted[i]->name), sorted[first]->line);
		else
			first = i;
	}
}

static bool add_base(struct pair *out, const struct values *values, const struct ini_key *key)
{
	*out = (struct pair){key->name, "", key->line};
	if (!option_may_hold(key->name)) {
		value_key_finding(values, key, "E405", "'%s' is no path an option may hold",
		        value_shown(values->arena, key->name));
		return false;
	}
	return !strcmp(key->value, "none") || value_hash(&out->value, values, key);
}

void base_read(struct pair **out, size_t *count, const struct values *values,
        const struct ini_section *section)
{
	*out = arena_array(values->arena, section->key_count, sizeof **out);
	*count = 0;
	for (size_t i = 0; i < section->key_count; i++)
		*count += add_base(&(*out)[*count], values, &section->key[i]);
	keys_check_twice(values, section);
}

static void read_roll(struct negotiation_file *out, const struct values *values,
        const struct ini_section *section)
{
	static const char *const reason[] = {"holder", "led", "lead", "team", "member"};
	struct error err;
	unsigned number;

	out->roll = arena_array(values->arena, section->key_count, sizeof *out->roll);
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->key[i];
		err = (struct error)ERROR_INIT;
		if (name_check(key->name, strlen(key->name), &err))
			value_key_finding(values, key, "E116", "%s", err.text);
		else if (value_word(&number, LISTED(reason), values, key))
			out->roll[out->roll_count++] =
			        (struct pair){key->name, reason[number], key->line};
	}
	keys_check_twice(values, section);
}

bool value_path(const char **out, const struct values *values, const struct ini_key *key)
{
	const char *text, *part;
	size_t len;
	bool good;

	if (!value_text(&text, values, key))
		return false;
	good = true;
	for (part = text; good; part += len + 1) {
		len = strcspn(part, "/");
		good = len && strncmp(part, "..", len) != 0;
		if (!part[len])
			break;
	}
	if (!good) {
		value_finding(values, key, 0, 0, "E106", "'%s' is no path below the root",
		        value_shown(values->arena, text));
		return false;
	}
	*out = text;
	return true;
}

static bool value_id(const char **out, const struct values *values, const struct ini_key *key)
{
	if (!id_valid(key->value, key->value_len)) {
		value_finding(values, key, 0, 0, "E106", "'%s' is no id of a negotiation",
		        value_shown(values->arena, key->value));
		return false;
	}
	*out = key->value;
	return true;
}

static void read_day(int32_t *out, const struct values *values, const struct ini_section *section,
        const char *name)
{
	const struct ini_key *key = ini_find(section, name);

	if (key)
		value_day(out, values, key);
}

/* An election is of a role, a recall of a person from a role; of acts the option says it all. */
static void read_kind(struct negotiation_file *out, const struct values *values,
        const struct ini_section *section)
{
	static const char *const kind_word[] = {"election", "recall", "act", "emergency"};
	const struct ini_key *kind = ini_find(section, "kind");
	const struct ini_key *seats = ini_find(section, "seats");
	const struct ini_key *term = ini_find(section, "term");
	unsigned number;

	value_first(&out->role, value_name, values, section, "role");
	value_first(&out->person, value_name, values, section, "person");
	if (seats)
		value_count(&out->seats, 1, SEATS_MAX, values, seats);
	if (term)
		value_days(&out->term, values, term);
	if (!kind || !value_word(&number, LISTED(kind_word), values, kind))
		return;
	out->kind = kind_word[number];
	if (number <= 1 && !ini_find(section, "role"))
		value_key_finding(values, kind, "E107", "%s without a key 'role'", out->kind);
	if (number == 1 && !ini_find(section, "person"))
		value_key_finding(values, kind, "E107", "recall without a key 'person'");
}

static void read_negotiation(struct negotiation_file *out, const struct values *values,
        const struct ini_section *section)
{
	const struct ini_key *trial = ini_find(section, "trial");
	struct value_list seen = {NULL, 0, 0};
	const char *path;

	value_first(&out->by, value_name, values, section, "by");
	value_first(&out->from, value_hash, values, section, "from");
	value_first(&out->policy, value_text, values, section, "policy");
	value_first(&out->answers, value_path, values, section, "answers");
	value_first(&out->ratifies, value_hash, values, section, "ratifies");
	value_first(&out->keep, value_id, values, section, "keep");
	read_day(&out->opened, values, section, "opened");
	read_day(&out->decidable, values, section, "decidable");
	read_day(&out->closes, values, section, "closes");
	if (trial)
		value_duration(&out->trial, values, trial);
	read_kind(out, values, section);
	for (size_t i = 0; i < section->key_count; i++)
		if (!strcmp(section->key[i].name, "seen") &&
		        value_path(&path, values, &section->key[i]))
			value_list_add(&seen, values->arena, path);
	out->seen = seen.item;
	out->seen_count = seen.count;
}

bool negotiation_parse(struct negotiation_file *out, struct arena *arena, const char *text,
        size_t len, const char *path, struct findings *findings)
{
	size_t added = 0;

	*out = (struct negotiation_file){
	        .opened = DAY_NONE,
	        .decidable = DAY_NONE,
	        .closes = DAY_NONE,
	        .term = {DAY_NONE, DAY_NONE},
	};
	ini_parse(&out->ini, arena, text, len, path, findings);
	if (out->ini.broken)
		return false;
	ini_check(&out->ini, LISTED(schema), SEVERITY_ERROR, findings);
	struct values values = {arena, &out->ini, findings, &added};
	const struct ini_section *facts = ini_section(&out->ini, "negotiation", NULL, 0);
	const struct ini_section *base = ini_section(&out->ini, "base", NULL, 0);
	const struct ini_section *roll = ini_section(&out->ini, "roll", NULL, 0);
	if (facts)
		read_negotiation(out, &values, facts);
	if (base)
		base_read(&out->base, &out->base_count, &values, base);
	if (roll)
		read_roll(out, &values, roll);
	values_end(&values);
	return true;
}
