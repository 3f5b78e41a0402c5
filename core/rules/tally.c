/* SPDX-License-Identifier: MIT */
#include "core/rules/tally_private.h"

#include "core/rules/acting.h"
#include "core/rules/after.h"
#include "core/rules/away.h"
#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/limit.h"
#include "core/rules/needed.h"
#include "core/rules/option.h"
#include "core/rules/place.h"
#include "core/rules/recall.h"
#include "core/rules/roll.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

const char *const negotiation_state_name[11] = {"void", "withdrawn", "disputed", "adopted", "ended",
        "stale", "blocked", "decidable", "open", "lapsed", "contested"};

static bool all_spoken(const struct counting *counting, const struct option_tally *tally)
{
	for (size_t i = 0; i < tally->entry_count; i++)
		if (in_base(counting, tally->option, &tally->entry[i]) &&
		        !tally->entry[i].spoken_since)
			return false;
	return true;
}

/* Elections: everybody who speaks wants this one, and nobody else. */
static bool is_unanimous(const struct counting *counting, const struct option_tally *tally)
{
	if (!is_election(counting->negotiation) || !tally->passes)
		return false;
	for (size_t i = 0; i < tally->entry_count; i++) {
		const struct stance_entry *entry = &tally->entry[i];
		if (in_base(counting, tally->option, entry) && entry->spoke &&
		        entry->stance != STANCE_CONSENT)
			return false;
	}
	return true;
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
		        list_has(held, held_count, who))
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
			if (until > negotiation->closes)
				until = negotiation->closes;
			if (until > decidable)
				decidable = until;
			held[held_count++] = who;
		}
	}
	return decidable;
}

static bool any_lazy(const struct counting *counting)
{
	for (size_t i = 0; i < counting->policy_count && counting->policy[i]; i++)
		if (counting->policy[i]->method == METHOD_LAZY)
			return true;
	return false;
}

static const char *day_text(const struct counting *counting, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(counting->arena, "%s", day_print(text, day));
}

/* It passes, and not yet: behind the close too, where a policy takes longer than that. */
static void wait_for_day(const struct counting *counting, struct option_tally *tally,
        const struct needed_days *days, bool early)
{
	const struct negotiation *negotiation = counting->negotiation;

	tally->place =
	        place_of_policy(counting->arena, days->policy ? days->policy : negotiation->policy);
	tally->why = arena_print(counting->arena,
	        early ? "it is decidable from %s, or when everybody has spoken (rule N7)"
	              : "it is decidable from %s (rule N7)",
	        day_text(counting, tally->decidable));
	if (tally->decidable > negotiation->closes)
		tally->waits = tally->why;
}

static void time_option(const struct counting *counting, struct option_tally *tally)
{
	const struct negotiation *negotiation = counting->negotiation;
	int32_t day = counting->moment->day;

	struct needed_days days;
	needed_days(&days, counting->moment, negotiation, tally->option);
	bool lazy = any_lazy(counting), early = day >= days.spoken && !lazy;
	if (lazy && days.first < negotiation->closes)
		days.first = negotiation->closes;
	tally->decidable = lazy ? days.first : held_until(counting, days.first);
	bool in_time = day >= tally->decidable ||
	               (early && (tally->everybody || is_unanimous(counting, tally)));
	if (tally->stale) {
		tally->state = STATE_STALE;
		tally->why = arena_print(
		        counting->arena, "%s has changed meanwhile (rule N10)", tally->stale);
		tally->place = tally->first;
	} else if (tally->beyond) {
		tally->state = STATE_BLOCKED;
		tally->why = tally->beyond;
		tally->place = tally->first;
	} else if (counting->unseconded) {
		int32_t until = recall_second_until(negotiation);
		tally->state = day > until ? STATE_LAPSED : STATE_OPEN;
		tally->why = arena_print(counting->arena,
		        day > until ? "nobody seconded it by %s (rule N7)"
		                    : "it opens with a second, until %s (rule N7)",
		        day_text(counting, until));
		tally->place = place_of_fact(counting->arena, negotiation, "kind");
	} else if (tally->blocked) {
		tally->state = STATE_BLOCKED;
	} else if (day > negotiation->lapses) {
		tally->state = STATE_LAPSED;
		tally->place = place_of_fact(counting->arena, negotiation, "closes");
		tally->why = arena_print(counting->arena,
		        "it has lapsed: it was to be decided by %s (rule N7)",
		        day_text(counting, negotiation->lapses));
	} else if (tally->waits) {
		tally->state = STATE_OPEN;
		tally->why = tally->waits;
		tally->place = tally->first;
	} else if (tally->passes && in_time) {
		tally->state = STATE_DECIDABLE;
	} else {
		tally->state = STATE_OPEN;
		if (tally->passes)
			wait_for_day(counting, tally, &days, early);
	}
}

