/* SPDX-License-Identifier: MIT */
/* confirm: whether a history says what a record claims. */
#ifndef CORE_RECORD_CONFIRM_H
#define CORE_RECORD_CONFIRM_H

#include "core/group/account.h"
#include "formats/record.h"

/*
 * The account is of the record's tip, day and root.  E907 for a claim that does not follow from the
 * history, and for one that the record leaves out.
 */
int record_confirm(const struct record *record, struct arena *arena, const struct account *account,
        const char *path, struct findings *findings, struct error *err);

#endif
