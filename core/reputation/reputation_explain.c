/* SPDX-License-Identifier: MIT */
/*
 * Where a score comes from: the givers' standings without the receiver, and each event's part.
 */
#include "core/reputation/reputation_private.h"

#include <stdlib.h>
#include <string.h>

/* The standings of others while x is removed. */
struct view {
	struct reputation *reputation;
	uint32_t x;
	struct wide back[STEPS_MAX];
	bool walked; /* standings are those of `without`; else worked out from the whole walk */
	unsigned deepest; /* then: the longest way out of x that has to be taken back */
	bool row;         /* scratch->row has all ways of two steps; else what was asked, plus 1 */
	struct walk without; /* the walk itself, where that is more than two steps, or from some
	                        seeds */
};

/* From the seeds' mass, 0 where somebody is no seed. */
static void walk_without(const struct reputation *reputation, const uint64_t *mass, uint32_t x,
        uint32_t silent, struct walk *walk)
{
	walk_init(walk, reputation->walk.steps, reputation->walk.count);
	memcpy(walk->mass[0].low, mass, sizeof *mass * walk->count);
	walk->mass[0].low[x] = 0;
	walk_run(walk, &reputation->matrix, x, silent);
}

/* Takes the scratch memory until view_close(). */
static void view_open(struct view *view, struct reputation *reputation, uint32_t x)
{
	unsigned some = reputation->walk.steps - 1;

	*view = (struct view){.reputation = reputation, .x = x};
	walk_back(&reputation->walk, x, reputation->returns + (size_t)some * x, view->back);
	for (unsigned i = 0; i < some; i++)
		if (!wide_zero(view->back[i]))
			view->deepest = i + 1;
	view->walked = view->deepest > 2;
	if (view->walked) {
		walk_without(reputation, reputation->walk.mass[0].low, x, NOBODY, &view->without);
		return;
	}
	scratch_spread(&reputation->scratch, &reputation->matrix, x);
	if (view->deepest == 2)
		view->row = scratch_two_steps_near(&reputation->scratch, &reputation->matrix, x);
}

/* With those seeds alone that the firm score is left with; false: there is none. */
static bool view_open_firm(
        struct view *view, struct reputation *reputation, uint32_t x, uint32_t topic)
{
	uint64_t *mass = calloc(reputation->walk.count + 1, sizeof *mass);

	if (!mass)
		memory_exhausted();
	*view = (struct view){.reputation = reputation, .x = x, .walked = true};
	bool is_firm = firm_seeds(reputation, x, topic, mass);
	if (is_firm)
		walk_without(reputation, mass, x, NOBODY, &view->without);
	free(mass);
	return is_firm;
}

static void view_close(struct view *view)
{
	if (view->walked) {
		walk_release(&view->without);
		return;
	}
	scratch_gather(&view->reputation->scratch, &view->reputation->matrix, view->x);
	scratch_clear(&view->reputation->scratch);
}

/* (C^2)(x, giver); kept where it is asked, since a giver may have written often. */
static uint64_t two_steps_to(const struct view *view, uint32_t giver)
{
	struct scratch *scratch = &view->reputation->scratch;

	if (view->row)
		return scratch->row[giver];
	if (!scratch->row[giver]) {
		scratch->row[giver] = 1 + scratch_two_steps_to(scratch, &view->reputation->matrix,
		                                  view->x, giver);
		scratch->row_touched[scratch->row_count++] = giver;
	}
	return scratch->row[giver] - 1;
}

static struct wide standing_of(const struct view *view, uint32_t giver)
{
	if (view->walked)
		return vector_get(&view->without.voice, giver);
	uint32_t near = view->reputation->scratch.near[giver];
	struct wide standing = vector_get(&view->reputation->walk.voice, giver);
	if (near)
		standing = wide_subtract(standing, wide_multiply(view->back[0], WIDE(near)));
	if (view->deepest == 2)
		standing = wide_subtract(
		        standing, wide_multiply(view->back[1], WIDE(two_steps_to(view, giver))));
	return standing;
}

static struct wide part_of(const struct view *view, size_t event)
{
	uint32_t weight = reputation_weight(view->reputation, event);

	return wide_multiply(
	        standing_of(view, view->reputation->in.event[event].giver), WIDE(weight));
}

