#!/bin/sh
# SPDX-License-Identifier: MIT
# What somebody has said is edited by somebody else.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
voice=$(ls "$asked_folder"/voice-ben-*)
printf 'Gladly.\n\nConsent: a\n' >"$voice"
attack 'an objection becomes a consent' V1 "^E602.*voice-ben-" as cleo git commit -q -a -m 'a typing error'
expect_status 1 'and nothing is decided by it' as cleo moot decide "$asked"
done_testing
