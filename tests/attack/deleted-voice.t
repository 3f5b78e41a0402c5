#!/bin/sh
# SPDX-License-Identifier: MIT
# An objection is deleted.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
git rm -q "$asked_folder"/voice-ben-*
attack 'an objection is deleted' V1 "^E602.*voice-ben-.*deleted" as cleo git commit -q -m 'tidied'
expect_status 1 'and nothing is decided by it' as cleo moot decide "$asked"
done_testing
