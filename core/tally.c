/* SPDX-License-Identifier: MIT */
#include "core/tally.h"

#include "core/force.h"
#include "core/option.h"
#include "core/roll.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

const char *const stance_name[7] = {
	"silent", "consent", "concern", "stand-aside", "abstain", "withdrawn", "object"};

const char *const negotiation_state_name[10] = {"void", "withdrawn", "disputed", "adopted", "ended",
	"stale", "blocked", "decidable", "open", "lapsed"};

enum { HOLD_MAX = 7 };

struct counting {
	const struct moment *moment;
	const struct negotiation *negotiation;
	struct arena *arena;
	const struct policy *policy[2]; /* at the opening, and as it stands now */
	size_t policy_count;
	bool *seen;   /* per item: seen from the moment */
	bool *counts; /* per item: also in time and before any decision that is seen */
};

static bool item_before(const struct negotiation *negotiation, size_t earlier, size_t later)
{
	const struct item *item = &negotiation->item[later];

	return earlier < later && item->words > earlier / 64 &&
		(item->before[earlier / 64] >> (earlier % 64) & 1);
}

static const struct stamp *item_stamp(const struct negotiation *negotiation, size_t number)
{
	const struct item *item = &negotiation->item[number];

	switch (item->kind) {
	case ITEM_OPTION:
		return &negotiation->option[item->number].stamp;
	case ITEM_SAID:
		return &negotiation->said[item->number].stamp;
	default:
		return &negotiation->decision[item->number].stamp;
	}
}

/* In time: not after `closes`, and not said on top of a decision that stands. */
static void mark_items(struct counting *counting)
{
	const struct negotiation *negotiation = counting->negotiation;
	size_t count = negotiation->item_count;

	counting->seen = arena_array(counting->arena, count, sizeof(bool));
	counting->counts = arena_array(counting->arena, count, sizeof(bool));
	for (size_t i = 0; i < count; i++) {
		const struct stamp *stamp = item_stamp(negotiation, i);
		counting->seen[i] = moment_sees(counting->moment, stamp);
		counting->counts[i] = counting->seen[i] &&
			(negotiation->closes == DAY_NONE || stamp->day <= negotiation->closes);
		for (size_t j = 0; j < i && counting->counts[i]; j++) {
			const struct item *item = &negotiation->item[j];
			if (item->kind == ITEM_DECISION && counting->seen[j] &&
				item->commit != negotiation->item[i].commit &&
				!negotiation->decision[item->number].void_reason &&
				item_before(negotiation, j, i))
				counting->counts[i] = false;
		}
	}
}

static enum stance stance_of_word(const struct said *said, enum voice_word word)
{
	switch (word) {
	case VOICE_CONSENT:
	case VOICE_NOMINATE:
		return STANCE_CONSENT;
	case VOICE_CONCERN:
		return STANCE_CONCERN;
	case VOICE_OBJECT:
		/* an objection gives reasons, else it is a concern (E403) */
		return *said->voice.prose ? STANCE_OBJECT : STANCE_CONCERN;
	case VOICE_STAND_ASIDE:
		return STANCE_STAND_ASIDE;
	case VOICE_ABSTAIN:
		return STANCE_ABSTAIN;
	case VOICE_WITHDRAW:
		return STANCE_WITHDRAWN;
	default:
		return STANCE_NONE;
	}
}

/* The only option that was there when the item came, or UINT32_MAX. */
static uint32_t only_option(const struct counting *counting, size_t item)
{
	const struct negotiation *negotiation = counting->negotiation;
	uint32_t only = UINT32_MAX;

	for (size_t i = 0; i < negotiation->item_count; i++) {
		if (negotiation->item[i].kind != ITEM_OPTION)
			continue;
		if (!item_before(negotiation, i, item) &&
			negotiation->item[i].commit != negotiation->item[item].commit)
			continue;
		if (only != UINT32_MAX)
			return UINT32_MAX;
		only = negotiation->item[i].number;
	}
	return only;
}

