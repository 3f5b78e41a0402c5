/* SPDX-License-Identifier: MIT */
#include "formats/role.h"

#include "formats/ini_schema.h"
#include "formats/name.h"
#include "formats/text.h"
#include "formats/thanks.h"

#include <string.h>

enum { SEATS_MAX = 10000, DUTY_DAYS_MAX = 3660 };

const char *const level_name[6] = {"none", "where", "how", "what", "who", "why"};
const char *const role_kind_name[3] = {"role", "team", "community"};

bool level_parse(enum level *out, const char *text)
{
	for (unsigned i = 0; i < 6; i++) {
		if (strcmp(text, level_name[i]) != 0)
			continue;
		*out = (enum level)i;
		return true;
	}
	return false;
}

static const struct ini_schema_key role_key[] = {
        {"title", false, false},
        {"kind", false, false},
        {"seats", false, false},
        {"autonomy", false, false},
        {"topics", false, false},
        {"team", false, false},
        {"duty", false, false},
        {"ended", false, false},
        {"was", true, false},
};

static const struct ini_schema_key holder_key[] = {TERM_KEYS, {"load", false, false}};
static const struct ini_schema_key led_by_key[] = {TERM_KEYS};
static const struct ini_schema_key pay_key[] = {TERM_KEYS, {"amount", false, true}};

static const struct ini_schema_section schema[] = {
        {"role", INI_NO_NAME, false, true, false, LISTED(role_key)},
        {"where", INI_NO_NAME, false, false, true, NULL, 0},
        {"how", INI_NO_NAME, false, false, true, NULL, 0},
        {"what", INI_NO_NAME, false, false, true, NULL, 0},
        {"who", INI_NO_NAME, false, false, true, NULL, 0},
        {"why", INI_NO_NAME, false, false, true, NULL, 0},
        {"holder", INI_MUST_NAME, true, false, false, LISTED(holder_key)},
        {"led-by", INI_MUST_NAME, true, false, false, LISTED(led_by_key)},
        {"pay", INI_NO_NAME, true, false, false, LISTED(pay_key)},
};

/* What '#word' in a journal can be, in the form journals are read in. */
bool value_item_topic(const char **item, const struct values *values, const struct ini_key *key,
        size_t offset, size_t len)
{
	const char *text = key->value + offset;
	char *folded = arena_string(values->arena, text, len);

	if (text[0] == '#') {
		value_finding(values, key, offset, 1, "E106",
		        "a topic is written without '#' in a list of topics");
		return false;
	}
	if (strpbrk(folded, " \t\n#")) {
		struct finding *finding = value_finding(values, key, offset, len, "E106",
		        "topic '%s' is not one word", value_shown(values->arena, folded));
		if (finding)
			finding->hint =
			        "commas stand between topics; a topic is what '#' can begin";
		return false;
	}
	thanks_fold(folded, text, len);
	*item = folded;
	return true;
}

static void read_duty(struct role *out, const struct values *values, const struct ini_key *key)
{
	static const char prefix[] = "journal/";
	struct error err = ERROR_INIT;
	struct duration every;
	size_t skip = sizeof prefix - 1;

	if (!value_text(&out->duty, values, key))
		return;
	if (!strncmp(key->value, prefix, skip) &&
	        !duration_parse(&every, key->value + skip, key->value_len - skip, &err)) {
		out->duty_days = day_after(0, every);
		if (out->duty_days > 0 && out->duty_days <= DUTY_DAYS_MAX)
			return;
	}
	out->duty_days = 0;
	value_finding(values, key, 0, 0, "E106", "'%s' is not a duty such as journal/14d",
	        value_shown(values->arena, key->value));
}

static void read_kind(
        struct role *out, const struct values *values, const struct ini_section *section)
{
	const struct ini_key *kind = ini_find(section, "kind");
	const struct ini_key *seats = ini_find(section, "seats");
	unsigned number = ROLE_ROLE;

	if (kind)
		value_word(&number, LISTED(role_kind_name), values, kind);
	out->kind = (enum role_kind)number;
	out->seats = out->kind == ROLE_ROLE;
	if (seats)
		value_count(&out->seats, 1, SEATS_MAX, values, seats);
}

static void read_role(
        struct role *out, const struct values *values, const struct ini_section *section)
{
	const struct ini_key *autonomy = ini_find(section, "autonomy");
	const struct ini_key *topics = ini_find(section, "topics");
	const struct ini_key *duty = ini_find(section, "duty");
	const struct ini_key *ended = ini_find(section, "ended");
	struct value_list topic = {NULL, 0, 0}, was = {NULL, 0, 0};
	unsigned level = LEVEL_NONE;
	const char *name;

	value_first(&out->title, value_text, values, section, "title");
	value_first(&out->team, value_name, values, section, "team");
	read_kind(out, values, section);
	if (autonomy && value_word(&level, LISTED(level_name), values, autonomy))
		out->autonomy = (enum level)level;
	if (topics)
		value_list_read(&topic, value_item_topic, values, topics);
	if (duty)
		read_duty(out, values, duty);
	if (ended)
		value_day(&out->ended, values, ended);
	for (size_t i = 0; i < section->key_count; i++)
		if (!strcmp(section->key[i].name, "was") &&
		        value_name(&name, values, &section->key[i]))
			value_list_add(&was, values->arena, name);
	out->topic = topic.item;
	out->topic_count = topic.count;
	out->was = was.item;
	out->was_count = was.count;
}

