/* SPDX-License-Identifier: MIT */
#include "core/rules/after.h"

#include "core/rules/force.h"
#include "core/rules/tally_private.h"

#include <string.h>

static size_t item_of(const struct negotiation *negotiation, const struct decision *decision)
{
	for (size_t i = 0; i < negotiation->item_count; i++)
		if (negotiation->item[i].kind == ITEM_DECISION &&
		        &negotiation->decision[negotiation->item[i].number] == decision)
			return i;
	return SIZE_MAX;
}

/* Whether the decision was counted with the item. */
static bool was_counted(const struct negotiation *negotiation, size_t item, size_t decision)
{
	return item_before(negotiation, item, decision) ||
	       negotiation->item[item].commit == negotiation->item[decision].commit;
}

static bool names(const struct negotiation *negotiation, const char *value, uint32_t option)
{
	struct arena scratch = ARENA_INIT;
	struct voice_choice *choice;
	size_t count = voice_choices(&choice, &scratch, value);
	bool found = !count;

	for (size_t i = 0; i < count; i++)
		found |= negotiation_option(negotiation, choice[i].option) == option;
	arena_release(&scratch);
	return found;
}

/* What a late voice leaves of what the person says to the option: an objection, or no more. */
static void late_word(const struct negotiation *negotiation, const struct said *said,
        uint32_t option, bool *objects)
{
	for (size_t i = 0; i < said->voice.line_count; i++) {
		const struct voice_line *line = &said->voice.line[i];
		if (line->word == VOICE_WITHDRAW)
			*objects = false;
		else if (line->word == VOICE_OBJECT && *said->voice.prose &&
		         said->stamp.day <= negotiation->closes &&
		         names(negotiation, line->value, option))
			*objects = true;
	}
}

/* A late objection of somebody whom the decision names absent. */
static const char *late_objection(const struct moment *moment, struct arena *arena,
        const struct negotiation *negotiation, const struct decision *decision, size_t decided)
{
	for (size_t i = 0; i < decision->file.absent_count; i++) {
		const char *absent = decision->file.absent[i];
		bool objects = false;
		for (size_t j = 0; j < negotiation->item_count; j++) {
			const struct said *said =
			        negotiation->item[j].kind == ITEM_SAID
			                ? &negotiation->said[negotiation->item[j].number]
			                : NULL;
			if (said && said->stamp.who && !said->relayer &&
			        !strcmp(said->stamp.who, absent) &&
			        moment_sees(moment, &said->stamp) &&
			        !said_before(moment, negotiation, said) &&
			        !was_counted(negotiation, j, decided))
				late_word(negotiation, said, decision->option, &objects);
		}
		if (objects)
			return arena_print(arena,
			        "%s, who was absent, objects before the close (rule N9)", absent);
	}
	return NULL;
}

/* Who has taken back what they said; what is said again is late (rule N9). */
static bool took_back(const struct moment *moment, const struct negotiation *negotiation,
        const char *handle, size_t decided)
{
	bool back = false;

	for (size_t i = 0; i < negotiation->item_count; i++) {
		const struct said *said = negotiation->item[i].kind == ITEM_SAID
		                                  ? &negotiation->said[negotiation->item[i].number]
		                                  : NULL;
		if (!said || !said->stamp.who || said->relayer ||
		        strcmp(said->stamp.who, handle) != 0 ||
		        !moment_sees(moment, &said->stamp) ||
		        said_before(moment, negotiation, said) ||
		        was_counted(negotiation, i, decided))
			continue;
		for (size_t j = 0; j < said->voice.line_count; j++)
			back |= said->voice.line[j].word == VOICE_WITHDRAW;
	}
	return back;
}

