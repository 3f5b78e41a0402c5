/* SPDX-License-Identifier: MIT */
#include "core/rules/option_private.h"

#include "core/rules/place.h"
#include "core/rules/trial.h"
#include "formats/date.h"

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

static unsigned role_kind(const struct keyed_change *change, bool is_new)
{
	const struct keyed_entry *entry = keyed_change_entry(change);
	enum level level;

	if (is_level_section(entry->word, &level))
		return bit(CHANGE_WHERE + (level - LEVEL_WHERE));
	if (!strcmp(entry->word, "holder"))
		return bit(CHANGE_HOLDER);
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
	const struct keyed_entry *entry = keyed_change_entry(change);
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

/* What is unknown may be said all the same (rule A3); anything else reads otherwise than it looks.
 */
static bool is_flaw(const struct finding *finding)
{
	bool unknown = !strcmp(finding->code, "E103") || !strcmp(finding->code, "E104");

	return finding->severity == SEVERITY_ERROR && !(unknown && finding->line);
}

/* The same of the same line, wherever that stands now. */
static bool found_alike(const struct finding *a, const struct finding *b)
{
	static const char digits[] = "0123456789";
	const char *left = a->message, *right = b->message;

	if (strcmp(a->code, b->code) != 0 ||
	        strcmp(a->source ? a->source : "", b->source ? b->source : "") != 0)
		return false;
	for (;; left++, right++) {
		left += strspn(left, digits);
		right += strspn(right, digits);
		if (!*left || *left != *right)
			return *left == *right;
	}
}

static size_t count_alike(
        const struct findings *findings, size_t count, const struct finding *finding)
{
	size_t alike = 0;

	for (size_t i = 0; i < count; i++)
		alike += found_alike(&findings->item[i], finding);
	return alike;
}

/* What is wrong with a file that was not wrong with it before; NULL: nothing. */
static const char *flaw(struct arena *arena, const struct file *file, const struct file *base)
{
	for (size_t i = 0; i < file->findings.count; i++) {
		const struct finding *finding = &file->findings.item[i];
		size_t before =
		        base ? count_alike(&base->findings, base->findings.count, finding) : 0;
		if (!is_flaw(finding) || count_alike(&file->findings, i + 1, finding) <= before)
			continue;
		return finding->line ? arena_print(arena, "%s:%u: %s (rule D5)", file->name,
		                               finding->line, finding->message)
		                     : arena_print(arena, "%s: %s", file->name, finding->message);
	}
	return file->usable ? NULL : arena_print(arena, "%s cannot be used", file->name);
}

void option_read(const struct moment *moment, struct arena *arena, struct option *option)
{
	bool changes = false;

	for (size_t i = 0; i < option->change_count; i++) {
		struct option_change *change = &option->change[i];
		const char *wrong = flaw(arena, change->file, change->base);
		if (!option->void_reason)
			option->void_reason = wrong;
		if (!change->file->usable)
			continue;
		if (file_is_keyed(change->file))
			keyed_compare(
			        &change->diff, arena, keyed_of(change->base), &change->file->keyed);
		if (file_same(change->base, change->file))
			continue;
		changes = true;
		option->kinds |= kinds_of(change->file, &change->diff, !change->base);
		/* a recall, whatever it is called */
		if (change_ends_term(moment, option, change))
			option->kinds |= bit(CHANGE_RECALL);
	}
	if (!changes && !option->void_reason)
		option->void_reason = "it changes nothing";
	option_whom(moment, arena, option);
}

/* --- against what stands now --- */

static const char *stale_key(struct arena *arena, const struct file *now,
        const struct option_change *change, const char **place)
{
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(key);
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
