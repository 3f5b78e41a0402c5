/* SPDX-License-Identifier: MIT */
#include "cmd/report_negotiation.h"

#include "cmd/ballots.h"
#include "cmd/table.h"

#include "core/rules/option.h"
#include "core/rules/after.h"
#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/recall.h"
#include "core/writing/opening.h"
#include "core/rules/roll.h"
#include "formats/date.h"

#include <string.h>

/* --- words --- */

static bool everybody_spoke(const struct tally *tally)
{
	return tally->winner && tally->winner->everybody;
}

/* After its close nothing can make it pass any more, but what waits for another one. */
static bool is_closed(const struct group *group, const struct tally *tally)
{
	bool waits = false;

	for (size_t i = 0; i < tally->option_count; i++)
		waits |= tally->option[i].waits && tally->option[i].passes;
	return tally->state == STATE_OPEN && !waits && tally->negotiation->closes != DAY_NONE &&
	       group->day > tally->negotiation->closes;
}

const char *state_said(struct context *context, struct group *group, const struct tally *tally)
{
	struct arena *arena = context->arena;
	const struct negotiation *negotiation = tally->negotiation;
	const struct decision *decision = negotiation_ended(&group->now, negotiation);

	switch (tally_shown(tally)) {
	case STATE_DISPUTED:
		return tally->disputed;
	case STATE_ADOPTED:
		return arena_print(arena, "decided on %s: option %s",
		        day_said(context, group, decision->stamp.day),
		        negotiation->option[decision->option].name);
	case STATE_CONTESTED:
		return arena_print(arena, "contested, option %s of %s: %s",
		        negotiation->option[decision->option].name,
		        day_said(context, group, decision->stamp.day), tally->why);
	case STATE_ENDED:
		return arena_print(arena, "%s, recorded on %s", decision->file.result,
		        day_said(context, group, decision->stamp.day));
	case STATE_DECIDABLE:
		return everybody_spoke(tally) ? "decidable: everyone has spoken" : "decidable";
	case STATE_OPEN:
		if (is_closed(group, tally))
			return arena_print(arena, "closed on %s, and did not pass%s%s",
			        day_said(context, group, negotiation->closes),
			        tally->why ? ": " : "", tally->why ? tally->why : "");
		return tally->why ? arena_print(arena, "open: %s", tally->why) : "open";
	default:
		return tally->why ? arena_print(arena, "%s: %s",
		                            negotiation_state_name[tally->state], tally->why)
		                  : negotiation_state_name[tally->state];
	}
}

/* The first words of a prose, on one line. */
const char *first_words(struct arena *arena, const char *prose, size_t most)
{
	size_t len = strlen(prose);
	bool cut = len > most;

	for (len = cut ? most : len; cut && len && ((unsigned char)prose[len] & 0xC0) == 0x80;)
		len--;
	char *words = arena_print(arena, "%.*s%s", (int)len, prose, cut ? "\xe2\x80\xa6" : "");
	for (char *at = words; *at; at++)
		if (*at == '\n')
			*at = ' ';
	return words;
}

static void add_stances(
        struct buf *text, const struct option_tally *option, enum stance stance, const char *word)
{
	bool first = true;

	for (size_t i = 0; i < option->entry_count; i++) {
		const struct stance_entry *entry = &option->entry[i];
		if (entry->stance != stance || (stance == STANCE_NONE && !entry->roll))
			continue;
		if (first)
			buf_print(text, "%s%s ", text->len ? "; " : "", word);
		buf_print(text, "%s%s%s", first ? "" : ", ", entry->handle,
		        !entry->roll ? " (not on the roll)" : "");
		if (entry->via)
			buf_print(text, " (via %s)", entry->via);
		else if (entry->said && entry->said->relayer)
			buf_print(text, " (relayed by %s)", entry->said->relayer);
		first = false;
	}
}

