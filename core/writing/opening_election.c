/* SPDX-License-Identifier: MIT */
/* An election about to be opened: its role, term, policy and roll. */
#include "core/writing/opening.h"

#include "core/rules/limit.h"
#include "core/rules/option.h"
#include "core/rules/roll.h"
#include "formats/date.h"

#include <string.h>

static const char *day_text(struct arena *arena, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(arena, "%s", day_print(text, day));
}

static int check_term(const struct opening *opening, struct group *group, struct error *err)
{
	const struct election *election = opening->election;
	const struct role *role = standing_role(&group->now, election->role);

	if (!role) {
		error_set(err, ERROR_FATAL, "there is no role '%s'", election->role);
		return error_hint(
		        err, "moot roles lists them; moot propose %s makes one", election->role);
	}
	if (election->from < group->day) {
		error_set(err, ERROR_NO, "the term begins on %s, before the opening (rule A1)",
		        day_text(group->arena, election->from));
		return error_hint(err, "begin it today or later: --from DATE");
	}
	if (election->until < election->from)
		return error_set(err, ERROR_USAGE,
		        "the term would end on %s, before it starts on %s",
		        day_text(group->arena, election->until),
		        day_text(group->arena, election->from));
	if (role->seats && opening->seats > role->seats)
		return error_set(err, ERROR_NO, "%s has %u seat%s (rule N12)", role->name,
		        role->seats, role->seats == 1 ? "" : "s");
	return 0;
}

static int choose_policy(struct opening *opening, struct group *group, struct error *err)
{
	const struct charter *charter = standing_charter(&group->now);

	opening->chosen = election_policy(charter, opening->policy);
	if (!opening->chosen) {
		error_set(err, ERROR_NO, "the charter has no policy for elections (rule N3)");
		return error_hint(err, "a [policy election] with method = election");
	}
	if (opening->policy && strcmp(opening->chosen->name, opening->policy) != 0)
		return error_set(err, ERROR_NO,
		        "policy %s is no policy of elections, or weaker than %s (rule N3)",
		        opening->policy, opening->chosen->name);
	return 0;
}

int opening_prepare_election(struct opening *opening, struct group *group, struct error *err)
{
	struct arena *arena = group->arena;
	struct option any;

	if (check_term(opening, group, err) || choose_policy(opening, group, err))
		return -1;
	const char *handle = opening->nominee ? opening->nominee : opening->who;
	election_option(
	        &any, &group->ledger.files, &group->now, arena, opening->election, &handle, 1);
	if (any.void_reason)
		return error_set(err, ERROR_NO, "%s", any.void_reason);
	const char *broken = opening->nominee ? limit_broken(&group->now, arena, &any) : NULL;
	if (broken) {
		error_set(err, ERROR_NO, "%s", broken);
		return error_hint(
		        err, "somebody else may be nominated, or the term be another: --until");
	}
	if (roll_compute(&group->now, &any, arena, &opening->roll, &opening->roll_count,
	            &opening->group_count, err))
		return -1;
	if (opening->chosen->seal)
		opening->nominee = NULL; /* sealed like everybody's */
	opening->decidable = span_after(group->day, opening->chosen->open_min);
	opening->closes = span_after(group->day, opening->chosen->open_max);
	return 0;
}
