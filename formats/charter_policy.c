/* SPDX-License-Identifier: MIT */
#include "formats/charter_private.h"

#include "formats/name.h"

#include <string.h>

enum { SPONSORS_MAX = 1000, POLICIES_MAX = 100 };

const char *const method_name[6] = {"consent", "vote", "ranked", "election", "advice", "lazy"};

static const char *const count_name[] = {"schulze", "approval", "star", "stv"};

static const struct ini_schema_key policy_key[] = {
        {"method", false, false},
        {"count", false, false},
        {"margins", false, false},
        {"quorum", false, false},
        {"yes", false, false},
        {"open", false, false},
        {"early", false, false},
        {"silence", false, false},
        {"decide", false, false},
        {"review", false, false},
        {"unranked", false, false},
        {"ties", false, false},
        {"seal", false, false},
        {"sponsors", false, false},
};

const struct ini_schema_section charter_schema_policy = {
        "policy", INI_MUST_NAME, false, false, false, LISTED(policy_key)};

bool span_is_zero(struct duration span)
{
	return !span.days && !span.months;
}

static const struct ini_key *find_for(const struct policy *policy, enum method method,
        const struct values *values, const struct ini_section *section, const char *name)
{
	const struct ini_key *key = ini_find(section, name);

	if (key && policy->method != method)
		value_finding(values, key, 0, 0, "E106", "key '%s' is for method %s", name,
		        method_name[method]);
	return key;
}

static void read_method(struct policy *out, const struct values *values,
        const struct ini_section *section, bool known)
{
	const struct ini_key *key = ini_find(section, "method");
	unsigned number;

	if (!key && !known)
		value_section_finding(
		        values, section, "E107", "policy '%s' has no key 'method'", section->name);
	if (key && value_word(&number, LISTED(method_name), values, key))
		out->method = (enum method)number;
}

static void read_ranked(
        struct policy *out, const struct values *values, const struct ini_section *section)
{
	static const char *const unranked_word[] = {"ignore", "last"};
	const struct ini_key *count = find_for(out, METHOD_RANKED, values, section, "count");
	const struct ini_key *margins = find_for(out, METHOD_RANKED, values, section, "margins");
	const struct ini_key *unranked = find_for(out, METHOD_RANKED, values, section, "unranked");
	unsigned number;

	if (count && value_word(&number, LISTED(count_name), values, count))
		out->count = (enum ranked_count)number;
	if (margins)
		value_yes(&out->margins, values, margins);
	if (margins && out->margins && out->count != RANKED_SCHULZE)
		value_finding(values, margins, 0, 0, "E106", "key 'margins' is for count schulze");
	if (unranked && value_word(&number, LISTED(unranked_word), values, unranked)) {
		out->unranked_last = number;
		out->unranked_said = true;
	}
	if (out->method != METHOD_RANKED || out->unranked_said || unranked)
		return;
	struct finding *finding = value_section_finding(
	        values, section, "E107", "ranked policy '%s' has no key 'unranked'", section->name);
	if (finding)
		finding->hint = "ignore or last: it can change who wins, so it must be said";
}

static void read_open(struct policy *out, const struct values *values,
        const struct ini_section *section, bool known)
{
	const struct ini_key *key = ini_find(section, "open");
	struct error err = ERROR_INIT;
	struct duration least, most;

	if (!key && !known)
		value_section_finding(
		        values, section, "E107", "policy '%s' has no key 'open'", section->name);
	if (!key)
		return;
	if (duration_range_parse(&least, &most, key->value, key->value_len, &err)) {
		value_finding(values, key, 0, 0, "E106", "%s", err.text);
		return;
	}
	if (day_after(0, most) < day_after(0, least)) {
		value_finding(values, key, 0, 0, "E106",
		        "'%s' is a shortest time above the longest",
		        value_shown(values->arena, key->value));
		return;
	}
	out->open_min = least;
	out->open_max = most;
}

