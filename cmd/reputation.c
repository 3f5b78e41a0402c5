/* SPDX-License-Identifier: MIT */
#include "cmd/report_credits.h"
#include "cmd/report_ranking.h"

#include <inttypes.h>
#include <string.h>

static const struct command_option options[] = {
        OPTION_STRING(
                struct score_options, topic, 0, "topic", "TOPIC", "in one topic, the total second"),
        OPTION_FLAG(struct score_options, strict, 0, "strict", "with --topic: all hops in it"),
        OPTION_FLAG(struct score_options, firm, 0, "firm", "order by what no few seeds can give"),
        OPTION_COUNT(struct score_options, top, 0, "top", "N", 1, UINT32_MAX, "the first N people"),
        OPTION_FLAG(struct score_options, events, 0, "events",
                "the acknowledgements, in the order in which they count"),
        OPTION_FLAG(struct score_options, all, 0, "all",
                "with --events: those that do not count, and why"),
        OPTION_FLAG(
                struct score_options, digest, 0, "digest", "one line that two people can compare"),
        OPTION_CHOICE(struct score_options, trailers, 0, "trailers", trailer_modes,
                "which lines of commit messages are trailers"),
        OPTION_STRING(struct score_options, from, 0, "from", "FILE",
                "acknowledgements kept elsewhere: giver receiver day units topic"),
        OPTION_STRING(struct score_options, seeds, 0, "seeds", "NAMES",
                "with --from: whose voice counts, separated by commas"),
        OPTION_END,
};

/* --- events --- */

static void print_event(
        struct context *context, const struct account *account, const struct evidence_item *item)
{
	const struct evidence *evidence = &account->evidence;
	struct out *out = context->out;
	char hex[OID_HEX_SIZE];
	const char *giver = evidence_giver(context->arena, evidence, item);
	const char *reason = account_void(account, item);

	oid_hex(hex, &account->group.history.commit[item->commit].id);
	if (out->form == FORM_HUMAN) {
		const char *place = event_place(context->arena, account, item, item->event);
		out_print(out, "%s  %s -> %s  %s %u  %s  %s%s%s\n",
		        day_iso(context->arena, item->day), giver, item->receiver_text, item->kind,
		        item->units, evidence->topic[item->topic], place ? place : hex,
		        reason ? "  void: " : "", reason ? reason : "");
		return;
	}
	record_open(out);
	record_text(out, "giver", giver);
	record_text(out, "receiver", item->receiver_text);
	record_text(out, "kind", item->kind);
	record_number(out, "units", item->units);
	record_text(out, "topic", evidence->topic[item->topic]);
	record_day(out, "day", item->day);
	record_place(out, account, item, item->event);
	record_text(out, "commit", hex);
	record_number(
	        out, "share", reason ? 0 : reputation_share(account->reputation, item->event));
	record_number(
	        out, "weight", reason ? 0 : reputation_weight(account->reputation, item->event));
	record_text(out, "void", reason);
	record_taken(out, account, item);
	record_close(out);
}

/* A table has no sentences: its rows are its events. */
static void print_row(struct context *context, const struct account *account, size_t row)
{
	const struct evidence *evidence = &account->evidence;
	const struct reputation_event *event = &evidence->event[row];
	struct out *out = context->out;
	const char *reason = event->giver == event->receiver  ? "self"
	                     : event->units == 0              ? "unscored"
	                     : event->day > account->input.at ? "later"
	                                                      : NULL;
	const struct score_options *wanted = context->options;

	if (reason && !wanted->all)
		return;
	if (out->form == FORM_HUMAN) {
		out_print(out, "%s  %s -> %s  %u  %s  %s%s%s\n",
		        day_iso(context->arena, event->day), evidence->person[event->giver],
		        evidence->person[event->receiver], event->units,
		        evidence->topic[event->topic],
		        event_place(context->arena, account, NULL, row), reason ? "  void: " : "",
		        reason ? reason : "");
		return;
	}
	record_open(out);
	record_text(out, "giver", evidence->person[event->giver]);
	record_text(out, "receiver", evidence->person[event->receiver]);
	record_text(out, "kind", NULL);
	record_number(out, "units", event->units);
	record_text(out, "topic", evidence->topic[event->topic]);
	record_day(out, "day", event->day);
	record_place(out, account, NULL, row);
	record_text(out, "commit", NULL);
	record_number(out, "share", reputation_share(account->reputation, row));
	record_number(out, "weight", reputation_weight(account->reputation, row));
	record_text(out, "void", reason);
	record_close(out);
}

