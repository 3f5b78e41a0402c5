/* SPDX-License-Identifier: MIT */
/*
 * Races: what one side of a merge did, held to what the other side did meanwhile (rules V6, N12).
 * What is found here is void when the history is run through again.
 */
#include "core/replay/replay_private.h"

#include "core/rules/judge.h"
#include "core/rules/limit.h"
#include "core/rules/tally.h"

#include <string.h>

struct meeting {
	struct replay *replay;
	uint32_t merge;
	uint32_t side[2]; /* two of its parents */
	uint32_t base;    /* their merge base, HISTORY_NONE: unrelated */
};

void replay_dispute(struct replay *replay, const char *path, uint32_t commit, const char *why)
{
	for (size_t i = 0; i < replay->disputed_count; i++)
		if (replay->disputed[i].commit == commit && !strcmp(replay->disputed[i].path, path))
			return;
	replay->disputed = arena_grow(replay->arena, replay->disputed, replay->disputed_count,
	        &replay->disputed_capacity, sizeof *replay->disputed);
	replay->disputed[replay->disputed_count++] = (struct disputed){path, commit, why};
}

const char *replay_disputed(const struct replay *replay, const char *path, uint32_t commit)
{
	for (size_t i = 0; i < replay->disputed_count; i++)
		if (replay->disputed[i].commit == commit && !strcmp(replay->disputed[i].path, path))
			return replay->disputed[i].why;
	return NULL;
}

/* 0 or 1: only that side has the commit; -1: both or neither. */
static int side_of(const struct meeting *meeting, uint32_t commit)
{
	const struct history *history = meeting->replay->history;

	if (meeting->base != HISTORY_NONE && commit <= meeting->base)
		return -1;
	bool first = history_is_ancestor(history, commit, meeting->side[0]);
	bool second = history_is_ancestor(history, commit, meeting->side[1]);
	return first == second ? -1 : first ? 0 : 1;
}

/* The decision again, with the voices of both sides that do not descend from it. */
static bool still_passes(const struct meeting *meeting, const struct negotiation *negotiation,
        const struct decision *decision)
{
	struct replay *replay = meeting->replay;
	uint32_t parent = history_parents(replay->history, decision->stamp.commit)[0];
	struct moment moment = {
	        replay->ledger, replay->at[parent], meeting->merge, decision->stamp.day};
	struct arena scratch = ARENA_INIT;
	struct tally tally;
	bool passes = false;

	tally_read(&tally, &scratch, &moment, negotiation);
	for (size_t i = 0; i < tally.option_count; i++)
		if (tally.option[i].option == &negotiation->option[decision->option])
			passes = tally.option[i].passes;
	arena_release(&scratch);
	return passes;
}

static void meet_decisions(const struct meeting *meeting)
{
	const struct ledger *ledger = meeting->replay->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		for (size_t j = 0; j < negotiation->decision_count; j++) {
			const struct decision *decision = &negotiation->decision[j];
			if (decision->void_reason || decision->option == UINT32_MAX ||
			        side_of(meeting, decision->stamp.commit) < 0)
				continue;
			if (!still_passes(meeting, negotiation, decision))
				replay_dispute(meeting->replay, decision->path,
				        decision->stamp.commit,
				        "disputed: counted with the voices of both sides it does "
				        "not pass (rule V6)");
		}
	}
}

/* The act again, on the file as it stands at a commit. */
static bool may(const struct meeting *meeting, const struct verdict *verdict, uint32_t commit)
{
	struct replay *replay = meeting->replay;
	struct moment moment = {replay->ledger, replay->at[commit], commit, verdict->stamp.day};
	const struct file *stands =
	        standing_get(moment.standing, verdict->after->class, verdict->path);
	struct arena scratch = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct error refused = ERROR_INIT;
	struct keyed_diff diff;
	const char *why;
	bool allowed = false;

	if (stands && stands->usable && verdict->before && file_is_keyed(stands)) {
		keyed_compare(&diff, &scratch, &verdict->before->keyed, &verdict->after->keyed);
		buf_add(&text, stands->text, stands->len);
		if (!keyed_apply(&text, stands->name, &diff, &refused)) {
			const struct file *next = file_from_text(
			        &replay->ledger->files, verdict->path, text.data, text.len);
			allowed = judge_change(&moment, &scratch, verdict->stamp.who, stands, next,
			                  &why) != RIGHT_NONE;
		}
	}
	buf_release(&text);
	arena_release(&scratch);
	return allowed;
}

/*
 * An act rests on its holder's term and the role's autonomy.  Where these stood at the merge base
 * and the other side has ended them since, the act is disputed; what came with its own side stands.
 */
static void meet_acts(const struct meeting *meeting)
{
	const struct ledger *ledger = meeting->replay->ledger;

	if (meeting->base == HISTORY_NONE)
		return;
	for (size_t i = ledger->verdict_count; i-- > 0;) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (verdict->stamp.commit <= meeting->base)
			break;
		if (verdict->right != RIGHT_ACT)
			continue;
		int side = side_of(meeting, verdict->stamp.commit);
		if (side < 0 || !may(meeting, verdict, meeting->base) ||
		        may(meeting, verdict, meeting->side[1 - side]))
			continue;
		replay_dispute(meeting->replay, ledger->paths.entry[verdict->path].text,
		        verdict->stamp.commit,
		        "disputed: the other side of the merge had ended what it rests on (rule "
		        "V6)");
	}
}

