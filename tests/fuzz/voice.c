/* SPDX-License-Identifier: MIT */
#include "formats/voice.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct voice, voice_parse, "voice-x.md")
