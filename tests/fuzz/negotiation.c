/* SPDX-License-Identifier: MIT */
#include "formats/negotiation.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct negotiation_file, negotiation_parse, "negotiation.ini")