/* What one voice says to one option; STANCE_NONE when nothing. */
static enum stance said_stance(const struct counting *counting, size_t item, uint32_t option)
{
	const struct negotiation *negotiation = counting->negotiation;
	const struct said *said = &negotiation->said[negotiation->item[item].number];
	enum stance most = STANCE_NONE;

	for (size_t i = 0; i < said->voice.line_count; i++) {
		const struct voice_line *line = &said->voice.line[i];
		enum stance stance = stance_of_word(said, line->word);
		bool meant = false;
		if (stance <= most)
			continue;
		struct voice_choice *choice;
		size_t count = voice_choices(&choice, counting->arena, line->value);
		for (size_t j = 0; j < count; j++)
			meant |= negotiation_option(negotiation, choice[j].option) == option;
		if (!count)
			meant = line->word == VOICE_ABSTAIN || line->word == VOICE_WITHDRAW ||
				only_option(counting, item) == option;
		if (meant)
			most = stance;
	}
	return most;
}

/* Whether the item carries a stance of that person on that option; *stance is it. */
static bool speaks(const struct counting *counting, size_t number, const char *handle,
	uint32_t option, enum stance *stance)
{
	const struct item *item = &counting->negotiation->item[number];
	const struct stamp *stamp = item_stamp(counting->negotiation, number);

	if (!counting->counts[number] || !stamp->who || strcmp(stamp->who, handle) != 0)
		return false;
	*stance = STANCE_NONE;
	if (item->kind == ITEM_SAID)
		*stance = said_stance(counting, number, option);
	else if (item->kind == ITEM_OPTION && item->number == option &&
		counting->negotiation->option[option].implied)
		*stance = STANCE_CONSENT;
	return *stance != STANCE_NONE;
}

/*
 * Rule N5: of the person's items that say something to the option, those that no later one of
 * theirs has among its ancestors; of several, the most cautious.  What comes in one commit is read
 * together, but a voice goes before the consent that writing an option implies.
 */
static void find_stance(const struct counting *counting, struct stance_entry *entry, uint32_t option)
{
	const struct negotiation *negotiation = counting->negotiation;

	entry->stance = STANCE_NONE;
	for (size_t i = 0; i < negotiation->item_count; i++) {
		enum stance stance, other;
		bool newest = speaks(counting, i, entry->handle, option, &stance);
		for (size_t j = i + 1; newest && j < negotiation->item_count; j++) {
			if (!item_before(negotiation, i, j) ||
				!speaks(counting, j, entry->handle, option, &other))
				continue;
			bool together = negotiation->item[i].commit == negotiation->item[j].commit;
			newest = together && negotiation->item[i].kind == ITEM_SAID;
		}
		if (!newest || stance <= entry->stance)
			continue;
		entry->stance = stance;
		entry->said = negotiation->item[i].kind == ITEM_SAID
			? &negotiation->said[negotiation->item[i].number]
			: NULL;
	}
}

static bool word_speaks(enum voice_word word)
{
	return word == VOICE_CONSENT || word == VOICE_CONCERN || word == VOICE_OBJECT ||
		word == VOICE_STAND_ASIDE || word == VOICE_ABSTAIN || word == VOICE_NOMINATE ||
		word == VOICE_PREFER;
}

/* Said something about what is to be decided in an item that has the newest option before it. */
static bool spoken_since(const struct counting *counting, const char *handle, size_t newest)
{
	const struct negotiation *negotiation = counting->negotiation;

	for (size_t i = newest; i < negotiation->item_count; i++) {
		const struct item *item = &negotiation->item[i];
		const struct stamp *stamp = item_stamp(negotiation, i);
		if (!counting->counts[i] || !stamp->who || strcmp(stamp->who, handle) != 0)
			continue;
		if (i != newest && !item_before(negotiation, newest, i) &&
			item->commit != negotiation->item[newest].commit)
			continue;
		if (item->kind == ITEM_OPTION && negotiation->option[item->number].implied)
			return true;
		const struct said *said =
			item->kind == ITEM_SAID ? &negotiation->said[item->number] : NULL;
		for (size_t j = 0; said && j < said->voice.line_count; j++)
			if (word_speaks(said->voice.line[j].word))
				return true;
	}
	return false;
}