static const char *stances_said(struct arena *arena, const struct option_tally *option)
{
	struct buf text = BUF_INIT;

	add_stances(&text, option, STANCE_CONSENT, "consent");
	add_stances(&text, option, STANCE_CONCERN, "concern");
	add_stances(&text, option, STANCE_OBJECT, "objection");
	add_stances(&text, option, STANCE_STAND_ASIDE, "aside");
	add_stances(&text, option, STANCE_ABSTAIN, "abstain");
	add_stances(&text, option, STANCE_NONE, "silent");
	char *copy = arena_string(arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

/* --- the human form --- */

static void awareness(
        struct context *context, struct group *group, const struct negotiation *negotiation)
{
	struct out *out = context->out;

	out_style(out, STYLE_BOLD, "  awareness\n");
	out_fold(out, 4,
	        arena_print(context->arena, "%s opened it on %s%s%s",
	                negotiation->opening.who ? negotiation->opening.who
	                                         : negotiation->opener_name,
	                day_said(context, group, negotiation->opened),
	                negotiation->policy ? " under policy " : "",
	                negotiation->policy ? negotiation->policy->name : ""));
	if (*negotiation->proposal)
		out_fold(out, 4, negotiation->proposal);
	for (size_t i = 0; i < negotiation->facts.seen_count; i++)
		out_print(out, "    seen in %s\n", negotiation->facts.seen[i]);
	const char **name = arena_array(context->arena, negotiation->roll_count, sizeof *name);
	for (size_t i = 0; i < negotiation->roll_count; i++)
		name[i] = arena_print(context->arena, "%s (%s%s)", negotiation->roll[i].handle,
		        negotiation->roll[i].because,
		        negotiation->roll[i].outside ? ", heard" : "");
	if (negotiation->roll_count)
		out_fold(out, 4,
		        arena_print(context->arena, "on the roll: %s",
		                join_names(context->arena, name, negotiation->roll_count)));
}

/* "[holder ana] 2026-02-01..2026-07-31": a term is its days. */
static const char *term_said(struct arena *arena, const struct keyed_entry *entry)
{
	return arena_print(arena, "[%s%s%s] %s..%s", entry->word, entry->name ? " " : "",
	        entry->name ? entry->name : "", entry->from,
	        entry->value_count ? entry->value[0] : "");
}

static void option_change(struct context *context, const struct keyed_change *key)
{
	const struct keyed_entry *entry = keyed_change_entry(key);
	struct out *out = context->out;

	/* the days of a term are told with its end; what it rests on, where that alone changes */
	if (entry->from && (!strcmp(entry->key, "from") ||
	                           (!strcmp(entry->key, "by") && !(key->before && key->after))))
		return;
	if (entry->from && !strcmp(entry->key, "until")) {
		if (key->before)
			out_style(out, STYLE_BAD, "      - %s\n",
			        term_said(context->arena, key->before));
		if (key->after)
			out_style(out, STYLE_GOOD, "      + %s\n",
			        term_said(context->arena, key->after));
		return;
	}
	const char *place = arena_print(context->arena, "[%s%s%s] %s", entry->word,
	        entry->name ? " " : "", entry->name ? entry->name : "", entry->key);
	for (size_t i = 0; key->before && i < key->before->value_count; i++)
		out_style(out, STYLE_BAD, "      - %s = %s\n", place, key->before->value[i]);
	for (size_t i = 0; key->after && i < key->after->value_count; i++)
		out_style(out, STYLE_GOOD, "      + %s = %s\n", place, key->after->value[i]);
}

static void option_changes(struct context *context, const struct option *option)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];

		if (option->change_count > 1)
			out_print(context->out, "      %s\n", change->file->name);
		for (size_t j = 0; j < change->diff.count; j++)
			option_change(context, &change->diff.change[j]);
	}
}

static void voices_on(struct context *context, const struct negotiation *negotiation,
        const struct option_tally *option)
{
	for (size_t i = 0; i < option->entry_count; i++) {
		const struct stance_entry *entry = &option->entry[i];
		if (!entry->said || entry->via || !*entry->said->voice.prose)
			continue;
		out_fold(context->out, 6,
		        arena_print(context->arena, "%s%s%s (%s): %s", entry->handle,
		                entry->said->relayer ? ", relayed by " : "",
		                entry->said->relayer ? entry->said->relayer : "",
		                stance_name[entry->stance],
		                first_words(context->arena, entry->said->voice.prose, 240)));
	}
	(void)negotiation;
}

static const char *preference(const struct said *said)
{
	for (size_t i = said->voice.line_count; i-- > 0;)
		if (said->voice.line[i].word == VOICE_PREFER)
			return said->voice.line[i].value;
	return NULL;
}

/* "ana prefers b > a": the last of each, where rankings are counted. */
static void rankings(struct context *context, const struct negotiation *negotiation)
{
	for (size_t i = 0; i < negotiation->roll_count; i++) {
		const char *who = negotiation->roll[i].handle, *last = NULL;
		for (size_t j = 0; j < negotiation->said_count; j++) {
			const struct said *said = &negotiation->said[j];
			if (said->stamp.who && !strcmp(said->stamp.who, who) && preference(said))
				last = preference(said);
		}
		if (last)
			out_fold(context->out, 4,
			        arena_print(context->arena, "%s prefers %s", who, last));
	}
}

/* What was passed on, and does not count or not yet. */
static void relayed_voices(
        struct context *context, struct group *group, const struct negotiation *negotiation)
{
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		if (!said->relayed || !moment_sees(&group->now, &said->stamp) ||
		        (said->relayer && group->day >= said->counts_from))
			continue;
		const char *counts =
		        said->relayer ? arena_print(context->arena,
		                                "counts from %s on, unless %s says otherwise",
		                                day_said(context, group, said->counts_from),
		                                said->relayed)
		                      : "does not count (rule V2)";
		out_fold(context->out, 4,
		        arena_print(context->arena, "%s, relayed by %s: %s", said->relayed,
		                said->relayer ? said->relayer : said->author_name, counts));
	}
}

