/* SPDX-License-Identifier: MIT */
#include "core/writing/speech.h"

#include "core/rules/after.h"
#include "core/rules/force.h"
#include "core/rules/limit.h"
#include "core/rules/place.h"
#include "core/rules/recall.h"
#include "core/rules/roll.h"
#include "core/rules/tally.h"
#include "core/writing/opening.h"
#include "formats/date.h"
#include "formats/name.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

const char *voice_text(
        struct arena *arena, const char *prose, enum voice_word word, const char *value)
{
	const char *space = value && *value ? " " : "";

	return arena_print(arena, "%s%s%s:%s%s\n", prose, *prose ? "\n\n" : "",
	        voice_word_name[word], space, value ? value : "");
}

const char *voice_path(struct arena *arena, const char *folder, const char *who, int64_t seconds)
{
	char id[ID_LENGTH + 1];
	uint64_t bits = 0;
	struct civil civil = day_civil(day_of_time(seconds, 0));
	int64_t clock = seconds - (int64_t)day_of_time(seconds, 0) * 86400;

	(void)!getrandom(&bits, sizeof bits, 0);
	id_make(id, bits);
	id[4] = '\0';
	return arena_print(arena, "%s/voice-%s-%02d%02dT%02d%02d%02d-%s.md", folder, who,
	        civil.month, civil.day, (int)(clock / 3600), (int)(clock / 60 % 60),
	        (int)(clock % 60), id);
}

static bool wants_option(enum voice_word word)
{
	return word == VOICE_CONSENT || word == VOICE_CONCERN || word == VOICE_OBJECT ||
	       word == VOICE_STAND_ASIDE;
}

/* Words that say everything: what stands behind them is left empty. */
static bool says_itself(enum voice_word word)
{
	return word == VOICE_ABSTAIN || word == VOICE_WITHDRAW || word == VOICE_WILLING ||
	       word == VOICE_SECOND || word == VOICE_KEEP;
}

static bool is_nomination(enum voice_word word)
{
	return word == VOICE_NOMINATE || word == VOICE_WILLING || word == VOICE_SEAL ||
	       word == VOICE_REVEAL;
}

static bool is_acceptance(enum voice_word word)
{
	return word == VOICE_ACCEPT || word == VOICE_DECLINE;
}

static bool may_be_late(enum voice_word word)
{
	return word == VOICE_ACCEPT || word == VOICE_DECLINE || word == VOICE_WITHDRAW ||
	       word == VOICE_KEEP;
}

static int no_option_yet(
        const struct negotiation *negotiation, struct arena *arena, struct error *err)
{
	error_refuse(err, "N1", "%s has no option yet", negotiation->slug);
	error_place(err, "%s", place_of_fact(arena, negotiation, NULL));
	return is_election(negotiation)
	               ? error_hint(err, "moot nominate %.4s HANDLE", negotiation->id)
	               : error_hint(err, "moot amend %.4s writes one", negotiation->id);
}

static int list_options(const struct negotiation *negotiation, struct error *err)
{
	char names[256] = "";
	size_t len = 0;

	for (size_t i = 0; i < negotiation->option_count && len < sizeof names; i++)
		if (!negotiation->option[i].void_reason)
			len += (size_t)snprintf(names + len, sizeof names - len, "%s%s",
			        len ? ", " : "", negotiation->option[i].name);
	return error_hint(
	        err, "the options are %s; moot show %s shows them", names, negotiation->id);
}

static bool is_given(const struct option *option, const char *who)
{
	for (size_t i = 0; i < option->given_count; i++)
		if (!strcmp(option->given[i], who))
			return true;
	return false;
}

static bool objects_to(const struct option_tally *option, const char *who)
{
	for (size_t i = 0; i < option->entry_count; i++)
		if (!strcmp(option->entry[i].handle, who))
			return option->entry[i].stance == STANCE_OBJECT;
	return false;
}

/* What was adopted, else the one option that gives them something; to accept, one that they do not
 * object to. */
static const char *option_given(const struct speech *speech, struct group *group)
{
	const struct negotiation *negotiation = speech->negotiation;
	const struct decision *adopted = negotiation_adopted(&group->now, negotiation);
	const char *found = NULL;
	struct tally tally;

	if (adopted)
		return negotiation->option[adopted->option].name;
	tally_read(&tally, group->arena, &group->now, negotiation);
	for (size_t i = 0; i < tally.option_count; i++) {
		const struct option_tally *option = &tally.option[i];
		if (!is_given(option->option, speech->who) ||
		        (speech->word == VOICE_ACCEPT && objects_to(option, speech->who)))
			continue;
		if (found)
			return NULL;
		found = option->option->name;
	}
	return found;
}

