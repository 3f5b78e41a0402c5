/* SPDX-License-Identifier: MIT */
/* Whether a decision follows from what was said: rules N3, N6 to N13, V3, V4. */
#include "core/replay/replay_private.h"

#include "core/rules/acting.h"
#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/limit.h"
#include "core/rules/option.h"
#include "core/rules/tally.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <string.h>

struct deciding {
	struct replay *replay;
	uint32_t commit;
	const struct replay_change_set *set;
	bool *laid;
	struct negotiation *negotiation;
	struct decision *decision;
	struct moment moment;
	struct tally tally;
	struct arena scratch; /* of the count, which is over when the decision is judged */
};

__attribute__((format(printf, 2, 3))) static void fail(
        struct deciding *deciding, const char *format, ...)
{
	va_list args;

	if (deciding->decision->void_reason)
		return;
	va_start(args, format);
	deciding->decision->void_reason = arena_vprint(deciding->replay->arena, format, args);
	va_end(args);
}

static size_t change_of(const struct deciding *deciding, uint32_t path)
{
	for (size_t i = 0; i < deciding->set->count; i++)
		if (deciding->set->change[i].path == path)
			return i;
	return SIZE_MAX;
}

/* The file as the commit has it, changed or not: what was void before may be what is agreed now. */
static int in_tree(const struct deciding *deciding, const struct file *file,
        const struct file **out, struct error *err)
{
	struct replay *replay = deciding->replay;
	const char *path = file->name;
	struct oid blob;
	uint16_t mode;

	if (*replay->options.root)
		path = arena_print(replay->arena, "%s/%s", replay->options.root, path);
	int found = repo_find(replay->repo, &replay->history->commit[deciding->commit].tree, path,
	        &blob, &mode, err);
	if (found <= 0)
		return found;
	return replay_file(replay, file->path, &blob, mode, out, err);
}

/* What the option leaves of a file; over its own base that reads back as the option has it. */
static const struct file *lay(const struct deciding *deciding, const struct option_change *change,
        const struct file *stands, struct error *refused)
{
	if (stands && stands == change->base && stands->usable && change->file->usable)
		return change->file;
	return option_lay(&deciding->moment, &deciding->replay->ledger->files, change, refused);
}

/*
 * The files that the decision leaves: each must read back as the option's changed keys laid over
 * what stood.  On success *standing holds them.
 */
static int check_text(struct deciding *deciding, const struct option *option,
        struct standing *standing, struct error *err)
{
	struct replay *replay = deciding->replay;
	struct standing next = *standing;
	bool *mine = arena_array(&deciding->scratch, deciding->set->count, sizeof *mine);

	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		struct error refused = ERROR_INIT;
		const struct file *stands =
		        standing_get(standing, change->file->class, change->file->path);
		if (file_same(change->base, change->file))
			continue;
		const struct file *laid = lay(deciding, change, stands, &refused);
		if (!laid) {
			fail(deciding, "%s cannot be written: %s", change->file->name,
			        refused.text);
			return 0;
		}
		size_t number = change_of(deciding, change->file->path);
		const struct file *after = stands;
		if (number != SIZE_MAX) {
			const struct change *changed = &deciding->set->change[number];
			if (replay_file(replay, changed->path, &changed->after, changed->mode_after,
			            &after, err))
				return -1;
			mine[number] = true;
		} else if (in_tree(deciding, change->file, &after, err)) {
			return -1;
		}
		if (!after || !file_same(after, laid)) {
			fail(deciding, "%s is not what option %s agreed (rule N10)",
			        change->file->name, option->name);
			return 0;
		}
		next = standing_set(
		        replay->arena, next, after, change->file->class, change->file->path);
	}
	for (size_t i = 0; i < option->change_count; i++) {
		const struct file *file = option->change[i].file;
		const struct file *before = standing_get(standing, file->class, file->path);
		const struct file *after = standing_get(&next, file->class, file->path);
		if (before != after)
			replay_verdict(replay, deciding->commit, deciding->decision->stamp.who,
			        file->path, before, after, RIGHT_DECISION, deciding->negotiation,
			        NULL);
	}
	*standing = next;
	for (size_t i = 0; i < deciding->set->count; i++)
		deciding->laid[i] |= mine[i];
	return 0;
}

