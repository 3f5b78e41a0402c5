/* SPDX-License-Identifier: MIT */
/* Who descends from whom. */
#include "core/history/history.h"

#include "core/history/history_private.h"

enum { BELOW = 1, ABOVE = 2, STALE = 4 };

/* Children in the order of their indexes, laid out by counting. */
void history_index_make(struct history *history)
{
	struct history_index *index = history->index;
	struct history_node *node;

	if (!index->node) {
		index->node = arena_array(index->arena, (size_t)history->count + 2, sizeof *node);
		index->child =
		        arena_array(index->arena, history->parent_total, sizeof *index->child);
	}
	/* One place further on while they are filled: then each start has become the next's. */
	node = index->node;
	memset(node, 0, ((size_t)history->count + 2) * sizeof *node);
	for (uint32_t i = 0; i < history->parent_total; i++)
		node[history->parent[i] + 2].first_child++;
	for (uint32_t i = 2; i < history->count + 2; i++)
		node[i].first_child += node[i - 1].first_child;
	for (uint32_t i = 0; i < history->count; i++)
		for (uint32_t j = 0; j < history->commit[i].parent_count; j++) {
			uint32_t parent = history_parents(history, i)[j];

			index->child[node[parent + 1].first_child++] = i;
		}
}

void history_trees_make(struct history *history)
{
	struct history_index *index = history->index;
	struct history_node *node = index->node;
	uint32_t roots_end = 0;

	if (!index->mark) {
		index->mark = arena_array(index->arena, history->count, sizeof *index->mark);
		for (size_t i = 0; i < 2; i++)
			index->queue[i] =
			        arena_array(index->arena, history->count, sizeof *index->queue[i]);
	}
	/* Sizes first, in leave: a child stands behind its parent. */
	for (uint32_t i = history->count; i-- > 0;) {
		node[i].leave++;
		if (history->commit[i].parent_count)
			node[*history_parents(history, i)].leave += node[i].leave;
	}
	/* Then places: enter is where the next child begins until the commit itself is through. */
	for (uint32_t i = 0; i < history->count; i++) {
		uint32_t *start = &roots_end;

		if (history->commit[i].parent_count)
			start = &index->mark[*history_parents(history, i)].flags;
		node[i].enter = *start;
		*start += node[i].leave;
		node[i].leave = node[i].enter + node[i].leave;
		index->mark[i].flags = node[i].enter + 1;
	}
}

/* Whether first parents lead from b to a. */
static bool leads_to(const struct history_index *index, uint32_t a, uint32_t b)
{
	return index->node[a].enter <= index->node[b].enter &&
	       index->node[b].enter < index->node[a].leave;
}

static uint32_t *flags_of(const struct history_index *index, uint32_t commit)
{
	struct history_mark *mark = &index->mark[commit];

	if (mark->stamp != index->stamp)
		*mark = (struct history_mark){index->stamp, 0};
	return &mark->flags;
}

static void begin_search(const struct history *history)
{
	struct history_index *index = history->index;

	if (++index->stamp == 0) {
		memset(index->mark, 0, history->count * sizeof *index->mark);
		index->stamp = 1;
	}
}

/* Two searches that go in turns, up from a and down from b, each as short as the shorter one. */
struct search {
	const struct history *history;
	uint32_t a, b;
	uint32_t done[2], queued[2]; /* of the queues: 0 goes up from a, 1 down from b */
};

/* Comes to a commit: true when the two ends are known to be joined. */
static bool visit(struct search *search, uint32_t commit, uint32_t side)
{
	const struct history_index *index = search->history->index;
	uint32_t mine = side ? BELOW : ABOVE;
	uint32_t *flags;

	if (commit < search->a || commit > search->b)
		return false;
	if (side ? leads_to(index, search->a, commit) : leads_to(index, commit, search->b))
		return true;
	flags = flags_of(index, commit);
	if (*flags & mine)
		return false;
	if (*flags)
		return true;
	*flags = mine;
	index->queue[side][search->queued[side]++] = commit;
	return false;
}

static bool go_up(struct search *search)
{
	const struct history_index *index = search->history->index;
	uint32_t commit = index->queue[0][search->done[0]++];
	uint32_t end = index->node[commit + 1].first_child;

	for (uint32_t i = index->node[commit].first_child; i < end; i++)
		if (visit(search, index->child[i], 0))
			return true;
	return false;
}

static bool go_down(struct search *search)
{
	uint32_t commit = search->history->index->queue[1][search->done[1]++];
	const uint32_t *parents = history_parents(search->history, commit);

	for (uint32_t i = 0; i < search->history->commit[commit].parent_count; i++)
		if (visit(search, parents[i], 1))
			return true;
	return false;
}