static bool sets_key(const struct option *option, uint32_t path, const struct keyed_entry *key,
        const struct keyed_entry **value)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		for (size_t j = 0; change->file->path == path && j < change->diff.count; j++) {
			const struct keyed_change *one = &change->diff.change[j];
			const struct keyed_entry *entry = one->after ? one->after : one->before;
			if (strcmp(entry->section, key->section) || strcmp(entry->key, key->key))
				continue;
			*value = one->after;
			return true;
		}
	}
	return false;
}

/* Whether two options set one key differently. */
static bool collide(const struct option *a, const struct option *b)
{
	for (size_t i = 0; i < a->change_count; i++)
		for (size_t j = 0; j < a->change[i].diff.count; j++) {
			const struct keyed_change *change = &a->change[i].diff.change[j];
			const struct keyed_entry *entry =
			        change->after ? change->after : change->before;
			const struct keyed_entry *other;
			if (sets_key(b, a->change[i].file->path, entry, &other) &&
			        !keyed_values_equal(change->after, other))
				return true;
		}
	return false;
}

/* The decisions that only one side has. */
struct one_sided {
	const struct decision *decision;
	const struct option *option;
};

struct sides {
	struct arena *arena;
	struct one_sided *one[2];
	size_t count[2], capacity[2];
};

static void find_sides(const struct meeting *meeting, struct sides *sides)
{
	const struct ledger *ledger = meeting->replay->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		for (size_t j = 0; j < negotiation->decision_count; j++) {
			const struct decision *decision = &negotiation->decision[j];
			if (decision->void_reason || decision->option == UINT32_MAX)
				continue;
			int side = side_of(meeting, decision->stamp.commit);
			if (side < 0)
				continue;
			sides->one[side] = arena_grow(sides->arena, sides->one[side],
			        sides->count[side], &sides->capacity[side], sizeof **sides->one);
			sides->one[side][sides->count[side]++] = (struct one_sided){
			        decision, &negotiation->option[decision->option]};
		}
	}
}

static void dispute(const struct meeting *meeting, const struct one_sided *one, const char *why)
{
	replay_dispute(meeting->replay, one->decision->path, one->decision->stamp.commit, why);
}

/* Rule N12: of decisions that do not know each other, those that set one key differently. */
static void meet_keys(const struct meeting *meeting, const struct sides *sides)
{
	static const char why[] =
	        "disputed: a decision on the other side of the merge set a key of it "
	        "differently (rule N12)";

	for (size_t i = 0; i < sides->count[0]; i++)
		for (size_t j = 0; j < sides->count[1]; j++) {
			if (!collide(sides->one[0][i].option, sides->one[1][j].option))
				continue;
			dispute(meeting, &sides->one[0][i], why);
			dispute(meeting, &sides->one[1][j], why);
		}
}

static const char *broken_at(const struct meeting *meeting, uint32_t commit, struct arena *arena,
        const struct option *option)
{
	struct replay *replay = meeting->replay;
	struct moment moment = {replay->ledger, replay->at[commit], commit,
	        replay->history->commit[meeting->merge].day};

	return limit_broken(&moment, arena, option);
}

/* And those that are fine each on its own side, and together break seats, caps or A2. */
static void meet_limits(const struct meeting *meeting, const struct sides *sides)
{
	struct replay *replay = meeting->replay;

	if (!sides->count[0] || !sides->count[1])
		return;
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < sides->count[side]; i++) {
			const struct one_sided *one = &sides->one[side][i];
			const char *why =
			        broken_at(meeting, meeting->merge, sides->arena, one->option);
			if (!why ||
			        broken_at(meeting, meeting->side[side], sides->arena, one->option))
				continue;
			dispute(meeting, one,
			        arena_print(replay->arena,
			                "disputed: with what the other side of the merge decided, "
			                "%s",
			                why));
		}
}

void replay_races(struct replay *replay, uint32_t merge)
{
	const struct history *history = replay->history;
	const uint32_t *parent = history_parents(history, merge);
	uint32_t parents = history->commit[merge].parent_count;

	for (uint32_t i = 1; i < parents; i++) {
		uint32_t bases;
		if (replay->at[parent[0]] == replay->at[parent[i]] && parents == 2 &&
		        !replay->ledger->negotiation_count)
			continue;
		uint32_t *base =
		        history_merge_bases(history, replay->arena, parent[0], parent[i], &bases);
		struct meeting meeting = {replay, merge, {parent[0], parent[i]},
		        bases ? base[0] : (uint32_t)HISTORY_NONE};
		meet_decisions(&meeting);
		meet_acts(&meeting);
		struct arena scratch = ARENA_INIT;
		struct sides sides = {.arena = &scratch};
		find_sides(&meeting, &sides);
		meet_keys(&meeting, &sides);
		meet_limits(&meeting, &sides);
		arena_release(&scratch);
	}
}