/* Rule N13: the tree of the folder in the first parent, without the decisions in it. */
static void check_voices(struct deciding *deciding, const struct oid *found)
{
	const char *voices = deciding->decision->file.voices;
	struct oid named;

	if (voices && !oid_is_zero(found) &&
	        (!oid_parse(&named, voices, strlen(voices)) || !oid_equal(&named, found)))
		fail(deciding, "voices = %.12s is not the folder it was decided from (rule N13)",
		        voices);
}

/* It passes once a day has come or something else is over, and may do so behind its close. */
static bool is_waiting(const struct tally *tally)
{
	for (size_t i = 0; i < tally->option_count; i++)
		if (tally->option[i].state == STATE_OPEN && tally->option[i].passes &&
		        tally->option[i].waits)
			return true;
	return false;
}

static void check_end(struct deciding *deciding)
{
	const char *result = deciding->decision->file.result;
	const struct negotiation *negotiation = deciding->negotiation;
	enum negotiation_state state = deciding->tally.state;
	/* without an option no day has begun to run */
	bool closed = negotiation->closes != DAY_NONE && deciding->moment.day > negotiation->closes;

	if (!result)
		fail(deciding, "it names neither an option nor a result");
	else if (!strcmp(result, "withdrawn") && state != STATE_WITHDRAWN)
		fail(deciding, "its proposer has not withdrawn it (rule N9)");
	else if (!strcmp(result, "blocked") && (state != STATE_BLOCKED || !closed))
		fail(deciding, "no objection blocks every option at its close (rule N7)");
	else if (!strcmp(result, "lapsed") &&
	         ((!closed && state != STATE_LAPSED) || state == STATE_DECIDABLE ||
	                 is_waiting(&deciding->tally)))
		fail(deciding, "it has not lapsed (rule N7)");
	else if (!strcmp(result, "adopted"))
		fail(deciding, "it names no option");
}

/* The option of those who are elected: one nominee's own, or all of theirs laid together. */
static uint32_t elected_option(struct deciding *deciding)
{
	struct replay *replay = deciding->replay;
	struct negotiation *negotiation = deciding->negotiation;
	const struct decision_file *file = &deciding->decision->file;
	struct moment base = moment_at(
	        replay->ledger, negotiation->base, negotiation->base_commit, negotiation->opened);
	struct election election = election_of(negotiation);
	struct option option;

	if (!is_election(negotiation))
		return UINT32_MAX;
	election_option(&option, &replay->ledger->files, &base, replay->arena, &election,
	        file->elected, file->elected_count);
	uint32_t known = election_nominee(negotiation, option.name);
	if (known != UINT32_MAX)
		return known;
	option.stamp = deciding->decision->stamp;
	negotiation->option =
	        arena_grow(replay->arena, negotiation->option, negotiation->option_count,
	                &negotiation->option_capacity, sizeof *negotiation->option);
	negotiation->option[negotiation->option_count] = option;
	return (uint32_t)negotiation->option_count++;
}

/* Whether the count elects exactly those that the decision names. */
static void check_elected(struct deciding *deciding)
{
	const struct tally *tally = &deciding->tally;
	const struct decision_file *file = &deciding->decision->file;
	bool same = file->elected_count == tally->elected_count;

	for (size_t i = 0; i < file->elected_count && same; i++)
		same = !strcmp(file->elected[i], tally->elected[i]->option->name);
	if (!same)
		fail(deciding, "%s wins, not %s (rule N8)", tally->winner->option->name,
		        file->elected[0]);
}