static bool has_part(const struct reputation *reputation, const struct reputation_event *event)
{
	return event_counts(event, reputation->in.at) &&
	       (reputation->topic == REPUTATION_ALL || reputation->topic == event->topic);
}

void reputation_index(struct reputation *reputation)
{
	const struct reputation_input *in = &reputation->in;

	if (reputation->received)
		return;
	/* counts stand two places on, so that filling turns starts into the next one's */
	uint32_t *start = calloc(in->person_count + 2, sizeof *start);
	if (!start) {
		memory_exhausted();
		abort();
	}
	for (size_t i = 0; i < in->event_count; i++)
		start[in->event[i].receiver + 2] += has_part(reputation, &in->event[i]);
	for (size_t x = 2; x < in->person_count + 2; x++)
		start[x] += start[x - 1];
	uint32_t *received = memory_alloc(sizeof *received * start[in->person_count + 1]);
	for (size_t i = 0; i < in->event_count; i++)
		if (has_part(reputation, &in->event[i]))
			received[start[in->event[i].receiver + 1]++] = (uint32_t)i;
	reputation->received = received;
	reputation->received_start = start;
}

/* Goes through what counts and is about x, in landing order. */
struct about {
	const struct reputation *reputation;
	uint32_t x, topic;
	size_t next;
};

static struct about about(const struct reputation *reputation, uint32_t x, uint32_t topic)
{
	return (struct about){
	        reputation, x, topic, reputation->received ? reputation->received_start[x] : 0};
}

static bool about_next(struct about *about, size_t *found)
{
	const struct reputation *reputation = about->reputation;
	const struct reputation_event *event = reputation->in.event;

	if (reputation->received)
		while (about->next < reputation->received_start[about->x + 1]) {
			*found = reputation->received[about->next++];
			if (about->topic == REPUTATION_ALL || event[*found].topic == about->topic)
				return true;
		}
	else
		while (about->next < reputation->in.event_count) {
			*found = about->next++;
			if (event[*found].receiver == about->x &&
			        has_part(reputation, &event[*found]) &&
			        (about->topic == REPUTATION_ALL ||
			                event[*found].topic == about->topic))
				return true;
		}
	return false;
}

static const struct reputation_part *list_parts(
        struct view *view, struct arena *arena, uint32_t topic, size_t *count)
{
	struct reputation *reputation = view->reputation;
	struct about it = about(reputation, view->x, topic);
	struct reputation_part *part = NULL;
	size_t capacity = 0, event;

	*count = 0;
	while (about_next(&it, &event)) {
		uint32_t giver = reputation->in.event[event].giver;
		if (*count == capacity)
			part = arena_grow(arena, part, *count, &capacity, sizeof *part);
		part[(*count)++] = (struct reputation_part){
		        .event = (uint32_t)event,
		        .giver = giver,
		        .share = reputation_share(reputation, event),
		        .weight = reputation_weight(reputation, event),
		        .standing = standing_of(view, giver),
		        .part = part_of(view, event),
		};
	}
	view_close(view);
	return part ? part : arena_alloc(arena, 0);
}

const struct reputation_part *reputation_explain(struct reputation *reputation, struct arena *arena,
        uint32_t person, uint32_t topic, size_t *count)
{
	struct view view;

	view_open(&view, reputation, person);
	return list_parts(&view, arena, topic, count);
}

const struct reputation_part *reputation_explain_firm(struct reputation *reputation,
        struct arena *arena, uint32_t person, uint32_t topic, size_t *count)
{
	struct view view;

	*count = 0;
	if (!view_open_firm(&view, reputation, person, topic))
		return NULL;
	return list_parts(&view, arena, topic, count);
}

/* Parts cut to 30 bits of the score, summed for each giver: below 2^30 all together. */
static struct reputation_breadth breadth_of_sums(const struct scratch *scratch)
{
	uint64_t sum = 0, squares = 0;

	for (size_t i = 0; i < scratch->column_count; i++) {
		uint64_t given = scratch->column[scratch->column_touched[i]];
		sum += given;
		squares += given * given;
	}
	if (!squares)
		return (struct reputation_breadth){0, false};
	return (struct reputation_breadth){10 * (sum * sum) / squares, sum * sum >= 3 * squares};
}

