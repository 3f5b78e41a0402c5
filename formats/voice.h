/* SPDX-License-Identifier: MIT */
/*
 * voice: voice-WHO-WHEN-XXXX.md (moot-voice(5)): prose with moot's words on lines of their own,
 * outside code and quotes (rules N5).  A file name is only a name.
 */
#ifndef FORMATS_VOICE_H
#define FORMATS_VOICE_H

#include "formats/arena.h"
#include "formats/finding.h"

#include <stdbool.h>
#include <stddef.h>

enum { VOICE_MAX = 64 * 1024 };

enum voice_word {
	VOICE_CONSENT,
	VOICE_CONCERN,
	VOICE_OBJECT,
	VOICE_STAND_ASIDE,
	VOICE_ABSTAIN,
	VOICE_HOLD,
	VOICE_PREFER,
	VOICE_NOMINATE,
	VOICE_ACCEPT,
	VOICE_DECLINE,
	VOICE_SECOND,
	VOICE_KEEP,
	VOICE_WITHDRAW,
	VOICE_WILLING,
	VOICE_SEAL,
	VOICE_REVEAL,
	VOICE_WORDS
};

extern const char *const voice_word_name[VOICE_WORDS]; /* "Consent" ... "Stand-aside" ... */

struct voice_line {
	enum voice_word word;
	const char *value; /* trimmed; "" when there is none */
	uint32_t line;
};

struct voice {
	struct voice_line *line;
	size_t line_count;
	const char *prose; /* everything else, trimmed; "" when there is none */
};

/*
 * Findings, all of them warnings since a voice is never edited: E401 for a line that nearly is a
 * word ("Consents: a", "consent a", "- Object: b"), E403 for an objection without prose, E106 for a
 * Hold that is no duration, E108.  Of a text above VOICE_MAX nothing is read: E109, an error.
 */
void voice_parse(struct voice *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

/*
 * The options that a value names: "a", "b-ben", "a, b"; and for Prefer "b > a = c > none" with
 * rank 1 the most preferred.  Returns the count.
 */
struct voice_choice {
	const char *option;
	uint32_t rank;
};
size_t voice_choices(struct voice_choice **out, struct arena *arena, const char *value);

#endif