static void check_winner(struct deciding *deciding, const struct option *option)
{
	const struct tally *tally = &deciding->tally;

	if (tally->state == STATE_ADOPTED || tally->state == STATE_CONTESTED ||
	        tally->state == STATE_ENDED)
		fail(deciding, "it was decided before (rule N12)");
	else if (!tally->winner)
		fail(deciding, "%s%s", tally->why ? tally->why : "no option passes",
		        tally->why && strstr(tally->why, "(rule") ? "" : " (rule N6)");
	else if (deciding->decision->file.elected_count)
		check_elected(deciding);
	else if (strcmp(tally->winner->option->name, option->name) != 0)
		fail(deciding, "option %s wins, not %s (rule N8)", tally->winner->option->name,
		        option->name);
	const char *why = option->void_reason ? option->void_reason
	                  : tally->elected_count > 1
	                          ? limit_broken(&deciding->moment, &deciding->scratch, option)
	                          : NULL;
	if (why)
		fail(deciding, "%s", why);
}

static int check_option(struct deciding *deciding, struct standing *standing, struct error *err)
{
	struct decision *decision = deciding->decision;
	const struct negotiation *negotiation = deciding->negotiation;
	bool elects = decision->file.elected_count > 0;
	uint32_t number = elects ? elected_option(deciding)
	                         : negotiation_option(negotiation, decision->file.option);

	if (number == UINT32_MAX) {
		fail(deciding, "there is no option %s (rule V3)",
		        elects ? decision->file.elected[0] : decision->file.option);
		return 0;
	}
	decision->option = number;
	check_winner(deciding, &negotiation->option[number]);
	if (decision->void_reason)
		return 0;
	return check_text(deciding, &negotiation->option[number], standing, err);
}

static void warn_tally(struct deciding *deciding, const char *handle, const char *written)
{
	const char *counted = tally_words(&deciding->scratch, deciding->tally.winner, handle);

	if (strcmp(counted, written) != 0)
		replay_finding(deciding->replay, deciding->commit, "E605", deciding->decision->path,
		        "it says %s: %s; what was said there counts as %s (rule N13)", handle,
		        written, counted)
		        ->severity = SEVERITY_WARNING;
}

/* What nobody was asked about is answered by nobody. */
static void check_ratifies(const struct deciding *deciding)
{
	const char *named = deciding->decision->file.ratifies;
	const char *asked = deciding->negotiation->facts.ratifies;

	if (named && (!asked || strcmp(named, asked) != 0))
		replay_finding(deciding->replay, deciding->commit, "E404", deciding->decision->path,
		        "ratifies = %.12s was not asked at the opening, and answers nothing (rule "
		        "V3)",
		        named)
		        ->severity = SEVERITY_WARNING;
}

/* Rule N13: what a decision says of each, where it does, is what was counted. */
static void check_tally(struct deciding *deciding)
{
	const struct decision_file *file = &deciding->decision->file;

	for (size_t i = 0; i < file->tally_count; i++) {
		const char *gap = strchr(file->tally[i], ' ');
		if (gap)
			warn_tally(deciding,
			        arena_string(&deciding->scratch, file->tally[i],
			                (size_t)(gap - file->tally[i])),
			        gap + strspn(gap, " "));
	}
	for (size_t i = 0; i < file->absent_count; i++)
		warn_tally(deciding, file->absent[i], stance_name[STANCE_NONE]);
}

/* Who agreed and who was absent is what was counted, whatever the file says or leaves out. */
static void take_counted(const struct deciding *deciding)
{
	const struct option_tally *winner = deciding->tally.winner;
	struct decision_file *file = &deciding->decision->file;
	struct arena *arena = deciding->replay->arena;
	const char **tally = arena_array(arena, winner->entry_count, sizeof *tally);
	const char **absent = arena_array(arena, winner->entry_count, sizeof *absent);

	file->tally_count = file->absent_count = 0;
	for (size_t i = 0; i < winner->entry_count; i++) {
		const struct stance_entry *entry = &winner->entry[i];
		if (entry->roll && entry->stance == STANCE_NONE)
			absent[file->absent_count++] = entry->handle;
		else if (entry->roll)
			tally[file->tally_count++] = arena_print(
			        arena, "%s %s", entry->handle, stance_words(arena, entry));
	}
	file->tally = tally;
	file->absent = absent;
}