/* As it was typed: its name, the letter, or as much of the name as no other one begins with. */
static uint32_t option_typed(const struct negotiation *negotiation, const char *word)
{
	uint32_t found = negotiation_option(negotiation, word);

	if (found != UINT32_MAX || !*word)
		return found;
	for (uint32_t i = 0; i < negotiation->option_count; i++) {
		const struct option *option = &negotiation->option[i];
		if (option->void_reason || strncmp(option->name, word, strlen(word)) != 0)
			continue;
		if (found != UINT32_MAX)
			return UINT32_MAX;
		found = i;
	}
	return found;
}

static int find_option(struct speech *speech, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;
	uint32_t only = UINT32_MAX, standing = 0;

	for (uint32_t i = 0; i < negotiation->option_count; i++)
		if (!negotiation->option[i].void_reason) {
			only = i;
			standing++;
		}
	if (speech->option) {
		uint32_t number = option_typed(negotiation, speech->option);
		if (number == UINT32_MAX || negotiation->option[number].void_reason) {
			error_set(err, ERROR_FATAL, "%s has no option '%s'", negotiation->slug,
			        speech->option);
			error_place(err, "%s", negotiation->folder);
			return list_options(negotiation, err);
		}
		speech->option_name = negotiation->option[number].name;
		return 0;
	}
	if (standing == 1) {
		speech->option_name = negotiation->option[only].name;
		return 0;
	}
	if (is_acceptance(speech->word)) {
		speech->option_name = option_given(speech, group);
		if (speech->option_name)
			return 0;
	} else if (!wants_option(speech->word)) {
		return 0;
	}
	if (!standing)
		return no_option_yet(negotiation, group->arena, err);
	error_set(err, ERROR_USAGE, "which option of %s?", negotiation->slug);
	return list_options(negotiation, err);
}

static bool is_taken(const struct option *option, const char *who)
{
	for (size_t i = 0; i < option->taken_count; i++)
		if (!strcmp(option->taken[i], who))
			return true;
	return false;
}

static int check_given(const struct speech *speech, struct arena *arena, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;

	for (size_t i = 0; i < negotiation->option_count; i++)
		if (is_given(&negotiation->option[i], speech->who))
			return 0;
	error_refuse(err, "N9", "no option of %s gives %s anything to accept or decline",
	        negotiation->slug, speech->who);
	error_place(err, "%s", place_of_fact(arena, negotiation, NULL));
	return error_hint(err, "to say yes to what it changes: moot consent %.4s", negotiation->id);
}

/* Whether the nominee could be an option, told before the nomination is made or sealed. */
static int check_nominee(const struct speech *speech, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;
	const char *nominee = speech->word == VOICE_WILLING ? speech->who : speech->nominee;
	struct election election = election_of(negotiation);
	uint32_t known = election_nominee(negotiation, nominee);
	struct moment base = moment_at(
	        &group->ledger, negotiation->base, negotiation->base_commit, negotiation->opened);
	struct option option;

	if (known != UINT32_MAX && !negotiation->option[known].void_reason)
		return 0;
	election_option(&option, &group->ledger.files, &base, group->arena, &election, &nominee, 1);
	const char *place = place_of_member(&base, group->arena, nominee);
	const char *why = option.void_reason
	                          ? option.void_reason
	                          : limit_broken_at(&group->now, group->arena, &option, &place);
	if (why) {
		error_refuse(err, "A1", "%s", why);
		error_place(err, "%s", place);
		return standing_person(&base, nominee)
		               ? error_hint(err,
		                         "somebody else may be nominated: moot nominate %.4s "
		                         "HANDLE",
		                         negotiation->id)
		               : error_hint(err, "moot join %s takes somebody in", nominee);
	}
	if (span_after(group->day, negotiation->policy->open_min) <= negotiation->closes)
		return 0;
	char text[DAY_SIZE];
	error_refuse(err, "N7",
	        "too late for a new nominee: %s could not be considered before the close on %s",
	        nominee, day_print(text, negotiation->closes));
	error_place(err, "%s", place_of_fact(group->arena, negotiation, "closes"));
	return error_hint(err, "nominate one who is: moot tally %.4s lists them", negotiation->id);
}

