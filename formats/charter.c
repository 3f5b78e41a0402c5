/* SPDX-License-Identifier: MIT */
#include "formats/charter.h"

#include "formats/charter_private.h"
#include "formats/text.h"

#include <string.h>

enum { RULES_NEWEST = 1, CONSECUTIVE_MAX = 1000, ROLES_MAX = 1000 };

const char *const change_kind_name[CHANGE_KINDS] = {
        [CHANGE_WHERE] = "where",
        [CHANGE_HOW] = "how",
        [CHANGE_WHAT] = "what",
        [CHANGE_WHO] = "who",
        [CHANGE_WHY] = "why",
        [CHANGE_AUTONOMY] = "autonomy",
        [CHANGE_LEAD] = "lead",
        [CHANGE_HOLDER] = "holder",
        [CHANGE_PAY] = "pay",
        [CHANGE_PERSON] = "person",
        [CHANGE_CHARTER] = "charter",
        [CHANGE_AGREEMENT] = "agreement",
        [CHANGE_TRIAL] = "trial",
        [CHANGE_RECALL] = "recall",
};

static const struct ini_schema_key moot_key[] = {
        {"rules", false, true},
        {"name", false, false},
        {"identity", false, false},
        {"zone", false, false},
        {"robots", true, false},
        {"relay", false, false},
        {"seeds", true, false},
        {"trailers", false, false},
};

static const struct ini_schema_key limits_key[] = {
        {"max-term", false, false},
        {"max-consecutive", false, false},
        {"cooling", false, false},
        {"max-roles", false, false},
        {"max-load", false, false},
        {"affiliation", false, false},
};

static const struct ini_schema_key thanks_key[] = {{"words", true, false}};

static void check(const struct ini_file *file, struct findings *findings)
{
	struct ini_schema_key use_key[CHANGE_KINDS];

	for (size_t i = 0; i < CHANGE_KINDS; i++)
		use_key[i] = (struct ini_schema_key){change_kind_name[i], false, false};
	const struct ini_schema_section schema[] = {
	        {"moot", INI_NO_NAME, false, true, false, LISTED(moot_key)},
	        {"use", INI_NO_NAME, false, false, false, use_key, CHANGE_KINDS},
	        {"limits", INI_NO_NAME, false, false, false, LISTED(limits_key)},
	        {"thanks", INI_NO_NAME, false, false, false, LISTED(thanks_key)},
	        charter_schema_policy,
	        charter_schema_reputation,
	};
	ini_check(file, LISTED(schema), SEVERITY_ERROR, findings);
}

static void read_zone(struct charter *out, const struct values *values, const struct ini_key *key)
{
	struct error err = ERROR_INIT;
	int32_t zone;

	if (zone_parse(&zone, key->value, key->value_len, &err)) {
		value_finding(values, key, 0, 0, "E106", "%s", err.text);
		return;
	}
	out->zone = zone;
	out->zone_name = key->value;
}

static void read_relay(struct charter *out, const struct values *values, const struct ini_key *key)
{
	struct duration span = {0, 0};

	if (!strcmp(key->value, "no"))
		out->relay_days = 0;
	else if (value_duration(&span, values, key))
		out->relay_days = day_after(0, span);
}

static void read_lists(
        struct charter *out, const struct values *values, const struct ini_section *section)
{
	struct value_list robots = {NULL, 0, 0}, seeds = {NULL, 0, 0};
	const char *text;

	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->key[i];
		if (!strcmp(key->name, "robots") && value_text(&text, values, key))
			value_list_add(&robots, values->arena, text);
		else if (!strcmp(key->name, "seeds"))
			value_list_read(&seeds, value_item_name, values, key);
	}
	out->robots = robots.item;
	out->robot_count = robots.count;
	out->seeds = seeds.item;
	out->seed_count = seeds.count;
}

