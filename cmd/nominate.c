/* SPDX-License-Identifier: MIT */
/* nominate and willing: who should hold the role that is elected. */
#include "cmd/advice.h"
#include "cmd/session.h"

#include "core/git/repo.h"
#include "core/writing/speech.h"
#include "core/rules/tally.h"
#include "core/rules/place.h"
#include "formats/name.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

struct nominate_options {
	struct option_list message;
	const char *secret;
	bool reveal, dry_run;
};

static const struct command_option options[] = {
        OPTION_FLAG(struct nominate_options, reveal, 0, "reveal", "open the nomination you sealed"),
        OPTION_STRING(struct nominate_options, secret, 0, "secret", "WORD",
                "the secret of a sealed nomination, instead of one that is made and kept"),
        OPTION_LIST(struct nominate_options, message, 'm', "message", "TEXT", "say why"),
        OPTION_FLAG(struct nominate_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static const struct command_option willing_options[] = {
        OPTION_LIST(struct nominate_options, message, 'm', "message", "TEXT", "say why"),
        OPTION_FLAG(struct nominate_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

/* --- the secret of a seal, kept beside the index until it is told --- */

static const char *secret_path(struct context *context, const struct speech *speech)
{
	return arena_print(context->arena, "%s/moot-seal-%s-%s", repo_git_dir(context->repo),
	        speech->negotiation->id, speech->who);
}

static const char *new_secret(struct arena *arena)
{
	char id[ID_LENGTH + 1], more[ID_LENGTH + 1];
	uint64_t bits[2] = {0, 0};

	while (getrandom(bits, sizeof bits, 0) != (ssize_t)sizeof bits)
		continue;
	id_make(id, bits[0]);
	id_make(more, bits[1]);
	return arena_print(arena, "%s%s", id, more);
}

static int keep_secret(
        struct context *context, const struct speech *speech, const char *secret, struct error *err)
{
	const char *path = secret_path(context, speech);
	FILE *file = fopen(path, "we");
	bool failed = !file || fprintf(file, "%s %s\n", speech->nominee, secret) < 0;

	if (file && fclose(file))
		failed = true;
	return failed ? error_set(err, ERROR_FATAL, "cannot write '%s'", path) : 0;
}

/* "ben SECRET" as it was sealed. */
static int kept_secret(
        struct context *context, struct speech *speech, const char **secret, struct error *err)
{
	char nominee[64], word[128];
	FILE *file = fopen(secret_path(context, speech), "re");
	bool read = file && fscanf(file, "%63s %127s", nominee, word) == 2;

	if (file)
		fclose(file);
	if (!read) {
		error_set(err, ERROR_FATAL, "no sealed nomination of yours is kept here");
		return error_hint(err, "moot nominate %.4s HANDLE --reveal --secret WORD",
		        speech->negotiation->id);
	}
	speech->nominee = arena_string(context->arena, nominee, strlen(nominee));
	*secret = arena_string(context->arena, word, strlen(word));
	return 0;
}

/* --- the voice --- */

/* The policy says `seal = yes`. */
static const char *place_of_sealing(const struct speech *speech, struct arena *arena)
{
	return place_of_policy(arena, speech->negotiation->policy);
}

static int seal(struct context *context, struct speech *speech, int32_t day, const char **secret,
        struct error *err)
{
	const struct nominate_options *wanted = context->options;
	char *hex = arena_alloc(context->arena, SEAL_HEX + 1);

	const char *late =
	        election_untimely(speech->negotiation, context->arena, speech->who, day, true);
	if (late) {
		error_refuse(err, "N5", "%s", late);
		error_place(err, "%s", place_of_sealing(speech, context->arena));
		return error_hint(
		        err, "moot consent %.4s NOMINEE, or moot object", speech->negotiation->id);
	}
	if (*speech->prose) {
		error_set(err, ERROR_USAGE,
		        "nominations are sealed here: reasons come with the reveal");
		return error_hint(err, "leave -m out now");
	}
	*secret = wanted->secret ? wanted->secret : new_secret(context->arena);
	if (strpbrk(*secret, " \t\n") || !**secret)
		return error_set(err, ERROR_USAGE, "a secret is one word");
	election_seal(hex, speech->negotiation->id, speech->who, speech->nominee, *secret);
	speech->word = VOICE_SEAL;
	speech->value = hex;
	return 0;
}

static bool was_sealed(const struct speech *speech, const char *secret)
{
	char hex[SEAL_HEX + 1];

	election_seal(hex, speech->negotiation->id, speech->who, speech->nominee, secret);
	for (size_t i = 0; i < speech->negotiation->said_count; i++) {
		const struct said *said = &speech->negotiation->said[i];
		for (size_t j = 0; said->sealed && j < said->voice.line_count; j++)
			if (said->voice.line[j].word == VOICE_SEAL &&
			        !strcmp(said->voice.line[j].value, hex) &&
			        !strcmp(said->stamp.who, speech->who))
				return true;
	}
	return false;
}

static int reveal(struct context *context, struct speech *speech, int32_t day, struct error *err)
{
	const struct nominate_options *wanted = context->options;
	const char *secret = wanted->secret;
	const char *early =
	        election_untimely(speech->negotiation, context->arena, speech->who, day, false);

	if (early) {
		error_refuse(err, "N5", "%s", early);
		error_place(err, "%s", place_of_sealing(speech, context->arena));
		return error_hint(err, "not sealed your own yet? moot nominate %.4s HANDLE",
		        speech->negotiation->id);
	}
	if ((!secret || !speech->nominee) && kept_secret(context, speech, &secret, err))
		return -1;
	if (wanted->secret)
		secret = wanted->secret;
	if (!was_sealed(speech, secret))
		return error_set(
		        err, ERROR_FATAL, "no seal of yours opens with that name and secret");
	speech->word = VOICE_REVEAL;
	speech->value = arena_print(context->arena, "%s %s", speech->nominee, secret);
	return 0;
}

/* A reveal of one's own opens the round of changes. */
static bool has_revealed(const struct speech *speech)
{
	for (size_t i = 0; i < speech->negotiation->said_count; i++) {
		const struct said *said = &speech->negotiation->said[i];
		if (said->nominee && said->stamp.who && !strcmp(said->stamp.who, speech->who))
			return true;
	}
	return false;
}

static int prepare(struct context *context, struct group *group, struct speech *speech,
        const char **secret, struct error *err)
{
	const struct nominate_options *wanted = context->options;
	const struct policy *policy = speech->negotiation->policy;
	bool seals = is_election(speech->negotiation) && policy && policy->seal;

	if (speech->word != VOICE_WILLING) {
		if (wanted->reveal && !seals)
			return error_set(err, ERROR_USAGE, "nominations are not sealed here");
		if (wanted->reveal && reveal(context, speech, group->day, err))
			return -1;
		if (!wanted->reveal && !speech->nominee)
			return error_set(err, ERROR_USAGE, "whom do you nominate?");
		if (!wanted->reveal && seals && !has_revealed(speech) &&
		        seal(context, speech, group->day, secret, err))
			return -1;
		if (speech->word == VOICE_NOMINATE)
			speech->value = speech->nominee;
	}
	return speech_prepare(speech, group, err);
}

static void report(struct context *context, const struct speech *speech, const char *secret)
{
	struct out *out = context->out;

	if (out->form != FORM_HUMAN) {
		record_result(out, "path", speech->path);
		return;
	}
	if (speech->word == VOICE_WILLING)
		out_print(out, "you are willing\n");
	else if (speech->word == VOICE_SEAL)
		out_print(out,
		        "sealed, with the secret %s\nwhen all have sealed, or when it may be "
		        "decided:\n  moot nominate %.4s --reveal -m WHY\n",
		        secret, speech->negotiation->id);
	else
		out_print(out, "you nominate %s\n", speech->nominee);
	if (speech->note)
		out_fold(out, 0, speech->note);
}

static void advise(struct context *context, const struct speech *speech)
{
	struct group after;
	struct tally tally;
	struct error ignored = ERROR_INIT;
	const struct negotiation *negotiation;

	if (session_group(context, &after, &ignored) ||
	        !(negotiation = ledger_negotiation(&after.ledger, speech->negotiation->id)))
		return;
	tally_read(&tally, context->arena, &after.now, negotiation);
	if (tally.winner)
		advice_next(context, "moot decide %.4s", negotiation->id);
	else
		advice_next(context, "moot show %.4s", negotiation->id);
}

static int speak(
        struct context *context, int argc, char **argv, enum voice_word word, struct error *err)
{
	const struct nominate_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	struct speech speech = {.word = word, .seconds = context->now};
	const char *secret = NULL;
	struct oid id;
	bool committed;

	if (session_group(context, &group, err) || session_member(context, &group, &person, err) ||
	        session_running(context, &group, argv[0], &speech.negotiation, err))
		return -1;
	speech.who = person.handle;
	if (argc > 1)
		speech.nominee = *argv[1] == '@' ? argv[1] + 1 : argv[1];
	speech.prose = session_message(context, &wanted->message);
	if (prepare(context, &group, &speech, &secret, err))
		return -1;
	speech_draft(&speech, &draft);
	if (secret && !wanted->dry_run && keep_secret(context, &speech, secret, err))
		return -1;
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	if (speech.word == VOICE_REVEAL)
		unlink(secret_path(context, &speech));
	report(context, &speech, secret);
	advise(context, &speech);
	return 0;
}

static int run_nominate(struct context *context, int argc, char **argv, struct error *err)
{
	return speak(context, argc, argv, VOICE_NOMINATE, err);
}

static int run_willing(struct context *context, int argc, char **argv, struct error *err)
{
	return speak(context, argc, argv, VOICE_WILLING, err);
}

const struct command command_nominate = {
        .name = "nominate",
        .group = GROUP_NEGOTIATE,
        .summary = "nominate somebody in an election, with reasons",
        .operands = "ID [HANDLE]",
        .operand_min = 1,
        .operand_max = 2,
        .option = options,
        .options_size = sizeof(struct nominate_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run_nominate,
};

extern const struct command command_willing;
const struct command command_willing = {
        .name = "willing",
        .group = GROUP_NEGOTIATE,
        .summary = "say in an election that you would do it",
        .operands = "ID",
        .operand_min = 1,
        .operand_max = 1,
        .option = willing_options,
        .options_size = sizeof(struct nominate_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run_willing,
};