/* Nobody is taken out of those who decide a recall while it is open. */
static const char *waits_for_recall(
        const struct counting *counting, const struct option *option, const char **place)
{
	const char *chooser;
	const struct negotiation *recall =
	        recall_choosers_taken(counting->moment, counting->negotiation, option, &chooser);

	if (recall)
		*place = place_of_fact(counting->arena, recall, "kind");
	return recall ? arena_print(counting->arena,
	                        "%s decides on the recall of %s (%.4s), which is to be over first "
	                        "(rule N4)",
	                        chooser, recall->facts.person, recall->id)
	              : NULL;
}

static void tally_option(
        const struct counting *counting, struct option_tally *tally, uint32_t number, size_t newest)
{
	tally->option = &counting->negotiation->option[number];
	tally->entry_count = stances_read(counting, number, newest, &tally->entry);
	tally->everybody = all_spoken(counting, tally);
	/* what keeps a trial is compared with the text before it, whether or not that holds again
	 */
	struct moment then = *counting->moment;
	const char *place[3] = {NULL, NULL, NULL};
	if (counting->negotiation->facts.keep || is_emergency(counting->negotiation))
		then.day = DAY_LAST;
	tally->stale = option_stale(counting->arena, &then, tally->option, &place[0]);
	tally->beyond =
	        limit_broken_at(counting->moment, counting->arena, tally->option, &place[1]);
	tally->waits = waits_for_recall(counting, tally->option, &place[2]);
	tally->first = tally->stale ? place[0] : tally->beyond ? place[1] : place[2];
}

/* Rule N8: more consents, then fewer concerns, then the earlier, then the smaller name. */
static bool better(
        const struct counting *counting, const struct option_tally *a, const struct option_tally *b)
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

/* Somebody whose word counts for theirs has spoken to every option. */
static bool is_spoken_for(const struct tally *tally, const char *handle)
{
	bool all = tally->option_count > 0;

	for (size_t i = 0; i < tally->option_count; i++) {
		bool via = false;
		for (size_t j = 0; j < tally->option[i].entry_count; j++)
			via |= tally->option[i].entry[j].via &&
			       !strcmp(tally->option[i].entry[j].handle, handle);
		all &= via;
	}
	return all;
}

static void list_missing(const struct counting *counting, struct tally *tally)
{
	const struct negotiation *negotiation = counting->negotiation;
	bool election = is_election(negotiation);
	size_t newest = election ? SIZE_MAX : newest_option(counting);

	tally->missing =
	        arena_array(counting->arena, negotiation->roll_count, sizeof *tally->missing);
	if (!tally->option_count && !election)
		return;
	for (size_t i = 0; i < negotiation->roll_count; i++) {
		const char *handle = negotiation->roll[i].handle;
		if (!is_away_from(counting->moment, negotiation, handle) &&
		        !has_spoken(counting, handle, newest) && !is_spoken_for(tally, handle) &&
		        may_speak(counting->moment, handle))
			tally->missing[tally->missing_count++] = handle;
	}
}

/* Several who are elected are one option, which is none of theirs alone. */
static bool adopts(
        const struct negotiation *negotiation, uint32_t adopted, const struct option *option)
{
	const struct option *all = &negotiation->option[adopted];

	return all == option ||
	       (is_election(negotiation) && list_has(all->given, all->given_count, option->name));
}

/* What a decision has made of it. */
static bool find_end(const struct counting *counting, struct tally *tally)
{
	const struct negotiation *negotiation = counting->negotiation;
	const struct decision *decision = negotiation_ended(counting->moment, negotiation);
	bool adopted = decision && decision->option != UINT32_MAX;

	if (!decision)
		return false;
	for (size_t i = 0; i < tally->option_count; i++)
		tally->option[i].state =
		        adopted && adopts(negotiation, decision->option, tally->option[i].option)
		                ? STATE_ADOPTED
		                : STATE_ENDED;
	tally->state = adopted ? STATE_ADOPTED : STATE_ENDED;
	if (adopted)
		tally->why = decision_contested(
		        counting->moment, counting->arena, negotiation, decision);
	if (tally->why)
		tally->state = STATE_CONTESTED;
	return true;
}

/* Of the options in a state the one that is nearest to passing, then the first. */
static const struct option_tally *nearest(const struct tally *tally, enum negotiation_state state)
{
	const struct option_tally *found = NULL;

	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		if (option->state != state)
			continue;
		if (!found || (option->passes && !found->passes) ||
		        (!option->outranked && found->outranked))
			found = option;
	}
	return found;
}

