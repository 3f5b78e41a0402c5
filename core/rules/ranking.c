/* SPDX-License-Identifier: MIT */
/* Rankings counted: policies of method ranked, and elections of several seats. */
#include "core/rules/tally_private.h"

#include "core/rules/election.h"
#include "core/rules/roll.h"

#include <string.h>

enum { SCORE_MOST = 5 }; /* STAR: the first rank's */

/* A person's newest ranking. */
struct ranking {
	const char *handle;
	const struct said *said;
	const struct voice_choice *choice;
	size_t count;
	const struct roll_entry *roll;
};

struct ranking_list {
	struct ranking *ranking;
	size_t count;
};

static const char *preference(const struct said *said)
{
	const char *value = NULL;

	for (size_t i = 0; i < said->voice.line_count; i++)
		if (said->voice.line[i].word == VOICE_PREFER)
			value = said->voice.line[i].value;
		else if (said->voice.line[i].word == VOICE_WITHDRAW)
			value = "";
	return value;
}

/* What stands of their items: the newest by ancestry; of several at once none is known to be meant.
 */
static const char *newest_preference(
        const struct counting *counting, const char *handle, const struct said **which)
{
	const struct negotiation *negotiation = counting->negotiation;
	size_t newest = SIZE_MAX;
	const char *value = NULL;

	for (size_t i = 0; i < negotiation->item_count; i++) {
		const struct said *said = negotiation->item[i].kind == ITEM_SAID
		                                  ? &negotiation->said[negotiation->item[i].number]
		                                  : NULL;
		if (!said || !counting->counts[i] || !said->stamp.who ||
		        strcmp(said->stamp.who, handle) != 0 || !preference(said))
			continue;
		bool follows = newest == SIZE_MAX || item_before(negotiation, newest, i);
		value = follows || (value && !strcmp(value, preference(said))) ? preference(said)
		                                                               : NULL;
		newest = i;
		*which = said;
	}
	return value && *value ? value : NULL;
}

/* Whoever counts for every option: nobody ranks down what takes something from them. */
static bool may_rank(const struct counting *counting, const struct tally *tally, size_t entry)
{
	for (size_t i = 0; i < tally->option_count; i++)
		if (!in_base(counting, tally->option[i].option, &tally->option[i].entry[entry]))
			return false;
	return true;
}

static struct ranking_list read_rankings(const struct counting *counting, const struct tally *tally)
{
	const struct option_tally *first = tally->option_count ? &tally->option[0] : NULL;
	struct ranking_list list = {NULL, 0};

	if (!first)
		return list;
	list.ranking = arena_array(counting->arena, first->entry_count, sizeof *list.ranking);
	for (size_t i = 0; i < first->entry_count; i++) {
		const struct stance_entry *entry = &first->entry[i];
		struct voice_choice *choice;
		const struct said *said;
		const char *value =
		        entry->roll ? newest_preference(counting, entry->handle, &said) : NULL;
		if (!value || !may_rank(counting, tally, i))
			continue;
		size_t count = voice_choices(&choice, counting->arena, value);
		list.ranking[list.count++] =
		        (struct ranking){entry->handle, said, choice, count, entry->roll};
	}
	return list;
}

/* The rank of an option, or of none (UINT32_MAX); BALLOT_UNRANKED. */
static uint32_t rank_of(
        const struct counting *counting, const struct ranking *ranking, uint32_t option)
{
	for (size_t i = 0; i < ranking->count; i++) {
		const char *name = ranking->choice[i].option;
		bool none = !strcmp(name, "none");
		if (none ? option == UINT32_MAX
		         : option != UINT32_MAX &&
		                        negotiation_option(counting->negotiation,
		                                *name == '@' ? name + 1 : name) == option)
			return ranking->choice[i].rank;
	}
	return BALLOT_UNRANKED;
}

static bool prefers_to_none(
        const struct counting *counting, const struct ranking *ranking, uint32_t option)
{
	uint32_t mine = rank_of(counting, ranking, option);

	return mine != BALLOT_UNRANKED && mine < rank_of(counting, ranking, UINT32_MAX);
}

static uint32_t mark_of(const struct counting *counting, const struct ranking *ranking,
        uint32_t option, enum ballot_kind kind)
{
	uint32_t rank = rank_of(counting, ranking, option);

	if (kind == BALLOT_RANKS || rank == BALLOT_UNRANKED)
		return rank;
	if (kind == BALLOT_SCORES)
		return rank > SCORE_MOST ? 0 : SCORE_MOST + 1 - rank;
	if (option == UINT32_MAX)
		return rank == 1;
	return prefers_to_none(counting, ranking, option);
}

