/* SPDX-License-Identifier: MIT */
#include "core/writing/decide.h"

#include "core/rules/acting.h"
#include "core/rules/election.h"
#include "core/git/folder.h"
#include "core/rules/force.h"
#include "core/rules/limit.h"
#include "core/writing/opening.h"
#include "core/rules/option.h"
#include "core/rules/place.h"
#include "core/writing/speech.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <string.h>

/* The negotiation as it will be once a further voice is in: it has seen everything. */
static const struct negotiation *with_voice(
        const struct resolution *resolution, struct group *group)
{
	struct arena *arena = group->arena;
	struct negotiation *copy = arena_copy(arena, resolution->negotiation, sizeof *copy);
	const struct draft_file *voice = resolution->voice;
	struct findings ignored = FINDINGS_INIT(arena);
	struct said said = {
	        .path = voice->path,
	        .author_name = resolution->who,
	        .stamp = {group->history.count - 1, group->tip, group->day, resolution->who},
	};

	voice_parse(&said.voice, arena, voice->text, voice->len, voice->path, &ignored);
	copy->said = arena_array(arena, copy->said_count + 1, sizeof *copy->said);
	memcpy(copy->said, resolution->negotiation->said, copy->said_count * sizeof *copy->said);
	copy->said[copy->said_count] = said;
	copy->item = arena_array(arena, copy->item_count + 1, sizeof *copy->item);
	memcpy(copy->item, resolution->negotiation->item, copy->item_count * sizeof *copy->item);
	struct item *item = &copy->item[copy->item_count];
	*item = (struct item){
	        .kind = ITEM_SAID,
	        .number = (uint32_t)copy->said_count,
	        .commit = UINT32_MAX, /* a commit that is none yet */
	        .words = copy->item_count / 64 + 1,
	};
	item->before = arena_array(arena, item->words, sizeof *item->before);
	for (size_t i = 0; i < copy->item_count; i++)
		item->before[i / 64] |= UINT64_C(1) << (i % 64);
	copy->said_count++;
	copy->item_count++;
	return copy;
}

static const char *day_text(struct arena *arena, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(arena, "%s", day_print(text, day));
}

/* An option passes once something else is over. */
static bool waits(const struct tally *tally)
{
	for (size_t i = 0; i < tally->option_count; i++)
		if (tally->option[i].waits && tally->option[i].passes)
			return true;
	return false;
}

/* What is over without being adopted may be recorded by anybody. */
static const char *other_end(const struct resolution *resolution, int32_t day)
{
	const struct negotiation *negotiation = resolution->negotiation;
	bool closed = negotiation->closes == DAY_NONE ? false : day > negotiation->closes;

	switch (resolution->tally.state) {
	case STATE_WITHDRAWN:
		return "withdrawn";
	case STATE_BLOCKED:
		return closed ? "blocked" : NULL;
	case STATE_LAPSED:
		return "lapsed";
	case STATE_STALE:
	case STATE_OPEN:
		return closed && !waits(&resolution->tally) ? "lapsed" : NULL;
	default:
		return NULL;
	}
}

enum { NAMES_MAX = 12 }; /* more are counted */

/* What a refusal rests on whose reason cites no rule itself: an objection, no option, the policy.
 */
static const char *rule_of(const struct tally *tally)
{
	return tally->state == STATE_BLOCKED ? "N11" : tally->option_count ? "N3" : "N1";
}

