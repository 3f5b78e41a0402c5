/* SPDX-License-Identifier: MIT */
/* voice_near: lines that nearly are one of the words of a voice.  Inner part of voice. */
#ifndef FORMATS_VOICE_NEAR_H
#define FORMATS_VOICE_NEAR_H

#include "formats/margin.h"

/*
 * The word (voice_word_name) that a line at the margin seems to want to say, or NULL: a misspelt or
 * inflected one before a colon ("Consents: a", "Stand aside: b"), one without its colon ("consent
 * a"), one behind a bullet or in emphasis ("- **Object:** b"), one with letters of another script
 * or behind what is not seen, or behind what ends a line only for the eye, where it may follow what
 * was taken for a word.  *where is what is written instead.
 */
const char *voice_near(const struct margin_line *line, bool taken, struct slice *where);

#endif
