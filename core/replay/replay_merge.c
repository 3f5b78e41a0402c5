/* SPDX-License-Identifier: MIT */
/* What stands at a merge: rule V7. */
#include "core/replay/replay_private.h"

#include "core/rules/judge.h"

#include <string.h>

struct merging {
	struct replay *replay;
	uint32_t commit;
	const struct standing *base;
	struct standing merged;
	const uint32_t *ours; /* the commits whose sides are merged already */
	uint32_t ours_count, theirs;
	const struct replay_change_set *sets;
	size_t set_count;
	enum path_class class; /* of the map being compared */
	struct error *err;
	bool failed;
};

/* The merge's own version of a path where it differs from some parent; *known says whether. */
static const struct file *own_version(struct merging *merging, uint32_t path, bool *known)
{
	const struct file *file = NULL;

	*known = false;
	for (size_t i = 0; i < merging->set_count && !*known; i++)
		for (size_t j = 0; j < merging->sets[i].count; j++) {
			const struct change *change = &merging->sets[i].change[j];
			if (change->path != path)
				continue;
			*known = true;
			if (replay_file(merging->replay, path, &change->after, change->mode_after,
			            &file, merging->err))
				merging->failed = true;
			break;
		}
	return file;
}

static const struct keyed_entry *value_in(const struct file *file, const struct keyed_entry *entry)
{
	return file ? keyed_find(&file->keyed, entry->section, entry->key) : NULL;
}

static bool among_ours(const struct merging *merging, uint32_t commit)
{
	for (uint32_t i = 0; i < merging->ours_count; i++)
		if (history_is_ancestor(merging->replay->history, commit, merging->ours[i]))
			return true;
	return false;
}

/* What the sides have decided of one path since they were one. */
enum { OURS = 1, THEIRS = 2 };
struct decided_change {
	const struct verdict *verdict;
	unsigned side;
};
struct decided_list {
	struct decided_change *change;
	size_t count, capacity;
};

static struct decided_list decided_of(const struct merging *merging, uint32_t path)
{
	struct replay *replay = merging->replay;
	struct decided_list list = {NULL, 0, 0};

	for (size_t i = 0; i < replay->ledger->verdict_count; i++) {
		const struct verdict *verdict = &replay->ledger->verdict[i];
		if (verdict->path != path || verdict->right != RIGHT_DECISION)
			continue;
		bool ours = among_ours(merging, verdict->stamp.commit);
		bool theirs = history_is_ancestor(
		        replay->history, verdict->stamp.commit, merging->theirs);
		if (ours == theirs)
			continue;
		list.change = arena_grow(replay->arena, list.change, list.count, &list.capacity,
		        sizeof *list.change);
		list.change[list.count++] = (struct decided_change){verdict, ours ? OURS : THEIRS};
	}
	return list;
}

/* Which of them have decided a key. */
static unsigned decided_by(const struct decided_list *list, const struct keyed_entry *entry)
{
	unsigned sides = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct verdict *verdict = list->change[i].verdict;
		if (!keyed_values_equal(
		            value_in(verdict->before, entry), value_in(verdict->after, entry)))
			sides |= list->change[i].side;
	}
	return sides;
}

/* Of what both sides changed, what theirs alone has decided: no act undoes that by a merge. */
static int take_decided(struct arena *arena, const struct decided_list *decided,
        const struct file *base, const struct file *ours, const struct file *theirs,
        struct buf *text, struct error *err)
{
	struct keyed_diff diff;
	size_t kept = 0;

	keyed_compare(&diff, arena, &ours->keyed, &theirs->keyed);
	for (size_t i = 0; i < diff.count; i++) {
		const struct keyed_entry *entry = keyed_change_entry(&diff.change[i]);
		const struct keyed_entry *before = value_in(base, entry);
		if (!keyed_values_equal(before, value_in(ours, entry)) &&
		        !keyed_values_equal(before, value_in(theirs, entry)) &&
		        decided_by(decided, entry) == THEIRS)
			diff.change[kept++] = diff.change[i];
	}
	diff.count = kept;
	return kept ? keyed_apply(text, ours->name, &diff, err) : 0;
}

/* Whether a merge differs only in keys that both sides have changed, and of which none is decided
 * by one of them alone, and has their value there. */