static int read_decision(
        struct deciding *deciding, const struct change *change, bool *read, struct error *err)
{
	struct replay *replay = deciding->replay;
	struct decision *decision = deciding->decision;
	const char *text;
	size_t len;

	if (file_text(&replay->ledger->files, replay->repo, &change->after, GOVERNED_MAX, &text,
	            &len, err))
		return -1;
	*read = text && decision_parse(&decision->file, replay->arena, text, len, decision->path,
	                        &replay->ledger->findings);
	return 0;
}

static int judge_decision(struct deciding *deciding, const struct change *change,
        struct standing *standing, struct error *err)
{
	struct replay *replay = deciding->replay;
	struct decision *decision = deciding->decision;
	const char *who = decision->stamp.who;
	bool read;

	if (read_decision(deciding, change, &read, err))
		return -1;
	if (!read)
		fail(deciding, "it cannot be read");
	if (!who || !may_speak(&deciding->moment, who))
		fail(deciding, "it is by %s, who was no member in force (rule A7)",
		        who ? who : "nobody known there");
	const char *disputed = replay_disputed(replay, decision->path, deciding->commit);
	if (disputed) {
		fail(deciding, "%s", disputed);
		decision->disputed = true;
	}
	check_voices(deciding, &change->voices);
	check_ratifies(deciding);
	if (decision->void_reason)
		return 0;
	bool adopts = decision->file.option || decision->file.elected_count;
	if (adopts && check_option(deciding, standing, err))
		return -1;
	if (!decision->void_reason && deciding->tally.winner) {
		check_tally(deciding);
		take_counted(deciding);
	}
	if (!adopts)
		check_end(deciding);
	return 0;
}

/* The newest decision of the negotiation from here on. */
static struct decision *add_decision(
        struct replay *replay, struct negotiation *negotiation, uint32_t commit)
{
	uint32_t number = (uint32_t)negotiation->decision_count++;

	negotiation->decision = arena_grow(replay->arena, negotiation->decision, number,
	        &negotiation->decision_capacity, sizeof *negotiation->decision);
	replay->decided = arena_grow(replay->arena, replay->decided, replay->decided_count,
	        &replay->decided_capacity, sizeof *replay->decided);
	replay->decided[replay->decided_count++] = (struct decided){commit, negotiation, number};
	return &negotiation->decision[number];
}

int replay_decision(struct replay *replay, uint32_t commit, const char *who,
        struct standing *standing, const struct replay_change_set *set, bool *laid,
        struct negotiation *negotiation, const char *path, const struct change *change,
        struct error *err)
{
	/* of several in one commit, each is decided on what those before it have left */
	struct deciding deciding = {
	        .replay = replay,
	        .commit = commit,
	        .set = set,
	        .laid = laid,
	        .negotiation = negotiation,
	        .moment = moment_at(
	                replay->ledger, standing, commit, replay->history->commit[commit].day),
	        .scratch = ARENA_INIT,
	};

	/* counted before the decision itself is there to be seen */
	tally_read(&deciding.tally, &deciding.scratch, &deciding.moment, negotiation);
	struct decision *decision = deciding.decision = add_decision(replay, negotiation, commit);
	*decision = (struct decision){
	        .stamp = replay_stamp(replay, commit, who), .path = path, .option = UINT32_MAX};
	int status = judge_decision(&deciding, change, standing, err);
	arena_release(&deciding.scratch);
	if (status)
		return -1;
	if (!decision->void_reason && decision->option != UINT32_MAX && is_trial(negotiation) &&
	        !is_emergency(negotiation))
		replay_add_trial(replay, negotiation);
	if (decision->void_reason)
		replay_finding(replay, commit, "E605", path, "void: %s", decision->void_reason);
	negotiation_add_item(replay->ledger, negotiation, ITEM_DECISION,
	        (uint32_t)(decision - negotiation->decision), commit);
	return 0;
}
