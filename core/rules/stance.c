/* SPDX-License-Identifier: MIT */
/* What each person says to each option: rule N5. */
#include "core/rules/tally_private.h"

#include "core/rules/away.h"
#include "core/rules/delegation.h"

#include <stdlib.h>
#include <string.h>

const char *const stance_name[7] = {
        "silent", "consent", "concern", "stand-aside", "abstain", "withdrawn", "object"};

const char *stance_words(struct arena *arena, const struct stance_entry *entry)
{
	const char *name = stance_name[entry->stance];

	return entry->via ? arena_print(arena, "%s via %s", name, entry->via) : name;
}

const char *tally_words(struct arena *arena, const struct option_tally *option, const char *handle)
{
	for (size_t i = 0; i < option->entry_count; i++)
		if (!strcmp(option->entry[i].handle, handle))
			return stance_words(arena, &option->entry[i]);
	return stance_name[STANCE_NONE];
}

bool item_before(const struct negotiation *negotiation, size_t earlier, size_t later)
{
	const struct item *item = &negotiation->item[later];

	return earlier < later && item->words > earlier / 64 &&
	       (item->before[earlier / 64] >> (earlier % 64) & 1);
}

/* A nominee may come in several commits that do not know each other, each with a voice. */
static const struct stamp *option_stamp(
        const struct negotiation *negotiation, const struct item *item)
{
	const struct option *option = &negotiation->option[item->number];

	if (option->stamp.commit != item->commit)
		for (size_t i = 0; i < negotiation->said_count; i++)
			if (negotiation->said[i].stamp.commit == item->commit)
				return &negotiation->said[i].stamp;
	return &option->stamp;
}

const struct stamp *item_stamp(const struct negotiation *negotiation, size_t number)
{
	const struct item *item = &negotiation->item[number];

	switch (item->kind) {
	case ITEM_OPTION:
		return option_stamp(negotiation, item);
	case ITEM_SAID:
		return &negotiation->said[item->number].stamp;
	default:
		return &negotiation->decision[item->number].stamp;
	}
}

/* Passed on by somebody else, and whose words they are may still say otherwise. */
static bool is_disputable(const struct counting *counting, size_t number)
{
	const struct item *item = &counting->negotiation->item[number];
	const struct said *said =
	        item->kind == ITEM_SAID ? &counting->negotiation->said[item->number] : NULL;

	return said && said->relayer && counting->moment->day < said->counts_from;
}

static bool is_repeated(const struct counting *counting, size_t number)
{
	const struct negotiation *negotiation = counting->negotiation;
	const struct item *item = &negotiation->item[number];

	return item->kind == ITEM_SAID &&
	       said_before(counting->moment, negotiation, &negotiation->said[item->number]);
}

/* Said on top of one of the decisions that stand, in another commit. */
static bool is_late(const struct counting *counting, const size_t *decision, size_t count, size_t i)
{
	const struct negotiation *negotiation = counting->negotiation;

	for (size_t j = 0; j < count && decision[j] < i; j++)
		if (negotiation->item[decision[j]].commit != negotiation->item[i].commit &&
		        item_before(negotiation, decision[j], i))
			return true;
	return false;
}

/* In time: not after `closes`, and not said on top of a decision that stands. */
void mark_items(struct counting *counting)
{
	const struct negotiation *negotiation = counting->negotiation;
	size_t count = negotiation->item_count, decisions = 0;
	size_t *decision = arena_array(counting->arena, count, sizeof *decision);

	counting->seen = arena_array(counting->arena, count, sizeof(bool));
	counting->counts = arena_array(counting->arena, count, sizeof(bool));
	counting->proposal = arena_array(counting->arena, count, sizeof *counting->proposal);
	for (size_t i = 0; i < count; i++) {
		const struct stamp *stamp = item_stamp(negotiation, i);
		const struct item *item = &negotiation->item[i];
		counting->seen[i] = moment_sees(counting->moment, stamp);
		counting->counts[i] =
		        counting->seen[i] &&
		        (negotiation->closes == DAY_NONE || stamp->day <= negotiation->closes) &&
		        !is_disputable(counting, i) && !is_repeated(counting, i) &&
		        !is_late(counting, decision, decisions, i);
		if (item->kind == ITEM_OPTION)
			counting->proposal[counting->proposals++] = i;
		if (item->kind == ITEM_DECISION && counting->seen[i] &&
		        !negotiation->decision[item->number].void_reason)
			decision[decisions++] = i;
	}
}

enum { FEW = 256 }; /* items: for so many nothing has to be asked of an arena */

/* Items by number, a bit each.  Not to be moved: bit may point to few. */
struct items {
	uint64_t *bit;
	uint64_t few[FEW / 64];
};

static void no_items(struct items *out, const struct counting *counting, struct arena *arena)
{
	size_t words = counting->negotiation->item_count / 64 + 1;

	memset(out->few, 0, sizeof out->few);
	out->bit = words > FEW / 64 ? arena_array(arena, words, sizeof *out->bit) : out->few;
}

