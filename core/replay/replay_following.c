/* SPDX-License-Identifier: MIT */
/*
 * What others have gone on from.  A date is a claim, and on a branch of one's own nobody
 * contradicts it; but whoever claims to have been there first cannot make others have built on it.
 */
#include "core/replay/replay_private.h"

#include <string.h>

static int known_author(struct replay *replay, struct pathmap people, bool by_key, uint32_t commit,
        const char **who, struct error *err)
{
	const struct signing *signing;
	bool retired = false;

	*who = NULL;
	if (!by_key) {
		*who = replay_who_in(replay, people, replay_mail_of(replay, commit));
		return 0;
	}
	if (replay_signing(replay, commit, people, &signing, err))
		return -1;
	if (signing->state == SIGNING_KEY && signing->checked)
		*who = replay_keeper(replay, people, signing->fingerprint, &retired);
	if (retired)
		*who = NULL;
	return 0;
}

static bool any_parent(const struct replay *replay, uint32_t commit, const bool *marked)
{
	const uint32_t *parent = history_parents(replay->history, commit);

	for (uint32_t i = 0; i < replay->history->commit[commit].parent_count; i++)
		if (marked[parent[i]])
			return true;
	return false;
}

struct names {
	const char **name;
	size_t count, capacity;
};

static void add_name(struct names *names, struct arena *arena, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->name[i], name))
			return;
	names->name =
	        arena_grow(arena, names->name, names->count, &names->capacity, sizeof *names->name);
	names->name[names->count++] = name;
}

int replay_followers(
        struct replay *replay, const struct following *following, size_t *count, struct error *err)
{
	const struct history *history = replay->history;
	struct arena scratch = ARENA_INIT;
	bool *from = arena_array(&scratch, history->count, sizeof *from);
	bool *unless = arena_array(&scratch, history->count, sizeof *unless);
	bool *within = arena_array(&scratch, history->count, sizeof *within);
	const struct standing *before = replay->at[history_parents(history, following->from)[0]];
	bool by_key = replay_is_signed(replay, before);
	struct names names = {NULL, 0, 0};
	int status = 0;

	history_mark_ancestors(history, following->within, within);
	uint32_t first = following->from < following->unless ? following->from : following->unless;
	for (uint32_t i = first; !status && i <= following->within; i++) {
		from[i] = i == following->from || any_parent(replay, i, from);
		unless[i] = i == following->unless || any_parent(replay, i, unless);
		if (!from[i] || unless[i] || !within[i] || !replay->touches[i] ||
		        history->commit[i].parent_count != 1 ||
		        history->commit[i].day <= following->after)
			continue;
		const char *who;
		status = known_author(replay, before->people, by_key, i, &who, err);
		if (!status && who)
			add_name(&names, &scratch, who);
	}
	*count = names.count;
	arena_release(&scratch);
	return status;
}

static int behind(struct replay *replay, const struct negotiation *one,
        const struct negotiation *other, size_t *count, struct error *err)
{
	struct following following = {
	        .from = one->opening.commit,
	        .unless = other->opening.commit,
	        .within = replay->history->count - 1,
	        .after = INT32_MIN,
	};

	return replay_followers(replay, &following, count, err);
}

int replay_rival(struct replay *replay, const struct negotiation *later,
        const struct negotiation *earlier, const char **why, struct error *err)
{
	static const char nobodys[] = "its id is used by two openings that do not know each other, "
	                              "and as many have gone on from either (rule D3)";
	size_t first, second;

	if (!history_is_ancestor(replay->history, earlier->opening.commit, later->opening.commit)) {
		if (behind(replay, earlier, later, &first, err) ||
		        behind(replay, later, earlier, &second, err))
			return -1;
		/* void in the next run, so that this one gets its id */
		if (second >= first)
			replay_dispute(replay, earlier->folder, earlier->opening.commit,
			        second > first
			                ? arena_print(replay->arena,
			                          "its id %s belongs to another opening, "
			                          "which more people have gone on from (rule "
			                          "D3)",
			                          later->id)
			                : nobodys);
		if (second > first)
			return 0;
		if (second == first) {
			replay_dispute(replay, later->folder, later->opening.commit, nobodys);
			*why = nobodys;
			return 0;
		}
	}
	*why = arena_print(
	        replay->arena, "its id %s belongs to %s (rule D3)", later->id, earlier->folder);
	return 0;
}

bool replay_left_behind(const struct replay *replay, uint32_t named, uint32_t commit)
{
	const struct history *history = replay->history;
	struct arena scratch = ARENA_INIT;
	uint32_t at = commit;
	bool left = false;

	/* the line that this commit went on from has nothing that it had not */
	while (at > named && history->commit[at].parent_count)
		at = history_parents(history, at)[0];
	if (at == named)
		return false;
	bool *known = arena_array(&scratch, history->count, sizeof *known);
	bool *here = arena_array(&scratch, history->count, sizeof *here);
	history_mark_ancestors(history, named, known);
	history_mark_ancestors(history, commit, here);
	for (uint32_t i = 0; i <= commit && !left; i++)
		left = here[i] && !known[i] && replay->touches[i] &&
		       history->commit[i].day + 1 < history->commit[commit].day;
	arena_release(&scratch);
	return left;
}
