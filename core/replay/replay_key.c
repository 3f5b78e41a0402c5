/* SPDX-License-Identifier: MIT */
/* What hangs on keys alone: who may change them, and what was signed while they were retired. */
#include "core/replay/replay_private.h"

#include "formats/keyed.h"

#include <string.h>

/* --- one's own keys: rule V4 --- */

static bool changes_keys(struct replay *replay, const struct file *before, const struct file *after)
{
	struct keyed_diff diff;

	keyed_compare(&diff, replay->arena, &before->keyed, &after->keyed);
	for (size_t i = 0; i < diff.count; i++) {
		const struct keyed_change *change = &diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(change);
		if (!strcmp(entry->word, "person") &&
		        (!strcmp(entry->key, "key") || !strcmp(entry->key, "key-retired")))
			return true;
	}
	return false;
}

int replay_key_change(struct replay *replay, uint32_t commit, const struct file *before,
        const struct file *after, const char **why, struct error *err)
{
	bool yes;

	*why = NULL;
	if (!before || !before->usable || !after->usable || !before->person.key_count ||
	        !changes_keys(replay, before, after))
		return 0;
	if (replay_is_by(replay, commit, before, true, &yes, err))
		return -1;
	if (!yes)
		*why = arena_print(replay->arena,
		        "a change of keys is signed by one that %s has (rule V4)", before->stem);
	return 0;
}

/* --- what was signed meanwhile: rule V6 --- */

struct lost_key {
	const char *fingerprint, *handle;
};

struct key_meeting {
	struct replay *replay;
	uint32_t base, side, other; /* what only `side` has, by what stood at base, against other */
	struct lost_key *lost;
	size_t count, capacity;
	bool strengthened; /* names were enough at the base, and are not at the other side */
};

static bool has(struct replay *replay, uint32_t commit, const char *fingerprint, const char *handle)
{
	bool retired = false;
	const char *keeper =
	        replay_keeper(replay, replay->at[commit]->people, fingerprint, &retired);

	return keeper && !retired && !strcmp(keeper, handle);
}

static void look_for_lost(void *context, uint32_t path, const void *before, const void *after)
{
	struct key_meeting *meeting = context;
	struct replay *replay = meeting->replay;
	const struct file *file = before;

	(void)path;
	(void)after;
	for (size_t i = 0; file && file->usable && i < file->person.key_count; i++) {
		const char *fingerprint = replay_key(replay, file->person.key[i])->fingerprint;
		if (!*fingerprint || !has(replay, meeting->base, fingerprint, file->stem) ||
		        has(replay, meeting->other, fingerprint, file->stem))
			continue;
		meeting->lost = arena_grow(replay->arena, meeting->lost, meeting->count,
		        &meeting->capacity, sizeof *meeting->lost);
		meeting->lost[meeting->count++] = (struct lost_key){fingerprint, file->stem};
	}
}

static bool is_lost(const struct key_meeting *meeting, const char *fingerprint, const char *handle)
{
	for (size_t i = 0; i < meeting->count; i++)
		if (!strcmp(meeting->lost[i].fingerprint, fingerprint) &&
		        !strcmp(meeting->lost[i].handle, handle))
			return true;
	return false;
}

/* Why what a commit of one side did is in doubt, or NULL. */
static int doubt(struct key_meeting *meeting, uint32_t commit, const char **why, struct error *err)
{
	struct replay *replay = meeting->replay;
	const char *who = replay->ledger->speaker[commit];
	const struct signing *signing = &replay->signing[commit];

	*why = NULL;
	if (replay->ledger->proven[commit]) {
		if (signing->fingerprint && is_lost(meeting, signing->fingerprint, who))
			*why = arena_print(replay->arena,
			        "disputed: the other side of a merge had retired the key of %s "
			        "that signed it (rule V6)",
			        who);
		return 0;
	}
	if (!meeting->strengthened)
		return 0;
	if (replay_signing(replay, commit, replay->at[meeting->other]->people, &signing, err))
		return -1;
	if (signing->state != SIGNING_KEY || !signing->checked ||
	        !has(replay, meeting->other, signing->fingerprint, who))
		*why = arena_print(replay->arena,
		        "disputed: on the other side of a merge names were no longer enough, and "
		        "it is not signed by %s (rule V6)",
		        who);
	return 0;
}

