/* SPDX-License-Identifier: MIT */
#include "core/rules/option.h"

#include "core/rules/force.h"
#include "core/rules/place.h"
#include "core/rules/trial.h"

#include <stdlib.h>
#include <string.h>

static const struct keyed nothing;

static const struct keyed *keyed_of(const struct file *file)
{
	return file && file->usable ? &file->keyed : &nothing;
}

static unsigned bit(enum change_kind kind)
{
	return 1u << kind;
}

static bool is_level_section(const char *word, enum level *level)
{
	return level_parse(level, word) && *level != LEVEL_NONE;
}

/* The entry that tells section and key of a change. */
static const struct keyed_entry *entry_of(const struct keyed_change *change)
{
	return change->after ? change->after : change->before;
}

static const char *only_value(const struct keyed_entry *entry)
{
	return entry && entry->value_count ? entry->value[0] : NULL;
}

/* An end that comes earlier, or a term that is taken out: a recall, whatever it is called. */
static bool ends_term(const struct keyed_change *change)
{
	const char *before = only_value(change->before), *after = only_value(change->after);

	return before && !strcmp(entry_of(change)->key, "until") &&
	       (!after || strcmp(after, before) < 0);
}

static unsigned role_kind(const struct keyed_change *change, bool is_new)
{
	const struct keyed_entry *entry = entry_of(change);
	enum level level;

	if (is_level_section(entry->word, &level))
		return bit(CHANGE_WHERE + (level - LEVEL_WHERE));
	if (!strcmp(entry->word, "holder"))
		return bit(CHANGE_HOLDER) | (ends_term(change) ? bit(CHANGE_RECALL) : 0);
	if (!strcmp(entry->word, "led-by"))
		return bit(CHANGE_LEAD);
	if (!strcmp(entry->word, "pay"))
		return bit(CHANGE_PAY);
	if (!strcmp(entry->word, "role")) {
		if (!strcmp(entry->key, "title") || !strcmp(entry->key, "topics"))
			return bit(CHANGE_WHAT);
		/* to make a role is to say who does what; to widen one is more */
		if (is_new)
			return bit(CHANGE_WHO) | KIND_NEW_ROLE;
	}
	return bit(CHANGE_AUTONOMY);
}

static unsigned charter_kind(const struct keyed_change *change)
{
	const struct keyed_entry *entry = entry_of(change);
	bool constitution = !strcmp(entry->word, "use") || !strcmp(entry->word, "policy") ||
	                    (!strcmp(entry->word, "moot") && (!strcmp(entry->key, "identity") ||
	                                                             !strcmp(entry->key, "rules")));

	return constitution ? KIND_CONSTITUTION : bit(CHANGE_CHARTER);
}

static unsigned kinds_of(const struct file *file, const struct keyed_diff *diff, bool is_new)
{
	unsigned kinds = 0;

	if (file->class == PATH_AGREEMENT)
		return bit(CHANGE_AGREEMENT);
	for (size_t i = 0; i < diff->count; i++)
		kinds |= file->class == PATH_ROLE      ? role_kind(&diff->change[i], is_new)
		         : file->class == PATH_CHARTER ? charter_kind(&diff->change[i])
		                                       : bit(CHANGE_PERSON);
	return kinds;
}

unsigned change_kinds(const struct file *before, const struct file *after)
{
	struct arena scratch = ARENA_INIT;
	struct keyed_diff diff;
	const struct file *file = after ? after : before;

	if (!file || file_same(before, after))
		return 0;
	keyed_compare(&diff, &scratch, keyed_of(before), keyed_of(after));
	unsigned kinds = kinds_of(file, &diff, !before);
	arena_release(&scratch);
	return kinds;
}

int change_level(const struct file *before, const struct file *after)
{
	struct arena scratch = ARENA_INIT;
	struct keyed_diff diff;
	int highest = LEVEL_NONE;

	if (!before || !after || !before->usable || !after->usable || after->class != PATH_ROLE)
		return -1;
	keyed_compare(&diff, &scratch, &before->keyed, &after->keyed);
	for (size_t i = 0; i < diff.count && highest >= 0; i++) {
		unsigned kind = role_kind(&diff.change[i], false);
		int level = LEVEL_WHERE;
		while (level <= LEVEL_WHY && kind != bit(CHANGE_WHERE + (level - LEVEL_WHERE)))
			level++;
		if (level > LEVEL_WHY)
			highest = -1;
		else if (level > highest)
			highest = level;
	}
	arena_release(&scratch);
	return highest;
}

/* --- for whom --- */

struct names {
	struct arena *arena;
	const char **name;
	size_t count, capacity;
};

static void add_name(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->name[i], name))
			return;
	names->name = arena_grow(
	        names->arena, names->name, names->count, &names->capacity, sizeof *names->name);
	names->name[names->count++] = name;
}

static void add_holders(const struct moment *moment, struct names *names, const struct role *role)
{
	struct handles handles = role_holders(moment, names->arena, role);

	for (size_t i = 0; i < handles.count; i++)
		add_name(names, handles.handle[i]);
}

