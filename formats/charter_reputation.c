/* SPDX-License-Identifier: MIT */
#include "formats/charter_private.h"

#include "formats/text.h"
#include "formats/trailer.h"

#include <string.h>

enum {
	ONE = 1 << 20,
	HALF_LIFE_MAX = 36500,
	UNITS_MAX = 32, /* of one acknowledgement */
	STEPS_MAX = 5,
	WORDS_MAX = 100, /* with units */
};

static const struct ini_schema_key reputation_key[] = {
        {"half-life", false, false},
        {"units-of", false, false},
        {"pair-cap", false, false},
        {"steps", false, false},
        {"thanks", false, false},
        {"thanks-to", false, false},
        {"helped-by", false, false},
        {"co-authored-by", false, false},
        {"suggested-by", false, false},
        {"reported-by", false, false},
        {"reviewed-by", false, false},
        {"tested-by", false, false},
        {"landed", false, false},
        {"builds-on", false, false},
        {"acked-by", false, false},
        {"asks", false, false},
        {"mention", false, false},
        {"signed-off-by", false, false},
        {"cc", false, false},
};

enum { KEYS = sizeof reputation_key / sizeof *reputation_key, NUMBERS = 4 };

/* open, since any word that ends in -by or -to is a trailer */
const struct ini_schema_section charter_schema_reputation = {
        "reputation", INI_NO_NAME, false, false, true, reputation_key, KEYS};

static bool ends_in(const char *word, const char *ending)
{
	size_t len = strlen(word), ending_len = strlen(ending);

	return len > ending_len && !strcmp(word + len - ending_len, ending);
}

static bool listed(const char *word)
{
	for (size_t i = NUMBERS; i < KEYS; i++)
		if (!strcmp(word, reputation_key[i].name))
			return true;
	return false;
}

/* Another trailer, and no misspelt one of the list. */
static bool trailer_word(const char *word)
{
	for (const char *c = word; *c; c++)
		if ((*c < 'a' || *c > 'z') && *c != '-')
			return false;
	return (ends_in(word, "-by") || ends_in(word, "-to")) &&
	       !trailer_nearest(word, strlen(word));
}

static void refuse_word(const struct values *values, const struct ini_key *key)
{
	const char *known[KEYS];

	for (size_t i = 0; i < KEYS; i++)
		known[i] = reputation_key[i].name;
	struct finding *finding = value_key_finding(
	        values, key, "E104", "unknown key '%s'", value_shown(values->arena, key->name));
	if (finding)
		finding_suggest(values->findings, finding, key->name, known, KEYS);
}

struct reading {
	struct charter *out;
	const struct values *values;
	uint32_t line[WORDS_MAX]; /* where a unit was set, beside out->unit; 0: not by this file */
};

static size_t unit_of(const struct charter *out, const char *word)
{
	size_t i = 0;

	while (i < out->unit_count && strcmp(out->unit[i].word, word) != 0)
		i++;
	return i;
}

static void read_word(struct reading *reading, const struct ini_key *key)
{
	struct charter *out = reading->out;
	const struct values *values = reading->values;
	size_t number = unit_of(out, key->name);
	uint32_t units;

	if (!listed(key->name) && !trailer_word(key->name)) {
		refuse_word(values, key);
		return;
	}
	if (number == WORDS_MAX) {
		value_key_finding(values, key, "E106", "more than %d words have units", WORDS_MAX);
		return;
	}
	if (reading->line[number]) {
		if (!listed(key->name)) /* else ini_check() has said it */
			value_key_finding(values, key, "E105",
			        "key '%s' stands twice, in line %u already", key->name,
			        reading->line[number]);
		return;
	}
	if (!value_count(&units, 0, UNITS_MAX, values, key))
		return;
	out->unit[number] = (struct unit_rule){key->name, units};
	reading->line[number] = key->line;
	out->unit_count += number == out->unit_count;
}

static bool is_number(const struct ini_key *key)
{
	for (size_t i = 0; i < NUMBERS; i++)
		if (!strcmp(key->name, reputation_key[i].name))
			return true;
	return false;
}

void charter_read_reputation(
        struct charter *out, const struct values *values, const struct ini_section *section)
{
	const struct {
		uint32_t *out, least, most;
	} number[NUMBERS] = {
	        {&out->half_life, 1, HALF_LIFE_MAX},
	        {&out->units_of, UNITS_MAX, ONE},
	        {&out->pair_cap, 1, ONE},
	        {&out->steps, 1, STEPS_MAX},
	};
	struct reading reading = {.out = out, .values = values};
	struct unit_rule *unit = arena_array(values->arena, WORDS_MAX, sizeof *unit);

	if (out->unit_count)
		memcpy(unit, out->unit, out->unit_count * sizeof *unit);
	out->unit = unit;
	for (size_t i = 0; i < NUMBERS; i++) {
		const struct ini_key *key = ini_find(section, reputation_key[i].name);
		if (key)
			value_count(number[i].out, number[i].least, number[i].most, values, key);
	}
	for (size_t i = 0; i < section->key_count; i++)
		if (!is_number(&section->key[i]))
			read_word(&reading, &section->key[i]);
}

int charter_units(const struct charter *charter, const char *word)
{
	for (size_t i = 0; i < charter->unit_count; i++)
		if (slice_same_word(slice_of(word), slice_of(charter->unit[i].word)))
			return (int)charter->unit[i].units;
	return -1;
}