static void read_days(
        struct policy *out, const struct values *values, const struct ini_section *section)
{
	const struct ini_key *decide = ini_find(section, "decide");
	const struct ini_key *review = ini_find(section, "review");

	if (decide)
		value_duration(&out->decide, values, decide);
	if (review && !strcmp(review->value, "none"))
		out->review = (struct duration){0, 0};
	else if (review)
		value_duration(&out->review, values, review);
}

static void read_rest(
        struct policy *out, const struct values *values, const struct ini_section *section)
{
	static const char *const silence_word[] = {"absent"}, *const ties_word[] = {"lot"};
	const struct ini_key *quorum = ini_find(section, "quorum");
	const struct ini_key *yes = find_for(out, METHOD_VOTE, values, section, "yes");
	const struct ini_key *early = ini_find(section, "early");
	const struct ini_key *silence = ini_find(section, "silence");
	const struct ini_key *ties = ini_find(section, "ties");
	const struct ini_key *seal = ini_find(section, "seal");
	const struct ini_key *sponsors = ini_find(section, "sponsors");
	unsigned number;

	if (quorum)
		value_fraction(&out->quorum, values, quorum);
	if (yes)
		value_fraction(&out->yes, values, yes);
	if (early)
		value_yes(&out->early, values, early);
	if (silence)
		value_word(&number, LISTED(silence_word), values, silence);
	if (ties && value_word(&number, LISTED(ties_word), values, ties))
		out->ties_lot = true;
	if (seal)
		value_yes(&out->seal, values, seal);
	if (sponsors)
		value_count(&out->sponsors, 0, SPONSORS_MAX, values, sponsors);
}

static uint32_t strength_of(const char *name)
{
	static const char *const order[] = {
	        "lazy", "light", "standard", "significant", "entrenched"};

	for (uint32_t i = 0; i < 5; i++)
		if (!strcmp(name, order[i]))
			return i + 1;
	return 0;
}

static struct policy *find(const struct charter *charter, const char *name)
{
	for (size_t i = 0; i < charter->policy_count; i++)
		if (!strcmp(charter->policy[i].name, name))
			return &charter->policy[i];
	return NULL;
}

const struct policy *charter_policy(const struct charter *charter, const char *name)
{
	return find(charter, name);
}

static void read_policy(struct charter *out, const struct values *values,
        const struct ini_section *section, bool shipped)
{
	size_t before = *values->added;
	struct policy *known = find(out, section->name);
	struct policy policy = known ? *known
	                             : (struct policy){
	                                       .name = section->name,
	                                       .quorum = {0, 1, false},
	                                       .yes = {1, 2, true},
	                                       .decide = {.days = 14},
	                                       .strength = strength_of(section->name),
	                               };

	if (known && known->line)
		return; /* stands twice: ini_check() has said it */
	policy.line = shipped ? 0 : section->line;
	read_method(&policy, values, section, known);
	read_open(&policy, values, section, known);
	read_ranked(&policy, values, section);
	read_days(&policy, values, section);
	read_rest(&policy, values, section);
	if (!known && out->policy_count == POLICIES_MAX)
		value_section_finding(
		        values, section, "E106", "more than %d policies", POLICIES_MAX);
	if (*values->added != before)
		return;
	if (!known)
		known = &out->policy[out->policy_count++];
	*known = policy;
}

void charter_read_policies(struct charter *out, const struct values *values, bool shipped)
{
	const struct ini_file *file = values->file;
	const char *name;

	struct policy *policy = arena_array(values->arena, POLICIES_MAX, sizeof *policy);
	if (out->policy_count)
		memcpy(policy, out->policy, out->policy_count * sizeof *policy);
	out->policy = policy;
	for (size_t i = 0; i < file->section_count; i++)
		if (!strcmp(file->section[i].word, "policy") &&
		        section_name(&name, values, &file->section[i]))
			read_policy(out, values, &file->section[i], shipped);
}