struct poll_of {
	uint32_t *option; /* numbers; UINT32_MAX: none */
	const char **name;
	size_t count;
};

static struct ballots make_ballots(const struct counting *counting, const struct poll_of *poll,
        const struct ranking_list *list, unsigned group, enum ballot_kind kind)
{
	struct ballots ballots = {
	        .kind = kind,
	        .option = poll->name,
	        .options = poll->count,
	        .mark = arena_array(
	                counting->arena, (list->count + 1) * poll->count, sizeof *ballots.mark),
	};

	for (size_t i = 0; i < list->count; i++) {
		const struct ranking *ranking = &list->ranking[i];
		if (!roll_has(ranking->roll, group))
			continue;
		for (size_t j = 0; j < poll->count; j++)
			ballots.mark[ballots.rows * poll->count + j] =
			        mark_of(counting, ranking, poll->option[j], kind);
		ballots.rows++;
	}
	ballots.voters = ballots.rows;
	return ballots;
}

/* Rule N15: `person stance option`, and of rankings `person rank option`. */
static struct lot make_lot(const struct counting *counting, const struct tally *tally,
        const struct poll_of *poll, const struct ranking_list *list)
{
	struct arena *arena = counting->arena;
	struct lot lot = {.id = counting->negotiation->id};
	size_t most = list->count * poll->count;

	for (size_t i = 0; i < tally->option_count; i++)
		most += tally->option[i].entry_count;
	lot.line = arena_array(arena, most, sizeof *lot.line);
	for (size_t i = 0; i < tally->option_count; i++)
		for (size_t j = 0; j < tally->option[i].entry_count; j++) {
			const struct stance_entry *entry = &tally->option[i].entry[j];
			if (entry->roll && entry->stance != STANCE_NONE)
				lot.line[lot.lines++] = arena_print(arena, "%s %s %s",
				        entry->handle, stance_name[entry->stance],
				        tally->option[i].option->name);
		}
	for (size_t i = 0; i < list->count; i++)
		for (size_t j = 0; j < poll->count; j++) {
			uint32_t rank = rank_of(counting, &list->ranking[i], poll->option[j]);
			if (rank != BALLOT_UNRANKED)
				lot.line[lot.lines++] = arena_print(arena, "%s %u %s",
				        list->ranking[i].handle, rank, poll->name[j]);
		}
	lot_sort(&lot);
	return lot;
}

static enum count_method method_of(const struct policy *policy)
{
	static const enum count_method method[] = {
	        [RANKED_SCHULZE] = COUNT_SCHULZE,
	        [RANKED_APPROVAL] = COUNT_APPROVAL,
	        [RANKED_STAR] = COUNT_STAR,
	        [RANKED_STV] = COUNT_STV,
	};

	return policy->method == METHOD_ELECTION ? COUNT_STV : method[policy->count];
}

static struct poll_of poll_of(
        const struct counting *counting, const struct tally *tally, bool election)
{
	struct arena *arena = counting->arena;
	struct poll_of poll = {
	        arena_array(arena, tally->option_count + 1, sizeof *poll.option),
	        arena_array(arena, tally->option_count + 1, sizeof *poll.name),
	        0,
	};

	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		if (election && (!option->passes || option->stale || option->beyond))
			continue;
		poll.option[poll.count] =
		        (uint32_t)(option->option - counting->negotiation->option);
		poll.name[poll.count++] = option->option->name;
	}
	if (!election) {
		poll.option[poll.count] = UINT32_MAX;
		poll.name[poll.count++] = "none";
	}
	return poll;
}

static struct count *count_group(const struct counting *counting, const struct tally *tally,
        const struct poll_of *poll, const struct ranking_list *list, unsigned group,
        const struct policy *policy, size_t seats)
{
	struct count *count = arena_alloc(counting->arena, sizeof *count);
	struct lot lot = make_lot(counting, tally, poll, list);
	struct count_options options = {
	        .method = method_of(policy),
	        .seats = seats < poll->count ? seats : poll->count,
	        .unranked = policy->unranked_last ? COUNT_UNRANKED_LAST : COUNT_UNRANKED_IGNORE,
	        .margins = policy->margins,
	        .lot = policy->ties_lot ? &lot : NULL,
	};
	struct ballots ballots =
	        make_ballots(counting, poll, list, group, count_method_kind(options.method));
	struct error ignored = ERROR_INIT;

	/* options and ballots are made here and within bounds: with none of them there is no count
	 */
	return poll->count && !count_ballots(count, counting->arena, &ballots, &options, &ignored)
	               ? count
	               : NULL;
}