static bool has_item(const struct items *items, size_t number)
{
	return items->bit[number / 64] >> (number % 64) & 1;
}

/* All below `end` that come before the item. */
static void add_before(
        struct items *items, const struct negotiation *negotiation, size_t number, size_t end)
{
	const struct item *item = &negotiation->item[number];

	for (size_t i = 0; i < item->words && i <= end / 64; i++) {
		uint64_t keep = i < end / 64 ? UINT64_MAX : (UINT64_C(1) << (end % 64)) - 1;
		items->bit[i] |= item->before[i] & keep;
	}
}

static enum stance stance_of_word(const struct said *said, enum voice_word word)
{
	switch (word) {
	case VOICE_CONSENT:
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

	for (size_t i = 0; i < counting->proposals; i++) {
		const struct item *option = &negotiation->item[counting->proposal[i]];
		if (!item_before(negotiation, counting->proposal[i], item) &&
		        option->commit != negotiation->item[item].commit)
			continue;
		if (only != UINT32_MAX && only != option->number)
			return UINT32_MAX;
		only = option->number;
	}
	return only;
}

/* A later nomination of the same person takes the place of this one. */
static bool is_replaced(const struct counting *counting, size_t item)
{
	const struct negotiation *negotiation = counting->negotiation;
	const char *who = negotiation->said[negotiation->item[item].number].stamp.who;

	for (size_t i = item + 1; i < negotiation->item_count; i++) {
		const struct item *later = &negotiation->item[i];
		if (later->kind != ITEM_SAID || !counting->counts[i] ||
		        later->commit == negotiation->item[item].commit ||
		        !item_before(negotiation, item, i))
			continue;
		const struct said *said = &negotiation->said[later->number];
		if (said->nominee && said->stamp.who && !strcmp(said->stamp.who, who))
			return true;
	}
	return false;
}

/* What one voice says to one option; STANCE_NONE when nothing. */
static enum stance said_stance(const struct counting *counting, size_t item, uint32_t option)
{
	const struct negotiation *negotiation = counting->negotiation;
	const struct said *said = &negotiation->said[negotiation->item[item].number];
	enum stance most = STANCE_NONE;

	if (said->nominee && !strcmp(said->nominee, negotiation->option[option].name) &&
	        !is_replaced(counting, item))
		most = STANCE_CONSENT;
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

static bool is_relayed(const struct negotiation *negotiation, size_t number)
{
	const struct item *item = &negotiation->item[number];

	return item->kind == ITEM_SAID && negotiation->said[item->number].relayer;
}

/*
 * Rule N5: of the person's items that say something to the option, those that no later one of
 * theirs has among its ancestors; of several, the most cautious.  What comes in one commit is read
 * together, but a voice goes before the consent that writing an option implies.
 */
static void find_stance(
        const struct counting *counting, struct stance_entry *entry, uint32_t option, bool relayed)
{
	const struct negotiation *negotiation = counting->negotiation;
	struct arena scratch = ARENA_INIT;
	size_t count = negotiation->item_count, first = 0;
	enum stance few[FEW];
	enum stance *stance = count > FEW ? arena_array(&scratch, count, sizeof *stance) : few;
	struct items answered, behind; /* by whatever came later, by what came in later commits */

	no_items(&answered, counting, &scratch);
	no_items(&behind, counting, &scratch);
	entry->stance = STANCE_NONE;
	for (size_t i = 0; i < count; i++) {
		if (negotiation->item[i].commit != negotiation->item[first].commit)
			first = i;
		if (is_relayed(negotiation, i) != relayed ||
		        !speaks(counting, i, entry->handle, option, &stance[i])) {
			stance[i] = STANCE_NONE;
			continue;
		}
		add_before(&answered, negotiation, i, i);
		add_before(&behind, negotiation, i, first);
	}
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &negotiation->item[i];
		bool said = item->kind == ITEM_SAID;
		if (stance[i] <= entry->stance || has_item(said ? &behind : &answered, i))
			continue;
		entry->stance = stance[i];
		entry->said = said ? &negotiation->said[item->number] : NULL;
	}
	arena_release(&scratch);
}

bool word_speaks(enum voice_word word)
{
	return word == VOICE_CONSENT || word == VOICE_CONCERN || word == VOICE_OBJECT ||
	       word == VOICE_STAND_ASIDE || word == VOICE_ABSTAIN || word == VOICE_PREFER;
}

static bool withdraws(const struct counting *counting, const struct said *said)
{
	for (size_t i = 0; i < said->voice.line_count; i++) {
		const struct voice_line *line = &said->voice.line[i];
		struct voice_choice *choice;
		if (line->word == VOICE_WITHDRAW &&
		        !voice_choices(&choice, counting->arena, line->value))
			return true;
	}
	return false;
}

/* Who withdraws takes back everything they had said, and is silent again. */
static void taken_back(
        struct items *out, const struct counting *counting, struct arena *arena, const char *handle)
{
	const struct negotiation *negotiation = counting->negotiation;

