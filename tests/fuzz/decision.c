/* SPDX-License-Identifier: MIT */
#include "formats/negotiation.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct decision_file, decision_parse, "decision-x.ini")
