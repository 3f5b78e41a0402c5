/* SPDX-License-Identifier: MIT */
/*
 * Races: what one side of a merge did, held to what the other side did meanwhile (rules V6, N12).
 * What is found here is void when the history is run through again.
 */
#include "core/replay/replay_private.h"

#include "core/rules/after.h"
#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/judge.h"
#include "core/rules/limit.h"
#include "core/rules/tally.h"

#include <string.h>

struct meeting {
	struct replay *replay;
	struct arena *arena; /* of this meeting */
	uint32_t merge;
	uint32_t parent[2]; /* two of its parents */
	uint32_t *base;     /* their merge bases; none: unrelated */
	uint32_t base_count;
	struct history_side *only; /* what one of them has and the other has not, descending */
	size_t only_count;
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

/* The first of the decisions whose commit is not before this one. */
static size_t first_decided(const struct replay *replay, uint32_t commit)
{
	size_t low = 0, high = replay->decided_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (replay->decided[middle].commit < commit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The same of the verdicts. */
static size_t first_verdict(const struct ledger *ledger, uint32_t commit)
{
	size_t low = 0, high = ledger->verdict_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (ledger->verdict[middle].stamp.commit < commit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* --- what the other side has ended --- */

struct laying {
	const struct meeting *meeting;
	struct standing *over;
	enum path_class class;
};

static const struct keyed_entry *value_in(const struct file *file, const struct keyed_entry *entry)
{
	return keyed_find(&file->keyed, entry->section, entry->key);
}

/* What the other side alone has changed since the merge base, whatever else this side has. */
static const struct file *lay_keys(const struct laying *laying, uint32_t path,
        const struct file *stands, const struct file *before, const struct file *after)
{
	const struct meeting *meeting = laying->meeting;
	struct keyed_diff diff;
	struct buf text = BUF_INIT;
	struct error refused = ERROR_INIT;
	const struct file *laid = after;
	size_t kept = 0;

	keyed_compare(&diff, meeting->arena, &before->keyed, &after->keyed);
	for (size_t i = 0; i < diff.count; i++) {
		const struct keyed_change *change = &diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(change);
		if (keyed_values_equal(change->before, value_in(stands, entry)))
			diff.change[kept++] = *change;
	}
	diff.count = kept;
	buf_add(&text, stands->text, stands->len);
	if (!keyed_apply(&text, stands->name, &diff, &refused))
		laid = file_from_text(&meeting->replay->ledger->files, path, text.data, text.len);
	buf_release(&text);
	return laid;
}

static void lay_ended(void *context, uint32_t path, const void *before, const void *after)
{
	const struct laying *laying = context;
	const struct file *stands = standing_get(laying->over, laying->class, path);
	const struct file *was = before, *is = after;

	if (!is)
		return;
	if (stands != was) {
		if (!stands || !was || !stands->usable || !was->usable || !is->usable ||
		        !file_is_keyed(is))
			return;
		is = lay_keys(laying, path, stands, was, is);
	}
	*laying->over = standing_set(
	        laying->meeting->replay->arena, *laying->over, is, laying->class, path);
}

/*
 * People and charter as a side had them, with what the other side has changed of them since the
 * merge base: memberships that it ended, policies that it made stronger.
 */
static struct standing with_other_side(const struct meeting *meeting, uint32_t commit, int other)
{
	struct replay *replay = meeting->replay;
	const struct standing *theirs = replay->at[meeting->parent[other]];
	struct standing over = *replay->at[commit];
	struct laying people = {meeting, &over, PATH_PERSON},
	              charter = {meeting, &over, PATH_CHARTER};

	for (uint32_t i = 0; i < meeting->base_count; i++) {
		const struct standing *base = replay->at[meeting->base[i]];
		pathmap_compare(base->people, theirs->people, lay_ended, &people);
		pathmap_compare(base->other, theirs->other, lay_ended, &charter);
	}
	return over;
}

/*
 * The decision again, with the voices of both sides that do not descend from it, and what the other
 * side has ended.
 */
static bool still_passes(const struct meeting *meeting, const struct negotiation *negotiation,
        const struct decision *decision, int side)
{
	struct replay *replay = meeting->replay;
	uint32_t parent = history_parents(replay->history, decision->stamp.commit)[0];
	struct standing over = with_other_side(meeting, parent, 1 - side);
	struct moment moment =
	        moment_at(replay->ledger, &over, meeting->merge, decision->stamp.day);
	struct arena scratch = ARENA_INIT;
	struct tally tally;
	const char *why;

	moment.without = decision->stamp.commit + 1;
	if (!may_speak(&moment, decision->stamp.who))
		return false;
	tally_read(&tally, &scratch, &moment, negotiation);
	bool passes = decision_passes(negotiation, decision, &tally, &why);
	arena_release(&scratch);
	return passes;
}

/* The act again, on the file as it stands at a commit. */
static bool may(const struct meeting *meeting, const struct verdict *verdict, uint32_t commit)
{
	struct replay *replay = meeting->replay;
	struct moment moment =
	        moment_at(replay->ledger, replay->at[commit], commit, verdict->stamp.day);
	const struct file *stands =
	        standing_get(moment.standing, verdict->after->class, verdict->path);
	struct arena scratch = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct error refused = ERROR_INIT;
	struct keyed_diff diff;
	const char *why;
	bool allowed = false;

	if (verdict->right == RIGHT_EMERGENCY)
		return is_member(&moment, verdict->stamp.who);
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

static bool may_at_base(const struct meeting *meeting, const struct verdict *verdict)
{
	for (uint32_t i = 0; i < meeting->base_count; i++)
		if (may(meeting, verdict, meeting->base[i]))
			return true;
	return false;
}

/*
 * An act rests on its holder's term and the role's autonomy.  Where these stood at a merge base and
 * the other side has ended them since, the act is disputed; what came with its own side stands.
 */
static void meet_act(
        const struct meeting *meeting, const struct verdict *verdict, uint32_t other_parent)
{
	bool acted = verdict->right == RIGHT_ACT || verdict->right == RIGHT_EMERGENCY;

	if (!acted || !may_at_base(meeting, verdict) || may(meeting, verdict, other_parent))
		return;
	replay_dispute(meeting->replay, meeting->replay->ledger->paths.entry[verdict->path].text,
	        verdict->stamp.commit,
	        "disputed: the other side of the merge had ended what it rests on (rule V6)");
}

static void meet_acts(const struct meeting *meeting)
{
	const struct ledger *ledger = meeting->replay->ledger;

	for (size_t i = 0; i < meeting->only_count; i++) {
		const struct history_side *only = &meeting->only[i];
		for (size_t j = first_verdict(ledger, only->commit);
		        j < ledger->verdict_count &&
		        ledger->verdict[j].stamp.commit == only->commit;
		        j++)
			meet_act(meeting, &ledger->verdict[j], meeting->parent[1 - only->side]);
	}
}

static bool sets_key(const struct option *option, uint32_t path, const struct keyed_entry *key,
        const struct keyed_entry **value)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		for (size_t j = 0; change->file->path == path && j < change->diff.count; j++) {
			const struct keyed_change *one = &change->diff.change[j];
			const struct keyed_entry *entry = keyed_change_entry(one);
			if (strcmp(entry->section, key->section) || strcmp(entry->key, key->key))
				continue;
			*value = one->after;
			return true;
		}
	}
	return false;
}

/* A text without keys is one: whether two options have it differently. */
static bool differ(const struct option *a, const struct option *b)
{
	for (size_t i = 0; i < a->change_count; i++)
		for (size_t j = 0; j < b->change_count; j++)
			if (a->change[i].file->path == b->change[j].file->path &&
			        !file_is_keyed(a->change[i].file) &&
			        !file_same(a->change[i].file, b->change[j].file))
				return true;
	return false;
}

/* Whether two options set one key differently. */
static bool collide(const struct option *a, const struct option *b)
{
	if (differ(a, b))
		return true;
	for (size_t i = 0; i < a->change_count; i++)
		for (size_t j = 0; j < a->change[i].diff.count; j++) {
			const struct keyed_change *change = &a->change[i].diff.change[j];
			const struct keyed_entry *entry = keyed_change_entry(change);
			const struct keyed_entry *other;
			if (sets_key(b, a->change[i].file->path, entry, &other) &&
			        !keyed_values_equal(change->after, other))
				return true;
		}
	return false;
}

/* The decisions that only one side has. */
struct one_sided {
	struct negotiation *negotiation;
	const struct decision *decision;
	const struct option *option;
};

struct sides {
	struct one_sided *one[2];
	size_t count[2], capacity[2];
};

static void find_sides(const struct meeting *meeting, struct sides *sides)
{
	const struct replay *replay = meeting->replay;

	for (size_t i = 0; i < meeting->only_count; i++) {
		uint32_t commit = meeting->only[i].commit, side = meeting->only[i].side;
		for (size_t j = first_decided(replay, commit);
		        j < replay->decided_count && replay->decided[j].commit == commit; j++) {
			struct negotiation *negotiation = replay->decided[j].negotiation;
			const struct decision *decision =
			        &negotiation->decision[replay->decided[j].number];
			if (decision->void_reason || decision->option == UINT32_MAX)
				continue;
			sides->one[side] = arena_grow(meeting->arena, sides->one[side],
			        sides->count[side], &sides->capacity[side], sizeof **sides->one);
			sides->one[side][sides->count[side]++] = (struct one_sided){
			        negotiation, decision, &negotiation->option[decision->option]};
		}
	}
}

static void dispute(const struct meeting *meeting, const struct one_sided *one, const char *why)
{
	replay_dispute(meeting->replay, one->decision->path, one->decision->stamp.commit, why);
}

/* 0 or 1: only that parent has the commit; -1: both or neither. */
static int side_of(const struct meeting *meeting, uint32_t commit)
{
	size_t low = 0, high = meeting->only_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (meeting->only[middle].commit > commit)
			low = middle + 1;
		else
			high = middle;
	}
	return low < meeting->only_count && meeting->only[low].commit == commit
	               ? (int)meeting->only[low].side
	               : -1;
}

/* --- what was begun by somebody who is no member any more at the other side --- */

static bool was_member(const struct meeting *meeting, const struct stamp *stamp, uint32_t commit)
{
	struct moment moment =
	        moment_at(meeting->replay->ledger, meeting->replay->at[commit], commit, stamp->day);

	return may_speak(&moment, stamp->who);
}

/* Their membership stood at a merge base, and the other side has ended it since. */
static bool is_expelled(const struct meeting *meeting, const struct stamp *stamp)
{
	int side = side_of(meeting, stamp->commit);

	if (side < 0 || !stamp->who || was_member(meeting, stamp, meeting->parent[1 - side]))
		return false;
	for (uint32_t i = 0; i < meeting->base_count; i++)
		if (was_member(meeting, stamp, meeting->base[i]))
			return true;
	return false;
}

static bool people_differ(const struct meeting *meeting)
{
	const struct replay *replay = meeting->replay;
	bool differ = false;

	for (uint32_t i = 0; i < meeting->base_count; i++)
		for (int side = 0; side < 2; side++)
			differ |= replay->at[meeting->base[i]]->people.root !=
			          replay->at[meeting->parent[side]]->people.root;
	return differ;
}

static void meet_options(
        const struct meeting *meeting, const struct negotiation *negotiation, const char *why)
{
	struct replay *replay = meeting->replay;

	for (size_t i = 0; i < negotiation->option_count && !is_election(negotiation); i++) {
		const struct option *option = &negotiation->option[i];
		if (!option->void_reason && option->stamp.commit != negotiation->opening.commit &&
		        is_expelled(meeting, &option->stamp))
			replay_dispute(replay,
			        arena_print(
			                replay->arena, "%s/%s", negotiation->folder, option->name),
			        option->stamp.commit, why);
	}
}

/* Openings, options and acquaintances rest on the membership of whoever began them (rule A7). */
static void meet_beginnings(const struct meeting *meeting)
{
	static const char why[] = "disputed: the other side of the merge had ended the membership "
	                          "of whoever began it (rule V6)";
	struct replay *replay = meeting->replay;
	const struct ledger *ledger = replay->ledger;

	if (!people_differ(meeting))
		return;
	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		if (!negotiation->void_reason && is_expelled(meeting, &negotiation->opening))
			replay_dispute(
			        replay, negotiation->folder, negotiation->opening.commit, why);
		meet_options(meeting, negotiation, why);
	}
	for (size_t i = 0; i < meeting->only_count; i++)
		for (size_t j = first_verdict(ledger, meeting->only[i].commit);
		        j < ledger->verdict_count &&
		        ledger->verdict[j].stamp.commit == meeting->only[i].commit;
		        j++)
			if (ledger->verdict[j].right == RIGHT_ACQUAINTANCE &&
			        is_expelled(meeting, &ledger->verdict[j].stamp))
				replay_dispute(replay,
				        ledger->paths.entry[ledger->verdict[j].path].text,
				        ledger->verdict[j].stamp.commit, why);
}

/* Two have gone on from the decision after it could not be made any more. */
static int is_established(const struct meeting *meeting, const struct one_sided *one, int side,
        bool *yes, struct error *err)
{
	const struct following following = {
	        .from = one->decision->stamp.commit,
	        .unless = HISTORY_NONE,
	        .within = meeting->parent[side],
	        .after = one->negotiation->lapses,
	};
	size_t count;

	if (replay_followers(meeting->replay, &following, &count, err))
		return -1;
	*yes = count >= 2;
	return 0;
}

/* What was dated back to before the close, and comes long after it, counts by the day it comes. */
static int meet_late(
        const struct meeting *meeting, const struct one_sided *one, int side, struct error *err)
{
	struct negotiation *negotiation = one->negotiation;
	int32_t day = meeting->replay->history->commit[meeting->merge].day;
	bool asked = false, established = true;

	if (negotiation->lapses == DAY_NONE || day <= negotiation->lapses)
		return 0;
	for (size_t i = 0; i < negotiation->said_count && established; i++) {
		struct said *said = &negotiation->said[i];
		if (said->stamp.day > negotiation->closes ||
		        side_of(meeting, said->stamp.commit) != 1 - side)
			continue;
		if (!asked && is_established(meeting, one, side, &established, err))
			return -1;
		asked = true;
		if (!established)
			continue;
		said->stamp.day = day;
		replay_finding(meeting->replay, said->stamp.commit, "E606", said->path,
		        "it comes to a decision that others have gone on from, and counts as of "
		        "that day: late (rule N9)")
		        ->severity = SEVERITY_WARNING;
	}
	return 0;
}

static int meet_voices(const struct meeting *meeting, const struct sides *sides, struct error *err)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < sides->count[side]; i++)
			if (meet_late(meeting, &sides->one[side][i], side, err))
				return -1;
	return 0;
}

