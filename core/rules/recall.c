/* SPDX-License-Identifier: MIT */
#include "core/rules/recall.h"

#include "core/rules/force.h"

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