/* Ranking an option before `none` is a yes to it (rule N6), where nothing else was said to it. */
static void take_ranking(
        const struct counting *counting, struct option_tally *option, const struct ranking *ranking)
{
	uint32_t number = (uint32_t)(option->option - counting->negotiation->option);

	for (size_t i = 0; i < option->entry_count; i++) {
		struct stance_entry *entry = &option->entry[i];
		if (entry->stance != STANCE_NONE || strcmp(entry->handle, ranking->handle) != 0 ||
		        !prefers_to_none(counting, ranking, number))
			continue;
		entry->stance = STANCE_CONSENT;
		entry->said = ranking->said;
	}
}

static bool any_method(const struct counting *counting, enum method method)
{
	for (size_t i = 0; i < counting->policy_count; i++)
		if (counting->policy[i]->method == method)
			return true;
	return false;
}

void rankings_take(const struct counting *counting, struct tally *tally)
{
	struct ranking_list list;

	if (!any_method(counting, METHOD_RANKED) && !is_election(counting->negotiation))
		return;
	list = read_rankings(counting, tally);
	for (size_t i = 0; i < tally->option_count; i++)
		for (size_t j = 0; j < list.count; j++)
			take_ranking(counting, &tally->option[i], &list.ranking[j]);
}

/* "none wins", "b wins", "a tie: a, b" */
static const char *why_not(
        const struct counting *counting, const struct count *count, const struct poll_of *poll)
{
	if (!count || count->voters == count->blank)
		return "nobody has ranked the options yet: moot prefer";
	if (count->winners)
		return arena_print(
		        counting->arena, "%s wins the count", poll->name[count->winner[0]]);
	const char *names = "";
	for (size_t i = 0; i < count->maybes; i++)
		names = arena_print(counting->arena, "%s%s%s", names, i ? ", " : "",
		        poll->name[count->maybe[i]]);
	return arena_print(counting->arena, "the count is a tie: %s", names);
}

static bool wins(const struct count *count, const struct poll_of *poll, uint32_t option)
{
	return count && count->voters > count->blank && count->winners &&
	       poll->option[count->winner[0]] == option;
}

void rankings_count(const struct counting *counting, struct tally *tally)
{
	struct ranking_list list;
	struct poll_of poll;

	if (!any_method(counting, METHOD_RANKED) || !tally->option_count)
		return;
	list = read_rankings(counting, tally);
	poll = poll_of(counting, tally, false);
	for (size_t i = 0; i < counting->policy_count; i++) {
		const struct policy *policy = counting->policy[i];
		for (unsigned group = 0; group < counting->negotiation->group_count; group++) {
			if (policy->method != METHOD_RANKED)
				continue;
			const struct count *count =
			        count_group(counting, tally, &poll, &list, group, policy, 1);
			if (!tally->count) {
				tally->count = count;
				tally->counted = poll.name;
			}
			for (size_t j = 0; j < tally->option_count; j++) {
				struct option_tally *option = &tally->option[j];
				uint32_t number =
				        (uint32_t)(option->option - counting->negotiation->option);
				if (!wins(count, &poll, number))
					option->outranked = why_not(counting, count, &poll);
			}
		}
	}
}

void rankings_elect(const struct counting *counting, struct tally *tally)
{
	struct ranking_list list = read_rankings(counting, tally);
	struct poll_of poll = poll_of(counting, tally, true);
	size_t seats = election_seats(counting->negotiation);
	const struct count *count =
	        count_group(counting, tally, &poll, &list, 0, counting->negotiation->policy, seats);

	tally->count = count;
	tally->counted = poll.name;
	tally->elected = arena_array(counting->arena, poll.count, sizeof *tally->elected);
	for (size_t i = 0; count && i < count->winners; i++)
		for (size_t j = 0; j < tally->option_count; j++)
			if (!strcmp(tally->option[j].option->name, poll.name[count->winner[i]]))
				tally->elected[tally->elected_count++] = &tally->option[j];
}