bool history_is_ancestor(const struct history *history, uint32_t a, uint32_t b)
{
	struct search search = {.history = history, .a = a, .b = b};

	if (a > b)
		return false;
	if (leads_to(history->index, a, b))
		return true;
	begin_search(history);
	visit(&search, a, 0);
	visit(&search, b, 1);
	while (search.done[0] < search.queued[0] && search.done[1] < search.queued[1])
		if (go_up(&search) || go_down(&search))
			return true;
	return false;
}

/* A heap of commits, the largest index first: so all descendants come before a commit. */
static void heap_push(uint32_t *heap, uint32_t *count, uint32_t commit)
{
	uint32_t at = (*count)++;

	for (; at && heap[(at - 1) / 2] < commit; at = (at - 1) / 2)
		heap[at] = heap[(at - 1) / 2];
	heap[at] = commit;
}

static uint32_t heap_pop(uint32_t *heap, uint32_t *count)
{
	uint32_t taken = heap[0];
	uint32_t last = heap[--*count];
	uint32_t at = 0;

	for (uint32_t below = 1; below < *count; below = 2 * at + 1) {
		if (below + 1 < *count && heap[below + 1] > heap[below])
			below++;
		if (heap[below] <= last)
			break;
		heap[at] = heap[below];
		at = below;
	}
	heap[at] = last;
	return taken;
}

/* Adds flags to a commit; *fresh counts those in the heap that may still be an answer. */
static void paint(const struct history_index *index, uint32_t commit, uint32_t added,
        uint32_t *heap_count, uint32_t *fresh)
{
	uint32_t *flags = flags_of(index, commit);
	bool was_fresh = *flags && !(*flags & STALE);

	if (!*flags)
		heap_push(index->queue[0], heap_count, commit);
	*flags |= added;
	*fresh += (uint32_t) !(*flags & STALE);
	*fresh -= (uint32_t)was_fresh;
}

/*
 * Takes the newest commit that is painted and hands its paint to its parents; what is below both is
 * stale from there on.  *flags is how it was painted itself.
 */
static uint32_t spread(
        const struct history *history, uint32_t *heap_count, uint32_t *fresh, uint32_t *flags)
{
	const struct history_index *index = history->index;
	uint32_t commit = heap_pop(index->queue[0], heap_count);
	const uint32_t *parents = history_parents(history, commit);

	*flags = *flags_of(index, commit);
	*fresh -= (uint32_t) !(*flags & STALE);
	uint32_t handed = *flags == (BELOW | ABOVE) ? *flags | STALE : *flags;
	for (uint32_t i = 0; i < history->commit[commit].parent_count; i++)
		paint(index, parents[i], handed, heap_count, fresh);
	return commit;
}

uint32_t *history_merge_bases(
        const struct history *history, struct arena *arena, uint32_t a, uint32_t b, uint32_t *count)
{
	const struct history_index *index = history->index;
	uint32_t heap_count = 0;
	uint32_t fresh = 0;
	uint32_t *bases = index->queue[1];

	*count = 0;
	begin_search(history);
	paint(index, a, BELOW, &heap_count, &fresh);
	paint(index, b, ABOVE, &heap_count, &fresh);
	while (fresh) {
		uint32_t flags;
		uint32_t commit = spread(history, &heap_count, &fresh, &flags);

		if (flags == (BELOW | ABOVE))
			bases[(*count)++] = commit;
	}
	uint32_t *ascending = arena_array(arena, *count, sizeof *ascending);
	for (uint32_t i = 0; i < *count; i++)
		ascending[i] = bases[*count - 1 - i];
	return ascending;
}

struct history_side *history_sides(
        const struct history *history, struct arena *arena, uint32_t a, uint32_t b, size_t *count)
{
	const struct history_index *index = history->index;
	uint32_t heap_count = 0;
	uint32_t fresh = 0;
	struct history_side *side = NULL;
	size_t capacity = 0;

	*count = 0;
	begin_search(history);
	paint(index, a, BELOW, &heap_count, &fresh);
	paint(index, b, ABOVE, &heap_count, &fresh);
	while (fresh) {
		uint32_t flags;
		uint32_t commit = spread(history, &heap_count, &fresh, &flags);

		if (flags != (BELOW | ABOVE) && !(flags & STALE)) {
			side = arena_grow(arena, side, *count, &capacity, sizeof *side);
			side[(*count)++] = (struct history_side){commit, flags == ABOVE};
		}
	}
	return side;
}

void history_mark_ancestors(const struct history *history, uint32_t a, bool *ancestors)
{
	ancestors[a] = true;
	for (uint32_t i = a + 1; i-- > 0;)
		for (uint32_t j = 0; ancestors[i] && j < history->commit[i].parent_count; j++)
			ancestors[history_parents(history, i)[j]] = true;
}

bool *history_first_parents(const struct history *history, struct arena *arena)
{
	bool *on_chain = arena_array(arena, history->count, sizeof *on_chain);

	for (uint32_t at = history->count - 1;; at = *history_parents(history, at)) {
		on_chain[at] = true;
		if (!history->commit[at].parent_count)
			return on_chain;
	}
}