static void read_moot(
        struct charter *out, const struct values *values, const struct ini_section *section)
{
	static const char *const identity_word[] = {"named", "signed"};
	static const char *const trailers_word[] = {"git", "any-line"};
	const struct ini_key *identity = ini_find(section, "identity");
	const struct ini_key *zone = ini_find(section, "zone");
	const struct ini_key *relay = ini_find(section, "relay");
	const struct ini_key *trailers = ini_find(section, "trailers");
	unsigned number;

	value_first(&out->name, value_text, values, section, "name");
	if (identity && value_word(&number, LISTED(identity_word), values, identity))
		out->identity_signed = number;
	if (zone)
		read_zone(out, values, zone);
	if (relay)
		read_relay(out, values, relay);
	if (trailers && value_word(&number, LISTED(trailers_word), values, trailers))
		out->trailers_any_line = number;
	read_lists(out, values, section);
}

/* The key, unless it says that there is no limit: then *absent is set. */
static const struct ini_key *limit(
        const struct ini_section *section, const char *name, bool *absent)
{
	const struct ini_key *key = ini_find(section, name);

	*absent = key && (!strcmp(key->value, "none") || !strcmp(key->value, "0"));
	return *absent ? NULL : key;
}

static void read_limit_span(struct duration *out, const struct values *values,
        const struct ini_section *section, const char *name)
{
	bool absent;
	const struct ini_key *key = limit(section, name, &absent);

	if (absent)
		*out = (struct duration){0, 0};
	else if (key)
		value_duration(out, values, key);
}

static void read_limit_count(uint32_t *out, uint32_t most, const struct values *values,
        const struct ini_section *section, const char *name)
{
	bool absent;
	const struct ini_key *key = limit(section, name, &absent);

	if (absent)
		*out = 0;
	else if (key)
		value_count(out, 1, most, values, key);
}

static void read_limits(
        struct charter *out, const struct values *values, const struct ini_section *section)
{
	bool absent;

	read_limit_span(&out->max_term, values, section, "max-term");
	read_limit_span(&out->cooling, values, section, "cooling");
	read_limit_count(
	        &out->max_consecutive, CONSECUTIVE_MAX, values, section, "max-consecutive");
	read_limit_count(&out->max_roles, ROLES_MAX, values, section, "max-roles");

	const struct ini_key *load = limit(section, "max-load", &absent);
	if (absent)
		out->max_load_tenths = 0;
	else if (load && !load_parse(&out->max_load_tenths, load->value))
		value_finding(values, load, 0, 0, "E106",
		        "'%s' is not days of a week such as 5d/week",
		        value_shown(values->arena, load->value));

	const struct ini_key *share = limit(section, "affiliation", &absent);
	if (absent)
		out->affiliation = (struct fraction){0, 0, false};
	else if (share)
		value_fraction(&out->affiliation, values, share);
}

static void read_thanks(
        struct charter *out, const struct values *values, const struct ini_section *section)
{
	struct value_list words = {NULL, 0, 0};

	for (size_t i = 0; i < section->key_count; i++)
		if (!strcmp(section->key[i].name, "words"))
			value_list_read(&words, value_item_text, values, &section->key[i]);
	out->thanks = words.item;
	out->thanks_count = words.count;
}

/* Advice is not allowed for pay, person and charter (rule N15). */
static bool advice_refused(const struct policy *policy, enum change_kind kind)
{
	return policy->method == METHOD_ADVICE &&
	       (kind == CHANGE_PAY || kind == CHANGE_PERSON || kind == CHANGE_CHARTER);
}