/* The same of what was signed by itself, in whoever's commit. */
static const char *doubt_words(const struct key_meeting *meeting, uint32_t commit)
{
	const struct replay *replay = meeting->replay;
	size_t low = 0, high = replay->own_word_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (replay->own_word[middle].commit < commit)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < replay->own_word_count && replay->own_word[low].commit == commit; low++)
		if (is_lost(meeting, replay->own_word[low].fingerprint,
		            replay->own_word[low].handle))
			return arena_print(replay->arena,
			        "disputed: the other side of a merge had retired the key of %s "
			        "that signed a voice in it (rule V6)",
			        replay->own_word[low].handle);
	return NULL;
}

static int meet(struct key_meeting *meeting, struct error *err)
{
	struct replay *replay = meeting->replay;
	const struct standing *base = replay->at[meeting->base];
	const struct standing *other = replay->at[meeting->other];
	const char *why;

	if (base->people.root != other->people.root)
		pathmap_compare(base->people, other->people, look_for_lost, meeting);
	meeting->strengthened = !replay_is_signed(replay, base) && replay_is_signed(replay, other);
	if (!meeting->count && !meeting->strengthened)
		return 0;
	struct arena scratch = ARENA_INIT;
	uint32_t count = replay->history->count;
	bool *ours = arena_array(&scratch, count, sizeof *ours);
	bool *theirs = arena_array(&scratch, count, sizeof *theirs);
	history_mark_ancestors(replay->history, meeting->side, ours);
	history_mark_ancestors(replay->history, meeting->other, theirs);
	int status = 0;
	for (uint32_t i = replay->ledger->genesis.commit; !status && i <= meeting->side; i++) {
		if (!ours[i] || theirs[i] || !replay->touches[i])
			continue;
		why = doubt_words(meeting, i);
		if (!why && replay->ledger->speaker[i])
			status = doubt(meeting, i, &why, err);
		if (!status && why)
			replay_dispute(replay, "", i, why);
	}
	arena_release(&scratch);
	return status;
}

static int meet_pair(struct replay *replay, uint32_t a, uint32_t b, struct error *err)
{
	uint32_t bases;
	uint32_t *base = history_merge_bases(replay->history, replay->arena, a, b, &bases);

	for (uint32_t i = 0; i < bases; i++) {
		struct key_meeting one = {.replay = replay, .base = base[i], .side = a, .other = b};
		struct key_meeting two = {.replay = replay, .base = base[i], .side = b, .other = a};
		if (meet(&one, err) || meet(&two, err))
			return -1;
	}
	return 0;
}

int replay_key_races(struct replay *replay, uint32_t merge, struct error *err)
{
	const uint32_t *parent = history_parents(replay->history, merge);
	uint32_t parents = replay->history->commit[merge].parent_count;

	if (replay->ledger->genesis.commit == HISTORY_NONE)
		return 0;
	for (uint32_t i = 0; i < parents; i++)
		for (uint32_t j = i + 1; j < parents; j++) {
			const struct standing *a = replay->at[parent[i]],
			                      *b = replay->at[parent[j]];
			/* neither people nor charter differ: nothing was ended */
			if (a->people.root == b->people.root && a->other.root == b->other.root)
				continue;
			if (meet_pair(replay, parent[i], parent[j], err))
				return -1;
		}
	return 0;
}

/* --- what counts for nobody --- */

/* Its words are each signed by themselves, and there is nothing else: it needs nobody. */
static bool brings_own_words(
        const struct replay *replay, uint32_t commit, const struct replay_change_set *set)
{
	size_t words = 0;

	for (size_t i = replay->own_word_count; i-- > 0 && replay->own_word[i].commit == commit;)
		words++;
	return words * 2 == set->count;
}

void replay_tell_nobody(
        struct replay *replay, uint32_t commit, const struct replay_change_set *sets, size_t count)
{
	const char *why = replay->nobody[commit];
	bool governed = count && sets[0].count;

	if (!why || !replay->touches[commit] ||
	        (governed && brings_own_words(replay, commit, &sets[0])) ||
	        !history_is_ancestor(replay->history, replay->ledger->genesis.commit, commit))
		return;
	struct finding *finding = replay_finding(replay, commit, "E608",
	        governed ? replay->ledger->paths.entry[sets[0].change[0].path].text : "journals",
	        "%s%s", why, strstr(why, "(rule") ? "" : ": it counts for nobody (rule V2)");
	if (!governed)
		finding->severity = SEVERITY_WARNING;
}
