/* SPDX-License-Identifier: MIT */
#include "core/rules/recall.h"

#include "core/rules/force.h"
#include "core/rules/roll.h"

#include <string.h>

bool is_recall(const struct negotiation *negotiation)
{
	return negotiation->facts.kind && !strcmp(negotiation->facts.kind, "recall");
}

int32_t recall_second_until(const struct negotiation *negotiation)
{
	return negotiation->opened + SECOND_DAYS;
}

bool recall_may_second(const struct negotiation *negotiation, const char *handle)
{
	const char *opener = negotiation->opening.who;
	const char *recalled = negotiation->facts.person;

	return opener && strcmp(handle, opener) != 0 && recalled && strcmp(handle, recalled) != 0;
}

static bool seconds(const struct said *said)
{
	for (size_t i = 0; i < said->voice.line_count; i++)
		if (said->voice.line[i].word == VOICE_SECOND ||
		        said->voice.line[i].word == VOICE_CONSENT)
			return true;
	return false;
}

bool recall_holder(const struct moment *moment, const struct negotiation *negotiation)
{
	if (!is_recall(negotiation) || !negotiation->facts.role || !negotiation->facts.person)
		return false;
	const struct role *role = standing_role(moment, negotiation->facts.role);
	return role && is_holder(moment, role, negotiation->facts.person);
}

const char *recall_second(const struct moment *moment, const struct negotiation *negotiation)
{
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		const char *who = said->stamp.who;
		struct moment then = *moment;
		then.day = said->stamp.day;
		if (who && !said->relayer && recall_may_second(negotiation, who) && seconds(said) &&
		        said->stamp.day <= recall_second_until(negotiation) &&
		        moment_sees(moment, &said->stamp) && is_member(&then, who))
			return who;
	}
	return NULL;
}

/* An option of it ends the term of whom it is about. */
static bool takes_term(const struct negotiation *recall)
{
	for (size_t i = 0; i < recall->option_count; i++) {
		const struct option *option = &recall->option[i];
		if (option->void_reason || !(option->kinds & 1u << CHANGE_RECALL))
			continue;
		for (size_t j = 0; j < option->taken_count; j++)
			if (!strcmp(option->taken[j], recall->facts.person))
				return true;
	}
	return false;
}

/* There is a term to be ended, and it may still be decided. */
static bool is_running(const struct moment *moment, const struct negotiation *recall)
{
	if (recall->void_reason || !moment_sees(moment, &recall->opening) ||
	        moment->day < recall->opened || moment->day > recall->lapses ||
	        negotiation_ended(moment, recall) || !recall_holder(moment, recall) ||
	        !takes_term(recall))
		return false;
	return moment->day <= recall_second_until(recall) || recall_second(moment, recall);
}

const struct negotiation *recall_choosers_taken(const struct moment *moment,
        const struct negotiation *negotiation, const struct option *option, const char **chooser)
{
	const struct ledger *ledger = moment->ledger;

	if (!(option->kinds & 1u << CHANGE_PERSON))
		return NULL;
	for (size_t i = 0; i < option->taken_count; i++)
		for (size_t j = 0; j < ledger->negotiation_count; j++) {
			const struct negotiation *recall = ledger->negotiation[j];
			if (!is_recall(recall) || !is_running(moment, recall) ||
			        !history_is_ancestor(ledger->history, recall->opening.commit,
			                negotiation->opening.commit))
				continue;
			const struct roll_entry *entry =
			        roll_find(recall->roll, recall->roll_count, option->taken[i]);
			if (!entry || entry->outside)
				continue;
			*chooser = option->taken[i];
			return recall;
		}
	return NULL;
}
