/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/known.h"
#include "cmd/proposal.h"

#include "core/rules/force.h"
#include "formats/date.h"
#include "formats/name.h"

#include <string.h>

struct renew_options {
	struct option_list message;
	int32_t until, from;
	uint32_t seats;
	const char *policy;
	bool dry_run;
};

static const struct command_option options[] = {
        OPTION_DAY(struct renew_options, from, 0, "from", "DATE", "when the new term begins"),
        OPTION_DAY(struct renew_options, until, 0, "until", "DATE", "when it ends by itself"),
        OPTION_COUNT(struct renew_options, seats, 0, "seats", "N", 1, 10000,
                "how many are elected, by rankings"),
        OPTION_STRING(struct renew_options, policy, 0, "policy", "POLICY",
                "another policy of elections, as one with sealed nominations"),
        OPTION_LIST(struct renew_options, message, 'm', "message", "WHY", "why, in prose"),
        OPTION_FLAG(struct renew_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

/* The term that runs out first of those that are in force and have no follower. */
static const struct holder *holder_to_renew(const struct group *group, const struct role *role)
{
	const struct holder *first = NULL;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		bool followed = false;
		if (holder_force(&group->now, role, holder) != FORCE_YES)
			continue;
		for (size_t j = 0; j < role->holder_count; j++)
			followed |= !strcmp(role->holder[j].handle, holder->handle) &&
			            role->holder[j].term.until > holder->term.until;
		if (!followed && (!first || holder->term.until < first->term.until))
			first = holder;
	}
	return first;
}

/* As long as the last one, where the charter's max-term allows that. */
static int32_t usual_end(const struct group *group, const struct holder *last, int32_t from)
{
	const struct charter *charter = standing_charter(&group->now);
	int32_t until = last ? from + (last->term.until - last->term.from)
	                     : day_after(from, (struct duration){0, 6}) - 1;
	int32_t most =
	        span_is_zero(charter->max_term) ? until : span_after(from, charter->max_term) - 1;

	return until < most ? until : most;
}

static void report(
        struct context *context, const struct group *group, const struct opening *opening)
{
	struct out *out = context->out;
	const char **name = arena_array(context->arena, opening->roll_count, sizeof *name);

	if (out->form != FORM_HUMAN) {
		record_result(out, "id", opening->id);
		return;
	}
	out_style(out, STYLE_NAME, "%s", opening->id);
	out_print(out, " ");
	out_fold_rest(out, (int)strlen(opening->id) + 1, 2,
	        arena_print(context->arena, "election: %s, %s to %s.%s%s", opening->election->role,
	                day_iso(context->arena, opening->election->from),
	                day_iso(context->arena, opening->election->until),
	                opening->nominee ? " you nominate " : "",
	                opening->nominee ? opening->nominee : ""));
	for (size_t i = 0; i < opening->roll_count; i++)
		name[i] = opening->roll[i].handle;
	out_fold(out, 2,
	        arena_print(context->arena,
	                "on the roll: %s. Policy %s: decidable from %s%s; closes %s.",
	                join_names(context->arena, name, opening->roll_count),
	                opening->chosen->name, day_said(context, group, opening->decidable),
	                opening->chosen->early ? ", or when all who speak nominate one who accepts"
	                                       : "",
	                day_said(context, group, opening->closes)));
	if (opening->chosen->seal)
		out_print(
		        out, "  nominations are sealed: moot nominate %.4s HANDLE\n", opening->id);
}

/* Two elections for the same term would split the nominations. */
static void warn_of_another(
        struct context *context, const struct group *group, const struct election *election)
{
	const struct role *role = standing_role(&group->now, election->role);

	if (!role || role->seats != 1)
		return;
	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *one = group->ledger.negotiation[i];
		if (!one->void_reason && is_election(one) && one->facts.role &&
		        !strcmp(one->facts.role, election->role) &&
		        one->facts.term.from <= election->until &&
		        one->facts.term.until >= election->from &&
		        session_runs(context, group, one))
			talk_warning("an election for %s is open already: moot show %.4s",
			        election->role, one->id);
	}
}

static int commit(
        struct context *context, struct group *group, struct opening *opening, struct error *err)
{
	const struct renew_options *wanted = context->options;
	struct draft draft = DRAFT_INIT(context->arena);
	struct oid id;
	bool committed;

	if (opening_prepare(opening, group, err))
		return -1;
	warn_of_another(context, group, opening->election);
	opening_draft(opening, group, &draft);
	if (session_commit(context, group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	report(context, group, opening);
	if (opening->nominee)
		advice_next(context, "moot show %.4s", opening->id);
	else
		advice_next(context, "moot nominate %.4s HANDLE%s", opening->id,
		        opening->chosen->seal ? "" : " -m WHY");
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct renew_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct opening opening = {.id = opening_id(context->arena), .seconds = context->now};
	char slug[SLUG_LENGTH + 1];

	(void)argc;
	if (name_check(argv[0], strlen(argv[0]), err) || session_group(context, &group, err) ||
	        session_member(context, &group, &person, err))
		return -1;
	const struct role *role = standing_role(&group.now, argv[0]);
	const struct holder *holder = role ? holder_to_renew(&group, role) : NULL;
	struct election election = {.role = argv[0], .id = opening.id};
	election.from = wanted->from != DAY_NONE ? wanted->from
	                : holder                 ? holder->term.until + 1
	                                         : group.day;
	election.until = wanted->until != DAY_NONE ? wanted->until
	                                           : usual_end(&group, holder, election.from);
	slug_make(slug, argv[0], strlen(argv[0]));
	opening.who = person.handle;
	opening.slug = slug;
	opening.election = &election;
	opening.seats = wanted->seats;
	opening.policy = wanted->policy;
	opening.nominee = holder ? holder->handle : NULL;
	opening.why = session_message(context, &wanted->message);
	if (!role && known_nearest(context, &group, KNOWN_ROLES, argv[0])) {
		error_set(err, ERROR_FATAL, "there is no role '%s'", argv[0]);
		return known_hint(context, &group, KNOWN_ROLES, argv[0], NULL, err);
	}
	return commit(context, &group, &opening, err);
}

const struct command command_renew = {
        .name = "renew",
        .group = GROUP_NEGOTIATE,
        .summary = "open an election for a role, with its holder nominated",
        .operands = "ROLE",
        .operand_min = 1,
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct renew_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