bool decision_passes(const struct negotiation *negotiation, const struct decision *decision,
        const struct tally *tally, const char **why)
{
	const struct option *adopted = &negotiation->option[decision->option];
	bool passes = true;
	size_t found = 0;

	*why = "it is taken back";
	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		bool mine = option->option == adopted ||
		            (decision->file.elected_count &&
		                    list_has(decision->file.elected, decision->file.elected_count,
		                            option->option->name));
		found += mine;
		if (mine && !option->passes) {
			passes = false;
			*why = option->why;
		}
	}
	return passes && found;
}

/* The count of the decision's day, without those who have taken back what they said. */
static const char *fails_without(const struct moment *moment, struct arena *arena,
        const struct negotiation *negotiation, const struct decision *decision, size_t decided)
{
	struct moment then = *moment;
	struct counting counting = {.moment = &then, .negotiation = negotiation, .arena = arena};
	struct tally tally;
	const char *names = "", *why = "";

	then.day = decision->stamp.day;
	counting_begin(&counting);
	for (size_t i = 0; i < negotiation->item_count; i++) {
		const struct stamp *stamp = item_stamp(negotiation, i);
		counting.counts[i] =
		        counting.counts[i] && was_counted(negotiation, i, decided) &&
		        !(stamp->who && took_back(moment, negotiation, stamp->who, decided));
	}
	tally_count(&counting, &tally);
	if (decision_passes(negotiation, decision, &tally, &why))
		return NULL;
	for (size_t i = 0; i < negotiation->roll_count; i++)
		if (took_back(moment, negotiation, negotiation->roll[i].handle, decided))
			names = arena_print(arena, "%s%s%s", names, *names ? ", " : "",
			        negotiation->roll[i].handle);
	return arena_print(
	        arena, "%s took back what they said, and without it %s (rule N9)", names, why);
}

static bool anybody_took_back(
        const struct moment *moment, const struct negotiation *negotiation, size_t decided)
{
	for (size_t i = 0; i < negotiation->roll_count; i++)
		if (took_back(moment, negotiation, negotiation->roll[i].handle, decided))
			return true;
	return false;
}

const char *decision_contested(const struct moment *moment, struct arena *arena,
        const struct negotiation *negotiation, const struct decision *decision)
{
	const unsigned terms = 1u << CHANGE_HOLDER | 1u << CHANGE_LEAD | 1u << CHANGE_PAY;
	size_t decided = item_of(negotiation, decision);

	if (decided == SIZE_MAX || decision->option == UINT32_MAX)
		return NULL;
	const char *why = late_objection(moment, arena, negotiation, decision, decided);
	if (why || !(negotiation->option[decision->option].kinds & terms) ||
	        !anybody_took_back(moment, negotiation, decided))
		return why;
	return fails_without(moment, arena, negotiation, decision, decided);
}

int32_t decision_review(const struct moment *moment, const struct negotiation *negotiation,
        const struct decision *decision)
{
	int32_t review = decision->file.review;
	const struct policy *policy = negotiation->policy;

	if (review == DAY_NONE || !policy || span_is_zero(policy->review))
		return review;
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		struct moment then = *moment;
		then.day = said->stamp.day;
		for (size_t j = 0; j < said->voice.line_count; j++)
			if (said->voice.line[j].word == VOICE_KEEP && said->stamp.who &&
			        moment_sees(moment, &said->stamp) &&
			        said->stamp.day >= review - REVIEW_SOON &&
			        is_member(&then, said->stamp.who))
				review = span_after(said->stamp.day, policy->review);
	}
	return review;
}

bool is_contested_holder(const struct moment *moment, struct arena *arena, const struct role *role,
        const char *handle)
{
	bool contested = false;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		if (strcmp(holder->handle, handle) != 0 ||
		        holder_force(moment, role, holder) != FORCE_YES)
			continue;
		const struct negotiation *negotiation =
		        ledger_negotiation(moment->ledger, holder->term.by);
		const struct decision *decision =
		        negotiation ? negotiation_adopted(moment, negotiation) : NULL;
		if (!decision || !decision_contested(moment, arena, negotiation, decision))
			return false;
		contested = true;
	}
	return contested;
}