static int refuse(const struct resolution *resolution, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = resolution->negotiation;
	const struct tally *tally = &resolution->tally;
	const char *late = tally_late(&group->now, negotiation);

	if (tally->state == STATE_ADOPTED || tally->state == STATE_CONTESTED ||
	        tally->state == STATE_ENDED) {
		error_refuse(err, "N9", "%s: %s", negotiation->slug, late);
		error_place(err, "%s", place_of_end(&group->now, group->arena, negotiation));
		return error_hint(err, "moot show %.4s tells how it came", negotiation->id);
	}
	if (tally->state == STATE_VOID) {
		error_refuse(err, "N1", "%s is void: %s", negotiation->slug, tally->why);
		error_place(err, "%s", place_of_fact(group->arena, negotiation, NULL));
		return error_hint(err, "moot propose asks again, by the rules");
	}
	error_refuse(err, rule_of(tally), "%s cannot be decided%s: %s", negotiation->slug,
	        tally->state == STATE_OPEN ? " yet" : "",
	        tally->why ? tally->why : "no option passes");
	error_place(err, "%s",
	        tally->place ? tally->place : place_of_fact(group->arena, negotiation, "kind"));
	if (tally->state == STATE_STALE)
		return error_hint(err, "propose it again on what stands now: moot amend %.4s",
		        negotiation->id);
	if (tally->state == STATE_BLOCKED)
		return error_hint(err,
		        tally->option_count && tally->option[0].beyond
		                ? "what fits may be another option: moot amend %.4s"
		                : "meet the objection by another option: moot amend %.4s",
		        negotiation->id);
	if (tally->missing_count) {
		struct buf names = BUF_INIT;
		size_t most =
		        tally->missing_count > NAMES_MAX + 1 ? NAMES_MAX : tally->missing_count;
		for (size_t i = 0; i < most; i++)
			buf_print(&names, "%s%s", i ? ", " : "", tally->missing[i]);
		if (most < tally->missing_count)
			buf_print(&names, " and %zu more", tally->missing_count - most);
		error_hint(err, "not heard yet: %s; moot show %.4s tells who said what", names.data,
		        negotiation->id);
		buf_release(&names);
		return -1;
	}
	return error_hint(err, "moot show %.4s tells who said what", negotiation->id);
}

/* The winner's; of several who are elected, all of theirs together. */
static int choose_option(struct resolution *resolution, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = resolution->negotiation;
	const struct tally *tally = &resolution->tally;
	struct moment base = moment_at(
	        &group->ledger, negotiation->base, negotiation->base_commit, negotiation->opened);

	resolution->adopts = tally->winner->option;
	if (tally->elected_count < 2)
		return 0;
	struct election election = election_of(negotiation);
	const char **handle = arena_array(group->arena, tally->elected_count, sizeof *handle);
	struct option *all = arena_alloc(group->arena, sizeof *all);
	for (size_t i = 0; i < tally->elected_count; i++)
		handle[i] = tally->elected[i]->option->name;
	election_option(all, &group->ledger.files, &base, group->arena, &election, handle,
	        tally->elected_count);
	resolution->adopts = all;
	const char *place = place_of_role(&group->now, group->arena, election.role, NULL);
	const char *why = all->void_reason
	                          ? all->void_reason
	                          : limit_broken_at(&group->now, group->arena, all, &place);
	if (!why)
		return 0;
	error_refuse(err, "N12", "%s", why);
	error_place(err, "%s", place);
	return error_hint(err, "moot renew %s opens another election", election.role);
}

void resolution_foresee(struct resolution *resolution, struct group *group)
{
	if (resolution->voice)
		resolution->negotiation = with_voice(resolution, group);
	tally_read(&resolution->tally, group->arena, &group->now, resolution->negotiation);
}

int resolution_prepare(struct resolution *resolution, struct group *group, struct error *err)
{
	if (!may_speak(&group->now, resolution->who))
		return refuse_outsider(group, resolution->who, err);
	resolution_foresee(resolution, group);
	resolution->review = DAY_NONE;
	resolution->result = "adopted";
	if (!resolution->tally.winner) {
		resolution->result = other_end(resolution, group->day);
		if (!resolution->result)
			return refuse(resolution, group, err);
	}
	if (resolution->tally.winner && choose_option(resolution, group, err))
		return -1;
	const struct policy *policy = resolution->negotiation->policy;
	if (resolution->tally.winner && policy && !span_is_zero(policy->review))
		resolution->review = span_after(group->day, policy->review);
	return 0;
}

static int folder_tree(const struct group *group, const char *folder, struct oid *tree, bool *found,
        struct error *err)
{
	struct arena scratch = ARENA_INIT;
	struct commit commit;
	int status = repo_commit(group->repo, &group->tip, &commit, &scratch, err);

	*found = false;
	if (!status) {
		int there = folder_voices(
		        group->repo, &commit.tree, group_path(group, folder), tree, err);
		status = there < 0 ? -1 : 0;
		*found = there > 0;
	}
	arena_release(&scratch);
	return status;
}

