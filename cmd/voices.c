/* SPDX-License-Identifier: MIT */
/* The words that are a person's voice, each a command: consent, object, accept ... */
#include "cmd/advice.h"
#include "cmd/report_negotiation.h"
#include "cmd/report_person.h"

#include "core/writing/decide.h"
#include "core/rules/force.h"
#include "core/writing/speech.h"
#include "formats/date.h"

#include <string.h>

struct voice_options {
	struct option_list message;
	bool dry_run, decide;
};

static const struct command_option options[] = {
        OPTION_LIST(struct voice_options, message, 'm', "message", "TEXT", "say why"),
        OPTION_FLAG(struct voice_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static const struct command_option consent_options[] = {
        OPTION_LIST(struct voice_options, message, 'm', "message", "TEXT", "say why"),
        OPTION_FLAG(struct voice_options, decide, 0, "decide",
                "decide in the same commit, where this voice makes it pass"),
        OPTION_FLAG(struct voice_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static const char object_template[] =
        "\n"
        "# What is harmed, and why is waiting worse? An objection gives its reasons.\n"
        "# These lines are left out; an empty text aborts.\n";

static const char *said_sentence(struct context *context, const struct speech *speech)
{
	const char *option = speech->option_name ? speech->option_name : "";

	switch (speech->word) {
	case VOICE_CONSENT:
		return arena_print(context->arena, "you consent to %s", option);
	case VOICE_CONCERN:
		return arena_print(context->arena,
		        "your concern about %s is recorded; it does not block", option);
	case VOICE_OBJECT:
		return arena_print(context->arena, "you object to %s", option);
	case VOICE_STAND_ASIDE:
		return arena_print(context->arena, "you stand aside on %s", option);
	case VOICE_ABSTAIN:
		return arena_print(context->arena, "you abstain%s%s: present, and out of the count",
		        speech->option ? " on " : "", speech->option ? option : "");
	case VOICE_HOLD:
		return arena_print(context->arena, "you ask for %s more", speech->value);
	case VOICE_PREFER:
		return arena_print(context->arena, "you prefer %s", speech->value);
	case VOICE_ACCEPT:
		return arena_print(context->arena, "you accept %s%s", option,
		        speech->consents ? ", and consent to it" : "");
	case VOICE_DECLINE:
		return arena_print(context->arena, "you decline %s", option);
	case VOICE_KEEP:
		return "you let it stand";
	case VOICE_SECOND:
		return "you second it";
	case VOICE_WITHDRAW:
		return "you take back what you said here";
	default:
		return "said";
	}
}

/* Somebody new: what was said about them, they should hear first. */
static void welcome(struct context *context, const struct group *group, const struct speech *speech)
{
	const struct negotiation *negotiation = speech->negotiation;

	out_print(context->out, "welcome to %s, %s\n", standing_charter(&group->now)->name,
	        speech->who);
	report_returns(context, group, speech->who);
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		bool concern = false;
		for (size_t j = 0; j < said->voice.line_count; j++)
			concern |= said->voice.line[j].word == VOICE_CONCERN;
		if (concern && said->stamp.who && *said->voice.prose)
			out_fold(context->out, 2,
			        arena_print(context->arena, "%s had a concern: %s", said->stamp.who,
			                first_words(context->arena, said->voice.prose, 240)));
	}
}

static bool joins(const struct group *group, const struct speech *speech)
{
	const struct decision *decision = negotiation_adopted(&group->now, speech->negotiation);
	const struct option *option =
	        decision ? &speech->negotiation->option[decision->option] : NULL;

	return speech->word == VOICE_ACCEPT && option && option->kinds & 1u << CHANGE_PERSON &&
	       !is_member(&group->now, speech->who);
}

/* Under a vote or a count an objection is a voice against. */
static bool blocks(const struct negotiation *negotiation)
{
	enum method method = negotiation->policy ? negotiation->policy->method : METHOD_CONSENT;

	return method == METHOD_CONSENT || method == METHOD_LAZY || method == METHOD_ELECTION;
}

static void report(struct context *context, const struct group *group, const struct speech *speech)
{
	if (context->out->form != FORM_HUMAN) {
		record_result(context->out, "path", speech->path);
		return;
	}
	if (joins(group, speech)) {
		welcome(context, group, speech);
		return;
	}
	out_print(context->out, "%s\n", said_sentence(context, speech));
	if (speech->note)
		out_fold(context->out, 0, speech->note);
	else if (speech->word == VOICE_OBJECT && blocks(speech->negotiation))
		out_print(context->out,
		        is_election(speech->negotiation)
		                ? "nobody elects them while this stands. Another nominee: moot "
		                  "nominate %.4s NAME -m WHY\n"
		                : "it cannot pass while this stands. A counter-proposal: moot "
		                  "amend %.4s\n",
		        speech->negotiation->id);
}

/* Once it is committed: to decide, if something passes now. */
static void advise(struct context *context, struct group *group, const struct speech *speech,
        const struct draft *draft)
{
	struct resolution next = {
	        .who = speech->who,
	        .negotiation = speech->negotiation,
	        .voice = &draft->file[0],
	};

	if (joins(group, speech)) {
		advice_next(context, "moot status");
		return;
	}
	resolution_foresee(&next, group);
	advice_next(context, next.tally.winner ? "moot decide %.4s" : "moot show %.4s",
	        speech->negotiation->id);
}

/* consent ID --decide: voice and decision in one commit, where that voice makes it pass (N13). */
static int speak_and_decide(struct context *context, struct group *group, struct speech *speech,
        struct draft *draft, bool *decides, struct error *err)
{
	struct resolution resolution = {
	        .who = speech->who,
	        .negotiation = speech->negotiation,
	        .voice = &draft->file[0],
	};
	struct draft both = DRAFT_INIT(context->arena);
	struct error why = ERROR_INIT;

	*decides = false;
	if (resolution_prepare(&resolution, group, &why) || !resolution.tally.winner) {
		talk_warning(
		        "only your voice is committed: %s", why.kind ? why.text : "nothing passes");
		return 0;
	}
	if (resolution_draft(&resolution, group, &both, err))
		return -1;
	*draft = both;
	*decides = true;
	return 0;
}

static int speak(
        struct context *context, int argc, char **argv, enum voice_word word, struct error *err)
{
	const struct voice_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct speech speech = {.word = word, .seconds = context->now};
	struct oid id;
	bool committed, decides = false;

	if (session_group(context, &group, err) || session_person(context, &group, &person, err) ||
	        session_running(context, &group, argv[0], &speech.negotiation, err))
		return -1;
	speech.who = person.handle;
	if (!speech.who && (word == VOICE_ACCEPT || word == VOICE_DECLINE))
		speech.who = speech_joiner(speech.negotiation, person.mail);
	if (!speech.who && session_member(context, &group, &person, err))
		return -1;
	if (word == VOICE_HOLD || word == VOICE_PREFER)
		speech.value = argv[1];
	else
		speech.option = argc > 1 ? argv[1] : NULL;
	speech.prose = session_message(context, &wanted->message);
	if (word == VOICE_OBJECT && !wanted->message.count && context->out->terminal &&
	        session_text(context, &wanted->message, object_template, false, &speech.prose, err))
		return -1;
	if (speech_prepare(&speech, &group, err))
		return -1;
	speech_draft(&speech, &draft);
	if (wanted->decide && speak_and_decide(context, &group, &speech, &draft, &decides, err))
		return -1;
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	report(context, &group, &speech);
	if (decides) {
		if (context->out->form == FORM_HUMAN)
			session_report_commit(context, &id, draft.subject);
		advice_next(context, "moot show %s", speech.negotiation->slug);
	} else {
		advise(context, &group, &speech, &draft);
	}
	return 0;
}

#define VOICE(identifier, shown, spoken, text, words, least, most, table)                          \
	static int run_##identifier(                                                               \
	        struct context *context, int argc, char **argv, struct error *err)                 \
	{                                                                                          \
		return speak(context, argc, argv, spoken, err);                                    \
	}                                                                                          \
	extern const struct command command_##identifier;                                          \
	const struct command command_##identifier = {                                              \
	        .name = shown,                                                                     \
	        .group = GROUP_NEGOTIATE,                                                          \
	        .summary = text,                                                                   \
	        .operands = words,                                                                 \
	        .operand_min = least,                                                              \
	        .operand_max = most,                                                               \
	        .option = table,                                                                   \
	        .options_size = sizeof(struct voice_options),                                      \
	        .needs = NEEDS_MOOT | WRITES,                                                      \
	        .run = run_##identifier,                                                           \
	}

VOICE(consent, "consent", VOICE_CONSENT, "say that you can live with an option", "ID [OPTION]", 1,
        2, consent_options);
VOICE(object, "object", VOICE_OBJECT, "block an option, with reasons", "ID [OPTION]", 1, 2,
        options);
VOICE(concern, "concern", VOICE_CONCERN, "record a concern that does not block", "ID [OPTION]", 1,
        2, options);
VOICE(stand_aside, "stand-aside", VOICE_STAND_ASIDE, "be present, neither for nor against",
        "ID [OPTION]", 1, 2, options);
VOICE(abstain, "abstain", VOICE_ABSTAIN, "be present, and out of the count", "ID [OPTION]", 1, 2,
        options);
VOICE(hold, "hold", VOICE_HOLD, "ask for time, once, up to a week", "ID DURATION", 2, 2, options);
VOICE(prefer, "prefer", VOICE_PREFER, "rank the options, where the policy counts rankings",
        "ID RANKING", 2, 2, options);
VOICE(accept, "accept", VOICE_ACCEPT, "accept what an option gives you", "ID [OPTION]", 1, 2,
        options);
VOICE(decline, "decline", VOICE_DECLINE, "decline what an option gives you", "ID [OPTION]", 1, 2,
        options);
VOICE(second, "second", VOICE_SECOND, "second a recall, so that it opens", "ID", 1, 1, options);
VOICE(keep, "keep", VOICE_KEEP, "let a decision stand whose review is due", "ID", 1, 1, options);
VOICE(withdraw, "withdraw", VOICE_WITHDRAW, "take back everything you said in a negotiation", "ID",
        1, 1, options);