/* Dates compare as text; an end that is missing gives nothing. */
static int later(const char *before, const char *after)
{
	if (!before || !after)
		return (before == NULL) - (after == NULL);
	return strcmp(after, before);
}

static void term_change(const struct keyed_change *change, const char *handle, struct names *given,
        struct names *taken)
{
	if (strcmp(entry_of(change)->key, "until") != 0)
		return;
	int order = later(only_value(change->before), only_value(change->after));
	if (order > 0 || (order < 0 && !change->after))
		add_name(order > 0 ? given : taken, handle);
	else if (order < 0)
		add_name(taken, handle);
}

/* "1200 EUR/month" against "1000 EUR/month": the numbers, where both begin with one. */
static int amount_order(const char *before, const char *after)
{
	char *end;
	unsigned long long a = before ? strtoull(before, &end, 10) : 0;
	unsigned long long b = after ? strtoull(after, &end, 10) : 0;

	return (b > a) - (b < a);
}

static void pay_change(const struct moment *moment, const struct role *role,
        const struct keyed_change *change, struct names *given, struct names *taken)
{
	const char *key = entry_of(change)->key;
	const char *before = only_value(change->before), *after = only_value(change->after);
	int order = !strcmp(key, "amount")  ? amount_order(before, after)
	            : !strcmp(key, "until") ? later(before, after)
	                                    : 0;

	if (order)
		add_holders(moment, order > 0 ? given : taken, role);
}

static void autonomy_change(const struct moment *moment, const struct role *role,
        const struct keyed_change *change, struct names *given)
{
	enum level before = LEVEL_NONE, after = LEVEL_NONE;

	if (only_value(change->before))
		level_parse(&before, only_value(change->before));
	if (only_value(change->after))
		level_parse(&after, only_value(change->after));
	if (after > before)
		add_holders(moment, given, role);
}

/* Everybody the new text names as a holder: a new role's autonomy and pay are theirs. */
static void lead_change(const struct moment *moment, const struct keyed_change *change,
        struct names *given, struct names *taken)
{
	const struct keyed_entry *entry = entry_of(change);
	const struct role *leader = entry->name ? standing_role(moment, entry->name) : NULL;

	if (!leader || strcmp(entry->key, "until") != 0)
		return;
	int order = later(only_value(change->before), only_value(change->after));
	if (order < 0)
		add_holders(moment, taken, leader);
	(void)given; /* to be chosen as a lead is neither term nor pay nor autonomy (rule N6) */
}

static void for_whom(const struct moment *moment, const struct option_change *change,
        struct names *given, struct names *taken)
{
	const struct file *file = change->file;
	const struct role *role =
	        file->class == PATH_ROLE
	                ? (change->base && change->base->usable ? &change->base->role : &file->role)
	                : NULL;

	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = entry_of(key);
		if (file->class == PATH_PERSON && !strcmp(entry->word, "member"))
			term_change(key, file->stem, given, taken);
		if (!role)
			continue;
		if (!strcmp(entry->word, "holder") && entry->name)
			term_change(key, entry->name, given, taken);
		else if (!strcmp(entry->word, "pay"))
			pay_change(moment, role, key, given, taken);
		else if (!strcmp(entry->word, "led-by"))
			lead_change(moment, key, given, taken);
		else if (!strcmp(entry->word, "role") && !strcmp(entry->key, "autonomy"))
			autonomy_change(moment, role, key, given);
	}
}

/* One who gains a longer or a new term by the same option is not the one it takes from. */
static void drop_given(struct names *taken, const struct names *given)
{
	size_t kept = 0;

	for (size_t i = 0; i < taken->count; i++) {
		bool also = false;
		for (size_t j = 0; j < given->count; j++)
			also |= !strcmp(taken->name[i], given->name[j]);
		if (!also)
			taken->name[kept++] = taken->name[i];
	}
	taken->count = kept;
}

static const char *unusable(struct arena *arena, const struct file *file)
{
	for (size_t i = 0; i < file->findings.count; i++)
		if (file->findings.item[i].severity == SEVERITY_ERROR)
			return arena_print(arena, "%s:%u: %s", file->name,
			        file->findings.item[i].line, file->findings.item[i].message);
	return arena_print(arena, "%s cannot be used", file->name);
}

void option_read(const struct moment *moment, struct arena *arena, struct option *option)
{
	struct names given = {.arena = arena}, taken = {.arena = arena};
	bool changes = false;

	for (size_t i = 0; i < option->change_count; i++) {
		struct option_change *change = &option->change[i];
		if (!change->file->usable) {
			if (!option->void_reason)
				option->void_reason = unusable(arena, change->file);
			continue;
		}
		if (file_is_keyed(change->file))
			keyed_compare(
			        &change->diff, arena, keyed_of(change->base), &change->file->keyed);
		if (file_same(change->base, change->file))
			continue;
		changes = true;
		option->kinds |= kinds_of(change->file, &change->diff, !change->base);
		for_whom(moment, change, &given, &taken);
	}
	if (!changes && !option->void_reason)
		option->void_reason = "it changes nothing";
	drop_given(&taken, &given);
	option->given = given.name;
	option->given_count = given.count;
	option->taken = taken.name;
	option->taken_count = taken.count;
}