static int decision_file(const struct resolution *resolution, struct group *group,
        struct draft *draft, struct error *err)
{
	const struct negotiation *negotiation = resolution->negotiation;
	const struct option_tally *winner = resolution->tally.winner;
	struct buf text = BUF_INIT;
	struct oid tree;
	char hex[OID_HEX_SIZE];
	bool found;

	if (folder_tree(group, negotiation->folder, &tree, &found, err))
		return -1;
	buf_print(&text, "[decision]\nresult = %s\n", resolution->result);
	for (size_t i = 0; i < resolution->tally.elected_count && winner; i++)
		buf_print(&text, "elected = %s\n", resolution->tally.elected[i]->option->name);
	if (winner && !is_election(negotiation))
		buf_print(&text, "option = %s\n", winner->option->name);
	for (size_t i = 0; winner && i < winner->entry_count; i++)
		if (winner->entry[i].stance != STANCE_NONE && winner->entry[i].roll)
			buf_print(&text, "tally = %s %s\n", winner->entry[i].handle,
			        stance_words(draft->arena, &winner->entry[i]));
	for (size_t i = 0; winner && i < winner->entry_count; i++)
		if (winner->entry[i].stance == STANCE_NONE && winner->entry[i].roll)
			buf_print(&text, "absent = %s\n", winner->entry[i].handle);
	if (winner && is_trial(negotiation) && !is_emergency(negotiation))
		buf_print(&text, "trial-until = %s\n",
		        day_text(draft->arena, trial_end(negotiation, group->day)));
	if (resolution->review != DAY_NONE)
		buf_print(&text, "review = %s\n", day_text(draft->arena, resolution->review));
	if (found)
		buf_print(&text, "voices = sha1:%s\n", oid_hex(hex, &tree));
	draft_add(draft, resolution->path, text.data, text.len);
	buf_release(&text);
	return 0;
}

static int compare_winner(const struct resolution *resolution, struct arena *arena,
        const struct decision_file *written, struct error *err)
{
	const struct tally *tally = &resolution->tally;
	bool elects = is_election(resolution->negotiation);
	bool same = !elects || written->elected_count == tally->elected_count;
	struct buf names = BUF_INIT;

	for (size_t i = 0; elects && i < tally->elected_count; i++) {
		const char *name = tally->elected[i]->option->name;
		same = same && !strcmp(written->elected[i], name);
		buf_print(&names, "%selected = %s", i ? ", " : "", name);
	}
	if (!elects) {
		same = written->option &&
		       negotiation_option(resolution->negotiation, written->option) ==
		               (uint32_t)(tally->winner->option - resolution->negotiation->option);
		buf_print(&names, "option = %s", tally->winner->option->name);
	}
	const char *wins = arena_string(arena, names.data, names.len);
	buf_release(&names);
	if (same)
		return 0;
	error_refuse(err, "N8", "%s wins, and it names %s",
	        elects ? tally->elected[0]->option->name
	               : arena_print(arena, "option %s", tally->winner->option->name),
	        written->elected_count ? written->elected[0]
	        : written->option      ? written->option
	                               : "nothing");
	error_place(err, "%s", place_line(arena, resolution->path, 0));
	return error_hint(err, "%s", wins);
}

static int compare_voices(const struct resolution *resolution, const struct group *group,
        const struct decision_file *written, struct error *err)
{
	struct oid tree, named;
	char hex[OID_HEX_SIZE];
	bool found;

	if (!written->voices)
		return 0;
	if (folder_tree(group, resolution->negotiation->folder, &tree, &found, err))
		return -1;
	if (found && oid_parse(&named, written->voices, strlen(written->voices)) &&
	        oid_equal(&named, &tree))
		return 0;
	error_refuse(
	        err, "N13", "voices = %.12s is not the folder it is decided from", written->voices);
	error_place(err, "%s", place_line(group->arena, resolution->path, 0));
	return error_hint(err, "voices = sha1:%s", oid_hex(hex, &tree));
}

