/* SPDX-License-Identifier: MIT */
#include "formats/role.h"
#include "tests/fuzz/fuzz.h"

FUZZ(struct role, role_parse, "roles/x.ini")
