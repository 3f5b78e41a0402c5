/* SPDX-License-Identifier: MIT */
#include "core/count/count_private.h"

#include <stdlib.h>
#include <string.h>

int poll_compare_lots(const struct poll *poll, size_t a, size_t b)
{
	return memcmp(&poll->lots[a * LOT_SIZE], &poll->lots[b * LOT_SIZE], LOT_SIZE);
}

static int compare_index(const void *left, const void *right)
{
	const size_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

void count_add_tie(struct count_builder *builder, const struct poll *poll, const size_t *option,
        size_t options, size_t place, size_t seats, bool by_lot)
{
	struct count *count = builder->count;
	size_t *copy = arena_copy(poll->arena, option, options * sizeof *option);

	qsort(copy, options, sizeof *copy, compare_index);
	builder->tie = arena_grow(poll->arena, builder->tie, count->ties, &builder->tie_capacity,
	        sizeof *builder->tie);
	builder->tie[count->ties++] = (struct count_tie){copy, options, place, seats, by_lot};
	count->tie = builder->tie;
}

struct count_round *count_add_round(
        struct count_builder *builder, const struct poll *poll, enum count_step step)
{
	struct count *count = builder->count;

	builder->round = arena_grow(poll->arena, builder->round, count->rounds,
	        &builder->round_capacity, sizeof *builder->round);
	struct count_round *round = &builder->round[count->rounds++];
	*round = (struct count_round){.step = step, .option = SIZE_MAX, .rival = SIZE_MAX};
	count->round = builder->round;
	return round;
}

/* By level, then by name; few options, so a plain insertion keeps it readable. */
static size_t *order_by_level(const struct poll *poll, const size_t *level)
{
	size_t *order = arena_array(poll->arena, poll->options, sizeof *order);

	for (size_t i = 0; i < poll->options; i++) {
		size_t option = poll->by_name[i], at = i;
		for (; at > 0 && level[order[at - 1]] > level[option]; at--)
			order[at] = order[at - 1];
		order[at] = option;
	}
	return order;
}

static void draw_lots(const struct poll *poll, size_t *option, size_t options)
{
	for (size_t i = 1; i < options; i++) {
		size_t drawn = option[i], at = i;
		for (; at > 0 && poll_compare_lots(poll, option[at - 1], drawn) > 0; at--)
			option[at] = option[at - 1];
		option[at] = drawn;
	}
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The options of one level, from order[from] to before order[end]. */
static void settle_group(struct count_builder *builder, const struct poll *poll, size_t *order,
        size_t *place, size_t from, size_t end)
{
	struct count *count = builder->count;
	size_t seats = poll->asked->seats;
	size_t inside = from < seats ? smaller(end, seats) - from : 0;

	if (end - from > 1)
		count_add_tie(builder, poll, &order[from], end - from, from + 1, inside,
		        poll->lots != NULL);
	if (end - from > 1 && poll->lots)
		draw_lots(poll, &order[from], end - from);
	for (size_t i = from; i < end; i++)
		place[i] = poll->lots ? i + 1 : from + 1;
	if (poll->lots || inside == end - from) {
		count->winners += inside;
	} else if (inside) {
		count->maybe = &order[from];
		count->maybes = end - from;
		count->open = inside;
	}
}

void count_settle(struct count_builder *builder, const struct poll *poll, const size_t *level)
{
	size_t *order = order_by_level(poll, level);
	size_t *place = arena_array(poll->arena, poll->options, sizeof *place);

	builder->count->order = order;
	builder->count->place = place;
	builder->count->winner = order;
	for (size_t from = 0, end; from < poll->options; from = end) {
		for (end = from + 1; end < poll->options; end++)
			if (level[order[end]] != level[order[from]])
				break;
		settle_group(builder, poll, order, place, from, end);
	}
}