int resolution_compare(const struct resolution *resolution, struct group *group,
        const struct decision_file *written, struct error *err)
{
	const char *result = written->result ? written->result : "adopted";

	if (strcmp(result, resolution->result) != 0) {
		error_refuse(err, "N13", "it says %s, and the negotiation is %s%s%s", result,
		        resolution->result, resolution->tally.why ? ": " : "",
		        resolution->tally.why ? resolution->tally.why : "");
		error_place(err, "%s", place_line(group->arena, resolution->path, 0));
		return error_hint(err, "result = %s", resolution->result);
	}
	if (resolution->tally.winner && compare_winner(resolution, group->arena, written, err))
		return -1;
	return compare_voices(resolution, group, written, err);
}

static void add_trailer(struct buf *trailers, const struct option_tally *winner, enum stance stance,
        const char *word)
{
	for (size_t i = 0; i < winner->entry_count; i++) {
		const struct stance_entry *entry = &winner->entry[i];
		bool of_the_roll = stance == STANCE_NONE || stance == STANCE_CONSENT;
		/* whoever is not on it is heard, agrees to nothing and is not missed */
		if (entry->stance != stance || (of_the_roll && !entry->roll))
			continue;
		buf_print(trailers, "%s: %s%s%s\n", word, entry->handle,
		        entry->via ? " # via " : "", entry->via ? entry->via : "");
	}
}

static const char *const says_of[VOICE_WORDS] = {
        [VOICE_CONSENT] = "consents to",
        [VOICE_CONCERN] = "has a concern about",
        [VOICE_OBJECT] = "objects to",
        [VOICE_STAND_ASIDE] = "stands aside from",
};

static bool names_option(const struct negotiation *negotiation, struct arena *arena,
        const char *value, uint32_t option)
{
	struct voice_choice *choice;
	size_t count = voice_choices(&choice, arena, value);
	bool named = false;

	for (size_t i = 0; i < count; i++)
		named |= negotiation_option(negotiation, choice[i].option) == option;
	return named;
}

static bool withdraws(const struct said *said)
{
	bool found = false;

	for (size_t i = 0; i < said->voice.line_count; i++)
		found |= said->voice.line[i].word == VOICE_WITHDRAW;
	return found;
}

/* "consents to b-ben, objects to a" */
static void add_words(struct buf *text, const struct negotiation *negotiation, struct arena *arena,
        const struct said *said)
{
	size_t said_before = 0;

	for (size_t j = 0; j < said->voice.line_count; j++)
		for (uint32_t i = 0;
		        says_of[said->voice.line[j].word] && i < negotiation->option_count; i++)
			if (names_option(negotiation, arena, said->voice.line[j].value, i))
				buf_print(text, "%s %s %s", said_before++ ? "," : "",
				        says_of[said->voice.line[j].word],
				        negotiation->option[i].name);
}

/* "a, b-ben": the options that the words of a voice are about, where there are several. */
static const char *options_meant(const struct resolution *resolution, struct arena *arena,
        const struct said *said, bool *other)
{
	const struct negotiation *negotiation = resolution->negotiation;
	const struct option_tally *winner = resolution->tally.winner;
	struct buf names = BUF_INIT;

	for (uint32_t i = 0; i < negotiation->option_count && negotiation->option_count > 1; i++) {
		bool named = false;
		for (size_t j = 0; j < said->voice.line_count; j++)
			named |= says_of[said->voice.line[j].word] &&
			         names_option(negotiation, arena, said->voice.line[j].value, i);
		if (named)
			buf_print(
			        &names, "%s%s", names.len ? ", " : "", negotiation->option[i].name);
		/* whoever wrote an option is named beside it */
		*other |= named && winner && winner->option != &negotiation->option[i] &&
		          (!negotiation->option[i].stamp.who ||
		                  strcmp(negotiation->option[i].stamp.who, said->stamp.who) != 0);
	}
	const char *copy = arena_string(arena, names.data, names.len);
	buf_release(&names);
	return copy;
}

/* "ben on b-ben: Without money."  What a voice without prose says of the option adopted, the
 * trailers say. */
static void add_said(const struct resolution *resolution, struct arena *arena,
        const struct said *said, struct buf *text)
{
	bool other = false;
	const char *who = said->stamp.who, *prose = said->voice.prose;
	const char *options = who ? options_meant(resolution, arena, said, &other) : "";

	if (!who || (!*prose && !withdraws(said) && !other))
		return;
	buf_print(text, "%s%s", text->len ? "\n\n" : "", who);
	if (withdraws(said))
		buf_print(text, " withdraws what they said%s%s", *prose ? ": " : "", prose);
	else if (*prose)
		buf_print(text, "%s%s: %s", *options ? " on " : "", options, prose);
	else
		add_words(text, resolution->negotiation, arena, said);
}