/* [0-9]+(.[0-9])?d/week, at most seven days */
bool load_parse(int32_t *tenths, const char *text)
{
	int32_t load = 0;
	const char *at = text;

	for (; *at >= '0' && *at <= '9' && at - text < 2; at++)
		load = load * 10 + (*at - '0');
	if (at == text)
		return false;
	load *= 10;
	if (at[0] == '.' && at[1] >= '0' && at[1] <= '9') {
		load += at[1] - '0';
		at += 2;
	}
	if (strcmp(at, "d/week") != 0 || load > 70)
		return false;
	*tenths = load;
	return true;
}

static void read_load(
        struct holder *holder, const struct values *values, const struct ini_section *section)
{
	const struct ini_key *key = ini_find(section, "load");
	const char *text;

	if (!key || !value_text(&text, values, key))
		return;
	if (load_parse(&holder->load_tenths, text))
		holder->load = text;
	else
		value_finding(values, key, 0, 0, "E106",
		        "'%s' is not days of a week such as 2d/week or 0.5d/week",
		        value_shown(values->arena, text));
}

struct capacity {
	size_t holder, led_by, pay;
};

static void add_holder(struct role *out, struct capacity *capacity, const struct values *values,
        const struct ini_section *section)
{
	struct holder holder = {.handle = NULL};
	bool named = section_name(&holder.handle, values, section);

	term_read(&holder.term, values, section);
	read_load(&holder, values, section);
	if (!named)
		return;
	out->holder = arena_grow(values->arena, out->holder, out->holder_count, &capacity->holder,
	        sizeof *out->holder);
	out->holder[out->holder_count++] = holder;
}

static void add_led_by(struct role *out, struct capacity *capacity, const struct values *values,
        const struct ini_section *section)
{
	struct led_by led_by = {.role = NULL};
	bool named = section_name(&led_by.role, values, section);

	term_read(&led_by.term, values, section);
	if (!named)
		return;
	out->led_by = arena_grow(values->arena, out->led_by, out->led_by_count, &capacity->led_by,
	        sizeof *out->led_by);
	out->led_by[out->led_by_count++] = led_by;
}

static void add_pay(struct role *out, struct capacity *capacity, const struct values *values,
        const struct ini_section *section)
{
	struct pay pay = {.amount = NULL};

	term_read(&pay.term, values, section);
	value_first(&pay.amount, value_text, values, section, "amount");
	out->pay = arena_grow(
	        values->arena, out->pay, out->pay_count, &capacity->pay, sizeof *out->pay);
	out->pay[out->pay_count++] = pay;
}

static void read_sections(struct role *out, const struct values *values)
{
	struct capacity capacity = {0, 0, 0};

	for (size_t i = 0; i < out->ini.section_count; i++) {
		const struct ini_section *section = &out->ini.section[i];
		if (!strcmp(section->word, "holder"))
			add_holder(out, &capacity, values, section);
		else if (!strcmp(section->word, "led-by"))
			add_led_by(out, &capacity, values, section);
		else if (!strcmp(section->word, "pay"))
			add_pay(out, &capacity, values, section);
	}
}

bool role_parse(struct role *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	size_t added = 0;

	*out = (struct role){.name = path_name(arena, path, ".ini", findings), .ended = DAY_NONE};
	out->title = out->name;
	ini_parse(&out->ini, arena, text, len, path, findings);
	if (out->ini.broken)
		return false;
	ini_check(&out->ini, LISTED(schema), SEVERITY_ERROR, findings);
	const struct ini_section *role = ini_section(&out->ini, "role", NULL, 0);
	if (!role)
		return false;
	struct values values = {arena, &out->ini, findings, &added};
	read_role(out, &values, role);
	read_sections(out, &values);
	values_end(&values);
	return true;
}

/* "trial ID until DAY" and nothing else */
static bool trial_comment(struct slice note, struct slice *id, int32_t *until)
{
	char word[4][24];
	struct error err = ERROR_INIT;
	char typed[ID_LENGTH + 1];
	size_t count = 0;

	for (size_t at = 0; at < note.len;) {
		size_t start = at;
		while (at < note.len && !text_blank(note.data[at]))
			at++;
		if (count == 4 || at - start >= sizeof word[0])
			return false;
		if (count == 1)
			*id = (struct slice){note.data + start, at - start};
		memcpy(word[count], note.data + start, at - start);
		word[count++][at - start] = '\0';
		while (at < note.len && text_blank(note.data[at]))
			at++;
	}
	return count == 4 && !strcmp(word[0], "trial") && !strcmp(word[2], "until") &&
	       id_typed(typed, id->data, id->len) &&
	       !day_parse(until, word[3], strlen(word[3]), &err);
}

bool role_trial_mark(const char *line, size_t len, const char **id, size_t *id_len, int32_t *until)
{
	struct slice rest = slice_trim((struct slice){line, len});
	size_t at = 0;

	if (!rest.len || rest.data[0] == ';' || rest.data[0] == '#')
		return false;
	while (at < rest.len && !(at && rest.data[at] == ';' && text_blank(rest.data[at - 1])))
		at++;
	while (at < rest.len) {
		size_t start = ++at;
		while (at < rest.len && rest.data[at] != ';')
			at++;
		struct slice found;
		int32_t day;
		struct slice note = slice_trim((struct slice){rest.data + start, at - start});
		if (!trial_comment(note, &found, &day))
			continue;
		*id = found.data;
		*id_len = found.len;
		*until = day;
		return true;
	}
	return false;
}