/* Rankings count under some policies only, and name what is there. */
static int check_ranking(const struct speech *speech, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;
	const struct policy *policy = negotiation->policy;
	struct voice_choice *choice;
	size_t count = voice_choices(&choice, group->arena, speech->value);
	bool ranked =
	        policy && (policy->method == METHOD_RANKED ||
	                          (is_election(negotiation) && election_seats(negotiation) > 1));

	if (!policy)
		return no_option_yet(negotiation, group->arena, err);
	if (!ranked) {
		error_refuse(err, "N3", "%s is decided under policy %s, which counts no rankings",
		        negotiation->slug, policy->name);
		error_place(err, "%s", place_of_policy(group->arena, policy));
		return error_hint(err,
		        is_election(negotiation) ? "moot nominate %s HANDLE"
		                                 : "moot consent %s OPTION",
		        negotiation->id);
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t number = negotiation_option(negotiation, choice[i].option);
		bool known = !strcmp(choice[i].option, "none") ||
		             (number != UINT32_MAX && !negotiation->option[number].void_reason);
		if (!known) {
			error_set(err, ERROR_FATAL, "%s has no option '%s'", negotiation->slug,
			        choice[i].option);
			error_place(err, "%s", negotiation->folder);
			return list_options(negotiation, err);
		}
		for (size_t j = 0; j < i; j++)
			if (!strcmp(choice[i].option, choice[j].option))
				return error_set(
				        err, ERROR_USAGE, "'%s' is ranked twice", choice[i].option);
	}
	if (count)
		return 0;
	error_set(err, ERROR_USAGE, "'%s' ranks nothing", speech->value);
	return error_hint(err, "for example 'b > a = c > none'");
}

static int check_nomination(const struct speech *speech, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;

	if (!is_election(negotiation)) {
		error_refuse(err, "N1", "%s is no election", negotiation->slug);
		error_place(err, "%s", place_of_fact(group->arena, negotiation, "kind"));
		return error_hint(err, "moot renew ROLE opens one");
	}
	return check_nominee(speech, group, err);
}

static int not_of_a_recall(
        const struct negotiation *negotiation, struct arena *arena, struct error *err)
{
	error_refuse(err, "N7", "%s is no recall", negotiation->slug);
	error_place(err, "%s", place_of_fact(arena, negotiation, "kind"));
	return error_hint(
	        err, "moot recall ROLE HANDLE calls one; other negotiations need no second");
}

static bool is_recalled(const struct negotiation *negotiation, const char *who)
{
	return negotiation->facts.person && !strcmp(negotiation->facts.person, who);
}

static int check_second(const struct speech *speech, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;
	char text[DAY_SIZE];

	if (!is_recall(negotiation))
		return not_of_a_recall(negotiation, group->arena, err);
	if (!recall_may_second(negotiation, speech->who)) {
		error_refuse(err, "N7",
		        "a second is somebody else's than who calls the recall, or whom it is "
		        "about");
		error_place(err, "%s",
		        place_of_fact(group->arena, negotiation,
		                is_recalled(negotiation, speech->who) ? "person" : "by"));
		return error_hint(err, "ask another member: moot second %.4s", negotiation->id);
	}
	if (group->day > recall_second_until(negotiation)) {
		error_refuse(err, "N7", "it was to be seconded by %s",
		        day_print(text, recall_second_until(negotiation)));
		error_place(err, "%s", place_of_fact(group->arena, negotiation, "opened"));
		return error_hint(err, "call it again: moot recall %s %s", negotiation->facts.role,
		        negotiation->facts.person);
	}
	return 0;
}

static const struct said *has_held(const struct negotiation *negotiation, const char *who)
{
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		for (size_t j = 0; j < said->voice.line_count; j++)
			if (said->voice.line[j].word == VOICE_HOLD && said->stamp.who &&
			        !strcmp(said->stamp.who, who))
				return said;
	}
	return NULL;
}

/* Rule N5: what would count for nothing, or for less than it says, is told before. */
static int check_hold(struct speech *speech, struct group *group, struct error *err)
{
	struct duration length;

	if (duration_parse(&length, speech->value, strlen(speech->value), err))
		return -1;
	int32_t days = day_after(group->day, length) - group->day;
	if (days < 1 || days > HOLD_MAX) {
		error_set(err, ERROR_USAGE, "a hold is for one to %d days, not %s (rule N5)",
		        HOLD_MAX, speech->value);
		return error_hint(err, "moot object asks for more than time, with reasons");
	}
	const struct said *held = has_held(speech->negotiation, speech->who);
	if (!held)
		return 0;
	error_refuse(err, "N5", "you have asked for time already, and it counts once");
	error_place(err, "%s", place_of_word(group->arena, held, VOICE_HOLD));
	return error_hint(
	        err, "moot tally %.4s shows from when it is decidable", speech->negotiation->id);
}