/* The reasons, as they were said: the minutes. */
static const char *minutes(const struct resolution *resolution, struct arena *arena)
{
	const struct negotiation *negotiation = resolution->negotiation;
	struct buf text = BUF_INIT;

	buf_puts(&text, negotiation->proposal);
	while (text.len && text.data[text.len - 1] == '\n')
		text.data[--text.len] = '\0';
	for (size_t i = 0; i < negotiation->said_count; i++)
		add_said(resolution, arena, &negotiation->said[i], &text);
	for (size_t i = 0; i < negotiation->option_count; i++) {
		const struct option *option = &negotiation->option[i];
		bool won = resolution->tally.winner && resolution->tally.winner->option == option;
		if (negotiation->option_count < 2 || option->void_reason)
			continue;
		buf_print(&text, "%sOption %s by %s%s: %s", text.len ? "\n\n" : "", option->name,
		        option->stamp.who ? option->stamp.who : "?", won ? ", adopted" : "",
		        option_sentence(arena, option, 0));
	}
	char *copy = arena_string(arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static void message(const struct resolution *resolution, struct draft *draft)
{
	const struct negotiation *negotiation = resolution->negotiation;
	const struct option_tally *winner = resolution->tally.winner;
	struct buf trailers = BUF_INIT;

	draft->subject =
	        winner ? option_sentence(draft->arena, resolution->adopts, 0)
	               : arena_print(draft->arena, "%s: %s", negotiation->slug, resolution->result);
	draft->body = minutes(resolution, draft->arena);
	buf_print(&trailers, "Negotiation: %s\n", negotiation->id);
	if (winner) {
		add_trailer(&trailers, winner, STANCE_CONSENT, "Agreed-by");
		add_trailer(&trailers, winner, STANCE_CONCERN, "Concern-by");
		add_trailer(&trailers, winner, STANCE_OBJECT, "Objected-by");
		add_trailer(&trailers, winner, STANCE_STAND_ASIDE, "Stood-aside-by");
		add_trailer(&trailers, winner, STANCE_ABSTAIN, "Abstained-by");
		add_trailer(&trailers, winner, STANCE_NONE, "Absent");
	}
	draft->trailers = arena_string(draft->arena, trailers.data, trailers.len);
	buf_release(&trailers);
}

int resolution_draft(const struct resolution *resolution, struct group *group, struct draft *draft,
        struct error *err)
{
	const struct option *adopts = resolution->adopts;
	const char *voice =
	        voice_path(draft->arena, resolution->negotiation->folder, resolution->who, 0);
	struct resolution named = *resolution;

	/* decision-ada-p3k8.ini: the voice's random end */
	named.path = arena_print(draft->arena, "%s/decision-%s-%.4s.ini",
	        resolution->negotiation->folder, resolution->who, strrchr(voice, '-') + 1);
	for (size_t i = 0; adopts && i < adopts->change_count; i++) {
		const struct option_change *change = &adopts->change[i];
		if (file_same(change->base, change->file))
			continue;
		const struct file *laid =
		        option_lay(&group->now, &group->ledger.files, change, err);
		if (!laid)
			return -1;
		struct buf text = BUF_INIT;
		buf_add(&text, laid->text, laid->len);
		if (is_emergency(resolution->negotiation))
			trial_unmark(&text, resolution->negotiation->id);
		else if (is_trial(resolution->negotiation))
			trial_mark(&text, laid->name, change, resolution->negotiation->id,
			        trial_end(resolution->negotiation, group->day));
		if (resolution->negotiation->facts.keep)
			trial_unmark(&text, resolution->negotiation->facts.keep);
		draft_add(draft, laid->name, text.data, text.len);
		buf_release(&text);
	}
	if (resolution->voice)
		draft_add(draft, resolution->voice->path, resolution->voice->text,
		        resolution->voice->len);
	if (decision_file(&named, group, draft, err))
		return -1;
	message(&named, draft);
	return 0;
}
