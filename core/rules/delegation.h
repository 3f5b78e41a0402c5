/* SPDX-License-Identifier: MIT */
/*
 * delegation: whose word stands for somebody who says nothing (moot-person(5)).
 *
 * A `[delegate bob]` section of people/ada.ini, which is ada's own, lets what bob says to an option
 * count as hers while she is silent: one hop (bob's own word, never what was delegated to bob),
 * from its first day to its last, for the roles or topics it names.  Her own word, and Withdraw,
 * override it until the close, and what is
 * delegated or taken back after the close changes nothing.  It never counts in elections, where the
 * option gives bob something or takes it from him, and is none of the two consents of rule N6.
 */
#ifndef CORE_RULES_DELEGATION_H
#define CORE_RULES_DELEGATION_H

#include "core/rules/ledger.h"

/* The handle whose word counts for `handle` on the option, as seen from the moment, or NULL. */
const char *delegate_of(const struct moment *moment, const struct negotiation *negotiation,
        const struct option *option, const char *handle);

#endif
