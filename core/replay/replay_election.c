/* SPDX-License-Identifier: MIT */
/* Elections: what they are opened on, and how nominees become options. */
#include "core/replay/replay_private.h"

#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/option.h"
#include "core/rules/roll.h"

#include <string.h>

static struct moment base_of(const struct replay *replay, const struct negotiation *negotiation)
{
	return moment_at(
	        replay->ledger, negotiation->base, negotiation->base_commit, negotiation->opened);
}

/* Why there is nothing to elect, or NULL. */
static const char *no_election(const struct replay *replay, const struct negotiation *negotiation,
        const struct moment *base)
{
	const struct negotiation_file *facts = &negotiation->facts;

	if (!facts->role || !standing_role(base, facts->role))
		return arena_print(replay->arena, "there is no role '%s' to elect for",
		        facts->role ? facts->role : "");
	if (facts->term.from == DAY_NONE || facts->term.until == DAY_NONE ||
	        facts->term.until < facts->term.from)
		return "an election says its term";
	if (facts->term.from < negotiation->opened)
		return "its term begins before the opening (rule A1)";
	return NULL;
}

void replay_open_election(struct replay *replay, struct negotiation *negotiation)
{
	struct moment base = base_of(replay, negotiation);
	struct election election = election_of(negotiation);
	struct error err = ERROR_INIT;
	struct option any;

	negotiation->void_reason = no_election(replay, negotiation, &base);
	if (negotiation->void_reason)
		return;
	/* the roll is the same whoever is nominated: the opener stands for them all */
	election_option(&any, &replay->ledger->files, &base, replay->arena, &election,
	        &negotiation->opening.who, 1);
	if (roll_compute(&base, &any, replay->arena, &negotiation->roll, &negotiation->roll_count,
	            &negotiation->group_count, &err)) {
		negotiation->roll_error = arena_string(replay->arena, err.text, strlen(err.text));
		negotiation->void_reason = negotiation->roll_error;
		return;
	}
	negotiation->policy = election_policy(standing_charter(&base), negotiation->facts.policy);
	if (!negotiation->policy)
		negotiation->void_reason = "the charter has no policy for elections (rule N3)";
}

struct reaching {
	const struct replay *replay;
	uint32_t commit;
};

static bool is_before(void *context, const struct said *earlier)
{
	const struct reaching *reaching = context;

	return earlier->stamp.commit != reaching->commit &&
	       history_is_ancestor(
	               reaching->replay->history, earlier->stamp.commit, reaching->commit);
}

/* The nominee is an option already where this commit comes from. */
static bool is_known(const struct replay *replay, const struct negotiation *negotiation,
        uint32_t number, uint32_t commit)
{
	for (size_t i = 0; i < negotiation->item_count; i++)
		if (negotiation->item[i].kind == ITEM_OPTION &&
		        negotiation->item[i].number == number &&
		        history_is_ancestor(replay->history, negotiation->item[i].commit, commit))
			return true;
	return false;
}

static void add_nominee(struct replay *replay, struct negotiation *negotiation,
        const struct stamp *stamp, const char *handle)
{
	struct moment base = base_of(replay, negotiation);
	struct election election = election_of(negotiation);
	uint32_t number = election_nominee(negotiation, handle);

	if (number == UINT32_MAX) {
		negotiation->option =
		        arena_grow(replay->arena, negotiation->option, negotiation->option_count,
		                &negotiation->option_capacity, sizeof *negotiation->option);
		number = (uint32_t)negotiation->option_count++;
		struct option *option = &negotiation->option[number];
		election_option(option, &replay->ledger->files, &base, replay->arena, &election,
		        &handle, 1);
		option->stamp = *stamp;
		if (!option->void_reason &&
		        span_after(stamp->day, negotiation->policy->open_min) > negotiation->closes)
			option->void_reason =
			        "nominated too late to be considered before the close (rule N7)";
		if (option->void_reason)
			replay_finding(replay, stamp->commit, "E406", negotiation->folder,
			        "nominee %s: %s", handle, option->void_reason)
			        ->severity = SEVERITY_WARNING;
	} else if (is_known(replay, negotiation, number, stamp->commit)) {
		return;
	}
	negotiation_add_item(replay->ledger, negotiation, ITEM_OPTION, number, stamp->commit);
}

void replay_nominate(struct replay *replay, struct negotiation *negotiation, uint32_t number)
{
	struct said *said = &negotiation->said[number];
	struct reaching reaching = {replay, said->stamp.commit};

	if (!is_election(negotiation) || negotiation->void_reason || !said->stamp.who ||
	        said->relayer)
		return;
	said->sealed = election_seals(negotiation, said, is_before, &reaching);
	said->nominee = election_nominates(negotiation, replay->arena, said, is_before, &reaching);
	if (said->nominee)
		add_nominee(replay, negotiation, &said->stamp, said->nominee);
	if (election_willing(said))
		add_nominee(replay, negotiation, &said->stamp, said->stamp.who);
}