static void alternatives(struct context *context, struct group *group, const struct tally *tally)
{
	const struct negotiation *negotiation = tally->negotiation;
	struct out *out = context->out;

	out_style(out, STYLE_BOLD, "  alternatives\n");
	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		const char *sentence = option_sentence(context->arena, option->option, group->day);
		out_print(out, "    ");
		out_style(out, STYLE_NAME, "%s", option->option->name);
		size_t named = strlen(option->option->name);
		/* behind a longer name folding puts the second blank itself */
		out_print(out, "%s", named > 1 ? " " : "  ");
		out_fold_rest(out, (int)named + 5, 6,
		        arena_print(context->arena, "%s, by %s", sentence,
		                option->option->stamp.who ? option->option->stamp.who
		                                          : "somebody unknown"));
		option_changes(context, option->option);
		out_fold(out, 6, stances_said(context->arena, option));
		voices_on(context, negotiation, option);
		bool told = tally->why && option->why && !strcmp(option->why, tally->why);
		if (option->why && !told && option->state != STATE_DECIDABLE &&
		        tally->state != STATE_ADOPTED && tally->state != STATE_CONTESTED &&
		        tally->state != STATE_ENDED)
			out_fold(out, 6, option->why);
	}
	for (size_t i = 0; i < negotiation->option_count; i++)
		if (negotiation->option[i].void_reason)
			out_fold(out, 4,
			        arena_print(context->arena, "%s  void: %s",
			                negotiation->option[i].name,
			                negotiation->option[i].void_reason));
	relayed_voices(context, group, negotiation);
	rankings(context, negotiation);
	out_print(out, "    none  things stay as they are\n");
}

static void action(struct context *context, struct group *group, const struct tally *tally)
{
	const struct negotiation *negotiation = tally->negotiation;
	const struct decision *decision = negotiation_ended(&group->now, negotiation);
	struct out *out = context->out;
	char hex[OID_HEX_SIZE];

	out_style(out, STYLE_BOLD, "  action\n");
	for (size_t i = 0; i < negotiation->decision_count; i++) {
		const struct decision *one = &negotiation->decision[i];
		if (one->void_reason)
			out_fold(out, 4,
			        arena_print(context->arena, "a decision by %s in %.7s is void: %s",
			                one->stamp.who ? one->stamp.who : "somebody unknown",
			                oid_hex(hex, &one->stamp.id), one->void_reason));
	}
	if (decision) {
		out_print(out, "    %s %s in %.7s",
		        decision->stamp.who ? decision->stamp.who : "somebody unknown",
		        decision->option == UINT32_MAX ? "recorded that nothing came of it"
		                                       : "decided",
		        oid_hex(hex, &decision->stamp.id));
		int32_t review = decision_review(&group->now, negotiation, decision);
		if (review != DAY_NONE)
			out_print(out, "; to be looked at again by %s",
			        day_said(context, group, review));
		out_print(out, "\n");
	} else if (tally->winner) {
		out_print(out, "    moot decide %.4s would commit %s\n", negotiation->id,
		        tally->winner->option->name);
	} else if (is_closed(group, tally)) {
		out_print(out, "    moot decide %.4s records that nothing came of it\n",
		        negotiation->id);
	} else if (negotiation->closes != DAY_NONE) {
		out_fold(out, 4,
		        arena_print(context->arena, "decidable from %s, closes %s",
		                day_said(context, group, tally->decidable),
		                day_said(context, group, negotiation->closes)));
	}
	if (!decision && recall_holder(&group->now, negotiation))
		out_fold(out, 4,
		        arena_print(context->arena,
		                "%s holds %s unless it passes; nobody who decides it is taken out "
		                "of the group before it is over",
		                negotiation->facts.person, negotiation->facts.role));
	const char **sealed;
	size_t sealed_count =
	        decision ? 0 : election_unrevealed(negotiation, context->arena, &sealed);
	if (sealed_count)
		out_fold(out, 4,
		        arena_print(context->arena, "sealed, not revealed yet: %s",
		                join_names(context->arena, sealed, sealed_count)));
	if (!decision && tally->missing_count)
		out_fold(out, 4,
		        arena_print(context->arena, "not heard%s: %s",
		                is_closed(group, tally) ? "" : " yet",
		                join_names(context->arena, tally->missing, tally->missing_count)));
}

void report_negotiation(
        struct context *context, struct group *group, const struct negotiation *negotiation)
{
	struct tally tally;

