/* SPDX-License-Identifier: MIT */
#include "formats/charter.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct charter, charter_parse, "moot.ini")
