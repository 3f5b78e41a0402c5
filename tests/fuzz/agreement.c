/* SPDX-License-Identifier: MIT */
#include "formats/negotiation.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct agreement, agreement_parse, "agreements/x.md")
