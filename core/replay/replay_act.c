/* SPDX-License-Identifier: MIT */
/* Emergency acts: a commit that says so and opens the negotiation about it (rule V4). */
#include "core/replay/replay_private.h"

#include "core/rules/acting.h"
#include "formats/trailer.h"

#include <string.h>

static bool has_reason(const struct commit *commit, struct arena *arena)
{
	struct trailers trailers = TRAILERS_INIT;

	trailers_parse(&trailers, arena, TRAILER_GIT, commit->message, commit->message_len);
	for (size_t i = 0; i < trailers.count; i++)
		if (trailers.trailer[i].key_len == strlen("Emergency") &&
		        !strncasecmp(trailers.trailer[i].key, "Emergency", strlen("Emergency")) &&
		        trailers.trailer[i].value_len)
			return true;
	return false;
}

int replay_says_emergency(struct replay *replay, uint32_t commit, bool *yes, struct error *err)
{
	struct arena scratch = ARENA_INIT;
	struct commit read;
	int status = repo_commit(
	        replay->repo, &replay->history->commit[commit].id, &read, &scratch, err);

	*yes = !status && has_reason(&read, &scratch);
	arena_release(&scratch);
	return status;
}

/* The commit leaves the file as the option has it. */
static int does_it(struct replay *replay, const struct replay_change_set *set,
        const struct option *option, bool *yes, struct error *err)
{
	*yes = false;
	for (size_t i = 0; i < set->count; i++) {
		const struct change *change = &set->change[i];
		const struct file *after;
		if (change->path != option->change[0].file->path)
			continue;
		if (replay_file(
		            replay, change->path, &change->after, change->mode_after, &after, err))
			return -1;
		*yes = after && file_same(after, option->change[0].file);
	}
	return 0;
}

int replay_emergency(struct replay *replay, uint32_t commit, const char *who,
        const struct replay_change_set *set, const struct option *option, const char **why,
        struct error *err)
{
	uint32_t parent = history_parents(replay->history, commit)[0];
	struct moment moment = moment_at(
	        replay->ledger, replay->at[parent], parent, replay->history->commit[commit].day);
	bool says, does;

	*why = emergency_refused(&moment, replay->arena, who, option);
	if (*why)
		return 0;
	if (replay_says_emergency(replay, commit, &says, err) ||
	        does_it(replay, set, option, &does, err))
		return -1;
	if (!says)
		*why = "an emergency says Emergency: and why in the commit (rule V4)";
	else if (!does)
		*why = "an emergency does what it proposes in the same commit (rule V4)";
	return 0;
}

const struct negotiation *replay_emergency_of(
        const struct replay *replay, uint32_t commit, uint32_t path)
{
	const struct ledger *ledger = replay->ledger;

	for (size_t i = ledger->negotiation_count; i-- > 0;) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		if (negotiation->opening.commit == commit && is_emergency(negotiation) &&
		        !negotiation->void_reason && negotiation->option_count &&
		        !negotiation->option[0].void_reason &&
		        negotiation->option[0].change[0].file->path == path)
			return negotiation;
	}
	return NULL;
}

void replay_add_trial(struct replay *replay, const struct negotiation *negotiation)
{
	struct ledger *ledger = replay->ledger;

	ledger->trial = arena_grow(replay->arena, ledger->trial, ledger->trial_count,
	        &ledger->trial_capacity, sizeof *ledger->trial);
	ledger->trial[ledger->trial_count++] = negotiation;
}