static void print_events(struct context *context, const struct account *account)
{
	const struct score_options *wanted = context->options;
	const struct evidence *evidence = &account->evidence;

	for (size_t i = 0; i < evidence->item_count; i++)
		if (wanted->all || !account_void(account, &evidence->item[i]))
			print_event(context, account, &evidence->item[i]);
	for (size_t i = 0; account->table && i < evidence->event_count; i++)
		print_row(context, account, i);
}

static int print_digest(struct context *context, const struct account *account, struct error *err)
{
	const struct reputation_params *params = &account->input.params;
	char digest[REPUTATION_DIGEST];

	if (reputation_digest(account->reputation, digest, err))
		return -1;
	if (context->out->form == FORM_HUMAN) {
		out_print(context->out, "%s\n", digest);
		return 0;
	}
	record_open(context->out);
	record_text(context->out, "digest", digest);
	record_text(context->out, "params",
	        arena_print(context->arena, "half-life %u, units-of %u, pair-cap %u, steps %u",
	                params->half_life, params->units_of, params->pair_cap, params->steps));
	record_number(context->out, "events", (int64_t)reputation_counted(account->reputation));
	record_close(context->out);
	return 0;
}

/* --- people --- */

static void record_person(const struct ranking *ranking, uint32_t person)
{
	struct out *out = ranking->context->out;
	struct arena *arena = ranking->context->arena;
	char digits[WIDE_TEXT];
	struct wide score = ranking->score[person];
	const struct account_signs *signs = &ranking->signs[person];
	size_t count;

	record_open(out);
	record_text(out, "person", ranking->account->evidence.person[person]);
	record_text(out, "score", wide_text(score, digits));
	record_number(out, "ppm", (int64_t)reputation_ppm(ranking->shown, score));
	if (ranking->has_firm)
		record_number(out, "firm_ppm",
		        (int64_t)reputation_ppm(ranking->shown, ranking->firm[person]));
	else
		record_text(out, "firm_ppm", NULL);
	record_text(out, "breadth",
	        tenths_text(
	                arena, reputation_breadth(ranking->shown, person, ranking->topic).tenths));
	record_number(out, "thanked", signs->thanked);
	record_number(out, "cited", signs->cited);
	record_number(out, "asked", signs->asked);
	record_number(out, "mentioned", signs->mentioned);
	record_list_open(out, "topics");
	const char **topic = ranking_topics(ranking, person, 5, &count);
	for (size_t i = 0; i < count; i++)
		record_text(out, NULL, topic[i]);
	record_list_close(out);
	record_close(out);
}

/* The last day on which a person wrote; DAY_NONE: only programs did. */
static int32_t newest_day(const struct account *account)
{
	const struct history *history = &account->group.history;
	int32_t newest = DAY_NONE;

	for (uint32_t i = 0; i < history->count; i++)
		if (account->evidence.author_of[i] < account->evidence.person_count &&
		        (newest == DAY_NONE || history->commit[i].day > newest))
			newest = history->commit[i].day;
	return newest;
}

/* Nobody's voice counts: why, and when somebody's did. */
static const char *explain_silence(const struct ranking *ranking)
{
	const struct account *account = ranking->account;
	const struct group *group = &account->group;
	struct arena *arena = ranking->context->arena;
	const char *day = day_iso(arena, account->input.at);
	int32_t newest = account->table ? DAY_NONE : newest_day(account);
	const char *why = account->table ? ""
	                  : !account->unproven
	                          ? arena_print(arena,
	                                    standing_charter(&group->now)->seed_count
	                                            ? ", since nobody holds a role of 'seeds =' in "
	                                              "moot.ini on %s"
	                                            : ", since nobody is a member in force on %s",
	                                    day)
	                  : newest != DAY_NONE
	                          ? arena_print(arena,
	                                    ", since nobody wrote in the two years before %s; the "
	                                    "last commit of a person is of %s, and may be asked "
	                                    "with --at",
	                                    day, day_iso(arena, newest))
	                          : "";

	return arena_print(arena, "nobody's voice counts: all scores are 0%s", why);
}