static bool chooses(struct arena *arena, const struct decided_list *decided,
        const struct file *base, const struct file *ours, const struct file *theirs,
        const struct file *merged, const struct file *own)
{
	struct keyed_diff laid;

	keyed_compare(&laid, arena, &merged->keyed, &own->keyed);
	for (size_t i = 0; i < laid.count; i++) {
		const struct keyed_change *change = &laid.change[i];
		const struct keyed_entry *entry = keyed_change_entry(change);
		const struct keyed_entry *before = value_in(base, entry);
		unsigned sides = decided_by(decided, entry);
		if (!keyed_values_equal(change->after, value_in(theirs, entry)) ||
		        keyed_values_equal(before, value_in(ours, entry)) ||
		        keyed_values_equal(before, value_in(theirs, entry)) || sides == OURS ||
		        sides == THEIRS)
			return false;
	}
	return laid.count > 0;
}

/* Both sides changed the file: by key, and where both changed one key, what the merge itself chose.
 */
static const struct file *merge_file(struct merging *merging, const struct file *base,
        const struct file *ours, const struct file *theirs)
{
	struct replay *replay = merging->replay;
	bool known, clean;
	const struct file *own = own_version(merging, ours->path, &known);
	struct decided_list decided = decided_of(merging, ours->path);
	static const struct ini_file empty;

	if (!file_is_keyed(ours) || !ours->usable || !theirs->usable || (base && !base->usable)) {
		bool chosen = known && own && file_same(own, theirs);
		unsigned sides = 0;
		for (size_t i = 0; i < decided.count; i++)
			sides |= decided.change[i].side;
		return sides == THEIRS || (chosen && sides != OURS) ? theirs : ours;
	}
	const struct ini_file *ini[3];
	const struct file *file[3] = {base, ours, theirs};
	for (int i = 0; i < 3; i++)
		ini[i] = !file[i]                        ? &empty
		         : file[i]->class == PATH_ROLE   ? &file[i]->role.ini
		         : file[i]->class == PATH_PERSON ? &file[i]->person.ini
		                                         : &file[i]->charter.ini;
	struct buf text = BUF_INIT;
	const char **conflict;
	size_t conflicts;
	struct error refused = ERROR_INIT;
	const struct file *merged = ours;
	if (!keyed_merge(&text, replay->arena, ours->name, ini[0], ini[1], ini[2], &clean,
	            &conflict, &conflicts, &refused) &&
	        (clean || !take_decided(
	                          replay->arena, &decided, base, ours, theirs, &text, &refused))) {
		merged = file_from_text(&replay->ledger->files, ours->path, text.data, text.len);
		if (!clean && known && own && own->usable &&
		        chooses(replay->arena, &decided, base, ours, theirs, merged, own))
			merged = own;
	}
	buf_release(&text);
	return merged;
}

static void merge_path(void *context, uint32_t path, const void *ours, const void *theirs)
{
	struct merging *merging = context;
	const struct file *base = standing_get(merging->base, merging->class, path);
	const struct file *a = ours, *b = theirs, *result;

	if (a == base || file_same(a, base))
		result = b;
	else if (b == base || file_same(b, base) || !b)
		result = a;
	else if (!a)
		result = b;
	else
		result = file_same(a, b) ? a : merge_file(merging, base, a, b);
	const struct file *any = result ? result : a ? a : b;
	if (any)
		merging->merged = standing_set(
		        merging->replay->arena, merging->merged, result, any->class, path);
}

static void merge_maps(
        struct merging *merging, struct pathmap ours, struct pathmap theirs, enum path_class class)
{
	merging->class = class;
	pathmap_compare(ours, theirs, merge_path, merging);
}

/* Lays over merging->merged what the other side has changed since the base. */
static void merge_standing(struct merging *merging, const struct standing *theirs)
{
	struct standing ours = merging->merged;

	merge_maps(merging, ours.people, theirs->people, PATH_PERSON);
	merge_maps(merging, ours.roles, theirs->roles, PATH_ROLE);
	merge_maps(merging, ours.other, theirs->other, PATH_CHARTER);
}

/* --- where the sides were last one --- */

enum { CROSSINGS_MOST = 64 }; /* nobody honest crosses so often without one line */

struct bases {
	uint32_t *commit;
	size_t count, capacity;
};