/* The negotiation shows the best of its options' states (rule N8). */
static void find_state(const struct counting *counting, struct tally *tally)
{
	static const enum negotiation_state best[] = {
	        STATE_DECIDABLE, STATE_OPEN, STATE_BLOCKED, STATE_STALE, STATE_LAPSED};
	const struct negotiation *negotiation = counting->negotiation;

	if (negotiation->void_reason) {
		tally->state = STATE_VOID;
		tally->why = negotiation->void_reason;
		return;
	}
	if (find_end(counting, tally))
		return;
	if (is_withdrawn(counting, tally)) {
		tally->state = STATE_WITHDRAWN;
		tally->why = "its proposer has withdrawn it (rule N9)";
		return;
	}
	tally->state = STATE_OPEN;
	tally->why = is_election(negotiation) && !tally->option_count
	                     ? "nobody has been nominated yet"
	                     : "there is no option yet that could be decided";
	for (size_t i = 0; i < sizeof best / sizeof *best; i++) {
		const struct option_tally *option = nearest(tally, best[i]);
		if (!option)
			continue;
		tally->state = best[i];
		tally->why = option->why;
		tally->place = option->place;
		return;
	}
}

/* A nominee may have come by several voices. */
static bool has_option(const struct tally *tally, const struct option *option)
{
	for (size_t i = 0; i < tally->option_count; i++)
		if (tally->option[i].option == option)
			return true;
	return false;
}

static void find_winner(const struct counting *counting, struct tally *tally)
{
	bool decidable = tally->state == STATE_DECIDABLE;

	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		if (i == 0 || option->decidable < tally->decidable)
			tally->decidable = option->decidable;
		if (decidable && option->state == STATE_DECIDABLE &&
		        (!tally->winner || better(counting, option, tally->winner)))
			tally->winner = option;
	}
	/* one that is void has no policy to count by */
	if (!is_election(counting->negotiation) || counting->negotiation->void_reason)
		return;
	if (election_seats(counting->negotiation) > 1)
		rankings_elect(counting, tally);
	else if (tally->winner) {
		tally->elected = arena_array(counting->arena, 1, sizeof *tally->elected);
		tally->elected[tally->elected_count++] = tally->winner;
	}
	tally->winner = decidable && tally->elected_count ? tally->elected[0] : NULL;
}

/* A decision that a merge has brought into doubt, where none after it stands. */
static void find_dispute(const struct counting *counting, struct tally *tally)
{
	const struct negotiation *negotiation = counting->negotiation;

	if (negotiation_ended(counting->moment, negotiation))
		return;
	for (size_t i = 0; i < negotiation->decision_count; i++)
		if (negotiation->decision[i].disputed &&
		        moment_sees(counting->moment, &negotiation->decision[i].stamp))
			tally->disputed = negotiation->decision[i].void_reason;
}

enum negotiation_state tally_shown(const struct tally *tally)
{
	return tally->disputed && tally->state != STATE_WITHDRAWN ? STATE_DISPUTED : tally->state;
}

void counting_begin(struct counting *counting)
{
	find_policies(counting);
	mark_items(counting);
	counting->unseconded = is_recall(counting->negotiation) &&
	                       !recall_second(counting->moment, counting->negotiation);
}

void tally_count(const struct counting *counting, struct tally *tally)
{
	const struct negotiation *negotiation = counting->negotiation;
	size_t newest = newest_option(counting);

	*tally = (struct tally){.negotiation = negotiation, .decidable = negotiation->decidable};
	tally->option =
	        arena_array(counting->arena, negotiation->option_count, sizeof *tally->option);
	for (size_t i = 0; i < negotiation->item_count && !negotiation->void_reason; i++) {
		const struct item *item = &negotiation->item[i];
		if (item->kind != ITEM_OPTION || !counting->seen[i] ||
		        negotiation->option[item->number].void_reason ||
		        has_option(tally, &negotiation->option[item->number]))
			continue;
		tally_option(counting, &tally->option[tally->option_count++], item->number, newest);
	}
	rankings_take(counting, tally);
	rankings_count(counting, tally);
	for (size_t i = 0; i < tally->option_count; i++)
		judge_option(counting, &tally->option[i]);
}

void tally_read(struct tally *out, struct arena *arena, const struct moment *moment,
        const struct negotiation *negotiation)
{
	struct counting counting = {.moment = moment, .negotiation = negotiation, .arena = arena};

	counting_begin(&counting);
	tally_count(&counting, out);
	for (size_t i = 0; i < out->option_count; i++)
		time_option(&counting, &out->option[i]);
	list_missing(&counting, out);
	find_state(&counting, out);
	find_winner(&counting, out);
	find_dispute(&counting, out);
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
		return arena_print(
		        arena, "it closed on %s (rule N7)", day_print(text, negotiation->closes));
	return NULL;
}
