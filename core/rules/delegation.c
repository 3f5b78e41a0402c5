/* SPDX-License-Identifier: MIT */
#include "core/rules/delegation.h"

#include "core/rules/election.h"
#include "core/rules/force.h"

#include <string.h>

static bool has(const char *const *list, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(list[i], word))
			return true;
	return false;
}

/* Said Withdraw: they speak for themselves, and say nothing. */
static bool took_back(
        const struct moment *moment, const struct negotiation *negotiation, const char *handle)
{
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		if (!said->stamp.who || strcmp(said->stamp.who, handle) != 0 || said->relayer ||
		        !moment_sees(moment, &said->stamp))
			continue;
		for (size_t j = 0; j < said->voice.line_count; j++)
			if (said->voice.line[j].word == VOICE_WITHDRAW)
				return true;
	}
	return false;
}

/* Every file of the option is a role that the delegation is about; without words it is about all.
 */
static bool is_about(const struct delegate *delegate, const struct option *option)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct file *file = option->change[i].file;
		const struct file *base = option->change[i].base;
		const struct role *role = file->class != PATH_ROLE ? NULL
		                          : base && base->usable   ? &base->role
		                          : file->usable           ? &file->role
		                                                   : NULL;
		bool about = !delegate->role_count && !delegate->topic_count;
		about |= role && has(delegate->role, delegate->role_count, role->name);
		for (size_t j = 0; role && j < role->topic_count; j++)
			about |= has(delegate->topic, delegate->topic_count, role->topic[j]);
		if (!about)
			return false;
	}
	return true;
}

/* Their file as it stood when the day was over: what they say later of others' words is late. */
static const struct person *person_on(const struct moment *moment, const char *handle, int32_t day)
{
	const struct ledger *ledger = moment->ledger;

	for (size_t i = 0; i < ledger->delegating_count; i++) {
		const struct verdict *verdict = &ledger->verdict[ledger->delegating[i]];
		const struct file *file = verdict->after ? verdict->after : verdict->before;
		if (verdict->right == RIGHT_NONE || verdict->stamp.day <= day ||
		        strcmp(file->stem, handle) != 0 || !moment_sees(moment, &verdict->stamp))
			continue;
		return verdict->before && verdict->before->usable ? &verdict->before->person : NULL;
	}
	return standing_person(moment, handle);
}

const char *delegate_of(const struct moment *moment, const struct negotiation *negotiation,
        const struct option *option, const char *handle)
{
	int32_t day = negotiation->closes != DAY_NONE && negotiation->closes < moment->day
	                      ? negotiation->closes
	                      : moment->day;

	if (!moment->ledger->delegating_count || is_election(negotiation) ||
	        took_back(moment, negotiation, handle))
		return NULL;
	const struct person *person = person_on(moment, handle, day);
	if (!person)
		return NULL;
	for (size_t i = person->delegate_count; i-- > 0;) {
		const struct delegate *delegate = &person->delegate[i];
		const char *to = delegate->handle;
		if (delegate->term.from == DAY_NONE || delegate->term.until == DAY_NONE ||
		        day < delegate->term.from || day > delegate->term.until ||
		        !strcmp(to, handle) || !is_member(moment, to) ||
		        !is_about(delegate, option) ||
		        has(option->given, option->given_count, to) ||
		        has(option->taken, option->taken_count, to))
			continue;
		return to;
	}
	return NULL;
}