static void add_base(struct replay *replay, struct bases *bases, uint32_t commit)
{
	size_t kept = 0;

	for (size_t i = 0; i < bases->count; i++)
		if (history_is_ancestor(replay->history, commit, bases->commit[i]))
			return;
	for (size_t i = 0; i < bases->count; i++)
		if (!history_is_ancestor(replay->history, bases->commit[i], commit))
			bases->commit[kept++] = bases->commit[i];
	bases->count = kept;
	bases->commit = arena_grow(replay->arena, bases->commit, bases->count, &bases->capacity,
	        sizeof *bases->commit);
	bases->commit[bases->count++] = commit;
}

/*
 * What stood where a commit was last one with any of `side_count` others.  Where lines have crossed
 * there are several such commits: then what they have together, each by what it changed since they
 * were one; with one of them alone a decision that only the other had would seem to be new.
 */
static const struct standing *common(
        struct replay *replay, const uint32_t *side, size_t side_count, uint32_t commit, int depth);

/* The same of lines that cross again and again, each crossing once. */
static const struct standing *crossed(
        struct replay *replay, const struct bases *bases, size_t side_count, int depth)
{
	const char *sides = (const char *)bases->commit;
	size_t size = (side_count + 1) * sizeof *bases->commit;
	uint32_t known = paths_find(&replay->crossing, sides, size);

	if (known != UINT32_MAX)
		return replay->crossed[known];
	const struct standing *found =
	        common(replay, bases->commit, side_count, bases->commit[side_count], depth + 1);
	replay->crossed = arena_grow(replay->arena, replay->crossed, replay->crossing.count,
	        &replay->crossed_capacity, sizeof *replay->crossed);
	replay->crossed[paths_add(&replay->crossing, sides, size)] = found;
	return found;
}

static const struct standing *common(
        struct replay *replay, const uint32_t *side, size_t side_count, uint32_t commit, int depth)
{
	static const struct standing nothing;
	struct bases bases = {NULL, 0, 0};

	for (size_t i = 0; i < side_count; i++) {
		uint32_t count;
		uint32_t *base = history_merge_bases(
		        replay->history, replay->arena, side[i], commit, &count);
		for (uint32_t j = 0; j < count; j++)
			add_base(replay, &bases, base[j]);
	}
	if (!bases.count)
		return &nothing;
	struct merging merging = {.replay = replay, .merged = *replay->at[bases.commit[0]]};
	for (size_t i = 1; i < bases.count && depth < CROSSINGS_MOST; i++) {
		const struct standing *theirs = replay->at[bases.commit[i]];
		merging.base = crossed(replay, &bases, i, depth);
		merging.ours = bases.commit;
		merging.ours_count = (uint32_t)i;
		merging.theirs = bases.commit[i];
		merge_standing(&merging, theirs);
	}
	return arena_copy(replay->arena, &merging.merged, sizeof merging.merged);
}

/* What a parent's own tree has there, if this merge differs from it; *known says whether. */
static int parent_version(
        struct merging *merging, size_t set, uint32_t path, const struct file **out, bool *known)
{
	*known = false;
	for (size_t i = 0; i < merging->sets[set].count; i++) {
		const struct change *change = &merging->sets[set].change[i];
		if (change->path != path)
			continue;
		*known = true;
		return replay_file(merging->replay, path, &change->before, change->mode_before, out,
		        merging->err);
	}
	return 0;
}

/* Whether a parent is of the group; what others bring along is the merge's own. */
static bool is_side(const struct merging *merging, uint32_t parent)
{
	const struct replay *replay = merging->replay;

	return history_is_ancestor(replay->history, replay->ledger->genesis.commit,
	        history_parents(replay->history, merging->commit)[parent]);
}

/*
 * A path that the merge has otherwise than what stands.  It is no evil when the tree of a side has
 * the same void text that the merge carries on.
 */
static int check_path(struct merging *merging, const struct change *change)
{
	struct replay *replay = merging->replay;
	const struct history *history = replay->history;
	const struct file *own, *stands;
	uint32_t parents = history->commit[merging->commit].parent_count;

	if (replay_file(
	            replay, change->path, &change->after, change->mode_after, &own, merging->err))
		return -1;
	stands = standing_get(&merging->merged, change->class, change->path);
	if (file_same(own, stands))
		return 0;
	for (uint32_t i = 0; i < parents; i++) {
		const struct standing *side =
		        replay->at[history_parents(history, merging->commit)[i]];
		const struct file *there = own;
		bool differs = false;
		for (size_t j = 0; j < merging->set_count; j++)
			if (merging->sets[j].parent_number == i &&
			        parent_version(merging, j, change->path, &there, &differs))
				return -1;
		/* equal to that parent's tree, whose text was void already, and told of */
		if (!differs && is_side(merging, i) &&
		        !file_same(standing_get(side, change->class, change->path), own))
			return 0;
	}
	static const char why[] = "a merge gave it a content that neither side had agreed, or that "
	                          "undoes what one had decided (rule V7)";
	replay_verdict(
	        replay, merging->commit, NULL, change->path, stands, own, RIGHT_NONE, NULL, why);
	replay_finding(replay, merging->commit, "E603",
	        replay->ledger->paths.entry[change->path].text, "%s", why);
	return 0;
}

