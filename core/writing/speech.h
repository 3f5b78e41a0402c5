/* SPDX-License-Identifier: MIT */
/* speech: a voice about to be spoken, held to the rules before it is written (N1, N5, N9). */
#ifndef CORE_WRITING_SPEECH_H
#define CORE_WRITING_SPEECH_H

#include "core/writing/draft.h"
#include "core/rules/election.h"
#include "core/group/group.h"

struct speech {
	/* to be filled */
	const char *who; /* handle of the speaker */
	const struct negotiation *negotiation;
	enum voice_word word;
	const char *option;  /* as typed, or NULL: the only one; of an Abstain, all */
	const char *value;   /* for words that take something else: "3d", "b > a > none"; or NULL */
	const char *nominee; /* of Nominate, Seal and Reveal */
	const char *prose;   /* "" for none */
	int64_t seconds;     /* the moment, for the file's name */
	/* worked out */
	const char *path;        /* of the voice */
	const char *option_name; /* whole, or NULL */
	bool consents;           /* accepts, and consents by it */
	const char *note; /* what the speaker should know: "recorded as a concern: ...", or NULL */
};

/*
 * ERROR_NO with the rule when it could not count: after the close, an objection without reasons, an
 * option that is not there or must be named, acceptance by somebody who is given nothing.
 */
int speech_prepare(struct speech *speech, struct group *group, struct error *err);
/* The handle that an option's person file gives to this mail: a joiner may accept it there (N9). */
const char *speech_joiner(const struct negotiation *negotiation, const char *mail);
void speech_draft(const struct speech *speech, struct draft *draft);
/* The text of a voice: prose, a blank line, the word. */
const char *voice_text(
        struct arena *arena, const char *prose, enum voice_word word, const char *value);
/* negotiations/.../voice-ada-1124T101502-q9x2.md */
const char *voice_path(struct arena *arena, const char *folder, const char *who, int64_t seconds);

#endif