/* Rule N9: for what was adopted, from two weeks before its review on. */
static int check_keep(struct speech *speech, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;
	const struct decision *decision = negotiation_adopted(&group->now, negotiation);
	int32_t review = decision ? decision_review(&group->now, negotiation, decision) : DAY_NONE;
	char text[DAY_WORDS_SIZE];

	if (!decision) {
		error_refuse(err, "N13", "%s was not adopted: there is nothing to keep",
		        negotiation->slug);
		error_place(err, "%s", place_of_end(&group->now, group->arena, negotiation));
		return error_hint(err, "moot show %.4s tells how it stands", negotiation->id);
	}
	if (review == DAY_NONE) {
		error_refuse(err, "N13", "%s has no review", negotiation->slug);
		error_place(err, "%s", place_of_end(&group->now, group->arena, negotiation));
		return error_hint(err, "it holds without; moot propose changes it");
	}
	if (review > group->day + REVIEW_SOON) {
		error_refuse(err, "N13", "the review of %s is not due before %s", negotiation->slug,
		        day_words(text, review, group->day));
		error_place(err, "%s",
		        place_of_key(group->arena, &decision->file.ini, decision->path, "decision",
		                NULL, "review"));
		return error_hint(err, "it holds until then; moot propose changes it");
	}
	speech->note = arena_print(group->arena, "to be looked at again by %s",
	        day_words(text, span_after(group->day, negotiation->policy->review), group->day));
	return 0;
}

/* The first consent is the second of a recall. */
static bool opens_recall(const struct speech *speech, const struct group *group)
{
	const struct negotiation *negotiation = speech->negotiation;

	return (speech->word == VOICE_SECOND || speech->word == VOICE_CONSENT) &&
	       is_recall(negotiation) && recall_may_second(negotiation, speech->who) &&
	       group->day <= recall_second_until(negotiation) &&
	       !recall_second(&group->now, negotiation);
}

static void make_note(struct speech *speech, struct group *group)
{
	const struct negotiation *negotiation = speech->negotiation;
	uint32_t number = speech->option_name ? negotiation_option(negotiation, speech->option_name)
	                                      : UINT32_MAX;

	if (is_acceptance(speech->word) || speech->word == VOICE_KEEP)
		return;
	if (opens_recall(speech, group)) {
		char text[DAY_WORDS_SIZE];
		speech->note = arena_print(group->arena,
		        "seconded: the negotiation is open until %s. %s is heard, and does not "
		        "decide it",
		        day_words(text, negotiation->closes, group->day),
		        negotiation->facts.person);
		return;
	}
	if (!roll_find(negotiation->roll, negotiation->roll_count, speech->who))
		speech->note = arena_print(group->arena,
		        "you are not on the roll: it is heard, and does not count (rule N4)");
	else if (number != UINT32_MAX && is_taken(&negotiation->option[number], speech->who))
		speech->note =
		        speech->word == VOICE_OBJECT
		                ? "recorded as a concern: it is about what you hold (rule N4)"
		                : "heard, and outside the count: it is about what you hold (rule "
		                  "N4)";
}

/* What is objected to. */
static const char *place_of_option(struct arena *arena, const struct speech *speech)
{
	return is_election(speech->negotiation) || !speech->option_name
	               ? place_of_fact(arena, speech->negotiation, "role")
	               : arena_print(
	                         arena, "%s/%s", speech->negotiation->folder, speech->option_name);
}

