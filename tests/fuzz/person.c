/* SPDX-License-Identifier: MIT */
#include "formats/person.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct person, person_parse, "people/x.ini")
