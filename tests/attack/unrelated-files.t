#!/bin/sh
# SPDX-License-Identifier: MIT
# A history without a group brings voices and a decision into a negotiation by a clean merge.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
git checkout -q --orphan other && git rm -q -r -f .
mkdir -p "$asked_folder"
printf 'Gladly.\n\nConsent: a\n' >"$asked_folder/voice-ben-0108T120000-zzzz.md"
printf '[decision]\noption = a\n' >"$asked_folder/decision-ben-zzzz.ini"
git add . && as ben git commit -q -m 'from nowhere'
git checkout -q -f main
attack 'files from nowhere are merged' V7 '^E603.*voice-ben-0108T120000-zzzz.md' as eve git merge -q --allow-unrelated-histories --no-edit other
named V7 '^E603.*decision-ben-zzzz.ini'
result $? 'the decision among them'
is 'the objection stands' "$(state_of "$asked")" blocked
is 'at every day' "$(moot tally "$asked" --porcelain --at 2026-01-08 | cut -f3)" blocked
done_testing