int speech_prepare(struct speech *speech, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = speech->negotiation;
	const char *late = tally_late(&group->now, negotiation);

	if (negotiation->void_reason) {
		error_refuse(
		        err, "N1", "%s is void: %s", negotiation->slug, negotiation->void_reason);
		error_place(err, "%s", place_of_fact(group->arena, negotiation, NULL));
		return error_hint(err, "moot propose asks again, by the rules");
	}
	if (late && !may_be_late(speech->word)) {
		bool absent_objects = speech->word == VOICE_OBJECT &&
		                      negotiation_adopted(&group->now, negotiation) &&
		                      group->day <= negotiation->closes;
		if (!absent_objects) {
			error_refuse(err, "N9", "%s is over: %s", negotiation->slug, late);
			error_place(
			        err, "%s", place_of_end(&group->now, group->arena, negotiation));
			return error_hint(err, "open a new one: moot propose");
		}
	}
	if (is_acceptance(speech->word)) {
		if (check_given(speech, group->arena, err))
			return -1;
	} else if (!may_speak(&group->now, speech->who)) {
		return refuse_outsider(group, speech->who, err);
	}
	int found = is_nomination(speech->word)    ? check_nomination(speech, group, err)
	            : speech->word == VOICE_PREFER ? check_ranking(speech, group, err)
	            : speech->word == VOICE_SECOND ? check_second(speech, group, err)
	            : speech->word == VOICE_KEEP   ? check_keep(speech, group, err)
	            : speech->word == VOICE_HOLD   ? check_hold(speech, group, err)
	                                           : find_option(speech, group, err);
	if (found)
		return -1;
	if (speech->word == VOICE_OBJECT && !*speech->prose) {
		error_refuse(err, "N11", "an objection gives its reasons");
		error_place(err, "%s", place_of_option(group->arena, speech));
		return error_hint(err, "say what is harmed, and why waiting is worse: -m TEXT");
	}
	bool nominates = speech->word == VOICE_NOMINATE || speech->word == VOICE_REVEAL;
	if (nominates && !*speech->prose) {
		error_refuse(err, "N11", "a nomination gives its reasons");
		error_place(err, "%s", place_of_fact(group->arena, negotiation, "role"));
		return error_hint(err, "say why they should hold it: -m TEXT");
	}
	/* whoever accepts while it is open can live with it */
	speech->consents =
	        speech->word == VOICE_ACCEPT && !late && is_member(&group->now, speech->who);
	speech->path = voice_path(group->arena, negotiation->folder, speech->who, speech->seconds);
	make_note(speech, group);
	return 0;
}

const char *speech_joiner(const struct negotiation *negotiation, const char *mail)
{
	for (size_t i = 0; i < negotiation->option_count; i++) {
		const struct option *option = &negotiation->option[i];
		for (size_t j = 0; j < option->change_count; j++) {
			const struct file *file = option->change[j].file;
			if (file->class != PATH_PERSON || !file->usable)
				continue;
			for (size_t k = 0; k < file->person.email_count; k++)
				if (!strcasecmp(file->person.email[k], mail))
					return file->stem;
		}
	}
	return NULL;
}

static const char *verb(enum voice_word word)
{
	static const char *const text[VOICE_WORDS] = {
	        [VOICE_CONSENT] = "consents to",
	        [VOICE_CONCERN] = "has a concern about",
	        [VOICE_OBJECT] = "objects to",
	        [VOICE_STAND_ASIDE] = "stands aside on",
	        [VOICE_ABSTAIN] = "abstains",
	        [VOICE_HOLD] = "asks for",
	        [VOICE_PREFER] = "prefers",
	        [VOICE_NOMINATE] = "nominates",
	        [VOICE_ACCEPT] = "accepts",
	        [VOICE_DECLINE] = "declines",
	        [VOICE_SECOND] = "seconds",
	        [VOICE_KEEP] = "keeps it",
	        [VOICE_WITHDRAW] = "withdraws",
	        [VOICE_WILLING] = "is willing",
	        [VOICE_SEAL] = "seals a nomination",
	        [VOICE_REVEAL] = "reveals a nomination",
	};

	return text[word];
}

void speech_draft(const struct speech *speech, struct draft *draft)
{
	struct arena *arena = draft->arena;
	bool whole =
	        says_itself(speech->word) && !(speech->word == VOICE_ABSTAIN && speech->option);
	const char *value = speech->value ? speech->value : whole ? "" : speech->option_name;
	const char *text = voice_text(arena, speech->prose, speech->word, value);
	if (speech->consents)
		text = arena_print(arena, "%sConsent: %s\n", text, value);
	const char *space = !value || !*value ? "" : speech->word == VOICE_ABSTAIN ? " on " : " ";

	draft_add(draft, speech->path, text, strlen(text));
	draft->subject = arena_print(arena, "%s: %s %s%s%s", speech->negotiation->slug, speech->who,
	        verb(speech->word), space, value ? value : "");
	draft->body = speech->prose;
	draft->trailers = arena_print(arena, "Negotiation: %s\n", speech->negotiation->id);
}
