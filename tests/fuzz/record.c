/* SPDX-License-Identifier: MIT */
#include "formats/record.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct record, record_parse, "x.record")
