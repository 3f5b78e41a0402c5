#!/bin/sh
# SPDX-License-Identifier: MIT
# An objection is moved into another negotiation, and under another name.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
voice=$(ls "$asked_folder"/voice-ben-*)
git mv "$voice" "$given_folder"/
attack 'an objection is moved to where nothing is asked' V1 "^E602.*$asked.*voice-ben-.*deleted" as cleo git commit -q -m 'filed rightly'
git mv "$given_folder/${voice##*/}" "$asked_folder/voice-ben-0107T120001-zzzz.md"
attack 'and back under another name' V1 "^E602.*$given.*voice-ben-.*deleted" as cleo git commit -q -m 'filed rightly'
expect_status 1 'and nothing is decided by it' as cleo moot decide "$asked"
done_testing