/* --- against what stands now --- */

static const char *stale_key(struct arena *arena, const struct file *now,
        const struct option_change *change, const char **place)
{
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = entry_of(key);
		const struct keyed_entry *stands =
		        keyed_find(keyed_of(now), entry->section, entry->key);
		if (keyed_values_equal(stands, key->before))
			continue;
		*place = place_line(arena, change->file->name, stands ? stands->line : 0);
		return arena_print(
		        arena, "%s: [%s] %s", change->file->name, entry->section, entry->key);
	}
	return NULL;
}

const char *option_stale(struct arena *arena, const struct moment *moment,
        const struct option *option, const char **place)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		const struct file *now = trial_lapse(moment,
		        standing_get(moment->standing, change->file->class, change->file->path));
		if (now == change->base)
			continue;
		if (!file_is_keyed(change->file)) {
			*place = place_line(arena, change->file->name, 0);
			if (!file_same(now, change->base))
				return change->file->name;
			continue;
		}
		const char *key = stale_key(arena, now, change, place);
		if (key)
			return key;
	}
	return NULL;
}

const struct file *option_lay(const struct moment *moment, struct file_store *files,
        const struct option_change *change, struct error *err)
{
	const struct file *now =
	        standing_get(moment->standing, change->file->class, change->file->path);
	struct buf text = BUF_INIT;
	const struct file *laid = NULL;

	if (!now || !file_is_keyed(change->file) || now == change->base)
		if (!now || file_same(now, change->base))
			if (!file_is_keyed(change->file) || !now)
				return change->file;
	buf_add(&text, now->text, now->len);
	if (!keyed_apply(&text, now->name, &change->diff, err))
		laid = file_from_text(files, change->file->path, text.data, text.len);
	buf_release(&text);
	return laid;
}

/* --- policies --- */

static int fraction_compare(struct fraction a, struct fraction b)
{
	uint64_t left = (uint64_t)a.numerator * (b.denominator ? b.denominator : 1);
	uint64_t right = (uint64_t)b.numerator * (a.denominator ? a.denominator : 1);

	if (left != right)
		return left > right ? 1 : -1;
	return (int)a.strict - (int)b.strict;
}

int policy_compare(const struct policy *a, const struct policy *b)
{
	int32_t a_days = span_after(0, a->open_min), b_days = span_after(0, b->open_min);

	if (a_days != b_days)
		return a_days > b_days ? 1 : -1;
	int order = fraction_compare(a->quorum, b->quorum);
	if (order)
		return order;
	if (a->method != b->method)
		return a->method < b->method ? 1 : -1;
	order = fraction_compare(a->yes, b->yes);
	return order ? order : strcmp(a->name, b->name);
}

static bool method_covers(const struct policy *a, const struct policy *b)
{
	if (a->method == METHOD_CONSENT)
		return b->method == METHOD_CONSENT || b->method == METHOD_VOTE ||
		       b->method == METHOD_ADVICE;
	if (a->method == METHOD_VOTE)
		return b->method == METHOD_ADVICE ||
		       (b->method == METHOD_VOTE && fraction_compare(a->yes, b->yes) >= 0);
	return a->method == b->method &&
	       (a->method != METHOD_RANKED || (a->count == b->count && a->margins == b->margins &&
	                                              a->unranked_last == b->unranked_last));
}

bool policy_covers(const struct policy *a, const struct policy *b)
{
	return span_after(0, a->open_min) >= span_after(0, b->open_min) &&
	       fraction_compare(a->quorum, b->quorum) >= 0 && a->sponsors >= b->sponsors &&
	       a->seal >= b->seal && (!a->early || b->early || b->method == METHOD_ADVICE) &&
	       method_covers(a, b);
}

bool kinds_are_texts(unsigned kinds)
{
	unsigned texts = bit(CHANGE_WHERE) | bit(CHANGE_HOW) | bit(CHANGE_WHAT) | bit(CHANGE_WHO) |
	                 bit(CHANGE_WHY) | bit(CHANGE_AGREEMENT);

	return !(kinds & ~texts);
}

const struct policy *option_policy(const struct charter *charter, const struct option *option)
{
	const struct policy *strongest = NULL;

	if (option->way != WAY_USUAL) {
		strongest = charter_policy(charter, option->way == WAY_ACT ? "light" : "emergency");
		if (strongest)
			return strongest;
	}
	for (int kind = 0; kind < CHANGE_KINDS; kind++) {
		if (!(option->kinds & bit(kind)))
			continue;
		const struct policy *policy = charter_policy(charter, charter->use[kind]);
		if (policy && (!strongest || policy_compare(policy, strongest) > 0))
			strongest = policy;
	}
	if (option->kinds & KIND_CONSTITUTION) {
		const struct policy *policy = charter_policy(charter, "entrenched");
		if (policy && (!strongest || policy_compare(policy, strongest) > 0))
			strongest = policy;
	}
	return strongest;
}