static int by_handle(const void *left, const void *right)
{
	const struct stance_entry *a = left, *b = right;

	return strcmp(a->handle, b->handle);
}

/* The roll, and whoever else said something that is seen. */
static size_t everybody(const struct counting *counting, struct stance_entry **out)
{
	const struct negotiation *negotiation = counting->negotiation;
	size_t count = 0;
	struct stance_entry *entry = arena_array(counting->arena,
		negotiation->roll_count + negotiation->item_count, sizeof *entry);

	for (size_t i = 0; i < negotiation->roll_count; i++)
		entry[count++] = (struct stance_entry){
			.handle = negotiation->roll[i].handle, .roll = &negotiation->roll[i]};
	for (size_t i = 0; i < negotiation->item_count; i++) {
		const char *who = item_stamp(negotiation, i)->who;
		bool known = !who || !counting->seen[i] ||
			negotiation->item[i].kind == ITEM_DECISION;
		for (size_t j = 0; !known && j < count; j++)
			known = !strcmp(entry[j].handle, who);
		if (!known)
			entry[count++] = (struct stance_entry){.handle = who};
	}
	qsort(entry, count, sizeof *entry, by_handle);
	*out = entry;
	return count;
}

/* A membership that a decision has ended since the opening takes a person out of the frozen roll. */
static bool membership_cut(const struct counting *counting, const char *handle)
{
	const struct moment *moment = counting->moment;
	struct moment base = *moment;
	const struct person *now = standing_person(moment, handle);

	if (!counting->negotiation->base)
		return false;
	base.standing = counting->negotiation->base;
	const struct person *then = standing_person(&base, handle);
	for (size_t i = 0; then && now && i < then->member_count; i++)
		for (size_t j = 0; j < now->member_count; j++)
			if (then->member[i].term.from == now->member[j].term.from &&
				now->member[j].term.until < then->member[i].term.until &&
				now->member[j].term.until < moment->day)
				return true;
	return false;
}