static void read_use_of(struct charter *out, enum change_kind kind, const struct values *values,
        const struct ini_key *key)
{
	const char *name;

	if (!value_text(&name, values, key))
		return;
	const struct policy *policy = charter_policy(out, name);
	if (!policy) {
		const char **known = arena_array(values->arena, out->policy_count, sizeof *known);
		for (size_t i = 0; i < out->policy_count; i++)
			known[i] = out->policy[i].name;
		struct finding *finding = value_finding(values, key, 0, 0, "E206",
		        "there is no policy '%s'", value_shown(values->arena, name));
		if (finding)
			finding_suggest(
			        values->findings, finding, key->value, known, out->policy_count);
		return;
	}
	if (advice_refused(policy, kind)) {
		value_finding(values, key, 0, 0, "E106",
		        "'%s' cannot be decided by advice (rule N15)", key->name);
		return;
	}
	out->use[kind] = policy->name;
	out->use_line[kind] = key->line;
}

static void read_use(
        struct charter *out, const struct values *values, const struct ini_section *section)
{
	for (size_t i = 0; i < CHANGE_KINDS; i++) {
		const struct ini_key *key = ini_find(section, change_kind_name[i]);
		if (key)
			read_use_of(out, (enum change_kind)i, values, key);
	}
}

/* Lays what the file says over *out. */
static void lay(struct charter *out, const struct values *values, bool shipped)
{
	static const struct {
		const char *word;
		void (*read)(struct charter *out, const struct values *values,
		        const struct ini_section *section);
	} part[] = {
	        {"moot", read_moot},
	        {"limits", read_limits},
	        {"reputation", charter_read_reputation},
	        {"thanks", read_thanks},
	        {"use", read_use},
	};

	charter_read_policies(out, values, shipped);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		const struct ini_section *section =
		        ini_section(values->file, part[i].word, NULL, 0);
		if (section)
			part[i].read(out, values, section);
	}
}

bool charter_default(struct charter *out, struct arena *arena, uint32_t rules)
{
	const char *text = charter_shipped(rules);
	struct findings findings = FINDINGS_INIT(arena);
	size_t added = 0;

	*out = (struct charter){.rules = rules, .name = "", .zone_name = "UTC"};
	if (!text)
		return false;
	ini_parse(&out->ini, arena, text, strlen(text), "moot.ini", &findings);
	struct values values = {arena, &out->ini, &findings, &added};
	lay(out, &values, true);
	for (size_t i = 0; i < CHANGE_KINDS; i++)
		out->use_line[i] = 0;
	return true;
}

/* The number of the shipped rules that the file wants; 0: none that is known. */
static uint32_t read_rules(const struct values *values, const struct ini_section *moot)
{
	const struct ini_key *key = moot ? ini_find(moot, "rules") : NULL;
	uint32_t rules = 0;

	if (key && value_count(&rules, 1, UINT32_MAX, values, key) && rules > RULES_NEWEST) {
		struct finding *finding = value_finding(values, key, 0, 0, "E106",
		        "rules %u are unknown: the newest that this program knows are %d", rules,
		        RULES_NEWEST);
		if (finding)
			finding->hint = "a newer moot knows them";
		rules = 0;
	}
	return rules;
}

bool charter_parse(struct charter *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct ini_file file;
	size_t added = 0;

	*out = (struct charter){.name = "", .zone_name = "UTC"};
	ini_parse(&file, arena, text, len, path, findings);
	out->ini = file;
	if (file.broken)
		return false;
	check(&file, findings);
	struct values values = {arena, &file, findings, &added};
	const struct ini_section *moot = ini_section(&file, "moot", NULL, 0);
	uint32_t rules = read_rules(&values, moot);
	bool known = rules && charter_default(out, arena, rules);
	out->ini = file;
	if (known) {
		if (!ini_find(moot, "name"))
			value_section_finding(
			        &values, moot, "E107", "section [moot] has no key 'name'");
		lay(out, &values, false);
	}
	values_end(&values);
	return known;
}

int32_t span_after(int32_t day, struct duration span)
{
	return day_after(day, span);
}

const char *span_print(struct arena *arena, struct duration span)
{
	char text[DURATION_SIZE];

	return arena_print(arena, "%s", duration_print(text, span));
}