struct reputation_breadth reputation_breadth(
        struct reputation *reputation, uint32_t person, uint32_t topic)
{
	struct scratch *scratch = &reputation->scratch;
	struct wide score = WIDE(0);
	struct about it;
	struct view view;
	size_t event;

	view_open(&view, reputation, person);
	for (it = about(reputation, person, topic); about_next(&it, &event);)
		score = wide_add(score, part_of(&view, event));

	unsigned bits = wide_bits(score), cut = bits > 30 ? bits - 30 : 0;
	for (it = about(reputation, person, topic); about_next(&it, &event);) {
		uint32_t giver = reputation->in.event[event].giver;
		uint64_t given = wide_shift_right(part_of(&view, event), cut).low;
		if (given && !scratch->column[giver])
			scratch->column_touched[scratch->column_count++] = giver;
		scratch->column[giver] += given;
	}
	struct reputation_breadth breadth = breadth_of_sums(scratch);
	view_close(&view);
	scratch_clear(scratch); /* the column too, which view_close() might not */
	return breadth;
}

struct topic_sum {
	uint32_t topic;
	struct wide score;
	const char *name;
};

static int compare_topics(const void *left, const void *right)
{
	const struct topic_sum *a = left, *b = right;

	return (a->topic > b->topic) - (a->topic < b->topic);
}

static int compare_sums(const void *left, const void *right)
{
	const struct topic_sum *a = left, *b = right;
	int order = wide_compare(b->score, a->score);

	return order ? order : strcmp(a->name, b->name);
}

/* Adds up neighbours of one topic and drops those of 0; returns how many are left. */
static size_t merge_topics(struct topic_sum *sum, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count;) {
		struct topic_sum one = sum[i++];
		for (; i < count && sum[i].topic == one.topic; i++)
			one.score = wide_add(one.score, sum[i].score);
		if (!wide_zero(one.score))
			sum[kept++] = one;
	}
	return kept;
}

const struct reputation_in_topic *reputation_topics(
        struct reputation *reputation, struct arena *arena, uint32_t person, size_t *count)
{
	struct topic_sum *sum = NULL;
	size_t sums = 0, capacity = 0, event;
	struct about it = about(reputation, person, REPUTATION_ALL);
	struct view view;

	view_open(&view, reputation, person);
	while (about_next(&it, &event)) {
		uint32_t topic = reputation->in.event[event].topic;
		if (sums == capacity) {
			capacity = 2 * capacity + 16;
			sum = memory_resize(sum, sizeof *sum * capacity);
		}
		sum[sums++] = (struct topic_sum){
		        topic, part_of(&view, event), reputation->in.topic[topic]};
	}
	view_close(&view);
	if (sums) {
		qsort(sum, sums, sizeof *sum, compare_topics);
		sums = merge_topics(sum, sums);
		qsort(sum, sums, sizeof *sum, compare_sums);
	}
	struct reputation_in_topic *topic = arena_array(arena, sums, sizeof *topic);
	for (size_t i = 0; i < sums; i++)
		topic[i] = (struct reputation_in_topic){sum[i].topic, sum[i].score};
	free(sum);
	*count = sums;
	return topic;
}

struct reputation_debt reputation_owed(struct reputation *reputation, uint32_t from, uint32_t to)
{
	const struct matrix *matrix = &reputation->matrix;
	struct reputation_debt debt = {WIDE(0), reputation->score[to]};
	struct walk walk;
	struct view view;

	if (from == to)
		return (struct reputation_debt){WIDE(0), WIDE(0)};
	view_open(&view, reputation, to);
	walk_without(reputation, reputation->walk.mass[0].low, to, from, &walk);
	for (uint32_t i = matrix->column[to]; i < matrix->column[to + 1]; i++) {
		uint32_t giver = matrix->received[i].person;
		struct wide weight = WIDE(matrix->received[i].weight);
		if (giver == from)
			debt.direct = wide_multiply(standing_of(&view, giver), weight);
		else
			debt.all = wide_subtract(
			        debt.all, wide_multiply(vector_get(&walk.voice, giver), weight));
	}
	walk_release(&walk);
	view_close(&view);
	return debt;
}