static bool named(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* Whose term, lead, membership or pay an option ends is heard, and decides nothing about it. */
static bool in_base(const struct counting *counting, const struct option *option,
	const struct stance_entry *entry)
{
	if (!entry->roll || named(option->taken, option->taken_count, entry->handle))
		return false;
	if (entry->away && entry->stance == STANCE_NONE && !entry->spoken_since)
		return false;
	return !membership_cut(counting, entry->handle);
}

struct count {
	size_t base, consents, concerns, objections, aside, abstained, silent;
};

static void count_entry(struct count *count, enum stance stance)
{
	count->base++;
	switch (stance) {
	case STANCE_CONSENT:
		count->consents++;
		break;
	case STANCE_CONCERN:
		count->concerns++;
		break;
	case STANCE_OBJECT:
		count->objections++;
		break;
	case STANCE_STAND_ASIDE:
		count->aside++;
		break;
	case STANCE_ABSTAIN:
		count->abstained++;
		break;
	default:
		count->silent++;
	}
}

/* Rule N6: two people's consent, one of whom gains nothing; one's where the roll is one. */
static const char *two_consents(const struct option_tally *tally, const struct count *count,
	const bool *base)
{
	const struct option *option = tally->option;
	size_t gains_nothing = 0, could_say_so = 0;

	for (size_t i = 0; i < tally->entry_count; i++) {
		bool gains = named(option->given, option->given_count, tally->entry[i].handle);
		could_say_so += base[i] && !gains;
		gains_nothing += base[i] && !gains && tally->entry[i].stance == STANCE_CONSENT;
	}
	size_t needed = count->base < 2 ? 1 : 2;
	if (count->consents < needed)
		return needed == 2 ? "it needs the consent of two people (rule N6)"
				   : "it needs a consent (rule N6)";
	/* a team that gives itself its terms: where everybody gains, everybody must agree */
	if (!could_say_so && count->consents < count->base)
		return "everybody gains by it: it needs the consent of all (rule N6)";
	if (could_say_so && !gains_nothing && count->base > 1)
		return "it needs the consent of somebody who gains nothing by it (rule N6)";
	return NULL;
}

static bool is_opener(const struct counting *counting, const char *handle)
{
	const char *opener = counting->negotiation->opening.who;

	return opener && !strcmp(opener, handle);
}

/* Why the option does not pass under the policy on one roll, or NULL. */
static const char *fails(const struct counting *counting, const struct policy *policy,
	const struct option_tally *tally, const struct count *count, const bool *in_group)
{
	struct arena *arena = counting->arena;
	size_t present = count->base - count->silent;

	if (policy->quorum.denominator && policy->quorum.numerator &&
		!fraction_met(policy->quorum, present, count->base))
		return arena_print(arena, "%zu of %zu have spoken, and policy %s asks for %s%u/%u",
			present, count->base, policy->name, policy->quorum.strict ? "more than " : "",
			policy->quorum.numerator, policy->quorum.denominator);
	switch (policy->method) {
	case METHOD_CONSENT:
		return count->objections ? "an objection stands" : NULL;
	case METHOD_VOTE:
		if (!fraction_met(policy->yes, count->consents, count->consents + count->objections))
			return arena_print(arena,
				"%zu of %zu who took a side are for it, and policy %s asks for %s%u/%u",
				count->consents, count->consents + count->objections, policy->name,
				policy->yes.strict ? "more than " : "", policy->yes.numerator,
				policy->yes.denominator);
		return NULL;
	case METHOD_LAZY:
		if (count->objections)
			return "an objection stands";
		for (size_t i = 0; i < tally->entry_count; i++)
			if (in_group[i] && tally->entry[i].stance == STANCE_CONSENT &&
				!is_opener(counting, tally->entry[i].handle))
				return NULL;
		return "it needs one consent besides the proposer's (rule N15)";
	case METHOD_ADVICE:
		return NULL;
	case METHOD_RANKED:
	case METHOD_ELECTION:
		break;
	}
	return arena_print(arena, "policy %s counts rankings, which %s has none of", policy->name,
		tally->option->name);
}

/* On every roll it must pass on, under every policy. */
static void judge_option(const struct counting *counting, struct option_tally *tally)
{
	size_t count = tally->entry_count;
	bool *base = arena_array(counting->arena, count, sizeof *base);
	bool *in_group = arena_array(counting->arena, count, sizeof *in_group);
	struct count whole = {0};

	for (size_t i = 0; i < count; i++) {
		base[i] = in_base(counting, tally->option, &tally->entry[i]);
		if (base[i])
			count_entry(&whole, tally->entry[i].stance);
	}
	tally->base = whole.base;
	tally->consents = whole.consents;
	tally->concerns = whole.concerns;
	tally->objections = whole.objections;
	tally->aside = whole.aside;
	tally->abstained = whole.abstained;
	tally->silent = whole.silent;
	tally->why = two_consents(tally, &whole, base);
	for (unsigned group = 0; group < counting->negotiation->group_count; group++) {
		struct count one = {0};
		for (size_t i = 0; i < count; i++) {
			in_group[i] = base[i] &&
				(tally->entry[i].roll->groups >> (group < 63 ? group : 63) & 1);
			if (in_group[i])
				count_entry(&one, tally->entry[i].stance);
		}
		for (size_t i = 0; i < counting->policy_count; i++) {
			const char *why = one.base
				? fails(counting, counting->policy[i], tally, &one, in_group)
				: "nobody is left on the roll (rule N4)";
			if (why)
				tally->why = why;
		}
	}
	tally->passes = !tally->why;
}

static bool all_spoken(const struct counting *counting, const struct option_tally *tally)
{
	for (size_t i = 0; i < tally->entry_count; i++)
		if (in_base(counting, tally->option, &tally->entry[i]) && !tally->entry[i].spoken_since)
			return false;
	return true;
}

static int32_t open_least(const struct counting *counting, int32_t day)
{
	int32_t latest = day;

	for (size_t i = 0; i < counting->policy_count; i++) {
		int32_t least = span_after(day, counting->policy[i]->open_min);
		if (least > latest)
			latest = least;
	}
	return latest;
}

/* Rule N5: a Hold, once a person, moves the day; never past `closes`. */
static int32_t held_until(const struct counting *counting, int32_t decidable)
{
	const struct negotiation *negotiation = counting->negotiation;
	const char **held = arena_array(counting->arena, negotiation->said_count, sizeof *held);
	size_t held_count = 0;

	for (size_t i = 0; i < negotiation->item_count; i++) {
		if (negotiation->item[i].kind != ITEM_SAID || !counting->counts[i])
			continue;
		const struct said *said = &negotiation->said[negotiation->item[i].number];
		const char *who = said->stamp.who;
		if (!who || !roll_find(negotiation->roll, negotiation->roll_count, who) ||
			named(held, held_count, who))
			continue;
		for (size_t j = 0; j < said->voice.line_count; j++) {
			const struct voice_line *line = &said->voice.line[j];
			struct duration length;
			struct error ignored = ERROR_INIT;
			if (line->word != VOICE_HOLD ||
				duration_parse(&length, line->value, strlen(line->value), &ignored))
				continue;
			int32_t until = day_after(said->stamp.day, length);
			if (until > said->stamp.day + HOLD_MAX)
				until = said->stamp.day + HOLD_MAX;
			if (until > decidable)
				decidable = until;
			held[held_count++] = who;
		}
	}
	return decidable > negotiation->closes ? negotiation->closes : decidable;
}

static bool any_early(const struct counting *counting)
{
	bool early = counting->policy_count > 0;

	for (size_t i = 0; i < counting->policy_count; i++)
		early &= counting->policy[i]->early;
	return early;
}

static bool any_lazy(const struct counting *counting)
{
	for (size_t i = 0; i < counting->policy_count; i++)
		if (counting->policy[i]->method == METHOD_LAZY)
			return true;
	return false;
}

static const char *day_text(const struct counting *counting, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(counting->arena, "%s", day_print(text, day));
}

static void time_option(const struct counting *counting, struct option_tally *tally)
{
	const struct negotiation *negotiation = counting->negotiation;
	int32_t day = counting->moment->day;

	tally->decidable = any_lazy(counting) ? negotiation->closes
		: held_until(counting, open_least(counting, tally->option->stamp.day));
	bool in_time = day >= tally->decidable;
	if (!in_time && any_early(counting) && tally->everybody && !any_lazy(counting))
		in_time = true;
	if (tally->stale) {
		tally->state = STATE_STALE;
		tally->why = arena_print(counting->arena, "%s has changed meanwhile (rule N10)",
			tally->stale);
	} else if (day > negotiation->lapses) {
		tally->state = STATE_LAPSED;
		tally->why = arena_print(counting->arena,
			"it has lapsed: it was to be decided by %s (rule N7)",
			day_text(counting, negotiation->lapses));
	} else if (tally->objections && !tally->passes) {
		tally->state = STATE_BLOCKED;
	} else if (tally->passes && in_time) {
		tally->state = STATE_DECIDABLE;
	} else {
		tally->state = STATE_OPEN;
		if (tally->passes)
			tally->why = arena_print(counting->arena,
				any_early(counting) ? "it is decidable from %s, or when everybody has spoken (rule N7)"
						    : "it is decidable from %s (rule N7)",
				day_text(counting, tally->decidable));
	}
}

static void tally_option(const struct counting *counting, struct option_tally *tally,
	uint32_t number, size_t newest)
{
	tally->option = &counting->negotiation->option[number];
	tally->entry_count = everybody(counting, &tally->entry);
	for (size_t i = 0; i < tally->entry_count; i++) {
		struct stance_entry *entry = &tally->entry[i];
		find_stance(counting, entry, number);
		if (entry->stance == STANCE_WITHDRAWN)
			entry->stance = STANCE_NONE;
		entry->away = is_away(counting->moment, entry->handle);
		entry->spoken_since = spoken_since(counting, entry->handle, newest);
	}
	tally->everybody = all_spoken(counting, tally);
	/* what keeps a trial is compared with the text before it, whether or not that holds again */
	struct moment then = *counting->moment;
	if (counting->negotiation->facts.keep)
		then.day = DAY_LAST;
	tally->stale = option_stale(counting->arena, &then, tally->option);
	judge_option(counting, tally);
	time_option(counting, tally);
}

/* Rule N8: more consents, then fewer concerns, then the earlier, then the smaller name. */
static bool better(const struct counting *counting, const struct option_tally *a,
	const struct option_tally *b)
{
	if (a->consents != b->consents)
		return a->consents > b->consents;
	if (a->concerns != b->concerns)
		return a->concerns < b->concerns;
	if (counting->moment->ledger->history) {
		const struct history *history = counting->moment->ledger->history;
		if (history_is_ancestor(history, a->option->stamp.commit, b->option->stamp.commit))
			return true;
		if (history_is_ancestor(history, b->option->stamp.commit, a->option->stamp.commit))
			return false;
	} else if (a->option->stamp.commit != b->option->stamp.commit) {
		return a->option->stamp.commit < b->option->stamp.commit;
	}
	return strcmp(a->option->name, b->option->name) < 0;
}

/* Rule N9: the proposer took it back, and nobody else consents to any option. */
static bool is_withdrawn(const struct counting *counting, const struct tally *tally)
{
	const struct negotiation *negotiation = counting->negotiation;
	const char *opener = negotiation->opening.who;
	bool took_back = false;

	for (size_t i = 0; opener && i < negotiation->item_count; i++) {
		const struct item *item = &negotiation->item[i];
		if (item->kind != ITEM_SAID || !counting->counts[i])
			continue;
		const struct said *said = &negotiation->said[item->number];
		if (!said->stamp.who || strcmp(said->stamp.who, opener) != 0)
			continue;
		for (size_t j = 0; j < said->voice.line_count; j++)
			took_back = said->voice.line[j].word == VOICE_WITHDRAW ||
				(took_back && !word_speaks(said->voice.line[j].word));
	}
	if (!took_back)
		return false;
	for (size_t i = 0; i < tally->option_count; i++)
		for (size_t j = 0; j < tally->option[i].entry_count; j++)
			if (tally->option[i].entry[j].stance == STANCE_CONSENT)
				return false;
	return true;
}

static void find_policies(struct counting *counting)
{
	const struct negotiation *negotiation = counting->negotiation;
	const struct policy *now;

	if (!negotiation->policy)
		return;
	counting->policy[counting->policy_count++] = negotiation->policy;
	now = charter_policy(standing_charter(counting->moment), negotiation->policy->name);
	if (now && now != negotiation->policy)
		counting->policy[counting->policy_count++] = now;
}

static size_t newest_option(const struct counting *counting)
{
	size_t newest = 0;

	for (size_t i = 0; i < counting->negotiation->item_count; i++) {
		const struct item *item = &counting->negotiation->item[i];
		if (item->kind == ITEM_OPTION && counting->seen[i] &&
			!counting->negotiation->option[item->number].void_reason)
			newest = i;
	}
	return newest;
}

static void list_missing(const struct counting *counting, struct tally *tally)
{
	const struct option_tally *option = tally->option_count
		? &tally->option[tally->option_count - 1]
		: NULL;

	tally->missing = arena_array(counting->arena, counting->negotiation->roll_count,
		sizeof *tally->missing);
	for (size_t i = 0; option && i < option->entry_count; i++)
		if (option->entry[i].roll && !option->entry[i].away && !option->entry[i].spoken_since)
			tally->missing[tally->missing_count++] = option->entry[i].handle;
}

/* The negotiation shows the best of its options' states (rule N8). */
static void find_state(const struct counting *counting, struct tally *tally)
{
	static const enum negotiation_state best[] = {STATE_DECIDABLE, STATE_OPEN, STATE_BLOCKED,
		STATE_STALE, STATE_LAPSED};
	const struct negotiation *negotiation = counting->negotiation;

	if (negotiation->void_reason) {
		tally->state = STATE_VOID;
		tally->why = negotiation->void_reason;
		return;
	}
	const struct decision *decision = negotiation_ended(counting->moment, negotiation);
	if (decision) {
		tally->state = decision->option == UINT32_MAX ? STATE_ENDED : STATE_ADOPTED;
		for (size_t i = 0; i < tally->option_count; i++)
			tally->option[i].state = decision->option != UINT32_MAX &&
					tally->option[i].option == &negotiation->option[decision->option]
				? STATE_ADOPTED
				: STATE_ENDED;
		return;
	}
	if (is_withdrawn(counting, tally)) {
		tally->state = STATE_WITHDRAWN;
		tally->why = "its proposer has withdrawn it (rule N9)";
		return;
	}
	tally->state = STATE_OPEN;
	tally->why = "there is no option yet that could be decided";
	for (size_t i = 0; i < sizeof best / sizeof *best; i++)
		for (size_t j = 0; j < tally->option_count; j++)
			if (tally->option[j].state == best[i]) {
				tally->state = best[i];
				tally->why = tally->option[j].why;
				return;
			}
}

void tally_read(struct tally *out, struct arena *arena, const struct moment *moment,
	const struct negotiation *negotiation)
{
	struct counting counting = {moment, negotiation, arena, {NULL, NULL}, 0, NULL, NULL};

	*out = (struct tally){.negotiation = negotiation, .decidable = negotiation->decidable};
	find_policies(&counting);
	mark_items(&counting);
	out->option = arena_array(arena, negotiation->option_count, sizeof *out->option);
	size_t newest = newest_option(&counting);
	for (size_t i = 0; i < negotiation->item_count && !negotiation->void_reason; i++) {
		const struct item *item = &negotiation->item[i];
		if (item->kind != ITEM_OPTION || !counting.seen[i] ||
			negotiation->option[item->number].void_reason)
			continue;
		tally_option(&counting, &out->option[out->option_count++], item->number, newest);
	}
	list_missing(&counting, out);
	find_state(&counting, out);
	for (size_t i = 0; i < out->option_count; i++) {
		const struct option_tally *option = &out->option[i];
		if (i == 0 || option->decidable < out->decidable)
			out->decidable = option->decidable;
		if (out->state == STATE_DECIDABLE && option->state == STATE_DECIDABLE &&
			(!out->winner || better(&counting, option, out->winner)))
			out->winner = option;
	}
}

const char *tally_late(const struct moment *moment, const struct negotiation *negotiation)
{
	struct arena *arena = moment->ledger->arena;
	char text[DAY_SIZE];

	const struct decision *decision = negotiation_ended(moment, negotiation);
	if (decision)
		return arena_print(arena, "it was decided on %s by %s (rule N9)",
			day_print(text, decision->stamp.day),
			decision->stamp.who ? decision->stamp.who : "somebody unknown");
	if (negotiation->closes != DAY_NONE && moment->day > negotiation->closes)
		return arena_print(arena, "it closed on %s (rule N7)",
			day_print(text, negotiation->closes));
	return NULL;
}