static void meet_decisions(const struct meeting *meeting, const struct sides *sides)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < sides->count[side]; i++) {
			const struct one_sided *one = &sides->one[side][i];
			if (!still_passes(meeting, one->negotiation, one->decision, side))
				dispute(meeting, one,
				        "disputed: counted with the voices of both sides it does "
				        "not pass (rule V6)");
		}
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

static const char *broken_at(
        const struct meeting *meeting, uint32_t commit, const struct option *option)
{
	struct replay *replay = meeting->replay;
	struct moment moment = moment_at(replay->ledger, replay->at[commit], commit,
	        replay->history->commit[meeting->merge].day);

	return limit_broken(&moment, meeting->arena, option);
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
			const char *why = broken_at(meeting, meeting->merge, one->option);
			if (!why || broken_at(meeting, meeting->parent[side], one->option))
				continue;
			dispute(meeting, one,
			        arena_print(replay->arena,
			                "disputed: with what the other side of the merge decided, "
			                "%s",
			                why));
		}
}

static int meet(struct replay *replay, uint32_t merge, uint32_t a, uint32_t b, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct meeting meeting = {
	        .replay = replay, .arena = &arena, .merge = merge, .parent = {a, b}};
	struct sides sides = {.count = {0, 0}};

	meeting.only = history_sides(replay->history, &arena, a, b, &meeting.only_count);
	meeting.base = history_merge_bases(replay->history, &arena, a, b, &meeting.base_count);
	find_sides(&meeting, &sides);
	int status = meet_voices(&meeting, &sides, err);
	if (!status) {
		meet_decisions(&meeting, &sides);
		meet_acts(&meeting);
		meet_beginnings(&meeting);
		meet_keys(&meeting, &sides);
		meet_limits(&meeting, &sides);
	}
	arena_release(&arena);
	return status;
}

int replay_races(struct replay *replay, uint32_t merge, struct error *err)
{
	const uint32_t *parent = history_parents(replay->history, merge);
	uint32_t parents = replay->history->commit[merge].parent_count;

	for (uint32_t i = 0; i < parents; i++)
		for (uint32_t j = i + 1; j < parents; j++)
			if (meet(replay, merge, parent[i], parent[j], err))
				return -1;
	return 0;
}
