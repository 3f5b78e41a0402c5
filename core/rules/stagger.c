/* SPDX-License-Identifier: MIT */
#include "core/rules/stagger.h"

#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

struct last_term {
	const char *handle;
	int32_t from, until;
};

static int by_handle(const void *left, const void *right)
{
	const struct last_term *a = left, *b = right;

	return strcmp(a->handle, b->handle);
}

static size_t last_terms(struct last_term *out, const struct role *role, int32_t day)
{
	size_t count = 0;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		size_t at = 0;
		if (holder->term.from == DAY_NONE || holder->term.until < day)
			continue;
		while (at < count && strcmp(out[at].handle, holder->handle) != 0)
			at++;
		if (at == count)
			out[count++] = (struct last_term){
			        holder->handle, holder->term.from, holder->term.until};
		else if (holder->term.until > out[at].until)
			out[at].until = holder->term.until;
	}
	if (count)
		qsort(out, count, sizeof *out, by_handle);
	return count;
}

bool stagger_find(struct stagger *out, struct arena *arena, const struct role *role, int32_t day)
{
	enum { MONTH = 30 };
	struct last_term *last = arena_array(arena, role->holder_count, sizeof *last);
	size_t count = last_terms(last, role, day);
	char text[DAY_SIZE];

	*out = (struct stagger){DAY_NONE, ""};
	for (size_t i = 1; i < count; i++)
		if (last[i].until != last[0].until)
			return false;
	if (count < 2)
		return false;
	out->day = last[0].until;
	int32_t months = (last[0].until - last[0].from + 1) / MONTH / (int32_t)count;
	for (size_t i = 0; i < count; i++) {
		struct duration later = {0, (months ? months : 1) * (int32_t)i};
		out->advice = arena_print(arena, "%s%s%s %s", out->advice, i ? ", " : "",
		        last[i].handle, day_print(text, day_after(out->day, later)));
	}
	return true;
}
