/* SPDX-License-Identifier: MIT */
#include "core/rules/simulate.h"

#include "core/rules/tally_private.h"

#include <string.h>

struct judging {
	struct simulation *out;
	struct arena *arena;
	const struct charter *charter;
	const struct policy *policy;
	const struct heads_said *said;
};

__attribute__((format(printf, 2, 3))) static void warn(
        struct judging *judging, const char *format, ...)
{
	enum { WARNINGS_MAX = 8 };
	struct simulation *out = judging->out;
	va_list args;

	if (!out->warning)
		out->warning = arena_array(judging->arena, WARNINGS_MAX, sizeof *out->warning);
	if (out->warning_count == WARNINGS_MAX)
		return;
	va_start(args, format);
	out->warning[out->warning_count++] = arena_vprint(judging->arena, format, args);
	va_end(args);
}

static uint32_t spoken(const struct heads_said *said)
{
	return said->consents + said->concerns + said->objections + said->aside + said->abstained;
}

static bool is_appeal(const struct policy *policy)
{
	return !strcmp(policy->name, "appeal");
}

/* A negotiation made up of nothing but these heads, judged as any other. */
static bool judge(const struct judging *judging, const struct heads_said *said, const char **why)
{
	struct arena *arena = judging->arena;
	struct policy policy = *judging->policy;
	struct ledger ledger = {.arena = arena};
	struct moment moment = moment_at(&ledger, NULL, LEDGER_TIP, 0);
	struct option option = {.name = "a"};
	struct negotiation negotiation = {.opening = {.who = "1"},
	        .option = &option,
	        .option_count = 1,
	        .roll = arena_array(arena, said->roll, sizeof *negotiation.roll),
	        .roll_count = said->roll,
	        .group_count = 1,
	        .appeal = is_appeal(&policy)};
	struct option_tally tally = {.option = &option,
	        .entry = arena_array(arena, said->roll, sizeof *tally.entry),
	        .entry_count = said->roll};
	const uint32_t heads[] = {
	        said->consents, said->concerns, said->objections, said->aside, said->abstained};
	static const enum stance stance[] = {
	        STANCE_CONSENT, STANCE_CONCERN, STANCE_OBJECT, STANCE_STAND_ASIDE, STANCE_ABSTAIN};
	static const uint64_t on_it = 1;
	uint32_t next = 0;

	if (policy.method == METHOD_ELECTION)
		policy.method = METHOD_CONSENT;
	for (uint32_t i = 0; i < said->roll; i++) {
		negotiation.roll[i] = (struct roll_entry){
		        arena_print(arena, "%u", i + 1), "member", false, &on_it};
		tally.entry[i] = (struct stance_entry){
		        .handle = negotiation.roll[i].handle, .roll = &negotiation.roll[i]};
	}
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		for (uint32_t j = 0; j < heads[i] && next < said->roll; j++) {
			tally.entry[next].spoke = tally.entry[next].spoken_since = true;
			tally.entry[next++].stance = stance[i];
		}
	struct counting counting = {.moment = &moment,
	        .negotiation = &negotiation,
	        .arena = arena,
	        .policy = {&policy, NULL},
	        .policy_count = 1};
	judge_option(&counting, &tally);
	*why = tally.why;
	return tally.passes;
}

/* The same by numbers alone, for votes: enough to look at every count there can be. */
static bool vote_passes(const struct policy *policy, uint32_t roll, uint32_t yes, uint32_t no)
{
	bool quorum = !policy->quorum.denominator || !policy->quorum.numerator ||
	              fraction_met(policy->quorum, yes + no, roll);

	return quorum && yes >= (roll < 2 ? 1u : 2u) &&
	       fraction_met(policy->yes, yes, is_appeal(policy) ? roll : yes + no);
}

/* A no that makes a yes pass, since it makes the quorum. */
static void check_paradox(struct judging *judging)
{
	const struct heads_said *said = judging->said;
	const struct policy *policy = judging->policy;
	struct heads_said more = *said;
	const char *ignored;

	if (policy->method != METHOD_VOTE)
		return;
	more.objections++;
	if (!judging->out->passes && spoken(said) < said->roll && judge(judging, &more, &ignored)) {
		warn(judging, "with one no more it would pass: the no makes the quorum");
		return;
	}
	for (uint32_t yes = 0; yes < said->roll; yes++)
		for (uint32_t no = 0; yes + no < said->roll; no++)
			if (!vote_passes(policy, said->roll, yes, no) &&
			        vote_passes(policy, said->roll, yes, no + 1)) {
				warn(judging,
				        "a no may make a yes pass: %u for and %u against fail for "
				        "want of a quorum, %u for and %u against pass",
				        yes, no, yes, no + 1);
				return;
			}
}

static void check_vacuous(struct judging *judging)
{
	const struct policy *policy = judging->policy;
	uint32_t roll = judging->said->roll, two = roll < 2 ? 1 : 2;
	bool quorum = policy->quorum.denominator && policy->quorum.numerator;
	bool used = policy->method == METHOD_ELECTION;

	if (quorum && fraction_needed(policy->quorum, roll) <= two)
		warn(judging,
		        "its quorum asks nothing of a roll of %u: the two consents of rule N6 meet "
		        "it",
		        roll);
	if (!quorum && roll > 2)
		warn(judging, "it has no quorum: two may decide for a roll of %u", roll);
	if (policy->sponsors > roll)
		warn(judging,
		        "it wants %u sponsors, and there are %u: it waits for the consent of all",
		        policy->sponsors, roll);
	if (quorum && fraction_needed(policy->quorum, roll) > roll)
		warn(judging, "its quorum cannot be met");
	if (policy->method == METHOD_VOTE) {
		struct fraction half = {1, 2, true};
		if (fraction_met(policy->yes, 1, 2) && !fraction_met(half, 1, 2))
			warn(judging, "a tie passes: as many for as against");
		if (fraction_met(policy->yes, 0, 1))
			warn(judging,
			        "its yes asks for nothing: whatever is against, two consents pass");
		if (!fraction_met(policy->yes, 1, 1))
			warn(judging, "its yes cannot be met, even by all");
	}
	if (policy->method == METHOD_RANKED && policy->unranked_said &&
	        (policy->count == RANKED_APPROVAL || policy->count == RANKED_STV))
		warn(judging, "unranked makes no difference to %s",
		        policy->count == RANKED_STV ? "stv" : "approval");
	for (size_t i = 0; i < CHANGE_KINDS; i++)
		used |= judging->charter->use[i] && !strcmp(judging->charter->use[i], policy->name);
	static const char *const asked_for[] = {
	        "emergency", "advice", "lazy", "appeal", "entrenched"};
	for (size_t i = 0; i < sizeof asked_for / sizeof *asked_for; i++)
		used |= !strcmp(policy->name, asked_for[i]);
	if (!used)
		warn(judging,
		        "nothing is mapped to it in [use]: it holds only where it is asked for");
}

void simulate(struct simulation *out, struct arena *arena, const struct charter *charter,
        const struct policy *policy, const struct heads_said *said)
{
	struct judging judging = {out, arena, charter, policy, said};

	*out = (struct simulation){.policy = policy, .counts = policy->method != METHOD_RANKED};
	if (out->counts)
		out->passes = judge(&judging, said, &out->why);
	else
		out->why = "it counts rankings: moot tally --ballots";
	check_paradox(&judging);
	check_vacuous(&judging);
}