	no_items(out, counting, arena);
	for (size_t i = 0; i < negotiation->item_count; i++) {
		const struct item *item = &negotiation->item[i];
		const struct said *said =
		        item->kind == ITEM_SAID ? &negotiation->said[item->number] : NULL;
		if (said && counting->counts[i] && said->stamp.who &&
		        !strcmp(said->stamp.who, handle) && withdraws(counting, said))
			add_before(out, negotiation, i, i);
	}
}

static bool item_speaks(const struct negotiation *negotiation, const struct item *item)
{
	const struct option *option =
	        item->kind == ITEM_OPTION ? &negotiation->option[item->number] : NULL;
	const struct said *said = item->kind == ITEM_SAID ? &negotiation->said[item->number] : NULL;

	if (option)
		return option->implied && !option->void_reason;
	if (said && said->nominee)
		return true;
	for (size_t j = 0; said && j < said->voice.line_count; j++)
		if (word_speaks(said->voice.line[j].word))
			return true;
	return false;
}

bool has_spoken(const struct counting *counting, const char *handle, size_t newest)
{
	const struct negotiation *negotiation = counting->negotiation;
	struct arena scratch = ARENA_INIT;
	struct items taken;
	bool spoken = false;

	taken_back(&taken, counting, &scratch, handle);
	for (size_t i = newest == SIZE_MAX ? 0 : newest; i < negotiation->item_count && !spoken;
	        i++) {
		const struct item *item = &negotiation->item[i];
		const struct stamp *stamp = item_stamp(negotiation, i);
		if (!counting->counts[i] || !stamp->who || strcmp(stamp->who, handle) != 0)
			continue;
		if (newest != SIZE_MAX && i != newest && !item_before(negotiation, newest, i) &&
		        item->commit != negotiation->item[newest].commit)
			continue;
		spoken = !has_item(&taken, i) && item_speaks(negotiation, item);
	}
	arena_release(&scratch);
	return spoken;
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
	struct stance_entry *entry = arena_array(
	        counting->arena, negotiation->roll_count + negotiation->item_count, sizeof *entry);

	for (size_t i = 0; i < negotiation->roll_count; i++)
		entry[count++] = (struct stance_entry){
		        .handle = negotiation->roll[i].handle, .roll = &negotiation->roll[i]};
	for (size_t i = 0; i < negotiation->item_count; i++) {
		const char *who = item_stamp(negotiation, i)->who;
		bool known =
		        !who || !counting->seen[i] || negotiation->item[i].kind == ITEM_DECISION;
		for (size_t j = 0; !known && j < count; j++)
			known = !strcmp(entry[j].handle, who);
		if (!known)
			entry[count++] = (struct stance_entry){.handle = who};
	}
	qsort(entry, count, sizeof *entry, by_handle);
	*out = entry;
	return count;
}

/* Who is on the roll and silent may have said whose word counts for theirs. */
static void delegations_read(
        const struct counting *counting, uint32_t option, struct stance_entry *entry, size_t count)
{
	const struct negotiation *negotiation = counting->negotiation;

	for (size_t i = 0; i < count; i++) {
		const char *to =
		        entry[i].roll && !entry[i].roll->outside && entry[i].stance == STANCE_NONE
		                ? delegate_of(counting->moment, negotiation,
		                          &negotiation->option[option], entry[i].handle)
		                : NULL;
		for (size_t j = 0; to && j < count; j++) {
			if (strcmp(entry[j].handle, to) != 0 || entry[j].via ||
			        entry[j].stance == STANCE_NONE)
				continue;
			entry[i].stance = entry[j].stance;
			entry[i].said = entry[j].said;
			entry[i].via = to;
			entry[i].spoke = entry[j].spoke;
			entry[i].spoken_since = entry[j].spoken_since;
		}
	}
}

size_t stances_read(
        const struct counting *counting, uint32_t option, size_t newest, struct stance_entry **out)
{
	size_t count = everybody(counting, out);

	for (size_t i = 0; i < count; i++) {
		struct stance_entry *entry = &(*out)[i];
		find_stance(counting, entry, option, false);
		/* what others pass on counts where one says nothing oneself (rule V2) */
		if (entry->stance == STANCE_NONE)
			find_stance(counting, entry, option, true);
		if (entry->stance == STANCE_WITHDRAWN)
			entry->stance = STANCE_NONE;
		entry->away = is_away_from(counting->moment, counting->negotiation, entry->handle);
		entry->spoke = has_spoken(counting, entry->handle, SIZE_MAX);
		entry->spoken_since = has_spoken(counting, entry->handle, newest);
	}
	delegations_read(counting, option, *out, count);
	return count;
}
