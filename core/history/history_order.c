/* SPDX-License-Identifier: MIT */
/* Days by rule D1 and the canonical order. */
#include "core/history/history.h"

#include "core/history/history_private.h"
#include "core/history/paths.h"

enum { SECONDS_A_DAY = 86400, FIRST_DAY = -719162, LAST_DAY = 2932896 };

/* The latest days that two different people have reached, the later one first. */
struct reached {
	uint32_t person[2];
	int32_t day[2];
};

/* A commit whose parents are all taken. */
struct ready {
	int32_t day;
	uint32_t commit;
	const struct oid *id;
};

struct ordering {
	struct history *history;
	struct arena arena; /* gone with the ordering */
	const uint32_t *person_of_ident;
	int zone_seconds;
	struct reached *reached; /* by commit: of it and its ancestors */
	uint32_t *waiting;       /* by commit: parents not taken yet */
	struct ready *heap;      /* the smallest first */
	uint32_t heap_count;
	uint32_t *place; /* by commit: its new index */
};

static int32_t day_of(int64_t time, int zone_seconds)
{
	int64_t local = time + zone_seconds;
	int64_t day = local / SECONDS_A_DAY - (local % SECONDS_A_DAY < 0);

	return day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : (int32_t)day;
}

static void reach(struct reached *reached, uint32_t person, int32_t day)
{
	if (person == HISTORY_NONE)
		return;
	if (person == reached->person[0] || day > reached->day[0]) {
		if (person != reached->person[0]) {
			reached->person[1] = reached->person[0];
			reached->day[1] = reached->day[0];
		}
		if (person != reached->person[0] || day > reached->day[0])
			reached->day[0] = day;
		reached->person[0] = person;
	} else if (day > reached->day[1]) {
		reached->person[1] = person;
		reached->day[1] = day;
	}
}

/* Sets the day of a commit whose parents have theirs. */
static int32_t find_day(struct ordering *ordering, uint32_t at)
{
	struct history_commit *commit = &ordering->history->commit[at];
	const uint32_t *parents = history_parents(ordering->history, at);
	struct reached reached = {{HISTORY_NONE, HISTORY_NONE}, {INT32_MIN, INT32_MIN}};

	for (uint32_t i = 0; i < commit->parent_count; i++) {
		const struct reached *parent = &ordering->reached[parents[i]];

		reach(&reached, parent->person[0], parent->day[0]);
		reach(&reached, parent->person[1], parent->day[1]);
	}
	commit->day = day_of(commit->committer_time, ordering->zone_seconds);
	if (reached.day[1] > commit->day)
		commit->day = reached.day[1];
	reach(&reached, ordering->person_of_ident[commit->author], commit->day);
	ordering->reached[at] = reached;
	return commit->day;
}

static bool is_before(const struct ready *a, const struct ready *b)
{
	return a->day != b->day ? a->day < b->day : oid_compare(a->id, b->id) < 0;
}

static void push(struct ordering *ordering, uint32_t commit)
{
	struct ready *heap = ordering->heap;
	struct ready added = {.day = find_day(ordering, commit),
	        .commit = commit,
	        .id = &ordering->history->commit[commit].id};
	uint32_t at = ordering->heap_count++;

	for (; at && is_before(&added, &heap[(at - 1) / 2]); at = (at - 1) / 2)
		heap[at] = heap[(at - 1) / 2];
	heap[at] = added;
}

static uint32_t pop(struct ordering *ordering)
{
	struct ready *heap = ordering->heap;
	uint32_t taken = heap[0].commit;
	struct ready last = heap[--ordering->heap_count];
	uint32_t at = 0;

	for (uint32_t below = 1; below < ordering->heap_count; below = 2 * at + 1) {
		if (below + 1 < ordering->heap_count && is_before(&heap[below + 1], &heap[below]))
			below++;
		if (!is_before(&heap[below], &last))
			break;
		heap[at] = heap[below];
		at = below;
	}
	heap[at] = last;
	return taken;
}

/* Kahn's algorithm; also sets all days. */
static void place_all(struct ordering *ordering)
{
	struct history *history = ordering->history;
	const struct history_index *index = history->index;
	uint32_t placed = 0;

	for (uint32_t i = 0; i < history->count; i++) {
		ordering->waiting[i] = history->commit[i].parent_count;
		if (!ordering->waiting[i])
			push(ordering, i);
	}
	while (ordering->heap_count) {
		uint32_t commit = pop(ordering);
		uint32_t end = index->node[commit + 1].first_child;

		ordering->place[commit] = placed++;
		for (uint32_t i = index->node[commit].first_child; i < end; i++)
			if (--ordering->waiting[index->child[i]] == 0)
				push(ordering, index->child[i]);
	}
}

/* Moves every commit to its place, and with each swap one that stays there. */
static void arrange(struct ordering *ordering)
{
	struct history *history = ordering->history;
	struct history_commit *commit = history->commit;
	uint32_t *place = ordering->place;

	for (uint32_t i = 0; i < history->parent_total; i++)
		history->parent[i] = place[history->parent[i]];
	for (uint32_t i = 0; i < history->count; i++)
		while (place[i] != i) {
			uint32_t to = place[i];
			struct history_commit moved = commit[to];
			commit[to] = commit[i];
			commit[i] = moved;
			place[i] = place[to];
			place[to] = to;
		}
	history_slots_make(history, history->count);
	for (uint32_t i = 0; i < history->count; i++)
		*history_slot(history, &history->commit[i].id) = i + 1;
}

static const uint32_t *people_by_mail(struct arena *arena, const struct history *history)
{
	struct paths mails = PATHS_INIT(arena);
	uint32_t *person = arena_array(arena, history->ident_count, sizeof *person);

	for (uint32_t i = 0; i < history->ident_count; i++) {
		size_t len = strlen(history->ident[i].mail);
		char *mail = arena_string(arena, history->ident[i].mail, len);

		for (size_t at = 0; at < len; at++)
			if (mail[at] >= 'A' && mail[at] <= 'Z')
				mail[at] = (char)(mail[at] - 'A' + 'a');
		person[i] = paths_add(&mails, mail, len);
	}
	return person;
}

void history_order(struct history *history, int zone_seconds, const uint32_t *person_of_ident)
{
	struct ordering ordering = {
	        .history = history, .arena = ARENA_INIT, .zone_seconds = zone_seconds};
	struct arena *arena = &ordering.arena;

	ordering.person_of_ident =
	        person_of_ident ? person_of_ident : people_by_mail(arena, history);
	ordering.reached = arena_array(arena, history->count, sizeof *ordering.reached);
	ordering.waiting = arena_array(arena, history->count, sizeof *ordering.waiting);
	ordering.heap = arena_array(arena, history->count, sizeof *ordering.heap);
	ordering.place = arena_array(arena, history->count, sizeof *ordering.place);
	history_index_make(history);
	place_all(&ordering);
	arrange(&ordering);
	history_index_make(history);
	history_trees_make(history);
	arena_release(arena);
}
