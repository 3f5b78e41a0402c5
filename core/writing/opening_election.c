/* SPDX-License-Identifier: MIT */
/* An election about to be opened: its role, term, policy and roll. */
#include "core/writing/opening.h"

#include "core/rules/limit.h"
#include "core/rules/option.h"
#include "core/rules/place.h"
#include "core/rules/roll.h"
#include "formats/date.h"

#include <string.h>

static const char *day_text(struct arena *arena, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(arena, "%s", day_print(text, day));
}

static int refuse_seats(const struct role *role, const struct group *group, struct error *err)
{
	error_refuse(err, "N12", "%s has %u seat%s", role->name, role->seats,
	        role->seats == 1 ? "" : "s");
	error_place(err, "%s", place_of_role(&group->now, group->arena, role->name, "seats"));
	return error_hint(
	        err, "moot propose %s --set role.seats=N asks for more of them", role->name);
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
		error_refuse(err, "A1", "the term begins on %s, before the opening",
		        day_text(group->arena, election->from));
		error_place(
		        err, "%s", place_of_role(&group->now, group->arena, election->role, NULL));
		return error_hint(err, "begin it today or later: --from DATE");
	}
	if (election->until < election->from)
		return error_set(err, ERROR_USAGE,
		        "the term would end on %s, before it starts on %s",
		        day_text(group->arena, election->until),
		        day_text(group->arena, election->from));
	if (role->seats && opening->seats > role->seats)
		return refuse_seats(role, group, err);
	return 0;
}

static int choose_policy(struct opening *opening, struct group *group, struct error *err)
{
	const struct charter *charter = standing_charter(&group->now);

	opening->chosen = election_policy(charter, opening->policy);
	if (!opening->chosen) {
		error_refuse(err, "N3", "the charter has no policy for elections");
		error_place(err, "%s", place_of_use(group->arena, charter, CHANGE_HOLDER));
		return error_hint(err, "a [policy election] with method = election");
	}
	if (!opening->policy || !strcmp(opening->chosen->name, opening->policy))
		return 0;
	error_refuse(err, "N3", "policy %s is no policy of elections, or weaker than %s",
	        opening->policy, opening->chosen->name);
	error_place(err, "%s", place_of_policy(group->arena, opening->chosen));
	return error_hint(
	        err, "moot policy lists them; without --policy it is %s", opening->chosen->name);
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
	if (any.void_reason) {
		error_refuse(err, "A1", "%s", any.void_reason);
		error_place(err, "%s", place_of_member(&group->now, arena, handle));
		return error_hint(err, "moot join %s takes somebody in", handle);
	}
	const char *place = NULL;
	const char *broken =
	        opening->nominee ? limit_broken_at(&group->now, arena, &any, &place) : NULL;
	if (broken) {
		error_refuse(err, "N12", "%s", broken);
		error_place(err, "%s", place);
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