	tally_read(&tally, context->arena, &group->now, negotiation);
	out_style(context->out, STYLE_NAME, "%s", negotiation->id);
	out_style(context->out, STYLE_BOLD, "  %s", negotiation->slug);
	out_print(context->out, "  ");
	out_fold_rest(context->out, (int)(strlen(negotiation->id) + strlen(negotiation->slug)) + 4,
	        2, state_said(context, group, &tally));
	awareness(context, group, negotiation);
	alternatives(context, group, &tally);
	action(context, group, &tally);
}

static size_t counted_seats(const struct tally *tally)
{
	return is_election(tally->negotiation) ? election_seats(tally->negotiation) : 1;
}

void report_tally(struct context *context, struct group *group, const struct tally *tally)
{
	struct table table = TABLE_INIT;

	out_style(context->out, STYLE_NAME, "%s", tally->negotiation->id);
	out_print(context->out, "  %s  ", tally->negotiation->slug);
	out_fold_rest(context->out,
	        (int)(strlen(tally->negotiation->id) + strlen(tally->negotiation->slug)) + 4, 2,
	        state_said(context, group, tally));
	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		table_row(&table, context->arena);
		table_cell(&table, STYLE_NAME, "%s", option->option->name);
		table_cell(&table, STYLE_PLAIN, "%s", negotiation_state_name[option->state]);
		table_cell(&table, STYLE_PLAIN, "%s", stances_said(context->arena, option));
	}
	table.indent = 2;
	table_print(&table, context->out);
	if (tally->count)
		count_print(context, tally->count, tally->counted, counted_seats(tally));
}

/* --- records --- */

static void record_options(struct context *context, struct group *group, const struct tally *tally)
{
	struct out *out = context->out;

	record_list_open(out, "options");
	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		record_group_open(out, NULL);
		record_text(out, "name", option->option->name);
		record_text(out, "by", option->option->stamp.who);
		record_text(out, "state", negotiation_state_name[option->state]);
		record_text(out, "changes",
		        option_sentence(context->arena, option->option, group->day));
		record_group_close(out);
	}
	record_list_close(out);
}

static void record_stances(struct out *out, const struct tally *tally)
{
	char hex[OID_HEX_SIZE];

	record_list_open(out, "stances");
	for (size_t i = 0; i < tally->option_count; i++) {
		const struct option_tally *option = &tally->option[i];
		for (size_t j = 0; j < option->entry_count; j++) {
			const struct stance_entry *entry = &option->entry[j];
			if (entry->stance == STANCE_NONE)
				continue;
			const struct stamp *stamp =
			        entry->said ? &entry->said->stamp : &option->option->stamp;
			record_group_open(out, NULL);
			record_text(out, "person", entry->handle);
			record_text(out, "option", option->option->name);
			record_text(out, "stance", stance_name[entry->stance]);
			if (entry->via)
				record_text(out, "via", entry->via);
			if (entry->said && entry->said->relayer)
				record_text(out, "relayed_by", entry->said->relayer);
			record_day(out, "day", stamp->day);
			record_text(out, "commit", oid_hex(hex, &stamp->id));
			record_group_close(out);
		}
	}
	record_list_close(out);
}

void record_negotiation(
        struct context *context, struct group *group, const struct negotiation *negotiation)
{
	const struct decision *decision = negotiation_ended(&group->now, negotiation);
	struct out *out = context->out;
	struct tally tally;
	char hex[OID_HEX_SIZE];

	tally_read(&tally, context->arena, &group->now, negotiation);
	record_open(out);
	record_text(out, "id", negotiation->id);
	record_text(out, "slug", negotiation->slug);
	record_text(out, "state", negotiation_state_name[tally_shown(&tally)]);
	record_text(out, "policy", negotiation->policy ? negotiation->policy->name : NULL);
	record_day(out, "opened", negotiation->opened);
	record_day(out, "decidable", tally.decidable);
	record_day(out, "closes", negotiation->closes);
	record_options(context, group, &tally);
	record_list_open(out, "roll");
	for (size_t i = 0; i < negotiation->roll_count; i++) {
		record_group_open(out, NULL);
		record_text(out, "person", negotiation->roll[i].handle);
		record_text(out, "because", negotiation->roll[i].because);
		record_group_close(out);
	}
	record_list_close(out);
	record_stances(out, &tally);
	record_list_open(out, "missing");
	for (size_t i = 0; i < tally.missing_count; i++)
		record_text(out, NULL, tally.missing[i]);
	record_list_close(out);
	record_text(out, "result",
	        !decision                        ? NULL
	        : decision->option == UINT32_MAX ? decision->file.result
	                                         : "adopted");
	record_text(out, "decision", decision ? oid_hex(hex, &decision->stamp.id) : NULL);
	count_record(out, tally.count, tally.counted);
	record_close(out);
}