/* Under negotiations/ a merge is the union: nothing of its own, nothing left out. */
static void check_negotiations(struct merging *merging)
{
	struct replay *replay = merging->replay;
	uint32_t parents = replay->history->commit[merging->commit].parent_count;
	uint32_t sides = 0;
	const struct replay_change_set *first = NULL;

	for (uint32_t i = 0; i < parents; i++)
		sides += is_side(merging, i);
	for (size_t i = 0; i < merging->set_count; i++)
		for (size_t j = 0; j < merging->sets[i].count; j++) {
			const struct change *change = &merging->sets[i].change[j];
			uint32_t added = 0;
			if (change->class != PATH_NEGOTIATION ||
			        !is_side(merging, merging->sets[i].parent_number))
				continue;
			first = first ? first : &merging->sets[i];
			if (!oid_is_zero(&change->before)) {
				replay_finding(replay, merging->commit, "E602",
				        replay->ledger->paths.entry[change->path].text,
				        oid_is_zero(&change->after)
				                ? "left out by a merge: what was said stays (rule "
				                  "V1)"
				                : "changed by a merge: what was said is written "
				                  "once (rule V1)");
				continue;
			}
			for (size_t k = 0; k < merging->set_count; k++)
				for (size_t l = 0; l < merging->sets[k].count; l++)
					added += merging->sets[k].change[l].path == change->path &&
					         is_side(merging, merging->sets[k].parent_number);
			if (added == sides && first == &merging->sets[i])
				replay_finding(replay, merging->commit, "E603",
				        replay->ledger->paths.entry[change->path].text,
				        "added by a merge: it counts for nobody (rule V7)");
		}
}

int replay_merge(struct replay *replay, uint32_t commit, const struct replay_change_set *sets,
        size_t set_count, struct error *err)
{
	const struct history *history = replay->history;
	const uint32_t *parent = history_parents(history, commit);
	uint32_t parents = history->commit[commit].parent_count;
	struct merging merging = {
	        .replay = replay,
	        .commit = commit,
	        .merged = *replay->at[parent[0]],
	        .sets = sets,
	        .set_count = set_count,
	        .err = err,
	};
	const struct standing *first = replay->at[parent[0]];

	for (uint32_t i = 1; i < parents; i++) {
		const struct standing *theirs = replay->at[parent[i]];
		if (theirs == first || parent[i] == parent[0])
			continue;
		merging.base = common(replay, parent, i, parent[i], 0);
		merging.ours = parent;
		merging.ours_count = i;
		merging.theirs = parent[i];
		merge_standing(&merging, theirs);
	}
	if (merging.failed)
		return -1;
	if (replay->ledger->genesis.commit != HISTORY_NONE &&
	        history_is_ancestor(history, replay->ledger->genesis.commit, commit)) {
		check_negotiations(&merging);
		for (size_t i = 0; i < set_count; i++)
			for (size_t j = 0; j < sets[i].count; j++)
				if (sets[i].change[j].class != PATH_NEGOTIATION &&
				        check_path(&merging, &sets[i].change[j]))
					return -1;
	}
	if (merging.merged.people.root == first->people.root &&
	        merging.merged.roles.root == first->roles.root &&
	        merging.merged.other.root == first->other.root)
		replay->at[commit] = first;
	else
		replay->at[commit] =
		        arena_copy(replay->arena, &merging.merged, sizeof merging.merged);
	if (replay->ledger->negotiation_count && replay_races(replay, commit, err))
		return -1;
	/* whoever makes a merge has made a commit of their own */
	const char *who;
	if (replay_key_races(replay, commit, err) || replay_who(replay, commit, &who, err))
		return -1;
	if (who && history->commit[commit].day <= replay->options.day) {
		struct stamp stamp = replay_stamp(replay, commit, who);
		ledger_add_activity(replay->ledger, who, &stamp);
	}
	return 0;
}
