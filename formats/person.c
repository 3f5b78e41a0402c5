/* SPDX-License-Identifier: MIT */
#include "formats/person.h"

#include "formats/ini_schema.h"
#include "formats/key.h"
#include "formats/role.h"
#include "formats/text.h"

#include <string.h>

static const struct ini_schema_key person_key[] = {
        {"name", false, false},
        {"email", true, false},
        {"key", true, false},
        {"key-retired", true, false},
        {"affiliation", false, false},
        {"away", true, false},
        {"formerly", true, false},
};

static const struct ini_schema_key member_key[] = {TERM_KEYS, {"guest", false, false}};

static const struct ini_schema_key delegate_key[] = {
        {"from", false, true},
        {"until", false, true},
        {"role", true, false},
        {"topics", false, false},
};

static const struct ini_schema_section schema[] = {
        {"person", INI_NO_NAME, false, true, false, LISTED(person_key)},
        {"member", INI_NO_NAME, true, false, false, LISTED(member_key)},
        {"delegate", INI_MUST_NAME, true, false, false, LISTED(delegate_key)},
};

/* Something, an '@' and something, without what would end an address in a commit. */
static bool read_email(const char **out, const struct values *values, const struct ini_key *key)
{
	const char *text;

	if (!value_text(&text, values, key))
		return false;
	const char *at = strchr(text, '@');
	if (!at || at == text || !at[1] || strpbrk(text, " \t<>")) {
		value_finding(values, key, 0, 0, "E106", "'%s' is no e-mail address",
		        value_shown(values->arena, text));
		return false;
	}
	*out = text;
	return true;
}

/* Kept as written, with what stands behind it. */
static bool read_key(const char **out, const struct values *values, const struct ini_key *key)
{
	const char *text;
	struct key parsed;

	if (!value_text(&text, values, key))
		return false;
	if (!key_parse(&parsed, values->arena, text)) {
		struct finding *finding = value_finding(values, key, 0, 0, "E106",
		        "'%s' is no public key", value_shown(values->arena, text));
		if (finding)
			finding->hint = "a line of a .pub file, such as 'ssh-ed25519 AAAA...'; or "
			                "'openpgp' and the base64 of gpg --export";
		return false;
	}
	*out = text;
	return true;
}

struct lists {
	struct value_list email, key, key_retired, formerly;
	size_t away_capacity, member_capacity, delegate_capacity;
};

static void add_away(struct person *out, struct lists *lists, const struct values *values,
        const struct ini_key *key)
{
	struct day_range range;

	if (!value_days(&range, values, key))
		return;
	out->away = arena_grow(values->arena, out->away, out->away_count, &lists->away_capacity,
	        sizeof *out->away);
	out->away[out->away_count++] = range;
}

static void read_person_key(struct person *out, struct lists *lists, const struct values *values,
        const struct ini_key *key)
{
	const char *text;

	if (!strcmp(key->name, "away"))
		add_away(out, lists, values, key);
	else if (!strcmp(key->name, "email") && read_email(&text, values, key))
		value_list_add(&lists->email, values->arena, text);
	else if (!strcmp(key->name, "key") && read_key(&text, values, key))
		value_list_add(&lists->key, values->arena, text);
	else if (!strcmp(key->name, "key-retired") && read_key(&text, values, key))
		value_list_add(&lists->key_retired, values->arena, text);
	else if (!strcmp(key->name, "formerly") && value_name(&text, values, key))
		value_list_add(&lists->formerly, values->arena, text);
}

static void add_member(struct person *out, struct lists *lists, const struct values *values,
        const struct ini_section *section)
{
	struct membership member = {.guest = false};
	const struct ini_key *guest = ini_find(section, "guest");

	term_read(&member.term, values, section);
	if (guest)
		value_yes(&member.guest, values, guest);
	out->member = arena_grow(values->arena, out->member, out->member_count,
	        &lists->member_capacity, sizeof *out->member);
	out->member[out->member_count++] = member;
}

static void add_delegate(struct person *out, struct lists *lists, const struct values *values,
        const struct ini_section *section)
{
	struct delegate delegate = {.handle = NULL};
	struct value_list role = {NULL, 0, 0}, topic = {NULL, 0, 0};
	const struct ini_key *topics = ini_find(section, "topics");
	const char *name;

	if (!section_name(&delegate.handle, values, section))
		return;
	term_read(&delegate.term, values, section);
	for (size_t i = 0; i < section->key_count; i++)
		if (!strcmp(section->key[i].name, "role") &&
		        value_name(&name, values, &section->key[i]))
			value_list_add(&role, values->arena, name);
	if (topics)
		value_list_read(&topic, value_item_topic, values, topics);
	delegate.role = role.item;
	delegate.role_count = role.count;
	delegate.topic = topic.item;
	delegate.topic_count = topic.count;
	out->delegate = arena_grow(values->arena, out->delegate, out->delegate_count,
	        &lists->delegate_capacity, sizeof *out->delegate);
	out->delegate[out->delegate_count++] = delegate;
}

static void read_sections(
        struct person *out, const struct values *values, const struct ini_section *person)
{
	struct lists lists = {.away_capacity = 0};

	value_first(&out->name, value_text, values, person, "name");
	value_first(&out->affiliation, value_text, values, person, "affiliation");
	for (size_t i = 0; i < person->key_count; i++)
		read_person_key(out, &lists, values, &person->key[i]);
	for (size_t i = 0; i < out->ini.section_count; i++)
		if (!strcmp(out->ini.section[i].word, "member"))
			add_member(out, &lists, values, &out->ini.section[i]);
		else if (!strcmp(out->ini.section[i].word, "delegate"))
			add_delegate(out, &lists, values, &out->ini.section[i]);
	out->email = lists.email.item;
	out->email_count = lists.email.count;
	out->key = lists.key.item;
	out->key_count = lists.key.count;
	out->key_retired = lists.key_retired.item;
	out->key_retired_count = lists.key_retired.count;
	out->formerly = lists.formerly.item;
	out->formerly_count = lists.formerly.count;
}

bool person_parse(struct person *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	size_t added = 0;

	*out = (struct person){.handle = path_name(arena, path, ".ini", findings)};
	out->name = out->handle;
	ini_parse(&out->ini, arena, text, len, path, findings);
	if (out->ini.broken)
		return false;
	ini_check(&out->ini, LISTED(schema), SEVERITY_ERROR, findings);
	const struct ini_section *person = ini_section(&out->ini, "person", NULL, 0);
	if (!person)
		return false;
	struct values values = {arena, &out->ini, findings, &added};
	read_sections(out, &values, person);
	values_end(&values);
	return true;
}
