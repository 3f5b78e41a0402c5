/* SPDX-License-Identifier: MIT */
#include "core/rules/sway.h"

#include "core/rules/after.h"
#include "core/rules/duty.h"
#include "core/rules/force.h"
#include "core/rules/roll.h"

#include <string.h>

struct swaying {
	struct sway *sway;
	struct arena *arena;
	const struct moment *moment;
	const struct role *role;
	const struct file *file;
	struct handles holders;
	bool acts; /* the holders have the act path */
};

/* What one kind of change of the role would touch: enough for the roll to be worked out. */
static struct option probe(const struct swaying *swaying, enum change_kind kind)
{
	static const char *const level[] = {"where", "how", "what", "who", "why"};
	struct option_change *change = arena_alloc(swaying->arena, sizeof *change);
	struct keyed_change *key = arena_alloc(swaying->arena, sizeof *key);
	struct keyed_entry *entry = arena_alloc(swaying->arena, sizeof *entry);
	struct file *after = arena_copy(swaying->arena, swaying->file, sizeof *after);
	bool text = kind <= CHANGE_WHY;

	*entry = (struct keyed_entry){
	        .section = "", .word = text ? level[kind] : "role", .key = text ? "a" : "autonomy"};
	*key = (struct keyed_change){NULL, entry};
	after->blob = (struct oid){{0}}; /* another file than the base, whose keys nobody reads */
	after->usable = false;
	*change = (struct option_change){swaying->file, after, {key, 1}};
	return (struct option){.change = change, .change_count = 1, .kinds = 1u << kind};
}

static bool has(const char *const *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(list[i], name))
			return true;
	return false;
}

static void ask_roll(const struct swaying *swaying, enum change_kind kind, struct sway_row *row)
{
	struct option option = probe(swaying, kind);
	struct roll_entry *roll;
	struct error ignored = ERROR_INIT;
	size_t count = 0;
	unsigned groups;

	if (roll_compute(
	            swaying->moment, &option, swaying->arena, &roll, &count, &groups, &ignored))
		count = 0;
	row->who = arena_array(swaying->arena, count, sizeof *row->who);
	for (size_t i = 0; i < count; i++)
		row->who[row->who_count++] = roll[i].handle;
	row->heard = arena_array(swaying->arena, swaying->holders.count, sizeof *row->heard);
	for (size_t i = 0; i < swaying->holders.count; i++)
		if (!has(row->who, row->who_count, swaying->holders.handle[i]))
			row->heard[row->heard_count++] = swaying->holders.handle[i];
}

static struct sway_row row_of(const struct swaying *swaying, enum change_kind kind)
{
	const struct charter *charter = standing_charter(swaying->moment);
	struct sway_row row = {.kinds = change_kind_name[kind]};
	bool text = kind <= CHANGE_WHY;

	if (text && swaying->acts && LEVEL_WHERE + (int)kind <= (int)swaying->role->autonomy) {
		row.alone = swaying->holders.count == 1;
		row.among = !row.alone;
		row.policy = row.alone ? NULL : charter_policy(charter, "light");
		row.who = swaying->holders.handle;
		row.who_count = swaying->holders.count;
		return row;
	}
	row.policy = charter_policy(charter, charter->use[kind]);
	ask_roll(swaying, kind, &row);
	return row;
}

static bool same_names(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
	for (size_t i = 0; i < a_count && a_count == b_count; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return a_count == b_count;
}

static void add_row(struct swaying *swaying, const struct sway_row *row)
{
	struct sway *sway = swaying->sway;

	for (size_t i = 0; i < sway->count; i++) {
		struct sway_row *one = &sway->row[i];
		if (one->alone == row->alone && one->among == row->among &&
		        one->policy == row->policy &&
		        same_names(one->who, one->who_count, row->who, row->who_count) &&
		        same_names(one->heard, one->heard_count, row->heard, row->heard_count)) {
			one->kinds = arena_print(swaying->arena, "%s, %s", one->kinds, row->kinds);
			return;
		}
	}
	sway->row[sway->count++] = *row;
}

void sway_read(
        struct sway *out, struct arena *arena, const struct moment *moment, const struct role *role)
{
	static const enum change_kind kinds[] = {CHANGE_WHERE, CHANGE_HOW, CHANGE_WHAT, CHANGE_WHO,
	        CHANGE_WHY, CHANGE_AUTONOMY, CHANGE_HOLDER, CHANGE_LEAD, CHANGE_PAY};
	const char *path = arena_print(arena, "roles/%s.ini", role->name);
	struct swaying swaying = {out, arena, moment, role,
	        standing_file(moment->ledger, moment->standing, path),
	        role_holders(moment, arena, role), false};

	*out = (struct sway){arena_array(arena, sizeof kinds / sizeof *kinds, sizeof *out->row), 0};
	for (size_t i = 0; i < swaying.holders.count; i++)
		swaying.acts |=
		        !is_contested_holder(moment, arena, role, swaying.holders.handle[i]) &&
		        !duty_missed(moment, role, swaying.holders.handle[i]);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct sway_row row = row_of(&swaying, kinds[i]);
		if (row.alone || row.policy)
			add_row(&swaying, &row);
	}
}