static void print_unborn(struct context *context)
{
	const char *branches = context_branches(context);

	out_print(context->out, "nothing was committed on this branch yet\n");
	if (branches)
		out_print(context->out, "there are other branches: %s; --commit BRANCH reads one\n",
		        branches);
}

/* What history mode rests on, and what it passed over. */
static void print_preface(const struct ranking *ranking)
{
	struct context *context = ranking->context;
	const struct account *account = ranking->account;
	size_t counted = reputation_counted(account->reputation);

	if (account->unproven)
		report_credits(context, account);
	if (account->group.unborn)
		print_unborn(context);
	else if (account->input.seed_count == 0)
		out_fold(context->out, 0, explain_silence(ranking));
	else if (counted && !ranking->count && ranking->topic == REPUTATION_ALL)
		out_fold(context->out, 0,
		        "nobody has a score: whoever acknowledged somebody has no voice on that "
		        "day, or it was too long ago");
	else if (!counted && account->unproven)
		out_print(context->out,
		        "nobody has been acknowledged yet, as with Reviewed-by: or Reported-by:\n");
	else if (!counted)
		out_print(context->out,
		        "nobody has been acknowledged yet: thank somebody, moot thank\n");
}

static int rank(struct ranking *ranking, struct error *err)
{
	struct context *context = ranking->context;
	const struct score_options *wanted = context->options;
	struct account *account = ranking->account;
	size_t people = account->evidence.person_count;
	struct wide *total = arena_array(context->arena, people, sizeof *total);

	ranking->topic = REPUTATION_ALL;
	ranking->shown = account->reputation;
	if (wanted->topic && score_topic(account, wanted->topic, &ranking->topic, err))
		return -1;
	if (wanted->strict &&
	        reputation_strict(&ranking->shown, account->reputation, ranking->topic, err))
		return -1;
	ranking->score = arena_array(context->arena, people, sizeof *ranking->score);
	ranking->firm = arena_array(context->arena, people, sizeof *ranking->firm);
	ranking->order = arena_array(context->arena, people, sizeof *ranking->order);
	reputation_topic(ranking->shown, ranking->topic, ranking->score);
	memcpy(total, reputation_scores(account->reputation), people * sizeof *total);
	ranking->has_firm = reputation_firm(ranking->shown, ranking->topic, ranking->firm);
	for (size_t i = 0; i < people; i++)
		if (!wide_zero(ranking->score[i]))
			ranking->order[ranking->count++] = (uint32_t)i;
	bool by_firm = wanted->firm && ranking->has_firm;
	if (by_firm && wanted->topic)
		reputation_firm(account->reputation, REPUTATION_ALL, total);
	reputation_order(account->reputation, by_firm ? ranking->firm : ranking->score, total,
	        ranking->order, ranking->count);
	if (wanted->top && ranking->count > wanted->top)
		ranking->count = wanted->top;
	ranking->signs = account_signs(account, context->arena);
	reputation_index(ranking->shown);
	return 0;
}

static int print_people(struct context *context, struct account *account, struct error *err)
{
	struct ranking ranking = {.context = context, .account = account};

	if (rank(&ranking, err))
		return -1;
	if (context->out->form == FORM_HUMAN) {
		print_preface(&ranking);
		if (ranking.count)
			ranking_print(&ranking);
	} else {
		for (size_t i = 0; i < ranking.count; i++)
			record_person(&ranking, ranking.order[i]);
	}
	if (ranking.shown != account->reputation)
		reputation_free(ranking.shown);
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct score_options *wanted = context->options;
	struct account account;
	int status;

	(void)argc;
	(void)argv;
	if (wanted->strict && !wanted->topic)
		return error_set(err, ERROR_USAGE, "--strict goes with --topic");
	if (wanted->all && !wanted->events)
		return error_set(err, ERROR_USAGE, "--all goes with --events");
	if (score_account(context, wanted, &account, err))
		return -1;
	if (wanted->events) {
		print_events(context, &account);
		status = 0;
	} else if (wanted->digest) {
		status = print_digest(context, &account, err);
	} else {
		status = print_people(context, &account, err);
	}
	account_release(&account);
	return status;
}

const struct command command_reputation = {
        .name = "reputation",
        .group = GROUP_SEE,
        .summary = "who is acknowledged by whom, and what it comes to",
        .option = options,
        .options_size = sizeof(struct score_options),
        .needs = READS | PAGED | KEPT, /* and the history, unless --from */
        .run = run,
};
